"""Hands: eating, barring, laying hands on fixtures, taking and giving; nobody's hands come first."""

from naive.orders import fixture_at, ordered, why_not_fixture
from naive.world import beside, cast, log, person_at, refuse

from warbell.engine import codes as c

WORKED = (c.DOOR, c.GATE, c.SWITCH, c.GENERATOR, c.WHEEL, c.ALARM)


def users(state, f):
    """The persons whose order works fixture f."""
    return [p for p in state.persons if ordered(state, p)[0] == c.USE and _reached(state, p) == f]


def _reached(state, p):
    _, way, _, _ = ordered(state, p)
    return state.ground.fixture_at.get(beside(state.bodies[p].at, way))


def _use(state, p):
    _, way, _, _ = ordered(state, p)
    f = fixture_at(state, beside(state.bodies[p].at, way), *WORKED)
    why = why_not_fixture(state, p, c.USE, way, None)
    if why != c.ALLOWED:
        refuse(state, p, why)
    elif f is not None:
        state.fixtures[f].hands += 1
    else:
        heart = state.hearts[p]
        state.packs[p][c.FOOD] -= 1
        heart.hunger = max(0, heart.hunger - state.tuning.food_hunger)
        heart.fear = max(0, heart.fear - state.tuning.food_fear)
        log(state, c.ATE, p, -1, state.bodies[p].at, c.FOOD, {p})


def _set(state, p):
    me = state.bodies[p]
    f = fixture_at(state, beside(me.at, ordered(state, p)[1]), c.DOOR, c.GATE)
    if f is None or state.fixtures[f].state not in (c.SHUT, c.LOCKED, c.BARRICADED):
        refuse(state, p, c.NOTHING_THERE)
        return
    fixture = state.fixtures[f]
    state.packs[p][c.PLANKS] -= 1
    fixture.state = c.BARRICADED
    fixture.strength += state.tuning.planks_strength
    log(state, c.BARRED, p, f, me.at, fixture.strength, {p})


def _takes(state):
    """[(person, cache, object)]: those who reach into a cache come in the order of their draws."""
    reach = {}
    for p in state.persons:
        if ordered(state, p)[0] == c.TAKE:
            way = ordered(state, p)[1]
            f = fixture_at(state, beside(state.bodies[p].at, way), c.CACHE)
            why = why_not_fixture(state, p, c.TAKE, way, None)
            if why != c.ALLOWED:
                refuse(state, p, why)
            else:
                reach.setdefault(f, []).append((cast(state, state.bodies[p].id, c.D_SHARE), p))
    taken = []
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
        elif verb == c.SET:
            _set(state, p)
    taken, given = _takes(state), _gifts(state)
    for p, f, item in taken:
        state.stocks[f][item] -= 1
        state.packs[p][item] += 1
        log(state, c.TOOK, p, f, state.bodies[p].at, item, {p})
    for p, q, item in given:
        state.packs[p][item] -= 1
        state.packs[q][item] += 1
        log(state, c.GAVE, p, q, state.bodies[p].at, item, {p, q})
