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


@dataclass(frozen=True)
class Course:
    """Something that can be run again and again."""

    name: str
    once: Callable[[], float]  # runs it: the processor seconds it took
    value: Callable[[float], float]  # what the figure says, of these seconds
    unit: str
    repeats: int = 5

    def figure(self) -> Figure:
        """The least of its repeats, as everything that disturbs a measurement adds to it."""
        times = [self.once() for _ in range(self.repeats)]
        return Figure(self.name, self.value(min(times)), self.unit, sum(times))


_T = TypeVar("_T")


def timed(prepare: Callable[[], _T], work: Callable[[_T], None]) -> Callable[[], float]:
    """A call that takes the processor seconds of `work` on what an untimed call of `prepare` gives."""

    def once() -> float:
        given = prepare()
        began = time.process_time()
        work(given)
        return time.process_time() - began

    return once
