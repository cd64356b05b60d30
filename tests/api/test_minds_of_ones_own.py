"""Minds of one's own: found, called, kept to their seats, and named in replays; what is none is one line."""

import sys
from importlib import import_module

import numpy as np
import pytest
from yard import MAIN, SHEET, yard

import warbell
from warbell.branch import branch
from warbell.lab.trials import FEW, Players, Trial

YARD = yard()
FIRST, SECOND = YARD.seats
EAST = warbell.ACTIONS.index("step east")
MINE = """\
import numpy as np
import warbell

EAST = warbell.ACTIONS.index("step east")


class East:
    def __init__(self, brief, seats, worlds):
        self.seats, self.worlds = seats, worlds

    def decide(self, percept, out):
        assert len(out) == self.worlds
        out[:, self.seats] = EAST


class Idle:
    def __init__(self, brief, seats, worlds):
        pass


class Alone:
    def decide(self, percept, out):
        pass


class Giver(East):
    def decide(self, percept, out):
        return np.zeros_like(out)


def make(brief, seats, worlds):
    return East(brief, seats, worlds)


def nothing(brief, seats, worlds):
    return None
"""


@pytest.fixture(autouse=True)
def mine(tmp_path, monkeypatch):
    """The folder of `mine.py`, where Python looks too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "mine.py").write_text(MINE)
    (tmp_path / "broken.py").write_text("def f(:\n")
    (tmp_path / "needy.py").write_text("import nobody_has_this\n")
    yield tmp_path
    for name in ("mine", "broken", "needy"):
        sys.modules.pop(name, None)


class Everywhere:
    """An object that writes into all seats, and counts how often it is asked."""

    def __init__(self):
        self.shapes = []

    def decide(self, percept, out):
        self.shapes.append((out.shape, percept.me.shape))
        out[:] = EAST


def digests(results):
    return [result.digest for result in results]


def test_however_it_is_given_it_plays_the_same():
    module = import_module("mine")

    named = warbell.run(YARD, "mine:East", range(9))
    for other in (module.East, module.make, "mine:make", Everywhere(), dict.fromkeys(YARD.seats, module.East)):
        assert digests(warbell.run(YARD, other, range(9))) == digests(named)
    assert digests(warbell.run(YARD, "wait", range(9))) != digests(named)


def test_threads_change_nothing_and_each_batch_has_its_own():
    made = []

    def make(_, seats, worlds):
        made.append((seats, worlds))
        return Everywhere()

    one = warbell.run(YARD, make, range(9), threads=1)
    assert made == [([0, 1], 9)]
    assert digests(warbell.run(YARD, make, range(9), threads=3)) == digests(one)
    assert made[1:] == [([0, 1], 3)] * 3


def test_an_object_plays_all_seeds_as_one_batch():
    each = Everywhere()
    warbell.run(YARD, each, range(70), threads=4)
    assert set(each.shapes) == {((70, 2), (70, 2))}


def test_what_was_made_for_games_is_closed_after_them_and_an_object_is_not():
    closed = []

    class Closing(Everywhere):
        def close(self):
            closed.append(len(self.shapes))

    warbell.run(YARD, lambda *_: Closing(), range(9), threads=1)
    assert len(closed) == 1
    assert closed[0] > 0, "not before they were played"
    warbell.run(YARD, Closing(), range(9))
    assert len(closed) == 1


def test_it_decides_for_its_own_seats_only():
    mixed = warbell.run(YARD, {FIRST: Everywhere(), SECOND: "caution"}, range(6))
    assert digests(mixed) == digests(warbell.run(YARD, {FIRST: "mine:East", SECOND: "caution"}, range(6)))


def test_replays_name_it_and_verify(mine):
    module = import_module("mine")
    for minds, names in (
        ("mine:East", ("mine:East", "mine:East")),
        ({FIRST: module.East, SECOND: "wait"}, ("mine:East", "wait")),
        ({FIRST: module.make, SECOND: Everywhere()}, ("mine:make", f"{__name__}:Everywhere")),
    ):
        results = warbell.run(YARD, minds, [3], out=mine / "games")
        (verdict,) = warbell.verify([results[0].replay])
        assert verdict.header.minds == names


def test_many_processes_play_it():
    trial = Trial("minds", "mine", dict.fromkeys(YARD.seats, "mine:East"))
    seeds = range(FEW + 1)
    with Players(YARD, workers=2) as players:
        (results,) = players.play([trial], seeds)
    assert digests(results) == digests(warbell.run(YARD, "mine:East", seeds))


def test_a_branch_imports_only_who_is_named_again(mine):
    (result,) = warbell.run(YARD, "mine:East", [3], out=mine / "games")
    replay = warbell.load_replay(result.replay)
    sys.modules.pop("mine")
    other = branch(replay, 4, {})
    assert other.header.minds == ("caution", "caution")
    assert "mine" not in sys.modules
    again = branch(replay, 4, dict.fromkeys(YARD.seats, "mine:East"))
    assert again.header == replay.header


def test_the_command_line_takes_it_from_the_folder_one_is_in(warbell_command, mine):
    (mine / "yard").mkdir()
    (mine / "yard/episode.toml").write_text(MAIN)
    (mine / "yard/yard.txt").write_text(SHEET)
    code, out, err = warbell_command("run", "yard", "--mind", "mine:East", "--seeds", "0:3")
    assert (code, err) == (0, "")
    assert "replays: warbell-runs/yard-mine.East" in out
    replay = warbell.load_replay("warbell-runs/yard-mine.East/seed-2.warbell")
    assert replay.header.minds == ("mine:East", "mine:East")
    code, out, err = warbell_command("run", "yard", "--seat", f"{SECOND}=mine:East", "--out", "seat")
    assert (code, err) == (0, "")
    assert warbell.load_replay("seat/seed-0.warbell").header.minds == ("caution", "mine:East")
    code, out, err = warbell_command("branch", "seat/seed-0.warbell", "--beat", "3", "--mind", "mine:East")
    assert (code, err) == (0, "")
    code, out, err = warbell_command("run", "yard", "--mind", "mine:Idle", "--out", "none")
    assert (code, out) == (2, "")
    assert err.startswith("warbell: --mind: found mine:Idle, a class without decide, expected a class, or a function")
    assert not (mine / "none").exists()


@pytest.mark.parametrize(
    "minds, said",
    [
        ("mine:Eats", "minds: found mine:Eats: module 'mine' has no attribute 'Eats', expected module:Class"),
        ("mien:East", "minds: found mien:East: No module named 'mien', expected a module that can be imported"),
        ("needy:East", "minds: found needy:East: No module named 'nobody_has_this', expected a module"),
        ("mine:", "minds: found 'mine:', expected module:Class, as in my_minds:Brave"),
        ("../mine:East", "minds: found '../mine:East', expected module:Class"),
        ("mine:Idle", "minds: found mine:Idle, a class without decide, expected a class, or a function, called"),
        ("mine:EAST", "minds: found mine:EAST, which cannot be called, expected"),
        ("mine:Alone", "minds: found mine:Alone: too many positional arguments, expected a class, or a function"),
        ("mine:nothing", "minds: found mine:nothing, which made something without decide, expected"),
        (
            "mine:Giver",
            "mine:Giver: found orders that decide returned, expected nothing: orders are written",
        ),
        ("broken:East", "broken.py:1:7: found invalid syntax, expected Python"),
        ("courage", "minds: found 'courage', expected one of wait, sprint"),
        (7, "minds: found builtins:int, which cannot be called, expected"),
        ({FIRST: "wait"}, f"minds: found nobody for seat {SECOND}, expected a mind for each of {FIRST}, {SECOND}"),
        ({FIRST: "wait", SECOND: "wait", "cat": "wait"}, "minds: found seat 'cat', expected one of"),
    ],
)
def test_what_is_no_mind_is_one_line_and_leaves_nothing_behind(minds, said, mine):
    out = mine / "games"
    with pytest.raises(warbell.BadInput) as caught:
        warbell.run(YARD, minds, [0], out=out)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not list(out.glob("*"))


def test_what_goes_wrong_in_a_mind_is_told_as_it_is():
    class Clumsy(Everywhere):
        def decide(self, *_):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        warbell.run(YARD, Clumsy(), range(3))


def test_a_plan_is_played_with_a_mind_beside_it(mine):
    (mine / "rest.plan").write_text(f"plan 1\n{FIRST}: e*3\n")
    plan = warbell.read_plan(mine / "rest.plan", warbell.brief(YARD), YARD.name)
    (result,) = warbell.run(YARD, {FIRST: "plan", SECOND: "mine:East"}, [0], plan=plan, out=mine)
    replay = warbell.load_replay(result.replay)
    assert [warbell.ACTIONS[order] for order in replay.orders[:4, 0]] == ["step east"] * 3 + ["wait"]
    assert (replay.orders[:, 1] == EAST).all()


def test_orders_that_are_none_are_refused_and_nothing_more():
    class Wild:
        def decide(self, _, out):
            out[:] = np.iinfo(np.int32).max

    assert len(warbell.run(YARD, Wild(), range(3))) == 3
