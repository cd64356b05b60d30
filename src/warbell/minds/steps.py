"""Steps of a careful seat: the cheapest walk through the window around it, one step of it or as many as it shows."""

import numpy as np

from warbell.engine.codes import (
    ALONG,
    DX,
    DY,
    RUN,
    RUN_GAIT,
    SNEAK,
    SNEAK_GAIT,
    STEP,
    STILL,
    UP,
    VERB_BASE,
    WAIT,
)  # fmt: skip
from warbell.engine.kernel import kernel, part
from warbell.engine.percept import Percept
from warbell.minds.danger import REACH, SPAN
from warbell.minds.senses import ASLEEP
from warbell.minds.ways import FAR, Ways, climb, leads_on, other_end

CLOSE = 3  # steps to an infected at which one runs
DOZING = 9  # steps to a sleeper within which one does not run
AT_HEEL = 2  # steps to whom one follows at which one stands while they move
ALONE = -1  # in `leads`: follows nobody


@part
def way(
    path: Ways,
    value: np.ndarray,
    window: tuple[np.ndarray, np.ndarray],
    me: np.record,
    y: int,
    x: int,
    turn: int,
) -> int:
    """The best step from (y, x) in the window around a seat: a direction, ALONG or STILL."""
    cost, rim = window
    best, least = STILL, FAR
    for k in range(4):
        d = (turn + k) & 3
        r, c = REACH + y - me.y + DY[d], REACH + x - me.x + DX[d]
        if 0 <= r < SPAN and 0 <= c < SPAN and cost[r, c] >= 0 and rim[r, c] < FAR and rim[r, c] + cost[r, c] < least:
            best, least = d, rim[r, c] + cost[r, c]
    k = path.link_at[y, x] - 1
    if k >= 0 and leads_on(path.links[k], y, x):
        ny, nx = other_end(path.links[k], y, x)
        if value[ny, nx] + climb(path.links[k]) < min(least, value[y, x] + 1):
            return ALONG
    return best


@part
def at_heel(me: np.record, mate: np.record, rests: bool) -> bool:
    """True if a seat is as near to whom it goes to as it wants: a step off who walks, beside who `rests` or lies."""
    near = 1 if rests or mate.state != UP else AT_HEEL
    return bool(mate.beat == me.beat and abs(mate.y - me.y) + abs(mate.x - me.x) <= near)


@part
def aside(cost: np.ndarray, mask: np.ndarray, turn: int) -> int:
    """The cheapest direction in which one can step at all; STILL if there is none."""
    best, least = STILL, FAR
    for k in range(4):
        d = (turn + k) & 3
        price = cost[REACH + DY[d], REACH + DX[d]]
        if 0 <= price < least and mask[VERB_BASE[STEP] + d] == 1:
            best, least = d, price
    return best


@part
def off(mask: np.ndarray, towards: int, taken: int) -> int:
    """Where to step out of the way of somebody who comes in a direction: to a side, else ahead of them.

    STILL if nowhere; not where somebody stands, `taken` (bit d).
    """
    for turn in (1, 3, 0):
        d = (towards + turn) & 3
        if (taken >> d) & 1 == 0 and mask[VERB_BASE[STEP] + d] == 1:
            return d
    return STILL


@part
def pace(
    path: Ways, cost: np.ndarray, mask: np.ndarray, me: np.record, senses: np.ndarray, d: int, near: int, gait: int
) -> int:
    """The order for a move in direction d: run from what is `near` or a drone's warning, else go as `gait` says."""
    r, c = REACH + 2 * DY[d], REACH + 2 * DX[d]
    hurry = (near <= CLOSE or me.exposed > 0) and senses[ASLEEP] > DOZING and me.winded == 0
    hurry = hurry or (gait == RUN_GAIT and me.winded == 0)
    beyond = cost[r, c] >= 0 and cost[r, c] <= cost[REACH + DY[d], REACH + DX[d]]
    if hurry and beyond and path.hinged[me.y + 2 * DY[d], me.x + 2 * DX[d]] == 0 and mask[VERB_BASE[RUN] + d] == 1:
        return int(VERB_BASE[RUN] + d)
    if gait == SNEAK_GAIT and mask[VERB_BASE[SNEAK] + d] == 1:
        return int(VERB_BASE[SNEAK] + d)
    return int(VERB_BASE[STEP] + d) if mask[VERB_BASE[STEP] + d] == 1 else WAIT


@kernel
def trail(
    path: Ways,
    value: np.ndarray,
    window: tuple[np.ndarray, np.ndarray],
    percept: Percept,
    p: int,
    lead: int,
    out: np.ndarray,
) -> int:
    """Fill out, uint8, with the steps of the way of seat p of world 0 through its window; how many there are."""
    rim, me = window[1], percept.me[0, p]
    if (lead != ALONE and at_heel(me, percept.bodies[0, p, lead], False)) or value[me.y, me.x] == 0:
        return 0
    y, x = int(me.y), int(me.x)
    for n in range(out.shape[0]):
        d = way(path, value, window, me, y, x, 0)
        if d > ALONG:
            return n
        out[n] = d
        if d == ALONG:
            return n + 1
        before = rim[REACH + y - me.y, REACH + x - me.x]
        y, x = y + DY[d], x + DX[d]
        r, c = REACH + y - me.y, REACH + x - me.x
        if rim[r, c] == 0 or rim[r, c] >= before or r in (0, SPAN - 1) or c in (0, SPAN - 1):
            return n + 1
    return int(out.shape[0])
