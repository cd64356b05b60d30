"""Care: tending, comforting, lifting, carrying and putting down."""

from naive.orders import ordered, why_not_person
from naive.sight import look_around
from naive.world import able, beside, cast, log, person, person_at, refuse, standing

from warbell.engine import codes as c


def _other(state, p):
    """The person that the order of p is meant for, or None."""
    way = ordered(state, p)[1]
    return p if way == c.HERE else person_at(state, beside(state.bodies[p].at, way))


def _herbs_will_do(state, p, patient):
    hurt = patient.hp < state.tuning.person_hp or patient.bleed > 0
    for_medicine = patient.timer >= 0 and state.packs[p][c.MEDICINE]
    return patient.state == c.UP and hurt and state.packs[p][c.HERBS] > 0 and not for_medicine


def _tend(state, p, q, why, with_herbs):
    tuning = state.tuning
    if why != c.ALLOWED:
        refuse(state, p, why)
        return
    patient = state.bodies[q]
    if with_herbs:
        state.packs[p][c.HERBS] -= 1
        patient.salve, patient.bleed = tuning.herb_beats, 0
    elif state.packs[p][c.MEDICINE]:
        state.packs[p][c.MEDICINE] -= 1
        if patient.state == c.UP:
            patient.bleed = 0
        patient.hp = min(tuning.person_hp, max(0, patient.hp) + tuning.medicine_hp)
        patient.mended += tuning.tend_to_rise
        if patient.timer >= 0:
            patient.timer = -1
            log(state, c.CURED, q, p, patient.at, c.MEDICINE, {p, q})
    else:
        patient.mended += 2 if state.hearts[p].talents & c.MEDIC else 1
    log(state, c.TENDED, p, q, state.bodies[p].at, 1, {p, q})


def _comfort(state, p):
    q = _other(state, p)
    if q is None or state.bodies[q].state != c.UP:
        refuse(state, p, c.NOBODY_THERE)
        return
    tuning, heart = state.tuning, state.hearts[q]
    relief = tuning.fear_comfort + state.bonds[q][p] * tuning.fear_comfort_bond // 100
    heart.fear = max(0, heart.fear - relief)
    heart.rate = max(tuning.heart_rest, heart.rate - tuning.rate_comfort)
    log(state, c.COMFORTED, p, q, state.bodies[p].at, relief, {p, q})


def _lift(state):
    """Each of those who lie there goes to the one with the lowest draw."""
    lifters = {}
    for p in state.persons:
        if ordered(state, p)[0] == c.CARRY:
            q = _other(state, p)
            if q is None or state.bodies[q].state != c.DOWN:
                refuse(state, p, c.NOBODY_THERE)
            else:
                lifters.setdefault(q, []).append((cast(state, state.bodies[p].id, c.D_SHARE), p))
    for q, rivals in lifters.items():
        (_, first), *others = sorted(rivals)
        for _, p in others:
            refuse(state, p, c.IN_THE_WAY)
        carrier, load = state.bodies[first], state.bodies[q]
        load.at = carrier.at
        load.carrier, carrier.load, load.borne = first + 1, q + 1, c.IN_ARMS
        log(state, c.LIFTED, first, q, carrier.at, 0, {first, q})


def rides(body):
    """True for somebody who has hold of themselves on a zipline."""
    return body.borne == c.ON_LINE and body.state == c.UP and person(body) and body.stun == 0


def _lets_go(state, p):
    body = state.bodies[p]
    if not body.load:
        return False
    load, holds = state.bodies[body.load - 1], able(body) or rides(body)
    return ordered(state, p)[0] == c.RELEASE or not holds or load.state != c.DOWN or not person(load)


def let_go(state):
    """Put down whoever is no longer carried, lowest draw of the carriers first, clockwise from where they face."""
    dropping = [p for p in state.persons if _lets_go(state, p)]
    for p in sorted(dropping, key=lambda p: cast(state, state.bodies[p].id, c.D_SHARE)):
        carrier = state.bodies[p]
        places = standing(state)
        turns = [(carrier.facing + turn) % 4 for turn in range(4)] + [c.HERE]
        free = [cell for cell in (beside(carrier.at, way) for way in turns) if cell in state.clear - set(places)]
        if free:
            q = carrier.load - 1
            state.bodies[q].at = free[0]
            state.bodies[q].carrier = state.bodies[q].borne = carrier.load = 0
            look_around(state, q)
            log(state, c.PUT_DOWN, p, q, carrier.at, 0, {p, q})
        elif able(carrier):
            refuse(state, p, c.IN_THE_WAY)


def care(state):
    tended = [_other(state, p) if ordered(state, p)[0] == c.TEND else None for p in state.persons]
    whys = [why_not_person(state, p, c.TEND, q) for p, q in enumerate(tended)]  # before anybody is better
    with_herbs = [q is not None and _herbs_will_do(state, p, state.bodies[q]) for p, q in enumerate(tended)]
    for p in state.persons:
        verb = ordered(state, p)[0]
        if verb == c.TEND:
            _tend(state, p, tended[p], whys[p], with_herbs[p])
        elif verb == c.COMFORT:
            _comfort(state, p)
    _lift(state)
    let_go(state)
