"""Sharing: careful seats give food to who asks them for it, and no more than they can spare."""

import pytest

from warbell import minds
from warbell.engine import codes as c
from warbell.engine.batch import perceive
from warbell.engine.setup import live_by_needs

LANE = """
########
#a,,,,,#
#p,,,,X#
########
"""


def asked(stage, name, *, hunger):
    """What the seat does whom a hungry civilian asks, verbs by beat, and how hungry that one is in the end."""
    s = stage(LANE, needs=True)
    live_by_needs(s.world, 1, c.CIVILIAN)
    s.world.hearts["hunger"][:, 1], s.world.hearts["manner"][:, 1] = 70, c.STAYS
    s.world.hearts["hunger"][:, 0], s.world.packs[:, 0, c.FOOD] = hunger, 1
    s.world.bodies["stun"][:, 0] = 3  # until they have asked
    perceive(s.ground, s.world, s.percept)
    orders = s.play(minds.make(name, s.brief, [0], 1), 6)
    return [c.VERBS[c.ACTION_VERB[code]] for code in orders[:, 0, 0]], int(s.world.hearts["hunger"][0, 1])


@pytest.mark.parametrize("name", ["caution", "follow"])
def test_food_is_given_to_who_asks_for_it(stage, name):
    verbs, hunger = asked(stage, name, hunger=10)
    assert "give" in verbs
    assert hunger < 50


def test_the_hungry_keep_theirs(stage):
    verbs, hunger = asked(stage, "caution", hunger=70)
    assert "give" not in verbs
    assert hunger >= 70


def test_what_is_held_out_is_taken_in_trade(stage):
    s = stage(LANE, needs=True)
    live_by_needs(s.world, 1, c.CIVILIAN)
    s.world.hearts["hunger"][:, 1], s.world.hearts["manner"][:, 1] = 70, c.STAYS
    s.world.packs[:, 0, c.FOOD], s.world.packs[:, 1, c.PLANKS] = 1, 1
    s.world.bodies["stun"][:, 0] = 2
    perceive(s.ground, s.world, s.percept)
    s.play(minds.make("caution", s.brief, [0], 1), 5)
    assert s.world.packs[0, 0, c.PLANKS] == 1
    assert s.world.packs[0, 1, c.PLANKS] == 0
