"""Hearing: each sound of the beat on its own way to each ear."""

from naive.orders import ordered
from naive.sound import drone_loudness, spread
from naive.world import alive, infected

from warbell.engine import codes as c

SPOKEN = (c.VOICE, c.WHISPERING, c.CRY)


def bearing(state, ear, source):
    if state.ground.sheet[ear] != state.ground.sheet[source]:
        return c.BEARING_ELSEWHERE
    south, east = source[0] - ear[0], source[1] - ear[1]
    if (south, east) == (0, 0):
        return c.BEARING_HERE
    names = {-1: "north", 0: "", 1: "south"}, {-1: "west", 0: "", 1: "east"}
    vertical = 0 if 2 * abs(south) < abs(east) else (south > 0) - (south < 0)
    horizontal = 0 if 2 * abs(east) < abs(south) else (east > 0) - (east < 0)
    return c.BEARINGS.index(names[0][vertical] + names[1][horizontal])


def _sources(state):
    """(cell, loudness, sound, voice, signal, whose) of every body and fixture that is heard by way of the ground."""
    for i, body in enumerate(state.bodies):
        if body.loud > 0:
            spoken = body.sound in SPOKEN and not infected(body)
            signal = ordered(state, i)[2] if spoken else None
            yield body.at, body.loud, body.sound, i if spoken else c.NO_VOICE, signal, i
    for f, place in enumerate(state.ground.fixtures):
        if state.fixtures[f].loud > 0:
            yield place.at, state.fixtures[f].loud, state.fixtures[f].sound, c.NO_VOICE, None, None


def hearing(state):
    tuning = state.tuning
    ways = [
        (spread(state, cell, loud, tuning.sound_door, tuning.sound_wall), cell, *rest)
        for cell, loud, *rest in _sources(state)
    ]
    state.heard = []
    for p in state.persons:
        me = state.bodies[p]
        loudest = {}
        state.heard.append(loudest)
        if infected(me) or not alive(me):
            continue
        for arrives, cell, sound, voice, signal, whose in ways:
            if whose != p and me.at in arrives:
                alike = sound, bearing(state, me.at, cell), voice, c.NO_SIGNAL if signal is None else signal
                loudest[alike] = max(loudest.get(alike, 0), arrives[me.at])
        for drone in state.drones:
            loud = drone_loudness(state, drone) + 1 - abs(drone.y - me.y) - abs(drone.x - me.x)
            if loud >= 1 and state.ground.sheet[drone.at] == state.ground.sheet[me.at]:
                alike = drone.sound, bearing(state, me.at, drone.at), c.NO_VOICE, c.NO_SIGNAL
                loudest[alike] = max(loudest.get(alike, 0), loud)
    state.heard = [
        [(loud, *alike) for loud, alike in sorted((-loud, alike) for alike, loud in loudest.items())][: c.HEARD_SLOTS]
        for loudest in state.heard
    ]
    state.heard = [[(-sound[0], *sound[1:]) for sound in sounds] for sounds in state.heard]
