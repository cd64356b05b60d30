"""Strokes: on lub only those who run move, on dub everyone who moves; all at once and exactly.

Reads orders, intents, planes, links. Writes body places, occupant, gaits, loudness.
The rules are those of multi-agent path finding: no two bodies in a cell, no two bodies swapping cells, following into
a cell that is being left is allowed and so is a rotation of three or more. A contested cell goes to the contestant
whose direction of arrival comes first from a direction that the dice draw for that cell and beat.
"""

from warbell.engine.bits import U0, bit, get, put, set_in
from warbell.engine.borne import bring_along, is_ridden
from warbell.engine.brinks import NO_FACADE, base_at, rope_hangs
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    ALONG,
    BLOCKED,
    BUMPED,
    CHEST,
    CLEAR,
    D_CONTEST,
    DROPPED,
    DRY,
    DX,
    DY,
    EAR_FIELD,
    FACADE,
    FOOTSTEPS,
    GOES,
    IN_THE_WAY,
    LADDER,
    LADEN,
    LINK,
    LINKED,
    LOSER,
    MOVER,
    NO_LINK,
    NO_WAY,
    ON_PATH,
    ON_THE_LINE,
    REST,
    ROPE,
    RUBBLE,
    RUN,
    RUN_GAIT,
    RUNNING,
    SETTLED,
    SHUFFLING,
    SHUT_WAY,
    SNEAK,
    SNEAK_GAIT,
    STAIRS,
    STEP,
    STEP_GAIT,
    STILL,
    THUD,
    UP,
    VERB_BASE,
    ZIPLINE,
)  # fmt: skip
from warbell.engine.dice import below
from warbell.engine.events import audience_of, log, log_act
from warbell.engine.kernel import part, phase
from warbell.engine.noises import sound_of
from warbell.engine.people import is_person
from warbell.engine.phases.treading import tread
from warbell.engine.things import has_things
from warbell.engine.water import has_water, is_adrift, wades, water_at
from warbell.engine.wounds import wound

LUB, DUB = 0, 1


@part
def may_step(ground, world, e, y, x):
    """ALLOWED, or why nobody can set out for a cell."""
    if get(ground.solid, y, x):
        return NO_WAY
    return SHUT_WAY if get(world.planes[e, BLOCKED], y, x) else ALLOWED


@part
def may_link(ground, world, e, body):
    """ALLOWED, or why a body cannot take the link under it."""
    k = ground.link_at[body.y, body.x] - 1
    if k < 0:
        return NO_LINK
    if base_at(ground, body.y, body.x) != NO_FACADE and not rope_hangs(world, e, body.y, body.x):
        return NO_WAY
    link = ground.links[k]
    if link.kind == ZIPLINE:
        if link.y0 != body.y or link.x0 != body.x:
            return NO_WAY
        return ON_THE_LINE if is_ridden(world, e, k) else ALLOWED
    return LADEN if link.kind != STAIRS and body.load > 0 else ALLOWED


@part
def destination(ground, body):
    """The cell (y, x) that a body's intent leads to."""
    if body.intent == ALONG:
        link = ground.links[ground.link_at[body.y, body.x] - 1]
        if link.y0 == body.y and link.x0 == body.x:
            return int(link.y1), int(link.x1)
        return int(link.y0), int(link.x0)
    return body.y + DY[body.intent], body.x + DX[body.intent]


@part
def _arrival(ground, world, e, y, x, way):
    """Index of the mover that comes into (y, x) from the neighbour `way` (0..3, or ALONG its link), or -1."""
    if way == ALONG:
        k = ground.link_at[y, x] - 1
        if k < 0:
            return -1
        link = ground.links[k]
        at_start = link.y0 == y and link.x0 == x
        i = world.occupant[e, link.y1, link.x1] - 1 if at_start else world.occupant[e, link.y0, link.x0] - 1
        wanted = ALONG
    else:
        i = world.occupant[e, y + DY[way], x + DX[way]] - 1
        wanted = (way + 2) & 3
    if i < 0:
        return -1
    body = world.bodies[e, i]
    if body.intent == wanted and body.moved in (MOVER, LOSER):
        return i
    return -1


@part
def _wins(ground, world, e, i, y, x):
    """True if mover i wins cell (y, x) against everyone else who wants it this stroke."""
    clock = world.clock[e]
    body = world.bodies[e, i]
    mine = ALONG if body.intent == ALONG else (int(body.intent) + 2) & 3
    first = -1
    ways = 5 if ground.links.shape[0] > 0 else 4
    for way in range(ways):
        if way != mine and _arrival(ground, world, e, y, x, way) >= 0:
            if first < 0:
                first = below(5, clock.key, y * world.occupant.shape[2] + x, D_CONTEST)
            if (way - first) % 5 < (mine - first) % 5:
                return False
    return True


@part
def _resolve_chain(ground, world, e, start):
    """Decide for mover `start`, and for all in front of it, whether they go."""
    i = start
    length = 0
    goes = False
    while True:
        body = world.bodies[e, i]
        body.moved = ON_PATH
        length += 1
        y, x = destination(ground, body)
        ahead = world.occupant[e, y, x] - 1
        if ahead < 0:
            goes = True
            break
        state = world.bodies[e, ahead].moved
        if state == MOVER:
            i = ahead
            continue
        # Winners are one to a cell, so a path can only close on its own start: a rotation, or a swap of two.
        goes = state == GOES or (state == ON_PATH and length > 2)
        break
    i = start
    for _ in range(length):
        body = world.bodies[e, i]
        y, x = destination(ground, body)
        body.moved = GOES if goes else LOSER
        i = world.occupant[e, y, x] - 1


@part
def _gather(ground, world, e, movers, wanted, contested):
    """Note in movers the bodies that can set out, a bit each, and mark the cells that one wants, or several."""
    movers[:] = U0
    wanted[:] = U0
    contested[:] = U0
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if body.moved == MOVER:
            y, x = destination(ground, body)
            if not get(world.planes[e, CLEAR], y, x):
                body.moved = SETTLED
                continue
            movers[i >> 6] |= bit(i & 63)
            put(contested if get(wanted, y, x) else wanted, y, x)


@part
def move(ground, world, e):
    """Move at once every body marked MOVER along its intent; those that went are left GOES, the others LOSER."""
    bodies, movers = world.bodies, world.found[e, 0]  # a row's place until the eyes phase needs it, and two planes'
    wanted, contested = world.sound[EAR_FIELD, 0], world.sound[EAR_FIELD, 1]
    _gather(ground, world, e, movers, wanted, contested)
    for i in set_in(movers):
        y, x = destination(ground, bodies[e, i])
        if get(contested, y, x) and not _wins(ground, world, e, i, y, x):
            bodies[e, i].moved = LOSER
    for i in set_in(movers):
        body = bodies[e, i]
        if body.moved == MOVER:
            y, x = destination(ground, body)
            if world.occupant[e, y, x] == 0:
                body.moved = GOES
            else:
                _resolve_chain(ground, world, e, i)
    for i in set_in(movers):
        body = bodies[e, i]
        if body.moved == GOES:
            world.occupant[e, body.y, body.x] = 0
    for i in set_in(movers):
        body = bodies[e, i]
        if body.moved == GOES:
            y, x = destination(ground, body)
            body.y = y
            body.x = x
            world.occupant[e, y, x] = i + 1
            bring_along(world, e, i)
            if has_things(world):
                tread(ground, world, e, i)


@part
def _kind_under(ground, body):
    """The kind of the link on whose end a body is."""
    return ground.links[ground.link_at[body.y, body.x] - 1].kind


@part
def _plan_person(ground, world, e, p, stroke):
    """Turn the order of person p into an intent for this stroke and mark it MOVER if it moves now."""
    body = world.bodies[e, p]
    action = world.hearts[e, p].order
    verb = ACTION_VERB[action]
    body.moved = SETTLED
    body.intent = STILL
    if body.carrier < 0:  # rides a zipline, which counts its beats, or hangs under a drone
        return
    if verb not in (STEP, RUN, SNEAK, LINK) or (verb == LINK and _kind_under(ground, body) == ZIPLINE):
        body.crept = 0
        return
    if body.stun > 0:  # fell in the first stroke
        return
    if verb == LINK:
        body.intent = ALONG
        kind = _kind_under(ground, body)
        slow = kind == LADDER or (kind == FACADE and rope_hangs(world, e, body.y, body.x))
    else:
        body.intent = action - VERB_BASE[verb]
        body.facing = body.intent
        slow = verb == SNEAK or body.load > 0
    if stroke == LUB:
        if verb == RUN:
            body.moved = MOVER
        return
    if verb == RUN and body.gait == RUN_GAIT and wades(world, e, p):  # the first stroke ended in water
        return
    slow = slow or water_at(world, e, body.y, body.x) >= CHEST
    if slow and body.crept == 0:
        body.crept = 1
        body.gait = SNEAK_GAIT
        return
    body.moved = MOVER


@part
def _wade(ground, world, e, i):
    """What water does to where infected i means to go: to the chest it goes every second beat, deeper it drifts."""
    body = world.bodies[e, i]
    if is_adrift(world, e, body):
        body.intent = ground.drift[body.y, body.x]
    if water_at(world, e, body.y, body.x) >= CHEST and (world.clock[e].beat + body.id) % 2 == 1:
        body.intent = STILL


@part
def _splash(ground, world, e, body):
    """How much louder a move is for the water that it ended in."""
    return ground.tuning[0].loud_wade if water_at(world, e, body.y, body.x) > DRY else 0


@part
def _lub(ground, world, e):
    runners = 0
    for p in range(world.hearts.shape[1]):
        runners += ACTION_VERB[world.hearts[e, p].order] == RUN
    if runners == 0:
        return
    for i in range(world.bodies.shape[1]):
        world.bodies[e, i].moved = SETTLED
    for p in range(world.hearts.shape[1]):
        if is_person(world.bodies[e, p]):
            _plan_person(ground, world, e, p, LUB)
    move(ground, world, e)
    for p in range(world.hearts.shape[1]):
        if world.bodies[e, p].moved == GOES:
            world.bodies[e, p].gait = RUN_GAIT


@part
def _land(ground, world, e, p, link):
    """Person p has dropped down a facade: with a rope unhurt and unheard. Who is up there sees them go."""
    points = 0 if world.packs[e, p, ROPE] > 0 else ground.tuning[0].fall_damage * link.height
    if world.packs[e, p, ROPE] == 0:
        wound(world, e, p, points)
        world.bodies[e, p].foe = 0  # nobody's doing
        sound_of(world, e, p, THUD, ground.tuning[0].loud_fall)
    log(world, e, DROPPED, p, -1, link.y1, link.x1, points, audience_of(p))


@part
def _take_link(ground, world, e, p):
    """Person p has come along a link; True if it was a drop: of a facade where no rope ladder hangs."""
    body = world.bodies[e, p]
    link = ground.links[ground.link_at[body.y, body.x] - 1]
    if link.kind == FACADE and not rope_hangs(world, e, body.y, body.x):
        _land(ground, world, e, p, link)
        return True
    log_act(world, e, LINKED, p, -1, link.kind)
    return False


@part
def _settle_person(ground, world, e, p):
    """What a person's stroke came to: gait, loudness, the bump."""
    body = world.bodies[e, p]
    tuning = ground.tuning[0]
    verb = ACTION_VERB[world.hearts[e, p].order]
    dropped = False
    if body.moved == GOES:
        body.crept = 0
        if verb == LINK:
            dropped = _take_link(ground, world, e, p)
        if verb == RUN:
            body.gait = RUN_GAIT
        elif verb == SNEAK:
            body.gait = SNEAK_GAIT
        else:
            body.gait = STEP_GAIT
    elif body.intent != STILL and body.gait == REST:
        log(world, e, BUMPED, p, -1, body.y, body.x, IN_THE_WAY, audience_of(p))
    body.intent = STILL
    loud = tuning.loud_run if body.gait == RUN_GAIT else tuning.loud_step if body.gait == STEP_GAIT else 0
    if loud > 0 and ground.terrain[body.y, body.x] == RUBBLE:
        loud += tuning.loud_rubble
    if body.gait != REST:
        loud += _splash(ground, world, e, body)
    if not dropped:
        sound_of(world, e, p, RUNNING if body.gait == RUN_GAIT else FOOTSTEPS, loud)


@phase
def strokes(ground, world, e):
    """Both strokes of the beat."""
    _lub(ground, world, e)
    persons = world.hearts.shape[1]
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if is_person(body):
            _plan_person(ground, world, e, i, DUB)
        else:
            if has_water(world):
                _wade(ground, world, e, i)
            able = body.state == UP and body.stun == 0 and body.intent != STILL
            body.moved = MOVER if able else SETTLED
    move(ground, world, e)
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if is_person(body):
            if i < persons:
                _settle_person(ground, world, e, i)
        else:
            if body.moved == GOES:
                if body.intent < ALONG:
                    body.facing = body.intent
                body.gait = STEP_GAIT
                sound_of(world, e, i, SHUFFLING, ground.tuning[0].loud_shuffle + _splash(ground, world, e, body))
            body.intent = STILL
