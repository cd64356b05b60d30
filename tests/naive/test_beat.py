"""Whole beats of random worlds: the engine against the oracle, table by table and field by field."""

import pytest
from hypothesis import HealthCheck, given, settings
from naive.beat import PHASES, beat
from naive.compare import differences
from naive.light import light
from naive.orders import sanitise
from naive.percepts import percept_differences, read_percept
from naive.sight import sight
from naive.views import blank, view
from naive.world import standing
from naive.worlds import ask, plain, some_orders, worlds
from often import often

from warbell.engine import batch, orders
from warbell.engine import beat as road
from warbell.engine import percept as percepts
from warbell.engine import world as tables
from warbell.engine.kernel import JIT

BEATS = 3
SETTINGS = {"suppress_health_check": list(HealthCheck)}


def first_odd_phase(ground, world, chosen):
    """The first phase after which engine and oracle differ, and how; single phases are within reach interpreted."""
    (state,) = plain(ground, world)
    roads = [(orders.sanitise, sanitise, (ask(world, state, chosen),), (chosen,))]
    roads += [(ours, theirs, (), ()) for ours, theirs in zip(road.PHASES, PHASES, strict=True)]
    for ours, theirs, our_extra, their_extra in roads:
        ours(ground, world, 0, *our_extra)
        theirs(state, *their_extra)
        state.occupant = standing(state)
        (found,) = plain(ground, world)
        # Lines of sight are read from where bodies stand, and they move before they look.
        odd = differences(found, state, skip=() if ours is road.PHASES[-1] else ("sight",))
        if odd:
            return [f"after {ours.__name__}:", *odd]
    return ["after the last phase"]


def odd_percepts(state, seats, percept):
    for p in state.seats:
        view(state, seats[p], p)
        found = read_percept(state.ground, percept, 0, p)
        for line in percept_differences(found, seats[p], percepts.PERCEPT_EVENTS):
            yield f"percept {p} {line}"


def check(case):
    """Some beats of a case, world and percepts."""
    percept = percepts.blank(case.world)
    (state,) = plain(case.ground, case.world)
    seats = [blank() for _ in state.seats]
    light(state)
    sight(state)
    batch.perceive(case.ground, case.world, percept)
    odd = list(odd_percepts(state, seats, percept))
    assert not odd, "\n".join(["before the first beat", *odd])
    for _ in range(BEATS):
        chosen = some_orders(case.dice, state)
        asked = ask(case.world, state, chosen)
        before = tables.clone(case.world)
        beat(state, chosen)
        batch.advance(case.ground, case.world, percept, asked)
        (found,) = plain(case.ground, case.world)
        odd = differences(found, state)
        if odd and not JIT:
            odd = first_odd_phase(case.ground, before, chosen)
        odd += odd_percepts(state, seats, percept)
        assert not odd, "\n".join([f"orders {chosen}, WARBELL_JIT=0 names the phase", *odd[:20]])
        assert len(found.events) < found.room


@given(worlds())
@settings(max_examples=often(300), **SETTINGS)
def test_a_beat_is_what_the_oracle_says(case):
    check(case)


@given(worlds(needy=True))
@settings(max_examples=often(100), **SETTINGS)
def test_people_do_what_the_oracle_says(case):
    check(case)


@given(worlds(absent=66))
@settings(max_examples=often(25), **SETTINGS)
def test_a_beat_with_more_bodies_than_a_word_has_bits_is_what_the_oracle_says(case):
    check(case)


@pytest.mark.interpreted
@pytest.mark.bounds
@given(worlds())
@settings(max_examples=often(25), **SETTINGS)
def test_a_beat_is_what_the_oracle_says_in_few_examples(case):
    check(case)
