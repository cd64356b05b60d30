"""Bidding: what somebody whom a seat follows bade it do, by the signals that it saw or heard, until they bid otherwise.

STOP: stay. COME, and HELP: to me, and keep with me. GO by hand: there, the way I look. GO aloud: on, by yourself.
"""

import numpy as np

from warbell.engine.codes import (
    BEARING_HERE,
    COME,
    DX,
    DY,
    GO,
    HELP,
    SIGHT,
    STOP,
    VOICE,
    WHISPERING,
)  # fmt: skip
from warbell.engine.kernel import part
from warbell.engine.percept import Percept
from warbell.minds.ways import FAR, Ways

KEEP, STAY, THERE, ON = range(4)  # what one may be bidden: nothing else is to keep with them
BID, GIVER, PLACE_Y, PLACE_X, SINCE = range(
    5
)  # columns of what a seat remembers of it: the giver is seat + 1, 0 nobody
N_BIDDING = 5
# Columns of what a seat is about: whom it goes to, what it was bidden, if that one goes after somebody as well, for
# whom it makes way, and if it goes to lay hands on something beside them.
LEAD, BIDDEN, QUEUES, PASSES, HELPS = range(5)
N_AIM = 5
ASTRAY = 4  # cells around where a voice seems to come from in which somebody can stand


@part
def pointed(path: Ways, y: int, x: int, d: int) -> tuple[int, int]:
    """The last cell before a wall from (y, x) in direction d, as far as one sees."""
    for _ in range(SIGHT):
        if path.cost[y + DY[d], x + DX[d]] < 0:
            break
        y, x = y + DY[d], x + DX[d]
    return y, x


@part
def source(path: Ways, me: np.record, loud: int, bearing: int, called: int) -> tuple[int, int]:
    """Where a call of loudness `called` seems to come from: as far off as it is faint, where somebody can stand."""
    height, width = path.cost.shape
    far = called + 1 - loud if bearing < BEARING_HERE else 0
    angle = np.pi * bearing / 4
    wanted_y, wanted_x = int(me.y - round(far * np.cos(angle))), int(me.x + round(far * np.sin(angle)))
    best_y, best_x, least = int(me.y), int(me.x), FAR
    for y in range(max(0, wanted_y - ASTRAY), min(height, wanted_y + ASTRAY + 1)):
        for x in range(max(0, wanted_x - ASTRAY), min(width, wanted_x + ASTRAY + 1)):
            off = abs(y - wanted_y) + abs(x - wanted_x)
            if path.cost[y, x] >= 0 and off < least:
                best_y, best_x, least = y, x, off
    return best_y, best_x


@part
def listen(
    path: Ways,
    percept: Percept,
    e: int,
    p: int,
    told: np.ndarray,
    lost: np.ndarray,
    held: np.ndarray,
    called: int,
    own: np.ndarray,
) -> None:
    """Take note in `own`, int32 [N_BIDDING], of what seat p was bidden in this beat; the nearest of several counts.

    Only by those it may follow, `held` 0; who is known to be `lost` bids nothing more. `called`: how loud a call is.
    """
    me, giver, least = percept.me[e, p], -1, FAR
    if own[GIVER] > 0 and lost[own[GIVER] - 1] > 0:
        own[BID], own[GIVER] = KEEP, 0
    for q in range(told.shape[0]):
        if q == p or held[q] == 1 or told[q] not in (STOP, COME, GO, HELP):
            continue
        mate = percept.bodies[e, p, q]
        away = abs(mate.y - me.y) + abs(mate.x - me.x) if mate.beat >= 0 else FAR - 1
        if away < least:
            giver, least = q, away
    if giver < 0:
        return
    mate, signal = percept.bodies[e, p, giver], told[giver]
    seen = mate.beat == me.beat
    own[GIVER], own[SINCE] = giver + 1, me.beat
    own[PLACE_Y], own[PLACE_X] = mate.y, mate.x
    if signal == STOP:
        own[BID] = STAY
    elif signal == GO:
        own[PLACE_Y], own[PLACE_X] = pointed(path, mate.y, mate.x, mate.facing)
        points = seen and mate.sign == GO and (own[PLACE_Y] != mate.y or own[PLACE_X] != mate.x)
        own[BID] = THERE if points else ON
    else:
        own[BID] = KEEP
        for k in range(me.heard):
            heard = percept.heard[e, p, k]
            if not seen and heard.sound in (VOICE, WHISPERING) and heard.voice == giver:
                own[PLACE_Y], own[PLACE_X] = source(path, me, heard.loud, heard.bearing, called)
