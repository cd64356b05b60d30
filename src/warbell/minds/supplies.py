"""Supplies: medicine and herbs that a careful seat fetches for who needs them, where it sees that something is left."""

import numpy as np

from warbell.engine.codes import DX, DY, HERBS, HOLDS, MEDICINE, TAKE, VERB_BASE, WAIT
from warbell.engine.kernel import part
from warbell.engine.percept import Percept
from warbell.minds.ways import Ways

IN_REACH = 6  # steps to a cache or plot, the most, for which one turns off one's way
_HOLDS = HOLDS.astype(np.uint8)


@part
def lacks_remedy(percept: Percept, e: int, p: int) -> bool:
    """True if a seat has nothing with it that heals."""
    return bool(percept.pack[e, p, MEDICINE] == 0 and percept.pack[e, p, HERBS] == 0)


@part
def store_near(path: Ways, percept: Percept, e: int, p: int) -> int:
    """The nearest cache or plot in reach that held something when the seat saw it last; -1 if there is none."""
    me, best, least = percept.me[e, p], -1, IN_REACH + 1
    for f in range(path.fixtures.shape[0]):
        place, seen = path.fixtures[f], percept.fixtures[e, p, f]
        away = abs(place.y - me.y) + abs(place.x - me.x)
        if _HOLDS[place.kind] == 1 and seen.beat >= 0 and seen.full == 1 and away < least:
            best, least = f, away
    return best


@part
def takes(path: Ways, percept: Percept, e: int, p: int, f: int) -> int:
    """The order that takes from a cache or plot the seat stands on or beside; WAIT if it does not, or cannot."""
    me, place = percept.me[e, p], path.fixtures[f]
    for d in range(5):
        there = place.y == me.y + DY[d] and place.x == me.x + DX[d]
        if there and percept.mask[e, p, VERB_BASE[TAKE] + d] == 1:
            return int(VERB_BASE[TAKE] + d)
    return WAIT
