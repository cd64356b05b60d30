"""follow: keeps with others, does what they bid it by hand or voice, helps, comforts; alone it is careful.

Whom it follows are team mates whom other minds or people hold: who holds a seat is no secret. Those who think as it
does it does not follow: they go the same way as it does.
"""

from typing import TYPE_CHECKING

import numpy as np

from warbell.engine.codes import DOWN, DX, DY, GATE, REST, SHUT, UP, VALVE, WHEEL
from warbell.engine.kernel import kernel, part
from warbell.engine.people import is_infected
from warbell.engine.percept import Percept
from warbell.minds.bidding import (
    BID,
    BIDDEN,
    GIVER,
    HELPS,
    KEEP,
    LEAD,
    N_BIDDING,
    ON,
    PASSES,
    PLACE_X,
    PLACE_Y,
    QUEUES,
    THERE,
    listen,
)
from warbell.minds.caution import WARY, Caution
from warbell.minds.fields import errand_to, toll
from warbell.minds.manners import mates_on
from warbell.minds.senses import NEAR
from warbell.minds.steps import ALONE
from warbell.minds.ways import FAR, Ways
from warbell.minds.whereabouts import ahead_of, known_to_be

if TYPE_CHECKING:
    from warbell.episodes import Brief

TRAIL = 60  # beats for which somebody is looked for, and waited for, where they were last known to be
FALLEN = 40  # beats for which somebody who was seen to fall may still be helped
MUSTER = 60  # beats for which one waits at the meeting place for those who never came
# Further columns of what one remembers: met anybody; at the meeting since; the beat of the last sight that led nowhere.
MET, THERE_SINCE, SOUGHT = N_BIDDING, N_BIDDING + 1, N_BIDDING + 2
N_OWN = N_BIDDING + 3


@part
def _misses(lost: np.ndarray, held: np.ndarray, p: int) -> bool:
    """True if there is somebody to keep with who is not known to be lost, or gone."""
    count = 0
    for q in range(lost.shape[0]):
        count += q != p and held[q] == 0 and lost[q] == 0
    return count > 0


@part
def _whom(
    path: Ways,
    value: np.ndarray,
    percept: Percept,
    e: int,
    p: int,
    lost: np.ndarray,
    held: np.ndarray,
    near: int,
    own: np.ndarray,
) -> int:
    """Whom a seat goes to, the nearest by what it knows; ALONE if nobody.

    Who is down, of all, if no infected is about; else who bade it come; else those it may follow.
    """
    me, best, least = percept.me[e, p], ALONE, FAR
    for q in range(percept.me.shape[1]):
        mate = percept.bodies[e, p, q]
        if q == p or mate.beat < 0 or is_infected(mate):
            continue
        away = abs(mate.y - me.y) + abs(mate.x - me.x)
        gone = me.beat > mate.beat and away <= 1
        if mate.state == DOWN and me.beat - mate.beat <= FALLEN and near > WARY and not gone and away < least:
            best, least = q, away
    if best != ALONE:
        return best
    for q in range(percept.me.shape[1]):
        if q == p or held[q] == 1 or lost[q] > 0:
            continue
        y, x, since = known_to_be(path, value, percept, e, p, q, own)
        away = abs(y - me.y) + abs(x - me.x)
        if since < me.beat and away <= 1 and percept.bodies[e, p, q].gait != REST:
            own[SOUGHT] = max(own[SOUGHT], since)  # they went on, and nobody knows where
        if since >= 0 and me.beat - since <= TRAIL and (since > own[SOUGHT] or since == me.beat):
            away = 0 if own[GIVER] == q + 1 else away
            if away < least:
                best, least = q, away
    if best == ALONE and own[MET] == 1 and _misses(lost, held, p):
        return ahead_of(path, percept, e, p, held)
    return best


@part
def _behind(
    value: np.ndarray, percept: Percept, e: int, p: int, lost: np.ndarray, held: np.ndarray, meeting: np.ndarray
) -> bool:
    """True unless a seat saw everybody whom it may follow past the meeting place, on the way to its own target."""
    for q in range(percept.me.shape[1]):
        mate = percept.bodies[e, p, q]
        if (
            q != p
            and held[q] == 0
            and lost[q] == 0
            and (mate.beat < 0 or value[mate.y, mate.x] >= value[meeting[0], meeting[1]])
        ):
            return True
    return False


@part
def _hand(path: Ways, percept: Percept, e: int, p: int, q: int) -> tuple[int, int]:
    """Where a second pair of hands is wanted: beside the gate at which team mate q waits; -1, -1 for nowhere.

    Not beyond the gate, not where somebody stands, and not if somebody helps already. Wheels and shut valves too.
    """
    me, mate = percept.me[e, p], percept.bodies[e, p, q]
    if mate.beat < me.beat or mate.gait != REST or mate.state != UP:
        return -1, -1
    for way in range(4):
        y, x = int(mate.y + DY[way]), int(mate.x + DX[way])
        f = path.fixture_at[y, x] - 1
        if f < 0 or path.fixtures[f].kind not in (GATE, WHEEL, VALVE) or toll(path, percept, e, p, f) > 0:
            continue
        if path.fixtures[f].kind == GATE and percept.fixtures[e, p, f].state != SHUT:
            continue
        if path.fixtures[f].kind == VALVE and percept.fixtures[e, p, f].on == 1:
            continue
        best_y, best_x, least = -1, -1, FAR
        for side in range(4):
            at_y, at_x = int(y + DY[side]), int(x + DX[side])
            if side == way or path.cost[at_y, at_x] < 0 or (at_y == mate.y and at_x == mate.x):
                continue
            if mates_on(percept, e, p, at_y, at_x):
                return -1, -1
            away = abs(at_y - me.y) + abs(at_x - me.x)
            if away < least:
                best_y, best_x, least = at_y, at_x, away
        return best_y, best_x
    return -1, -1


@kernel
def aim_all(
    path: Ways,
    percept: Percept,
    sensed: tuple[np.ndarray, np.ndarray, np.ndarray],
    seats: np.ndarray,
    held: np.ndarray,
    meeting: np.ndarray,
    called: int,
    fields: tuple[np.ndarray, np.ndarray, np.ndarray],
    goals: np.ndarray,
    memory: np.ndarray,
    aims: np.ndarray,
) -> None:
    """Fill aims, int32 [E, n, N_AIM], and the errands of the seats whom somebody or something but their target draws.

    meeting, int32 [n, 2], is where each waits for those it never met, -1 for nowhere; memory int32 [E, n, N_OWN].
    """
    values, by, errands = fields
    for e in range(aims.shape[0]):
        for n in range(seats.shape[0]):
            p = seats[n]
            me, own, lost, value = percept.me[e, p], memory[e, n], sensed[2][e, p], values[by[e, n]]
            listen(path, percept, e, p, sensed[1][e, p], lost, held, called, own)
            q, bid = ALONE, own[BID]
            if bid == KEEP:
                q = _whom(path, value, percept, e, p, lost, held, sensed[0][e, p, NEAR], own)
            aim = aims[e, n]
            aim[LEAD], aim[BIDDEN], aim[QUEUES] = q, bid, q != ALONE and held[q] == 1
            aim[HELPS] = 0
            aim[PASSES] = own[GIVER] - 1 if q == ALONE else q
            y, x = -1, -1
            if q != ALONE:
                own[MET] = 1
                y, x = _hand(path, percept, e, p, q)
                aim[HELPS] = y >= 0
                if y < 0:
                    y, x, _ = known_to_be(path, value, percept, e, p, q, own)
                if value[y, x] == 0:  # they are out
                    own[BID], aim[BIDDEN] = ON, ON
            elif bid == THERE:
                y, x = own[PLACE_Y], own[PLACE_X]
            elif bid == KEEP and not _misses(lost, held, p):
                aim[BIDDEN] = ON
            elif bid == KEEP and meeting[n, 0] >= 0 and _behind(value, percept, e, p, lost, held, meeting[n]):
                if me.y == meeting[n, 0] and me.x == meeting[n, 1] and own[THERE_SINCE] == 0:
                    own[THERE_SINCE] = me.beat
                if own[THERE_SINCE] == 0 or me.beat - own[THERE_SINCE] < MUSTER:
                    y, x = meeting[n, 0], meeting[n, 1]
            if y >= 0 and path.cost[y, x] >= 0:
                by[e, n] = -1
                errand_to(path, percept, e, p, int(y), int(x), goals[e, n], errands[e, n : n + 1])


class Follow(Caution):
    """Who keeps with others."""

    cares = True

    def __init__(self, brief: "Brief", seats: list[int], worlds: int) -> None:
        super().__init__(brief, seats, worlds)
        self.held = np.zeros(len(brief.seats), np.uint8)
        self.held[seats] = 1
        self.called = int(brief.tuning[0].loud_call)
        self.bidden = np.zeros((worlds, len(seats), N_OWN), np.int32)
        self.meeting = np.full((len(seats), 2), -1, np.int32)
        if brief.meeting is not None:
            self.meeting[:] = brief.meeting[seats]
        self.fields.run_errands()

    def lead(self, percept: Percept) -> None:
        """Choose whom each seat goes to, and where else it may have to go."""
        aim_all(
            self.ways, percept, self.senses, self.seats, self.held, self.meeting, self.called, self.fields.tables,
            self.fields.goals, self.bidden, self.aims,
        )  # fmt: skip
