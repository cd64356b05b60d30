"""Files of older rules and formats open for ever: one golden game a version, never written again."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from films import strip_of

from warbell import branch, order_names, proof
from warbell.encode.words import ACTIONS
from warbell.engine import RULES_VERSION
from warbell.engine.codes import N_ACTIONS
from warbell.errors import BadInput
from warbell.order_names import NO_ORDER, NONE_SUCH, OF_FORMAT_1, name_of, named, numbered
from warbell.replay import FORMAT, OtherRules, dump, load, parse, steps
from warbell.report import page
from warbell.server.reel import reel

GOLDEN = Path(__file__).parent / "golden"
OLD = sorted(GOLDEN.glob("rules-*/*.warbell"), key=lambda path: (path.parent.name, path.stem))
GAMES = {
    # of every file: rules, format, beats, outcome, score
    "rules-1/curfew-caution-3": (1, 1, 159, "won", 542),
    "rules-1/curfew-walkthrough-7": (1, 1, 113, "won", 588),
    "rules-1/heartbeat-sprint-1": (1, 1, 33, "lost", 48),
    "rules-1/heartbeat-walkthrough-7": (1, 1, 163, "won", 538),
    "rules-2/curfew-caution-3": (2, 1, 137, "won", 786),
    "rules-2/curfew-walkthrough-7": (2, 1, 139, "won", 846),
    "rules-2/heartbeat-sprint-1": (2, 1, 137, "lost", 0),
    "rules-2/heartbeat-walkthrough-7": (2, 1, 234, "won", 842),
    "rules-2-format-2/curfew-caution-3": (2, 2, 137, "won", 786),
    "rules-2-format-2/curfew-walkthrough-7": (2, 2, 139, "won", 846),
    "rules-2-format-2/heartbeat-sprint-1": (2, 2, 137, "lost", 0),
    "rules-2-format-2/heartbeat-walkthrough-7": (2, 2, 234, "won", 842),
    "rules-3/curfew-caution-3": (3, 2, 137, "won", 786),
    "rules-3/curfew-walkthrough-7": (3, 2, 139, "won", 846),
    "rules-3/heartbeat-sprint-1": (3, 2, 137, "lost", 0),
    "rules-3/heartbeat-walkthrough-7": (3, 2, 234, "won", 842),
    "rules-4/curfew-caution-3": (4, 2, 137, "won", 786),
    "rules-4/curfew-walkthrough-7": (4, 2, 139, "won", 846),
    "rules-4/heartbeat-sprint-1": (4, 2, 137, "lost", 0),
    "rules-4/heartbeat-walkthrough-7": (4, 2, 234, "won", 842),
    "rules-5/curfew-caution-3": (5, 2, 137, "won", 786),
    "rules-5/curfew-walkthrough-7": (5, 2, 139, "won", 846),
    "rules-5/heartbeat-sprint-1": (5, 2, 137, "lost", 0),
    "rules-5/heartbeat-walkthrough-7": (5, 2, 234, "won", 842),
}


def test_no_file_is_lost():
    assert [f"{path.parent.name}/{path.stem}" for path in OLD] == list(GAMES)


@pytest.fixture(params=OLD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def old(request):
    return load(request.param)


def test_an_old_file_opens(old):
    path = Path(old.name)
    name = f"{path.parent.name}/{path.stem}"
    header = old.header
    assert (old.rules, old.form, header.beats, header.outcome, header.score) == GAMES[name]
    assert old.episode.digest == header.episode_digest
    assert old.orders.shape == (header.beats, 4)
    assert old.strange == ()
    if old.form > 1:
        assert old.film.beats == header.beats
        assert len(reel(old, None).views) == header.beats + 1
        return
    with pytest.raises(BadInput, match="found a replay without a film"):
        _ = old.film


def test_orders_of_format_1_are_read_by_its_own_names():
    assert len(OF_FORMAT_1) == len(set(OF_FORMAT_1)) == 189
    # docs/replay-format.md of that time: the flat actions of codes.py
    assert [OF_FORMAT_1[k] for k in (0, 1, 5, 12, 13, 188)] == [
        "wait", "step north", "run north", "sneak west", "link", "fly",
    ]  # fmt: skip
    first = load(GOLDEN / "rules-1/curfew-caution-3.warbell")
    told = [[name_of(number, first.strange) for number in row] for row in first.orders[:3].tolist()]
    data = Path(first.name).read_bytes()
    records = len(data) - 16 - 159 * (2 * 4 + 12)
    raw = [np.frombuffer(data, "<i2", 4, records + beat * 20).tolist() for beat in range(3)]
    assert told == [[OF_FORMAT_1[number] for number in row] for row in raw]


def test_a_page_says_that_beats_cannot_be_shown_and_what_the_file_says(old):
    text = page(old)
    if old.form > 1:
        assert "Where everybody went" in text
        return
    assert "The beats of this game cannot be shown: its replay holds no film" in text
    if old.rules != RULES_VERSION:
        assert f"only a warbell that plays by rules version {old.rules} can play it again" in text
    assert old.episode.title in text
    assert f"<dt>Score</dt><dd>{old.header.score}</dd>" in text
    assert text.count("<tr><th scope") == old.header.beats
    assert f"<td>{ACTIONS[old.orders[0, 0]]}</td>" in text
    assert 'class="wall"' in text


def test_what_cannot_be_proved_here_says_who_can(old):
    (verdict,) = proof.verify([old.name])
    if old.rules == RULES_VERSION:
        assert not isinstance(verdict, BadInput), "the seals of format 1 are those of numbers"
        assert verdict.film.beats == old.header.beats, "it comes back with its film"
        return
    assert isinstance(verdict, OtherRules)
    assert verdict.exit_code == 3
    assert str(verdict) == (
        f"{old.name}: found a game by rules version {old.rules}, of warbell {old.header.warbell}, expected version "
        f"{RULES_VERSION}: only a warbell that plays by version {old.rules} can prove it"
    )
    with pytest.raises(OtherRules):
        next(steps(old))
    with pytest.raises(OtherRules):
        branch.branch(old, 1, {})


def test_an_old_file_that_is_damaged_is_refused(old):
    whole = Path(old.name).read_bytes()
    data = bytearray(whole)
    data[-20 * 30] ^= 1  # behind the orders of format 1 comes the film
    with pytest.raises(BadInput, match=r"(beat .*|film.*) damaged|damaged film"):
        parse("x", bytes(data))
    with pytest.raises(BadInput, match="cut off"):
        parse("x", whole[:-40])


def test_an_old_file_is_not_written_again(old):
    if old.form < FORMAT:
        with pytest.raises(BadInput, match=f"found a replay of format {old.form}, expected one of format {FORMAT}"):
            dump(old)


@pytest.fixture
def foreign(replay, tmp_path):
    """A game by other rules whose file holds a film."""
    path = tmp_path / "foreign.warbell"
    path.write_bytes(dump(dataclasses.replace(replay, rules=RULES_VERSION + 1)))
    return load(path)


def test_a_game_by_other_rules_is_shown_by_its_film(foreign, replay):
    assert isinstance(proof.verify([foreign.name])[0], OtherRules)
    assert foreign.rules == RULES_VERSION + 1
    own = page(replay).replace(replay.name, foreign.name)
    told = f"With a warbell that plays by rules version {RULES_VERSION + 1}, anybody can play it again"
    assert told in page(foreign)
    assert page(foreign).replace(told, "Anybody can play it again") == own
    assert reel(foreign, None) == reel(replay, None)
    with pytest.raises(OtherRules):
        reel(foreign, replay.header.seats[0])


def test_a_film_is_cut_with_its_game(replay):
    assert strip_of(replay, replay.header.beats) == replay.strip


def test_orders_do_not_depend_on_their_numbers(replay, monkeypatch):
    """A file written by a warbell that numbers orders the other way round is the same file."""
    data, turned = dump(replay), N_ACTIONS - 1 - replay.orders
    monkeypatch.setattr(order_names, "ACTIONS", ACTIONS[::-1])
    assert dump(dataclasses.replace(replay, orders=turned)) == data


def test_names_that_this_warbell_has_not_are_kept():
    indices = np.array([[0, 1], [2, 3], [9, -1]])
    names = ("wait", "fly a kite", NONE_SUCH, "sing")
    orders, strange = numbered(names, indices)
    assert strange == ("fly a kite", "sing")
    assert orders.tolist() == [[0, N_ACTIONS], [NO_ORDER, N_ACTIONS + 1], [NO_ORDER, NO_ORDER]]
    back, told = named(orders, strange)
    assert [[told[k] for k in row] for row in back] == [
        ["wait", "fly a kite"], [NONE_SUCH, "sing"], [NONE_SUCH, NONE_SUCH],
    ]  # fmt: skip
    assert len(set(ACTIONS)) == N_ACTIONS, "no two orders read alike"
