"""Lines as people write them: read, or refused with what is wrong."""

import re
from bisect import bisect_left

from warbell.errors import BadInput
from warbell.plans import Cell
from warbell.plans.cells import PATIENCE
from warbell.server.chair import Refusal
from warbell.server.people import People

MOST_CELLS = 200  # of a line
# What else a plan file holds, and what a line has in its place.
ONLY_IN_FILES = {
    r"\w+:": "cells alone: whose line it is, the room knows",
    "#.*": "cells alone: a line has no comments",
    "plan|episode": "cells alone: what is played, the room knows",
    "patience": f"cells alone: /N behind one says how long it is kept, {PATIENCE} beats if nothing does",
}


def read(people: People, seat: int, line: str) -> tuple[Cell, ...]:
    """The cells of a line; Refusal if it cannot be read."""
    try:
        cells = people.read(seat, line)
    except BadInput as error:
        raise Refusal("plan", str(_of_a_file(error))) from None
    if len(cells) > MOST_CELLS:
        raise Refusal("plan", f"{len(cells)} cells; a line has at most {MOST_CELLS}")
    return cells


def _of_a_file(error: BadInput) -> BadInput:
    """The error, with what to write instead of what only a plan file may have."""
    for shape, expected in ONLY_IN_FILES.items():
        if re.fullmatch(shape, error.found):
            return BadInput(error.where, error.found, expected, error.line, error.column)
    return error


def beginning(people: People, seat: int, line: str) -> str | None:
    """A line as far as it can be read; None if it cannot from its first cell on."""
    cells = line.split()

    def is_wrong(count: int) -> bool:
        try:
            read(people, seat, " ".join(cells[:count]))
        except Refusal:
            return True
        return False

    if not is_wrong(len(cells)):
        return line
    return " ".join(cells[: bisect_left(range(len(cells)), True, key=is_wrong) - 1]) or None
