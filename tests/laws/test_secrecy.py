"""Law 3: nobody knows what they cannot perceive.

A world is changed only where a seat cannot perceive it; the bytes of that seat's percept, and of what is encoded from
it, must not change. What is hidden is decided here from the drawing alone, with slow code of its own.
"""

import itertools
import json

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from laws.moments import Moments, copy
from often import often

from warbell import episodes
from warbell.encode import json_view
from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.lines import between
from warbell.engine.percept import Percept
from warbell.engine.tuning import TUNING
from warbell.engine.world import World, clone, waits

EXAMPLES = settings(max_examples=often(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
# Cells: a call is heard 12 cells away, or as far as a night has it, a mimic calls for who is 14 away; a beat moves 2.
FAR_FROM_EARS = 16
FAR_FROM_EYES = 22  # cells: no line of sight is longer than 12, no beam of a torch longer than 8; a beat moves 2


def knowledge(view: Percept, e: int, p: int) -> dict[str, bytes]:
    """Every byte that seat p of world e has."""
    return {name: table[e, p].tobytes() for name, table in zip(view._fields, view, strict=True)}


def over_a_brink(at: Moments, world: World, e: int, p: int, y: int, x: int) -> bool:
    """A cell is one end of a facade or zipline, and person p on the other end or a king's move from it."""
    here = int(world.bodies["y"][e, p]), int(world.bodies["x"][e, p])
    links = at.episode.ground.links
    for link in links[np.isin(links["kind"], (c.FACADE, c.ZIPLINE))]:
        ends = [(int(link["y0"]), int(link["x0"])), (int(link["y1"]), int(link["x1"]))]
        for one, other in (ends, ends[::-1]):
            if one == (y, x) and max(abs(other[0] - here[0]), abs(other[1] - here[1])) <= 1:
                return True
    return False


def drones_flown(at: Moments, world: World, e: int, p: int) -> list[int]:
    """The drone that person p flies, if any."""
    flown = at.episode.ground.consoles["drone"][world.flights["pilot"][e] == p + 1]
    return [int(d) for d in flown]


def lit_from_above(at: Moments, world: World, e: int, p: int, y: int, x: int) -> bool:
    """The lamp of the drone that person p flies may light a cell."""
    reach = int(at.episode.ground.tuning["drone_light"][0])
    drones = [world.drones[e, d] for d in drones_flown(at, world, e, p)]
    return any(max(abs(int(drone["y"]) - y), abs(int(drone["x"]) - x)) <= reach for drone in drones)


def has_line(at: Moments, world: World, e: int, p: int, y: int, x: int) -> bool:
    """A free line from person p to a cell, walked cell by cell; edges, walls and shut doors are in the way.

    Or a look over a brink, or down from a drone that they fly.
    """
    if over_a_brink(at, world, e, p, y, x) or lit_from_above(at, world, e, p, y, x):
        return True
    me = world.bodies[e, p]
    dy, dx = y - int(me["y"]), x - int(me["x"])
    if max(abs(dy), abs(dx)) > c.SIGHT:
        return False
    for step_y, step_x in between(dy, dx) if (dy, dx) != (0, 0) else []:
        cell = int(me["y"]) + step_y, int(me["x"]) + step_x
        if at.episode.ground.terrain[cell] in (c.EDGE, c.WALL):
            return False
        f = at.episode.ground.fixture_at[cell] - 1
        shuts = f >= 0 and at.episode.ground.fixtures["kind"][f] in (c.DOOR, c.GATE)
        if shuts and world.fixtures["state"][e, f] not in (c.OPEN, c.BROKEN):
            return False
    return True


def out_of_reach(at: Moments, world: World, e: int, p: int, y: int, x: int) -> bool:
    """So far away that neither eye nor ear has anything of it: on another sheet or far on this one, links counted."""
    ground, me = at.episode.ground, world.bodies[e, p]
    here = (int(me["y"]), int(me["x"]))

    def gap(a: tuple[int, int], b: tuple[int, int]) -> int:
        return abs(a[0] - b[0]) + abs(a[1] - b[1]) if ground.sheet[a] == ground.sheet[b] else 10_000

    near = gap(here, (y, x))
    for link in ground.links:
        ends = [(int(link["y0"]), int(link["x0"])), (int(link["y1"]), int(link["x1"]))]
        for a, b in (ends, ends[::-1]):
            near = min(near, gap(here, a) + int(ground.tuning["sound_link"][0]) + gap(b, (y, x)))
    far_off = max(abs(here[0] - y), abs(here[1] - x)) > FAR_FROM_EYES or ground.sheet[here] != ground.sheet[y, x]
    return far_off and near > FAR_FROM_EARS + int(ground.tuning["loud_call"][0]) - TUNING.loud_call


def hears_for(at: Moments, e: int, p: int, q: int) -> bool:
    """Some infected is in reach of both p and q: what q does may turn it in this beat, before the eyes of p."""
    there = tuple(map(int, at.world.bodies[e, q][["y", "x"]]))
    for i in np.flatnonzero([bool(c.IS_INFECTED[nature]) for nature in at.world.bodies["nature"][e]]):
        here = tuple(map(int, at.world.bodies[e, i][["y", "x"]]))
        if not out_of_reach(at, at.world, e, p, *here) and not out_of_reach(at, at.world, e, int(i), *there):
            return True
    return False


def by_alarm(at: Moments, e: int, q: int) -> bool:
    """An alarm within reach of q, or a console: what an order does there is heard further than FAR_FROM_EARS."""
    y, x = int(at.world.bodies["y"][e, q]), int(at.world.bodies["x"][e, q])
    kinds = at.episode.ground.fixtures["kind"]
    alarms = at.episode.ground.fixtures[np.isin(kinds, (c.ALARM, c.CONSOLE))]
    return any(abs(int(alarm["y"]) - y) + abs(int(alarm["x"]) - x) <= 1 for alarm in alarms)


def perceives(at: Moments, e: int, p: int) -> bool:
    """Person p is there and still a person."""
    body = at.world.bodies[e, p]
    return bool(body["state"] <= c.DOWN and c.IS_PERSON[body["nature"]])


def situation(data: st.DataObject, met: list[Moments]) -> tuple[Moments, int, int]:
    """A moment, one of its worlds, and a seat there that still perceives.

    Only numbers are drawn: hypothesis writes out what it draws from, and moments are megabytes.
    """
    at = met[data.draw(st.integers(0, len(met) - 1))]
    e = data.draw(st.integers(0, len(at.world.clock) - 1))
    seats = [p for p in range(at.now.me.shape[1]) if perceives(at, e, p)]
    assume(seats)
    return at, e, data.draw(st.sampled_from(seats))


def relook(at: Moments, world: World) -> Percept:
    view = copy(at.before)
    batch.look(at.episode.ground, world, view)
    return view


def same(at: Moments, changed: World, e: int, p: int) -> None:
    """The percept of seat p, and what is made of it, is that of the unchanged world to the byte."""
    one, other = relook(at, at.world), relook(at, changed)
    assert knowledge(one, e, p) == knowledge(other, e, p)
    brief = episodes.brief(at.episode)
    texts = [json.dumps(json_view.view(view, brief, p, e)) for view in (one, other)]
    assert texts[0] == texts[1]


@EXAMPLES
@given(data=st.data())
def test_a_hidden_body_moves(met: list[Moments], data: st.DataObject) -> None:
    at, e, p = situation(data, met)
    world = clone(at.world)
    hidden = [i for i, b in enumerate(world.bodies[e]) if i != p and not has_line(at, world, e, p, b["y"], b["x"])]
    hidden = [i for i in hidden if world.bodies["carrier"][e, i] == 0 and world.bodies["load"][e, i] == 0]
    assume(hidden)
    i = data.draw(st.sampled_from(hidden))
    free = np.argwhere((world.occupant[e] == 0) & (at.episode.ground.sheet != 255))
    y, x = map(int, free[data.draw(st.integers(0, len(free) - 1))])
    assume(not has_line(at, world, e, p, y, x))
    body = world.bodies[e, i]
    if world.occupant[e, body["y"], body["x"]] == i + 1:
        world.occupant[e, body["y"], body["x"]] = 0
    world.occupant[e, y, x] = i + 1
    body["y"], body["x"] = y, x
    for lines in (world.sight, world.bright, world.eyes):
        lines[e, i : i + 1] = 0  # from where it stood; elsewhere they would leave the sheet
    body["hp"], body["stun"], body["trail"] = data.draw(st.integers(1, 9)), 1, data.draw(st.integers(0, 9))
    body["asleep"], body["facing"] = data.draw(st.integers(0, 1)), data.draw(st.integers(0, 3))
    same(at, world, e, p)


@EXAMPLES
@given(data=st.data())
def test_who_has_not_come_yet(met: list[Moments], data: st.DataObject) -> None:
    """Where they wait, were it before one's eyes, and when they come."""
    at, e, p = situation(data, met)
    world = clone(at.world)
    waiting = [i for i, b in enumerate(world.bodies[e]) if c.IS_INFECTED[b["nature"]] and b["state"] == c.AWAY]
    if not waiting:
        return
    body, me = world.bodies[e, data.draw(st.sampled_from(waiting))], world.bodies[e, p]
    body["y"], body["x"] = me["y"] + data.draw(st.integers(-1, 1)), me["x"] + data.draw(st.integers(-1, 1))
    body["timer"] = data.draw(st.integers(-3, 300))
    body["asleep"], body["errand"] = data.draw(st.integers(0, 1)), data.draw(st.integers(0, 1))
    same(at, world, e, p)


@EXAMPLES
@given(data=st.data())
def test_a_hidden_fixture_is_worked(met: list[Moments], data: st.DataObject) -> None:
    """State, strength, fuel and stock of what the seat has no line to."""
    at, e, p = situation(data, met)
    world = clone(at.world)
    places = at.episode.ground.fixtures
    hidden = [f for f, place in enumerate(places) if not has_line(at, world, e, p, place["y"], place["x"])]
    assume(hidden)
    f = data.draw(st.sampled_from(hidden))
    fixture = world.fixtures[e, f]
    fixture["state"], fixture["on"] = data.draw(st.integers(0, 4)), data.draw(st.integers(0, 1))
    fixture["strength"], fixture["fuel"] = data.draw(st.integers(0, 60)), data.draw(st.integers(0, 60))
    world.stocks[e, f] = data.draw(st.integers(0, 3))
    same(at, world, e, p)


@EXAMPLES
@given(data=st.data())
def test_what_is_in_nobodys_sight_at_all(met: list[Moments], data: st.DataObject) -> None:
    """Hearts and packs of others, infected minds, the dice, the team's count: never in view, near or far."""
    at, e, p = situation(data, met)
    world = clone(at.world)
    persons = world.hearts.shape[1]
    others = [q for q in range(persons) if q != p]
    number = st.integers(0, 100)
    q = data.draw(st.sampled_from(others))
    world.bonds[e, q] = data.draw(number)
    near = max(abs(int(world.bodies[e, q][k]) - int(world.bodies[e, p][k])) for k in ("y", "x")) <= 3
    if not near:
        world.packs[e, q] = data.draw(number)
        world.hearts["fear"][e, q], world.hearts["rate"][e, q] = data.draw(number), 60 + data.draw(number)
    world.hearts["wish"][e] = data.draw(number)
    world.hearts["hunger"][e, q], world.hearts["late"][e, q] = data.draw(number), data.draw(st.integers(-1, 9))
    world.hearts["winded"][e, q], world.hearts["spent"][e, q] = data.draw(st.tuples(*[st.integers(0, 1)] * 2))
    if world.wills.shape[1]:  # whom anybody holds what against, and has asked
        world.grudges[e] = data.draw(number)
        for name in ("asked", "safe", "alone", "halts"):
            world.wills[name][e] = data.draw(number)
    for name in ("goal_y", "goal_x", "trail", "stun", "clue", "intent", "wary", "errand"):
        world.bodies[name][e, persons:] = data.draw(number)
    for name in ("foe", "quarry", "since", "clue", "lure"):  # why anything happened, to oneself too
        world.bodies[name][e] = data.draw(number)
        world.events[name][e] = data.draw(number)
    world.clock["seed"][e] = data.draw(st.integers(0, 2**64 - 1))
    for name in ("saved", "dead", "turned", "noise", "score", "key", "reward", "par", "met", "fired"):
        world.clock[name][e] = data.draw(number)
    world.drones["phase"][e] = data.draw(number)
    for name in ("by", "since"):
        world.flights[name][e] = data.draw(number)
    world.goals[e] = data.draw(number)
    same(at, world, e, p)


@pytest.fixture(scope="module")
def apart(met: list[Moments]) -> list[tuple[int, int, int, int]]:
    """Moments, worlds, seats that perceive, and others who are out of their reach, with nobody between to turn."""
    found = []
    for k, at in enumerate(met):
        seats = range(at.now.me.shape[1])
        for e in np.flatnonzero(at.world.clock["ending"] == c.RUNNING_STILL):
            for p, q in itertools.permutations(seats, 2):
                y, x = map(int, at.world.bodies[e, q][["y", "x"]])
                if any(drones_flown(at, at.world, e, who) for who in (p, q)):
                    continue
                if perceives(at, e, p) and out_of_reach(at, at.world, e, p, y, x) and not hears_for(at, e, p, q):
                    found.append((k, int(e), p, q))
    return found


@EXAMPLES
@given(data=st.data())
def test_the_orders_of_another_seat_out_of_reach(
    met: list[Moments], apart: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    """Whatever somebody out of reach does, calling out included, this beat tells the seat nothing of it.

    Unless an infected that hears them is seen to turn.
    """
    k, e, p, q = data.draw(st.sampled_from(apart))
    at = met[k]
    allowed = [a for a in np.flatnonzero(at.now.mask[e, q]) if not (c.ACTION_VERB[a] == c.USE and by_alarm(at, e, q))]
    loud = [a for a in allowed if c.ACTION_VERB[a] in (c.CALL, c.RUN, c.USE, c.STRIKE, c.WIELD)]
    one = waits(at.world)
    one[e, p] = data.draw(st.sampled_from(list(map(int, np.flatnonzero(at.now.mask[e, p])))))
    other = one.copy()
    other[e, q] = data.draw(st.sampled_from(list(map(int, loud or allowed))))
    views = []
    for orders in (one, other):
        world, view = clone(at.world), copy(at.now)
        batch.advance(at.episode.ground, world, view, orders)
        assume(world.clock["ending"][e] == c.RUNNING_STILL)
        views.append(view)
    assert knowledge(views[0], e, p) == knowledge(views[1], e, p)


@EXAMPLES
@given(data=st.data())
def test_a_drone_out_of_sight(met: list[Moments], data: st.DataObject) -> None:
    at, e, p = situation(data, met)
    world = clone(at.world)
    own = drones_flown(at, world, e, p)
    hidden = [d for d, drone in enumerate(world.drones[e]) if not has_line(at, world, e, p, drone["y"], drone["x"])]
    hidden = [d for d in hidden if d not in own]
    if not hidden:
        return
    drone = world.drones[e, data.draw(st.sampled_from(hidden))]
    drone["warned"] = data.draw(st.integers(0, 5))
    drone["y"], drone["x"] = 1 + data.draw(st.integers(0, 20)), 1 + data.draw(st.integers(0, 20))
    assume(not has_line(at, world, e, p, drone["y"], drone["x"]))
    same(at, world, e, p)


def test_the_test_can_fail(met: list[Moments]) -> None:
    """A change in plain sight, or in oneself, does change the percept."""
    at = met[0]
    for name, table in (("hp", "bodies"), ("spent", "hearts"), ("winded", "hearts"), ("asleep", "bodies")):
        world = clone(at.world)
        getattr(world, table)[name][:, 0] += 1
        assert knowledge(relook(at, at.world), 0, 0) != knowledge(relook(at, world), 0, 0), name
