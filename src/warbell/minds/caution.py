"""caution: each seat for itself, keeping out of light, noise and the reach of infected it knows of, with manners."""

from typing import TYPE_CHECKING

import numpy as np

from warbell.engine.bits import unpack
from warbell.engine.codes import (
    ACTION_VERB,
    ALONG,
    CALL,
    D_POLICY,
    HERE,
    LINK,
    SHOVE,
    STEP,
    STEP_GAIT,
    STILL,
    STRIKE,
    VERB_BASE,
    WAIT,
)  # fmt: skip
from warbell.engine.dice import below
from warbell.engine.kernel import kernel, part
from warbell.engine.percept import Percept
from warbell.minds.bidding import BIDDEN, HELPS, LEAD, N_AIM, ON, PASSES, QUEUES, STAY
from warbell.minds.danger import LAMPLIGHT, REACH, SPAN, Lamps, glaring, window_all
from warbell.minds.fields import Fields, field_of
from warbell.minds.fights import breaks_ladder, fights
from warbell.minds.lines import AHEAD, written
from warbell.minds.manners import (
    MODESTY,
    PATIENCE,
    RESTED,
    SOOTHE,
    at_console,
    gate_beside,
    heeds,
    in_the_way,
    looks_at,
    pull,
    to_pull,
)  # fmt: skip
from warbell.minds.pauses import (
    CROSSED,
    HALTED,
    HELD,
    JAMMED,
    N_MEMORY,
    SHOVED,
    STOOD,
    WHY,
    WORDS,
    meanwhile,
    stay,
    waits,
    why_it_stays,
)  # fmt: skip
from warbell.minds.reasons import (
    BREAKS_LADDER,
    CALLS,
    FIGHTS,
    GOES,
    HIDES,
    MAKES_WAY,
    PULLS,
    RESCUES,
    spoken,
)  # fmt: skip
from warbell.minds.rescue import HOLDS, N_RESCUE, N_TASK, ORDER, rescue_all
from warbell.minds.senses import (
    ABLE,
    DOUBTED,
    HUNTERS,
    LATE,
    NEAR,
    TAKEN,
    THREAT,
    WATCHED,
    blank_senses,
    must_open,
    sense_all,
)
from warbell.minds.sprint import break_or_use
from warbell.minds.steps import ALONE, CLOSE, aside, at_heel, off, pace, trail, way
from warbell.minds.strangers import N_NOTE
from warbell.minds.strikes import leaves_disc
from warbell.minds.ways import Ways, spread, ways
from warbell.plans import Cell

if TYPE_CHECKING:
    from warbell.episodes import Brief

RESTING = 3  # beats after which whom one follows is taken to stay, and one comes beside them
QUEUE = 4  # steps to whom one follows within which one waits behind others who do
WARY = 7  # steps to an infected within which one has no eyes for anything else
HOLD = 20  # beats in the dark, the most, before one goes into the light after all
NOT_FLOWN = 1 << 20  # more drones than there are
NERVOUS = 1  # the mood, in quarters of fear, from which a friend is comforted


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
    aim: np.ndarray,
    errand: bool,
    task: np.ndarray,
    cares: bool,
    roll: tuple[int, int],
    own: np.ndarray,
) -> int:
    """The order of one seat that is about `aim`, int32 [N_AIM], and `task`, int32 [N_TASK]; `roll` is as Brief has it.

    `own` is its memory, int32 [N_MEMORY].
    """
    me, mask = percept.me[e, p], percept.mask[e, p]
    lead, bid = aim[LEAD], aim[BIDDEN]
    cost, led = window[0], lead != ALONE
    near = senses[NEAR]
    turn = below(4, np.uint64(me.beat), p, D_POLICY)
    order = leaves_disc(lamps, percept, e, p, turn)
    if order != WAIT:
        own[WHY] = HIDES
        return order
    order = breaks_ladder(percept, e, p) if senses[HUNTERS] > 1 or mask[VERB_BASE[SHOVE] + HERE] == 1 else WAIT
    if order != WAIT:
        own[WHY] = BREAKS_LADDER
        return order
    own[HALTED] = heeds(told, p, own[HALTED]) if not cares else int(bid == STAY)
    if near > CLOSE:
        order = meanwhile(path, percept, e, p, told, NERVOUS if cares and near > WARY and not led else 255, own)
        if order == WAIT:
            own[WHY], order = RESCUES, int(task[ORDER])
        if order != WAIT:
            return order
    mate = percept.bodies[e, p, max(0, lead)]
    here = led and mate.beat == me.beat
    away = abs(mate.y - me.y) + abs(mate.x - me.x) if here else REACH
    busy = here and at_console(path, mate)
    crossed = aim[PASSES] != ALONE and in_the_way(percept, e, p, aim[PASSES], own[CROSSED:WORDS])
    crossed = crossed or (busy and looks_at(mate, me))
    rests = own[CROSSED + RESTED] >= RESTING and not busy
    close = led and aim[HELPS] == 0 and at_heel(me, mate, aim[QUEUES] == 1 or rests)
    d = STILL if close or (errand and value[me.y, me.x] == 0) else way(path, value, window, me, me.y, me.x, turn)
    taken = d < ALONG and (senses[TAKEN] >> d) & 1 == 1
    if here and taken and away <= QUEUE and (senses[THREAT] >> d) & 1 == 0:
        close, d, taken = True, STILL, False
    barred = d >= ALONG or taken
    order = fights(percept, e, p, senses, d, turn, barred, own[SHOVED : SHOVED + 1])
    if order != WAIT:
        own[WHY] = FIGHTS
        return order
    if crossed:
        own[WHY] = MAKES_WAY
        d = off(mask, int(mate.facing), senses[TAKEN])
        return int(VERB_BASE[STEP] + d) if d < ALONG else WAIT
    gate = gate_beside(path, me)
    wanted = gate < HERE and to_pull(path, percept, e, p, gate)
    own[STOOD] = own[STOOD] + 1 if wanted else 0
    stays = own[HALTED] > 0 or task[HOLDS] == 1 or d == STILL or (not errand and waits(value, me, bid, d, own))
    own[WHY] = why_it_stays(d, close, own[HALTED] > 0, task[HOLDS] == 1)
    if wanted and (d == gate or close or (aim[HELPS] == 1 and d == STILL)):
        own[WHY] = PULLS
        order = pull(percept, e, p, told, gate, own[STOOD] - (MODESTY if led else PATIENCE), cares)
        if order != WAIT:
            return order
        stays = True
    glare = d < ALONG and glaring(lamps, percept, e, p, d)
    if not stays and glare and near > CLOSE and own[HELD] < HOLD and not glaring(lamps, percept, e, p, HERE):
        own[HELD] += 1
        own[WHY], stays = HIDES, True
    if stays:
        soothes = (me.beat + p) % SOOTHE == 0 and bid != ON
        return stay(lamps, percept, e, p, cost, (0 if soothes else NERVOUS) if cares else 255, turn)
    own[WHY] = GOES
    own[HELD] = max(0, own[HELD] - 1)
    own[JAMMED] = own[JAMMED] + 1 if d < ALONG and barred else 0
    if own[JAMMED] > (MODESTY if led else PATIENCE):
        own[JAMMED] = 0
        d = aside(cost, mask, turn)
    if d == ALONG:
        return int(VERB_BASE[LINK]) if mask[VERB_BASE[LINK]] == 1 else WAIT
    if d < ALONG and must_open(mask, path.hinged, me, d):
        order = break_or_use(path, percept, e, p, d)
        if cares and roll[1] > 0 and ACTION_VERB[order] == STRIKE and (me.beat + 1) % roll[1] == p:
            own[WHY] = CALLS
            return int(VERB_BASE[CALL] + roll[0])
        return order
    gait = int(mate.gait) if here and away <= QUEUE else STEP_GAIT
    return pace(path, cost, mask, me, senses, d, senses[WATCHED] if cares else near, gait) if d < ALONG else WAIT


@kernel
def decide_all(
    path: Ways,
    lamps: Lamps,
    fields: tuple[np.ndarray, np.ndarray, np.ndarray],
    percept: Percept,
    sensed: tuple[np.ndarray, np.ndarray],
    windows: tuple[np.ndarray, np.ndarray],
    aims: np.ndarray,
    tasks: np.ndarray,
    cares: bool,
    roll: tuple[int, int],
    memory: np.ndarray,
    seats: np.ndarray,
    out: np.ndarray,
) -> None:
    """The orders of the seats.

    aims, int32 [E, n, N_AIM], and tasks, int32 [E, n, N_TASK], are what each is about, memory int32 [E, P, N_MEMORY].
    """
    for e in range(out.shape[0]):
        for n in range(seats.shape[0]):
            p = seats[n]
            me, senses = percept.me[e, p], sensed[0][e, p]
            out[e, p] = WAIT
            value, errand = field_of(fields, e, n), fields[1][e, n] < 0
            there = value[me.y, me.x] == 0 and not errand
            if senses[ABLE] == 1 and senses[LATE] < 0 and me.spent == 0 and not there:
                window = windows[0][e, n], windows[1][e, n]
                out[e, p] = _decide(
                    path, lamps, value, percept, e, p, senses, sensed[1][e, p], window, aims[e, n], errand, tasks[e, n],
                    cares, roll, memory[e, p],
                )  # fmt: skip


class Caution:
    """Everybody for themselves, but with open eyes and with manners."""

    cares = False  # if it comforts others and says when to pull
    answers = True

    def __init__(self, brief: "Brief", seats: list[int], worlds: int) -> None:
        width, persons = brief.chart.terrain.shape[1], len(brief.seats)
        disc = np.array([brief.tuning[0].drone_light + 1], np.int32)
        self.seats = np.array(seats, np.int32)
        self.ways = ways(brief.chart, LAMPLIGHT)
        flown = np.array([brief.chart.consoles["drone"].min(initial=NOT_FLOWN)], np.int32)
        self.lamps = Lamps(np.bitwise_or.reduce(brief.chart.lamps, axis=0), disc, flown)
        self.fields = Fields(self.ways, [unpack(brief.targets[p], width) for p in seats], self.seats, worlds)
        self.senses = blank_senses(worlds, persons)
        self.memory = np.zeros((worlds, persons, N_MEMORY), np.int32)
        self.aims = np.zeros((worlds, len(seats), N_AIM), np.int32)
        self.tasks = np.zeros((worlds, len(seats), N_TASK), np.int32)
        self.rescue = (
            np.zeros((worlds, len(seats), N_RESCUE), np.int32),
            np.zeros((worlds, len(seats), len(brief.others), N_NOTE), np.int32),
        )
        self.titles = (*brief.titles, *brief.others)
        self.doubts, self.roll = brief.borrowed, brief.roll
        self.tuned = int(brief.tuning[0].loud_call), int(brief.tuning[0].tend_to_rise), self.doubts
        if brief.others:
            self.fields.run_errands()
        self.windows = (
            np.empty((worlds, len(seats), SPAN, SPAN), np.int32),
            np.empty((worlds, len(seats), SPAN, SPAN), np.int32),
        )

    def lead(self, percept: Percept) -> None:  # noqa: ARG002
        """Choose whom each seat follows, and what else it was bidden: nobody, nothing."""
        self.aims[:] = ALONE, ON, 0, ALONE, 0

    def _look(self, percept: Percept, stop: int) -> None:
        """Price the windows; distances are worked out up to the cell (stop, stop) at least, all for -1."""
        costs, rims = self.windows
        self.fields.look(percept)
        sense_all(percept, self.seats, self.doubts, *self.senses)
        self.lead(percept)
        if self.rescue[1].size > 0:
            rescue_all(
                self.ways, percept, self.senses, self.seats, self.tuned, self.fields.tables, self.fields.which,
                self.fields.goals, self.rescue, self.aims, self.tasks,
            )  # fmt: skip
        window_all(self.ways, self.lamps, self.fields.tables, percept, self.seats, costs, rims)
        row = (-1, SPAN, SPAN)
        spread(costs.reshape(row), self.ways.link_at, self.ways.links[:0], rims.reshape(row), stop, stop)

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P]."""
        self._look(percept, REACH)
        decide_all(
            self.ways, self.lamps, self.fields.tables, percept, self.senses[:2], self.windows, self.aims, self.tasks,
            self.cares, self.roll, self.memory, self.seats, out,
        )  # fmt: skip

    def line(self, percept: Percept, seat: int) -> tuple[Cell, ...]:
        """The beginning of a seat's way; none while it was told to stop."""
        if self.memory[0, seat, HALTED] > 1:
            return ()
        self._look(percept, REACH)
        n = self.seats.tolist().index(seat)
        value, window = self.fields.of(0, n), (self.windows[0][0, n], self.windows[1][0, n])
        out = np.empty(AHEAD, np.uint8)
        return written(out[: trail(self.ways, value, window, percept, seat, int(self.aims[0, n, LEAD]), out)].tolist())

    def reason(self, seat: int) -> str:
        """Why a seat of world 0 gave its last order."""
        doubted = int(self.senses[0][0, seat, DOUBTED])
        return spoken(int(self.memory[0, seat, WHY]), self.titles[doubted - 1] if doubted else "")
