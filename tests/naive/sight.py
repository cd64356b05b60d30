"""Sight: every line of sight walked cell by cell."""

from functools import cache

from naive.world import alive, infected

from warbell.engine import codes as c


@cache
def between(dy, dx):
    """The offsets of the cells strictly between (0, 0) and (dy, dx), by the definition in engine/lines.py."""
    if (dy, dx) < (0, 0):
        return [(y + dy, x + dx) for y, x in between(-dy, -dx)]
    n = max(abs(dy), abs(dx))
    return [((2 * k * dy + n) // (2 * n), (2 * k * dx + n) // (2 * n)) for k in range(1, n)]


def sees(state, here, there):
    terrain = state.ground.terrain
    if terrain.get(there, c.EDGE) == c.EDGE:
        return False
    passed = [(here[0] + y, here[1] + x) for y, x in between(there[0] - here[0], there[1] - here[1])]
    return not any(terrain.get(cell, c.EDGE) in (c.WALL, c.EDGE) or cell in state.veiled for cell in passed)


def seen_from(state, here):
    reach = range(-c.SIGHT, c.SIGHT + 1)
    window = ((here[0] + dy, here[1] + dx) for dy in reach for dx in reach)
    return {there for there in window if sees(state, here, there)}


def look_around(state, p):
    body = state.bodies[p]
    state.sight[p] = seen_from(state, body.at) if alive(body) and not infected(body) else set()


def sight(state):
    for p in state.persons:
        look_around(state, p)


def eyes(state):
    """What the engine keeps of whom everybody makes out; here it is asked each time."""
