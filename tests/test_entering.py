"""Kernels are entered by what their tables are made of, which is looked at once for each of them."""

import pickle
from typing import NamedTuple

import numpy as np
import pytest

from warbell.engine import kernel
from warbell.engine.entering import entered
from warbell.engine.tables import tables


@tables
class Pair(NamedTuple):
    """Numbers, and where their sum goes."""

    numbers: np.ndarray  # [N]
    total: np.ndarray  # [1]


@pytest.fixture
def add(tmp_path, monkeypatch):
    if kernel.JIT:
        monkeypatch.setattr(kernel.numba.config, "CACHE_DIR", str(tmp_path))

    @kernel.kernel
    def add_up(pair, others, first):
        for k in range(first, len(pair.numbers)):
            pair.total[0] += pair.numbers[k] + others[k]

    return entered(add_up)


def pair(numbers):
    return Pair(numbers, np.zeros(1, np.int64))


def test_tables_of_other_types_are_never_taken_for_those_of_before(add):
    ones = np.ones(6, np.int32)
    for numbers in (
        np.arange(6, dtype=np.int32),
        np.arange(6, dtype=np.int64),
        np.arange(12, dtype=np.int32)[::2] // 2,
        np.arange(6, dtype=np.int32),
        np.repeat(np.arange(6, dtype=np.int32), 2)[::2],  # every other word of its memory
        np.arange(6, dtype=np.uint8),
    ):
        for others in (ones, np.repeat(ones, 2)[::2], ones.astype(np.int64)):
            both = pair(numbers)
            add(both, others, 1)
            assert both.total[0] == 15 + 5
            add(both, others, 5)  # the same tables again
            assert both.total[0] == 20 + 6


def test_what_tables_are_made_of_does_not_travel_with_them(add):
    before = pair(np.arange(3, dtype=np.int64))
    add(before, before.numbers, 0)
    after = pickle.loads(pickle.dumps(before))
    assert type(after) is Pair
    assert not getattr(after, "__dict__", {})
    assert vars(after) == {} if kernel.JIT else True
    add(after, after.numbers, 0)
    assert after.total[0] == 12
    assert after._replace(numbers=after.numbers.astype(np.int32)).numbers.dtype == np.int32
