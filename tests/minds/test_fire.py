"""What a careful seat does about what burns and what stands in its way."""

from warbell import minds
from warbell.engine import codes as c
from warbell.engine.batch import perceive
from warbell.engine.setup import put_thing, stir_thing

ROOM = """
###########
#.........#
#a.......X#
#.........#
###########
"""


def caution(s):
    return minds.make("caution", s.brief, [0], 1)


def test_it_goes_round_a_fire(stage):
    s = stage(ROOM, fields=len(c.FIELDS))
    for y, x in ((3, 5), (2, 5)):
        put_thing(s.ground, s.world, c.SLICK, y, x)
        s.world.fields[:, c.FIRE, y, x] = 99
        stir_thing(s.world, y, x)
    perceive(s.ground, s.world, s.percept)
    s.play(caution(s), 30)
    assert s.world.bodies["hp"][0, 0] == s.ground.tuning["person_hp"][0]
    assert s.world.bodies["state"][0, 0] == c.AWAY


def test_it_goes_round_a_barricade_and_a_wire(stage):
    s = stage(ROOM, fields=len(c.FIELDS))
    put_thing(s.ground, s.world, c.BARRICADE, 3, 5)
    put_thing(s.ground, s.world, c.TRIPWIRE, 2, 5)
    perceive(s.ground, s.world, s.percept)
    s.play(caution(s), 30)
    assert s.world.fields[0, c.LEFT, 2, 5] == s.ground.tuning["wire_falls"][0], "the wire was walked into"
    assert s.world.bodies["state"][0, 0] == c.AWAY
