"""People and minds in one room: whose cues wait for whom, and whose lines are seen by whom."""

import numpy as np
import pytest
from server.keeper import Host, calm, wild
from yard import MAIN, SHEET

from warbell import minds
from warbell.engine import codes as c
from warbell.episodes import from_sources, load
from warbell.plans import compose, parse_cells
from warbell.server.game import MINDS, Game, table
from warbell.server.portrait import mates, message
from warbell.server.portrait import mine as portrait

PEACE, GOALS = MAIN[: MAIN.index("[[infected]]")], MAIN[MAIN.index("[[objectives]]") :]
WALKTHROUGH = "plan 1\nepisode duet\n\nana: .*4 |A .*3\nben: .*6 |A .*3\n"
DUET = table(
    from_sources(
        {
            "episode.toml": (PEACE.replace('name = "yard"\ntitle', 'name = "duet"\ntitle') + GOALS).encode(),
            "yard.txt": SHEET.encode(),
            "walkthrough.plan": WALKTHROUGH.encode(),
        }
    )
)


def passed(laid, mind, line, beats, *, shared=True, seed=3):
    """The beat in which ana, beside whom a mind holds ben, gets past the cue at the head of her line; None if never."""
    game = Game(laid, seed, [None, mind], shared=shared)
    game.take({0: parse_cells(line, "ana", laid.brief)})
    for beat in range(beats):
        found = game.ask()[0]
        if found.cue or found.failed:
            return beat if found.cue else None
        game.play(game.decide({0: found.order}))
    return None


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("mind", ["caution", "follow"])
def test_a_cue_waits_for_a_mind_that_answers_until_it_has_given_the_word_back(mind, shared):
    beat = passed(calm(), mind, "|A/12 .*3", 14, shared=shared)
    assert beat is not None
    assert beat > 1  # a beat is what saying it takes


@pytest.mark.parametrize("mind", ["wait", "sprint", "selfish"])
def test_a_cue_waits_for_nobody_where_no_mind_answers(mind):
    assert passed(calm(), mind, "|A/12 .*3", 14) == 1


def test_a_cue_that_a_mind_has_in_its_plan_waits_for_it_there():
    assert passed(DUET, "walkthrough", "|A .*3", 20) >= 6
    assert passed(DUET, "walkthrough", "|B .*3", 20) == 1


def seen(host, viewer):
    """The lines of all seats as a seat sees them."""
    return {seat.name: seat.line for seat in message(host.room, viewer, host.at, mates(host.room)).seats}


@pytest.mark.parametrize("mind", ["caution", "selfish", "sprint"])
def test_the_line_of_a_mind_lies_on_shared_paper_and_on_no_other(mind):
    for shared in (True, False):
        host = Host(calm(), "lines", {"ana": "Ana"}, {"ben": mind}, shared_paper=shared)
        host.do("start")
        line = seen(host, 0)["ben"]
        if shared:
            first, *_ = parse_cells(line, "ben", calm().brief)
            before = host.room.game.percept.me[0, 1].copy()
            host.commit("ana", ".*9")
            host.due()
            me = host.room.game.percept.me[0, 1]
            steps = me["y"] - before["y"], me["x"] - before["x"]  # nothing is in its way
            assert np.sign(steps).tolist() == [c.DY[first.direction], c.DX[first.direction]]
        else:
            assert line is None


def test_who_follows_shows_an_empty_line_until_one_goes_ahead():
    host = Host(calm(), "lines", {"ana": "Ana"}, {"ben": "follow"})
    host.do("start")
    assert seen(host, 0)["ben"] == ""
    host.commit("ana", "e*4")
    host.beats(3)
    assert seen(host, 0)["ben"].split()[-1].startswith("e")


@pytest.mark.parametrize("mind", [name for name in MINDS if name != "walkthrough"])
def test_a_mind_that_is_asked_what_it_means_to_do_does_the_same_as_one_that_is_not(mind):
    for seed in range(6):
        asked, left = (Game(wild(), seed, [mind, mind], shared=True) for _ in range(2))
        while not left.over:
            asked.meant()
            for game in (asked, left):
                game.play(game.decide({}))
        assert asked.orders == left.orders
        assert asked.digest() == left.digest()


def test_what_is_left_of_a_plan_is_the_line_of_the_mind_that_plays_it():
    game = Game(DUET, 3, [None, "walkthrough"], shared=True)
    cells = parse_cells(".*6 |A .*3", "ben", DUET.brief)
    assert game.meant()[1] == cells
    for _ in range(4):
        game.play(game.decide({0: game.ask()[0].order}))
    assert len(game.meant()[1]) in (2, 3)
    assert not any(
        minds.make(name, DUET.brief, [1], 1, compose({})).answers for name in ("plan", "wait", "sprint", "selfish")
    )


def test_what_is_pointed_at_is_shown_with_a_signal_to_whoever_perceives_it_and_to_nobody_else():
    host = Host(calm(), "points", {"ana": "Ana", "ben": "Ben"})
    host.do("start")
    host.do("point", "ana", (1, 2))
    assert portrait(host.room, 0).pointing == (1, 2)
    host.commit("ana", ". sign-GO .")
    host.commit("ben", ".*9")
    host.beats(1)
    assert portrait(host.room, 1).points == []  # a beat without a signal shows nothing
    host.beats()
    assert [(point.seat, point.y, point.x, point.beat) for point in portrait(host.room, 1).points] == [(0, 1, 2, 2)]
    assert (portrait(host.room, 0).points, portrait(host.room, 0).pointing) == ([], None)


def test_a_point_is_not_shown_to_who_neither_sees_nor_hears_the_signal():
    host = Host(table(load("curfew")), "apart", {"onjo": "A", "garam": "B"}, {"suhyeok": "wait", "namra": "wait"})
    host.do("start")
    host.do("point", "onjo", (1, 2))
    host.commit("onjo", "sign-GO .*3")
    host.commit("garam", ".*9")
    host.beats()
    assert portrait(host.room, 3).points == []
