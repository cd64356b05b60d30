"""What a fight comes to, over many seeds: alone it is paid for, together and in time it is not.

People here know what their percepts say and nothing else, and fight as anybody would.
"""

import numpy as np
import pytest
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.actions import encode
from warbell.engine.percept import blank

FIGHTS = 100
WAYS = range(4)
STRIKE, SHOVE, STEP = ([int(encode(verb, way, 0, 0)) for way in WAYS] for verb in (c.STRIKE, c.SHOVE, c.STEP))
CALL = int(encode(c.CALL, c.HERE, c.COME, 0))
LANE = "a.......z"
# Whoever comes up the lane for one of two comes between them.
BETWEEN = """
#a.b#
##.##
##.##
##z##
"""
ALONE_THERE = BETWEEN.replace("a", "#")


def foe(percept, e, p):
    """(dy, dx) of the nearest infected on its feet that a seat sees, None if it sees none."""
    me = percept.me[e, p]
    seen = [
        (abs(row.y - me.y) + abs(row.x - me.x), int(row.y - me.y), int(row.x - me.x))
        for row in percept.bodies[e, p]
        if row.beat == me.beat and c.IS_INFECTED[row.nature] and row.state == c.UP
    ]
    return min(seen)[1:] if seen else None


def beside(percept, e, p):
    """The direction of a foe that stands beside a seat, or None."""
    at = foe(percept, e, p)
    ways = [way for way in WAYS if at == (c.DY[way], c.DX[way])]
    return ways[0] if ways else None


def stand(percept, e, p):
    """Draw it near with a call, and strike it when it is there."""
    way = beside(percept, e, p)
    if way is not None:
        return STRIKE[way]
    return CALL if foe(percept, e, p) is None and percept.me[e, p].state == c.UP else c.WAIT


def attack(percept, e, p):
    """Go up to it and strike."""
    at = foe(percept, e, p)
    if at is None or beside(percept, e, p) is not None:
        return stand(percept, e, p)
    dy, dx = at
    return STEP[(c.SOUTH if dy > 0 else c.NORTH) if abs(dy) >= abs(dx) else (c.EAST if dx > 0 else c.WEST)]


def shove_and_strike(percept, e, p):
    """Shove it off and strike it by turns."""
    way = beside(percept, e, p)
    return stand(percept, e, p) if way is None else (SHOVE, STRIKE)[int(percept.me[e, p].beat) % 2][way]


def fight(text, policy):
    """(fights in which somebody was bitten, fights that end with the infected dead), of FIGHTS seeds."""
    ground, world = arena(text, worlds=FIGHTS)
    percept = blank(world)
    batch.perceive(ground, world, percept)
    persons = world.hearts.shape[1]
    bitten = np.zeros(FIGHTS, bool)
    for _ in range(40):
        orders = [[policy(percept, e, p) for p in range(persons)] for e in range(FIGHTS)]
        batch.advance(ground, world, percept, np.array(orders, np.int32))
        for e in range(FIGHTS):
            bitten[e] |= (world.events["kind"][e, : world.clock["events"][e]] == c.BITTEN).any()
    won = (world.bodies["state"][:, persons:] == c.DEAD).all(axis=1)
    return int(bitten.sum()), int(won.sum())


@pytest.mark.parametrize("policy", [stand, attack, shove_and_strike])
@pytest.mark.parametrize("text", [LANE, ALONE_THERE], ids=["in a lane", "at the corner"])
def test_alone_a_fight_costs_a_bite(text, policy):
    bitten, won = fight(text, policy)
    assert won > 60, "the fights must be fought"
    assert bitten >= 60


def test_two_who_let_it_come_between_them_and_strike_together_are_not_bitten():
    bitten, won = fight(BETWEEN, stand)
    assert won > 90
    assert bitten <= 15


def test_two_who_stand_so_and_strike_by_turns_pay_for_it():
    """Though the second often strikes it from behind, who is at the other's throat by then."""

    def by_turns(percept, e, p):
        way = beside(percept, e, p)
        return c.WAIT if way is not None and percept.me[e, p].beat % 2 != p else stand(percept, e, p)

    bitten, won = fight(BETWEEN, by_turns)
    assert won > 90
    assert bitten > 15
