"""Situations in which the oracle once found the engine wrong, drawn small; each says what is right."""

import numpy as np
import pytest
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine import percept as percepts
from warbell.engine.actions import encode
from warbell.engine.tuning import TUNING

pytestmark = [pytest.mark.interpreted, pytest.mark.bounds]


def order(verb, direction=c.HERE, item=0):
    return int(encode(verb, direction, 0, item))


def play(ground, world, *orders):
    batch.play(ground, world, np.array([orders], np.int32))


def reasons(world):
    """Why orders came to nothing this beat: {person: reason}."""
    events = world.events[0, : world.clock[0].events]
    return {int(event.who): int(event.value) for event in events if event.kind == c.REFUSED}


def test_who_is_shoved_away_bars_no_other_door():
    """a reaches for the door to the north and is shoved past it; nothing else may be barred, least of all far away."""
    ground, world = arena("""
#+###
ba..+
""")
    world.packs[0, 0, c.PLANKS] = 1
    play(ground, world, order(c.SET, c.NORTH, c.PLANKS), order(c.SHOVE, c.EAST))
    assert world.bodies[0, 0].x == 3
    assert world.fixtures["state"].tolist() == [[c.SHUT, c.SHUT]]
    assert world.packs[0, 0, c.PLANKS] == 1
    assert reasons(world) == {0: c.NOTHING_THERE}


def test_who_is_shoved_away_takes_nothing_from_another_cache():
    ground, world = arena("""
#C###
ba..C
""")
    world.stocks[0, :, c.FOOD] = 1
    play(ground, world, order(c.TAKE, c.NORTH), order(c.SHOVE, c.EAST))
    assert world.stocks[0, :, c.FOOD].tolist() == [1, 1]
    assert world.packs[0, 0, c.FOOD] == 0
    assert reasons(world) == {0: c.NOTHING_THERE}


def test_who_is_shoved_away_from_a_door_does_not_eat_instead():
    ground, world = arena("""
#+###
ba...
""")
    world.packs[0, 0, c.FOOD] = 1
    play(ground, world, order(c.USE, c.NORTH), order(c.SHOVE, c.EAST))
    assert world.packs[0, 0, c.FOOD] == 1
    assert reasons(world) == {0: c.NOTHING_THERE}


def test_one_can_eat_where_a_cache_stands():
    ground, world = arena("aC")
    world.packs[0, 0, c.FOOD] = 1
    world.hearts["hunger"] = 50
    play(ground, world, order(c.STEP, c.EAST))
    play(ground, world, order(c.USE))
    assert world.packs[0, 0, c.FOOD] == 0
    assert world.hearts[0, 0].hunger == 50 - TUNING.food_hunger


def test_a_shut_door_that_is_banged_on_is_heard_as_far_as_any_sound_so_loud():
    ground, world = arena("+" + "." * (TUNING.loud_bang - 1) + "a")
    world.fixtures["banged"] = 1
    play(ground, world, order(c.WAIT))
    heard = world.heard[0, 0, 0]
    assert (heard.sound, heard.loud, heard.bearing) == (c.BANGING, 1, c.BEARINGS.index("west"))


def put_in_arms(world, carrier, carried):
    """Person `carried` lies in the arms of `carrier`."""
    load = world.bodies[0, carried]
    world.occupant[0, load.y, load.x] = 0
    load.state, load.hp, load.bleed, load.carrier = c.DOWN, 0, 9, carrier + 1
    load.y, load.x = world.bodies[0, carrier].y, world.bodies[0, carrier].x
    world.bodies[0, carrier].load, load.borne = carried + 1, c.IN_ARMS


def test_one_who_turns_in_arms_without_room_to_be_laid_down_stays_there():
    """a stands in a dead end behind c with b, who turns and has no cell of its own to move from."""
    ground, world = arena("#acb")
    put_in_arms(world, 0, 1)
    world.bodies["timer"][:, 1] = 1
    for _ in range(4):
        play(ground, world, *[order(c.WAIT)] * 3)
        assert world.bodies[0, 1].nature == c.SHAMBLER
        assert world.bodies[0, 1].carrier == 1
        assert world.occupant[0, 1].tolist() == [0, 0, 1, 3, 0, 0]


def test_who_is_put_down_sees_from_where_they_lie():
    """a falls and b, put down on the cell to the east, sees a and nothing beyond the edge of the sheet."""
    ground, world = arena("""
....
##.#
##ab
""")
    put_in_arms(world, 0, 1)
    world.bodies[0, 0].hp, world.bodies[0, 0].facing = 0, c.EAST
    percept = percepts.blank(world)
    batch.perceive(ground, world, percept)
    batch.advance(ground, world, percept, np.array([[order(c.WAIT)] * 2], np.int32))
    load = world.bodies[0, 1]
    assert (load.y, load.x, load.carrier) == (3, 4, 0)
    row = int(percept.now[0, 1, c.SIGHT])
    assert [row >> (c.SIGHT + east) & 1 for east in (-1, 0, 1)] == [1, 1, 0]


def test_two_who_strike_one_pane_are_equally_loud():
    ground, world = arena("a%b")
    play(ground, world, order(c.STRIKE, c.EAST), order(c.STRIKE, c.WEST))
    noises = world.noises[0, : world.clock[0].noises]
    assert [(int(row.kind), int(row.loud)) for row in noises] == [(c.GLASS_SOUND, TUNING.loud_glass)] * 2
    events = world.events[0, : world.clock[0].events]
    assert [int(event.kind) for event in events] == [c.SMASHED, c.SMASHED]


def test_tending_without_medicine_does_nothing_for_one_who_stands():
    """a tends c, who lies there, but is shoved beside d, who is well: no bond comes of that."""
    ground, world = arena("""
#cd
ba.
""")
    c_row, d_row = 2, 3
    world.bodies["state"][:, c_row] = c.DOWN
    world.bodies["hp"][:, c_row], world.bodies["bleed"][:, c_row] = 0, 9
    play(ground, world, order(c.TEND, c.NORTH), order(c.SHOVE, c.EAST), order(c.WAIT), order(c.WAIT))
    assert world.bonds[0, d_row, 0] == 0
    assert reasons(world) == {0: c.NOTHING_THERE}
