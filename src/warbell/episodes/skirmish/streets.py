"""`streets`: blocks of houses between streets under open sky, with lamps, rubble, doors, and a drone over the roofs."""

import itertools

import numpy as np

from warbell.episodes.reach import cells_of, steps_from
from warbell.episodes.skirmish.drawing import (
    DOOR,
    FLOOR,
    INNER_LAMP,
    LAMP,
    RUBBLE,
    STOPS,
    STREET,
    WALL,
    Drawing,
    fill,
    solid,
)
from warbell.episodes.skirmish.draws import Draws

WIDTHS = (2, 3)  # cells of a street
BLOCKS = (4, 8)  # cells of a side of a block between two streets
HOUSE = 4  # cells: a block of such a side can be hollow
HOLLOW = 600  # per mille of such blocks
CLOSED = 250  # per mille of the stretches between two crossings that are built over, where a way round is left
ROUND = 40  # steps at most of that way
RUBBLED = 120  # per mille of the stretches
LIT = 300  # per mille of the crossings
INNER_LIT = 300  # per mille of the houses
PAUSE = 3  # beats that the drone hangs at either end

Band = tuple[int, int]  # from a row or column up to below another


def draw(size: int, draws: Draws) -> Drawing:
    """A quarter of size by size cells."""
    rows = solid(size)
    across, down = _bands(size, draws), _bands(size, draws)
    for top, bottom in across:
        fill(rows, top, 1, bottom, size - 1, STREET)
    for left, right in down:
        fill(rows, 1, left, size - 1, right, STREET)
    for upper, lower in itertools.pairwise(across):
        for near, far in itertools.pairwise(down):
            _build(rows, (upper[1], near[1], lower[0], far[0]), draws)
    stretches = [(top, a[1], bottom, b[0]) for top, bottom in across for a, b in itertools.pairwise(down)]
    stretches += [(a[1], left, b[0], right) for left, right in down for a, b in itertools.pairwise(across)]
    draws.shuffle(stretches)
    free = np.array(rows) != WALL
    for stretch in stretches:
        if draws.chance(CLOSED):
            _close(rows, free, stretch)
        elif draws.chance(RUBBLED):
            _strew(rows, stretch, draws)
    for top, _ in across:
        for left, _ in down:
            if draws.chance(LIT):
                rows[top][left] = LAMP
    return Drawing(rows, STREET, PAUSE if _fly(rows, across, down, draws) else None)


def _bands(size: int, draws: Draws) -> list[Band]:
    """The streets of one direction, from one edge to the other, two at least."""
    bands = [(1, 1 + draws.between(*WIDTHS))]
    while True:
        first = bands[-1][1] + draws.between(*BLOCKS)
        last = size - 1 - first
        if last < BLOCKS[0] + 2 * WIDTHS[0]:  # no room for a block and the street along the edge
            return [*bands, (size - 1 - draws.between(*WIDTHS), size - 1)]
        bands.append((first, first + draws.between(*WIDTHS)))


def _build(rows: list[list[str]], block: tuple[int, int, int, int], draws: Draws) -> None:
    """Make a house of a block that is large enough: rooms behind a door, or two doors on different sides."""
    top, left, bottom, right = block
    if min(bottom - top, right - left) < HOUSE or not draws.chance(HOLLOW):
        return
    fill(rows, top + 1, left + 1, bottom - 1, right - 1, FLOOR)
    sides = [
        [(top, x) for x in range(left + 1, right - 1)],
        [(bottom - 1, x) for x in range(left + 1, right - 1)],
        [(y, left) for y in range(top + 1, bottom - 1)],
        [(y, right - 1) for y in range(top + 1, bottom - 1)],
    ]
    draws.shuffle(sides)
    for side in sides[: draws.between(1, 2)]:
        y, x = draws.one(side)
        rows[y][x] = DOOR
    if draws.chance(INNER_LIT):
        rows[(top + bottom) // 2][(left + right) // 2] = INNER_LAMP


def _close(rows: list[list[str]], free: np.ndarray, stretch: tuple[int, int, int, int]) -> None:
    """Build over the middle of a stretch, unless there is no way round from all that led there, or a long one."""
    top, left, bottom, right = stretch
    y, x = (top + bottom) // 2, (left + right) // 2
    top, left, bottom, right = (top, x, bottom, x + 1) if right - left > bottom - top else (y, left, y + 1, right)
    free[top:bottom, left:right] = False
    around = np.zeros_like(free)
    around[top - 1 : bottom + 1, left:right] = around[top:bottom, left - 1 : right + 1] = True
    first, *others = cells_of(around & free)
    steps = steps_from([first], free, most=ROUND)
    if all(cell in steps for cell in others):
        fill(rows, top, left, bottom, right, WALL)
    else:
        free[top:bottom, left:right] = True


def _strew(rows: list[list[str]], stretch: tuple[int, int, int, int], draws: Draws) -> None:
    top, left, bottom, right = stretch
    for y in range(top, bottom):
        for x in range(left, right):
            if draws.chance(400):
                rows[y][x] = RUBBLE


def _fly(rows: list[list[str]], across: list[Band], down: list[Band], draws: Draws) -> bool:
    """Mark the ends of a drone's round over the middle of a row of blocks; False if no such row is right for it.

    So it crosses the streets that people walk and follows none, on which nobody could step out of its way.
    """
    between = [(a[1] + b[0]) // 2 for a, b in itertools.pairwise(across)][1:-1]
    if not between:
        return False
    y, ends = draws.one(between), (down[0][0], down[-1][1] - 1)
    if any(rows[y][x] != STREET for x in ends):
        return False
    for stop, x in zip(STOPS, ends, strict=True):
        rows[y][x] = stop
    return True
