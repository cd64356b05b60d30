"""Borne: whoever is borne has no cell of their own, however long the chain of bearers is."""

import numpy as np
import pytest
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.setup import lay_low

SOME_WAY = c.IN_ARMS + 1  # not in arms: nobody lets go of whom they bear so


def chained(text, *below):
    """A world in which the first seat bears the next, that one the next and so on, all in its cell."""
    ground, world = arena(text)
    for i in below:
        bearer, body = world.bodies[0, i - 1], world.bodies[0, i]
        world.occupant[0, body.y, body.x] = 0
        body.y, body.x, body.carrier, body.borne, bearer.load = bearer.y, bearer.x, i, SOME_WAY, i + 1
    return ground, world


def play(ground, world, verb, way):
    orders = np.zeros((1, int(world.clock["seats"][0])), np.int32)
    orders[0, 0] = c.VERB_BASE[verb] + way
    batch.play(ground, world, orders)


def cells(world):
    return [(int(body.y), int(body.x)) for body in world.bodies[0]]


def test_who_bears_others_takes_all_of_them_along():
    ground, world = chained("a..\nbcd", 1, 2, 3)
    for _ in range(2):  # with somebody on one's back a step takes two beats
        play(ground, world, c.STEP, c.EAST)
    assert cells(world) == [(1, 2)] * 4
    assert world.occupant[0].nonzero() == ((1,), (2,)), "one cell, of the one who stands"
    assert world.occupant[0, 1, 2] == 1


def test_all_of_them_leave_by_an_exit():
    ground, world = chained("aX.\nbc.", 1, 2)
    for _ in range(2):
        play(ground, world, c.STEP, c.EAST)
    assert world.bodies["state"][0].tolist() == [c.AWAY] * 3
    assert (world.clock["saved"][0], world.occupant[0].max()) == (3, 0)
    for column in ("load", "carrier", "borne"):
        assert not world.bodies[column].any()
    log = world.events[0, : world.clock["events"][0]]
    assert [(row.who, row.whom) for row in log[log["kind"] == c.ESCAPED]] == [(0, -1), (1, 0), (2, 0)]


@pytest.mark.parametrize("load", [False, True])
def test_who_rides_has_no_cell_and_lands_on_one(load):
    """Beat by beat: nobody on two cells, nobody's cell while they hang, whoever is borne where their bearer is."""
    ground, world = arena("a(b..\n....)")
    for p, cell in enumerate([(1, 2), (1, 1)]):
        world.occupant[0, world.bodies["y"][0, p], world.bodies["x"][0, p]] = 0
        world.bodies["y"][0, p], world.bodies["x"][0, p] = cell
        world.occupant[0, cell[0], cell[1]] = p + 1
    if load:
        lay_low(ground, world, 1)
        play(ground, world, c.CARRY, c.WEST)
    ride = 8 if load else 4
    play(ground, world, c.LINK, 0)
    for beat in range(1, ride):
        assert (world.bodies["carrier"][0, 0], world.bodies["borne"][0, 0]) == (-1, c.ON_LINE)
        assert 1 not in world.occupant[0]
        assert (world.bodies["y"][0, 0] == 2) == (2 * beat > ride)
        if load:
            assert not world.occupant[0].any()
            assert [world.bodies[axis][0, 0] == world.bodies[axis][0, 1] for axis in "yx"] == [True, True]
        play(ground, world, c.WAIT, 0)
    assert world.bodies["carrier"][0, 0] == 0
    assert world.occupant[0, 2, 5] == 1


@pytest.mark.parametrize("dies", [1, 2])
def test_whoever_dies_is_borne_no_more(dies):
    ground, world = chained("a..\nbc.", 1, 2)
    world.bodies["state"][0, dies], world.bodies["bleed"][0, dies] = c.DOWN, 1
    play(ground, world, c.WAIT, 0)
    assert world.bodies["state"][0, dies] == c.DEAD
    assert world.bodies["carrier"][0, dies] == world.bodies["borne"][0, dies] == 0
    assert world.bodies["load"][0, dies - 1] == 0, "who bore them has nothing on their back"
