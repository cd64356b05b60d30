"""The compiled half of `encode.arrays.vectors`: a seat's percept written out as one row of numbers.

Columns that are copied as they are come by their places in rows read as int32: kernels know no columns by name that
are chosen elsewhere.
"""

from typing import NamedTuple

import numpy as np

from warbell.encode.columns import NEAREST, NEVER, VECTOR, places
from warbell.engine.codes import DEAD, N_OBJECTS
from warbell.engine.kernel import kernel, part
from warbell.engine.people import is_person
from warbell.engine.percept import ME, SEEN_BODY, SEEN_DRONE
from warbell.engine.tables import tables
from warbell.engine.world import HEARD

SELF, MATE, HUNTER = (
    places(VECTOR["self"], ME),
    places(VECTOR["mates"], SEEN_BODY),
    places(VECTOR["hunters"], SEEN_BODY),
)
DRONE, SOUND = places(VECTOR["drones"], SEEN_DRONE), places(VECTOR["heard"], HEARD)
HUNTER_WIDTH = len(VECTOR["hunters"].columns)


@tables
class Rows(NamedTuple):
    """Tables of a percept, each row read as int32: [E, S, ..., words of a row]."""

    me: np.ndarray
    bodies: np.ndarray
    drones: np.ndarray
    heard: np.ndarray


@part
def _copy(source, columns, row, at):
    """Write columns of a row of some table from `at` on; give where they end."""
    for k in range(columns.shape[0]):
        row[at + k] = (source[columns[k, 0]] >> columns[k, 1]) & columns[k, 2]
    return at + columns.shape[0]


@part
def _last_seen(me, seen, source, columns, row, at):
    """Write what was last seen of somebody or something: its age, its place from oneself, its columns."""
    if seen.beat < 0:
        row[at] = NEVER
        at += 1
        for k in range(2 + columns.shape[0]):
            row[at + k] = 0
        return at + 2 + columns.shape[0]
    row[at], row[at + 1], row[at + 2] = me.beat - seen.beat, seen.y - me.y, seen.x - me.x
    return _copy(source, columns, row, at + 3)


@part
def _hunters(me, bodies, sources, row, at):
    """The nearest infected in sight, by insertion; ties go to the lower body index."""
    wide = HUNTER_WIDTH
    count = 0
    for i in range(bodies.shape[0]):
        body = bodies[i]
        if body.beat != me.beat or is_person(body) or body.state == DEAD:
            continue
        far = abs(body.y - me.y) + abs(body.x - me.x)
        place = count
        while place > 0 and abs(row[at + wide * (place - 1)]) + abs(row[at + wide * (place - 1) + 1]) > far:
            place -= 1
        if place == NEAREST:
            continue
        for k in range(at + wide * min(count + 1, NEAREST) - 1, at + wide * (place + 1) - 1, -1):
            row[k] = row[k - wide]
        spot = at + wide * place
        row[spot], row[spot + 1] = body.y - me.y, body.x - me.x
        _copy(sources[i], HUNTER, row, spot + 2)
        count = min(count + 1, NEAREST)
    row[at + wide * count : at + wide * NEAREST] = 0
    return at + wide * NEAREST


@kernel
def fill(percept, rows, out):
    """Fill out, int32 [E, S, width(S, D)], with the vectors of all seats of all worlds."""
    worlds, seats = percept.me.shape
    for e in range(worlds):
        for p in range(seats):
            me, row = percept.me[e, p], out[e, p]
            at = _copy(rows.me[e, p], SELF, row, 0)
            for item in range(N_OBJECTS):
                row[at + item] = percept.pack[e, p, item]
            at += N_OBJECTS
            for q in range(seats):
                row[at + q] = percept.bonds[e, p, q]
            at += seats
            for q in range(seats):
                at = _last_seen(me, percept.bodies[e, p, q], rows.bodies[e, p, q], MATE, row, at)
            at = _hunters(me, percept.bodies[e, p], rows.bodies[e, p], row, at)
            for d in range(percept.drones.shape[2]):
                at = _last_seen(me, percept.drones[e, p, d], rows.drones[e, p, d], DRONE, row, at)
            row[at:] = 0
            for slot in range(me.heard):
                at = _copy(rows.heard[e, p, slot], SOUND, row, at)
