"""Water: what runs through open valves, and what becomes of those whom it reaches.

Reads fixtures, events, places, packs. Writes basins, fields, events, noises, what is carried, breath. Every unit that
leaves a basin is in another. Pipes run one after the other, in the order of the file; nothing here asks for rows.
"""

from warbell.engine.bits import get
from warbell.engine.codes import (
    BRAND,
    BRIM,
    CHEST,
    CLEAR,
    DESK,
    DOWN,
    DROWNED,
    DRY,
    DX,
    DY,
    FIRE,
    LEFT,
    NO_THING,
    RUSHING,
    SPOILING,
    SPOILT,
    STILL,
    SWITCHED,
    THING,
    WATER,
    WATER_MOVED,
    WENT_UNDER,
)  # fmt: skip
from warbell.engine.events import UNTOLD, audience_of, log
from warbell.engine.kernel import part, phase
from warbell.engine.noises import NOBODYS, sound_of_thing
from warbell.engine.people import is_person
from warbell.engine.things import clear_away, lay
from warbell.engine.water import has_water, lacks_air, level_of, water_at


@part
def _note_hands(ground, world, e, v):
    """Whose hands turned the valve of pipe v in this beat, or by itself: for whoever asks why."""
    valve, f = world.valves[e, v], ground.pipes[v].valve
    on = world.fixtures[e, f].on
    if valve.on == on:
        return
    valve.on = on
    valve.by = 0
    valve.since = world.clock[e].beat + 1
    for k in range(world.clock[e].events):
        event = world.events[e, k]
        if event.kind == SWITCHED and event.whom == f:
            valve.by = event.who + 1


@part
def _runs(ground, world, e, high, low):
    """How many units would have to run from one basin to another for them to stand equally high, 0 or less if none."""
    one, other = ground.basins[high], ground.basins[low]
    area, other_area = int(one.area), int(other.area)
    above = one.bottom * area + world.basins[e, high].units
    below = other.bottom * other_area + world.basins[e, low].units
    return (above * other_area - below * area) // (area + other_area)


@part
def _run(ground, world, e, v):
    """A beat of the water in pipe v: from where it stands higher, never so much that it would stand lower there."""
    pipe = ground.pipes[v]
    if world.fixtures[e, pipe.valve].on == 0:
        return
    high, low = pipe.one, pipe.other
    if _runs(ground, world, e, high, low) <= 0:
        high, low = pipe.other, pipe.one
    source, sink = world.basins[e, high], world.basins[e, low]
    room = BRIM * ground.basins[low].area - sink.units
    units = min(_runs(ground, world, e, high, low), pipe.flow, source.units, room)
    if units > 0:
        source.units -= units
        sink.units += units
        sink.by, sink.since = world.valves[e, v].by, world.valves[e, v].since
        sound_of_thing(ground, world, e, pipe.valve, RUSHING, ground.tuning[0].loud_rush, NOBODYS)


@part
def _stand(ground, world, e, b):
    """Let the water of basin b stand as high on its cells as it does now; whoever is in it knows of a change."""
    place, level = ground.basins[b], level_of(ground, world, e, b)
    if world.basins[e, b].level == level:
        return
    world.basins[e, b].level = level
    told = UNTOLD
    for k in range(place.first, place.last):
        y, x = ground.bed[k, 0], ground.bed[k, 1]
        world.fields[e, WATER, y, x] = min(level, ground.bed[k, 2])
        i = world.occupant[e, y, x] - 1
        if 0 <= i < world.hearts.shape[1]:
            told |= audience_of(i)
    log(world, e, WATER_MOVED, -1, b, place.y, place.x, level, told)


@part
def _quench(world, e, y, x):
    """Fire goes out in water."""
    world.fields[e, FIRE, y, x] = 0
    if world.fields[e, THING, y, x] == BRAND:
        clear_away(world, e, y, x)


@part
def _float(ground, world, e, y, x):
    """A desk on a cell floats one on towards the drain, if there is room."""
    way = ground.drift[y, x]
    if way == STILL:
        return
    to_y, to_x = y + DY[way], x + DX[way]
    held = world.occupant[e, to_y, to_x] > 0 or ground.fixture_at[to_y, to_x] > 0 or ground.link_at[to_y, to_x] > 0
    room = get(world.planes[e, CLEAR], to_y, to_x) and world.fields[e, THING, to_y, to_x] == NO_THING
    if room and not held and water_at(world, e, to_y, to_x) >= CHEST:
        left = world.fields[e, LEFT, y, x]
        clear_away(world, e, y, x)
        lay(world, e, DESK, to_y, to_x, left)


@part
def _soak(ground, world, e, b):
    """What water does to what lies in basin b: from the drain outwards, so that what floats makes way."""
    place = ground.basins[b]
    if world.basins[e, b].level == DRY:
        return
    drifts = world.clock[e].beat % 2 == 1
    for k in range(place.first, place.last):
        y, x = ground.bed[k, 0], ground.bed[k, 1]
        _quench(world, e, y, x)
        if drifts and world.fields[e, THING, y, x] == DESK and world.fields[e, WATER, y, x] >= CHEST:
            _float(ground, world, e, y, x)


@part
def _spoil(world, e, p):
    """Chest-deep in water, what cannot bear it is lost, and the flare in the hand goes out."""
    body = world.bodies[e, p]
    world.hearts[e, p].flame = 0
    for k in range(SPOILING.shape[0]):
        item = SPOILING[k]
        if world.packs[e, p, item] > 0:
            world.packs[e, p, item] = 0
            log(world, e, SPOILT, p, -1, body.y, body.x, item, audience_of(p))


@part
def _basin_at(ground, y, x):
    """The basin that a cell belongs to, -1 none."""
    for b in range(ground.basins.shape[0]):
        for k in range(ground.basins[b].first, ground.basins[b].last):
            if ground.bed[k, 0] == y and ground.bed[k, 1] == x:
                return b
    return -1


@part
def _hold_breath(ground, world, e, p):
    """A beat of person p under water, or with air."""
    body = world.bodies[e, p]
    if not lacks_air(world, e, body):
        world.breath[e, p] = 0
        return
    world.breath[e, p] += 1
    if world.breath[e, p] == 1:
        log(world, e, WENT_UNDER, p, -1, body.y, body.x, ground.tuning[0].breath_held, audience_of(p))
    if is_drowned(ground, world, e, p):
        log(world, e, DROWNED, -1, p, body.y, body.x, 0, audience_of(p))
        b = _basin_at(ground, body.y, body.x)
        if b >= 0:  # whose hands let the water in
            event = world.events[e, world.clock[e].events - 1]
            event.foe, event.since = world.basins[e, b].by - 1, world.basins[e, b].since


@part
def is_drowned(ground, world, e, p):
    """True if person p has had no air for longer than anybody lives."""
    return has_water(world) and world.breath[e, p] > ground.tuning[0].breath_held


@phase
def water(ground, world, e):
    """Phase: the pipes, the basins, whatever lies and whoever is in them."""
    if not has_water(world):
        return
    for v in range(ground.pipes.shape[0]):
        _note_hands(ground, world, e, v)
        _run(ground, world, e, v)
    for b in range(ground.basins.shape[0]):
        _stand(ground, world, e, b)
        _soak(ground, world, e, b)
    for p in range(world.hearts.shape[1]):
        body = world.bodies[e, p]
        there = is_person(body) and body.state <= DOWN and body.carrier >= 0
        if there and water_at(world, e, body.y, body.x) >= CHEST:
            _spoil(world, e, p)
        _hold_breath(ground, world, e, p)
