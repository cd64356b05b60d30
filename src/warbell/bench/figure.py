"""A measured figure, and how time is taken: of the processor, not of the clock on the wall, and the best of repeats."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True)
class Figure:
    """One line of a benchmark."""

    name: str
    value: float
    unit: str
    cpu_seconds: float  # processor time that measuring it took


_T = TypeVar("_T")


def best(prepare: Callable[[], _T], work: Callable[[_T], None], repeats: int = 5) -> tuple[float, float]:
    """(least, total) processor seconds of `repeats` calls of `work` on what an untimed call of `prepare` gave.

    The least, as everything that disturbs a measurement adds to it.
    """
    times = []
    for _ in range(repeats):
        given = prepare()
        began = time.process_time()
        work(given)
        times.append(time.process_time() - began)
    return min(times), sum(times)
