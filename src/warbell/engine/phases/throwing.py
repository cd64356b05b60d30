"""Throwing, and wielding out of the hand: bottles and phones that lure, flares and torches, an extinguisher's cloud.

Reads orders, packs, planes. Writes packs, what burns in a hand, fields, noises, events. What is thrown flies in a
straight line over heads and stops short of a wall, a shut door or what stands in the way.
"""

from warbell.engine.actions import decode
from warbell.engine.bits import get
from warbell.engine.brinks import NO_FACADE, over_the_edge, top_at
from warbell.engine.burning import ignite
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    BLOCKED,
    BOTTLE,
    BRAND,
    D_SHARE,
    DX,
    DY,
    EXTINGUISHER,
    FLARE,
    GLASS_SOUND,
    HERE,
    LACKING,
    NO_THING,
    NO_WAY,
    NOT_YET,
    RINGING_PHONE,
    THREW,
    THROW,
    TORCH,
    WIELD,
    WIELDED,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import audience_of, log
from warbell.engine.kernel import part, phase
from warbell.engine.noises import noise
from warbell.engine.things import has_things, lay, puff, stir, thing_at

CLOUD_CELLS = 3  # how far an extinguisher's cloud goes


@part
def _has(world, e, p, item):
    """True if person p has an object, or a flare that burns already."""
    return world.packs[e, p, item] > 0 or (item == FLARE and world.hearts[e, p].flame > 0)


@part
def _bars_flight(ground, world, e, y, x):
    return get(ground.solid, y, x) or get(world.planes[e, BLOCKED], y, x)


@part
def may_throw(ground, world, e, p, item, direction, y, x):
    """ALLOWED, or why person p cannot throw an object over the cell (y, x) beside them."""
    if not has_things(world):
        return NOT_YET
    if not _has(world, e, p, item):
        return LACKING
    if direction == HERE:
        return ALLOWED if top_at(ground, world.bodies[e, p].y, world.bodies[e, p].x) != NO_FACADE else NO_WAY
    return NO_WAY if _bars_flight(ground, world, e, y, x) else ALLOWED


@part
def may_wield(world, e, p, item):
    """ALLOWED, or why person p cannot put an object to work out of the hand."""
    if not has_things(world) and item != TORCH:
        return NOT_YET
    return ALLOWED if _has(world, e, p, item) else LACKING


@part
def _landing(ground, world, e, p, direction, cells):
    """(y, x): where something comes down that person p throws so far; their own cell if it does not fly at all."""
    y, x = int(world.bodies[e, p].y), int(world.bodies[e, p].x)
    if direction == HERE:
        return over_the_edge(ground, y, x, HERE)
    for _ in range(cells):
        if _bars_flight(ground, world, e, y + DY[direction], x + DX[direction]):
            break
        y, x = int(y + DY[direction]), int(x + DX[direction])
    return y, x


@part
def _throw(ground, world, e, p):
    """What person p throws leaves their hands, and lands."""
    _, direction, _, item, cells = decode(world.hearts[e, p].order)
    heart, tuning = world.hearts[e, p], ground.tuning[0]
    left = int(tuning.flare_beats)
    if item == FLARE and heart.flame > 0:
        left = int(heart.flame)
        heart.flame = 0
    else:
        world.packs[e, p, item] -= 1
    y, x = _landing(ground, world, e, p, direction, cells)
    log(world, e, THREW, p, -1, y, x, item, audience_of(p))
    if item == BOTTLE:
        noise(world, e, GLASS_SOUND, y, x, tuning.loud_bottle).by = p
    elif item == FLARE:
        if not ignite(ground, world, e, y, x) and _lies(world, e, y, x):
            _drop(world, e, BRAND, y, x, left)
    elif _lies(world, e, y, x):
        _drop(world, e, RINGING_PHONE, y, x, tuning.phone_rings)


@part
def _lies(world, e, y, x):
    """True if something that comes down on a cell stays there: on another thing it breaks."""
    return thing_at(world, e, y, x) == NO_THING


@part
def _drop(world, e, thing, y, x, left):
    lay(world, e, thing, y, x, left)
    stir(world, e, y, x)


@part
def _wield_flare(ground, world, e, p, direction):
    """Person p lights a flare, if none burns in their hand, and holds it to what is there."""
    body, heart = world.bodies[e, p], world.hearts[e, p]
    if heart.flame == 0:
        world.packs[e, p, FLARE] -= 1
        heart.flame = ground.tuning[0].flare_beats
    ignite(ground, world, e, body.y + DY[direction], body.x + DX[direction])


@part
def _wield_torch(world, e, p, direction):
    """Person p lets a torch shine that way; where it does already, they put it out."""
    heart = world.hearts[e, p]
    heart.torch = 0 if heart.torch == 1 and world.bodies[e, p].facing == direction else 1


@part
def _let_go(ground, world, e, p, direction):
    """Person p empties an extinguisher: a cloud as far as it goes, and no fire in it."""
    body = world.bodies[e, p]
    world.packs[e, p, EXTINGUISHER] -= 1
    y, x = body.y, body.x
    for _ in range(CLOUD_CELLS):
        y, x = y + DY[direction], x + DX[direction]
        puff(ground, world, e, y, x, ground.tuning[0].cloud_beats)
        if _bars_flight(ground, world, e, y, x):
            break


@part
def _act(ground, world, e, p, clouds):
    """Let person p throw or wield what their order says, the extinguishers alone or all but them."""
    verb, direction, _, item, _ = decode(world.hearts[e, p].order)
    if (item == EXTINGUISHER) != clouds:
        return
    if verb == THROW:
        _throw(ground, world, e, p)
        return
    body = world.bodies[e, p]
    if clouds:
        _let_go(ground, world, e, p, direction)
    elif item == TORCH:
        _wield_torch(world, e, p, direction)
    else:
        _wield_flare(ground, world, e, p, direction)
    body.facing = direction
    log(world, e, WIELDED, p, -1, body.y, body.x, item, audience_of(p))


@part
def _next(world, e):
    """Of those whose turn is still to come the one with the lowest draw, or -1."""
    clock = world.clock[e]
    first = -1
    for p in range(world.hearts.shape[1]):
        if world.hearts[e, p].grant == 1:
            mine = draw(clock.key, world.bodies[e, p].id, D_SHARE)
            if first < 0 or mine < draw(clock.key, world.bodies[e, first].id, D_SHARE):
                first = p
    return first


@phase
def throwing(ground, world, e):
    """Phase: whatever flies or is wielded, by the draws of who does it; what puts fires out comes last."""
    busy = 0
    persons = world.hearts.shape[1]
    for p in range(persons):
        mine = ACTION_VERB[world.hearts[e, p].order] in (THROW, WIELD)
        world.hearts[e, p].grant = 1 if mine else 0
        busy += mine
    for _ in range(busy):
        p = _next(world, e)
        world.hearts[e, p].grant = 0
        _act(ground, world, e, p, False)
    if busy > 0:
        for p in range(persons):
            if ACTION_VERB[world.hearts[e, p].order] == WIELD:
                _act(ground, world, e, p, True)
