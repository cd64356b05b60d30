"""Calling a kernel from another by its address: a kernel that calls the whole engine is not linked with it anew.

Linking would make machine code of all of it a second time, for every kernel that does so.
"""

from collections.abc import Callable
from typing import Any

from warbell.engine.kernel import JIT

if JIT:
    from llvmlite import ir
    from numba import typeof, types
    from numba.core import cgutils
    from numba.extending import intrinsic

    def address_of(kernel: Any, *args: Any) -> int:
        """Where the machine code of a kernel for arguments like these is, compiled if it was not yet."""
        kinds = tuple(map(typeof, args))
        kernel.compile(kinds)
        compiled = kernel.overloads[kinds]
        where: int = compiled.library.get_pointer_to_function(compiled.fndesc.llvm_func_name)
        return where

    @intrinsic
    def call_at(_, address, ground, world, percept, orders, first, last, does):  # noqa: ARG001 - all of them int64
        """Call the kernel at an address, one of these arguments that returns nothing."""
        kinds = (ground, world, percept, orders, types.int64, types.int64, types.int64)

        def call(context, builder, signature, values):  # noqa: ARG001 - Numba calls it so
            shape = context.call_conv.get_function_type(types.none, kinds)
            kernel = builder.inttoptr(values[0], ir.PointerType(shape))
            status, _ = context.call_conv.call_function(builder, kernel, types.none, kinds, values[1:])
            with cgutils.if_unlikely(builder, status.is_error):
                context.call_conv.return_status_propagate(builder, status)
            return context.get_dummy_value()

        return types.none(address, *kinds), call

else:

    def address_of(kernel: Any, *args: Any) -> Callable[..., None]:  # type: ignore[misc] # noqa: ARG001
        """The kernel itself (WARBELL_JIT=0)."""
        return kernel

    def call_at(address, *args):  # noqa: ANN002 - those of the kernel
        """Call it."""
        address(*args)
