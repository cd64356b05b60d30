"""Fields: how far every cell is from where each seat wants to be, given the doors and gates it knows to be barred.

A field is worked out once for each set of barred doors that some seat comes to know of, and shared by all worlds.
"""

import numpy as np

from warbell.engine.codes import BARRICADED, GATE, KEY, LOCKED
from warbell.engine.kernel import kernel, making, part
from warbell.engine.percept import Percept
from warbell.minds.ways import FAR, Ways, spread

HINGES = 64  # doors and gates that are told apart; what stands after them counts as passable
FORCED = 300  # the price of a door that has to be broken, in tenths of a step
GOAL_Y, GOAL_X, BARRED = range(3)  # what an errand was worked out for: its cell, and what doors were barred then
N_GOAL = 3
IMPASSABLE = 2000  # of a gate that is chained: one goes there only if there is no other way


@part
def toll(path: Ways, percept: Percept, e: int, p: int, f: int) -> int:
    """What a seat that last saw door or gate f barred pays for it on top, in tenths of a step; 0 if it opens to it."""
    place, seen = path.fixtures[f], percept.fixtures[e, p, f]
    if seen.beat < 0 or path.hinged[place.y, place.x] == 0 or seen.state not in (LOCKED, BARRICADED):
        return 0
    if seen.state == LOCKED and percept.pack[e, p, KEY] > 0:
        return 0
    return IMPASSABLE if place.kind == GATE else FORCED


@making
def errand_to(
    path: Ways, percept: Percept, e: int, p: int, y: int, x: int, goal: np.ndarray, errand: np.ndarray
) -> None:
    """Fill an errand, int32 [1, H, W], with how far every cell is from (y, x) by what the seat knows of doors.

    `goal`, int32 [N_GOAL], is what it was filled for last: that is not worked out again.
    """
    barred = 1
    for f in range(path.fixtures.shape[0]):
        barred += (f + 1) * (toll(path, percept, e, p, f) > 0)
    if goal[GOAL_Y] == y and goal[GOAL_X] == x and goal[BARRED] == barred:
        return
    goal[GOAL_Y], goal[GOAL_X], goal[BARRED] = y, x, barred
    cost = path.cost.copy()
    for f in range(path.fixtures.shape[0]):
        cost[path.fixtures[f].y, path.fixtures[f].x] += toll(path, percept, e, p, f)
    errand[:] = FAR
    errand[0, y, x] = 0
    spread(cost.reshape((1, *cost.shape)), path.link_at, path.links, errand, -1, -1)


@making
def field_of(fields: tuple[np.ndarray, np.ndarray, np.ndarray], e: int, n: int) -> np.ndarray:
    """The field that seat n of world e goes by, int32 [H, W]; `fields` as `Fields.tables` has them."""
    which = fields[1][e, n]
    field: np.ndarray = fields[0][which] if which >= 0 else fields[2][e, n]
    return field


@kernel
def _look(path: Ways, percept: Percept, seats: np.ndarray, known: np.ndarray, changed: np.ndarray) -> bool:
    """Note in known, uint64 [E, n], which doors each seat knows to be barred; in changed, uint8, where that is new."""
    news = False
    for e in range(known.shape[0]):
        for n in range(seats.shape[0]):
            barred, hinge = np.uint64(0), 0
            for f in range(path.fixtures.shape[0]):
                place = path.fixtures[f]
                if path.hinged[place.y, place.x] == 1 and hinge < HINGES:
                    if toll(path, percept, e, seats[n], f) > 0:
                        barred |= np.uint64(1) << np.uint64(hinge)
                    hinge += 1
            changed[e, n] = barred != known[e, n]
            known[e, n] = barred
            news = news or changed[e, n] == 1
    return news


class Fields:
    """The fields of n seats in E worlds: `values`, int32 [K, H, W], and `which` leads each to its target, [E, n].

    `by` is the one it goes by: that, or -1 while it is on an errand, to a cell of its own; then it is its row of
    `errands`, int32 [E, n, H, W], which a mind that runs errands asks for and fills; `goals`, [E, n, N_GOAL], is for
    what.
    """

    def __init__(self, path: Ways, targets: list[np.ndarray], seats: np.ndarray, worlds: int) -> None:
        self._path, self._targets, self._seats = path, targets, seats
        self._hinges = [f for f in path.fixtures if path.hinged[f["y"], f["x"]]][:HINGES]
        self._known = np.zeros((worlds, len(targets)), np.uint64)
        self._changed = np.zeros((worlds, len(targets)), np.uint8)
        self._index: dict[tuple[int, int], int] = {}
        self.values = np.zeros((0, *path.cost.shape), np.int32)
        self.errands = np.zeros((worlds, len(targets), 1, 1), np.int32)
        self.goals = np.zeros((worlds, len(targets), N_GOAL), np.int32)
        self.which = np.zeros((worlds, len(targets)), np.int32)
        self.which[:] = [self._field(n, 0) for n in range(len(targets))]
        self.by = self.which.copy()

    def run_errands(self) -> None:
        """Make room for errands."""
        self.errands = np.full((*self.by.shape, *self._path.cost.shape), FAR, np.int32)

    @property
    def tables(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What kernels take: values, by and errands."""
        return self.values, self.by, self.errands

    def of(self, e: int, n: int) -> np.ndarray:
        """The field that seat n of world e goes by, int32 [H, W]."""
        field: np.ndarray = self.values[self.by[e, n]] if self.by[e, n] >= 0 else self.errands[e, n]
        return field

    def look(self, percept: Percept) -> None:
        """Take note of what the seats see of doors and gates."""
        if _look(self._path, percept, self._seats, self._known, self._changed):
            for e, n in np.argwhere(self._changed).tolist():
                self.which[e, n] = self._field(n, int(self._known[e, n]))
        self.by[:] = self.which

    def _field(self, n: int, barred: int) -> int:
        if (n, barred) not in self._index:
            cost = self._path.cost.copy()
            for k, hinge in enumerate(self._hinges):
                if barred >> k & 1:
                    cost[hinge["y"], hinge["x"]] += IMPASSABLE if hinge["kind"] == GATE else FORCED
            value = np.where(self._targets[n] & (cost >= 0), 0, FAR).astype(np.int32)
            spread(cost[None], self._path.link_at, self._path.links, value[None], -1, -1)
            self._index[n, barred] = len(self.values)
            self.values = np.concatenate([self.values, value[None]])
        return self._index[n, barred]
