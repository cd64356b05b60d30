"""Walks: the steps of people without a seat, towards a cell, away from what they flee, out of water.

They go by what they make out. Nobody goes from shallower into chest-deep water, or where it stands over the head.
"""

from warbell.engine.actions import encode
from warbell.engine.bits import U0, bit, bits_of, get, set_in_both
from warbell.engine.codes import (
    ANKLE,
    CHEST,
    CLEAR,
    D_FLEE,
    DRY,
    DX,
    DY,
    LADDER,
    LINK,
    NO_SIGNAL,
    RUN,
    SIGHT,
    STAIRS,
    STEP,
    VERB_BASE,
    WAIT,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.kernel import part
from warbell.engine.seeing import sees_cell
from warbell.engine.trust import any_lives, fears, held_against
from warbell.engine.water import has_water, water_at

FAR = 1 << 20


@part
def danger(world, e, q, y, x):
    """How many cells from (y, x) the nearest infected is that person q makes out awake; FAR if none is."""
    nearest = FAR
    for i in set_in_both(world.found[e, q], world.awake[e]):
        body = world.bodies[e, i]
        nearest = min(nearest, abs(body.y - y) + abs(body.x - x))
    return nearest


@part
def _towards(me, body, near):
    """The directions, a bit each, in which a body that is `near` or one more cells away comes nearer; else none."""
    dy, dx = body.y - me.y, body.x - me.x
    ways = (dy < 0) | (dx > 0) << 1 | (dy > 0) << 2 | (dx < 0) << 3
    return ways if abs(dy) + abs(dx) <= near + 1 else 0


@part
def free(world, e, y, x):
    """True if somebody can step onto a cell: nothing and nobody stands there."""
    return get(world.planes[e, CLEAR], y, x) and world.occupant[e, y, x] == 0


@part
def _sees_deeper(ground, world, e, q, y, x):
    """True if person q sees that water on a cell stands to the chest, and higher than about them."""
    level = water_at(world, e, y, x)
    deeper = level >= CHEST and level > water_at(world, e, world.bodies[e, q].y, world.bodies[e, q].x)
    return deeper and sees_cell(ground, world, e, q, y, x)


@part
def goes(ground, world, e, q, y, x):
    """True if person q would step onto a cell beside them: free, and without deeper water that they see."""
    return free(world, e, y, x) and not (has_water(world) and _sees_deeper(ground, world, e, q, y, x))


@part
def _lead_away(ground, world, e, q, near, nearer):
    """The order to flee what is `near` cells away: a step that is not one of the directions `nearer`; else WAIT."""
    body = world.bodies[e, q]
    first = int(draw(world.clock[e].key, body.id, D_FLEE) >> 62)
    for turn in range(4):  # a step leads one cell further at most, so the first that leads further is the best
        way = (first + turn) & 3
        further = nearer >> way & 1 == 0
        if further and goes(ground, world, e, q, body.y + DY[way], body.x + DX[way]):
            verb = RUN if near <= ground.tuning[0].runs_at and body.load == 0 else STEP
            return encode(verb, way, NO_SIGNAL, 0)
    return WAIT


@part
def flee(ground, world, e, q, near):
    """The order to flee from infected, the nearest `near` cells away: the step that leads furthest; else WAIT."""
    nearer = 0
    for i in set_in_both(world.found[e, q], world.awake[e]):
        nearer |= _towards(world.bodies[e, q], world.bodies[e, i], near)
    return _lead_away(ground, world, e, q, near, nearer)


@part
def flee_people(ground, world, e, q):
    """The order to flee from people whom person q makes out and fears, if one is near; else WAIT."""
    me, feared, near, nearer = world.bodies[e, q], U0, FAR, 0
    for p in bits_of(world.found[e, q, 0] & held_against(world, e, q, ground.tuning[0].fears_at)):
        if fears(ground, world, e, q, p):
            body = world.bodies[e, p]
            feared |= bit(p)
            near = min(near, abs(body.y - me.y) + abs(body.x - me.x))
    if near > ground.tuning[0].fears_within:
        return WAIT
    for p in bits_of(feared):
        nearer |= _towards(me, world.bodies[e, p], near)
    return _lead_away(ground, world, e, q, near, nearer)


@part
def toward(ground, world, e, q, y, x, verb):
    """The order of a step nearer to a cell, along the longer axis first, else the other; a wait if neither goes."""
    body = world.bodies[e, q]
    dy, dx = y - body.y, x - body.x
    upright = abs(dy) >= abs(dx)
    for second in range(2):
        along_y = upright == (second == 0)
        off = dy if along_y else dx
        if off != 0:
            way = (2 if off > 0 else 0) if along_y else (1 if off > 0 else 3)
            if goes(ground, world, e, q, body.y + DY[way], body.x + DX[way]):
                return encode(verb, way, NO_SIGNAL, 0)
    return WAIT


@part
def _is_rung(ground, y, x):
    """True if a ladder or stairs lead off a cell: there is air."""
    k = ground.link_at[y, x] - 1
    return k >= 0 and ground.links[k].kind in (STAIRS, LADDER)


@part
def out_of_water(ground, world, e, q):
    """The order to leave water that is deep, or moved about person q: up, or to the nearest dry cell; else WAIT."""
    body = world.bodies[e, q]
    level = water_at(world, e, body.y, body.x)
    warned = level == ANKLE and any_lives(world) and world.wills[e, q].rises > 0
    if level < CHEST and not warned:
        return WAIT
    if _is_rung(ground, body.y, body.x):
        return VERB_BASE[LINK]
    nearest, to_y, to_x = FAR, 0, 0
    for y in range(body.y - SIGHT, body.y + SIGHT + 1):
        for x in range(body.x - SIGHT, body.x + SIGHT + 1):
            far = abs(y - body.y) + abs(x - body.x)
            if far >= nearest or not sees_cell(ground, world, e, q, y, x) or not free(world, e, y, x):
                continue
            if water_at(world, e, y, x) == DRY or _is_rung(ground, y, x):
                nearest, to_y, to_x = far, y, x
    return toward(ground, world, e, q, to_y, to_x, STEP) if nearest < FAR else WAIT
