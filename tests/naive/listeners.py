"""Listeners: a bite for whom they hear beside them, else up the louder of hearts and noise, else frozen."""

from naive.senses import awake, bite, climb, in_step, lot, prey
from naive.sound import heart_range
from naive.world import beside, standing

from warbell.engine import codes as c


def _audible_beside(state, i):
    places = standing(state)
    found = []
    for way in range(4):
        p = places.get(beside(state.bodies[i].at, way))
        if p in state.persons and prey(state.bodies[p]) and (heart_range(state, p) or state.bodies[p].loud):
            found.append((lot(state, i, state.bodies[p].id), p))
    return min(found)[1] if found else None


def _decide(state, i):
    body, tuning = state.bodies[i], state.tuning
    p = _audible_beside(state, i)
    heart, noise = state.heartbeats.get(body.at, 0), state.noise.get(body.at, 0)
    body.roused = int(p is not None or heart > 0 or noise > 0)
    if p is not None:
        bite(state, i, p, tuning.listener_bite)
    elif body.roused and in_step(state, body, tuning.listener_pace):
        climb(state, i, state.noise if noise > heart else state.heartbeats)


def listeners(state):
    for i, body in enumerate(state.bodies):
        if awake(body, c.LISTENER):
            _decide(state, i)
