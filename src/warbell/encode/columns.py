"""What vectors and grids hold: of each table of a percept all columns, but for those that are left out here by name."""

from typing import NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.engine.column import Column, code, flag, number
from warbell.engine.percept import BODY_COLUMNS, DRONE_COLUMNS, ME_COLUMNS
from warbell.engine.world import HEARD_COLUMNS, I4, U1

NEAREST = 8  # infected in sight that a vector tells apart, nearest first
NEVER = 1 << 14  # the age of what was never seen, in beats


class Part(NamedTuple):
    """A part of a vector: the same columns for each of so many things."""

    times: int | str  # "S" once for each seat, "D" for each drone
    words: str
    columns: tuple[Column, ...]
    table: str  # of the percept that it is made of
    computed: int = 0  # how many of the columns, the first, the table does not have


AGE = number("age", I4, 0, NEVER, "beats", f"since it was seen, 0 now, {NEVER} never")
PLACE = (
    number("dy", I4, None, None, "cells", "rows from oneself, southward"),
    number("dx", I4, None, None, "cells", "columns from oneself, eastward"),
)
# Columns of bodies that say nothing of infected seen now, or that PLACE says.
OF_NO_HUNTER = (
    "beat", "y", "x", "state", "sign", "facing", "mood", "hurt", "carried", "hangs", "side", "left",
)  # fmt: skip


def _but(columns: tuple[Column, ...], *left_out: str, first: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Columns by themselves, those named `first` before all others. KeyError for a name that is none of them."""
    rest = {column.name: column for column in columns if column.kind != "spare"}
    for name in left_out:
        del rest[name]
    return (*(rest.pop(name) for name in first), *rest.values())


VECTOR = {
    "self": Part(1, "oneself", _but(ME_COLUMNS, "ending", "y", "x", "sign", "events", "heard"), "me"),
    "pack": Part(
        1,
        "what one carries",
        tuple(number(name, I4, 0, None, "", "how many") for name in codes.OBJECTS),
        "pack",
    ),
    "bonds": Part("S", "in seat order", (number("bond", I4, 0, 100, "", "what one feels for them"),), "bonds"),
    "mates": Part(
        "S",
        "in seat order, oneself too; all but `age` 0 of those never seen",
        (
            AGE,
            *PLACE,
            *_but(
                BODY_COLUMNS, "beat", "y", "x", "facing", "carried", "side", "asleep", first=("state", "nature", "gait")
            ),
        ),
        "bodies",
        computed=3,
    ),
    "hunters": Part(
        NEAREST,
        "the nearest infected seen now, zeros where there are fewer",
        (
            *PLACE,
            *_but(BODY_COLUMNS, *OF_NO_HUNTER),
        ),
        "bodies",
        computed=2,
    ),
    "drones": Part(
        "D",
        "as last seen; all but `age` 0 of those never seen",
        (AGE, *PLACE, *_but(DRONE_COLUMNS, "beat", "y", "x")),
        "drones",
        computed=3,
    ),
    "heard": Part(codes.HEARD_SLOTS, "sounds of this beat, loudest first, then zeros", _but(HEARD_COLUMNS), "heard"),
}

GRID = (
    flag("seen", U1, "seen now"),
    flag("bright", U1, "seen now, and lit"),
    flag("known", U1, "ever seen"),
    flag("solid", U1, "wall, or beyond the map"),
    flag("exit", U1, "leads out"),
    code("link", U1, ("none", *codes.LINKS), "an end of a link on paper, its kind + 1"),
    flag("shut", U1, "a door last seen neither open nor broken"),
    code("fixture", U1, ("none", *codes.FIXTURES), "a fixture on paper, its kind + 1"),
    flag("roof", U1, "no drone's light reaches it"),
    number("person", U1, 0, 255, "", "somebody seen now: seat + 1, 255 a person without a seat"),
    code("infected", U1, codes.NATURES, "an infected seen now, its nature; else 0"),
    flag("asleep", U1, "somebody seen now who sleeps"),
    flag("drone", U1, "a drone seen now"),
)


def places(part: Part, row: np.dtype[np.void]) -> np.ndarray:
    """Where the columns that a part copies lie in rows read as int32: int64 [n, 3], (word, shift, mask) of each."""
    assert row.fields is not None
    found = []
    for column in part.columns[part.computed :]:
        dtype, offset = row.fields[column.name][:2]
        word, byte = divmod(offset, 4)
        found.append((word, 8 * byte, -1 if dtype.itemsize == 4 else (1 << 8 * dtype.itemsize) - 1))
    return np.array(found, np.int64)
