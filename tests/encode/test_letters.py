"""Letters tell the team apart."""

from hypothesis import given
from hypothesis import strategies as st

from warbell.encode.letters import letters


@given(st.lists(st.text(max_size=8), max_size=9).map(tuple))
def test_letters_are_distinct(titles):
    found = letters(titles)
    assert len(set(found)) == len(titles)
    assert all(len(letter) == 1 and letter.isascii() and letter.isalnum() for letter in found)


def test_letters_are_initials_where_they_can_be():
    assert letters(("On-jo", "Su-hyeok", "Oh", "Oh")) == ("O", "S", "H", "1")
