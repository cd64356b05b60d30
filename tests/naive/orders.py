"""Orders: every action spelled out, which of them are possible, and the settling of a beat's orders."""

from naive.dice import beat_key, chance
from naive.world import able, beside, person_at, refuse, standing

from warbell.engine import codes as c

HERE = c.HERE


def _all_actions():
    """(verb, direction, signal, item) of every action in the order of their numbers."""
    for verb in range(c.N_VERBS):
        if verb == c.SET:
            yield from ((verb, way, None, item) for item in range(c.N_OBJECTS) for way in range(4))
        elif verb == c.WHISPER:
            yield from ((verb, way, signal, None) for signal in range(c.N_SIGNALS) for way in range(4))
        elif verb in (c.CALL, c.SIGN):
            yield from ((verb, HERE, signal, None) for signal in range(c.N_SIGNALS))
        elif verb in (c.USE, c.TAKE, c.TEND):
            yield from ((verb, way, None, None) for way in range(5))
        elif verb in (c.STEP, c.RUN, c.SNEAK, c.STRIKE, c.SHOVE, c.GIVE, c.CARRY, c.COMFORT):
            yield from ((verb, way, None, None) for way in range(4))
        else:
            yield verb, HERE, None, None


ACTIONS = list(_all_actions())


def ordered(state, p):
    """(verb, direction, signal, item) that person p does this beat."""
    return ACTIONS[state.hearts[p].order]


def fixture_at(state, cell, *kinds):
    """Index of the fixture of one of these kinds on a cell, or None."""
    f = state.ground.fixture_at.get(cell)
    return f if f is not None and state.ground.fixtures[f].kind in kinds else None


def link_at(state, cell):
    """The link with an end on a cell and the other end, or (None, None)."""
    for link in state.ground.links:
        ends = (link.y0, link.x0), (link.y1, link.x1)
        if cell in ends:
            return link, ends[1 - ends.index(cell)]
    return None, None


def why_not(state, p, action):
    """ALLOWED, or why person p cannot do this now."""
    verb, way, _, item = ACTIONS[action]
    me = state.bodies[p]
    if verb == c.WAIT:
        return c.ALLOWED
    if not able(me):
        return c.UNABLE
    if verb in (c.CALL, c.SIGN):
        return c.ALLOWED
    if state.hearts[p].spent:
        return c.OFF_BALANCE
    if me.load and verb in (c.RUN, c.STRIKE, c.SHOVE, c.SET, c.CARRY, c.TEND):
        return c.LADEN
    there = beside(me.at, way)
    if verb in (c.STEP, c.RUN, c.SNEAK):
        if state.ground.terrain[there] in (c.WALL, c.EDGE):
            return c.NO_WAY
        return c.SHUT_WAY if there in state.blocked else c.ALLOWED
    if verb == c.LINK:
        return _why_not_link(state, me)
    if verb == c.RELEASE:
        return c.ALLOWED if me.load else c.LACKING
    if verb in (c.STRIKE, c.SHOVE):
        return _why_not_hit(state, verb, there)
    if verb in (c.USE, c.SET, c.TAKE):
        return why_not_fixture(state, p, verb, way, item)
    return why_not_person(state, p, verb, p if way == HERE else person_at(state, there))


def _why_not_link(state, me):
    link, _ = link_at(state, me.at)
    if link is None:
        return c.NO_LINK
    if link.kind == c.FACADE and me.at == (link.y0, link.x0):
        return c.NO_WAY
    return c.LADEN if link.kind in (c.LADDER, c.FACADE) and me.load else c.ALLOWED


def _why_not_hit(state, verb, there):
    i = standing(state).get(there)
    if verb == c.SHOVE:
        return c.ALLOWED if i is not None and state.bodies[i].state == c.UP else c.NOBODY_THERE
    glass = there in state.blocked and state.ground.terrain[there] == c.GLASS
    door = there in state.blocked and fixture_at(state, there, c.DOOR, c.GATE) is not None
    return c.ALLOWED if i is not None or glass or door else c.NOTHING_THERE


def why_not_fixture(state, p, verb, way, item):
    there = beside(state.bodies[p].at, way)
    door = fixture_at(state, there, c.DOOR, c.GATE)
    if verb == c.USE:
        if door is not None:  # nobody works the door they stand in, and nobody eats there
            return c.NOTHING_THERE if way == HERE or state.fixtures[door].state == c.BROKEN else c.ALLOWED
        if fixture_at(state, there, c.SWITCH, c.GENERATOR, c.WHEEL, c.ALARM) is not None:
            return c.ALLOWED
        return c.ALLOWED if way == HERE and state.packs[p][c.FOOD] else c.NOTHING_THERE
    if verb == c.SET:
        if item != c.PLANKS:
            return c.NOT_YET
        if not state.packs[p][c.PLANKS]:
            return c.LACKING
        closed = door is not None and state.fixtures[door].state in (c.SHUT, c.LOCKED, c.BARRICADED)
        return c.ALLOWED if closed else c.NOTHING_THERE
    cache = fixture_at(state, there, c.CACHE)
    if cache is None:
        return c.NOTHING_THERE
    return c.ALLOWED if any(state.stocks[cache]) else c.IS_EMPTY


def why_not_person(state, p, verb, q):
    if q is None:
        return c.NOBODY_THERE
    other, pack = state.bodies[q], state.packs[p]
    if verb == c.GIVE:
        return c.ALLOWED if any(pack) else c.LACKING
    if verb == c.CARRY:
        return c.ALLOWED if other.state == c.DOWN else c.NOBODY_THERE
    if verb == c.TEND:
        if other.state == c.DOWN:
            return c.ALLOWED
        if other.hp >= state.tuning.person_hp and other.timer < 0:
            return c.NOTHING_THERE
        return c.ALLOWED if pack[c.MEDICINE] else c.LACKING
    return c.ALLOWED if other.state == c.UP else c.NOBODY_THERE


def mask(state, p):
    return [int(why_not(state, p, action) == c.ALLOWED) for action in range(c.N_ACTIONS)]


def _slips(state, p):
    heart = state.hearts[p]
    if not able(state.bodies[p]) or heart.talents & c.STEADY:
        return False
    per_mille = (heart.fear - state.tuning.tremble_from) * state.tuning.tremble_per
    return chance(per_mille, state.clock.key, state.bodies[p].id, c.D_SLIP)


def sanitise(state, orders):
    state.clock.key = beat_key(state.clock.seed, state.clock.beat + 1)
    state.events, state.noises = [], []
    for body in state.bodies:
        body.gait = c.REST
        body.sign = c.NO_SIGNAL
    for fixture in state.fixtures:
        fixture.hands = 0
    for p in state.persons:
        heart = state.hearts[p]
        action = orders[p] if p in state.seats else heart.wish
        if not 0 <= action < c.N_ACTIONS:
            refuse(state, p, c.UNKNOWN_ORDER)
            action = c.WAIT
        if heart.late >= 0:
            if action != c.WAIT:
                refuse(state, p, c.STILL_BUSY)
            action, heart.late = heart.late, -1
        elif action != c.WAIT and _slips(state, p):
            refuse(state, p, c.SLIPPED)
            action, heart.late = c.WAIT, action
        why = why_not(state, p, action)
        if why != c.ALLOWED:
            refuse(state, p, why)
            action = c.WAIT
        elif heart.winded and ACTIONS[action][0] == c.RUN:
            action = ACTIONS.index((c.STEP, *ACTIONS[action][1:]))
        heart.order = action
        heart.wish = c.WAIT
        heart.spent = 0
        heart.hurt = 0
