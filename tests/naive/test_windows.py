"""Windows around a cell are what is cut out of a plane row by row, over the ends of words and of the plane."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warbell.engine.bits import pack, window_row, windows
from warbell.engine.codes import SIGHT, SIGHT_ROWS
from warbell.engine.kernel import kernel

pytestmark = [pytest.mark.interpreted, pytest.mark.bounds]


@kernel
def cut(plane, y, x, out, alone):
    """The window at once, and row by row."""
    windows(plane, y, x, out)
    for r in range(SIGHT_ROWS):
        alone[r] = window_row(plane, y, x, r)


@given(st.integers(1, 40), st.integers(1, 200), st.integers(0, 2**32 - 1), st.data())
def test_a_window_is_cut_out_of_its_plane(height, width, seed, data):
    cells = np.random.default_rng(seed).random((height, width)) < 0.5
    y, x = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    rim = np.pad(cells, SIGHT)
    right = [sum(1 << c for c in range(SIGHT_ROWS) if rim[y + r, x + c]) for r in range(SIGHT_ROWS)]
    out, alone = np.ones((2, SIGHT_ROWS), np.uint64)
    cut(pack(cells), y, x, out, alone)
    assert out.tolist() == right
    assert alone.tolist() == right
