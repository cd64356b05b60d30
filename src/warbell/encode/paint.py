"""The compiled half of the grids: a seat's surroundings as layers of bytes, itself in the middle."""

import numpy as np

from warbell.encode.columns import GRID, MOST_LEVEL, PRINTED, places
from warbell.encode.fill import who
from warbell.engine.bits import U0, WINDOW_MASK
from warbell.engine.codes import FIRE, SIGHT, SIGHT_ROWS, SMOKE, UP, WATER
from warbell.engine.kernel import part
from warbell.engine.people import is_infected

LAYER = places(GRID)
N_PRINTED = len(PRINTED)
# The bits of a byte, each as a byte of a word.
SPREAD = np.array([sum(1 << 8 * b for b in range(8) if n >> b & 1) for n in range(256)], np.uint64)
BYTE, EIGHT, LAST = np.uint64(255), np.uint64(8), np.uint64(SIGHT_ROWS - 1)


@part
def _write(cells, k, row):
    """Write eight bytes of a row, which the compiler makes one store of."""
    for n in range(EIGHT):
        row[EIGHT * k + n] = (cells >> (EIGHT * n)) & BYTE


@part
def _copy(source, left, row):
    """Copy the cells of a window's row, eight at a time."""
    for k in range(np.uint64(3)):
        cells = U0
        for n in range(EIGHT):
            cells |= np.uint64(source[left + EIGHT * k + n]) << (EIGHT * n)
        _write(cells, k, row)
    row[LAST] = source[left + LAST]


@part
def _printed(paper, target, me, layers):
    left = np.uint64(me.x)  # of arrays with a margin
    for r in range(SIGHT_ROWS):
        for k in range(N_PRINTED):
            _copy(paper.printed[k, me.y + r], left, layers[LAYER.solid + k, r])
        _copy(paper.steps[target, me.y + r], left, layers[LAYER.way, r])


@part
def _known(plane, y, left):
    """Cells ever seen of a row, as many as a window has, from a column on: a word."""
    words, height = plane.shape
    k = left >> 6
    if y < 0 or y >= height or k >= words:
        return U0
    if left < 0:
        return (plane[0, y] << np.uint64(-left)) & WINDOW_MASK
    shift = np.uint64(left & 63)
    row = plane[k, y] >> shift
    if shift > U0 and k + 1 < words:
        row |= plane[k + 1, y] << (np.uint64(64) - shift)
    return row & WINDOW_MASK


@part
def _seen(me, known, now, bright, layer):
    """0 never seen, 1 before, 2 now, 3 now and lit: the sum of three planes, as each holds the next."""
    for r in range(SIGHT_ROWS):
        ever, seen, lit = _known(known, me.y - SIGHT + r, me.x - SIGHT), now[r], bright[r]
        if ever == U0:
            continue
        row = layer[r]
        for k in range(np.uint64(3)):
            some = EIGHT * k
            _write(SPREAD[(ever >> some) & BYTE] + SPREAD[(seen >> some) & BYTE] + SPREAD[(lit >> some) & BYTE], k, row)
        row[LAST] = (ever >> LAST) + (seen >> LAST) + (lit >> LAST)


@part
def _put(layer, me, y, x, value):
    r, c = y - me.y + SIGHT, x - me.x + SIGHT
    if 0 <= r < SIGHT_ROWS and 0 <= c < SIGHT_ROWS:
        layer[r, c] = value


@part
def _bodies(me, bodies, sighted, p, seats, layers):
    for n in range(1, 1 + sighted[0]):
        i = sighted[n]
        body = bodies[i]
        if is_infected(body):
            _put(layers[LAYER.infected], me, body.y, body.x, body.nature)
        else:
            _put(layers[LAYER.person], me, body.y, body.x, who(i, p, seats))
        _put(layers[LAYER.pose], me, body.y, body.x, body.asleep if body.state == UP else body.state + 1)


@part
def _things(me, things, fields, layers):
    for r in range(max(0, SIGHT - me.y), min(SIGHT_ROWS, things.shape[0] + SIGHT - me.y)):
        for c in range(max(0, SIGHT - me.x), min(SIGHT_ROWS, things.shape[1] + SIGHT - me.x)):
            layers[LAYER.thing, r, c] = things[me.y - SIGHT + r, me.x - SIGHT + c]
    for r in range(SIGHT_ROWS):
        for c in range(SIGHT_ROWS):
            layers[LAYER.fire, r, c] = max(0, min(MOST_LEVEL, fields[FIRE, r, c]))
            layers[LAYER.smoke, r, c] = max(0, min(MOST_LEVEL, fields[SMOKE, r, c]))
            if fields.shape[0] > WATER:
                layers[LAYER.water, r, c] = max(0, fields[WATER, r, c])


@part
def paint(percept, paper, e, p, layers):
    """Fill layers, uint8 [len(GRID), SIGHT_ROWS, SIGHT_ROWS], with the surroundings of seat p of world e."""
    me = percept.me[e, p]
    layers[LAYER.seen] = 0
    layers[LAYER.door : LAYER.way] = 0
    _printed(paper, paper.target[p], me, layers)
    _seen(me, percept.known[e, p], percept.now[e, p], percept.bright[e, p], layers[LAYER.seen])
    for n in range(paper.doors.shape[0]):
        door = percept.fixtures[e, p, paper.doors[n, 0]]
        if door.beat >= 0:
            _put(layers[LAYER.door], me, paper.doors[n, 1], paper.doors[n, 2], door.state + 1)
    _bodies(me, percept.bodies[e, p], percept.sighted[e, p], p, percept.me.shape[1], layers)
    for d in range(percept.drones.shape[2]):
        drone = percept.drones[e, p, d]
        if drone.beat == me.beat:
            _put(layers[LAYER.drone], me, drone.y, drone.x, 1)
    if percept.fields.shape[2] > 0:
        _things(me, percept.things[e, p], percept.fields[e, p], layers)
