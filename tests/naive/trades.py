"""Trades: hands that hold something out to each other swap it; hands in a pack take what comes first in it."""

from naive.orders import ordered
from naive.world import beside, cast, log, person_at, refuse

from warbell.engine import codes as c


def _whom(state, p):
    return person_at(state, beside(state.bodies[p].at, ordered(state, p)[1]))


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
        elif offering.get(q) == p:
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


def trades(state):
    for p, q, item in _offers(state):
        state.packs[p][item] -= 1
        state.packs[q][item] += 1
        log(state, c.TRADED, p, q, state.bodies[p].at, item, {p, q})
    for p, q, item in _robberies(state):
        if item >= 0:
            state.packs[q][item] -= 1
            state.packs[p][item] += 1
        log(state, c.ROBBED, p, q, state.bodies[p].at, item, {p, q})
