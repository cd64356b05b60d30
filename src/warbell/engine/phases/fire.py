"""Fire and smoke: what burns wounds, lights, veils, goes over to what burns beside it, and dies without fuel.

Reads and writes fields; writes planes, health, events. What catches fire in a beat is settled from what burned before
it. Only cells where something goes on are looked at.
"""

from warbell.engine.bits import U0, U1, drop, get, lowest, put
from warbell.engine.burning import burning_beats, ignite
from warbell.engine.codes import (
    ASHES,
    BURNT,
    CLEAR,
    D_SPREAD,
    DOWN,
    DX,
    DY,
    EAR_FIELD,
    FIRE,
    GARDEN,
    SLICK,
    SMOKE,
    STIRRING,
    THING,
)  # fmt: skip
from warbell.engine.dice import chance
from warbell.engine.events import audience_of, log
from warbell.engine.kernel import part, phase
from warbell.engine.things import clear_away, goes_on, has_things, lay, smoke, thin
from warbell.engine.wounds import wound


@part
def _goes_over(ground, world, e, y, x):
    """True if fire beside a cell goes over to it in this beat: to oil always."""
    if world.fields[e, FIRE, y, x] > 0 or burning_beats(ground, world, e, y, x) == 0:
        return False
    if world.fields[e, THING, y, x] == SLICK:
        return True
    clock = world.clock[e]
    return chance(ground.tuning[0].fire_spread, clock.key, y * world.occupant.shape[2] + x, D_SPREAD)


@part
def _burn(ground, world, e, y, x, spreads, smokes):
    """What a burning cell does: it wants to go over to the cells beside it, and smokes."""
    for way in range(4):
        to_y, to_x = y + DY[way], x + DX[way]
        if _goes_over(ground, world, e, to_y, to_x):
            put(spreads, to_y, to_x)
        if get(world.planes[e, CLEAR], to_y, to_x):
            put(smokes, to_y, to_x)
    put(smokes, y, x)


@part
def _burn_down(ground, world, e, y, x):
    """A beat takes its part of the fuel on a burning cell."""
    world.fields[e, FIRE, y, x] -= 1
    if world.fields[e, FIRE, y, x] == 0:
        clear_away(world, e, y, x)
        if ground.terrain[y, x] == GARDEN:
            lay(world, e, ASHES, y, x, 0)


@part
def _scorch(ground, world, e):
    """Whoever is on a burning cell is hurt."""
    points = ground.tuning[0].fire_damage
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if body.state <= DOWN and world.fields[e, FIRE, body.y, body.x] > 0:
            wound(world, e, i, points)
            if i < world.hearts.shape[1]:
                log(world, e, BURNT, -1, i, body.y, body.x, points, audience_of(i))


@part
def _first_round(ground, world, e, spreads, smokes):
    """Thin the smoke that hangs, and gather what the burning cells do; how many burn."""
    stirring = world.planes[e, STIRRING]
    words, height = stirring.shape
    burning = 0
    for k in range(words):
        for y in range(height):
            word = stirring[k, y]
            while word != U0:
                x = 64 * k + lowest(word)
                word &= word - U1
                if world.fields[e, SMOKE, y, x] > 0:
                    thin(ground, world, e, y, x)
                if world.fields[e, FIRE, y, x] > 0:
                    burning += 1
                    _burn(ground, world, e, y, x, spreads, smokes)
    return burning


@part
def _second_round(ground, world, e, spreads, smokes):
    """Burn down what burned before this beat, light what catches fire, and let smoke hang."""
    stirring = world.planes[e, STIRRING]
    words, height = stirring.shape
    beats = ground.tuning[0].smoke_beats
    for k in range(words):
        for y in range(height):
            word = stirring[k, y] | spreads[k, y] | smokes[k, y]
            while word != U0:
                x = 64 * k + lowest(word)
                word &= word - U1
                if world.fields[e, FIRE, y, x] > 0:
                    _burn_down(ground, world, e, y, x)
                elif get(spreads, y, x):
                    ignite(ground, world, e, y, x)
                if get(smokes, y, x):
                    smoke(world, e, y, x, beats)
                if not goes_on(world, e, y, x):
                    drop(stirring, y, x)


@phase
def fire(ground, world, e):
    """Phase: every cell that burns or smokes."""
    if not has_things(world):
        return
    spreads, smokes = world.sound[EAR_FIELD, 0], world.sound[EAR_FIELD, 1]
    spreads[:] = U0
    smokes[:] = U0
    if _first_round(ground, world, e, spreads, smokes) > 0:
        _scorch(ground, world, e)
    _second_round(ground, world, e, spreads, smokes)
