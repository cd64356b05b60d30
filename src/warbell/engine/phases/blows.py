"""Blows: strikes and shoves, all landing at once on where bodies stand after the strokes.

Reads orders, occupant, planes. Writes hp, stun, places of the shoved, glass, strength of doors, loudness, events.
A body shoved in two different directions at once stays where it is, stunned.
"""

from warbell.engine.bits import drop, get, put
from warbell.engine.codes import (
    ACTION_VERB,
    BLOCKED,
    BLOW,
    CLEAR,
    DX,
    DY,
    FIRST_INFECTED,
    GLASS,
    GLASS_SOUND,
    LOSER,
    MOVER,
    SETTLED,
    SHOVE,
    SHOVED,
    SMASHED,
    STILL,
    STRIKE,
    STRUCK,
    VERB_BASE,
)  # fmt: skip
from warbell.engine.events import audience_of, log, log_act
from warbell.engine.kernel import part, phase
from warbell.engine.phases.strokes import move


@part
def wound(world, e, i, points):
    """Take points of health off body i; persons feel it in the hearts phase."""
    world.bodies[e, i].hp -= points
    if i < world.hearts.shape[1]:
        world.hearts[e, i].hurt += points


@part
def _strike(ground, world, e, p, y, x):
    tuning = ground.tuning[0]
    body = world.bodies[e, p]
    body.loud, body.sound = tuning.loud_strike, BLOW
    i = world.occupant[e, y, x] - 1
    f = ground.fixture_at[y, x] - 1
    if i >= 0:
        wound(world, e, i, tuning.strike_damage)
        target = world.bodies[e, i]
        if target.nature >= FIRST_INFECTED:
            target.stun = max(target.stun, tuning.strike_stun)
        log_act(world, e, STRUCK, p, i, tuning.strike_damage)
    elif get(world.planes[e, BLOCKED], y, x):
        if f >= 0:
            world.fixtures[e, f].strength -= tuning.strike_door
        elif ground.terrain[y, x] == GLASS:
            body.loud, body.sound = tuning.loud_glass, GLASS_SOUND
            log(world, e, SMASHED, p, -1, y, x, 0, audience_of(p))


@part
def _shatter(ground, world, e, p):
    """The glass that p struck is gone, once everybody's blow has landed on it."""
    body = world.bodies[e, p]
    y, x = body.y + DY[body.facing], body.x + DX[body.facing]
    if ground.terrain[y, x] == GLASS:
        drop(world.planes[e, BLOCKED], y, x)
        put(world.planes[e, CLEAR], y, x)


@part
def _shove(ground, world, e, p, direction, y, x):
    i = world.occupant[e, y, x] - 1
    if i < 0:
        return
    body = world.bodies[e, i]
    if body.shoved == 0:
        body.shoved = 1
        body.intent = direction
        body.moved = MOVER
    elif body.intent != direction:
        body.moved = LOSER
    if body.nature >= FIRST_INFECTED:
        body.stun = max(body.stun, ground.tuning[0].shove_stun)
    log_act(world, e, SHOVED, p, i, direction)


@phase
def blows(ground, world, e):
    """Every strike and shove of the beat."""
    shoves = 0
    for p in range(world.hearts.shape[1]):
        action = world.hearts[e, p].order
        verb = ACTION_VERB[action]
        if verb in (STRIKE, SHOVE):
            body = world.bodies[e, p]
            direction = action - VERB_BASE[verb]
            body.facing = direction
            y, x = body.y + DY[direction], body.x + DX[direction]
            if verb == STRIKE:
                _strike(ground, world, e, p, y, x)
            else:
                if shoves == 0:
                    for i in range(world.bodies.shape[1]):
                        world.bodies[e, i].moved = SETTLED
                _shove(ground, world, e, p, direction, y, x)
                shoves += 1
    for p in range(world.hearts.shape[1]):
        if ACTION_VERB[world.hearts[e, p].order] == STRIKE:
            _shatter(ground, world, e, p)
    if shoves > 0:
        # A body shoved two ways is no mover at all, so nobody's shove is hindered by it.
        for i in range(world.bodies.shape[1]):
            if world.bodies[e, i].moved == LOSER:
                world.bodies[e, i].moved = SETTLED
        move(ground, world, e)
        for i in range(world.bodies.shape[1]):
            body = world.bodies[e, i]
            if body.shoved > 0:
                body.shoved = 0
                body.intent = STILL
