"""A column of what is perceived, and a table of them: what readers have to know to write a number down.

Everything else follows from the columns of a table: its record, the row of the protocol, the view in JSON, the columns
of vectors, the layout file (`encode/layout.py`).
"""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

AXES = {
    "E": "worlds of the batch",
    "S": "seats",
    "P": "people, those with a seat first",
    "B": "bodies, people first",
    "N": "as many as bodies, and 1",
    "F": "fixtures",
    "D": "drones",
    "L": "fields of the episode",
    "A": "rows of a window, or columns, where drones can be flown, else 0",
    "H": "rows of the atlas",
    "Y": "rows of the atlas where things can be set on cells, else 0",
    "X": "columns of the atlas where things can be set on cells, else 0",
    "K": "words of 64 columns of the atlas: bit x % 64 of word x // 64 is column x",
}
Kind = Literal["number", "flag", "code", "body", "spare"]


class Column(NamedTuple):
    """One number of a row. It lies within low..high, or is `none`; None for an end it has not."""

    name: str
    dtype: type
    kind: Kind
    low: int | None
    high: int | None
    unit: str
    words: str  # what it says
    names: tuple[str, ...] = ()  # of a code, by its number
    none: int | None = None  # the value of what there is not or cannot be told, in JSON null


class Table(NamedTuple):
    """An array of a percept: of numbers, or of rows that have these columns."""

    dtype: Any
    axes: tuple[str | int, ...]  # numbers, and letters of AXES
    words: str
    columns: tuple[Column, ...] = ()
    names: tuple[str, ...] = ()  # along the last axis


def number(
    name: str, dtype: type, low: int | None, high: int | None, unit: str, words: str, *, none: int | None = None
) -> Column:
    """A number of some unit, "" for none."""
    return Column(name, dtype, "number", low, high, unit, words, none=none)


def flag(name: str, dtype: type, words: str) -> Column:
    """1 if it is so, else 0."""
    return Column(name, dtype, "flag", 0, 1, "", words)


def code(name: str, dtype: type, names: tuple[str, ...], words: str, *, none: int | None = None) -> Column:
    """A code of a family of `codes.py`."""
    return Column(name, dtype, "code", 0, len(names) - 1, "", words, names, none)


def body(name: str, dtype: type, first: int, none: int, words: str) -> Column:
    """Somebody: the index of a body, from `first` on."""
    return Column(name, dtype, "body", first, None, "", words, none=none)


def spare(name: str, dtype: type) -> Column:
    """Bytes that fill a row up and say nothing."""
    return Column(name, dtype, "spare", 0, 0, "", "nothing: it fills the row")


def pairs(columns: Iterable[Column]) -> list[tuple[str, type]]:
    """Names and dtypes, as records are made of."""
    return [(column.name, column.dtype) for column in columns]
