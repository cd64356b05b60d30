"""Whereabouts: where a seat takes team mates to be that it does not see now, by where it saw or heard them last."""

import numpy as np

from warbell.engine.codes import ALONG, DX, DY, LADDER, REST, STAIRS, UP
from warbell.engine.kernel import part
from warbell.engine.people import is_infected
from warbell.engine.percept import Percept
from warbell.minds.bidding import GIVER, PLACE_X, PLACE_Y, SINCE
from warbell.minds.steps import ALONE
from warbell.minds.ways import FAR, Ways, onward

AHEAD = 4  # steps somebody may have gone on the way they were last seen to walk
FARTHER = 12  # the same, where that is the way to one's own target as well
AT_LINK = 2  # steps from a stair at which somebody who is out of sight the next beat has taken it


@part
def _link_near(path: Ways, y: int, x: int) -> int:
    """The stair or ladder that ends within AT_LINK steps of a cell, -1 if none does."""
    for k in range(path.links.shape[0]):
        link = path.links[k]
        first, second = abs(link.y0 - y) + abs(link.x0 - x), abs(link.y1 - y) + abs(link.x1 - x)
        if link.kind in (STAIRS, LADDER) and min(first, second) <= AT_LINK:
            return k
    return -1


@part
def _onwards(path: Ways, value: np.ndarray, y: int, x: int, steps: int) -> tuple[int, int]:
    """Where one stands so many steps on from a cell, on the way down a field."""
    for _ in range(steps):
        d = onward(path, value, y, x, 0)
        if d >= ALONG:
            break
        y, x = int(y + DY[d]), int(x + DX[d])
    return y, x


@part
def known_to_be(
    path: Ways, value: np.ndarray, percept: Percept, e: int, p: int, q: int, own: np.ndarray
) -> tuple[int, int, int]:
    """Where seat p takes team mate q to be, and since when: where they called from, or went from where it saw them."""
    mate, me = percept.bodies[e, p, q], percept.me[e, p]
    if own[GIVER] == q + 1 and own[SINCE] > mate.beat:
        return int(own[PLACE_Y]), int(own[PLACE_X]), int(own[SINCE])
    y, x = int(mate.y), int(mate.x)
    if 0 <= mate.beat < me.beat and mate.state == UP and mate.gait != REST:
        k = _link_near(path, y, x)
        if k >= 0:
            link = path.links[k]
            at_first = abs(link.y0 - y) + abs(link.x0 - x) <= AT_LINK
            y, x = int(link.y1 if at_first else link.y0), int(link.x1 if at_first else link.x0)
            y, x = _onwards(path, value, y, x, AHEAD)
            return y, x, int(mate.beat)
        if value[y, x] < value[y - DY[mate.facing], x - DX[mate.facing]]:
            y, x = _onwards(path, value, y, x, min(FARTHER, me.beat - mate.beat))
            return y, x, int(mate.beat)
        for _ in range(min(AHEAD, me.beat - mate.beat)):
            if path.cost[y + DY[mate.facing], x + DX[mate.facing]] < 0:
                break
            y, x = y + DY[mate.facing], x + DX[mate.facing]
    return y, x, int(mate.beat)


@part
def _leaves(me: np.record, mate: np.record) -> bool:
    """True if somebody walks away from the seat."""
    return bool((mate.y - me.y) * DY[mate.facing] + (mate.x - me.x) * DX[mate.facing] > 0)


@part
def ahead_of(path: Ways, percept: Percept, e: int, p: int, held: np.ndarray) -> int:
    """Whom a seat goes after that has lost whom it follows: one of its kind that walked on ahead; ALONE if nobody."""
    me, best, latest, least = percept.me[e, p], ALONE, percept.me[e, p].beat - FARTHER, FAR
    for q in range(percept.me.shape[1]):
        mate = percept.bodies[e, p, q]
        walks = mate.beat >= latest and mate.state == UP and mate.gait != REST
        if q == p or held[q] == 0 or mate.beat < 0 or not walks or is_infected(mate):
            continue
        away = abs(mate.y - me.y) + abs(mate.x - me.x)
        ahead = _leaves(me, mate) or (mate.beat < me.beat and _link_near(path, mate.y, mate.x) >= 0)
        if ahead and (mate.beat > latest or away < least):
            best, latest, least = q, int(mate.beat), away
    return best
