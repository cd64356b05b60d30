"""Strangers: what people without a seat do next, from what they make out, hear and are given."""

from naive.orders import ACTIONS, link_at
from naive.world import alive, beside, cast, infected, log, person, sees_body, standing

from warbell.engine import codes as c

KIND = (c.COMFORTED, c.TENDED)


def _seen(state, q):
    """The bodies that person q makes out."""
    return [i for i, body in enumerate(state.bodies) if body.state <= c.DEAD and sees_body(state, q, body.at)]


def _trust(state, q):
    heart = state.hearts[q]
    kind = {event.who for event in state.events if event.whom == q and event.who != q
            and (event.kind in KIND or (event.kind == c.GAVE and event.value == c.FOOD))}  # fmt: skip
    friend = min(kind, key=lambda p: cast(state, state.bodies[p].id, c.D_SHARE), default=None)
    if friend is not None and heart.trusts != friend + 1:
        heart.trusts, heart.halted = friend + 1, 0
        if heart.manner != c.STAYS:
            log(state, c.JOINED, q, friend, state.bodies[q].at, 0, {q, friend})
    if heart.trusts:
        heart.halted = {c.STOP: 1, c.COME: 0, c.GO: 0}.get(_said(state, q, heart.trusts - 1), heart.halted)


def _said(state, q, friend):
    for _, kind, _, voice, signal in state.heard[q]:
        if kind == c.VOICE and voice == friend:
            return signal
    return state.bodies[friend].sign if friend in _seen(state, q) else c.NO_SIGNAL


def _gap(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _free(state, cell):
    return cell in state.clear and cell not in standing(state)


def _order(verb, way):
    return ACTIONS.index((verb, way, None, None))


def _toward(state, q, cell, verb):
    here = state.bodies[q].at
    south, east = cell[0] - here[0], cell[1] - here[1]
    ways = [(abs(south), c.SOUTH if south > 0 else c.NORTH), (abs(east), c.EAST if east > 0 else c.WEST)]
    if abs(east) > abs(south):
        ways.reverse()
    for far, way in ways:
        if far and _free(state, beside(here, way)):
            return _order(verb, way)
    return c.WAIT


def _wish(state, q):
    me, heart, tuning = state.bodies[q], state.hearts[q], state.tuning
    seen = _seen(state, q)
    foes = [state.bodies[i].at for i in seen
            if infected(state.bodies[i]) and state.bodies[i].state == c.UP and not state.bodies[i].asleep]  # fmt: skip
    near = min((_gap(me.at, foe) for foe in foes), default=None)
    if near is not None and near <= tuning.flees_at:
        first = cast(state, me.id, c.D_FLEE) >> 62
        ways = [(first + turn) % 4 for turn in range(4)]
        better = {way: min(_gap(beside(me.at, way), foe) for foe in foes) for way in ways
                  if _free(state, beside(me.at, way))}  # fmt: skip
        way = max(better, key=better.get, default=None)
        if way is None or better[way] <= near:
            return c.WAIT
        return _order(c.RUN if near <= tuning.runs_at and not me.load else c.STEP, way)
    friend = heart.trusts - 1
    company = friend in seen and _gap(state.bodies[friend].at, me.at) <= 2
    wounded = 2 * me.hp <= tuning.person_hp and not me.salve
    if wounded and (state.clock.beat + me.id) % tuning.cry_every == 0 and not company:
        return ACTIONS.index((c.CALL, c.HERE, c.HELP, None))
    if heart.manner == c.STAYS:
        return c.WAIT
    if heart.trusts:
        return _go_with(state, q, friend, seen)
    if heart.manner == c.HIDES and me.at != (me.goal_y, me.goal_x):
        return _toward(state, q, (me.goal_y, me.goal_x), c.SNEAK)
    return c.WAIT


def _make_way(state, q, other):
    """Out of the way that somebody looks, to a side that the die says first, else on."""
    me = state.bodies[q]
    if beside(other.at, other.facing) != me.at:
        return c.WAIT
    first, second = ((1, 3), (3, 1))[cast(state, me.id, c.D_FLEE) >> 63]
    for turn in (first, second, 0):
        way = (other.facing + turn) % 4
        if _free(state, beside(me.at, way)):
            return _order(c.STEP, way)
    return c.WAIT


def _go_with(state, q, friend, seen):
    me, heart, other = state.bodies[q], state.hearts[q], state.bodies[friend]
    if friend in seen and person(other):
        (me.goal_y, me.goal_x), me.trail = other.at, 1
        if heart.halted:
            return c.WAIT
        if _gap(other.at, me.at) <= 1:
            return _make_way(state, q, other)
        return _toward(state, q, other.at, c.SNEAK if other.gait == c.SNEAK_GAIT else c.STEP)
    if heart.halted or not me.trail:
        return c.WAIT
    if me.at != (me.goal_y, me.goal_x):
        return _toward(state, q, (me.goal_y, me.goal_x), c.STEP)
    for way in range(4):
        if beside(me.at, way) in state.ground.exits and _free(state, beside(me.at, way)):
            return _order(c.STEP, way)
    me.trail = 0
    return c.WAIT if link_at(state, me.at)[0] is None else _order(c.LINK, c.HERE)


def strangers(state):
    for q in state.persons:
        me = state.bodies[q]
        if q not in state.seats and person(me) and alive(me):
            _trust(state, q)
            if me.state == c.UP and not me.carrier:
                state.hearts[q].wish = _wish(state, q)
