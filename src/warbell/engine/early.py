"""Memory that is asked for before it is needed, so that it is on its way to the cache meanwhile."""

from typing import Any

from warbell.engine.kernel import JIT

if JIT:
    from llvmlite import ir
    from numba import types
    from numba.core import cgutils
    from numba.extending import intrinsic
    from numba.np.arrayobj import make_array

    _BYTE, _INT = ir.IntType(8), ir.IntType(32)
    _TO_WRITE, _FOR_LONG, _DATA = (ir.Constant(_INT, n) for n in (1, 3, 1))  # as LLVM's prefetch numbers them

    @intrinsic
    def ask_for(_, array, k):  # noqa: ARG001 - Numba gives values to `call`
        """Ask for the line of memory where element k of an array begins, array [N], and wait for nothing."""

        def call(context, builder, signature, values):
            data = make_array(signature.args[0])(context, builder, value=values[0]).data
            line = builder.bitcast(cgutils.gep(builder, data, values[1]), _BYTE.as_pointer())
            shape = ir.FunctionType(ir.VoidType(), [line.type, _INT, _INT, _INT])
            prefetch = builder.module.declare_intrinsic("llvm.prefetch", [line.type], shape)
            builder.call(prefetch, [line, _TO_WRITE, _FOR_LONG, _DATA])
            return context.get_dummy_value()

        return types.none(array, types.int64), call

else:

    def ask_for(array: Any, k: int) -> None:
        """Do nothing (WARBELL_JIT=0)."""
