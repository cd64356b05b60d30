"""Hearing: each sound of the beat on its own way to each ear."""

from naive.sound import spread
from naive.world import AROUND, alive, infected

from warbell.engine import codes as c


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


def _arrivals(state, row):
    """{cell: level} of a sound: on the ground by its way, from above as the crow flies over its sheet."""
    if not row.above:
        return spread(state, row.at, row.loud, state.tuning.sound_door, state.tuning.sound_wall)
    far = {cell: abs(cell[0] - row.y) + abs(cell[1] - row.x) for cell in state.ground.terrain}
    sheet = state.ground.sheet
    return {cell: row.loud + 1 - n for cell, n in far.items() if row.loud >= n and sheet[cell] == sheet[row.at]}


def _at_ear(state, row, arrives, ear):
    """What of a sound arrives at an ear: who hangs over a wall hears as if it was an open cell."""
    if row.above or ear in state.clear:
        return arrives.get(ear, 0)
    return max(arrives.get(ear, 0), *(arrives.get((ear[0] + dy, ear[1] + dx), 0) - 1 for dy, dx in AROUND))


def hearing(state):
    ways = [(row, _arrivals(state, row)) for row in state.noises]
    state.heard = []
    for p in state.persons:
        me = state.bodies[p]
        loudest = {}
        state.heard.append(loudest)
        if infected(me) or not alive(me):
            continue
        for row, arrives in ways:
            loud = _at_ear(state, row, arrives, me.at)
            if row.source != p and loud > 0:
                alike = row.kind, bearing(state, me.at, row.at), row.voice, row.signal
                loudest[alike] = max(loudest.get(alike, 0), loud)
    state.heard = [
        [(loud, *alike) for loud, alike in sorted((-loud, alike) for alike, loud in loudest.items())][: c.HEARD_SLOTS]
        for loudest in state.heard
    ]
    state.heard = [[(-sound[0], *sound[1:]) for sound in sounds] for sounds in state.heard]
