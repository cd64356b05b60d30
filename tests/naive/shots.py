"""Shots: along a line to the first body on it, from where everybody stands once blows have landed."""

from naive.orders import ordered, stops
from naive.world import because, beside, log, sound_of, standing, wound

from warbell.engine import codes as c


def _hit(state, p, way):
    cell = state.bodies[p].at
    for _ in range(state.tuning.shot_cells):
        cell = beside(cell, way)
        if stops(state, cell):
            return None
        if cell in standing(state):
            return standing(state)[cell]
    return None


def shots(state):
    for p in state.persons:
        verb, way, _, _ = ordered(state, p)
        if verb == c.SHOOT:
            state.wills[p].rounds -= 1
            state.bodies[p].facing = way
            sound_of(state, p, c.GUNSHOT, state.tuning.loud_gunshot)
            i = _hit(state, p, way)
            told = {p} if i is None else {p, i}
            log(state, c.SHOT, p, -1 if i is None else i, state.bodies[p].at,
                0 if i is None else state.tuning.shot_damage, told)  # fmt: skip
            if i is not None:
                because(state, p, state.bodies[i])
                wound(state, i, state.tuning.shot_damage)
