"""Fields: levels per cell, perceived as a window of what is seen now; none costs nothing."""

import numpy as np
from arena import arena
from hypothesis import given
from hypothesis import strategies as st

from warbell.engine import batch, codes
from warbell.engine.digest import digest
from warbell.engine.percept import blank
from warbell.engine.world import clone
from warbell.film.camera import Camera
from warbell.film.film import Film

ROOM = """
#######
#a..#.#
#...+.#
#######
"""
SEEN, HIDDEN = [(2, 2), (2, 4), (3, 4), (3, 5)], [(2, 6), (3, 6)]  # floor and the door; what is behind it


def percept_of(ground, world):
    percept = blank(world)
    batch.perceive(ground, world, percept)
    return percept


def bytes_of(percept):
    return b"".join(table.tobytes() for table in percept)


@given(cell=st.sampled_from(SEEN + HIDDEN), field=st.integers(0, 1), level=st.integers(1, 9))
def test_the_level_of_a_cell_is_known_to_who_sees_it(cell, field, level):
    ground, world = arena(ROOM, fields=2)
    other = clone(world)
    other.fields[0, field][cell] = level
    assert digest(world) != digest(other)
    one, two = percept_of(ground, world), percept_of(ground, other)
    assert (bytes_of(one) == bytes_of(two)) is (cell in HIDDEN)
    me = one.me[0, 0]
    where = cell[0] - me.y + codes.SIGHT, cell[1] - me.x + codes.SIGHT
    assert two.fields[0, 0, field][where] == (codes.NOT_SEEN if cell in HIDDEN else level)
    assert two.fields[0, 0, 1 - field][where] == (codes.NOT_SEEN if cell in HIDDEN else 0)


def test_what_was_beaten_below_nothing_has_no_points_left():
    ground, world = arena(ROOM, fields=2)
    y, x = SEEN[1]
    for left in (-1, -7):  # -1 would read as not seen
        world.fields[0, codes.LEFT, y, x] = left
        percept = percept_of(ground, world)
        me = percept.me[0, 0]
        assert percept.fields[0, 0, codes.LEFT, y - me.y + codes.SIGHT, x - me.x + codes.SIGHT] == 0


def test_who_perceives_no_more_sees_no_levels():
    ground, world = arena(ROOM, fields=1)
    percept = percept_of(ground, world)
    assert (percept.fields != codes.NOT_SEEN).any()
    world.bodies["state"][0, 0] = codes.DEAD
    batch.play(ground, world, np.zeros((1, 1), np.int32))
    batch.look(ground, world, percept)
    assert (percept.fields == codes.NOT_SEEN).all()


def test_no_field_takes_no_room():
    _, world = arena(ROOM)
    assert world.fields.size == blank(world).fields.size == 0


def test_fields_are_filmed_by_their_names(monkeypatch):
    monkeypatch.setattr(codes, "FIELDS", ("water", "smoke"))
    ground, world = arena(ROOM, fields=2)
    camera = Camera(world)
    kept = []
    for beat in range(3):
        world.fields[0, 1, 1, 1 + beat] = 5 - beat
        batch.play(ground, world, np.zeros((1, 1), np.int32))
        camera.shoot()
        kept.append(world.fields[0].copy())
    film = Film("game", camera.strips([3])[0])
    for beat, levels in enumerate(kept, 1):
        for name, level in zip(codes.FIELDS, levels, strict=True):
            columns = [film.rows(name)[str(x)][beat] for x in range(level.shape[1])]
            assert np.array_equal(np.stack(columns, -1), level), (beat, name)
