"""Intervals: how sure a rate and a mean are."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

Z = 1.959964  # of the normal distribution: 95 % lie within so many deviations of its mean


class Interval(NamedTuple):
    """An estimate and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(hits: int, tries: int) -> Interval:
    """The rate of `hits` among `tries`, in per cent, with Wilson's score interval (Wilson 1927)."""
    rate = hits / tries
    middle = (rate + Z * Z / (2 * tries)) / (1 + Z * Z / tries)
    half = Z * sqrt(rate * (1 - rate) / tries + Z * Z / (4 * tries * tries)) / (1 + Z * Z / tries)
    return Interval(100 * rate, 100 * max(0.0, middle - half), 100 * min(1.0, middle + half))


def mean(values: Sequence[float]) -> Interval:
    """The mean of values, with the normal interval of its standard error; of one value there is no telling."""
    count = len(values)
    average = sum(values) / count
    if count < 2:
        return Interval(average, float("-inf"), float("inf"))
    half = Z * sqrt(sum((value - average) ** 2 for value in values) / (count - 1) / count)
    return Interval(average, average - half, average + half)
