"""The atlas: all sheets of an episode packed into one array, so that a cell is one (y, x) for every kernel.

Around every sheet lies a margin of EDGE, wide enough that no drone's disc of light reaches two sheets. A row of cells
is a run of 64-bit words, so the packing minimises words: a map of up to 62 cells a row takes one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from warbell.engine.bits import words_for
from warbell.engine.codes import EDGE, FIXTURES, GLASS, IS_HINGED, IS_SOLID, WALL
from warbell.episodes.sheet import Mark, Sheet
from warbell.errors import BadInput

MARGIN = 1
NO_SHEET = 255
MOST_CELLS = 1_060_000  # of an atlas: one sheet of 1,024 x 1,024, and some
MOST_FIXTURES = 4096
MOST_LAMPS = 4096
MOST_HEAVY = 128  # gates, wheels and valves: each may open the way to another


@dataclass(frozen=True)
class Fixture:
    """A fixture of the map: where it stands in the atlas, and its line of the legend."""

    y: int
    x: int
    sheet: int
    mark: str
    drawn: Mark


class Atlas:
    """The sheets in their places, with what is drawn on them."""

    def __init__(self, sheets: Sequence[Sheet], gap: int) -> None:
        """Pack `sheets` with `gap` cells of EDGE between two of them."""
        self.sheets = sheets
        self.corners, self.height, self.width = _pack([sheet.cells.shape for sheet in sheets], gap)
        if self.height * self.width > MOST_CELLS:
            found = f"{self.height} by {self.width} cells, with those between sheets"
            raise BadInput(sheets[0].file, found, f"at most {MOST_CELLS} in all")
        self._count()
        self.terrain = np.full((self.height, self.width), EDGE, np.uint8)
        self.sheet = np.full((self.height, self.width), NO_SHEET, np.uint8)
        for index, ((top, left), sheet) in enumerate(zip(self.corners, sheets, strict=True)):
            here = np.s_[top : top + sheet.cells.shape[0], left : left + sheet.cells.shape[1]]
            self.terrain[here] = sheet.terrain()
            self.sheet[here] = index
        self.fixtures = [fixture for index in range(len(sheets)) for fixture in self._fixtures(index)]
        self.free = (self.terrain != EDGE) & (self.terrain != WALL) & (self.terrain != GLASS)
        self.passable = self.free | (self.terrain == GLASS)  # by hands that open and break
        self.doors = np.zeros_like(self.free)
        for fixture in self.fixtures:
            kind, cell = FIXTURES.index(fixture.drawn.fixture), (fixture.y, fixture.x)
            self.doors[cell] = IS_HINGED[kind]
            self.free[cell] = not IS_SOLID[kind]
            self.passable[cell] = self.free[cell] or self.doors[cell]

    def nothing(self) -> np.ndarray:
        """No cells, bool [H, W]."""
        return np.zeros((self.height, self.width), bool)

    def free_of(self, sheet: int) -> np.ndarray:
        """The free cells of a sheet, bool [H, W]."""
        cells: np.ndarray = self.free & (self.sheet == sheet)
        return cells

    def where(self, sheet: int, mark: str) -> list[tuple[int, int]]:
        """The atlas cells of a mark of a sheet, in reading order."""
        top, left = self.corners[sheet]
        return [(top + y, left + x) for y, x in self.sheets[sheet].where(mark)]

    def on_sheet(self, cell: tuple[int, int]) -> tuple[Sheet, tuple[int, int]]:
        """The sheet of an atlas cell, and the cell as that sheet counts it."""
        index = int(self.sheet[cell])
        top, left = self.corners[index]
        return self.sheets[index], (cell[0] - top, cell[1] - left)

    def _count(self) -> None:
        """BadInput at the mark of a legend with which there are too many of something."""
        counts = dict.fromkeys(("lamps", "fixtures", "gates, wheels and valves"), 0)
        most = dict(zip(counts, (MOST_LAMPS, MOST_FIXTURES, MOST_HEAVY), strict=True))
        for sheet in self.sheets:
            for mark, drawn in sheet.legend.items():
                times = int((sheet.cells == ord(mark)).sum())
                asked = (drawn.lamp > 0, drawn.fixture != "", drawn.fixture in ("gate", "wheel", "valve"))
                for what, is_one in zip(counts, asked, strict=True):
                    counts[what] += times * is_one
                    if counts[what] > most[what]:
                        raise BadInput(sheet.file, f"{counts[what]} {what}", f"at most {most[what]} in all", drawn.line)

    def _fixtures(self, sheet: int) -> Iterable[Fixture]:
        found = [
            Fixture(y, x, sheet, mark, drawn)
            for mark, drawn in self.sheets[sheet].legend.items()
            if drawn.fixture
            for y, x in self.where(sheet, mark)
        ]
        return sorted(found, key=lambda fixture: (fixture.y, fixture.x))


def _pack(shapes: Sequence[tuple[int, ...]], gap: int) -> tuple[list[tuple[int, int]], int, int]:
    """Corners (top, left), height and width of the shelf packing that takes the fewest words."""
    widest = max(width for _, width in shapes) + 2 * MARGIN
    in_a_row = sum(width + gap for _, width in shapes) + 2 * MARGIN
    best: tuple[int, list[tuple[int, int]], int, int] | None = None
    for words in range(words_for(widest), words_for(in_a_row) + 1):
        corners: list[tuple[int, int]] = []
        top, left, tallest, right = MARGIN, MARGIN, 0, 0
        for height, width in shapes:
            if left > MARGIN and left + width + MARGIN > 64 * words:
                top, left, tallest = top + tallest + gap, MARGIN, 0
            corners.append((top, left))
            right = max(right, left + width)
            left, tallest = left + width + gap, max(tallest, height)
        size = words_for(right + MARGIN) * (top + tallest + MARGIN)
        if best is None or size < best[0]:
            best = (size, corners, top + tallest + MARGIN, right + MARGIN)
    assert best is not None
    return best[1:]
