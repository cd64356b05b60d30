"""Strangers: what people without a seat do next, from what they make out, hear and are given."""

from naive.deeds import lives, regard
from naive.orders import ACTIONS, link_at
from naive.world import alive, beside, cast, infected, log, person, sees_body, standing, water

from warbell.engine import codes as c

KIND = (c.COMFORTED, c.TENDED)


def seen(state, q):
    """The bodies that person q makes out."""
    return [i for i, body in enumerate(state.bodies) if body.state <= c.DEAD and sees_body(state, q, body.at)]


def _trust(state, q):
    heart = state.hearts[q]
    kind = {event.who for event in state.events if event.whom == q and event.who != q
            and (event.kind in KIND or (event.kind == c.GAVE and event.value == c.FOOD))}  # fmt: skip
    friend = min(kind, key=lambda p: cast(state, state.bodies[p].id, c.D_SHARE), default=None)
    if friend is not None and heart.trusts != friend + 1 and regard(state, q, friend) >= 0:
        heart.trusts, heart.halted = friend + 1, 0
        if heart.manner != c.STAYS:
            log(state, c.JOINED, q, friend, state.bodies[q].at, 0, {q, friend})
    if heart.trusts:
        heart.halted = {c.STOP: 1, c.COME: 0, c.GO: 0}.get(_said(state, q, heart.trusts - 1), heart.halted)


def _said(state, q, friend):
    for _, kind, _, voice, signal in state.heard[q]:
        if kind == c.VOICE and voice == friend:
            return signal
    return state.bodies[friend].sign if friend in seen(state, q) else c.NO_SIGNAL


def gap(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def free(state, cell):
    return cell in state.clear and cell not in standing(state)


def sees_ground(state, q, cell):
    """True if person q sees the ground of a cell."""
    me = state.bodies[q]
    near = max(abs(cell[0] - me.y), abs(cell[1] - me.x)) <= state.tuning.dark_sight
    return cell in state.sight[q] and (near or cell in state.lit)


def goes(state, q, cell):
    """True if person q would step onto a cell: it is free, and they do not see that they would come into deep water."""
    level = water(state, cell)
    drowns = level >= c.CHEST and level > water(state, state.bodies[q].at) and sees_ground(state, q, cell)
    return free(state, cell) and not drowns


def out_of_water(state, q):
    me = state.bodies[q]
    level = water(state, me.at)
    warned = bool(state.wills) and state.wills[q].rises > 0
    if not (level >= c.CHEST or (level == c.ANKLE and warned)):
        return c.WAIT
    rungs = {end for link in state.ground.links if link.kind in (c.STAIRS, c.LADDER)
             for end in ((link.y0, link.x0), (link.y1, link.x1))}  # fmt: skip
    if me.at in rungs:
        return ACTIONS.index((c.LINK, c.HERE, None, None))
    shores = [cell for cell in state.clear if free(state, cell) and sees_ground(state, q, cell)
              and (cell in rungs or not water(state, cell))]  # fmt: skip
    return toward(state, q, min(shores, key=lambda cell: (gap(cell, me.at), cell)), c.STEP) if shores else c.WAIT


def _order(verb, way):
    return ACTIONS.index((verb, way, None, None))


def toward(state, q, cell, verb):
    here = state.bodies[q].at
    south, east = cell[0] - here[0], cell[1] - here[1]
    ways = [(abs(south), c.SOUTH if south > 0 else c.NORTH), (abs(east), c.EAST if east > 0 else c.WEST)]
    if abs(east) > abs(south):
        ways.reverse()
    for far, way in ways:
        if far and goes(state, q, beside(here, way)):
            return _order(verb, way)
    return c.WAIT


def dangers(state, q):
    """The cells of the infected that person q makes out awake."""
    foes = [state.bodies[i] for i in seen(state, q)]
    return [foe.at for foe in foes if infected(foe) and foe.state == c.UP and not foe.asleep]


def flee(state, q, foes):
    me = state.bodies[q]
    near = min(gap(me.at, foe) for foe in foes)
    first = cast(state, me.id, c.D_FLEE) >> 62
    ways = [(first + turn) % 4 for turn in range(4)]
    better = {way: min(gap(beside(me.at, way), foe) for foe in foes) for way in ways
              if goes(state, q, beside(me.at, way))}  # fmt: skip
    way = max(better, key=better.get, default=None)
    if way is None or better[way] <= near:
        return c.WAIT
    return _order(c.RUN if near <= state.tuning.runs_at and not me.load else c.STEP, way)


def calls(state, q):
    """True if wounded person q calls for help now."""
    me, friend = state.bodies[q], state.hearts[q].trusts - 1
    company = friend in seen(state, q) and gap(state.bodies[friend].at, me.at) <= 2
    wounded = 2 * me.hp <= state.tuning.person_hp and not me.salve
    return wounded and (state.clock.beat + me.id) % state.tuning.cry_every == 0 and not company


def _wish(state, q):
    me, heart = state.bodies[q], state.hearts[q]
    order = out_of_water(state, q)
    if order:
        return order
    if any(gap(me.at, foe) <= state.tuning.flees_at for foe in dangers(state, q)):
        return flee(state, q, dangers(state, q))
    if calls(state, q):
        return ACTIONS.index((c.CALL, c.HERE, c.HELP, None))
    if heart.manner == c.STAYS:
        return c.WAIT
    if heart.trusts:
        return go_with(state, q)
    if heart.manner == c.HIDES and me.at != (me.goal_y, me.goal_x):
        return toward(state, q, (me.goal_y, me.goal_x), c.SNEAK)
    return c.WAIT


def _make_way(state, q, other):
    """Out of the way that somebody looks, to a side that the die says first, else on."""
    me = state.bodies[q]
    if beside(other.at, other.facing) != me.at:
        return c.WAIT
    first, second = ((1, 3), (3, 1))[cast(state, me.id, c.D_FLEE) >> 63]
    for turn in (first, second, 0):
        way = (other.facing + turn) % 4
        if goes(state, q, beside(me.at, way)):
            return _order(c.STEP, way)
    return c.WAIT


def go_with(state, q):
    me, heart = state.bodies[q], state.hearts[q]
    friend = heart.trusts - 1
    other = state.bodies[friend]
    if friend in seen(state, q) and person(other):
        (me.goal_y, me.goal_x), me.trail = other.at, 1
        if heart.halted:
            return c.WAIT
        if gap(other.at, me.at) <= 1:
            return _make_way(state, q, other)
        return toward(state, q, other.at, c.SNEAK if other.gait == c.SNEAK_GAIT else c.STEP)
    if heart.halted or not me.trail:
        return c.WAIT
    if me.at != (me.goal_y, me.goal_x):
        if me.trail == 2:
            me.trail = 0
            return c.WAIT
        return toward(state, q, (me.goal_y, me.goal_x), c.STEP)
    for way in range(4):
        if beside(me.at, way) in state.ground.exits and goes(state, q, beside(me.at, way)):
            return _order(c.STEP, way)
    climbs = link_at(state, me.at)[0] is not None
    me.trail = 2 if climbs else 0
    return _order(c.LINK, c.HERE) if climbs else c.WAIT


def strangers(state):
    for q in state.persons:
        me = state.bodies[q]
        if q not in state.seats and person(me) and alive(me):
            _trust(state, q)
            if me.state == c.UP and not me.carrier and not lives(state, q):
                state.hearts[q].wish = _wish(state, q)
