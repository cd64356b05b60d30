"""sprint: each seat runs its own shortest way to its own objective, and looks at nothing else."""

from typing import TYPE_CHECKING

import numpy as np

from warbell.engine.bits import unpack
from warbell.engine.codes import (
    ALONG,
    D_POLICY,
    DX,
    DY,
    KEY,
    LINK,
    LOCKED,
    RUN,
    STEP,
    STRIKE,
    UP,
    USE,
    VERB_BASE,
    WAIT,
)  # fmt: skip
from warbell.engine.dice import below
from warbell.engine.kernel import kernel, part
from warbell.engine.percept import Percept
from warbell.minds.lines import downhill, written
from warbell.minds.senses import must_open
from warbell.minds.ways import Ways, field, onward, ways
from warbell.plans import Cell

if TYPE_CHECKING:
    from warbell.episodes import Brief

JAMMED = 3  # beats without moving after which a runner tries any way that is not taken


@part
def break_or_use(path: Ways, percept: Percept, e: int, p: int, d: int) -> int:
    """The order for a shut door in direction d: hands, or blows if it is known to be locked and one has no key."""
    me, mask = percept.me[e, p], percept.mask[e, p]
    f = path.fixture_at[me.y + DY[d], me.x + DX[d]] - 1
    locked = percept.fixtures[e, p, f].state == LOCKED and percept.pack[e, p, KEY] == 0
    if locked and mask[VERB_BASE[STRIKE] + d] == 1:
        return int(VERB_BASE[STRIKE] + d)
    return int(VERB_BASE[USE] + d)


@part
def goes_on(me: np.record, value: np.ndarray, stood: np.ndarray) -> bool:
    """True if a seat has a way to go; stood, int32 [3], is its last cell and the beats it has stood there."""
    if me.state != UP or me.ending >= 0 or me.late >= 0 or value[me.y, me.x] == 0:
        return False
    stood[2] = stood[2] + 1 if stood[0] == me.y and stood[1] == me.x else 0
    stood[0], stood[1] = me.y, me.x
    return True


@kernel
def _run_all(
    path: Ways, values: np.ndarray, percept: Percept, jam: np.ndarray, seats: np.ndarray, out: np.ndarray
) -> None:
    """The orders of the seats; jam, int32 [E, P, 3], holds each one's last cell and the beats it has stood there."""
    for e in range(out.shape[0]):
        for n in range(seats.shape[0]):
            p = seats[n]
            me, mask, stood, value = percept.me[e, p], percept.mask[e, p], jam[e, p], values[n]
            out[e, p] = WAIT
            if not goes_on(me, value, stood):
                continue
            turn = below(4, np.uint64(me.beat), p, D_POLICY)
            d = onward(path, value, me.y, me.x, turn)
            if d == ALONG:
                out[e, p] = VERB_BASE[LINK] if mask[VERB_BASE[LINK]] == 1 else WAIT
            if d >= ALONG:
                continue
            if must_open(mask, path.hinged, me, d):
                out[e, p] = break_or_use(path, percept, e, p, d)
                continue
            jammed = stood[2] >= JAMMED
            if jammed:
                stood[2] = 0
            for k in range(4 if jammed else 1):
                way = (turn + k) & 3 if jammed else d
                if mask[VERB_BASE[STEP] + way] == 1:
                    out[e, p] = VERB_BASE[STEP] + way
                    break
            y, x = me.y + 2 * DY[d], me.x + 2 * DX[d]
            if jammed or mask[VERB_BASE[RUN] + d] == 0 or value[me.y + DY[d], me.x + DX[d]] == 0:
                continue
            if path.cost[y, x] >= 0 and value[y, x] < value[me.y, me.x] and path.hinged[y, x] == 0:
                out[e, p] = VERB_BASE[RUN] + d


class Sprint:
    """Everybody for their own exit, at a run."""

    answers = False

    def __init__(self, brief: "Brief", seats: list[int], worlds: int) -> None:
        width = brief.chart.terrain.shape[1]
        self.seats = np.array(seats, np.int32)
        self.ways = ways(brief.chart)
        self.values = np.stack([field(self.ways, unpack(brief.targets[p], width)) for p in seats])  # [n, H, W]
        self.jam = np.zeros((worlds, len(brief.seats), 3), np.int32)

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P]."""
        _run_all(self.ways, self.values, percept, self.jam, self.seats, out)

    def line(self, percept: Percept, seat: int) -> tuple[Cell, ...]:
        """The beginning of a seat's way."""
        me = percept.me[0, seat]
        value = self.values[self.seats.tolist().index(seat)]
        return written(downhill(self.ways, value, int(me["y"]), int(me["x"])), RUN)

    def reason(self, seat: int) -> str:  # noqa: ARG002
        """What it always does."""
        return "runs for its target, whatever is there"
