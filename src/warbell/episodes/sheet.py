"""A sheet of graph paper: map lines, a line `---`, then the legend that says what each mark on the map stands for."""

import re
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from warbell.engine.codes import (
    CHANNEL,
    EDGE,
    FIXTURES,
    FLOOR,
    GARDEN,
    GLASS,
    IS_HINGED,
    IS_SWITCHED,
    OBJECTS,
    RAIL,
    RUBBLE,
    SIGHT,
    STREET,
    TERRAIN,
    WALL,
)
from warbell.errors import BadInput

SIDE = 1024  # cells, the longest side of a sheet
DRAWN = {
    "#": WALL, ".": STREET, ",": FLOOR, ":": RUBBLE, "~": CHANNEL, '"': GARDEN, "=": RAIL, "%": GLASS, " ": EDGE,
}  # fmt: skip
SAY_DRAWN = "one of " + " ".join(DRAWN).strip() + " or a letter or digit of the legend"
LIGHT_GROUPS = 32

# What a fixture may be said to be, the first being how it is if nothing is said, and the numbers it takes.
DOORWAY = ("shut", "open", "locked", "barricaded", "broken")
SWITCHED = ("off", "on")
STATES = {
    name: DOORWAY if IS_HINGED[kind] else SWITCHED
    for kind, name in enumerate(FIXTURES)
    if IS_HINGED[kind] or IS_SWITCHED[kind]
}
NUMBERS = {
    "door": ("strength", "group"), "gate": ("strength", "group"), "shutter": ("strength", "group"),
    "generator": ("fuel",), "wheel": ("group",), "valve": ("group",),
    "cache": OBJECTS, "plot": OBJECTS,
}  # fmt: skip

_WORD = re.compile(r'"[^"]*"?|[^\s"]+')
_MARK = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Mark:
    """A line of the legend: the terrain under a mark, the light on it and the fixture that stands there."""

    line: int
    terrain: int
    light: int | None = None  # light group that lights its cell, and that it works if it is a switch; 0 always lit
    lamp: int = 0  # cells, the radius of the lamp that hangs here; it shines with group `light`, or always
    fixture: str = ""
    state: str = ""
    name: str = ""
    numbers: tuple[tuple[str, int], ...] = ()

    @property
    def hinged(self) -> bool:
        """True for doors and gates."""
        return STATES.get(self.fixture) is DOORWAY


@dataclass(frozen=True)
class Sheet:
    """A sheet as read: `cells` are the characters' code points, uint8 [height, width], padded with spaces."""

    file: str
    cells: np.ndarray
    legend: dict[str, Mark]

    def terrain(self) -> np.ndarray:
        """The terrain codes, uint8 [height, width]."""
        codes = np.zeros(128, np.uint8)
        for character, code in DRAWN.items():
            codes[ord(character)] = code
        for character, mark in self.legend.items():
            codes[ord(character)] = mark.terrain
        return codes.take(self.cells)

    def where(self, mark: str) -> list[tuple[int, int]]:
        """The cells of a mark in reading order, as (y, x) of this sheet."""
        return [(int(y), int(x)) for y, x in np.argwhere(self.cells == ord(mark))]

    def error(self, cell: tuple[int, int], found: str, expected: str) -> BadInput:
        """What is wrong with a cell (y, x)."""
        return BadInput(self.file, found, expected, cell[0] + 1, cell[1] + 1)


def read_sheet(file: str, text: str) -> Sheet:
    """Read the text of a sheet; `file` is its name in errors."""
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines) if line.rstrip() == "---"), len(lines))
    legend = _legend(file, lines[end + 1 :], end + 2)
    rows = [line.rstrip(" ") for line in lines[:end]]
    while rows and not rows[-1]:
        rows.pop()
    width = max(map(len, rows), default=0)
    if not width:
        raise BadInput(file, "no map", "lines of cells", 1, 1)
    if len(rows) > SIDE:
        raise BadInput(file, f"more than {SIDE} rows", f"at most {SIDE}", SIDE + 1, 1)
    known = DRAWN.keys() | legend.keys()
    for y, row in enumerate(rows):
        if len(row) > SIDE:
            raise BadInput(file, f"a row of {len(row)} cells", f"at most {SIDE}", y + 1, SIDE + 1)
        if not known.issuperset(row):
            x = next(x for x, character in enumerate(row) if character not in known)
            raise BadInput(file, repr(row[x]), SAY_DRAWN, y + 1, x + 1)
    joined = "".join(row.ljust(width) for row in rows)
    for mark, meaning in legend.items():
        if mark not in joined:
            raise BadInput(file, f"mark {mark!r}, which is not on the map", "marks of the map", meaning.line, 1)
    cells = np.frombuffer(joined.encode("ascii"), np.uint8).reshape(len(rows), width)
    return Sheet(file, cells, legend)


def _legend(file: str, lines: list[str], first: int) -> dict[str, Mark]:
    legend: dict[str, Mark] = {}
    for number, line in enumerate(lines, first):
        found = ((match[0], match.start() + 1) for match in _WORD.finditer(line))
        words = list(takewhile(lambda word: not word[0].startswith("#"), found))  # the rest is a comment
        if not words:
            continue
        mark, column = words[0]
        if not _MARK.fullmatch(mark):
            raise BadInput(file, repr(mark), "a mark: one letter or digit", number, column)
        if mark in legend:
            expected = f"one line for a mark, as line {legend[mark].line}"
            raise BadInput(file, f"mark {mark!r} again", expected, number, column)
        legend[mark] = _LegendLine(file, number, words).read()
    return legend


class _LegendLine:
    """`MARK TERRAIN [lit] [light=GROUP] [lamp=CELLS] [FIXTURE [STATE] [WHAT=NUMBER ...] ["NAME"]]`, in any order."""

    def __init__(self, file: str, number: int, words: list[tuple[str, int]]) -> None:
        self.file, self.number, self.words = file, number, words
        self.light: int | None = None
        self.lamp = 0
        self.fixture = self.state = self.name = ""
        self.numbers: dict[str, int] = {}

    def error(self, index: int, expected: str) -> BadInput:
        if index < len(self.words):
            word, column = self.words[index]
            return BadInput(self.file, repr(word), expected, self.number, column)
        word, column = self.words[-1]
        return BadInput(self.file, "end of line", expected, self.number, column + len(word))

    def read(self) -> Mark:
        terrains = TERRAIN[1:]
        if len(self.words) < 2 or self.words[1][0] not in terrains:
            raise self.error(1, "a terrain: " + ", ".join(terrains))
        terrain = TERRAIN.index(self.words[1][0])
        for index in range(2, len(self.words)):
            self.word(index, self.words[index][0])
        if self.name and not self.fixture:
            raise self.error(1, "a fixture that the name is for")
        if self.fixture == "switch" and not self.light:
            raise self.error(len(self.words), "light=GROUP, the lights it works")
        if self.fixture and terrain in (WALL, GLASS):
            raise self.error(1, f"a terrain that a {self.fixture} can stand on")
        if self.fixture and not self.state:
            self.state = STATES.get(self.fixture, ("",))[0]
        numbers = tuple(sorted(self.numbers.items()))
        return Mark(self.number, terrain, self.light, self.lamp, self.fixture, self.state, self.name, numbers)

    def word(self, index: int, word: str) -> None:
        key, equals, value = word.partition("=")
        if equals and key == "light" and self.light is None:
            self.light = self.integer(index, value, 1, LIGHT_GROUPS)
        elif equals and key == "lamp" and not self.lamp:
            self.lamp = self.integer(index, value, 1, SIGHT)
        elif equals and key in NUMBERS.get(self.fixture, ()) and key not in self.numbers:
            self.numbers[key] = self.integer(index, value, 0, 10_000)
        elif word == "lit" and self.light is None:
            self.light = 0
        elif word in FIXTURES and not self.fixture:
            self.fixture = word
        elif word in STATES.get(self.fixture, ()) and not self.state:
            self.state = word
        elif word.startswith('"') and word.endswith('"') and 2 < len(word) <= 62 and not self.name:
            self.name = word[1:-1]
        else:
            raise self.error(index, self.wanted())

    def wanted(self) -> str:
        light = "lit, light=GROUP, lamp=CELLS"
        if not self.fixture:
            return f"{light} or a fixture: " + ", ".join(FIXTURES)
        numbers = [f"{key}=NUMBER" for key in NUMBERS.get(self.fixture, ())]
        return f"for a {self.fixture}: " + ", ".join([*STATES.get(self.fixture, ()), *numbers, '"NAME"', light])

    def integer(self, index: int, value: str, least: int, most: int) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", value) or not least <= int(value) <= most:
            raise self.error(index, f"a number from {least} to {most} after the =")
        return int(value)
