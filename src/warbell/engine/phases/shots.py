"""Shots: who fires along a line hits the first body on it; all shots of a beat at once.

Reads orders, occupant, planes. Writes wills (rounds), hp, facing, noises, events. A shot is the loudest thing there is.
"""

from warbell.engine.bits import get
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    CLEAR,
    DX,
    DY,
    GUNSHOT,
    LACKING,
    NO_WAY,
    SHOOT,
    SHOT,
    VERB_BASE,
)  # fmt: skip
from warbell.engine.events import because, log_act
from warbell.engine.kernel import part, phase
from warbell.engine.noises import sound_of
from warbell.engine.wounds import wound


@part
def rounds_of(world, e, p):
    """The cartridges left in the pistol of person p."""
    return world.wills[e, p].rounds if world.wills.shape[1] > 0 else 0


@part
def stops_a_shot(world, e, y, x):
    """True if nothing flies through a cell: a wall, glass, a shut door or what stands in the way."""
    return not get(world.planes[e, CLEAR], y, x)


@part
def may_shoot(world, e, p, y, x):
    """ALLOWED, or why person p cannot fire over the cell (y, x) beside them."""
    if rounds_of(world, e, p) == 0:
        return LACKING
    return NO_WAY if stops_a_shot(world, e, y, x) else ALLOWED


@part
def _hits(ground, world, e, p, way):
    """Index of the first body in the way of a shot of person p; -1 if it hits nobody."""
    y, x = int(world.bodies[e, p].y), int(world.bodies[e, p].x)
    for _ in range(ground.tuning[0].shot_cells):
        y, x = int(y + DY[way]), int(x + DX[way])
        if stops_a_shot(world, e, y, x):
            return -1
        if world.occupant[e, y, x] > 0:
            return int(world.occupant[e, y, x]) - 1
    return -1


@phase
def shots(ground, world, e):
    """Phase: every shot of the beat."""
    for p in range(world.hearts.shape[1]):
        action = world.hearts[e, p].order
        if ACTION_VERB[action] != SHOOT:
            continue
        way, tuning = action - VERB_BASE[SHOOT], ground.tuning[0]
        world.wills[e, p].rounds -= 1
        world.bodies[e, p].facing = way
        sound_of(world, e, p, GUNSHOT, tuning.loud_gunshot)
        i = _hits(ground, world, e, p, way)
        log_act(world, e, SHOT, p, i, tuning.shot_damage if i >= 0 else 0)
        if i >= 0:
            because(world, e, p, world.bodies[e, i])
            wound(world, e, i, tuning.shot_damage)
