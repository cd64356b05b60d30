"""What a careful seat does about water."""

import pytest

from warbell import minds
from warbell.engine import codes as c
from warbell.engine.batch import perceive

WAYS = """
###########
#.........#
#a#######.#
#........X#
###########
"""
ONE_WAY = """
#######
#a...X#
#######
"""


def caution(s):
    return minds.make("caution", s.brief, [0], 1)


def test_it_never_walks_into_water_over_its_head(stage):
    s = stage(ONE_WAY, basins=((2, 4, 2, 5, 0, 8),))
    perceive(s.ground, s.world, s.percept)
    s.play(caution(s), 25)
    assert s.world.bodies["x"][0, 0] < 4
    assert s.world.bodies["state"][0, 0] == c.UP


def test_it_goes_round_deep_water(stage):
    """The shorter way is under water; it takes the other."""
    s = stage(WAYS, basins=((4, 4, 4, 7, 0, 16),))
    perceive(s.ground, s.world, s.percept)
    s.play(caution(s), 40)
    assert s.world.bodies["state"][0, 0] == c.AWAY
    assert not s.world.breath.any()


def test_it_wades_where_there_is_no_other_way(stage):
    s = stage(ONE_WAY, basins=((2, 4, 2, 5, 0, 2),))
    perceive(s.ground, s.world, s.percept)
    s.play(caution(s), 25)
    assert s.world.bodies["state"][0, 0] == c.AWAY


def test_it_comes_out_of_water_over_its_head(stage):
    s = stage(ONE_WAY, basins=((2, 2, 2, 4, 0, 12),))
    perceive(s.ground, s.world, s.percept)
    s.play(caution(s), 25)
    assert s.world.bodies["state"][0, 0] == c.AWAY


@pytest.mark.parametrize("dark_sight", [2, 12])
@pytest.mark.parametrize(
    "size,start,exit_,lake",
    [
        ((9, 34), (5, 1), (5, 34), (2, 4, 10, 33)),
        ((15, 30), (2, 1), (14, 30), (2, 4, 16, 29)),
        ((13, 34), (2, 1), (7, 34), (4, 2, 14, 35)),
        ((21, 34), (2, 1), (20, 34), (6, 2, 18, 35)),
        ((9, 40), (9, 1), (1, 40), (2, 5, 10, 36)),
    ],
)
def test_it_comes_through_a_lake_wider_than_it_looks_ahead(stage, size, start, exit_, lake, dark_sight):
    height, width = size
    rows = [["#"] * (width + 2), *(["#", *"," * width, "#"] for _ in range(height)), ["#"] * (width + 2)]
    rows[start[0]][start[1]], rows[exit_[0]][exit_[1]] = "a", "X"
    top, left, bottom, right = lake
    units = 2 * (bottom - top + 1) * (right - left + 1)
    s = stage("\n".join("".join(row) for row in rows), basins=((*lake, 0, units),))
    s.ground.tuning["dark_sight"] = dark_sight
    perceive(s.ground, s.world, s.percept)
    s.play(caution(s), 90)
    assert s.world.bodies["state"][0, 0] == c.AWAY
