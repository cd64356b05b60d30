"""Light and dark: which cells are lit by lamps, and by the discs under the drones.

Reads switches and generators, drones. Writes planes AMBIENT and LIT.
A light group shines when all its switches are on and, if generators feed it, at least one of them runs.
"""

import numpy as np

from warbell.engine.bits import U0, U1, bit
from warbell.engine.codes import AMBIENT, GENERATOR, LIT, SWITCH
from warbell.engine.kernel import part, phase


@part
def _shining(ground, world, e):
    """The groups that shine, bit g for group g; what belongs to no group, bit 0, always does."""
    dark, fed, runs = U0, U0, U0
    for f in range(world.fixtures.shape[1]):
        place, on = ground.fixtures[f], world.fixtures[e, f].on
        if place.kind == SWITCH and on == 0:
            dark |= bit(place.group)
        elif place.kind == GENERATOR:
            fed |= bit(place.group)
            if on == 1:
                runs |= bit(place.group)
    return (~dark & (runs | ~fed)) | U1


@part
def in_disc(ground, dy, dx):
    """True if a cell at this offset from a drone lies in its disc of light."""
    radius = ground.tuning[0].drone_light
    return dy * dy + dx * dx <= radius * radius + radius


@part
def _beam(ground, lit, y, left, right):
    """Light the cells left..right of row y that no roof covers."""
    for k in range(left >> 6, (right >> 6) + 1):
        first, last = max(left - 64 * k, 0), min(right - 64 * k, 63)
        run = (~U0 >> np.uint64(63 - last)) & (~U0 << np.uint64(first))
        lit[k, y] |= run & ~ground.roofed[k, y]


@part
def _disc(ground, lit, y, x):
    """Light the disc under a drone at (y, x), row by row from its rims to its middle."""
    height, width = ground.terrain.shape
    radius = int(ground.tuning[0].drone_light)
    wide = 0
    for dy in range(radius, -1, -1):
        while (wide + 1) * (wide + 1) + dy * dy <= radius * radius + radius:
            wide += 1
        left, right = max(x - wide, 0), min(x + wide, width - 1)
        if y - dy >= 0:
            _beam(ground, lit, y - dy, left, right)
        if y + dy < height and dy > 0:
            _beam(ground, lit, y + dy, left, right)


@part
def shine(ground, world, e):
    """LIT = AMBIENT and the drones' discs, which roofs keep out."""
    ambient, lit = world.planes[e, AMBIENT], world.planes[e, LIT]
    words, height = lit.shape
    for k in range(words):
        for y in range(height):
            lit[k, y] = ambient[k, y]
    for d in range(world.drones.shape[1]):
        drone = world.drones[e, d]
        _disc(ground, lit, int(drone.y), int(drone.x))


@phase
def light(ground, world, e):
    """The lamps of this beat, and the discs where the drones still stand."""
    ambient, clock = world.planes[e, AMBIENT], world.clock[e]
    words, height = ambient.shape
    shining = _shining(ground, world, e)
    if shining != clock.shining:  # else the plane is as it was
        clock.shining = shining
        for group in range(ground.lamps.shape[0]):
            if shining & bit(group) != U0:
                for k in range(words):
                    for y in range(height):
                        before = U0 if group == 0 else ambient[k, y]
                        ambient[k, y] = before | ground.lamps[group, k, y]
    shine(ground, world, e)
