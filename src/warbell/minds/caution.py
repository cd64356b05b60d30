"""caution: each seat for itself, keeping out of light, noise and the reach of infected it knows of."""

from typing import TYPE_CHECKING

import numpy as np

from warbell.engine.bits import get, in_window, unpack
from warbell.engine.codes import (
    ALONG,
    COMFORT,
    D_POLICY,
    DOWN,
    DX,
    DY,
    FIRST_INFECTED,
    HERE,
    LINK,
    RUN,
    SHOVE,
    SNEAK,
    STEP,
    STILL,
    STRIKE,
    TEND,
    UP,
    USE,
    VERB_BASE,
    WAIT,
)  # fmt: skip
from warbell.engine.dice import below
from warbell.engine.kernel import kernel, part
from warbell.engine.percept import Percept
from warbell.minds.danger import LAMPLIGHT, REACH, SPAN, Lamps, window_all
from warbell.minds.senses import ABLE, LATE, NEAR, STALKED, THREAT, blank_senses, must_open, sense_all
from warbell.minds.sprint import break_or_use
from warbell.minds.ways import FAR, Ways, climb, field, other_end, spread, ways

if TYPE_CHECKING:
    from warbell.episodes import Brief

CLOSE = 3  # steps to an infected at which one runs
WARY = 7  # steps to an infected within which one sneaks
HOLD = 20  # beats in the dark, the most, before one goes into the light after all
POUNDING = 100  # beats a minute above which one rests while a listener is about
HUNGRY = 60  # hunger from which one eats
LATELY = 20  # beats since a listener was seen
NERVOUS = 2  # the mood, in quarters of fear, from which a friend is comforted


@part
def _care(path: Ways, percept: Percept, e: int, p: int, near: int) -> int:
    """An order that helps a friend beside the seat, or itself; WAIT if nothing asks for one."""
    me, mask = percept.me[e, p], percept.mask[e, p]
    for q in range(percept.me.shape[1]):
        friend = percept.bodies[e, p, q]
        if q == p or friend.beat != me.beat or friend.nature >= FIRST_INFECTED:
            continue
        for d in range(4):
            if friend.y == me.y + DY[d] and friend.x == me.x + DX[d]:
                if friend.state == DOWN and mask[VERB_BASE[TEND] + d] == 1:
                    return int(VERB_BASE[TEND] + d)
                nervous = NERVOUS <= friend.mood < 255
                if nervous and friend.state == UP and near > WARY and mask[VERB_BASE[COMFORT] + d] == 1:
                    return int(VERB_BASE[COMFORT] + d)
    if mask[VERB_BASE[TEND] + HERE] == 1:
        return int(VERB_BASE[TEND] + HERE)
    if me.hunger >= HUNGRY and path.fixture_at[me.y, me.x] == 0 and mask[VERB_BASE[USE] + HERE] == 1:
        return int(VERB_BASE[USE] + HERE)
    return WAIT


@part
def _fend(mask: np.ndarray, threat: int, d: int, turn: int) -> int:
    """A shove or a blow at an infected beside the seat: the one in the way d first; WAIT if hands are not free."""
    for k in range(5):
        way = d if k == 0 else (turn + k) & 3
        if way < 4 and (threat >> way) & 1:
            verb = STRIKE if turn == 0 else SHOVE
            if mask[VERB_BASE[verb] + way] == 1:
                return int(VERB_BASE[verb] + way)
    return WAIT


@part
def _glaring(lamps: Lamps, percept: Percept, e: int, p: int, d: int) -> bool:
    """True if the cell in direction d lies in light that will pass: a drone's, or what no lamp on the chart casts."""
    me = percept.me[e, p]
    y, x, disc = me.y + DY[d], me.x + DX[d], lamps.disc[0]
    if in_window(percept.bright[e, p], DY[d], DX[d]) and not get(lamps.always, y, x):
        return True
    for k in range(percept.drones.shape[2]):
        drone = percept.drones[e, p, k]
        dy, dx = drone.y - y, drone.x - x
        if drone.beat >= 0 and me.beat - drone.beat <= 2 and dy * dy + dx * dx <= disc * disc + disc:
            return True
    return False


@part
def _pace(path: Ways, cost: np.ndarray, mask: np.ndarray, me: np.record, near: int, d: int) -> int:
    """The order for a move in direction d: run from what is close or from a drone's warning, sneak past, else step."""
    r, c = REACH + 2 * DY[d], REACH + 2 * DX[d]
    hurry = near <= CLOSE or me.exposed > 0
    beyond = cost[r, c] >= 0 and cost[r, c] <= cost[REACH + DY[d], REACH + DX[d]]
    if hurry and beyond and path.hinged[me.y + 2 * DY[d], me.x + 2 * DX[d]] == 0 and mask[VERB_BASE[RUN] + d] == 1:
        return int(VERB_BASE[RUN] + d)
    verb = SNEAK if near <= WARY and not hurry else STEP
    return int(VERB_BASE[verb] + d) if mask[VERB_BASE[verb] + d] == 1 else WAIT


@part
def _way(path: Ways, value: np.ndarray, cost: np.ndarray, rim: np.ndarray, me: np.record, turn: int) -> int:
    """The best step: a direction, ALONG or STILL; cost and rim are the seat's window, int32 [SPAN, SPAN]."""
    best, least = STILL, FAR
    for k in range(4):
        d = (turn + k) & 3
        r, c = REACH + DY[d], REACH + DX[d]
        if cost[r, c] >= 0 and rim[r, c] < FAR and rim[r, c] + cost[r, c] < least:
            best, least = d, rim[r, c] + cost[r, c]
    k = path.link_at[me.y, me.x] - 1
    if k >= 0:
        y, x = other_end(path.links[k], me.y, me.x)
        if value[y, x] + climb(path.links[k]) < min(least, value[me.y, me.x] + 1):
            return ALONG
    return best


@kernel
def _decide_all(
    path: Ways,
    lamps: Lamps,
    values: np.ndarray,
    percept: Percept,
    sensed: np.ndarray,
    windows: tuple[np.ndarray, np.ndarray],
    held: np.ndarray,
    seats: np.ndarray,
    out: np.ndarray,
) -> None:
    for e in range(out.shape[0]):
        for n in range(seats.shape[0]):
            p = seats[n]
            me, mask, senses, value = percept.me[e, p], percept.mask[e, p], sensed[e, p], values[n]
            cost, rim = windows[0][e, n], windows[1][e, n]
            near, threat = senses[NEAR], senses[THREAT]
            out[e, p] = WAIT
            if senses[ABLE] == 0 or senses[LATE] >= 0 or value[me.y, me.x] == 0:
                continue
            turn = below(4, np.uint64(me.beat), p, D_POLICY)
            if near > CLOSE:
                out[e, p] = _care(path, percept, e, p, near)
                if out[e, p] != WAIT:
                    continue
            d = _way(path, value, cost, rim, me, turn)
            there = cost[REACH + DY[d], REACH + DX[d]] if d < ALONG else 0
            if threat != 0 and (d >= ALONG or (threat >> d) & 1 or there > cost[REACH, REACH] or me.gripped == 1):
                out[e, p] = _fend(mask, threat, d, turn)
                if out[e, p] != WAIT:
                    continue
            if d == STILL:
                continue
            if near > CLOSE and held[e, p] < HOLD and not _glaring(lamps, percept, e, p, HERE):
                glare = d < ALONG and _glaring(lamps, percept, e, p, d)
                if glare or (me.rate > POUNDING and senses[STALKED] <= LATELY):
                    held[e, p] += 1
                    continue
            held[e, p] = max(0, held[e, p] - 1)
            if d == ALONG:
                out[e, p] = VERB_BASE[LINK] if mask[VERB_BASE[LINK]] == 1 else WAIT
            elif must_open(mask, path.hinged, me, d):
                out[e, p] = break_or_use(path, percept, e, p, d)
            else:
                out[e, p] = _pace(path, cost, mask, me, near, d)


class Caution:
    """Everybody for themselves, but with open eyes."""

    def __init__(self, brief: "Brief", seats: list[int], worlds: int) -> None:
        width, persons = brief.chart.terrain.shape[1], len(brief.seats)
        disc = np.array([brief.tuning[0].drone_light + 1], np.int32)
        self.seats = np.array(seats, np.int32)
        self.ways = ways(brief.chart, LAMPLIGHT)
        self.lamps = Lamps(np.ascontiguousarray(brief.chart.lamps[0]), disc)
        self.values = np.stack([field(self.ways, unpack(brief.targets[p], width)) for p in seats])  # [n, H, W]
        self.senses = blank_senses(worlds, persons)
        self.held = np.zeros((worlds, persons), np.int32)
        self.windows = (
            np.empty((worlds, len(seats), SPAN, SPAN), np.int32),
            np.empty((worlds, len(seats), SPAN, SPAN), np.int32),
        )

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P]."""
        costs, rims = self.windows
        path = self.ways
        sense_all(percept, self.seats, *self.senses)
        window_all(path, self.lamps, self.values, percept, self.seats, costs, rims)
        row = (-1, SPAN, SPAN)
        spread(costs.reshape(row), path.link_at, path.links[:0], rims.reshape(row), REACH, REACH)
        _decide_all(path, self.lamps, self.values, percept, self.senses[0], self.windows, self.held, self.seats, out)
