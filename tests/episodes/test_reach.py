"""Steps and pieces, against slow and obvious ones."""

from heapq import heappop, heappush

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warbell.episodes.reach import Pieces, cells_of, steps_from

pytestmark = pytest.mark.interpreted

SIDE = 6
INSIDE = {(y, x) for y in range(SIDE) for x in range(SIDE)}
CELL = st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1))
GRID = st.lists(st.sampled_from(".....#"), min_size=SIDE * SIDE, max_size=SIDE * SIDE).map(
    lambda cells: np.array(cells).reshape(SIDE, SIDE) == "."
)
LINKS = st.lists(st.tuples(CELL, CELL, st.integers(1, 4)), max_size=3)


def ways_out(cell, allowed, links, tolls, drops):
    """(cell, steps) that can be entered from a cell."""
    y, x = cell
    for to in ((y - 1, x), (y, x + 1), (y + 1, x), (y, x - 1)):
        if to in INSIDE and allowed[to]:
            yield to, 1 + tolls.get(to, 0)
    for a, b, far in links:
        for here, there in ((a, b), (b, a)):
            if here == cell and allowed[there]:
                yield there, far
    for a, b, far in drops:
        if a == cell and allowed[b]:
            yield b, far


def naive_steps(starts, allowed, links, most, tolls, drops):
    steps, queue = {}, [(0, start) for start in starts]
    while queue:
        far, cell = heappop(queue)
        if far > most or steps.setdefault(cell, far) != far:
            continue
        for to, more in ways_out(cell, allowed, links, tolls, drops):
            if to not in steps:
                heappush(queue, (far + more, to))
    return steps


@given(
    st.lists(CELL, max_size=3),
    GRID,
    LINKS,
    st.integers(0, 12),
    st.dictionaries(CELL, st.integers(1, 5), max_size=8),
    LINKS,
)
def test_steps_with_long_links_tolls_and_drops(starts, allowed, links, most, tolls, drops):
    toll_plane = np.zeros((SIDE, SIDE), np.int32)
    for cell, toll in tolls.items():
        toll_plane[cell] = toll
    steps = steps_from(starts, allowed, links, most, toll_plane, drops)
    assert steps == naive_steps(starts, allowed, links, most, tolls, drops)
    assert list(steps.values()) == sorted(steps.values()), "nearest first"
    assert steps_from(starts, allowed, links, None, toll_plane, drops) == naive_steps(
        starts, allowed, links, 10**6, tolls, drops
    )


@given(GRID, st.lists(CELL, max_size=4), st.lists(st.tuples(CELL, CELL), max_size=3))
def test_pieces_are_what_can_be_walked_to(allowed, apart, joins):
    pieces = Pieces(allowed, apart)
    for a, b in joins:
        pieces.join(a, b)
    numbers = pieces.numbers()
    together = allowed.copy()
    for cell in apart:
        together[cell] = False
    order = []
    for cell in cells_of(allowed):
        links = [join for join in joins if allowed[join[0]] and allowed[join[1]]]
        if together[cell] and not any(end in apart for join in links for end in join):
            walked = steps_from([cell], together, links)
            assert set(cells_of(numbers == pieces.of(cell))) == set(walked)
        order += [pieces.of(cell)] if pieces.of(cell) not in order else []
    assert order == sorted(order), "the first cell's piece has the lowest number"
    assert not numbers[~allowed].any()


def test_a_cell_apart_is_a_piece_until_it_is_joined():
    row = np.ones((1, 3), bool)
    pieces = Pieces(row, apart=[(0, 1)])
    assert len(set(pieces.numbers()[0].tolist())) == 3
    pieces.join((0, 0), (0, 1))
    pieces.join((0, 1), (0, 2))
    assert len(set(pieces.numbers()[0].tolist())) == 1
