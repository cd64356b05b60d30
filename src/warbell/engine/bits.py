"""Bitboards: a plane of cells as uint64 words, laid out [words, H]: bit x % 64 of word [x // 64, y] is cell (y, x).

Word columns are contiguous, so that a shift by a row is a neighbouring element and the compiler turns a loop over
rows into vector instructions. The outermost rows and columns of a plane are margin and always 0.
"""

import numpy as np

from warbell.engine.codes import SIGHT, SIGHT_ROWS
from warbell.engine.kernel import JIT, part

if JIT:
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def lowest(_, word):  # noqa: ARG001 - its type is said below
        """The number of the lowest set bit of a word, uint64, that is not 0."""

        def count(context, builder, signature, args):  # noqa: ARG001 - Numba calls it so
            return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

        return types.int64(types.uint64), count

else:

    def lowest(word):
        """The number of the lowest set bit of a word, uint64, that is not 0."""
        return (int(word) & -int(word)).bit_length() - 1


U0, U1, U63 = np.uint64(0), np.uint64(1), np.uint64(63)
WINDOW_MASK = np.uint64((1 << SIGHT_ROWS) - 1)


def words_for(width: int) -> int:
    """How many 64-bit words a row of `width` cells takes."""
    return (width + 63) // 64


def pack(cells: np.ndarray) -> np.ndarray:
    """A bool array [H, W] as a plane, uint64 [words, H]."""
    height, width = cells.shape
    words = words_for(width)
    padded = np.zeros((height, words * 64), np.uint8)
    padded[:, :width] = cells
    rows = np.packbits(padded, axis=1, bitorder="little").view("<u8")
    return np.ascontiguousarray(rows.T.astype(np.uint64))


def unpack(plane: np.ndarray, width: int) -> np.ndarray:
    """A plane, uint64 [words, H], as a bool array [H, width]."""
    rows = np.ascontiguousarray(plane.T.astype("<u8")).view(np.uint8)
    return np.unpackbits(rows, axis=1, bitorder="little")[:, :width].astype(bool)


@part
def bit(n):
    """The word, uint64, in which bit n alone is set."""
    return U1 << np.uint64(n)


@part
def bits_of(word):
    """The numbers of the bits that are set in a word, uint64, in order."""
    while word != U0:
        yield lowest(word)
        word &= word - U1


@part
def set_in(words):
    """The numbers of the bits that are set in words, uint64 [N], in order: bit n % 64 of word n // 64 is number n."""
    k = U0  # a loop of `range` within a generator is compiled to twice as much code
    while k < np.uint64(words.shape[0]):
        left = words[k]
        while left != U0:
            yield 64 * np.int64(k) + lowest(left)
            left &= left - U1
        k += U1


@part
def set_in_both(words, others):
    """The numbers of the bits that are set in words and in others, uint64 [N] both, in order."""
    k = U0
    while k < np.uint64(words.shape[0]):
        left = words[k] & others[k]
        while left != U0:
            yield 64 * np.int64(k) + lowest(left)
            left &= left - U1
        k += U1


@part
def has(words, n):
    """True if bit n is set in words, uint64 [N]."""
    return (words[n >> 6] >> np.uint64(n & 63)) & U1 != U0


@part
def get(plane, y, x):
    """True if cell (y, x) is set."""
    return (plane[x >> 6, y] >> np.uint64(x & 63)) & U1 != U0


@part
def put(plane, y, x):
    """Set cell (y, x)."""
    plane[x >> 6, y] |= U1 << np.uint64(x & 63)


@part
def drop(plane, y, x):
    """Clear cell (y, x)."""
    plane[x >> 6, y] &= ~(U1 << np.uint64(x & 63))


@part
def windows(plane, y, x, out):
    """Fill out, uint64 [SIGHT_ROWS], with the cells around (y, x): bit c of row r is (y - SIGHT + r, x - SIGHT + c).

    What lies beyond the plane is 0.
    """
    words, height = plane.shape
    first, last = max(0, SIGHT - y), min(SIGHT_ROWS, height + SIGHT - y)
    if last - first < SIGHT_ROWS:
        out[:] = U0
    left, count = x - SIGHT, np.uint64(last - first)
    into = out[first:last]
    if left < 0:
        rows, shift = plane[0, y - SIGHT + first : y - SIGHT + last], np.uint64(-left)
        for r in range(count):
            into[r] = (rows[r] << shift) & WINDOW_MASK
        return
    k, shift = left >> 6, np.uint64(left & 63)
    rows = plane[k, y - SIGHT + first : y - SIGHT + last]
    if shift == U0 or k + 1 == words:
        for r in range(count):
            into[r] = (rows[r] >> shift) & WINDOW_MASK
        return
    beyond, back = plane[k + 1, y - SIGHT + first : y - SIGHT + last], np.uint64(64) - shift
    for r in range(count):
        into[r] = ((rows[r] >> shift) | (beyond[r] << back)) & WINDOW_MASK


@part
def window_row(plane, y, x, r):
    """Row r alone of what `windows` would fill in around (y, x)."""
    words, height = plane.shape
    row, left = y - SIGHT + r, x - SIGHT
    if row < 0 or row >= height:
        return U0
    if left < 0:
        return (plane[0, row] << np.uint64(-left)) & WINDOW_MASK
    k, shift = left >> 6, np.uint64(left & 63)
    cells = plane[k, row] >> shift
    if shift > U0 and k + 1 < words:
        cells |= plane[k + 1, row] << (np.uint64(64) - shift)
    return cells & WINDOW_MASK


@part
def or_windows(plane, y, x, window):
    """Set in `plane` the cells of a window, uint64 [SIGHT_ROWS], centred on (y, x): the reverse of windows."""
    words, height = plane.shape
    first, last = max(0, SIGHT - y), min(SIGHT_ROWS, height + SIGHT - y)
    left, count = x - SIGHT, np.uint64(last - first)
    some = window[first:last]
    if left < 0:
        rows, shift = plane[0, y - SIGHT + first : y - SIGHT + last], np.uint64(-left)
        for r in range(count):
            rows[r] |= some[r] >> shift
        return
    k, shift = left >> 6, np.uint64(left & 63)
    rows = plane[k, y - SIGHT + first : y - SIGHT + last]
    for r in range(count):
        rows[r] |= some[r] << shift
    if shift > U0 and k + 1 < words:
        beyond, back = plane[k + 1, y - SIGHT + first : y - SIGHT + last], np.uint64(64) - shift
        for r in range(count):
            beyond[r] |= some[r] >> back


@part
def in_window(window, dy, dx):
    """True if the cell at offset (dy, dx) is set in a window, uint64 [SIGHT_ROWS]; False beyond it."""
    if dy < -SIGHT or dy > SIGHT or dx < -SIGHT or dx > SIGHT:
        return False
    return (window[dy + SIGHT] >> np.uint64(dx + SIGHT)) & U1 != U0
