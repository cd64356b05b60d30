"""Sound: the field that infected hunt by, and the field of hearts, which only Listeners hear.

Reads noises, rates, planes CLEAR and BLOCKED, walls, links. Writes sound fields, clock.noise,
whose heart is heard, the order of noises.
A sound of loudness n is heard n cells away along open cells; a shut door or a wall costs as much as tuning says. Each
field is a stack of nested planes, [l] holding the cells where at least l of the sound arrives: a Dijkstra over small
integer costs, done a whole ring at a time.
"""

import numpy as np

from warbell.engine.bits import U1, get, put
from warbell.engine.codes import (
    BLOCKED,
    CLEAR,
    DOWN,
    HEART_FIELD,
    IS_KNOWN,
    LEVELS,
    LISTENER,
    NOISE_FIELD,
    UP,
    ZIPLINE,
)  # fmt: skip
from warbell.engine.growing import KEPT, grow
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_infected

# Steps of the search for a level; any level from 0 to their sum, LEVELS, can be reached.
HALVES = np.array([13, 6, 3, 2, 1])


@part
def flood(ground, world, e, field, top, door_cost, wall_cost, kept):
    """Fill levels top-1 .. 1 of a field from the sources already put into its levels.

    With sources in the highest alone the others may hold anything before: they are FRESH, else KEPT. Level 0 is empty.
    """
    levels, clear, blocked = world.sound[field], world.planes[e, CLEAR], world.planes[e, BLOCKED]
    link_cost = ground.tuning[0].sound_link
    for level in range(top - 1, 0, -1):
        now, above = levels[level], levels[level + 1]
        if level + min(door_cost, wall_cost) > top:
            grow((above, clear), now, kept)
        else:  # nothing is ever put into level 0
            doors = levels[level + door_cost if level + door_cost <= top else 0]
            solid = levels[level + wall_cost if level + wall_cost <= top else 0]
            grow((above, clear, doors, blocked, solid, ground.walls), now, kept)
        if level + link_cost <= top:
            before = levels[level + link_cost]
            for k in range(ground.links.shape[0]):
                link = ground.links[k]
                if link.kind == ZIPLINE:  # a cable through the air is no way for sound
                    continue
                if get(before, link.y0, link.x0):
                    put(now, link.y1, link.x1)
                if get(before, link.y1, link.x1):
                    put(now, link.y0, link.x0)


@part
def level_at(levels, y, x):
    """How much of a field, uint64 [LEVELS + 1, words, H], arrives at a cell: 0..LEVELS."""
    k, shift = x >> 6, np.uint64(x & 63)
    level = 0
    for half in HALVES:  # a search without branches: the levels are nested
        level += half * int((levels[level + half, k, y] >> shift) & U1)
    return level


@part
def level_upto(levels, top, y, x):
    """The same of a field in which no level above `top` is in use."""
    k, shift = x >> 6, np.uint64(x & 63)
    level = 0
    for half in HALVES:
        if level + half <= top:
            level += half * int((levels[level + half, k, y] >> shift) & U1)
    return level


@part
def _emit(levels, y, x, loud, top):
    """Put a source into a field; returns the highest level in use."""
    if loud <= 0:
        return top
    level = min(loud + 1, LEVELS)
    put(levels[level], y, x)
    return max(top, level)


@part
def _swap(one, other):
    """Exchange two rows of noises."""
    one.y, other.y = other.y, one.y
    one.x, other.x = other.x, one.x
    one.loud, other.loud = other.loud, one.loud
    one.source, other.source = other.source, one.source
    one.by, other.by = other.by, one.by
    one.kind, other.kind = other.kind, one.kind
    one.voice, other.voice = other.voice, one.voice
    one.signal, other.signal = other.signal, one.signal
    one.above, other.above = other.above, one.above


@part
def _noise(ground, world, e):
    """What infected hunt by: every sound but those they know and take no notice of. Those rows come to lie first."""
    clock, levels = world.clock[e], world.sound[NOISE_FIELD]
    levels[:] = 0
    top = heeded = 0
    for k in range(clock.noises):
        row = world.noises[e, k]
        if not IS_KNOWN[row.kind]:
            top = _emit(levels, row.y, row.x, row.loud, top)
            if k > heeded:
                _swap(row, world.noises[e, heeded])
            heeded += 1
    clock.heeded = heeded
    clock.noise = max(0, top - 1)
    flood(ground, world, e, NOISE_FIELD, top, ground.tuning[0].sound_door, ground.tuning[0].sound_wall, KEPT)


@part
def _heart_range(ground, world, e, p):
    """How many cells away the heart of person p is heard; 0 if nobody can hear it."""
    tuning = ground.tuning[0]
    body = world.bodies[e, p]
    if is_infected(body) or body.state > DOWN:
        return 0
    return max(0, (world.hearts[e, p].rate - tuning.heart_quiet) // tuning.heart_per_cell)


@part
def _listened_for(world, e):
    """True if a Listener could hear a heart: else nobody asks."""
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if body.nature == LISTENER and body.state == UP:
            return True
    return False


@part
def _hearts(ground, world, e):
    levels = world.sound[HEART_FIELD]
    levels[:] = 0
    top = 0
    for p in range(world.hearts.shape[1]):
        body, heart = world.bodies[e, p], world.hearts[e, p]
        heart.audible = _heart_range(ground, world, e, p)
        top = _emit(levels, body.y, body.x, heart.audible, top)
    flood(ground, world, e, HEART_FIELD, top, ground.tuning[0].heart_door, ground.tuning[0].heart_wall, KEPT)


@phase
def sound(ground, world, e):
    """Phase: both fields the infected hunt by; that of hearts only while a Listener is up."""
    _noise(ground, world, e)
    if _listened_for(world, e):
        _hearts(ground, world, e)
