"""Gates: where a careful seat stands so that two can open the gate on its way, whoever else waits there."""

import numpy as np

from warbell.engine.codes import DX, DY, GATE, SHUT
from warbell.engine.kernel import part
from warbell.engine.people import is_person
from warbell.engine.percept import Percept
from warbell.minds.fields import toll
from warbell.minds.manners import mates_on
from warbell.minds.ways import FAR, UNIT, Ways

AT_HAND = 6 * UNIT  # of the way up to a gate: from there one chooses where to stand
NO_GATE, TO_HAND, HANDS_FULL = range(3)


@part
def gate_ahead(path: Ways, value: np.ndarray, percept: Percept, e: int, p: int) -> int:
    """The nearest gate on a seat's way that it last saw shut and not chained, at hand; -1 if there is none."""
    me, best, least = percept.me[e, p], -1, AT_HAND + 1
    for f in range(path.fixtures.shape[0]):
        place, seen = path.fixtures[f], percept.fixtures[e, p, f]
        if place.kind != GATE or seen.beat < 0 or seen.state != SHUT or toll(path, percept, e, p, f) > 0:
            continue
        off = abs(place.y - me.y) + abs(place.x - me.x)
        ahead = value[me.y, me.x] - value[place.y, place.x]
        if ahead > 0 and off * UNIT <= AT_HAND and off * UNIT < least:
            best, least = f, off * UNIT
    return best


@part
def room_at(path: Ways, y: int, x: int) -> int:
    """How many cells beside a cell one can walk on."""
    count = 0
    for d in range(4):
        count += path.cost[y + DY[d], x + DX[d]] >= 0
    return count


@part
def _civilian_on(percept: Percept, e: int, p: int, y: int, x: int) -> bool:
    """True if seat p sees somebody without a seat on a cell."""
    me = percept.me[e, p]
    for q in range(percept.me.shape[1], percept.bonds.shape[2]):
        body = percept.bodies[e, p, q]
        if body.beat == me.beat and body.y == y and body.x == x and is_person(body):
            return True
    return False


@part
def hand_at(path: Ways, value: np.ndarray, percept: Percept, e: int, p: int, f: int) -> tuple[int, int, int]:
    """Where a seat stands to pull at gate f: TO_HAND and the cell, or HANDS_FULL if two others stand there.

    Of the cells on its side of the gate nobody has taken, it is the one with least room around it: so those who come
    after, and who goes with them, find a way to the other.
    """
    me, place = percept.me[e, p], path.fixtures[f]
    best_y, best_x, least, taken = -1, -1, FAR, 0
    for d in range(4):
        y, x = int(place.y + DY[d]), int(place.x + DX[d])
        if path.cost[y, x] < 0 or path.hinged[y, x] == 1 or value[y, x] < value[place.y, place.x]:
            continue
        if mates_on(percept, e, p, y, x):
            taken += 1
            continue
        mine = me.y == y and me.x == x
        room = 8 * room_at(path, y, x) + min(7, abs(y - me.y) + abs(x - me.x))
        if _civilian_on(percept, e, p, y, x) and not mine:
            room += 64
        if room < least:
            best_y, best_x, least = y, x, room
    if taken >= 2 or best_y < 0:
        return HANDS_FULL, -1, -1
    return TO_HAND, best_y, best_x
