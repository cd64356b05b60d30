"""Light and dark: which cells are lit by lamps, and by the discs under the drones.

Reads switches and generators, drones. Writes planes AMBIENT and LIT.
A light group shines when all its switches are on and, if generators feed it, at least one of them runs.
"""

from warbell.engine.bits import get, put
from warbell.engine.codes import AMBIENT, GENERATOR, LIT, SWITCH
from warbell.engine.kernel import part, phase


@part
def _shines(ground, world, e, group):
    fed, runs = False, False
    for f in range(world.fixtures.shape[1]):
        place = ground.fixtures[f]
        if place.group == group:
            on = world.fixtures[e, f].on == 1
            if place.kind == SWITCH and not on:
                return False
            if place.kind == GENERATOR:
                fed = True
                runs = runs or on
    return runs or not fed


@part
def in_disc(ground, dy, dx):
    """True if a cell at this offset from a drone lies in its disc of light."""
    radius = ground.tuning[0].drone_light
    return dy * dy + dx * dx <= radius * radius + radius


@part
def shine(ground, world, e):
    """LIT = AMBIENT and the drones' discs, which roofs keep out."""
    ambient, lit = world.planes[e, AMBIENT], world.planes[e, LIT]
    words, height = lit.shape
    for k in range(words):
        for y in range(height):
            lit[k, y] = ambient[k, y]
    width = ground.terrain.shape[1]
    radius = ground.tuning[0].drone_light
    for d in range(world.drones.shape[1]):
        drone = world.drones[e, d]
        for y in range(max(0, drone.y - radius), min(height, drone.y + radius + 1)):
            for x in range(max(0, drone.x - radius), min(width, drone.x + radius + 1)):
                if in_disc(ground, y - drone.y, x - drone.x) and not get(ground.roofed, y, x):
                    put(lit, y, x)


@phase
def light(ground, world, e):
    """The lamps of this beat, and the discs where the drones still stand."""
    ambient = world.planes[e, AMBIENT]
    words, height = ambient.shape
    for group in range(ground.lamps.shape[0]):
        if group == 0 or _shines(ground, world, e, group):
            lamps = ground.lamps[group]
            for k in range(words):
                for y in range(height):
                    ambient[k, y] = lamps[k, y] if group == 0 else ambient[k, y] | lamps[k, y]
    shine(ground, world, e)
