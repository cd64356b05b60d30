"""Hands: eating, barring, laying hands on fixtures, taking and giving; nobody's hands come first."""

from naive.orders import fixture_at, link_at, ordered, why_not_fixture
from naive.things import batter, lay, number
from naive.world import HINGED, beside, cast, log, person_at, refuse, thing

from warbell.engine import codes as c

WORKED = (*HINGED, c.SWITCH, c.GENERATOR, c.WHEEL, c.ALARM, c.LOUDSPEAKER, c.VALVE, c.CONSOLE)


OF = {
    c.TRIPWIRE: c.ROPE, c.ROPE_LADDER: c.ROPE, c.WEDGE: c.MOP, c.CLOUD_TRAP: c.EXTINGUISHER, c.TIMED_PHONE: c.PHONE,
    c.RINGING_PHONE: c.PHONE,
}  # fmt: skip


def users(state, f):
    """The persons whose order works fixture f."""
    return [p for p in state.persons if ordered(state, p)[0] == c.USE and _reached(state, p) == f]


def _reached(state, p):
    _, way, _, _ = ordered(state, p)
    return state.ground.fixture_at.get(beside(state.bodies[p].at, way))


def _first(state, verb, cell):
    """Of all who reach to a cell with orders of a verb the one with the best draw."""
    reaching = [p for p in state.persons if ordered(state, p)[0] == verb]
    reaching = [p for p in reaching if beside(state.bodies[p].at, ordered(state, p)[1]) == cell]
    return min(reaching, key=lambda p: cast(state, state.bodies[p].id, c.D_SHARE))


def can_wind(state, p, cell):
    return thing(state, cell) == c.TIMED_PHONE or state.packs[p][c.BATTERY]


def _wind(state, p, cell):
    once, left = state.tuning.phone_first, number(state, c.LEFT, cell)
    if thing(state, cell) == c.DEAD_PHONE:
        state.packs[p][c.BATTERY] -= 1
        left = 0
    lay(state, cell, c.TIMED_PHONE, once if not left else 2 * once if left <= once else 4 * once)
    state.stirring.add(cell)


def _use(state, p):
    _, way, _, _ = ordered(state, p)
    there = beside(state.bodies[p].at, way)
    f = fixture_at(state, there, *WORKED)
    why = why_not_fixture(state, p, c.USE, way)
    if why != c.ALLOWED:
        refuse(state, p, why)
    elif f is not None:
        state.fixtures[f].hands += 1
    elif thing(state, there) == c.BARRICADE:
        batter(state, there, state.tuning.unbar)
    elif thing(state, there) in (c.TIMED_PHONE, c.DEAD_PHONE) and can_wind(state, p, there):
        if p == _first(state, c.USE, there):
            _wind(state, p, there)
    else:
        heart = state.hearts[p]
        state.packs[p][c.FOOD] -= 1
        heart.hunger = max(0, heart.hunger - state.tuning.food_hunger)
        heart.fear = max(0, heart.fear - state.tuning.food_fear)
        log(state, c.ATE, p, -1, state.bodies[p].at, c.FOOD, {p})


def _take_up(state, cell):
    door = fixture_at(state, cell, *HINGED)
    if thing(state, cell) == c.WEDGE:
        state.fixtures[door].strength = max(1, state.fixtures[door].strength - state.tuning.wedge_strength)
    if thing(state, cell) == c.ROPE_LADDER:
        lay(state, link_at(state, cell)[1], c.NO_THING)
    lay(state, cell, c.NO_THING)


def _takes(state):
    """[(person, cache, object)]: those who reach into a cache come in the order of their draws."""
    reach, taken = {}, []
    for p in state.persons:
        if ordered(state, p)[0] == c.TAKE:
            way = ordered(state, p)[1]
            there = beside(state.bodies[p].at, way)
            f = fixture_at(state, there, c.CACHE, c.PLOT)
            why = why_not_fixture(state, p, c.TAKE, way)
            if why != c.ALLOWED:
                refuse(state, p, why)
            elif f is None:
                if p == _first(state, c.TAKE, there):
                    taken.append((p, there, OF[thing(state, there)]))
                else:
                    refuse(state, p, c.IS_EMPTY)
            else:
                reach.setdefault(f, []).append((cast(state, state.bodies[p].id, c.D_SHARE), p))
    for f, takers in reach.items():
        lying = [item for item in range(c.N_OBJECTS) for _ in range(state.stocks[f][item])]
        for n, (_, p) in enumerate(sorted(takers)):
            if n < len(lying):
                taken.append((p, f, lying[n]))
            else:
                refuse(state, p, c.IS_EMPTY)
    return taken


def _gifts(state):
    """[(giver, receiver, object)]: medicine to who needs it, else food, else whatever comes first."""
    given = []
    for p in state.persons:
        if ordered(state, p)[0] == c.GIVE:
            q = person_at(state, beside(state.bodies[p].at, ordered(state, p)[1]))
            if q is None:
                refuse(state, p, c.NOBODY_THERE)
                continue
            patient = state.bodies[q]
            has = [item for item in range(c.N_OBJECTS) if state.packs[p][item]]
            needs = patient.hp < state.tuning.person_hp or patient.timer >= 0
            given.append((p, q, c.MEDICINE if needs and c.MEDICINE in has else has[0]))
    return given


def hands(state):
    for p in state.persons:
        verb = ordered(state, p)[0]
        state.hearts[p].grant = -1
        if verb == c.USE:
            _use(state, p)
    taken, given = _takes(state), _gifts(state)
    for p, f, item in taken:
        state.packs[p][item] += 1
        if isinstance(f, tuple):
            _take_up(state, f)
        else:
            state.stocks[f][item] -= 1
        log(
            state,
            c.TOOK,
            p,
            state.ground.fixture_at.get(f, -1) if isinstance(f, tuple) else f,
            state.bodies[p].at,
            item,
            {p},
        )
    for p, q, item in given:
        state.packs[p][item] -= 1
        state.packs[q][item] += 1
        log(state, c.GAVE, p, q, state.bodies[p].at, item, {p, q})
