"""Light and dark: what lamps light, the discs under the drones, what burns, torches in the hand.

Reads switches and generators, drones, packs. Writes planes AMBIENT and LIT, torches in hands.
A light group shines when all its switches are on and, if generators feed it, at least one of them runs.
"""

import numpy as np

from warbell.engine.bits import U0, U1, bit, lowest, or_windows
from warbell.engine.codes import (
    AMBIENT,
    BRAND,
    DX,
    DY,
    FIRE,
    GENERATOR,
    LIT,
    SIGHT,
    SIGHT_ROWS,
    SILENCE,
    STIRRING,
    SWITCH,
    THING,
    TORCH,
    UP,
)
from warbell.engine.kernel import part, phase
from warbell.engine.phases.sight import look_from
from warbell.engine.seeing import near_mask
from warbell.engine.things import has_things


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
def _glow(ground, world, e, lit, y, x, reach):
    """Light what a flame on a cell has in a free line, as far as it reaches."""
    window = world.eyes[e, 0]  # its place, and the other's, until the eyes phase needs them
    look_from(ground, world, e, y, x, window, world.bright[e, 0])
    for r in range(SIGHT - reach, SIGHT + reach + 1):
        wide = reach
        while wide * wide + (r - SIGHT) * (r - SIGHT) > reach * reach + reach:
            wide -= 1
        window[r] &= near_mask(wide)
    for r in range(SIGHT_ROWS):
        if abs(r - SIGHT) > reach:
            window[r] = U0
    or_windows(lit, y, x, window[:SIGHT_ROWS])


@part
def _flames(ground, world, e, lit):
    """Light around fires, and around flares on the ground and in hands."""
    tuning, stirring = ground.tuning[0], world.planes[e, STIRRING]
    words, height = stirring.shape
    for k in range(words):
        for y in range(height):
            word = stirring[k, y]
            while word != U0:
                x = 64 * k + lowest(word)
                word &= word - U1
                if world.fields[e, THING, y, x] == BRAND:
                    _glow(ground, world, e, lit, y, x, int(tuning.flare_light))
                elif world.fields[e, FIRE, y, x] > 0:
                    _glow(ground, world, e, lit, y, x, int(tuning.fire_light))
    for p in range(world.hearts.shape[1]):
        if world.hearts[e, p].flame > 0:
            body = world.bodies[e, p]
            _glow(ground, world, e, lit, int(body.y), int(body.x), int(tuning.flare_light))


@part
def _torchlight(ground, world, e, lit, y, x, way):
    """Light what a torch in the hand shines on: a wedge that way of what it has in a free line."""
    reach, window = int(ground.tuning[0].torch_light), world.eyes[e, 0]
    look_from(ground, world, e, y, x, window, world.bright[e, 0])
    for r in range(SIGHT_ROWS):
        cells = U0
        for c in range(SIGHT - reach, SIGHT + reach + 1):
            ahead = (r - SIGHT) * DY[way] + (c - SIGHT) * DX[way]
            aside = abs((r - SIGHT) * DX[way] + (c - SIGHT) * DY[way])
            if 0 <= ahead <= reach and 2 * aside <= ahead + 1:
                cells |= bit(c)
        window[r] &= cells
    or_windows(lit, y, x, window[:SIGHT_ROWS])


@part
def _torches(ground, world, e, lit):
    """Light the beams of torches in the hand: of those who are up, and still have one."""
    for p in range(world.hearts.shape[1]):
        heart = world.hearts[e, p]
        if heart.torch > 0:
            body = world.bodies[e, p]
            if body.state == UP and world.packs[e, p, TORCH] > 0:
                _torchlight(ground, world, e, lit, int(body.y), int(body.x), int(body.facing))
            else:
                heart.torch = 0


@part
def shine(ground, world, e):
    """LIT = AMBIENT, the drones' discs, which roofs keep out, what burns, and the beams of torches."""
    ambient, lit = world.planes[e, AMBIENT], world.planes[e, LIT]
    words, height = lit.shape
    for k in range(words):
        for y in range(height):
            lit[k, y] = ambient[k, y]
    for d in range(world.drones.shape[1]):
        drone = world.drones[e, d]
        if drone.sound != SILENCE:
            _disc(ground, lit, int(drone.y), int(drone.x))
    if has_things(world):
        _flames(ground, world, e, lit)
    _torches(ground, world, e, lit)


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
