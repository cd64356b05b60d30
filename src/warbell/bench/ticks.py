"""A beat with the processor's clock read between its phases."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba.extending import intrinsic

from warbell.engine.codes import RUNNING_STILL
from warbell.engine.kernel import part
from warbell.engine.orders import sanitise


@intrinsic  # type: ignore[untyped-decorator]
def _ticks(_typing: Any) -> Any:
    """The processor's time-stamp counter, int64."""

    def generate(_context: Any, builder: Any, _signature: Any, _arguments: Any) -> Any:
        counter = builder.module.declare_intrinsic("llvm.readcyclecounter", fnty=ir.FunctionType(ir.IntType(64), []))
        return builder.call(counter, [])

    return numba.types.int64(), generate


@cache
def timed_beat(phases: tuple[Callable[..., None], ...]) -> Callable[..., None]:
    """beat(ground, world, orders, ticks) for a whole batch; adds to ticks, int64 [1 + phases], what each step took."""
    rest = _nothing
    for k in range(len(phases) - 1, -1, -1):
        rest = _before(rest, phases[k], k + 1)

    @numba.njit(nogil=True, error_model="numpy")
    def timed(ground, world, orders, ticks):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - compiled
        for e in range(np.uint64(world.clock.shape[0])):
            if world.clock[e].ending == RUNNING_STILL:
                began = _ticks()
                sanitise(ground, world, e, orders)
                ticks[0] += _ticks() - began
                rest(ground, world, e, ticks)
                world.clock[e].beat += 1

    function: Callable[..., None] = timed
    return function


@part
def _nothing(ground: Any, world: Any, e: int, ticks: np.ndarray) -> None:
    pass


def _before(rest: Callable[..., None], phase: Callable[..., None], k: int) -> Callable[..., None]:
    @part
    def run(ground, world, e, ticks):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - compiled
        began = _ticks()
        phase(ground, world, e)
        ticks[k] += _ticks() - began
        rest(ground, world, e, ticks)

    function: Callable[..., None] = run
    return function
