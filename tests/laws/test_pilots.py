"""Who flies a drone perceives what its lamp lights, and nothing else of it; nobody perceives who flies it."""

import numpy as np
import pytest
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.actions import encode
from warbell.engine.bits import pack
from warbell.engine.percept import blank
from warbell.engine.world import clone, waits

pytestmark = pytest.mark.interpreted

STATION = """
#########################
#aD#.....,,,.....###...p#
#..#....,,,,,....###b.zz#
#########################
"""
OVER = 2, 10  # where the drone is: in the yard, with two cells of its disc under the wall


def station(**options):
    """A flies a drone over the yard; the rest of the map is dark and behind walls."""
    ground, world = arena(STATION, consoles=(OVER,), **options)
    ground.lamps[:] = 0
    world.flights["pilot"], world.fixtures["on"], world.fixtures["fuel"] = 1, 1, 30
    world.drones["sound"] = c.DRONE_HUM
    return ground, world


def knowledge(ground, world):
    """Every byte that each seat has."""
    view = blank(world)
    batch.perceive(ground, world, view)
    return [b"".join(table[0, p].tobytes() for table in view) for p in range(view.me.shape[1])]


def put(world, i, y, x):
    body = world.bodies[0, i]
    world.occupant[0, body.y, body.x] = 0
    body.y, body.x = y, x
    world.occupant[0, y, x] = i + 1


def test_the_pilot_sees_who_is_in_the_disc_and_nobody_beside_it():
    """Each cell of the map, one after the other: the pilot's bytes change if and only if the lamp lights it."""
    ground, world = station()
    shambler = 3
    before, known = knowledge(ground, world), 0
    for y, x in np.argwhere((ground.terrain == c.STREET) & (world.occupant[0] == 0) & (ground.fixture_at == 0)):
        if x < 4:
            continue  # the pilot's own room
        other = clone(world)
        put(other, shambler, int(y), int(x))
        lit = (y - OVER[0]) ** 2 + (x - OVER[1]) ** 2 <= 12
        assert (knowledge(ground, other)[0] != before[0]) == lit, (y, x)
        known += lit
    assert known > 10


def test_a_roof_hides_from_above():
    ground, world = station()
    put(world, 3, 2, 9)
    seen = knowledge(ground, world)
    ground.roofed[:] |= pack(np.ones_like(ground.terrain, bool))
    hidden = knowledge(ground, world)
    put(world, 3, 2, 12)
    assert knowledge(ground, world)[0] == hidden[0] != seen[0]


def test_nothing_of_a_call_in_the_disc_is_learnt():
    """Ben calls, or does not; or a whisper, which is seen, whose word is not."""
    ground, world = station()
    put(world, 1, 2, 10)
    views = []
    for order in (0, int(c.VERB_BASE[c.CALL]), int(c.VERB_BASE[c.CALL]) + 3):
        played, view = clone(world), blank(world)
        batch.perceive(ground, played, view)
        orders = waits(played)
        orders[0, 1] = order
        played.bodies["y"][0, 0], played.bodies["x"][0, 0] = 1, 1
        batch.advance(ground, played, view, orders)
        events = view.events[0, 0, : view.me["events"][0, 0]]
        assert not (events["kind"] == c.CALLED).any()
        views.append(view)
    assert all(view.sighted[0, 0].tolist() == views[0].sighted[0, 0].tolist() for view in views)


def test_nobody_perceives_who_flies():
    """For Ben, under the drone, it is all one whose hands are on the console, and what is in its battery."""
    ground, world = station()
    put(world, 1, 2, 10)
    before = knowledge(ground, world)
    for name, value in (("pilot", 0), ("by", 2), ("since", 9), ("object", 3)):
        other = clone(world)
        other.flights[name] = value
        assert knowledge(ground, other)[1] == before[1], name
    other = clone(world)
    other.fixtures["fuel"] = 3
    assert knowledge(ground, other)[1] == before[1]
    assert knowledge(ground, other)[0] != before[0]


def test_whoever_stops_flying_sees_no_more():
    ground, world = station()
    put(world, 3, 2, 9)
    view = blank(world)
    batch.perceive(ground, world, view)
    assert view.bodies["beat"][0, 0, 3] == 0
    orders = waits(world)
    orders[0, 0] = encode(c.STEP, c.SOUTH, 0, 0)
    batch.advance(ground, world, view, orders)
    assert view.me["flies"][0, 0] == 0
    assert not view.afar[0, 0].any()
    assert view.bodies["beat"][0, 0, 3] == 0  # as last seen
    assert (view.afar_fields == c.NOT_SEEN).all()


def test_a_night_without_consoles_keeps_its_bytes():
    _, world = arena("""
#####
#a.z#
#####
""")
    assert world.flights.size == blank(world).afar.size == blank(world).afar_fields.size == 0
