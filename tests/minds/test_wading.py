"""What a careful seat does about water."""

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
