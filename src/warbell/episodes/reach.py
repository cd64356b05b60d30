"""Reach: which cells hang together, and how many steps it is from some cells to every other that can be walked to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import itemgetter

import numpy as np

from warbell.engine.kernel import kernel

Cell = tuple[int, int]  # (y, x)
AWAY = -1  # of a cell that is not reached


class Steps(Mapping[Cell, int]):
    """How many steps away each cell is that can be walked to; they come nearest first.

    `far` is the same as a plane, int32 [H, W], AWAY where nobody gets.
    """

    def __init__(self, far: np.ndarray, order: np.ndarray) -> None:
        """Of `order`, int32 [N], the cells that are reached as indices y * W + x."""
        self.far, self._order = far, order

    def __getitem__(self, cell: Cell) -> int:
        """The steps to a cell; KeyError if it is not reached, or lies outside."""
        y, x = cell
        height, width = self.far.shape
        steps = int(self.far[y, x]) if 0 <= y < height and 0 <= x < width else AWAY
        if steps == AWAY:
            raise KeyError(cell)
        return steps

    def __iter__(self) -> Iterator[Cell]:
        """The cells, nearest first."""
        return iter(self.where(self.plane))

    def __len__(self) -> int:
        """How many cells are reached."""
        return len(self._order)

    def where(self, plane: np.ndarray) -> list[Cell]:
        """The cells that are set in `plane`, bool [H, W], nearest first."""
        order = self._order[plane.ravel()[self._order]]
        ys, xs = np.divmod(order, self.far.shape[1])
        return list(zip(ys.tolist(), xs.tolist(), strict=True))

    @property
    def plane(self) -> np.ndarray:
        """The cells that are reached, bool [H, W]."""
        reached: np.ndarray = self.far != AWAY
        return reached


def steps_from(
    starts: Iterable[Cell] | np.ndarray,
    allowed: np.ndarray,
    links: Iterable[tuple[Cell, Cell] | tuple[Cell, Cell, int]] = (),
    most: int | None = None,
    tolls: np.ndarray | None = None,
    drops: Iterable[tuple[Cell, Cell] | tuple[Cell, Cell, int]] = (),
) -> Steps:
    """Steps to each cell of `allowed`, bool [H, W], that is at most `most` steps away.

    The starts, cells or a bool plane of them, are always in it, allowed or not. Links join two cells both ways, in one
    step or in as many as they say, `drops` from the first to the second only; `tolls`,
    int [H, W], are the steps more that it takes to enter a cell.
    """
    height, width = allowed.shape
    costs = np.zeros((height + 2, width + 2), np.int32)  # with a rim that nobody enters
    costs[1:-1, 1:-1] = allowed
    waiting = 0
    if tolls is not None:
        costs[1:-1, 1:-1] *= 1 + tolls
        waiting += 4 * int(np.count_nonzero(tolls))
    wide = width + 2
    if isinstance(starts, np.ndarray):
        first = np.flatnonzero(np.pad(starts, 1))
    else:
        first = np.array([(y + 1) * wide + x + 1 for y, x in dict.fromkeys(starts)], np.int64)
    ways: list[tuple[int, int, int]] = []
    for both, listed in ((True, links), (False, drops)):
        for way in listed:
            (a, b), far = way[:2], way[2] if len(way) == 3 else 1
            here, there = (a[0] + 1) * wide + a[1] + 1, (b[0] + 1) * wide + b[1] + 1
            ways += [(here, there, far), (there, here, far)] if both else [(here, there, far)]
    table = np.array(sorted(ways, key=itemgetter(0)), np.int64).reshape(-1, 3)
    heads = np.full(costs.size if ways else 0, AWAY, np.int32)
    heads[table[::-1, 0]] = np.arange(len(ways))[::-1]
    steps, order = np.full(costs.size, AWAY, np.int32), np.empty(costs.size, np.int32)
    late = np.empty((waiting + len(ways), 2), np.int64)
    count = _flood(costs.ravel(), wide, first, table, heads, -1 if most is None else most, late, steps, order)
    order = order[:count].copy()
    ys, xs = np.divmod(order, np.int32(wide))
    return Steps(steps.reshape(costs.shape)[1:-1, 1:-1], (ys - np.int32(1)) * np.int32(width) + xs - np.int32(1))


@kernel
def _flood(
    costs: np.ndarray,
    wide: int,
    starts: np.ndarray,
    ways: np.ndarray,
    heads: np.ndarray,
    most: int,
    late: np.ndarray,
    steps: np.ndarray,
    order: np.ndarray,
) -> int:
    """Write the steps to each cell, int32 [N], and the cells in order, nearest first; returns how many are reached.

    `costs`, int32 [N], is what it takes to enter a cell, 0 where nobody can. `ways`, int64 [K, 3], are from, to and
    steps, sorted by the first; `heads`, int32 [N], is the first of each cell, or has no rows if there are no ways.
    `most` is the last step, or -1; `late`, int64 [L, 2], room for all the entries that are ever put off.
    """
    waiting = done = count = now = 0
    for at in starts:
        steps[at] = 0
        order[count] = at
        count += 1
    while (done < count or waiting) and now != most:
        now += 1
        behind, done = done, count  # the front is order[behind:done]
        for k in range(behind, done):
            at = order[k]
            for to in (at - wide, at + 1, at + wide, at - 1):
                if costs[to] == 0 or steps[to] >= 0:
                    continue
                if costs[to] == 1:
                    steps[to] = now
                    order[count] = to
                    count += 1
                else:
                    late[waiting, 0], late[waiting, 1] = to, now - 1 + costs[to]
                    waiting += 1
        for k in range(behind, done if len(heads) else behind):
            way = heads[order[k]]
            while 0 <= way < len(ways) and ways[way, 0] == order[k]:
                to = ways[way, 1]
                if costs[to] and steps[to] < 0:
                    late[waiting, 0], late[waiting, 1] = to, now - 1 + ways[way, 2]
                    waiting += 1
                way += 1
        kept = 0
        for k in range(waiting):
            to = late[k, 0]
            if late[k, 1] > now:
                late[kept, 0], late[kept, 1] = to, late[k, 1]
                kept += 1
            elif steps[to] < 0:
                steps[to] = now
                order[count] = to
                count += 1
        waiting = kept
    return count


class Pieces:
    """Cells in pieces that hang together, which can be joined."""

    def __init__(self, allowed: np.ndarray, apart: Collection[Cell] = ()) -> None:
        """The pieces of `allowed`, bool [H, W]; each cell of `apart` is one of its own."""
        alone = plane_of(apart, allowed)
        open_ = allowed & ~alone
        first = allowed.copy()  # of a run of cells in a row
        first[:, 1:] &= ~(open_[:, 1:] & open_[:, :-1])
        self._run = np.cumsum(first, dtype=np.int32).reshape(allowed.shape) * allowed  # counted from 1
        self._into = list(range(int(first.sum()) + 1))
        meet = open_[1:] & open_[:-1]
        pairs = np.unique(self._run[:-1][meet].astype(np.int64) << 32 | self._run[1:][meet])
        for pair in pairs.tolist():
            self._join(pair >> 32, pair & 0xFFFFFFFF)

    def join(self, a: Cell, b: Cell) -> None:
        """Make one piece of those of two cells; nothing where one of them is in none."""
        if self._run[a] and self._run[b]:
            self._join(int(self._run[a]), int(self._run[b]))

    def of(self, cell: Cell) -> int:
        """The number of a cell's piece, the same for all its cells; 0 for none."""
        return self._root(int(self._run[cell]))

    def numbers(self) -> np.ndarray:
        """The number of every cell's piece, int32 [H, W]; the piece whose first cell comes first has the lowest."""
        roots = np.array([self._root(run) for run in range(len(self._into))], np.int32)
        numbers: np.ndarray = roots[self._run]
        return numbers

    def _root(self, run: int) -> int:
        into = self._into
        while into[run] != run:
            into[run] = run = into[into[run]]
        return run

    def _join(self, a: int, b: int) -> None:
        a, b = self._root(a), self._root(b)
        self._into[max(a, b)] = min(a, b)


def plane_of(cells: Iterable[Cell], like: np.ndarray) -> np.ndarray:
    """These cells as a bool array in the shape of `like`."""
    plane = np.zeros(like.shape, bool)
    for cell in cells:
        plane[cell] = True
    return plane


def cells_of(plane: np.ndarray) -> list[Cell]:
    """The cells that are set in a bool array [H, W], in reading order."""
    return [(y, x) for y, x in np.argwhere(plane).tolist()]
