"""Light and dark: lamps, and the discs under the drones."""

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


def shine(state):
    discs = {cell for cell in state.ground.terrain for drone in state.drones if in_disc(state, drone, cell)}
    state.lit = state.ambient | (discs - state.ground.roofed)


def light(state):
    state.ambient = set(state.ground.lamps[0])
    for group, lamps in enumerate(state.ground.lamps):
        if group and _shines(state, group):
            state.ambient |= lamps
    shine(state)
