"""MovingAI benchmark files: `.map` grids and `.scen` scenario lists, read strictly.

Format: N. Sturtevant, "Benchmarks for Grid-Based Pathfinding", 2012. A map is four header lines (type octile, height,
width, map) and one character a cell; a scenario line is bucket, map, width, height, start x, start y, goal x, goal y
and the octile length of the shortest way, separated by tabs.
"""

import math
import os
import re
from dataclasses import dataclass

import numpy as np

from warbell.errors import BadInput
from warbell.files import read_text

MOST_BYTES = 1 << 21  # of a file
SIDE = 1024  # cells, the longest side of a map
FREE = ".GS"
BLOCKED = "@OTW"
_VERSION = re.compile(r"version 1(\.0)?\s*")  # the first line of a scenario


@dataclass(frozen=True)
class Instance:
    """A line of a scenario file; cells are (y, x)."""

    bucket: int
    map: str
    height: int
    width: int
    start: tuple[int, int]
    goal: tuple[int, int]
    length: float  # of the shortest way with diagonal steps of sqrt(2)


def read_map(path: str | os.PathLike[str]) -> np.ndarray:
    """The free cells of a `.map` file, bool [height, width]; BadInput at the first character that is out of place.

    Blanks at the end of a line are none of its cells, and a last line may end without a newline.
    """
    name, lines = os.fspath(path), [line.rstrip(" \t") for line in read_text(path, MOST_BYTES).split("\n")]
    if _VERSION.fullmatch(lines[0]):
        named = _map_of(lines)
        raise BadInput(name, "a MovingAI scenario", f"the map that it names, {named}" if named else "a map")
    if lines[0] != "type octile":
        raise BadInput(name, repr(lines[0]), "'type octile'", 1, 1)
    height = _size(name, lines, 1, "height")
    width = _size(name, lines, 2, "width")
    if _line(lines, 3) != "map":
        raise BadInput(name, repr(_line(lines, 3)), "'map'", 4, 1)
    free = np.zeros((height, width), bool)
    for y in range(height):
        if 4 + y >= len(lines) or (not lines[4 + y] and 5 + y == len(lines)):
            raise BadInput(name, f"{y} rows", f"the {height} rows of the header", 4 + y, 1)
        row = lines[4 + y]
        for x, cell in enumerate(row[: width + 1]):
            if cell not in FREE + BLOCKED:
                raise BadInput(name, repr(cell), "one of " + " ".join(FREE + BLOCKED), 5 + y, x + 1)
        if len(row) != width:
            column = min(len(row), width) + 1
            raise BadInput(name, f"a row of {len(row)} cells", f"the width of the header, {width}", 5 + y, column)
        free[y] = [cell in FREE for cell in row]
    for number, line in enumerate(lines[4 + height :], 5 + height):
        if line.strip():
            raise BadInput(name, repr(line), f"the end, after the {height} rows of the header", number, 1)
    return free


def read_scenario(path: str | os.PathLike[str]) -> list[Instance]:
    """The instances of a `.scen` file; the first k of them are the instance with k agents."""
    name, lines = os.fspath(path), read_text(path, MOST_BYTES).split("\n")
    if not _VERSION.fullmatch(lines[0]):
        raise BadInput(name, repr(lines[0]), "'version 1'", 1, 1)
    return [_instance(name, line, number) for number, line in enumerate(lines[1:], 2) if line.strip()]


def _map_of(lines: list[str]) -> str:
    """The map that the lines of a scenario name; "" if they name none."""
    return next((fields[1] for line in lines[1:] if len(fields := line.split("\t")) > 1), "")


def _line(lines: list[str], index: int) -> str:
    return lines[index] if index < len(lines) else ""


def _size(name: str, lines: list[str], index: int, word: str) -> int:
    line = _line(lines, index)
    found = re.fullmatch(rf"{word} ([0-9]{{1,4}})\s*", line)
    if not found or not 1 <= int(found[1]) <= SIDE:
        raise BadInput(name, repr(line), f"'{word} N' with N from 1 to {SIDE}", index + 1, 1)
    return int(found[1])


def _instance(name: str, line: str, number: int) -> Instance:
    fields = line.rstrip().split("\t")
    if len(fields) != 9:
        raise BadInput(name, f"{len(fields)} fields", "9 fields, separated by tabs", number, 1)
    columns = [1 + sum(len(field) + 1 for field in fields[:i]) for i in range(9)]

    def whole(index: int, below: int) -> int:
        field = fields[index]
        if not re.fullmatch(r"[0-9]{1,6}", field) or int(field) >= below:
            raise BadInput(name, repr(field), f"a whole number below {below}", number, columns[index])
        return int(field)

    width, height = whole(2, 1_000_000), whole(3, 1_000_000)
    x0, y0, x1, y1 = whole(4, width), whole(5, height), whole(6, width), whole(7, height)
    try:
        length = float(fields[8])
    except ValueError:
        length = math.nan
    if not 0 <= length < math.inf:
        raise BadInput(name, repr(fields[8]), "a length", number, columns[8])
    return Instance(whole(0, 1_000_000), fields[1], height, width, (y0, x0), (y1, x1), length)
