"""Entering a kernel from Python: what tables are made of is looked at once for each of them, and not at every call.

Numba looks at every array of every table whenever a kernel is called, which takes as long as a beat of four worlds.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from warbell.engine.kernel import JIT

if JIT:
    from numba import typeof

    def entered(kernel: Any) -> Callable[..., None]:
        """A kernel that returns nothing, for calls with tables, arrays, integers and NamedTuples of integers."""
        entries: dict[tuple[Any, ...], Callable[..., None]] = {}

        def enter(*args: Any) -> None:
            kinds = tuple(map(_kind, args))
            entry = entries.get(kinds)
            if entry is None:
                types = tuple(map(typeof, args))
                kernel.compile(types)
                entry = entries[kinds] = kernel.overloads[types].entry_point
            entry(*args)

        return enter

    def _kind(arg: Any) -> Any:
        """What decides of which type an argument is."""
        if isinstance(arg, np.ndarray):
            return arg.dtype, arg.ndim, arg.flags.num
        return getattr(arg, "kind", type(arg))

else:

    def entered(kernel: Any) -> Callable[..., None]:
        """The kernel itself (WARBELL_JIT=0)."""
        function: Callable[..., None] = kernel
        return function
