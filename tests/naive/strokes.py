"""Strokes: who goes is the greatest set of movers that leaves no two in a cell and lets nobody swap."""

from naive.dice import below
from naive.orders import link_at, ordered
from naive.things import tread
from naive.world import adrift, beside, infected, log, sound_of, standing, thing, water, wound

from warbell.engine import codes as c


def lands(state, body):
    """The cell that a body's intent leads to."""
    return link_at(state, body.at)[1] if body.intent == c.ALONG else beside(body.at, body.intent)


def _winner(state, cell, contestants):
    """The contestant whose direction of arrival comes first from the drawn one; 4 is the arrival by a link."""
    first = below(5, state.clock.key, cell[0] * state.ground.width + cell[1], c.D_CONTEST)
    sides = {i: 4 if way == c.ALONG else (way + 2) % 4 for i, way in contestants.items()}
    return min(contestants, key=lambda i: (sides[i] - first) % 5)


def move(state, ways):
    """Move at once all of {body index: intent} that can; returns those that went."""
    bodies = state.bodies
    targets = {}
    for i, way in ways.items():
        bodies[i].intent = way
        cell = lands(state, bodies[i])
        if cell in state.clear:
            targets[i] = cell
    wanted = {}
    for i, cell in targets.items():
        wanted.setdefault(cell, {})[i] = ways[i]
    going = {_winner(state, cell, rivals) for cell, rivals in wanted.items()}
    places = standing(state)

    def hindered(i):
        ahead = places.get(targets[i])
        return ahead is not None and (ahead not in going or targets[ahead] == bodies[i].at)

    while stuck := {i for i in going if hindered(i)}:
        going -= stuck
    for i in going:
        bodies[i].at = targets[i]
        load = bodies[i].load
        while load:
            bodies[load - 1].at = targets[i]
            load = bodies[load - 1].load
    for i in going:
        tread(state, i)
    return going


def _movers(state):
    """The persons who are ordered to move, with verb and intent."""
    for p in state.persons:
        verb, way, _, _ = ordered(state, p)
        if not infected(state.bodies[p]) and state.bodies[p].borne not in (c.ON_LINE, c.ON_DRONE):
            if state.bodies[p].stun and verb in (c.STEP, c.RUN, c.SNEAK, c.LINK):
                continue  # fell in the first stroke
            if verb in (c.STEP, c.RUN, c.SNEAK):
                yield p, verb, way
            elif verb == c.LINK and link_at(state, state.bodies[p].at)[0].kind != c.ZIPLINE:
                yield p, verb, c.ALONG
            else:
                state.bodies[p].crept = 0


def _is_slow(state, body, verb):
    if water(state, body.at) >= 2:
        return True
    if verb == c.LINK:
        hangs = thing(state, body.at) == c.ROPE_LADDER
        return link_at(state, body.at)[0].kind == c.LADDER or hangs
    return verb == c.SNEAK or body.load > 0


def _dub(state):
    ways = {}
    movers = list(_movers(state))
    for p, verb, way in movers:
        body = state.bodies[p]
        if way != c.ALONG:
            body.facing = way
        if verb == c.RUN and body.gait == c.RUN_GAIT and water(state, body.at):
            continue
        if _is_slow(state, body, verb) and body.crept == 0:
            body.crept, body.gait = 1, c.SNEAK_GAIT
        else:
            ways[p] = way
    for i, body in enumerate(state.bodies):
        if infected(body) and adrift(state, body):
            body.intent = state.ground.drift[body.at]
        if infected(body) and water(state, body.at) >= 2 and (state.clock.beat + body.id) % 2:
            continue
        if infected(body) and body.state == c.UP and body.stun == 0 and body.carrier == 0 and body.intent != c.STILL:
            ways[i] = body.intent
    went = move(state, ways)
    for p, verb, _ in movers:
        body = state.bodies[p]
        if p in went:
            body.crept = 0
            body.gait = {c.RUN: c.RUN_GAIT, c.SNEAK: c.SNEAK_GAIT}.get(verb, c.STEP_GAIT)
            if verb == c.LINK:
                _arrive(state, p, link_at(state, body.at)[0])
        elif body.gait == c.REST:
            log(state, c.BUMPED, p, -1, body.at, c.IN_THE_WAY, {p})
    for i in went:
        if infected(state.bodies[i]):
            body = state.bodies[i]
            body.gait = c.STEP_GAIT
            splash = state.tuning.loud_wade if water(state, body.at) else 0
            sound_of(state, i, c.SHUFFLING, state.tuning.loud_shuffle + splash)
            if body.intent != c.ALONG:
                body.facing = body.intent


def _arrive(state, p, link):
    """Person p has come along a link."""
    body, points = state.bodies[p], state.tuning.fall_damage * link.height
    if link.kind != c.FACADE or thing(state, body.at) == c.ROPE_LADDER:
        log(state, c.LINKED, p, -1, body.at, link.kind, {p})
        return
    body.dropped = True
    if state.packs[p][c.ROPE]:
        points = 0
    else:
        wound(state, p, points)
        body.foe = 0
        sound_of(state, p, c.THUD, state.tuning.loud_fall)
    log(state, c.DROPPED, p, -1, (link.y1, link.x1), points, {p})


def strokes(state):
    runners = {p: way for p, verb, way in _movers(state) if verb == c.RUN}
    for p, way in runners.items():
        state.bodies[p].facing = way
    for p in move(state, runners):
        state.bodies[p].gait = c.RUN_GAIT
    _dub(state)
    tuning = state.tuning
    for p in state.persons:
        body = state.bodies[p]
        dropped = vars(body).pop("dropped", False)
        if not infected(body) and not dropped and body.gait != c.REST:
            run = body.gait == c.RUN_GAIT
            loud = tuning.loud_run if run else tuning.loud_step if body.gait == c.STEP_GAIT else 0
            if loud and state.ground.terrain[body.at] == c.RUBBLE:
                loud += tuning.loud_rubble
            loud += tuning.loud_wade if water(state, body.at) else 0
            sound_of(state, p, c.RUNNING if run else c.FOOTSTEPS, loud)
    for body in state.bodies:
        body.intent = c.STILL
