"""Throwing and wielding, in the order of everybody's draws; extinguishers last."""

from naive.orders import CELLS_OF, ordered, over
from naive.things import ignite, lay, puff
from naive.world import beside, cast, log, noise, thing

from warbell.engine import codes as c


def barred(state, cell):
    """True if nothing flies over a cell."""
    return state.ground.terrain[cell] in (c.WALL, c.EDGE) or cell in state.blocked


def _flight(state, p, way, cells):
    """Where it comes down."""
    at = state.bodies[p].at
    while cells and not barred(state, beside(at, way)):
        at, cells = beside(at, way), cells - 1
    return at


def _throw(state, p, way, item, cells):
    heart, tuning = state.hearts[p], state.tuning
    left = tuning.flare_beats
    if item == c.FLARE and heart.flame:
        left, heart.flame = heart.flame, 0
    else:
        state.packs[p][item] -= 1
    at = over(state, p, way) if way == c.HERE else _flight(state, p, way, cells)
    log(state, c.THREW, p, -1, at, item, {p})
    if item == c.BOTTLE:
        noise(state, c.GLASS_SOUND, at, tuning.loud_bottle, by=p)
    elif not (item == c.FLARE and ignite(state, at)) and thing(state, at) == c.NO_THING:
        lay(state, at, *((c.BRAND, left) if item == c.FLARE else (c.RINGING_PHONE, tuning.phone_rings)))
        state.stirring.add(at)


def _wield(state, p, way, item):
    me, heart = state.bodies[p], state.hearts[p]
    before, me.facing = me.facing, way
    if item == c.TORCH:
        heart.torch = int(not (heart.torch and before == way))
    elif item == c.FLARE:
        if not state.hearts[p].flame:
            state.packs[p][c.FLARE] -= 1
            state.hearts[p].flame = state.tuning.flare_beats
        ignite(state, beside(me.at, way))
    else:
        state.packs[p][item] -= 1
        at = me.at
        for _ in range(3):
            at = beside(at, way)
            puff(state, at)
            if barred(state, at):
                break
    log(state, c.WIELDED, p, -1, me.at, item, {p})


def throwing(state):
    busy = [p for p in state.persons if ordered(state, p)[0] in (c.THROW, c.WIELD)]
    busy.sort(key=lambda p: (ordered(state, p)[3] == c.EXTINGUISHER, cast(state, state.bodies[p].id, c.D_SHARE)))
    for p in busy:
        verb, way, _, item = ordered(state, p)
        if verb == c.THROW:
            _throw(state, p, way, item, CELLS_OF[state.hearts[p].order])
        else:
            _wield(state, p, way, item)
