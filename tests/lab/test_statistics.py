"""Intervals against tables, against the equation that defines them, and against how often they hold the truth."""

from math import comb, sqrt

import numpy as np
import pytest

from warbell.lab.statistics import Z, mean, student, wilson


@pytest.mark.parametrize(
    "hits,tries,low,high",
    [(0, 10, 0, 27.75), (5, 10, 23.66, 76.34), (9, 10, 59.58, 98.21), (10, 10, 72.25, 100), (199, 200, 97.22, 99.91)],
)
def test_wilsons_interval_is_that_of_the_tables(hits, tries, low, high):
    assert wilson(hits, tries) == pytest.approx((100 * hits / tries, low, high), abs=0.006)


@pytest.mark.parametrize("tries", [1, 3, 30, 200])
def test_its_ends_are_the_rates_that_a_test_would_just_not_refuse(tries):
    for hits in range(tries + 1):
        rate, low, high = (end / 100 for end in wilson(hits, tries))
        assert 0 <= low <= rate <= high <= 1
        for end in (low, high):
            assert abs(rate - end) == pytest.approx(Z * sqrt(end * (1 - end) / tries), abs=1e-12) or end in (0, 1)


@pytest.mark.parametrize("tries", [10, 30, 200])
def test_it_holds_the_truth_as_often_as_it_says(tries):
    """Summed over all that can happen, no drawing."""
    ends = [wilson(hits, tries) for hits in range(tries + 1)]
    held = []
    for truth in np.linspace(0.02, 0.98, 97):
        chances = [comb(tries, hits) * truth**hits * (1 - truth) ** (tries - hits) for hits in range(tries + 1)]
        held.append(
            sum(chance for chance, end in zip(chances, ends, strict=True) if end.low <= 100 * truth <= end.high)
        )
    assert 0.945 <= np.mean(held) <= 0.965
    assert min(held) >= 0.83


@pytest.mark.parametrize(
    "freedom,table", [(2, 4.30265), (3, 3.18245), (5, 2.57058), (10, 2.22814), (29, 2.04523), (199, 1.97196)]
)
def test_students_t_is_that_of_the_tables(freedom, table):
    assert student(freedom) == pytest.approx(table, rel=0.01 if freedom < 5 else 2e-4)


@pytest.mark.parametrize("count", [3, 6, 30])
def test_a_means_interval_holds_the_truth_as_often_as_it_says(count):
    draws = np.random.default_rng(7).normal(100, 30, (8000, count))
    held = [low <= 100 <= high for _, low, high in (mean(values.tolist()) for values in draws)]
    assert 0.94 <= np.mean(held) <= 0.96


def test_a_mean_of_equal_values_is_sure():
    assert mean([7, 7, 7]) == (7, 7, 7)
