"""Laws that hold whatever the rules are: nobody profits from the row they stand in, and dice are plain integers."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naive import dice as plain_dice
from naive.compare import differences
from naive.worlds import ask, plain, some_orders, worlds
from often import often

from warbell.engine import batch, dice
from warbell.engine import codes as c
from warbell.engine import world as tables

SETTINGS = {"suppress_health_check": list(HealthCheck)}
BY_DRONE = (c.WARNED, c.DRONE_STRUCK, c.HOISTED, c.LOWERED, c.DELIVERED)
NO_BODY_DOES_IT = (c.DOOR_BROKE, c.GOAL_MET, c.ENDED, c.TIDINGS, *BY_DRONE)
TO_A_FIXTURE = (c.DOOR_MOVED, c.DOOR_BROKE, c.SWITCHED, c.TOOK, c.BARRED, c.WATER_MOVED, c.TOOK_OVER)  # or to a basin
word = st.integers(0, 2**64 - 1)
small = st.integers(0, 2**31 - 1)


@pytest.mark.interpreted
@given(word, small, small, st.integers(0, 20), st.integers(1, 2**31 - 1))
@settings(**SETTINGS)
def test_dice_are_what_plain_integers_say(seed, beat, who, why, n):
    key = dice.beat_key(np.uint64(seed), beat)
    assert int(key) == plain_dice.beat_key(seed, beat)
    assert int(dice.draw(np.uint64(key), who, why)) == plain_dice.draw(int(key), who, why)
    assert int(dice.below(n, np.uint64(key), who, why)) == plain_dice.below(n, int(key), who, why)


# The known answers that Random123 publishes for threefry2x64 of 20 rounds: counter, key, result.
KNOWN = (
    ((0, 0), (0, 0), (0xC2B6E3A8C2C69865, 0x6F81ED42F350084D)),
    ((2**64 - 1,) * 2, (2**64 - 1,) * 2, (0xE02CB7C4D95D277A, 0xD06633D0893B8B68)),
    (
        (0x243F6A8885A308D3, 0x13198A2E03707344),
        (0xA4093822299F31D0, 0x082EFA98EC4E6C89),
        (0x263C7D30BB0F0AF1, 0x56BE8361D3311526),
    ),
)


@pytest.mark.interpreted
@pytest.mark.parametrize("counter, key, result", KNOWN)
def test_threefry_gives_its_known_answers(counter, key, result):
    assert tuple(map(int, dice.threefry(*map(np.uint64, (*key, *counter))))) == result
    assert plain_dice.threefry(key, counter) == result


def test_a_beat_known_whole_says_nothing_of_the_next():
    """Flipping one bit of a seed, or the next beat, changes about half the bits of a key: no pattern to follow."""
    rng = random.Random(1)
    flips = []
    for _ in range(200):
        seed, beat = rng.getrandbits(64), rng.randrange(1000)
        key = int(dice.beat_key(np.uint64(seed), beat))
        for other, n in ((seed ^ 1 << rng.randrange(64), beat), (seed, beat + 1)):
            flips.append((key ^ int(dice.beat_key(np.uint64(other), n))).bit_count())
    assert 31 < sum(flips) / len(flips) < 33
    assert min(flips) > 12


def in_other_rows(world, order):
    """The same world with body order[k] in row k; persons come first in `order` too."""
    world = tables.clone(world)
    persons = world.hearts.shape[1]
    people = order[:persons]
    row_of = np.append(0, np.argsort(order) + 1).astype(np.int32)  # from index + 1 to index + 1
    world.bodies[:] = world.bodies[:, order]
    for name in ("carrier", "load", "quarry", "foe"):
        column = world.bodies[name]  # a carrier below 0 is a zipline
        world.bodies[name] = np.where(column < 0, column, row_of[np.maximum(column, 0)])
    world.hearts["trusts"] = row_of[world.hearts["trusts"]]
    world.occupant[:] = row_of[world.occupant]
    if world.echoes.shape[1]:
        world.echoes[:] = world.echoes[:, order]
        world.echoes["voice"] = row_of[world.echoes["voice"]]
    for table in (world.basins, world.valves, world.flights):
        table["by"] = row_of[table["by"]]
    world.flights["pilot"] = row_of[world.flights["pilot"]]
    for table in (world.hearts, world.packs, world.bonds, *([world.breath] if world.breath.shape[1] else [])):
        table[:] = table[:, people]
    world.bonds[:] = world.bonds[:, :, people]
    if world.wills.shape[1]:
        world.wills[:] = world.wills[:, people]
        world.wills["voice"] = row_of[world.wills["voice"]]
        world.grudges[:] = world.grudges[:, people][:, :, people]
    return world


def told_in_other_rows(state, order):
    """A plain world as it reads with body order[k] in row k."""
    row_of = {int(old): new for new, old in enumerate(order)}
    people = [int(old) for old in order[: len(state.persons)]]
    state.bodies = [state.bodies[old] for old in order]
    for body in state.bodies:
        for name in ("carrier", "load", "quarry", "foe"):
            if getattr(body, name) > 0:
                setattr(body, name, row_of.get(getattr(body, name) - 1, -1) + 1)
    if state.echoes:
        state.echoes = [state.echoes[old] for old in order]
    for echo in (echo for kept in state.echoes for echo in kept):
        echo.voice = row_of.get(echo.voice - 1, -1) + 1
    state.breath = [state.breath[p] for p in people if state.breath]
    for row in (*state.basins, *state.valves, *state.flights):
        row.by = row_of.get(row.by - 1, -1) + 1
    for flight in state.flights:
        flight.pilot = row_of.get(flight.pilot - 1, -1) + 1
    state.occupant = {cell: row_of[i] for cell, i in state.occupant.items()}
    state.hearts, state.packs = [state.hearts[p] for p in people], [state.packs[p] for p in people]
    for heart in state.hearts:
        heart.trusts = row_of.get(heart.trusts - 1, -1) + 1
    state.bonds = [[state.bonds[p][q] for q in people] for p in people]
    if state.wills:
        state.wills = [state.wills[p] for p in people]
        for will in state.wills:
            will.voice = row_of.get(will.voice - 1, -1) + 1
        state.grudges = [[state.grudges[p][q] for q in people] for p in people]
    state.sight = [state.sight[p] for p in people]
    state.heard = [[(*sound[:3], row_of.get(sound[3], sound[3]), sound[4]) for sound in state.heard[p]] for p in people]
    for row in state.noises:
        row.source, row.by, row.voice = (row_of.get(i, i) for i in (row.source, row.by, row.voice))
    for event in state.events:
        event.foe, event.quarry = row_of.get(event.foe, -1), row_of.get(event.quarry, -1)
        if event.kind not in NO_BODY_DOES_IT:
            event.who = row_of.get(event.who, event.who)
        if event.kind not in TO_A_FIXTURE:
            event.whom = row_of.get(event.whom, event.whom)
        event.told, event.heard, event.seen = (
            {row_of[p] for p in audience} for audience in (event.told, event.heard, event.seen)
        )
    return state


def without_firsts(state):
    """Leave out what tells who of several did the same thing first, and in which order equal sounds are listed."""
    for event in state.events:
        if event.kind == c.CURED:
            event.whom = event.told = None  # but whoever tends sees it happen
        if event.kind == c.BARRED:
            event.value = None
    state.heard = [sorted(sounds) for sounds in state.heard]
    return state


def check_rows(case, order):
    """Some beats of a case and of the same case in other rows."""
    people = order[: case.world.hearts.shape[1]]
    other = in_other_rows(case.world, order)
    objectives = case.ground.objectives.copy()
    for goal in objectives:
        if goal.kind in (c.KEEP, c.RESCUE):
            goal.target = list(people).index(goal.target)
    other_ground = case.ground._replace(objectives=objectives)
    for _ in range(3):
        (state,) = plain(case.ground, case.world)
        chosen = some_orders(case.dice, state)
        batch.play(case.ground, case.world, ask(case.world, state, chosen))
        batch.play(other_ground, other, ask(other, state, [chosen[p] for p in people]))
        (one,), (two,) = plain(case.ground, case.world), plain(other_ground, other)
        if any(len(sounds) == c.HEARD_SLOTS for sounds in one.heard):
            return  # too much noise to keep all of it: which of equal sounds is kept goes by whose voice it is
        odd = differences(without_firsts(two), without_firsts(told_in_other_rows(one, order)))
        assert not odd, "\n".join([f"rows {order}, orders {chosen}", *odd[:20]])


@given(worlds(), st.integers(0, 2**32))
@settings(max_examples=often(120), **SETTINGS)
def test_no_infected_profits_from_its_row(case, seed):
    bodies, persons = case.world.bodies.shape[1], case.world.hearts.shape[1]
    infected = random.Random(seed).sample(range(persons, bodies), bodies - persons)
    check_rows(case, np.array([*range(persons), *infected]))


@given(st.one_of(worlds(), worlds(needy=True)), st.integers(0, 2**32))
@settings(max_examples=often(120), **SETTINGS)
def test_nobody_profits_from_their_row(case, seed):
    """Neither a seat among the seats nor one of the others among those."""
    bodies, persons = case.world.bodies.shape[1], case.world.hearts.shape[1]
    rng, seats = random.Random(seed), int(case.world.clock["seats"][0])
    people = [*rng.sample(range(seats), seats), *rng.sample(range(seats, persons), persons - seats)]
    check_rows(case, np.array([*people, *range(persons, bodies)]))


@given(worlds(batch=2, needy=True), st.integers(0, 2**32))
@settings(max_examples=often(60), **SETTINGS)
def test_people_wish_nothing_by_what_they_cannot_know(case, seed):
    """Others' packs and minds are other in a second world, and nobody there does anything else for it."""
    world, rng = case.world, np.random.default_rng(seed)
    seats, persons = int(world.clock["seats"][0]), world.hearts.shape[1]
    q = seats + seed % (persons - seats)
    others = np.arange(persons) != q
    world.clock["seed"][1] = world.clock["seed"][0]
    world.hearts["late"] = -1
    world.packs[1, others] = rng.integers(0, 3, world.packs[1, others].shape)
    world.grudges[1, others] = rng.integers(0, 101, world.grudges[1, others].shape)
    most = {
        "asked": 5,
        "alone": 10,
        "safe": 6,
        "rounds": 5,
        "halts": 4,
        "sells": 2,
        "rises": 9,
        "told_y": 9,
        "told_x": 9,
    }
    for name, many in most.items():
        world.wills[name][1, others] = rng.integers(0, many, persons - 1)
    world.wills["lives"][1, others] = rng.integers(0, 2, persons - 1)
    world.hearts["wish"] = c.WAIT
    batch.play(case.ground, world, tables.waits(world))
    here, there = world.hearts["wish"][:, q].tolist()
    assert here == there
    assert [*world.wills[0, q].tolist(), *world.grudges[0, q]] == [*world.wills[1, q].tolist(), *world.grudges[1, q]]
