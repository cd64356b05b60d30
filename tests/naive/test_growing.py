"""Floods that grow many rows at once, against cells that are looked at one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warbell.engine.bits import pack, unpack
from warbell.engine.growing import ABREAST, FRESH, KEPT, grow
from warbell.engine.kernel import kernel

pytestmark = pytest.mark.interpreted

# Fewer rows than are grown together, as many and more; a word a row and several.
SHAPES = st.tuples(
    st.sampled_from([3, 5, ABREAST + 1, ABREAST + 2, ABREAST + 3, 2 * ABREAST, 3 * ABREAST + 5]),
    st.sampled_from([3, 62, 64, 65, 130]),
)


@kernel
def grown_once(a, allowed_a, out, kept):
    """Out of one source."""
    grow((a, allowed_a), out, kept)


@kernel
def grown_thrice(a, allowed_a, b, allowed_b, c, allowed_c, out, kept):
    """Out of three sources at once."""
    grow((a, allowed_a, b, allowed_b, c, allowed_c), out, kept)


def beside(cells):
    """The cells that have one of these above, below, left or right of them."""
    rim = np.pad(cells, 1)
    return rim[:-2, 1:-1] | rim[2:, 1:-1] | rim[1:-1, :-2] | rim[1:-1, 2:]


@given(SHAPES, st.integers(0, 2**32 - 1), st.sampled_from([0.02, 0.3, 0.9]), st.sampled_from([KEPT, FRESH]))
def test_what_grows_are_the_cells_beside(shape, seed, dense, kept):
    height, width = shape
    planes = np.random.default_rng(seed).random((7, height, width)) < dense
    planes[:, [0, -1]] = planes[:, :, [0, -1]] = False  # the margin of every map
    *pairs, old = planes
    for grown, sources in ((grown_once, 1), (grown_thrice, 3)):
        out, right = pack(old), old & (kept == KEPT)
        out[:, [0, -1]] |= ~kept  # whatever was there
        used = pairs[: 2 * sources]
        grown(*map(pack, used), out, kept)
        for source, allowed in zip(used[::2], used[1::2], strict=True):
            right |= source | (beside(source) & allowed)
        assert (unpack(out, width) == right).all()
