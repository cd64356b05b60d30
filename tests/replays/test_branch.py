"""A branch is its replay up to a beat; after it, what its minds make of the same night."""

import dataclasses

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from often import often

from warbell import episodes
from warbell.branch import branch
from warbell.engine import codes as c
from warbell.episodes import brief, from_sources
from warbell.errors import BadInput
from warbell.plans import parse
from warbell.proof import verify
from warbell.replay import dump, load
from warbell.replay import parse as parse_replay
from warbell.report import page
from warbell.runs import run
from warbell.team import handovers, holders

SEED = 5
FIRST = """\
plan 1
ana: s*2 e*2 ~beat>=12/30 |A/9 e*2 s ?near<4->shove-e;. @yard:10,14/40
ben: .*6 e s e |A/9 n .*4 @@yard:10,14/40
"""
SECOND = """\
plan 1
ana: s |B/3 e*6
ben: |B/3 n*3
"""
EAST_1, SOUTH_1 = int(c.VERB_BASE[c.STEP] + c.EAST), int(c.VERB_BASE[c.STEP] + c.SOUTH)


@pytest.fixture(scope="module")
def told(episode):
    """The yard with a walkthrough."""
    return from_sources({**episode.sources, "walkthrough.plan": FIRST.encode()})


@pytest.fixture(scope="module")
def play(told, tmp_path_factory):
    """Play the seed with these minds: the replay."""

    def play(ana, ben, text=None):
        plan = text and parse(text, "my.plan", brief(told))
        (result,) = run(told, {"ana": ana, "ben": ben}, [SEED], plan=plan, out=tmp_path_factory.mktemp("game"))
        return load(result.replay)

    return play


CASTS = (
    ("caution", "caution"), ("sprint", "caution"), ("plan", "plan", FIRST), ("plan", "caution", FIRST),
    ("walkthrough", "walkthrough"), ("wait", "walkthrough"),
)  # fmt: skip


@pytest.fixture(scope="module")
def games(play):
    return [play(*cast) for cast in CASTS]


@pytest.fixture(scope="module")
def second(told):
    return parse(SECOND, "second.plan", brief(told))


def proven(tmp_path, replay):
    """The replay as it comes back from its file, once the engine agreed with it."""
    path = tmp_path / "branch.warbell"
    path.write_bytes(dump(replay))
    (verdict,) = verify([path])
    assert not isinstance(verdict, BadInput), verdict
    assert verdict.header == replay.header
    return verdict


@settings(max_examples=often(30))
@given(data=st.data())
def test_with_nobody_named_a_branch_is_the_replay(games, data):
    replay = data.draw(st.sampled_from(games))
    beat = data.draw(st.integers(0, replay.header.beats - 1))
    assert dump(branch(replay, beat, {})) == dump(replay)


@pytest.mark.parametrize("name", ["curfew", "heartbeat"])
def test_a_built_in_walkthrough_goes_on_in_the_middle_of_its_line(name, tmp_path):
    episode = episodes.load(name)
    (result,) = run(episode, dict.fromkeys(episode.seats, "walkthrough"), [7], out=tmp_path)
    replay = load(result.replay)
    assert dump(branch(replay, result.beats // 2, {})) == dump(replay)


@settings(max_examples=often(15))
@given(data=st.data())
def test_a_branch_of_a_branch_goes_on_like_it(games, second, data):
    replay = data.draw(st.sampled_from(games))
    beat = data.draw(st.integers(0, replay.header.beats - 1))
    name = data.draw(st.sampled_from(["caution", "sprint", "walkthrough", "plan"]))
    first = branch(replay, beat, {"ana": name}, second if name == "plan" else None)
    later = data.draw(st.integers(0, first.header.beats - 1))
    assert dump(branch(first, later, {})) == dump(first if later >= beat else replay)


def test_a_branch_keeps_the_beats_before_it_and_verifies(tmp_path, games):
    for replay in games:
        beat = replay.header.beats // 3
        other = proven(tmp_path, branch(replay, beat, {"ben": "sprint"}))
        assert np.array_equal(other.orders[:beat], replay.orders[:beat])
        assert np.array_equal(other.seals[:beat], replay.seals[:beat])
        assert other.header.seed == replay.header.seed
        assert other.header.minds == (replay.header.minds[0], "sprint")


def test_from_the_first_beat_on_it_is_a_run_of_the_new_minds(play):
    whole, other = play("caution", "sprint"), branch(play("wait", "wait"), 0, {"ana": "caution", "ben": "sprint"})
    assert np.array_equal(other.orders, whole.orders)
    assert other.header.digest == whole.header.digest


def test_a_new_plan_begins_with_its_first_cell_where_the_seat_stands(games, second):
    other = branch(games[0], 7, {"ana": "plan"}, second)
    assert other.orders[7].tolist() == [SOUTH_1, games[0].orders[7][1]]
    assert other.header.plan.splitlines()[0] == "plan 1"


def test_two_plans_can_be_played_side_by_side(tmp_path, games, play):
    # Ben goes on with the line of the first plan after Ana has been given the second.
    replay = games[CASTS.index(("plan", "plan", FIRST))]
    other = proven(tmp_path, branch(replay, 3, {"ana": "plan"}, parse("plan 1\nana: e*3\n", "x", None)))
    alone = play("wait", "plan", FIRST)
    assert other.orders[3:6].tolist() == [[EAST_1, c.WAIT]] * 3
    assert np.array_equal(other.orders[3:9, 1], alone.orders[3:9, 1])
    assert [holder.plan == FIRST for holder in holders(other.header, 3)] == [False, False]
    assert parse(holders(other.header, 3)[1].plan, "x") == parse(FIRST, "x")
    assert handovers(other.header) == ["after beat 3: ana from plan to another plan"]


def test_the_seat_of_a_person_goes_on_as_caution(tmp_path, games):
    replay = games[0]
    header = msgspec.structs.replace(replay.header, minds=("person", "caution"))
    beat = replay.header.beats // 2
    other = proven(tmp_path, branch(dataclasses.replace(replay, header=header), beat, {}))
    assert other.header.minds == ("caution", "caution")
    assert [holder.since for holder in holders(other.header, beat)] == [beat, 0]
    assert [holder.name for holder in holders(other.header, beat - 1)] == ["person", "caution"]
    assert handovers(other.header) == [f"after beat {beat}: ana from person to caution"]


def test_a_report_says_where_a_game_was_branched(games):
    assert "Branched" not in page(games[0])
    assert "<dt>Branched</dt><dd>after beat 4: ana from caution to wait</dd>" in page(
        branch(games[0], 4, {"ana": "wait"})
    )


def left(replay, beats):
    """The same game, left after so many beats; `branch` takes the numbers of the header at their word."""
    header = msgspec.structs.replace(replay.header, beats=beats, outcome="abandoned", ending="abandoned")
    return dataclasses.replace(replay, header=header, orders=replay.orders[:beats], seals=replay.seals[:beats])


def test_a_game_that_was_left_is_played_to_its_end(games):
    replay = games[0]
    beats = replay.header.beats // 2
    assert dump(branch(left(replay, beats), beats, {})) == dump(replay)


def test_a_beat_after_which_nothing_is_left_is_refused(games):
    replay = games[0]
    last = replay.header.beats
    for beat in (-1, last, last + 1):
        with pytest.raises(BadInput) as caught:
            branch(replay, beat, {})
        assert (
            str(caught.value)
            == f"--beat: found {beat}, expected a beat from 0 to {last - 1}: the game ended in beat {last}"
        )
    with pytest.raises(BadInput, match="expected a beat from 0 to 6: the game was left after beat 6"):
        branch(left(replay, 6), 7, {})


def test_unknown_seats_and_minds_and_missing_plans_are_refused(games):
    with pytest.raises(BadInput, match="--seat: found 'cem', expected one of ana, ben"):
        branch(games[0], 3, {"cem": "wait"})
    with pytest.raises(BadInput, match="minds: found 'hurry', expected one of wait"):
        branch(games[0], 3, {"ana": "hurry"})
    with pytest.raises(BadInput, match="--mind plan: found no plan"):
        branch(games[0], 3, {"ana": "plan"})


@pytest.mark.parametrize(
    "change", [{"beat": 999}, {"seats": ("cem",)}, {"minds": ("caution",)}], ids=["beat", "seat", "minds"]
)
def test_a_branch_that_contradicts_its_game_is_refused(games, change):
    other = branch(games[0], 4, {"ana": "wait"})
    (made,) = other.header.branches
    header = msgspec.structs.replace(other.header, branches=(msgspec.structs.replace(made, **change),))
    with pytest.raises(BadInput, match="a header that contradicts itself, expected branches of seats and beats"):
        parse_replay("x.warbell", dump(dataclasses.replace(other, header=header)))
