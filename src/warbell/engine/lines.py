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
    height, width = terrain.shape
    there = np.pad(terrain != EDGE, SIGHT)
    clear = there & (np.pad(terrain, SIGHT) != WALL)

    def shifted(plane: np.ndarray, dy: int, dx: int) -> np.ndarray:
        return plane[SIGHT + dy : SIGHT + dy + height, SIGHT + dx : SIGHT + dx + width]

    # One row of windows at a time: [SIGHT_ROWS, H + 2 SIGHT, W + 2 SIGHT], padded as the lines reach past the sheet.
    windows = np.zeros((SIGHT_ROWS, *there.shape), np.uint32)
    shifted(windows[SIGHT], 0, 0)[:] = shifted(there, 0, 0).astype(np.uint32) << np.uint32(SIGHT)
    for dy in range(SIGHT + 1):
        for dx in range(-SIGHT if dy else 1, SIGHT + 1):
            sees = shifted(there, 0, 0) & shifted(there, dy, dx)
            for y, x in between(dy, dx):
                sees &= shifted(clear, y, x)
            shifted(windows[SIGHT + dy], 0, 0)[:] |= sees.astype(np.uint32) << np.uint32(SIGHT + dx)
            shifted(windows[SIGHT - dy], dy, dx)[:] |= sees.astype(np.uint32) << np.uint32(SIGHT - dx)
    inner = windows[:, SIGHT : SIGHT + height, SIGHT : SIGHT + width]
    return np.ascontiguousarray(inner.transpose(1, 2, 0))


@cache
def shadows() -> np.ndarray:
    """What an opaque cell at offset (r - SIGHT, c - SIGHT) hides from one at the centre, uint32 [r, c, SIGHT_ROWS].

    The same on every ground, and one table for all of them.
    """
    hidden = np.zeros((SIGHT_ROWS, SIGHT_ROWS, SIGHT_ROWS), np.uint32)
    for dy in range(-SIGHT, SIGHT + 1):
        for dx in range(-SIGHT, SIGHT + 1):
            for y, x in between(dy, dx):
                hidden[SIGHT + y, SIGHT + x, SIGHT + dy] |= np.uint32(1 << (SIGHT + dx))
    return hidden
