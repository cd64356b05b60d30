"""What a field means is the comment behind it."""

import sys

from msgspec import Struct

from warbell.commented import meanings


class Cart(Struct):
    """A struct of every kind of field."""

    # The wheels are no field's.
    wheels: int  # how many
    load: dict[str, int] = {}  # what lies on it: apples, say;
    # and how many of each
    name: str = "# no comment"

    # Of nobody.
    horses: tuple[
        int,
        int,
    ] = (0, 1)  # before and behind


def test_comments_are_meanings():
    assert meanings(sys.modules[__name__])["Cart"] == {
        "wheels": "how many",
        "load": "what lies on it: apples, say; and how many of each",
        "name": "",
        "horses": "before and behind",
    }
