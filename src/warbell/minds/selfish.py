"""selfish: each seat walks its own shortest way and strikes whatever hunts beside it; nobody else is its concern."""

from typing import TYPE_CHECKING

import numpy as np

from warbell.engine.bits import unpack
from warbell.engine.codes import ALONG, D_POLICY, LINK, STEP, STRIKE, VERB_BASE, WAIT
from warbell.engine.dice import below
from warbell.engine.kernel import kernel
from warbell.engine.percept import Percept
from warbell.minds.lines import downhill, written
from warbell.minds.senses import THREAT, blank_senses, must_open, sense_all
from warbell.minds.sprint import JAMMED, break_or_use, goes_on
from warbell.minds.ways import Ways, field, onward, ways
from warbell.plans import Cell

if TYPE_CHECKING:
    from warbell.episodes import Brief


@kernel
def _walk_all(
    path: Ways,
    values: np.ndarray,
    percept: Percept,
    sensed: np.ndarray,
    jam: np.ndarray,
    seats: np.ndarray,
    out: np.ndarray,
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
            for k in range(4):
                way = (turn + k) & 3
                if (sensed[e, p, THREAT] >> way) & 1 and mask[VERB_BASE[STRIKE] + way] == 1:
                    out[e, p] = VERB_BASE[STRIKE] + way
            if out[e, p] != WAIT:
                continue
            d = onward(path, value, me.y, me.x, turn)
            if d == ALONG:
                out[e, p] = VERB_BASE[LINK] if mask[VERB_BASE[LINK]] == 1 else WAIT
            elif d < ALONG and must_open(mask, path.hinged, me, d):
                out[e, p] = break_or_use(path, percept, e, p, d)
            elif d < ALONG:
                aside = stood[2] >= JAMMED and stood[2] % JAMMED == 0
                way = (turn + 1) & 3 if aside else d
                if mask[VERB_BASE[STEP] + way] == 1:
                    out[e, p] = VERB_BASE[STEP] + way


class Selfish:
    """Everybody for their own exit, at a walk, with their fists."""

    answers = False

    def __init__(self, brief: "Brief", seats: list[int], worlds: int) -> None:
        width, persons = brief.chart.terrain.shape[1], len(brief.seats)
        self.seats = np.array(seats, np.int32)
        self.ways = ways(brief.chart)
        self.values = np.stack([field(self.ways, unpack(brief.targets[p], width)) for p in seats])  # [n, H, W]
        self.senses = blank_senses(worlds, persons)
        self.jam = np.zeros((worlds, persons, 3), np.int32)

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P]."""
        sense_all(percept, self.seats, False, *self.senses)
        _walk_all(self.ways, self.values, percept, self.senses[0], self.jam, self.seats, out)

    def line(self, percept: Percept, seat: int) -> tuple[Cell, ...]:
        """The beginning of a seat's way."""
        me = percept.me[0, seat]
        value = self.values[self.seats.tolist().index(seat)]
        return written(downhill(self.ways, value, int(me["y"]), int(me["x"])))

    def reason(self, seat: int) -> str:  # noqa: ARG002
        """What it always does."""
        return "walks to its target, and strikes what hunts beside it"
