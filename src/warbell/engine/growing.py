"""Growing: what floods are made of, the cells beside those of a plane, in many rows at once.

A plane, uint64 [words, H], is one row after the other here: as the first and the last row of a word are margin, rows of
neighbouring words never meet.
"""

from typing import Any

import numpy as np

from warbell.engine.bits import U0, U1, U63
from warbell.engine.kernel import JIT, part, spelt_out

ABREAST = 8  # rows that are grown together
KEPT, FRESH = ~U0, U0  # whether `grow` keeps the cells that were in `out`


@part
def _grow_row(planes, out, k, y, kept):
    """Row y of word k of `grow`."""
    grown = out[k, y] & kept
    if y == 0 or y == out.shape[1] - 1:  # margin
        out[k, y] = grown
        return
    for n in range(0, len(planes), 2):
        source, allowed = planes[n], planes[n + 1]
        cells = source[k, y]
        near = source[k, y - 1] | source[k, y + 1] | (cells << U1) | (cells >> U1)
        grown |= cells | (near & allowed[k, y])
    out[k, y] = grown


if JIT:
    from llvmlite import ir
    from numba import types
    from numba.core import cgutils
    from numba.extending import intrinsic
    from numba.np.arrayobj import make_array

    @intrinsic
    def _grow_abreast(_, planes, out, _row, kept):  # noqa: ARG001 - its type is said below
        """ABREAST rows of `grow`, from a row on.

        In vectors by hand: the compiler would look at every call whether any two planes overlap, and would load the
        rows above and below from memory, which has to wait until the level before has gone there as a whole.
        """
        word, place = ir.IntType(64), ir.IntType(32)
        rows = ir.VectorType(word, ABREAST)

        def generate(context, builder, signature, args):
            kind = signature.args[1]

            def at(plane: Any, offset: int, size: Any) -> Any:
                start = make_array(kind)(context, builder, plane).data
                begins = builder.gep(start, [builder.add(args[2], ir.Constant(word, offset))])
                return builder.bitcast(begins, size.as_pointer())

            def load(plane: Any, offset: int = 0, size: Any = rows) -> Any:
                return builder.load(at(plane, offset, size), align=8)

            def moved(one: Any, other: Any, by: int) -> Any:
                """ABREAST of the rows of both, from `by` on."""
                chosen = ir.Constant(ir.VectorType(place, ABREAST), list(range(by, by + ABREAST)))
                return builder.shuffle_vector(one, other, chosen)

            def alone(plane: Any, offset: int, at_place: int) -> Any:
                """A row alone, at one place among others that do not matter."""
                return builder.insert_element(blank, load(plane, offset, word), ir.Constant(place, at_place))

            one = ir.Constant(rows, [1] * ABREAST)
            blank = ir.Constant(rows, ir.Undefined)
            some = builder.insert_element(blank, args[3], ir.Constant(place, 0))
            every = ir.Constant(ir.VectorType(place, ABREAST), [0] * ABREAST)
            grown = builder.and_(load(args[1]), builder.shuffle_vector(some, blank, every))
            flat = cgutils.unpack_tuple(builder, args[0])
            for source, allowed in zip(flat[::2], flat[1::2], strict=True):
                cells = load(source)
                near = builder.or_(builder.shl(cells, one), builder.lshr(cells, one))
                near = builder.or_(near, moved(alone(source, -1, ABREAST - 1), cells, ABREAST - 1))
                near = builder.or_(near, moved(cells, alone(source, ABREAST, 0), 1))
                grown = builder.or_(grown, builder.or_(cells, builder.and_(near, load(allowed))))
            builder.store(grown, at(args[1], 0, rows), align=8)
            return context.get_dummy_value()

        return types.void(planes, out, types.int64, types.uint64), generate

else:

    def _grow_abreast(planes, out, first, kept):
        """The same, a row after the other."""
        height = out.shape[1]
        for row in range(first, first + ABREAST):
            _grow_row(planes, out, row // height, row % height, kept)


@spelt_out
def grow(planes, out, kept):
    """Grow each source among `planes` by the cells beside it (4-connected) of the plane that follows it there.

    All of them go into `out`, whose cells stay if they are KEPT; FRESH, it is overwritten.
    """
    words, height = out.shape
    last = words * height - 1 - ABREAST
    for row in range(1, last, ABREAST):
        _grow_abreast(planes, out, row, kept)
    if last > 0:
        _grow_abreast(planes, out, last, kept)  # some of them a second time, which changes nothing
        out[0, 0] &= kept
        out[words - 1, height - 1] &= kept
    else:
        for k in range(words):
            for y in range(height):
                _grow_row(planes, out, k, y, kept)
    if words > 1:
        _grow_across(planes, out)


@part
def _grow_across(planes, out):
    """What `grow` carries over from word to word."""
    for n in range(0, len(planes), 2):
        source, allowed = planes[n], planes[n + 1]
        for k in range(out.shape[0] - 1):
            for y in range(np.uint64(out.shape[1])):
                out[k + 1, y] |= (source[k, y] >> U63) & allowed[k + 1, y]
                out[k, y] |= (source[k + 1, y] << U63) & allowed[k, y]
