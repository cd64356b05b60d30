"""Sound: Dijkstra from every source, the loudest of which counts at each cell."""

import heapq

from naive.world import AROUND, alive, infected

from warbell.engine import codes as c


def spread(state, source, loud, door_cost, wall_cost):
    """{cell: level} of one sound: loud + 1 in its own cell, less the cost of each cell it enters, down to 1."""
    arrives = {}
    queue = [(-min(loud, c.LOUDEST) - 1, source)]
    while queue:
        level, cell = heapq.heappop(queue)
        level = -level
        if cell in arrives or level < 1:
            continue
        arrives[cell] = level
        for dy, dx in AROUND:
            there = cell[0] + dy, cell[1] + dx
            if there in state.clear:
                heapq.heappush(queue, (1 - level, there))
            elif there in state.blocked:
                heapq.heappush(queue, (door_cost - level, there))
            elif state.ground.terrain.get(there) == c.WALL:
                heapq.heappush(queue, (wall_cost - level, there))
        for link in state.ground.links:
            ends = (link.y0, link.x0), (link.y1, link.x1)
            if cell in ends and link.kind != c.ZIPLINE:
                heapq.heappush(queue, (state.tuning.sound_link - level, ends[1 - ends.index(cell)]))
    return arrives


def field(state, sources, door_cost, wall_cost):
    """{cell: level}: the loudest that arrives from [(cell, loudness)]."""
    levels = {}
    for source, loud in sources:
        if loud > 0:
            for cell, level in spread(state, source, loud, door_cost, wall_cost).items():
                levels[cell] = max(level, levels.get(cell, 0))
    return levels


def heeded(state):
    """[(cell, loudness)] of all that infected hunt by: not their own shuffling and nails, nor the hum of drones."""
    return [(row.at, row.loud) for row in state.noises if row.kind not in (c.SHUFFLING, c.DRONE_HUM, c.NAILS)]


def heart_range(state, p):
    body, tuning = state.bodies[p], state.tuning
    if infected(body) or not alive(body):
        return 0
    return max(0, (state.hearts[p].rate - tuning.heart_quiet) // tuning.heart_per_cell)


def sound(state):
    tuning = state.tuning
    sources = heeded(state)
    state.clock.noise = max((min(loud, c.LOUDEST) for _, loud in sources), default=0)
    state.noise = field(state, sources, tuning.sound_door, tuning.sound_wall)
    beating = [(state.bodies[p].at, heart_range(state, p)) for p in state.persons]
    state.heartbeats = field(state, beating, tuning.heart_door, tuning.heart_wall)
