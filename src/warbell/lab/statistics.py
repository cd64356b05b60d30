"""Intervals: how sure a rate and a mean are."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

Z = NormalDist().inv_cdf(0.975)  # of the normal distribution 95 % lie within so many deviations of its mean
LEAST = 3  # values that a mean needs, to have an interval


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
    # At no hits and at all of them one end is the rate itself, but for rounding.
    low = 0.0 if hits == 0 else middle - half
    high = 1.0 if hits == tries else middle + half
    return Interval(100 * rate, 100 * low, 100 * high)


def mean(values: Sequence[float]) -> Interval:
    """The mean of at least LEAST values, with Student's interval of its standard error."""
    count = len(values)
    average = sum(values) / count
    half = student(count - 1) * sqrt(sum((value - average) ** 2 for value in values) / (count - 1) / count)
    return Interval(average, average - half, average + half)


def student(freedom: int) -> float:
    """Within so many deviations of the mean 95 % of Student's t lie; to 1 % for 2 degrees of freedom, 0.02 % for 5.

    The first terms of its expansion about the normal distribution (Abramowitz and Stegun, 26.7.5).
    """
    terms: tuple[float, ...] = (
        Z,
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
        (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / 92160,
    )
    return sum(term / float(freedom) ** k for k, term in enumerate(terms))
