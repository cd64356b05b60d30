"""Fire and smoke, from the cells that burned when the beat began."""

from naive.dice import chance
from naive.things import COUNTING, fuel, ignite, lay, number, shut_door, smoke, write
from naive.world import alive, beside, log, thing, wound

from warbell.engine import codes as c


def _goes_over(state, cell):
    if number(state, c.FIRE, cell) or not fuel(state, cell):
        return False
    die = cell[0] * state.ground.width + cell[1]
    oil = thing(state, cell) == c.SLICK
    return oil or chance(state.tuning.fire_spread, state.clock.key, die, c.D_SPREAD)


def fire(state):
    if not state.fields:
        return
    for cell in [cell for cell in state.stirring if number(state, c.SMOKE, cell)]:
        write(state, c.SMOKE, cell, number(state, c.SMOKE, cell) - 1)
        if not number(state, c.SMOKE, cell) and not shut_door(state, cell):
            state.veiled.discard(cell)
    burning = [cell for cell in state.stirring if number(state, c.FIRE, cell)]
    around = {beside(cell, way) for cell in burning for way in range(4)}
    catching = {cell for cell in around if _goes_over(state, cell)}
    smoking = {*burning, *(around & state.clear)}
    for i, body in enumerate(state.bodies):
        if alive(body) and body.at in burning:
            wound(state, i, state.tuning.fire_damage)
            if i in state.persons:
                log(state, c.BURNT, -1, i, body.at, state.tuning.fire_damage, {i})
    for cell in burning:
        write(state, c.FIRE, cell, number(state, c.FIRE, cell) - 1)
        if not number(state, c.FIRE, cell):
            lay(state, cell, c.ASHES if state.ground.terrain[cell] == c.GARDEN else c.NO_THING)
    for cell in catching:
        ignite(state, cell)
    for cell in smoking:
        smoke(state, cell, state.tuning.smoke_beats)
    state.stirring = {
        cell for cell in state.stirring
        if thing(state, cell) in COUNTING or number(state, c.FIRE, cell) or number(state, c.SMOKE, cell)
    }  # fmt: skip
