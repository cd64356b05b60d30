"""caution: each seat for itself, keeping out of light, noise and the reach of infected it knows of, with manners."""

from typing import TYPE_CHECKING

import numpy as np

from warbell.engine.bits import get, in_window, unpack
from warbell.engine.codes import (
    ACTION_VERB,
    ALONG,
    D_POLICY,
    DX,
    DY,
    HELP,
    HERE,
    LINK,
    RUN,
    SHOVE,
    SIGN,
    STEP,
    STILL,
    USE,
    VERB_BASE,
    WAIT,
)  # fmt: skip
from warbell.engine.dice import below
from warbell.engine.kernel import kernel, part
from warbell.engine.percept import Percept
from warbell.minds.danger import LAMPLIGHT, REACH, SPAN, Lamps, window_all
from warbell.minds.fields import Fields
from warbell.minds.fights import HALE, fend, reached
from warbell.minds.lines import AHEAD, written
from warbell.minds.manners import MODESTY, N_WORDS, PATIENCE, comforts, echo, gate_beside, heeds, pull, tends, to_pull
from warbell.minds.senses import (
    ABLE,
    ASLEEP,
    HUNTERS,
    LATE,
    NEAR,
    TAKEN,
    THREAT,
    blank_senses,
    must_open,
    sense_all,
)
from warbell.minds.sprint import break_or_use
from warbell.minds.steps import ALONE, aside, at_heel, trail, way
from warbell.minds.ways import Ways, spread, ways
from warbell.plans import Cell

if TYPE_CHECKING:
    from warbell.episodes import Brief

CLOSE = 3  # steps to an infected at which one runs
WARY = 7  # steps to an infected within which one has no eyes for anything else
DOZING = 9  # steps to a sleeper within which one does not run
HOLD = 20  # beats in the dark, the most, before one goes into the light after all
HUNGRY = 60  # hunger from which one eats
NERVOUS = 1  # the mood, in quarters of fear, from which a friend is comforted
HELD, HALTED, STOOD, SHOVED, JAMMED, WORDS = range(6)  # columns of a seat's memory; from WORDS on of `manners`
N_MEMORY = WORDS + N_WORDS


@part
def _eats(path: Ways, percept: Percept, e: int, p: int) -> bool:
    me = percept.me[e, p]
    hungry = me.hunger >= HUNGRY and path.fixture_at[me.y, me.x] == 0
    return bool(hungry and percept.mask[e, p, VERB_BASE[USE] + HERE] == 1)


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
def _pace(path: Ways, cost: np.ndarray, mask: np.ndarray, me: np.record, senses: np.ndarray, d: int) -> int:
    """The order for a move in direction d: run from what is close or from a drone's warning, else step."""
    r, c, near = REACH + 2 * DY[d], REACH + 2 * DX[d], senses[NEAR]
    hurry = (near <= CLOSE or me.exposed > 0) and senses[ASLEEP] > DOZING and me.winded == 0
    beyond = cost[r, c] >= 0 and cost[r, c] <= cost[REACH + DY[d], REACH + DX[d]]
    if hurry and beyond and path.hinged[me.y + 2 * DY[d], me.x + 2 * DX[d]] == 0 and mask[VERB_BASE[RUN] + d] == 1:
        return int(VERB_BASE[RUN] + d)
    return int(VERB_BASE[STEP] + d) if mask[VERB_BASE[STEP] + d] == 1 else WAIT


@part
def _dodge(lamps: Lamps, percept: Percept, e: int, p: int, cost: np.ndarray, turn: int) -> int:
    """The cheapest direction out of a light that will pass; STILL if all around is lit, or nothing is."""
    if not _glaring(lamps, percept, e, p, HERE):
        return STILL
    return aside(cost, percept.mask[e, p], turn)


@part
def _stay(lamps: Lamps, percept: Percept, e: int, p: int, cost: np.ndarray, least: int, turn: int) -> int:
    """What one does who does not go on: step out of passing light, comfort who is afraid, say that one was bitten."""
    d = _dodge(lamps, percept, e, p, cost, turn)
    if d < ALONG:
        return int(VERB_BASE[STEP] + d)
    order = comforts(percept, e, p, least)
    if order == WAIT and percept.me[e, p].timer >= 0:
        return int(VERB_BASE[SIGN] + HELP)
    return order


@part
def _meanwhile(path: Ways, percept: Percept, e: int, p: int, told: np.ndarray, least: int, own: np.ndarray) -> int:
    """What comes before going on while no infected is close: tending, an answer, comfort from `least` fear on, food."""
    order = tends(percept, e, p)
    if order == WAIT:
        order = echo(percept, e, p, told, own[WORDS:])
    if order == WAIT:
        order = comforts(percept, e, p, least)
    if order == WAIT and _eats(path, percept, e, p):
        order = int(VERB_BASE[USE] + HERE)
    return order


@part
def _fights(
    percept: Percept, e: int, p: int, senses: np.ndarray, d: int, turn: int, barred: bool, own: np.ndarray
) -> int:
    """The blow or shove of a seat that cannot, or had better not, simply go on in direction d; WAIT if it can.

    It passes an infected that it shoved in the beat before.
    """
    me, shoved = percept.me[e, p], own[SHOVED]
    own[SHOVED] = 0
    if senses[THREAT] == 0:
        return WAIT
    duel = me.hp >= HALE and senses[HUNTERS] == 1
    beset = shoved == 0 and reached(percept, e, p, me.y + DY[d], me.x + DX[d])
    if not (duel or barred or beset or me.gripped == 1):
        return WAIT
    order = fend(percept, e, p, senses[THREAT], d, turn, duel)
    own[SHOVED] = ACTION_VERB[order] == SHOVE
    return order


@part
def _decide(
    path: Ways,
    lamps: Lamps,
    value: np.ndarray,
    percept: Percept,
    e: int,
    p: int,
    senses: np.ndarray,
    told: np.ndarray,
    window: tuple[np.ndarray, np.ndarray],
    lead: int,
    cares: bool,
    own: np.ndarray,
) -> int:
    """The order of one seat; `own` is its memory, int32 [N_MEMORY]."""
    me, mask = percept.me[e, p], percept.mask[e, p]
    cost = window[0]
    near = senses[NEAR]
    turn = below(4, np.uint64(me.beat), p, D_POLICY)
    own[HALTED] = heeds(told, p, own[HALTED])
    if near > CLOSE:
        order = _meanwhile(path, percept, e, p, told, NERVOUS if cares and near > WARY and lead == ALONE else 255, own)
        if order != WAIT:
            return order
    close = lead != ALONE and at_heel(me, percept.bodies[e, p, lead])
    d = STILL if close else way(path, value, window, me, me.y, me.x, turn, lead != ALONE)
    barred = d >= ALONG or (senses[TAKEN] >> d) & 1 == 1
    order = _fights(percept, e, p, senses, d, turn, barred, own)
    if order != WAIT:
        return order
    gate = gate_beside(path, me)
    wanted = gate < HERE and to_pull(path, percept, e, p, gate)
    own[STOOD] = own[STOOD] + 1 if wanted else 0
    stays = own[HALTED] > 0 or d == STILL
    if wanted and (d == gate or close):
        order = pull(percept, e, p, told, gate, own[STOOD] - (PATIENCE if lead == ALONE else MODESTY), cares)
        if order != WAIT:
            return order
        stays = True
    glare = d < ALONG and _glaring(lamps, percept, e, p, d)
    if not stays and glare and near > CLOSE and own[HELD] < HOLD and not _glaring(lamps, percept, e, p, HERE):
        own[HELD] += 1
        stays = True
    if stays:
        return _stay(lamps, percept, e, p, cost, NERVOUS if cares else 255, turn)
    own[HELD] = max(0, own[HELD] - 1)
    own[JAMMED] = own[JAMMED] + 1 if d < ALONG and barred else 0
    if own[JAMMED] > PATIENCE:
        own[JAMMED] = 0
        d = aside(cost, mask, turn)
    if d == ALONG:
        return int(VERB_BASE[LINK]) if mask[VERB_BASE[LINK]] == 1 else WAIT
    if d < ALONG and must_open(mask, path.hinged, me, d):
        return break_or_use(path, percept, e, p, d)
    return _pace(path, cost, mask, me, senses, d) if d < ALONG else WAIT


@kernel
def decide_all(
    path: Ways,
    lamps: Lamps,
    fields: tuple[np.ndarray, np.ndarray],
    percept: Percept,
    sensed: tuple[np.ndarray, np.ndarray],
    windows: tuple[np.ndarray, np.ndarray],
    leads: np.ndarray,
    cares: bool,
    memory: np.ndarray,
    seats: np.ndarray,
    out: np.ndarray,
) -> None:
    """The orders of the seats; leads, int32 [E, n], is whom each follows, memory int32 [E, P, N_MEMORY]."""
    for e in range(out.shape[0]):
        for n in range(seats.shape[0]):
            p = seats[n]
            me, senses = percept.me[e, p], sensed[0][e, p]
            out[e, p] = WAIT
            value = fields[0][fields[1][e, n]]
            there = value[me.y, me.x] == 0 and leads[e, n] == ALONE
            if senses[ABLE] == 1 and senses[LATE] < 0 and me.spent == 0 and not there:
                window = windows[0][e, n], windows[1][e, n]
                out[e, p] = _decide(
                    path, lamps, value, percept, e, p, senses, sensed[1][e, p], window, leads[e, n], cares, memory[e, p]
                )


class Caution:
    """Everybody for themselves, but with open eyes and with manners."""

    cares = False  # if it comforts others and says when to pull
    answers = True

    def __init__(self, brief: "Brief", seats: list[int], worlds: int) -> None:
        width, persons = brief.chart.terrain.shape[1], len(brief.seats)
        disc = np.array([brief.tuning[0].drone_light + 1], np.int32)
        self.seats = np.array(seats, np.int32)
        self.ways = ways(brief.chart, LAMPLIGHT)
        self.lamps = Lamps(np.ascontiguousarray(brief.chart.lamps[0]), disc)
        self.fields = Fields(self.ways, [unpack(brief.targets[p], width) for p in seats], self.seats, worlds)
        self.senses = blank_senses(worlds, persons)
        self.memory = np.zeros((worlds, persons, N_MEMORY), np.int32)
        self.leads = np.full((worlds, len(seats)), ALONE, np.int32)
        self.windows = (
            np.empty((worlds, len(seats), SPAN, SPAN), np.int32),
            np.empty((worlds, len(seats), SPAN, SPAN), np.int32),
        )

    def lead(self, percept: Percept) -> None:
        """Choose whom each seat follows, once the windows are priced: nobody."""

    def _look(self, percept: Percept, stop: int) -> None:
        """Price the windows; distances are worked out up to the cell (stop, stop) at least, all for -1."""
        costs, rims = self.windows
        self.fields.look(percept)
        sense_all(percept, self.seats, *self.senses)
        window_all(self.ways, self.lamps, (self.fields.values, self.fields.which), percept, self.seats, costs, rims)
        self.lead(percept)
        row = (-1, SPAN, SPAN)
        spread(costs.reshape(row), self.ways.link_at, self.ways.links[:0], rims.reshape(row), stop, stop)

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P]."""
        self._look(percept, REACH)
        fields = self.fields.values, self.fields.which
        decide_all(
            self.ways, self.lamps, fields, percept, self.senses[:2], self.windows, self.leads, self.cares, self.memory,
            self.seats, out,
        )  # fmt: skip

    def line(self, percept: Percept, seat: int) -> tuple[Cell, ...]:
        """The beginning of a seat's way; none while it was told to stop."""
        if self.memory[0, seat, HALTED] > 1:
            return ()
        self._look(percept, REACH)
        n = self.seats.tolist().index(seat)
        value, window = self.fields.values[self.fields.which[0, n]], (self.windows[0][0, n], self.windows[1][0, n])
        out = np.empty(AHEAD, np.uint8)
        return written(out[: trail(self.ways, value, window, percept, seat, int(self.leads[0, n]), out)].tolist())
