"""Hearing: what reaches each person's ears, how loud and from where.

Reads noises, planes, links. Writes heard.
The ear's own flood gives the cost of the way from every cell to it. A drone sounds from above, over all walls of its
sheet. Sounds alike in kind, bearing, voice and signal are one; the loudest HEARD_SLOTS are kept, and equal ones in an
order that depends only on what is heard.
"""

from warbell.engine.bits import U0, get, put
from warbell.engine.codes import (
    BEARING_ELSEWHERE,
    BEARING_HERE,
    CLEAR,
    DOWN,
    DX,
    DY,
    EAR_FIELD,
    LEVELS,
    LOUDEST,
    NO_SIGNAL,
    NO_VOICE,
    SILENCE,
)  # fmt: skip
from warbell.engine.growing import FRESH
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_person
from warbell.engine.phases.sound import flood, level_upto


@part
def bearing(ground, y, x, to_y, to_x):
    """The bearing code from (y, x) to (to_y, to_x): eight winds, here, or elsewhere for another sheet."""
    if ground.sheet[y, x] != ground.sheet[to_y, to_x]:
        return BEARING_ELSEWHERE
    dy, dx = to_y - y, to_x - x
    if dy == 0 and dx == 0:
        return BEARING_HERE
    if 2 * abs(dx) < abs(dy):
        return 4 if dy > 0 else 0
    if 2 * abs(dy) < abs(dx):
        return 2 if dx > 0 else 6
    if dy > 0:
        return 3 if dx > 0 else 5
    return 1 if dx > 0 else 7


@part
def _comes_before(a, loud, kind, way, voice, signal):
    """True if row a goes before a sound in the list: louder first, then by kind, bearing, voice and signal."""
    if a.loud != loud:
        return a.loud > loud
    if a.sound != kind:
        return a.sound < kind
    if a.bearing != way:
        return a.bearing < way
    if a.voice != voice:
        return a.voice < voice
    return a.signal < signal


@part
def _write(row, loud, kind, way, voice, signal):
    row.loud = loud
    row.sound = kind
    row.bearing = way
    row.voice = voice
    row.signal = signal


@part
def note(rows, loud, kind, way, voice, signal):
    """Enter a sound into rows, HEARD [HEARD_SLOTS]: merged with its like, in order, the faintest falling off."""
    slots = rows.shape[0]
    at = slots
    for k in range(slots):
        row = rows[k]
        if row.sound == kind and row.bearing == way and row.voice == voice and row.signal == signal:
            if row.loud >= loud:
                return
            at = k
            break
        if row.sound == SILENCE:
            at = k
            break
    if at == slots:
        at = slots - 1
        if _comes_before(rows[at], loud, kind, way, voice, signal):
            return
    while at > 0 and not _comes_before(rows[at - 1], loud, kind, way, voice, signal):
        above = rows[at - 1]
        _write(rows[at], above.loud, above.sound, above.bearing, above.voice, above.signal)
        at -= 1
    _write(rows[at], loud, kind, way, voice, signal)


@part
def _could_reach(ground, y, x, to_y, to_x, loud):
    """A cheap bound: False only if a sound from one cell to the other cannot arrive."""
    near = abs(y - to_y) + abs(x - to_x) <= loud
    return near | (ground.links.shape[0] > 0) | (ground.sheet[y, x] != ground.sheet[to_y, to_x])


@part
def _far_reach(ground, world, e, p):
    """The loudness of the loudest sound on the ground that may reach the ear of p; 0 if none does."""
    ear = world.bodies[e, p]
    reach = 0
    for k in range(world.clock[e].noises):
        row = world.noises[e, k]
        there = (row.above == 0) & (row.source != p) & _could_reach(ground, ear.y, ear.x, row.y, row.x, row.loud)
        reach = max(reach, int(row.loud) * there)  # without branches
    return min(reach, LOUDEST)


@part
def _from_within(levels, top, y, x):
    """The level of a way out of a cell that costs one whatever stands there: a shut door sounds, an engine runs."""
    best = level_upto(levels, top, y, x)
    for way in range(4):
        best = max(best, level_upto(levels, top, y + DY[way], x + DX[way]) - 1)
    return best


@part
def _overhead(ground, world, e, p):
    """What sounds in the sky over the sheet of p, which no wall keeps out."""
    ear = world.bodies[e, p]
    for k in range(world.clock[e].noises):
        row = world.noises[e, k]
        loud = row.loud + 1 - abs(row.y - ear.y) - abs(row.x - ear.x)
        if row.above == 1 and loud >= 1 and ground.sheet[row.y, row.x] == ground.sheet[ear.y, ear.x]:
            way = bearing(ground, ear.y, ear.x, row.y, row.x)
            note(world.heard[e, p], loud, row.kind, way, row.voice, row.signal)


@part
def _listen(ground, world, e, p):
    ear = world.bodies[e, p]
    _overhead(ground, world, e, p)
    reach = _far_reach(ground, world, e, p)
    if reach == 0:
        return
    levels = world.sound[EAR_FIELD]
    top = min(reach + 1, LEVELS)
    levels[0] = U0
    levels[top] = U0
    put(levels[top], ear.y, ear.x)
    flood(ground, world, e, EAR_FIELD, top, ground.tuning[0].sound_door, ground.tuning[0].sound_wall, FRESH)
    for k in range(world.clock[e].noises):
        row = world.noises[e, k]
        if row.above == 0 and row.source != p and _could_reach(ground, ear.y, ear.x, row.y, row.x, row.loud):
            open_ = get(world.planes[e, CLEAR], row.y, row.x)
            level = level_upto(levels, top, row.y, row.x) if open_ else _from_within(levels, top, row.y, row.x)
            loud = min(row.loud, LOUDEST) + 1 - (top - level)
            if level > 0 and loud >= 1:
                way = bearing(ground, ear.y, ear.x, row.y, row.x)
                note(world.heard[e, p], loud, row.kind, way, row.voice, row.signal)


@phase
def hearing(ground, world, e):
    """Phase: the ears of every living person."""
    for p in range(world.hearts.shape[1]):
        for slot in range(world.heard.shape[2]):
            _write(world.heard[e, p, slot], 0, SILENCE, 0, NO_VOICE, NO_SIGNAL)
        body = world.bodies[e, p]
        if is_person(body) and body.state <= DOWN:
            _listen(ground, world, e, p)
