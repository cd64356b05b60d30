"""Listeners: a bite for whom they hear beside them, else up the louder of hearts and noise, else frozen."""

from naive.hunting import awake, bite, climb, distance, give_up, hunt, in_step, lot, loudest_noise, prey
from naive.sound import heart_range

from warbell.engine import codes as c


def _audible_beside(state, i):
    found = []
    for p in state.persons:
        body = state.bodies[p]
        at_hand = body.borne in (c.NOT_BORNE, c.ON_LINE) and distance(body, state.bodies[i]) <= 1
        loud = heart_range(state, p) or any(row.source == p for row in state.noises)
        if at_hand and prey(body) and loud:
            found.append((lot(state, i, body.id), p))
    return min(found)[1] if found else None


def _beats_loudest(state, cell):
    """Whose heart seems loudest at a cell, of equals the lowest id."""

    def rank(p):
        body = state.bodies[p]
        return abs(body.y - cell[0]) + abs(body.x - cell[1]) - heart_range(state, p), body.id

    return min((p for p in state.persons if heart_range(state, p)), key=rank)


def _decide(state, i):
    body, tuning = state.bodies[i], state.tuning
    p = _audible_beside(state, i)
    heart, noise = state.heartbeats.get(body.at, 0), state.noise.get(body.at, 0)
    if p is not None:
        hunt(state, i, c.BY_HEART if heart_range(state, p) else c.BY_NOISE, p, c.SILENCE)
        bite(state, i, p, tuning.listener_bite)
        return
    if not heart and not noise:
        give_up(body)
        return
    if noise > heart:
        row = loudest_noise(state, body.at)
        hunt(state, i, c.BY_NOISE, row.by, row.kind)
    else:
        hunt(state, i, c.BY_HEART, _beats_loudest(state, body.at), c.SILENCE)
    if in_step(state, body, tuning.listener_pace):
        climb(state, i, state.noise if noise > heart else state.heartbeats)


def listeners(state):
    for i, body in enumerate(state.bodies):
        if awake(body, c.LISTENER):
            _decide(state, i)
