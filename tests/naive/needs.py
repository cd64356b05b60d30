"""Needs: what people who live by them do next; the first of these that there is a reason for."""

from naive.deeds import friend, lives, regard, trusts
from naive.hands import fixture_at
from naive.orders import ACTIONS, stops, why_not
from naive.strangers import calls, dangers, flee, free, gap, go_with, goes, out_of_water, seen, toward
from naive.world import alive, beside, cast, infected, person, person_at, standing, thing

from warbell.engine import codes as c


def _order(verb, way=c.HERE, signal=None, item=None):
    return ACTIONS.index((verb, way, signal, item))


def _hurt(state, q):
    me = state.bodies[q]
    return me.timer >= 0 or 2 * me.hp <= state.tuning.person_hp


def _wanted(state, q):
    """The objects that person q has need of."""
    hungry = state.hearts[q].hunger >= state.tuning.asks_at
    return ({c.FOOD} if hungry else set()) | ({c.MEDICINE} if _hurt(state, q) else set())


def _spare(state, q):
    return next((k for k in range(c.N_OBJECTS) if state.packs[q][k] and k not in _wanted(state, q)), None)


def _neighbours(state, q):
    """{direction: person} of those beside person q whom they make out."""
    found = {way: person_at(state, beside(state.bodies[q].at, way)) for way in range(4)}
    return {way: p for way, p in found.items() if p is not None and p in seen(state, q)}


def _drawn(state, p):
    return cast(state, state.bodies[p].id, c.D_SHARE)


def _owes(state, q, p):
    return state.bodies[q].side == state.bodies[p].side or trusts(state, q, p)


def _doors(state, q, *states):
    for way in range(4):
        there = beside(state.bodies[q].at, way)
        f = fixture_at(state, there, c.DOOR)
        if f is not None and state.fixtures[f].state in states:
            yield way, there


def _in_danger(state, q, foes):
    me, heart = state.bodies[q], state.hearts[q]

    def safety(cell):
        return min(gap(cell, foe) for foe in foes)

    near = safety(me.at)
    for way, there in _doors(state, q, c.OPEN):
        if person_at(state, there) is None and free(state, there) and safety(there) < near:
            return _order(c.USE, way)
    ways = [beside(me.at, way) for way in range(4)]
    best = max([near, *(safety(cell) for cell in ways if goes(state, q, cell))])
    if heart.fear >= state.tuning.panics_at and not me.load:
        beyond = {way: p for way, p in _neighbours(state, q).items() if safety(beside(me.at, way)) > best}
        shoved = {way: p for way, p in beyond.items() if state.bodies[p].state == c.UP and not _owes(state, q, p)}
        if shoved:
            best = max(safety(beside(me.at, way)) for way in shoved)
            shoved = {_drawn(state, p): way for way, p in shoved.items() if safety(beside(me.at, way)) == best}
            return _order(c.SHOVE, shoved[min(shoved)])
    return flee(state, q, foes)


def _from_people(state, q):
    feared = [state.bodies[p].at for p in seen(state, q) if p in state.persons and p != q and person(state.bodies[p])
              and state.bodies[p].state == c.UP and -regard(state, q, p) >= state.tuning.fears_at]  # fmt: skip
    near = any(gap(cell, state.bodies[q].at) <= state.tuning.fears_within for cell in feared)
    return flee(state, q, feared) if near and not state.wills[q].rounds else c.WAIT


def _give_away(state, q):
    me, heart, will, tuning = state.bodies[q], state.hearts[q], state.wills[q], state.tuning
    friend = heart.trusts - 1
    if not heart.trusts:
        return c.WAIT
    in_sight = friend in seen(state, q)
    if in_sight and not (person(state.bodies[friend]) and alive(state.bodies[friend])):
        return c.WAIT
    if not in_sight and not me.trail:
        return c.WAIT
    buyers = {}
    for way, p in _neighbours(state, q).items():
        done = [event for event in state.events if (event.who, event.whom) == (p, q)]
        forced = heart.fear >= tuning.panics_at and any(event.kind in (c.ROBBED, c.STRUCK) for event in done)
        wanted = _wanted(state, q) - ({c.FOOD} if heart.hunger < tuning.robs_at else set())
        pays = any(event.kind == c.OFFERED and event.value in wanted for event in done)
        pays = pays and _spare(state, q) is None and regard(state, q, p) >= 0
        if p != friend and state.bodies[p].state == c.UP and (forced or pays):
            buyers[_drawn(state, p)] = way
    if not buyers:
        return c.WAIT
    if in_sight:
        (me.goal_y, me.goal_x), me.trail = state.bodies[friend].at, 1
    will.sells = 1
    return _order(c.WHISPER, buyers[min(buyers)], c.GO)


def _aims(state, q, fit):
    """The order to fire at the nearest body that is the first in its line that person q makes out, and fit; or WAIT."""
    places = {state.bodies[i].at: i for i in seen(state, q) if state.bodies[i].at in standing(state)
              and standing(state)[state.bodies[i].at] == i}  # fmt: skip
    best = {}
    for way in range(4):
        cell = state.bodies[q].at
        for far in range(1, state.tuning.fires_within + 1):
            cell = beside(cell, way)
            if stops(state, cell):
                break
            if cell in places:
                if fit(places[cell]):
                    best[way] = far
                break
    return _order(c.SHOOT, min(best, key=lambda way: (best[way], way))) if best else c.WAIT


def _armed(state, q):
    return state.wills[q].rounds and not state.bodies[q].load


def _fires(state, q):
    def foe(i):
        body = state.bodies[i]
        return infected(body) and body.state == c.UP and not body.asleep

    return _aims(state, q, foe) if _armed(state, q) else c.WAIT


def _holds_up(state, q):
    will, tuning = state.wills[q], state.tuning

    def wanted(p):
        body = state.bodies[p]
        if p == q or not person(body) or body.state != c.UP:
            return False
        mover = state.bodies[q].side == c.SOLDIER and body.gait != c.REST and not _owes(state, q, p)
        return mover or regard(state, q, p) <= -tuning.avenges_at

    if not _armed(state, q):
        return c.WAIT
    if not any(wanted(p) for p in seen(state, q) if p in state.persons):
        will.halts = max(0, will.halts - 1)
        return c.WAIT
    will.halts = min(will.halts + 1, tuning.halt_beats + 1)
    if will.halts == 1:
        return _order(c.CALL, c.HERE, c.STOP)
    return _aims(state, q, wanted) if will.halts > tuning.halt_beats else c.WAIT


def _oneself(state, q):
    me = state.bodies[q]
    tend = _order(c.TEND)
    if _hurt(state, q) and why_not(state, q, tend, balanced=True) == c.ALLOWED:
        return tend
    if calls(state, q):
        return _order(c.CALL, c.HERE, c.HELP)
    bare = me.at not in state.ground.fixture_at and not thing(state, me.at)
    if bare and state.packs[q][c.FOOD] and c.FOOD in _wanted(state, q):
        return _order(c.USE)
    return c.WAIT


def _at_doors(state, q):
    calm = state.hearts[q].fear < state.tuning.panics_at
    for way, _ in _doors(state, q, c.SHUT, c.BARRICADED):
        for _, _, bearing, voice, signal in state.heard[q]:
            if signal in (c.HELP, c.COME, c.SAFE) and voice in state.persons and bearing < 8:
                ahead = (bearing - 2 * way) % 8 in (7, 0, 1)
                if ahead and ((calm and regard(state, q, voice) >= 0) or trusts(state, q, voice)):
                    return _order(c.USE, way)
    if any(kind in (c.SHUFFLING, c.BANGING) for _, kind, *_ in state.heard[q]):
        for way, _ in _doors(state, q, c.SHUT):
            barring = _order(c.SET, way, None, c.PLANKS)
            if why_not(state, q, barring, balanced=True) == c.ALLOWED:
                return barring
    return c.WAIT


def _answer(state, q):
    spare = _spare(state, q)
    held_out = {event.who for event in state.events
                if event.kind == c.OFFERED and event.whom == q and event.value in _wanted(state, q)}  # fmt: skip
    ways = {way: p for way, p in _neighbours(state, q).items() if p in held_out and regard(state, q, p) >= 0}
    if spare is None or not ways:
        return c.WAIT
    return _order(c.OFFER, min(ways, key=lambda way: _drawn(state, ways[way])), None, spare)


def _share(state, q):
    has = {item for item in (c.FOOD, c.MEDICINE) if state.packs[q][item]}
    if not has or has & _wanted(state, q):
        return c.WAIT
    asking = {voice for *_, voice, signal in state.heard[q] if signal == c.HELP}
    ways = {way: p for way, p in _neighbours(state, q).items()
            if (p in asking or state.bodies[p].sign == c.HELP) and regard(state, q, p) >= 0}  # fmt: skip
    return _order(c.GIVE, min(ways, key=lambda way: _drawn(state, ways[way]))) if ways else c.WAIT


def _care(state, q):
    me, there = state.bodies[q], {}
    for p in seen(state, q):
        body = state.bodies[p]
        if p in state.persons and friend(state, q, p) and person(body) and alive(body) and not body.carrier:
            far = gap(me.at, body.at)
            if body.state == c.DOWN or (far == 1 and state.hearts[p].fear >= 50):
                there[p] = far
    if not there:
        return c.WAIT
    p = min(there, key=lambda p: (there[p], _drawn(state, p)))
    verb = c.TEND if state.bodies[p].state == c.DOWN else c.COMFORT
    if verb == c.TEND and me.load:
        return c.WAIT
    if there[p] > 1:
        return toward(state, q, state.bodies[p].at, c.STEP)
    return _order(verb, _way(state, q, p))


def _way(state, q, p):
    """The direction of person p; north of somebody on no next cell."""
    ways = [way for way in range(4) if beside(state.bodies[q].at, way) == state.bodies[p].at]
    return ways[0] if ways else c.NORTH


def _provide(state, q):
    me, heart, will, tuning = state.bodies[q], state.hearts[q], state.wills[q], state.tuning
    for way in range(5):
        store = fixture_at(state, beside(me.at, way), c.CACHE, c.PLOT)
        if store is not None and any(state.stocks[store]):
            return _order(c.TAKE, way)
        if fixture_at(state, beside(me.at, way), *range(len(c.FIXTURES))) is not None and store is None:
            taking = _order(c.TAKE, way)
            if why_not(state, q, taking, balanced=True) == c.ALLOWED:
                return taking
    if will.told_y and heart.hunger >= tuning.robs_at and not me.load:
        if gap(me.at, (will.told_y, will.told_x)) > 1:
            order = toward(state, q, (will.told_y, will.told_x), c.STEP)
            if order:
                return order
        else:
            will.told_y = will.told_x = 0
            will.asked = tuning.asks_before
    robs = will.asked >= tuning.asks_before
    if robs and (heart.hunger < tuning.robs_at or me.load):
        return c.WAIT
    there = {}
    for p in seen(state, q):
        body = state.bodies[p]
        fit = person(body) and (not _owes(state, q, p) if robs else body.state == c.UP)
        near = gap(me.at, body.at) <= tuning.asks_within
        if p != q and alive(body) and not body.carrier and fit and near:
            there[p] = gap(me.at, body.at)
    if not there:
        return c.WAIT
    p = min(there, key=lambda p: (there[p], _drawn(state, p)))
    if there[p] > 1:
        return toward(state, q, state.bodies[p].at, c.STEP)
    if robs:
        return _order(c.ROB, _way(state, q, p))
    will.asked += 1
    spare = _spare(state, q)
    way = _way(state, q, p)
    return _order(c.WHISPER, way, c.HELP) if spare is None else _order(c.OFFER, way, None, spare)


def _wish(state, q):
    me, heart, tuning = state.bodies[q], state.hearts[q], state.tuning
    order = out_of_water(state, q)
    if order:
        return order
    foes = dangers(state, q)
    near = min((gap(me.at, foe) for foe in foes), default=None)
    if near is not None and near <= (tuning.runs_at if state.wills[q].safe else tuning.flees_at):
        return _fires(state, q) or _in_danger(state, q, foes)
    for step in (_holds_up, _give_away, _from_people, _oneself, _at_doors, _answer, _share, _care):
        order = step(state, q)
        if order:
            return order
    if not heart.halted and any(not state.packs[q][item] for item in _wanted(state, q)):
        order = _provide(state, q)
        if order:
            return order
    if heart.manner == c.STAYS:
        return c.WAIT
    if heart.trusts:
        return go_with(state, q)
    if heart.manner == c.HIDES and me.at != (me.goal_y, me.goal_x):
        return toward(state, q, (me.goal_y, me.goal_x), c.SNEAK)
    return c.WAIT


def needs(state):
    for q in state.persons:
        me = state.bodies[q]
        if state.wills and q not in state.seats:
            state.wills[q].sells = 0
        if q not in state.seats and lives(state, q) and person(me) and me.state == c.UP and not me.carrier:
            state.hearts[q].wish = _wish(state, q)
