"""Rehearsals of whoever flies a captured drone: it is where they know it to be, and does on paper what it will do."""

from pathlib import Path

import numpy as np
import pytest

from warbell import episodes
from warbell.belief.rehearsal import rehearse
from warbell.engine.batch import advance, perceive
from warbell.engine.percept import blank
from warbell.engine.world import waits
from warbell.order_names import numbers_of
from warbell.plans import parse_cells

CONSOLE = Path(__file__).parents[1] / "playthroughs/console"
ANA, BEN = 0, 1
UP_TO_BEN = ["use east", *["fly east 2 cells"] * 4, "fly east 1 cell", "fly north 1 cell"]


@pytest.fixture(scope="module")
def episode():
    return episodes.load(CONSOLE)


def rehearsed(episode, orders, line):
    """What Ana's line comes to on paper after some orders, and where Ben is by it then and now."""
    world = episode.start(np.array([3], np.uint64))
    view = blank(world)
    perceive(episode.ground, world, view)
    rows = waits(world)
    for order in numbers_of(orders):
        rows[0, ANA] = order
        advance(episode.ground, world, view, rows)
    brief = episodes.brief(episode)
    return rehearse(brief, view, ANA, {"ana": parse_cells(line, "ana", brief)}, 40)


def test_a_flight_is_rehearsed_as_it_will_be(episode):
    found = rehearsed(episode, UP_TO_BEN[:1], "fly-e2*4 fly-e1 fly-n1")
    assert (found.passed[ANA], found.failed[ANA]) == ([4, 5, 6], [])


def test_whom_it_lifts_comes_along_and_is_set_down(episode):
    home = "hoist*3 fly-w1*9 fly-s1 lower tend-s"
    found = rehearsed(episode, UP_TO_BEN, home)
    assert (found.passed[ANA], found.failed[ANA]) == ([3, 12, 13, 14, 15], [])
    start, end = found.tracks[BEN][0], found.tracks[BEN][-1]
    assert (end[0] - start[0], end[1] - start[1]) == (1, -9)


def test_who_hangs_under_it_already_does_on_paper(episode):
    found = rehearsed(episode, [*UP_TO_BEN, *["hoist"] * 3, "fly west 1 cell"], "fly-w2 fly-w1")
    assert found.failed[ANA] == [0]  # two cells are too many with somebody under it
    assert found.tracks[BEN][0][1] - found.tracks[BEN][-1][1] == 1


def test_taking_it_over_is_rehearsed_from_where_the_drone_was_seen(episode):
    found = rehearsed(episode, [], "use-e load-medicine fly-e2")
    assert (found.passed[ANA], found.failed[ANA]) == ([1, 2, 3], [])


def test_an_empty_battery_ends_a_flight_on_paper_too(episode):
    orders = [*UP_TO_BEN, "blast", "wait", "wait", "blast", "wait", "wait"]
    found = rehearsed(episode, orders, ".*8 fly-w1 .*5 fly-w1")
    assert found.failed[ANA]


def test_the_way_of_the_drone_is_its_pilot_s(episode):
    found = rehearsed(episode, UP_TO_BEN[:1], "fly-e2*2 . fly-s1 .")
    y, x = found.flights[ANA][0]
    way = [(0, 0), (0, 2), (0, 4), (0, 4), (1, 4), (1, 4)]
    assert found.flights == [[(y + dy, x + dx) for dy, dx in way], []]


def test_a_drone_that_gets_nowhere_has_no_way(episode):
    assert rehearsed(episode, UP_TO_BEN[:1], ".*3").flights == [[], []]
    assert rehearsed(episode, [], "fly-e2*3").flights == [[], []]
