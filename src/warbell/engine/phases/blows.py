"""Blows: strikes and shoves, all landing at once on where bodies stand after the strokes.

Reads orders, occupant, planes, facing. Writes hp, stun, sleep, places of the shoved, glass, strength of doors,
loudness, events. One blow is a debt: it wounds, it is heard, and it keeps no infected from biting. Two blows on one
infected in the same beat fell it, and so does one from behind, or on a sleeper.
A body shoved in two different directions at once stays where it is, stunned for this beat.
"""

from warbell.engine.bits import drop, get, put
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    BLOCKED,
    BLOW,
    CLEAR,
    DX,
    DY,
    FELLED,
    GLASS,
    GLASS_SOUND,
    GOES,
    IS_HINGED,
    LOSER,
    MOVER,
    NOBODY_THERE,
    NOTHING_THERE,
    SETTLED,
    SHOVE,
    SHOVED,
    SMASHED,
    STILL,
    STRIKE,
    STRUCK,
    UP,
    VERB_BASE,
)  # fmt: skip
from warbell.engine.events import audience_of, because, log, log_act
from warbell.engine.kernel import part, phase
from warbell.engine.noises import sound_of
from warbell.engine.people import is_infected, is_person
from warbell.engine.phases.strokes import move
from warbell.engine.wounds import wound


@part
def may_strike(ground, world, e, y, x):
    """ALLOWED, or why there is nothing to strike at on a cell: a body, a shut door or gate, glass."""
    if world.occupant[e, y, x] > 0:
        return ALLOWED
    if get(world.planes[e, BLOCKED], y, x):
        f = ground.fixture_at[y, x] - 1
        if f < 0 or IS_HINGED[ground.fixtures[f].kind]:  # a blocked cell without a fixture is glass
            return ALLOWED
    return NOTHING_THERE


@part
def may_shove(world, e, y, x):
    """ALLOWED, or why nobody can be shoved on a cell."""
    i = world.occupant[e, y, x] - 1
    return ALLOWED if i >= 0 and world.bodies[e, i].state == UP else NOBODY_THERE


@part
def _aim(world, e, p):
    """The cell (y, x) that the blow of person p lands on."""
    body = world.bodies[e, p]
    direction = world.hearts[e, p].order - VERB_BASE[STRIKE]
    return int(body.y + DY[direction]), int(body.x + DX[direction])


@part
def _strikes(world, e, y, x):
    """How many people strike at a cell in this beat."""
    count = 0
    for q in range(world.hearts.shape[1]):
        if ACTION_VERB[world.hearts[e, q].order] == STRIKE:
            at_y, at_x = _aim(world, e, q)
            count += at_y == y and at_x == x
    return count


@part
def _fells(world, e, p, i, y, x):
    """True if the blow of person p fells body i: an infected struck by two at once, from behind, or in its sleep."""
    target = world.bodies[e, i]
    if is_person(target):
        return False
    behind = target.facing == world.bodies[e, p].facing
    return behind or target.asleep == 1 or _strikes(world, e, y, x) > 1


@part
def _strike(ground, world, e, p):
    tuning = ground.tuning[0]
    y, x = _aim(world, e, p)
    kind, loud = BLOW, tuning.loud_strike
    i = world.occupant[e, y, x] - 1
    f = ground.fixture_at[y, x] - 1
    if i >= 0:
        wound(world, e, i, tuning.strike_damage)
        log_act(world, e, STRUCK, p, i, FELLED if _fells(world, e, p, i, y, x) else tuning.strike_damage)
        because(world, e, p, world.bodies[e, i])
    elif get(world.planes[e, BLOCKED], y, x):
        if f >= 0:
            world.fixtures[e, f].strength -= tuning.strike_door
        elif ground.terrain[y, x] == GLASS:
            kind, loud = GLASS_SOUND, tuning.loud_glass
            log(world, e, SMASHED, p, -1, y, x, 0, audience_of(p))
    sound_of(world, e, p, kind, loud)


@part
def _land(ground, world, e, p):
    """What the blow of p comes to once everybody's has landed: glass is gone, the felled do nothing more."""
    y, x = _aim(world, e, p)
    i = world.occupant[e, y, x] - 1
    if i >= 0:
        if _fells(world, e, p, i, y, x):
            target = world.bodies[e, i]
            target.hp = min(0, target.hp)
            target.stun = max(target.stun, 1)
    elif ground.terrain[y, x] == GLASS:
        drop(world.planes[e, BLOCKED], y, x)
        put(world.planes[e, CLEAR], y, x)


@part
def _shove(world, e, p, direction):
    pusher = world.bodies[e, p]
    i = world.occupant[e, pusher.y + DY[direction], pusher.x + DX[direction]] - 1
    if i < 0:
        return
    body = world.bodies[e, i]
    if body.shoved == 0:
        body.shoved = 1
        body.intent = direction
        body.moved = MOVER
    elif body.intent != direction:
        body.moved = LOSER
    if is_infected(body):
        body.stun = max(body.stun, 1)
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
            if verb == STRIKE:
                _strike(ground, world, e, p)
            else:
                if shoves == 0:
                    for i in range(world.bodies.shape[1]):
                        world.bodies[e, i].moved = SETTLED
                _shove(world, e, p, direction)
                shoves += 1
    for p in range(world.hearts.shape[1]):
        if ACTION_VERB[world.hearts[e, p].order] == STRIKE:
            _land(ground, world, e, p)
    if shoves > 0:
        # A body shoved two ways is no mover at all, so nobody's shove is hindered by it.
        for i in range(world.bodies.shape[1]):
            if world.bodies[e, i].moved == LOSER:
                world.bodies[e, i].moved = SETTLED
        move(ground, world, e)
        for i in range(world.bodies.shape[1]):
            body = world.bodies[e, i]
            if body.shoved > 0:
                if body.moved == GOES and is_infected(body):
                    body.stun = max(body.stun, ground.tuning[0].shove_stun)
                body.shoved = 0
                body.asleep = 0
                body.intent = STILL
