"""What a careful seat does about captured drones: it keeps out of a strike, and is not afraid of their light."""

from warbell import minds
from warbell.engine import codes as c
from warbell.engine.batch import perceive

YARD = """
##############
#bD#.........#
#..#....a....#
#..#........X#
##############
"""
OVER = 3, 9  # where the drone is: over ada


def caution(s):
    return minds.make("caution", s.brief, [0, 1], 1)


def flown(stage):
    """Ben flies the drone over ada, who stands in the dark."""
    s = stage(YARD, consoles=(OVER,))
    s.world.flights["pilot"], s.world.fixtures["on"], s.world.fixtures["fuel"] = 2, 1, 50
    s.world.drones["sound"] = c.DRONE_HUM
    perceive(s.ground, s.world, s.percept)
    return s


def test_whoever_is_warned_leaves_the_disc(stage):
    s = flown(stage)
    s.world.flights["fuse"], s.world.flights["by"] = 3, 2
    s.world.bodies["stun"][0, 1] = 9  # ben does nothing else meanwhile
    for _ in range(3):
        s.play(caution(s))
    assert not (s.world.events["kind"][0, : s.world.clock["events"][0]] == c.DRONE_STRUCK).any()
    assert s.world.bodies["hp"][0, 0] == 10


def test_its_light_alone_keeps_nobody_from_going_on(stage):
    s = flown(stage)
    start = s.at(0)
    s.play(caution(s), 2)
    here = s.at(0)
    assert abs(here[0] - 3) + abs(here[1] - 12) < abs(start[0] - 3) + abs(start[1] - 12)


def test_nobody_flies_by_accident(stage):
    """At the console, with a battery, none of the minds lays hands on it, or orders anything of a drone it flies."""
    orders = {c.FLY, c.LOAD, c.HOIST, c.LOWER, c.BLAST, c.USE}
    for name in ("sprint", "selfish", "caution", "follow"):
        s = flown(stage)
        s.world.packs[0, :, c.BATTERY] = 1
        perceive(s.ground, s.world, s.percept)
        assert s.percept.mask[0, 1, c.VERB_BASE[c.BLAST]] == 1
        played = s.play(minds.make(name, s.brief, [0, 1], 1), 20)
        assert not orders & {int(c.ACTION_VERB[order]) for order in played[:, 0, 1]}, name
