"""Water: every unit stays somewhere, whatever is opened and shut; and nobody knows of it but by eye, ear and plan."""

import numpy as np
import pytest
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.percept import blank
from warbell.engine.setup import pour
from warbell.engine.world import clone

BEATS, WORLDS = 10_000, 4
TUNNELS = """
##############
#..Y...Y..Y.a#
#Y###Y####Y###
#...Y.....Y..#
##############
"""
BASINS = ((2, 2, 2, 3), (2, 5, 2, 7), (2, 9, 2, 10), (4, 2, 4, 4), (4, 6, 4, 10), (4, 12, 4, 13))
WELL = """
#######
#.a.Yb#
#.###.#
#.#.#.#
#######
"""


def levels_of(world):
    """The level that the rule gives each basin, by its units and its cells."""
    areas = np.array([(bottom - top + 1) * (right - left + 1) for top, left, bottom, right in BASINS])
    return np.minimum(3, world.basins["units"] // areas)


@pytest.mark.bounds
def test_units_are_conserved_over_random_basins():
    """Random pipes, valves and heights that change in every tenth beat, in four worlds at once."""
    rng = np.random.default_rng(5)
    moved = turned = 0
    for _ in range(3):
        basins = tuple((*cells, 0, 0) for cells in BASINS)
        pipes = tuple(tuple(rng.choice(6, 2, replace=False).tolist()) for _ in range(TUNNELS.count("Y")))
        ground, world = arena(TUNNELS, worlds=WORLDS, basins=basins, pipes=pipes)
        ground.pipes["flow"] = rng.integers(1, 9, len(ground.pipes))
        pour(ground, world, [int(rng.integers(0, 4 * place["area"] + 1)) for place in ground.basins])
        before, orders = world.basins["units"].sum(axis=1), np.zeros((WORLDS, 1), np.int32)
        for beat in range(BEATS // 3):
            if beat % 10 == 0:
                world.fixtures["on"] = rng.integers(0, 2, world.fixtures["on"].shape)
                ground.basins["bottom"] = rng.integers(-4, 5, len(ground.basins))  # else all is soon at rest
                turned += 1
            units = world.basins["units"].copy()
            batch.play(ground, world, orders)
            moved += int(np.abs(world.basins["units"] - units).sum()) // 2
            assert (world.basins["units"].sum(axis=1) == before).all()
            assert (world.basins["units"] >= 0).all()
            assert (world.basins["units"] <= 4 * ground.basins["area"]).all()
        assert (world.basins["level"] == levels_of(world)).all()
        for b, (top, left, *_) in enumerate(BASINS):
            assert (world.fields[:, c.WATER, top, left] == world.basins["level"][:, b]).all()
    print(f"{moved} units ran in {WORLDS * (BEATS // 3) * 3} beats of worlds, valves turned {turned} times")
    assert moved > BEATS


def test_water_comes_to_rest():
    """With all valves open nothing swings to and fro."""
    pipes = ((0, 1), (1, 2), (2, 0), (3, 0), (1, 4), (2, 5), (3, 4), (4, 5))
    ground, world = arena(TUNNELS, basins=tuple((*cells, 0, 0) for cells in BASINS), pipes=pipes)
    pour(ground, world, [8, 0, 8, 0, 0, 0])
    world.fixtures["on"] = 1
    for _ in range(100):
        batch.play(ground, world, np.zeros((1, 1), np.int32))
    rest = world.basins["units"].copy()
    batch.play(ground, world, np.zeros((1, 1), np.int32))
    assert (world.basins["units"] == rest).all()


def percept_of(ground, world):
    percept = blank(world)
    batch.perceive(ground, world, percept)
    return percept


def test_hidden_water_is_known_to_whoever_stands_at_its_valve_alone():
    """Ana sees neither end of the well; Ben stands beside the valve."""
    ground, world = arena(WELL, basins=((4, 2, 4, 2, 0, 0), (4, 4, 4, 4, 0, 0)), pipes=((0, 1),))
    other = clone(world)
    pour(ground, other, [0, 3])
    one, two = percept_of(ground, world), percept_of(ground, other)
    for name, a, b in zip(one._fields, one, two, strict=True):
        assert (a[0, 0] == b[0, 0]).all(), name
    assert one.fixtures["other_level"][0].tolist() == [[c.UNREAD], [c.DRY]]
    assert two.fixtures["other_level"][0].tolist() == [[c.UNREAD], [c.OVERHEAD]]


def test_only_who_reads_the_plan_knows_what_a_valve_joins():
    ground, world = arena(WELL, basins=((4, 2, 4, 2, 0, 0), (4, 4, 4, 4, 0, 0)), pipes=((0, 1),))
    world.hearts["talents"][0, 0] = c.PLANNER
    seen = percept_of(ground, world).fixtures[0]
    assert [(row["one"][0], row["other"][0]) for row in seen] == [(1, 2), (0, 0)]
    swapped = ground._replace(pipes=ground.pipes.copy())
    swapped.pipes["one"], swapped.pipes["other"] = 1, 0
    other = percept_of(swapped, world)
    assert other.fixtures["one"][0].tolist() == [[2], [0]]


def test_a_night_without_basins_keeps_its_bytes():
    """No table of water has room, and things alone have four fields."""
    _, world = arena(WELL, fields=c.WATER)
    assert world.basins.size == world.valves.size == world.breath.size == 0
    assert world.fields.shape[1] == len(c.FIELDS) - 1
