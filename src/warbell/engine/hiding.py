"""Hiding: what many opaque cells hide from one, added up in the processor's registers and taken away once.

In vectors by hand: a loop would write the window after every cell and read it again for the next, and wait for that.
"""

import numpy as np

from warbell.engine.codes import SIGHT_ROWS
from warbell.engine.kernel import JIT

ROWS = 32  # of a shadow: those of a window, and as many more that are empty as make whole vectors

if JIT:
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic, models, register_model
    from numba.np.arrayobj import make_array

    _WORD, _HALF, _PLACE = ir.IntType(64), ir.IntType(32), ir.IntType(32)
    _SHADOW = ir.VectorType(_HALF, ROWS)
    _ABREAST = 8  # rows of a window that are written together

    class HiddenType(types.Type):  # type: ignore[misc]
        """The type of what is hidden: a shadow in registers."""

        def __init__(self) -> None:
            super().__init__(name="Hidden")

    @register_model(HiddenType)
    class _HiddenModel(models.PrimitiveModel):  # type: ignore[misc]
        def __init__(self, manager, hidden) -> None:
            super().__init__(manager, hidden, _SHADOW)

    @intrinsic
    def nothing_hidden(_):
        """Where nothing is opaque."""

        def nothing(context, builder, signature, args):  # noqa: ARG001 - Numba calls it so
            return ir.Constant(_SHADOW, [0] * ROWS)

        return HiddenType()(), nothing

    @intrinsic
    def hidden_too(_, hidden, shadow):
        """What is hidden, and what a shadow, uint32 [ROWS], hides."""

        def add(context, builder, signature, args):  # noqa: ARG001 - Numba calls it so
            start = make_array(shadow)(context, builder, args[1]).data
            return builder.or_(args[0], builder.load(builder.bitcast(start, _SHADOW.as_pointer()), align=4))

        return hidden(hidden, shadow), add

    @intrinsic
    def hide(_, window, hidden):
        """Take what is hidden away from the first SIGHT_ROWS words of a window, uint64."""

        def take(context, builder, signature, args):  # noqa: ARG001 - Numba calls it so
            start = make_array(window)(context, builder, args[0]).data
            for first in range(0, SIGHT_ROWS, _ABREAST):
                count = min(_ABREAST, SIGHT_ROWS - first)
                rows = ir.VectorType(_WORD, count)
                chosen = ir.Constant(ir.VectorType(_PLACE, count), list(range(first, first + count)))
                some = builder.shuffle_vector(args[1], ir.Constant(_SHADOW, ir.Undefined), chosen)
                at = builder.bitcast(builder.gep(start, [_WORD(first)]), rows.as_pointer())
                left = builder.and_(builder.load(at, align=8), builder.not_(builder.zext(some, rows)))
                builder.store(left, at, align=8)
            return context.get_dummy_value()

        return types.void(window, hidden), take

else:

    def nothing_hidden():
        """Where nothing is opaque."""
        return np.zeros(ROWS, np.uint32)

    def hidden_too(hidden, shadow):
        """What is hidden, and what a shadow, uint32 [ROWS], hides."""
        return hidden | shadow

    def hide(window, hidden):
        """Take what is hidden away from the first SIGHT_ROWS words of a window, uint64."""
        window[:SIGHT_ROWS] &= ~np.uint64(hidden[:SIGHT_ROWS])
