"""Light and dark: lamps, and the discs under the drones."""

from naive.sight import seen_from
from naive.world import thing

from warbell.engine import codes as c


def _shines(state, group):
    switches, generators = [], []
    for f, place in enumerate(state.ground.fixtures):
        if place.group == group and place.kind == c.SWITCH:
            switches.append(state.fixtures[f].on == 1)
        if place.group == group and place.kind == c.GENERATOR:
            generators.append(state.fixtures[f].on == 1)
    return all(switches) and (any(generators) or not generators)


def in_disc(state, drone, cell):
    radius = state.tuning.drone_light
    return (cell[0] - drone.y) ** 2 + (cell[1] - drone.x) ** 2 <= radius * (radius + 1)


def _glow(state, here, reach):
    """Light what a flame has in a free line, as far as it reaches."""
    near = {there for there in seen_from(state, here) if sum((a - b) ** 2 for a, b in zip(here, there, strict=True))
            <= reach * (reach + 1)}  # fmt: skip
    state.lit |= near


def _beam(state, here, way):
    """Light what a torch shines on: all in a free line that is ahead, no further than it reaches, and not far aside."""
    for there in seen_from(state, here):
        off = there[0] - here[0], there[1] - here[1]
        ahead = {c.NORTH: -off[0], c.SOUTH: off[0], c.EAST: off[1], c.WEST: -off[1]}[way]
        aside = abs(off[1] if way in (c.NORTH, c.SOUTH) else off[0])
        if 0 <= ahead <= state.tuning.torch_light and aside <= (ahead + 1) // 2:
            state.lit.add(there)


def shine(state):
    discs = {cell for cell in state.ground.terrain for drone in state.drones
             if drone.sound != c.SILENCE and in_disc(state, drone, cell)}  # fmt: skip
    state.lit = state.ambient | (discs - state.ground.roofed)
    for cell in state.stirring:
        if thing(state, cell) == c.BRAND:
            _glow(state, cell, state.tuning.flare_light)
        elif state.fields[c.FIRE][cell[0]][cell[1]]:
            _glow(state, cell, state.tuning.fire_light)
    for p in state.persons:
        if state.fields and state.hearts[p].flame:
            _glow(state, state.bodies[p].at, state.tuning.flare_light)
        heart = state.hearts[p]
        heart.torch = int(heart.torch and state.bodies[p].state == c.UP and state.packs[p][c.TORCH] > 0)
        if heart.torch:
            _beam(state, state.bodies[p].at, state.bodies[p].facing)


def light(state):
    state.ambient = set(state.ground.lamps[0])
    for group, lamps in enumerate(state.ground.lamps):
        if group and _shines(state, group):
            state.ambient |= lamps
    shine(state)
