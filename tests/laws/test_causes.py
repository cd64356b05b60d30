"""Causes: from a death back to the deed that led to it, by the columns of events that no percept has."""

from dataclasses import replace

import numpy as np
import pytest
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.percept import SEEN_EVENT, blank
from warbell.engine.tuning import TUNING
from warbell.film.camera import Camera
from warbell.film.film import Film

RUN_EAST = int(c.VERB_BASE[c.RUN]) + c.EAST
CALL_HELP = int(c.VERB_BASE[c.CALL]) + c.HELP


def played(text, orders, beats=80, **numbers):
    """The film's events of a game: these orders of each seat, [beat][seat], and waits after them."""
    ground, world = arena(text, tuning=replace(TUNING, **numbers))
    camera = Camera(world)
    batch.perceive(ground, world, blank(world))
    seats = int(world.clock["seats"][0])
    for beat in range(beats):
        row = orders[beat] if beat < len(orders) else [c.WAIT] * seats
        batch.play(ground, world, np.array([row], np.int32))
        camera.shoot()
    (strip,) = camera.strips([beats])
    return Film("game", strip).events


def of_kind(events, kind):
    return events[events["kind"] == kind]


SHORT = {"shambler_sight": 2, "shambler_sight_lit": 2, "shambler_bite": 1000, "bite_infects": 0, "bleed_out": 3}


def test_a_death_leads_back_to_the_run_that_was_heard():
    events = played("a..........z", [[c.WAIT], [c.WAIT], [RUN_EAST]], **SHORT)
    (death,) = of_kind(events, c.DIED)
    fall, bite = of_kind(events, c.FELL)[-1], of_kind(events, c.BITTEN)[-1]
    for event in (death, fall, bite):
        assert (event.foe, event.quarry, event.since) == (1, 0, 3), "the infected, the runner, the beat of the run"
        assert (event.clue, event.lure) == (c.BY_NOISE, c.RUNNING)
    assert bite.beat > 6, "it had a way to go"


def test_whoever_called_is_not_to_blame_for_whom_it_saw_on_its_way():
    events = played("a...b.....z", [[c.WAIT, c.WAIT], [CALL_HELP, c.WAIT]], **SHORT)
    bite = of_kind(events, c.BITTEN)[0]
    assert (bite.who, bite.whom, bite.foe) == (2, 1, 2)
    assert (bite.clue, bite.quarry) == (c.BY_SIGHT, 1)


def test_a_listener_goes_for_a_heart():
    events = played("a....l", [], heart_quiet=0, listener_bite=1000, bite_infects=0)
    bite = of_kind(events, c.BITTEN)[0]
    assert (bite.clue, bite.quarry, bite.since, bite.lure) == (c.BY_HEART, 0, 1, c.SILENCE)


def test_a_blow_tells_what_the_struck_one_was_after():
    events = played("az", [[int(c.VERB_BASE[c.STRIKE]) + c.EAST]], beats=3, shambler_bite=0)
    blow = of_kind(events, c.STRUCK)[0]
    assert (blow.who, blow.whom, blow.foe, blow.clue) == (0, 1, 0, c.NO_CLUE), "it had seen nobody yet"
    events = played("az", [[c.WAIT], [int(c.VERB_BASE[c.STRIKE]) + c.EAST]], beats=3, shambler_bite=0)
    blow = of_kind(events, c.STRUCK)[0]
    assert (blow.clue, blow.quarry, blow.since) == (c.BY_SIGHT, 0, 1)


@pytest.mark.parametrize("column", ["foe", "quarry", "since", "clue", "lure"])
def test_no_seat_is_told_why(column):
    assert column not in SEEN_EVENT.names
