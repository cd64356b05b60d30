"""Growing: what floods are made of, the cells beside those of a plane, in many rows at once.

Planes are flattened to uint64 [words * H] here: neighbouring words lie H apart, and as the first and the last row are
margin, rows of neighbouring words never meet.
"""

from typing import Any

import numpy as np

from warbell.engine.bits import U1, U63
from warbell.engine.kernel import JIT, part, spelt_out

ABREAST = 8  # rows that are grown together


@part
def _grow_row(planes, out, row):
    """One row of `grow`."""
    for k in range(0, len(planes), 2):
        source, allowed = planes[k], planes[k + 1]
        cells = source[row]
        near = source[row - U1] | source[row + U1] | (cells << U1) | (cells >> U1)
        out[row] |= cells | (near & allowed[row])


if JIT:
    from llvmlite import ir
    from numba import types
    from numba.core import cgutils
    from numba.extending import intrinsic
    from numba.np.arrayobj import make_array

    @intrinsic
    def _grow_abreast(_, planes, out, _row):
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
                blank = ir.Constant(rows, ir.Undefined)
                return builder.insert_element(blank, load(plane, offset, word), ir.Constant(place, at_place))

            grown, one = load(args[1]), ir.Constant(rows, [1] * ABREAST)
            flat = cgutils.unpack_tuple(builder, args[0])
            for source, allowed in zip(flat[::2], flat[1::2], strict=True):
                cells = load(source)
                near = builder.or_(builder.shl(cells, one), builder.lshr(cells, one))
                near = builder.or_(near, moved(alone(source, -1, ABREAST - 1), cells, ABREAST - 1))
                near = builder.or_(near, moved(cells, alone(source, ABREAST, 0), 1))
                grown = builder.or_(grown, builder.or_(cells, builder.and_(near, load(allowed))))
            builder.store(grown, at(args[1], 0, rows), align=8)
            return context.get_dummy_value()

        return types.void(planes, out, types.int64), generate

else:

    def _grow_abreast(planes, out, first):
        """The same, a row after the other."""
        for row in range(first, first + ABREAST):
            _grow_row(planes, out, np.uint64(row))


@spelt_out
def grow(planes, out, height):
    """out |= each source among `planes`, and the cells beside it (4-connected) of the plane that follows it there."""
    last = out.shape[0] - 1 - ABREAST
    for row in range(1, last, ABREAST):
        _grow_abreast(planes, out, row)
    if last > 0:
        _grow_abreast(planes, out, last)  # some of them a second time, which changes nothing
    else:
        for row in range(1, out.shape[0] - 1):
            _grow_row(planes, out, np.uint64(row))
    if out.shape[0] > height:
        _grow_across(planes, out, height)


@part
def _grow_across(planes, out, height):
    """What `grow` carries over from word to word."""
    for k in range(0, len(planes), 2):
        source, allowed = planes[k], planes[k + 1]
        for i in range(out.shape[0] - height):
            out[i + height] |= (source[i] >> U63) & allowed[i + height]
            out[i] |= (source[i + height] << U63) & allowed[i]
