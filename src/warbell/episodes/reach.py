"""Reach: how many steps it is from some cells to every other that can be walked to."""

from collections import deque
from collections.abc import Iterable

import numpy as np

Cell = tuple[int, int]  # (y, x)


def steps_from(
    starts: Iterable[Cell],
    allowed: np.ndarray,
    links: Iterable[tuple[Cell, Cell]] = (),
    most: int | None = None,
) -> dict[Cell, int]:
    """Steps to each cell of `allowed`, bool [H, W], that is at most `most` steps away, nearest first.

    The starts are always in it, allowed or not; links join two cells both ways.
    """
    height, width = allowed.shape
    wide = width + 1  # a closed column behind each row parts it from the next
    is_open = np.pad(allowed, ((0, 1), (0, 1))).ravel().tolist()  # and index -1 is closed too
    across: dict[int, list[int]] = {}
    for a, b in links:
        here, there = a[0] * wide + a[1], b[0] * wide + b[1]
        across.setdefault(here, []).append(there)
        across.setdefault(there, []).append(here)
    steps = {y * wide + x: 0 for y, x in starts}
    queue = deque(steps)
    last = height * wide
    while queue:
        at = queue.popleft()
        far = steps[at] + 1
        if most is not None and far > most:
            break
        for near in (at - wide, at + 1, at + wide, at - 1, *across.get(at, ())):
            if -1 <= near < last and is_open[near] and near not in steps:
                steps[near] = far
                queue.append(near)
    return {divmod(at, wide): far for at, far in steps.items()}


def plane_of(cells: Iterable[Cell], like: np.ndarray) -> np.ndarray:
    """These cells as a bool array in the shape of `like`."""
    plane = np.zeros(like.shape, bool)
    for cell in cells:
        plane[cell] = True
    return plane
