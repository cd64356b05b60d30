"""Reach: which cells hang together, and how many steps it is from some cells to every other that can be walked to."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

import numpy as np

Cell = tuple[int, int]  # (y, x)
NO_TOLLS: Mapping[Cell, int] = MappingProxyType({})
WIDE_FRONT = 48  # cells of a front from which NumPy is faster than looking at them one by one


def steps_from(
    starts: Iterable[Cell],
    allowed: np.ndarray,
    links: Iterable[tuple[Cell, Cell] | tuple[Cell, Cell, int]] = (),
    most: int | None = None,
    tolls: Mapping[Cell, int] = NO_TOLLS,
    drops: Iterable[tuple[Cell, Cell] | tuple[Cell, Cell, int]] = (),
) -> dict[Cell, int]:
    """Steps to each cell of `allowed`, bool [H, W], that is at most `most` steps away, nearest first.

    The starts are always in it, allowed or not. Links join two cells both ways, in one step or in as many as they say,
    `drops` from the first to the second only; `tolls` are the steps more that it takes to enter a cell.
    """
    # A closed column behind each row parts it from the next, and a closed row the last from the first.
    wide = allowed.shape[1] + 1
    costs = bytearray(np.pad(allowed, ((0, 1), (0, 1))).astype(np.uint8).tobytes())  # 0 closed, or behind the front
    for (y, x), toll in tolls.items():
        costs[y * wide + x] *= 1 + toll
    across: dict[int, list[tuple[int, int]]] = {}
    for link in links:
        (a, b), far = link[:2], link[2] if len(link) == 3 else 1
        here, there = a[0] * wide + a[1], b[0] * wide + b[1]
        across.setdefault(here, []).append((there, far))
        across.setdefault(there, []).append((here, far))
    for drop in drops:
        (a, b), far = drop[:2], drop[2] if len(drop) == 3 else 1
        across.setdefault(a[0] * wide + a[1], []).append((b[0] * wide + b[1], far))
    steps = {y * wide + x: 0 for y, x in starts}
    for at in steps:
        costs[at] = 0
    front = list(steps)
    later: dict[int, list[int]] = {}  # by how many steps away: cells that are more than one from where they are entered
    now = 0
    while (front or later) and now != most:
        now += 1
        behind = front
        front = _onwards(behind, costs, wide, now, later)
        for at in behind if across else ():
            for to, far in across.get(at, ()):
                if costs[to]:
                    later.setdefault(now - 1 + far, []).append(to)
        steps.update(dict.fromkeys(front, now))
        for to in later.pop(now, ()):
            if to not in steps:
                steps[to] = now
                costs[to] = 0
                front.append(to)
    ys, xs = np.divmod(np.fromiter(steps, np.int64, len(steps)), wide)
    return dict(zip(zip(ys.tolist(), xs.tolist(), strict=True), steps.values(), strict=True))


def _onwards(behind: list[int], costs: bytearray, wide: int, now: int, later: dict[int, list[int]]) -> list[int]:
    """The open cells beside those `behind`, in their order, closed now; what costs more than a step is put off."""
    if len(behind) < WIDE_FRONT or later:
        front: list[int] = []
        for at in behind:
            for to in (at - wide, at + 1, at + wide, at - 1):
                cost = costs[to]
                if cost == 1:
                    costs[to] = 0
                    front.append(to)
                elif cost:
                    later.setdefault(now - 1 + cost, []).append(to)
        return front
    plane = np.frombuffer(costs, np.uint8)
    beside = (np.array(behind)[:, None] + (-wide, 1, wide, -1)).ravel()
    beside = beside[plane[beside] > 0]
    for to in beside[plane[beside] > 1].tolist():
        later.setdefault(now - 1 + costs[to], []).append(to)
    beside = beside[plane[beside] == 1]
    _, first = np.unique(beside, return_index=True)
    found = beside[np.sort(first)]
    plane[found] = 0
    onwards: list[int] = found.tolist()
    return onwards


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
