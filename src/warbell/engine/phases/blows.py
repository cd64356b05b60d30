"""Blows: strikes and shoves, all landing at once on where bodies stand after the strokes.

Reads orders, occupant, planes, facing. Writes hp, stun, sleep, places of the shoved, glass, strength of doors,
loudness, events. One blow is a debt: it wounds, it is heard, and it keeps no infected from biting. Two blows on one
infected in the same beat fell it, and so does one from behind, or on a sleeper.
A body shoved in two different directions at once stays where it is, stunned for this beat.
"""

from warbell.engine.bits import drop, get, put
from warbell.engine.brinks import reached_from
from warbell.engine.burning import ignite
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    BLOCKED,
    BLOW,
    CLEAR,
    DESK,
    DX,
    DY,
    FELLED,
    GLASS,
    GLASS_SOUND,
    GOES,
    HERE,
    IS_HINGED,
    LOSER,
    MOP,
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
from warbell.engine.phases.desks import leans, push, pushes
from warbell.engine.phases.strokes import move
from warbell.engine.things import batter, has_things, is_firm_at, thing_at
from warbell.engine.wounds import wound


@part
def reach(world, e, p, way):
    """(y, x): where a blow or shove of person p lands; a mop reaches over a free cell to a body behind it."""
    body = world.bodies[e, p]
    y, x = int(body.y + DY[way]), int(body.x + DX[way])
    with_mop = has_things(world) and world.packs[e, p, MOP] > 0
    if with_mop and world.occupant[e, y, x] == 0 and get(world.planes[e, CLEAR], y, x):
        far_y, far_x = int(y + DY[way]), int(x + DX[way])
        if world.occupant[e, far_y, far_x] > 0:
            return far_y, far_x
    return y, x


@part
def may_strike(ground, world, e, y, x):
    """ALLOWED, or why there is nothing to strike at on a cell: a body, what is shut or stands in the way, glass."""
    if world.occupant[e, y, x] > 0:
        return ALLOWED
    if get(world.planes[e, BLOCKED], y, x):
        f = ground.fixture_at[y, x] - 1
        if f < 0 or IS_HINGED[ground.fixtures[f].kind]:  # a blocked cell without a fixture is glass, or a firm thing
            return ALLOWED
    return NOTHING_THERE


@part
def may_shove(world, e, y, x):
    """ALLOWED, or why nobody, and no desk, can be shoved on a cell."""
    i = world.occupant[e, y, x] - 1
    if i >= 0:
        return ALLOWED if world.bodies[e, i].state == UP else NOBODY_THERE
    return ALLOWED if thing_at(world, e, y, x) == DESK else NOBODY_THERE


@part
def may_shove_down(ground, world, e, y, x):
    """ALLOWED, or why there is nobody whom somebody on a cell can shove off a ladder below."""
    return ALLOWED if reached_from(ground, world, e, y, x) >= 0 else NOBODY_THERE


@part
def _aim(world, e, p):
    """The cell (y, x) that the blow of person p lands on."""
    return reach(world, e, p, world.hearts[e, p].order - VERB_BASE[STRIKE])


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
    if world.hearts[e, p].flame > 0:
        ignite(ground, world, e, y, x)
    if i >= 0:
        points = tuning.strike_damage + (tuning.flare_burn if world.hearts[e, p].flame > 0 else 0)
        wound(world, e, i, points)
        log_act(world, e, STRUCK, p, i, FELLED if _fells(world, e, p, i, y, x) else points)
        because(world, e, p, world.bodies[e, i])
    elif get(world.planes[e, BLOCKED], y, x):
        if f >= 0:
            world.fixtures[e, f].strength -= tuning.strike_door
        elif is_firm_at(world, e, y, x):
            batter(world, e, y, x, tuning.strike_door)
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
    elif ground.terrain[y, x] == GLASS and not is_firm_at(world, e, y, x):
        drop(world.planes[e, BLOCKED], y, x)
        put(world.planes[e, CLEAR], y, x)


@part
def _shove(world, e, p, direction):
    y, x = reach(world, e, p, direction)
    i = world.occupant[e, y, x] - 1
    if i < 0 or pushes(world, e, p) or leans(world, e, p) >= 0:
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


@part
def _shove_down(ground, world, e, p):
    """Person p on a brink shoves the topmost of the ladder below: it loses its hold, and falls in its phase."""
    pusher = world.bodies[e, p]
    i = reached_from(ground, world, e, pusher.y, pusher.x)
    if i >= 0:
        world.bodies[e, i].stun = max(world.bodies[e, i].stun, 1)
        log_act(world, e, SHOVED, p, i, HERE)


@phase
def blows(ground, world, e):
    """Every strike and shove of the beat."""
    shoves = 0
    for p in range(world.hearts.shape[1]):
        shoves += ACTION_VERB[world.hearts[e, p].order] == SHOVE
    if shoves > 0:
        for i in range(world.bodies.shape[1]):
            world.bodies[e, i].moved = SETTLED
    for p in range(world.hearts.shape[1]):
        action = world.hearts[e, p].order
        verb = ACTION_VERB[action]
        if verb in (STRIKE, SHOVE):
            body = world.bodies[e, p]
            direction = action - VERB_BASE[verb]
            if direction != HERE:
                body.facing = direction
            if verb == STRIKE:
                _strike(ground, world, e, p)
            elif direction == HERE:
                _shove_down(ground, world, e, p)
            else:
                _shove(world, e, p, direction)
    for p in range(world.hearts.shape[1]):
        if ACTION_VERB[world.hearts[e, p].order] == STRIKE:
            _land(ground, world, e, p)
    if shoves > 0:
        if has_things(world):
            push(ground, world, e)
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
