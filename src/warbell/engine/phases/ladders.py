"""Ladders: climbers that stand on one another at a facade; how it falls, who comes onto it, who goes over its top.

Reads places, stuns, health, what is set on bases. Writes who bears whom, places, stuns, health, noises, events. Whoever
is on a ladder has no cell: it is where the foot is. Ladders take their turns, and climbers at one theirs, by draws.
"""

from warbell.engine.bits import get
from warbell.engine.borne import bear, height, topmost, unbear
from warbell.engine.brinks import base_at, foot_of, has_facades
from warbell.engine.codes import (
    CLEAR,
    CLIMBED,
    CLIMBER,
    D_BRINK,
    D_FALL,
    D_LADDER,
    DX,
    DY,
    FACADE,
    LADDER_FELL,
    MOVER,
    NAILS,
    ON_SHOULDERS,
    REST,
    SETTLED,
    SLICK,
    STEP_GAIT,
    STILL,
    THUD,
    UP,
)  # fmt: skip
from warbell.engine.dice import below, draw
from warbell.engine.events import UNTOLD, log
from warbell.engine.kernel import part, phase
from warbell.engine.noises import noise, sound_of
from warbell.engine.phases.hunting import awake
from warbell.engine.things import thing_at
from warbell.engine.wounds import wound

NONE = -1


@part
def _is_foot(world, e, i):
    """True if others stand on body i, and it on nobody."""
    body = world.bodies[e, i]
    return body.load > 0 and body.carrier == 0 and world.bodies[e, body.load - 1].borne == ON_SHOULDERS


@part
def _holds(ground, world, e, foot):
    """True while a foot bears: up, not stunned, on the base of its facade, and that without oil."""
    body = world.bodies[e, foot]
    able = body.state == UP and body.stun == 0 and body.hp > 0
    at_base = body.facade == 0 or base_at(ground, body.y, body.x) == body.facade - 1
    return able and at_base and thing_at(world, e, body.y, body.x) != SLICK


@part
def _lowest_that_falls(ground, world, e, foot):
    """The lowest on the ladder of a foot that has no hold, and all above it have none; NONE if all hold."""
    on = world.bodies[e, foot].load - 1
    if not _holds(ground, world, e, foot):
        return on
    while on >= 0:
        body = world.bodies[e, on]
        if body.stun > 0 or body.hp <= 0:
            return on
        on = body.load - 1
    return NONE


@part
def _is_free(world, e, y, x):
    return get(world.planes[e, CLEAR], y, x) and world.occupant[e, y, x] == 0


@part
def _room(world, e, y, x, first, far):
    """(y, x) of the first free cell around a foot, going round from a direction; (NONE, NONE) if there is none.

    Those beside it come first, then, if `far`, those two steps away that can be walked to past whoever stands there.
    """
    for turn in range(4):
        way = (first + turn) & 3
        if _is_free(world, e, y + DY[way], x + DX[way]):
            return int(y + DY[way]), int(x + DX[way])
    for turn in range(8 if far else 0):
        way = (first + turn // 2) & 3
        mid_y, mid_x = int(y + DY[way]), int(x + DX[way])
        onward = (way + (turn & 1)) & 3
        if get(world.planes[e, CLEAR], mid_y, mid_x) and _is_free(world, e, mid_y + DY[onward], mid_x + DX[onward]):
            return int(mid_y + DY[onward]), int(mid_x + DX[onward])
    return NONE, NONE


@part
def _comes_off(world, e, foot, far):
    """Whoever is topmost on the ladder of a foot comes onto a free cell around it, and who that is.

    NONE if there is no room: it clings where it is.
    """
    i, base = topmost(world, e, foot), world.bodies[e, foot]
    first = below(4, world.clock[e].key, world.bodies[e, i].id, D_FALL)
    y, x = _room(world, e, base.y, base.x, first, far)
    if y == NONE:
        return NONE
    unbear(world, e, i)
    world.bodies[e, i].y, world.bodies[e, i].x = y, x
    world.occupant[e, y, x] = i + 1
    return i


@part
def _fall(ground, world, e, foot, lowest):
    """The ladder of a foot falls from its top down to the `lowest` that has no hold."""
    tuning, base = ground.tuning[0], world.bodies[e, foot]
    fallen, last = 0, NONE
    while last != lowest:
        storeys = height(world, e, topmost(world, e, foot))
        i = _comes_off(world, e, foot, True)
        if i == NONE:
            break
        wound(world, e, i, tuning.ladder_hurt * storeys)
        world.bodies[e, i].stun = max(world.bodies[e, i].stun, tuning.ladder_stun * storeys)
        sound_of(world, e, i, THUD, tuning.loud_fall)
        fallen += 1
        last = i
    if fallen > 0:
        log(world, e, LADDER_FELL, last, foot, base.y, base.x, fallen, UNTOLD)


@part
def _settle(ground, world, e, foot):
    """What becomes of the ladder of a foot: it falls, comes apart once there is nothing to climb for, or stands."""
    lowest = _lowest_that_falls(ground, world, e, foot)
    if lowest != NONE:
        _fall(ground, world, e, foot, lowest)
    elif world.bodies[e, foot].facade == 0:
        i = _comes_off(world, e, foot, False)
        if i != NONE:
            sound_of(world, e, i, NAILS, ground.tuning[0].loud_nails)


@part
def _first_foot(world, e):
    """Of all feet whose turn has not been, the one with the lowest draw."""
    key, found = world.clock[e].key, NONE
    for i in range(world.bodies.shape[1]):
        if world.bodies[e, i].moved == MOVER:
            mine = draw(key, world.bodies[e, i].id, D_LADDER)
            if found == NONE or mine < draw(key, world.bodies[e, found].id, D_LADDER):
                found = i
    return found


@part
def _next_up(world, e, k, foot):
    """Who of those beside the foot that mean to go up facade k has the lowest draw; NONE if there are none."""
    key, base, found = world.clock[e].key, world.bodies[e, foot], NONE
    for way in range(4):
        i = world.occupant[e, base.y + DY[way], base.x + DX[way]] - 1
        if i < 0:
            continue
        body = world.bodies[e, i]
        ready = awake(body, CLIMBER) and body.load == 0 and body.facade == k + 1 and body.gait == REST
        mine = draw(key, body.id, D_LADDER)
        if ready and (found == NONE or mine < draw(key, world.bodies[e, found].id, D_LADDER)):
            found = i
    return found


@part
def _go_over(ground, world, e, i, k):
    """Climber i comes over the top of facade k, onto it or beside it; False if there is no room."""
    link, clock, body = ground.links[k], world.clock[e], world.bodies[e, i]
    y, x = int(link.y1), int(link.x1)
    if not _is_free(world, e, y, x):
        first = below(4, clock.key, y * world.occupant.shape[2] + x, D_BRINK)
        y, x = _room(world, e, y, x, first, False)
    if y == NONE:
        return False
    world.occupant[e, body.y, body.x] = 0
    body.y, body.x = y, x
    world.occupant[e, y, x] = i + 1
    body.facade = 0
    body.intent = STILL
    body.gait = STEP_GAIT
    log(world, e, CLIMBED, i, -1, y, x, link.height, UNTOLD)
    return True


@part
def _climb(ground, world, e, k):
    """One climber at facade k comes onto the ladder; or, if that is high enough, is on its way over the top."""
    foot = foot_of(ground, world, e, k)
    if foot < 0 or not _holds(ground, world, e, foot):
        return
    tuning, base, link = ground.tuning[0], world.bodies[e, foot], ground.links[k]
    i = _next_up(world, e, k, foot)
    if i == NONE:
        base.crept = 0
        return
    on = topmost(world, e, foot)
    if height(world, e, on) + 1 < link.height:
        bear(world, e, i, on, ON_SHOULDERS)
        world.bodies[e, i].intent = STILL
        sound_of(world, e, i, NAILS, tuning.loud_nails)
        return
    base.crept += 1
    noise(world, e, NAILS, link.y1, link.x1, tuning.loud_nails).by = i  # just below the brink
    if base.crept >= tuning.climb_beats and _go_over(ground, world, e, i, k):
        base.crept = 0


@phase
def ladders(ground, world, e):
    """Phase: every ladder stands or falls, and whoever is at one goes up."""
    if not has_facades(ground):
        return
    feet = 0
    for i in range(world.bodies.shape[1]):
        foot = _is_foot(world, e, i)
        world.bodies[e, i].moved = MOVER if foot else SETTLED
        feet += foot
    for _ in range(feet):
        foot = _first_foot(world, e)
        world.bodies[e, foot].moved = SETTLED
        _settle(ground, world, e, foot)
    facades = ground.links.shape[0]
    first = below(facades, world.clock[e].key, facades, D_BRINK)
    for turn in range(facades):
        k = (first + turn) % facades
        if ground.links[k].kind == FACADE:
            _climb(ground, world, e, k)
