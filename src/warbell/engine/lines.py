"""Lines of sight: which cells see each other, exactly and both ways alike.

Of the two ends of a line the upper one comes first, in a row the left one. From it, with the other end at (dy, dx) and
N = max(|dy|, |dx|), the line passes through the cells k = 1 .. N - 1 at

    (y + floor((2 k dy + N) / 2N), x + floor((2 k dx + N) / 2N))

and the ends see each other if none of these is opaque. So an opaque cell is itself seen, and nothing lies beyond it.
Opaque for good are walls and EDGE, which nobody sees either: there is nothing. What shut doors hide changes with the
doors, and is taken away with `shadows`.
"""

from functools import cache, lru_cache

import numpy as np

from warbell.engine.codes import EDGE, SIGHT, SIGHT_ROWS, WALL
from warbell.engine.hiding import ROWS

BAND = 256  # rows of a map that are looked at together: as many as take 15 MB


@lru_cache(maxsize=4096)  # more than lie within sight
def between(dy: int, dx: int) -> tuple[tuple[int, int], ...]:
    """The cells a line passes on its way from (0, 0) to (dy, dx), ends left out, as offsets from (0, 0)."""
    if (dy, dx) < (0, 0):
        return tuple((dy + y, dx + x) for y, x in between(-dy, -dx))
    n = max(abs(dy), abs(dx))
    return tuple(((2 * k * dy + n) // (2 * n), (2 * k * dx + n) // (2 * n)) for k in range(1, n))


def lines_of_sight(terrain: np.ndarray) -> np.ndarray:
    """What is seen from every cell if all doors stand open, uint32 [H, W, SIGHT_ROWS], for terrain uint8 [H, W].

    Row r, bit c of a cell's window is the cell at offset (r - SIGHT, c - SIGHT).
    """
    windows = np.zeros((*terrain.shape, SIGHT_ROWS, 4), np.uint8)  # the bytes of little-endian words
    for top in range(0, len(terrain), BAND):
        above = min(top, SIGHT)
        for k, byte in enumerate(_windows(terrain[top - above : top + BAND + SIGHT])):
            windows[top : top + BAND, ..., k] = byte[:, above : above + BAND].transpose(1, 2, 0)
    return windows.view("<u4")[..., 0].astype(np.uint32, copy=False)


def _windows(terrain: np.ndarray) -> np.ndarray:
    """The windows of lines_of_sight row by row, a byte at a time and the lowest first, uint8 [3, SIGHT_ROWS, H, W]."""
    height, width = terrain.shape
    # One cell after the other, rows one behind the other: a look is a stretch of all of them, so far along. The rim is
    # as wide as a line is long, and a line that leaves a row comes into the rim of the next.
    rim = ((SIGHT + 1, SIGHT + 1), (SIGHT, SIGHT))
    there = np.pad(terrain != EDGE, rim)
    clear = there & (np.pad(terrain, rim) != WALL)
    shape = there.shape
    there, clear = (np.uint8(255) * plane.ravel() for plane in (there, clear))  # all bits of a cell, or none
    wide = shape[1]
    first, last = (SIGHT + 1) * wide, (SIGHT + 1 + height) * wide
    windows = np.zeros((-(-SIGHT_ROWS // 8), SIGHT_ROWS, len(there)), np.uint8)

    def see(along: int, dy: int, dx: int, sees: np.ndarray) -> None:
        column = SIGHT + dx
        windows[column // 8, SIGHT + dy, first + along : last + along] |= sees & np.uint8(1 << column % 8)

    see(0, 0, 0, there[first:last])
    for dy in range(SIGHT + 1):
        for dx in range(-SIGHT if dy else 1, SIGHT + 1):
            along = dy * wide + dx
            sees = there[first:last] & there[first + along : last + along]
            for y, x in between(dy, dx):
                sees &= clear[first + y * wide + x : last + y * wide + x]
            see(0, dy, dx, sees)
            see(along, -dy, -dx, sees)
    return windows.reshape(-1, SIGHT_ROWS, *shape)[..., SIGHT + 1 : SIGHT + 1 + height, SIGHT : SIGHT + width]


@cache
def shadows() -> np.ndarray:
    """What an opaque cell at offset (r - SIGHT, c - SIGHT) hides from one at the centre, uint32 [r, c, ROWS].

    The same on every ground, and one table for all of them. A cell hides nothing from itself.
    """
    hidden = np.zeros((SIGHT_ROWS, SIGHT_ROWS, ROWS), np.uint32)
    for dy in range(-SIGHT, SIGHT + 1):
        for dx in range(-SIGHT, SIGHT + 1):
            for y, x in between(dy, dx):
                hidden[SIGHT + y, SIGHT + x, SIGHT + dy] |= np.uint32(1 << (SIGHT + dx))
    return hidden
