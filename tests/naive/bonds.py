"""Bonds: what the deeds and losses of the beat make people feel for each other."""

from naive.world import alive, infected, person, sees_body

from warbell.engine import codes as c


def _grow(state, p, q, points):
    if p != q:
        state.bonds[p][q] = min(100, state.bonds[p][q] + points)


def _freed(state, q, foe):
    """Those gripped near the infected that q laid hands on."""
    for p in state.persons:
        body = state.bodies[p]
        near = abs(body.y - foe.y) + abs(body.x - foe.x) <= 2
        if infected(foe) and near and person(body) and body.gripped:
            _grow(state, p, q, state.tuning.bond_rescue)


def _mourn(state, lost, cell):
    for p in state.persons:
        body = state.bodies[p]
        if p != lost and person(body) and alive(body) and sees_body(state, p, cell):
            grief = state.tuning.fear_loss + state.bonds[p][lost] * state.tuning.fear_loss_bond // 100
            state.hearts[p].fear = min(100, state.hearts[p].fear + grief)


def bonds(state):
    tuning = state.tuning
    for event in state.events:
        who, whom = event.who, event.whom
        if event.kind == c.COMFORTED:
            _grow(state, whom, who, tuning.bond_comfort)
            _grow(state, who, whom, tuning.bond_comfort)
        if event.kind == c.TENDED:
            _grow(state, whom, who, tuning.bond_tend)
        if event.kind == c.GAVE:
            _grow(state, whom, who, tuning.bond_food if event.value == c.FOOD else tuning.bond_gift)
        if event.kind == c.TRADED:
            _grow(state, whom, who, tuning.bond_gift)
        if event.kind in (c.STRUCK, c.SHOVED):
            _freed(state, who, state.bodies[whom])
    for event in state.events:
        was_turned_long_ago = event.kind == c.DIED and event.value == 1
        if event.kind in (c.DIED, c.TURNED) and not was_turned_long_ago:
            _mourn(state, event.who, (event.y, event.x))
    for p in state.persons:
        if state.bodies[p].load:
            _grow(state, state.bodies[p].load - 1, p, tuning.bond_carry)
