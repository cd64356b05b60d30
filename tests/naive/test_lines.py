"""Lines of sight against a cell-by-cell walk of the definition."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from warbell.engine import codes as c
from warbell.engine import lines

CENTRE = (c.SIGHT, c.SIGHT)
terrains = arrays(
    np.uint8,
    st.tuples(st.integers(1, 5), st.integers(1, 16)),
    elements=st.sampled_from([c.STREET, c.STREET, c.STREET, c.FLOOR, c.GLASS, c.WALL, c.EDGE]),
)


def walk(a, b):
    """The cells strictly between two cells, from the definition, with floors of fractions."""
    (y0, x0), (y1, x1) = sorted([a, b])
    n = max(abs(y1 - y0), abs(x1 - x0))
    for k in range(1, n):
        yield (y0 + (2 * k * (y1 - y0) + n) // (2 * n), x0 + (2 * k * (x1 - x0) + n) // (2 * n))


def sees(terrain, a, b):
    height, width = terrain.shape
    for y, x in (a, b):
        if not (0 <= y < height and 0 <= x < width) or terrain[y, x] == c.EDGE:
            return False
    return all(terrain[cell] not in (c.WALL, c.EDGE) for cell in walk(a, b))


def window(rows, dy, dx):
    return bool(int(rows[dy + c.SIGHT]) >> (dx + c.SIGHT) & 1)


@pytest.mark.interpreted
@given(terrains)
@settings(max_examples=20)
def test_lines_are_those_of_the_definition_and_go_both_ways(terrain):
    found = lines.lines_of_sight(terrain)
    for y, x in np.ndindex(terrain.shape):
        for dy in range(-c.SIGHT, c.SIGHT + 1):
            for dx in range(-c.SIGHT, c.SIGHT + 1):
                there = window(found[y, x], dy, dx)
                assert there == sees(terrain, (y, x), (y + dy, x + dx))
                if there:
                    assert window(found[y + dy, x + dx], -dy, -dx)


@pytest.mark.interpreted
def test_between_is_the_walk_of_the_definition():
    for dy in range(-c.SIGHT, c.SIGHT + 1):
        for dx in range(-c.SIGHT, c.SIGHT + 1):
            assert sorted(lines.between(dy, dx)) == sorted(walk((0, 0), (dy, dx)))


@pytest.mark.interpreted
@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=12))
@settings(max_examples=20)
def test_taking_shadows_away_is_the_same_as_a_wall_there(opaque):
    terrain = np.full((c.SIGHT_ROWS, c.SIGHT_ROWS), c.STREET, np.uint8)
    hidden = lines.shadows()
    seen = np.full(c.SIGHT_ROWS, (1 << c.SIGHT_ROWS) - 1, np.uint32)
    for cell in opaque:
        if cell != CENTRE:
            terrain[cell] = c.WALL
            seen &= ~hidden[cell][: c.SIGHT_ROWS]
    assert (lines.lines_of_sight(terrain)[CENTRE] == seen).all()


@pytest.mark.interpreted
def test_a_wall_is_seen_and_hides_what_is_behind_it():
    terrain = np.full((3, 9), c.STREET, np.uint8)
    terrain[:, 4] = c.WALL
    rows = lines.lines_of_sight(terrain)[1, 1]
    assert [window(rows, 0, dx) for dx in range(8)] == [True] * 4 + [False] * 4


@pytest.mark.interpreted
def test_glass_hides_nothing():
    terrain = np.full((1, 5), c.STREET, np.uint8)
    terrain[0, 2] = c.GLASS
    assert window(lines.lines_of_sight(terrain)[0, 0], 0, 4)
