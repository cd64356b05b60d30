"""Trades: hands that hold out something to each other swap it, or a friend's place; others reach into packs."""

from naive.deeds import lives
from naive.orders import ordered
from naive.world import beside, cast, log, person_at, refuse

from warbell.engine import codes as c


def _whom(state, p):
    return person_at(state, beside(state.bodies[p].at, ordered(state, p)[1]))


def _sellers(state):
    """{seller: who is whispered to} of all who mean to tell where a friend is."""
    found = {}
    for q in state.persons:
        verb, _, signal, _ = ordered(state, q)[:4]
        if state.wills and state.wills[q].sells and verb == c.WHISPER and signal == c.GO:
            p = _whom(state, q)
            if p is not None and state.bodies[p].state == c.UP:
                found[q] = p
    return found


def _offers(state):
    """(giver, taker, object) of every object that changes hands; the others are told why not, or held out."""
    offering = {p: _whom(state, p) for p in state.persons if ordered(state, p)[0] == c.OFFER}
    swapped = []
    for p, q in offering.items():
        item = ordered(state, p)[3]
        if q is None or state.bodies[q].state != c.UP:
            refuse(state, p, c.NOBODY_THERE)
        elif not state.packs[p][item]:
            refuse(state, p, c.LACKING)
        elif offering.get(q) == p or _sellers(state).get(q) == p:
            swapped.append((p, q, item))
        else:
            log(state, c.OFFERED, p, q, state.bodies[p].at, item, {p, q})
    return swapped


def _robberies(state):
    reaching, taken = {}, []
    for p in state.persons:
        if ordered(state, p)[0] == c.ROB:
            q = _whom(state, p)
            if q is None:
                refuse(state, p, c.NOBODY_THERE)
            else:
                reaching.setdefault(q, []).append((cast(state, state.bodies[p].id, c.D_SHARE), p))
    for q, robbers in reaching.items():
        held = [item for item in range(c.N_OBJECTS) for _ in range(state.packs[q][item])]
        for n, (_, p) in enumerate(sorted(robbers)):
            taken.append((p, q, held[n] if n < len(held) else -1))
    return taken


def _sales(state, swapped):
    """Places that are told: paid for, or out of fear."""
    paid, believed = {(p, q) for p, q, _ in swapped}, {}
    for q, p in _sellers(state).items():
        if (p, q) in paid or state.hearts[q].fear >= state.tuning.panics_at:
            place = state.bodies[q].goal_y, state.bodies[q].goal_x
            log(state, c.SOLD, q, p, place, 0, {p, q})
            believed.setdefault(p, []).append((cast(state, state.bodies[q].id, c.D_SHARE), place))
    for p, told in believed.items():
        if lives(state, p):
            state.wills[p].told_y, state.wills[p].told_x = min(told)[1]


def trades(state):
    swapped = _offers(state)
    sellers = _sellers(state)
    for p, q, item in swapped:
        state.packs[p][item] -= 1
        state.packs[q][item] += 1
        log(state, c.GAVE if sellers.get(q) == p else c.TRADED, p, q, state.bodies[p].at, item, {p, q})
    _sales(state, swapped)
    for p, q, item in _robberies(state):
        if item >= 0:
            state.packs[q][item] -= 1
            state.packs[p][item] += 1
        log(state, c.ROBBED, p, q, state.bodies[p].at, item, {p, q})
