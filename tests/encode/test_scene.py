"""The scene of a seat holds what its percept holds."""

from hypothesis import given
from hypothesis import strategies as st

from warbell.encode.scene import IN_SIGHT, REMEMBERED, UNKNOWN, letters, seat_scene
from warbell.engine import codes


def test_what_is_seen_remembered_and_unknown(played, paper):
    ana = played[-2].percept.me[0, 0]
    scene = seat_scene(played[-2].percept, paper, 0)
    hall = paper.sheets[0]
    assert scene.knowledge[ana["y"], ana["x"]] == IN_SIGHT
    assert scene.knowledge[hall.top + 1, hall.left + 1] in {REMEMBERED, IN_SIGHT}, "where she started"
    assert scene.knowledge[hall.top + 5, hall.left + 1] == UNKNOWN, "Cem's corner"
    assert (scene.lit <= (scene.knowledge == IN_SIGHT)).all()
    assert (scene.disc <= scene.lit).all()


def test_who_was_never_seen_is_on_no_map(played, paper):
    scene = seat_scene(played[1].percept, paper, 0)
    assert [(figure.name, figure.now) for figure in scene.figures] == [("Ana", True), ("Ben", True)]
    assert [(vital.name, vital.now, vital.rate is None) for vital in scene.vitals] == [
        ("Ana", True, False),
        ("Ben", True, True),
        ("Cem", False, True),
    ]


def test_a_door_has_a_state_once_it_was_seen(played, paper):
    (door,) = [fitting for fitting in seat_scene(played[0].percept, paper, 2).fittings if fitting.kind == codes.DOOR]
    assert not door.known, "Cem cannot see it"
    (door,) = [fitting for fitting in seat_scene(played[-2].percept, paper, 0).fittings if fitting.kind == codes.DOOR]
    assert door.known
    assert door.state == codes.SHUT


@given(st.lists(st.text(max_size=8), max_size=9).map(tuple))
def test_letters_are_distinct(titles):
    found = letters(titles)
    assert len(set(found)) == len(titles)
    assert all(len(letter) == 1 and letter.isascii() and letter.isalnum() for letter in found)


def test_letters_are_initials_where_they_can_be():
    assert letters(("On-jo", "Su-hyeok", "Oh", "Oh")) == ("O", "S", "H", "1")
