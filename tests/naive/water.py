"""Water: units run from where it stands higher; whoever is in it wades, loses things, drifts or drowns."""

from fractions import Fraction

from naive.things import lay, number, write
from naive.world import alive, log, noise, person, standing, thing
from naive.world import water as height

from warbell.engine import codes as c

SPOIL = ("food", "medicine", "flare", "phone", "battery")


def _surface(state, b, more=0):
    """How high the water of a basin would stand with so many units more."""
    place = state.ground.basins[b]
    return place.bottom + Fraction(state.basins[b].units + more, place.area)


def _turned(state, v):
    """Remember who turned a valve."""
    valve, f = state.valves[v], state.ground.pipes[v].valve
    if valve.on != state.fixtures[f].on:
        hands = [event.who + 1 for event in state.events if event.kind == c.SWITCHED and event.whom == f]
        valve.on, valve.by, valve.since = state.fixtures[f].on, (hands or [0])[-1], state.clock.beat + 1


def _run(state, v):
    """Unit by unit, as long as it stands no lower then where it came from."""
    pipe = state.ground.pipes[v]
    if not state.fixtures[pipe.valve].on:
        return
    high, low = sorted((pipe.one, pipe.other), key=lambda b: -_surface(state, b))
    moved = 0
    while (
        moved < pipe.flow
        and state.basins[high].units > moved
        and state.basins[low].units + moved < 4 * state.ground.basins[low].area
        and _surface(state, high, -moved - 1) >= _surface(state, low, moved + 1)
    ):
        moved += 1
    if moved:
        state.basins[high].units -= moved
        sink, valve = state.basins[low], state.valves[v]
        sink.units, sink.by, sink.since = sink.units + moved, valve.by, valve.since
        noise(state, c.RUSHING, state.ground.fixtures[pipe.valve].at, state.tuning.loud_rush)


def _stand(state, b):
    basin, place, bed = state.basins[b], state.ground.basins[b], state.ground.bed[b]
    level = min(3, basin.units // place.area)
    if level == basin.level:
        return
    basin.level = level
    for y, x, most in bed:
        write(state, c.WATER, (y, x), min(level, most))
    places = standing(state)
    within = {places.get((y, x)) for y, x, _ in bed}
    log(state, c.WATER_MOVED, -1, b, place.at, level, {p for p in state.persons if p in within})


def _soak(state, b):
    for y, x, _ in state.ground.bed[b]:
        cell = y, x
        if height(state, cell):
            write(state, c.FIRE, cell, 0)
            if thing(state, cell) == c.BRAND:
                lay(state, cell, c.NO_THING)
        if thing(state, cell) == c.DESK and height(state, cell) > 1 and state.clock.beat % 2:
            _float(state, cell)


def _float(state, cell):
    way = state.ground.drift[cell]
    if way == c.STILL:
        return
    there = cell[0] + int(c.DY[way]), cell[1] + int(c.DX[way])
    ends = {end for link in state.ground.links for end in ((link.y0, link.x0), (link.y1, link.x1))}
    held = there in standing(state) or there in state.ground.fixture_at or there in ends
    if there in state.clear and not thing(state, there) and not held and height(state, there) > 1:
        left = number(state, c.LEFT, cell)
        lay(state, cell, c.NO_THING)
        lay(state, there, c.DESK, left)


def _in_it(state, p):
    body, beats = state.bodies[p], state.breath[p]
    state.breath[p] = 0
    if not person(body) or not alive(body) or body.borne in (c.ON_LINE, c.ON_DRONE):
        return
    level = height(state, body.at)
    if level >= 2:
        state.hearts[p].flame = 0
        for item in SPOIL:
            if state.packs[p][c.OBJECTS.index(item)]:
                state.packs[p][c.OBJECTS.index(item)] = 0
                log(state, c.SPOILT, p, -1, body.at, c.OBJECTS.index(item), {p})
    if level == 3 or (level == 2 and body.state == c.DOWN and not body.carrier):
        state.breath[p] = beats + 1
        if not beats:
            log(state, c.WENT_UNDER, p, -1, body.at, state.tuning.breath_held, {p})
        if drowned(state, p):
            log(state, c.DROWNED, -1, p, body.at, 0, {p})
            for b, bed in enumerate(state.ground.bed):
                if body.at in [(y, x) for y, x, _ in bed]:
                    state.events[-1].foe, state.events[-1].since = state.basins[b].by - 1, state.basins[b].since


def drowned(state, p):
    """True if somebody has had no air for too long."""
    return bool(state.breath) and state.breath[p] > state.tuning.breath_held


def water(state):
    if len(state.fields) <= c.WATER:
        return
    for v in range(len(state.valves)):
        _turned(state, v)
        _run(state, v)
    for b in range(len(state.basins)):
        _stand(state, b)
        _soak(state, b)
    for p in state.persons:
        _in_it(state, p)
