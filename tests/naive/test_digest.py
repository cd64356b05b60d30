"""Digests of worlds, and what changed on film, against slow ways of finding them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as drawn

from warbell.engine.digest import DERIVED, digest, words
from warbell.engine.world import World
from warbell.episodes import load, names
from warbell.film.changes import changed_cells, changed_words

FULL = 2**64 - 1


def mixed(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & FULL
    z = (z ^ z >> 27) * 0x94D049BB133111EB & FULL
    return z ^ z >> 31


def slow_digest(world, e):
    found = 0x5761_7262_656C_6C31
    for name in World._fields:
        data = np.ascontiguousarray(getattr(world, name)[e]).tobytes()
        if name in DERIVED or not data:
            continue
        whole = np.frombuffer(data + bytes(-len(data) % 8), "<u8").tolist()
        for word in whole:
            found = (found ^ word) * 0x9E3779B97F4A7C15 & FULL
            found ^= found >> 29
        found = mixed(found + len(whole) & FULL)
    return found


@pytest.mark.parametrize("name", names())
def test_a_digest_is_of_every_byte_of_the_state(name):
    world = load(name).start(np.array([3, 4], np.uint64))
    before = words(world)
    assert digest(world).tolist() == [slow_digest(world, e) for e in range(2)]
    for table in (getattr(world, field) for field in World._fields if field not in DERIVED):
        if table.size:
            table[1:].view(np.uint8)[..., -1] ^= 1  # the last byte may be in a word of its own
            assert digest(before).tolist() == [slow_digest(world, e) for e in range(2)]
    assert digest(load(name).start(np.zeros(0, np.uint64))).size == 0


WORDS = drawn.arrays(
    np.int32, (2, 6), elements=st.sampled_from([0, 1, 255, 256, 65_535, -1, -256, 2**31 - 1, -(2**31)])
)


@given(WORDS, WORDS, st.lists(st.booleans(), min_size=2, max_size=2), st.lists(st.booleans(), min_size=6, max_size=6))
def test_changes_on_film_are_those_of_words_and_of_their_bytes(before, now, filmed, whole):
    which, old, new = changed_words(before, now, np.array(filmed))
    expected = [k for k in range(12) if before.flat[k] != now.flat[k] and filmed[k // 6]]
    assert which.tolist() == expected
    assert old.tolist() == [before.flat[k] for k in expected]
    assert new.tolist() == [now.flat[k] for k in expected]
    cells = np.arange(24).reshape(6, 4)
    cells[0], cells[1, 2] = -1, -1
    found = {}
    for k in expected:
        word = k % 6
        bytes_ = zip(*(int(table.flat[k]).to_bytes(4, "little", signed=True) for table in (before, now)), strict=True)
        parts = [(int(before.flat[k]), int(now.flat[k]))] if whole[word] else list(bytes_)
        found |= {
            (k, int(cells[word, at])): (is_, (is_ - was + 2**31) % 2**32 - 2**31)
            for at, (was, is_) in enumerate(parts)
            if was != is_ and cells[word, at] >= 0
        }
    source, cell, value, change = changed_cells(which % 6, old, new, cells, np.array(whole))
    places = zip(which[source].tolist(), cell.tolist(), strict=True)
    assert dict(zip(places, zip(value.tolist(), change.tolist(), strict=True), strict=True)) == found
