"""Places: how an episode names cells. A place is one of these, or a list of them.

- `o`: the cells of a mark; `streets:o` where several sheets have it
- `p..q`: the rectangle between two marks of a sheet; `streets:p..q`
- `o+6`: the cells within 6 steps of a mark, not through doors
- `streets`: a whole sheet
- `harbour`: a region of the episode
"""

import re

import numpy as np

from warbell.episodes.atlas import Atlas
from warbell.episodes.budget import Budget
from warbell.episodes.locate import Path, Toml
from warbell.episodes.reach import plane_of, steps_from
from warbell.episodes.schema import EpisodePart, Place

_MARK = re.compile(r"(?:(?P<sheet>[a-z][a-z0-9-]+):)?(?P<mark>[A-Za-z0-9])")
_NEAR = re.compile(rf"(?P<from>{_MARK.pattern})\+(?P<steps>[0-9]{{1,3}})")
_SPAN = re.compile(r"(?P<from>.+)\.\.(?P<to>.+)")
SAY_PLACE = "a place: MARK, SHEET:MARK, MARK..MARK, MARK+STEPS, a sheet or a region"


class Places:
    """Resolves the places of an episode; every error stands at the place's words in episode.toml."""

    def __init__(self, toml: Toml, atlas: Atlas, part: EpisodePart, budget: Budget) -> None:
        """Resolve the regions of `part`, in their order: one may build on those before it."""
        self.toml, self.atlas, self.budget = toml, atlas, budget
        self._marks: dict[str, list[tuple[int, int]]] = {}
        self._free = int(atlas.free.sum())
        self.sheets = [sheet.name for sheet in part.sheets]
        self.regions: dict[str, np.ndarray] = {}
        for index, region in enumerate(part.regions):
            if region.name in self.regions or region.name in self.sheets:
                path: Path = ("regions", index, "name")
                raise toml.error(path, f"the name {region.name!r} again", "a name of its own")
            self.regions[region.name] = self.cells(region.at, ("regions", index, "at"))

    def cells(self, place: Place, path: Path) -> np.ndarray:
        """All cells of a place, bool [H, W]."""
        if isinstance(place, str):
            return self._cells(place, path)
        if not place or len(place) > 100:
            raise self.toml.error(path, f"{len(place)} places", "from 1 to 100")
        cells = self.atlas.nothing()
        for index, words in enumerate(place):
            cells |= self._cells(words, (*path, index))
        return cells

    def one(self, words: str, path: Path) -> tuple[int, int]:
        """The only cell of a mark."""
        cells = self.mark(words, path)
        if len(cells) != 1:
            raise self.toml.error(path, f"{words!r}, which stands on {len(cells)} cells", "a mark of one cell")
        return cells[0]

    def mark(self, words: str, path: Path) -> list[tuple[int, int]]:
        """The cells of a mark, in reading order."""
        if words not in self._marks:
            self.budget.look(path, self.atlas.terrain.size)
            self._marks[words] = self._find(words, path)
        return self._marks[words]

    def _find(self, words: str, path: Path) -> list[tuple[int, int]]:
        found = _MARK.fullmatch(words)
        if not found:
            raise self.toml.error(path, repr(words), "a mark: MARK or SHEET:MARK")
        mark, name = found["mark"], found["sheet"]
        if name is not None and name not in self.sheets:
            raise self.toml.error(path, f"the sheet {name!r}", "one of " + ", ".join(self.sheets))
        holders = [
            index
            for index, sheet in enumerate(self.atlas.sheets)
            if mark in sheet.legend and name in (None, self.sheets[index])
        ]
        if not holders:
            raise self.toml.error(path, f"the mark {words!r}", "a mark of a legend")
        if len(holders) > 1:
            raise self.toml.error(path, f"the mark {mark!r}, which several sheets have", "SHEET:MARK")
        return self.atlas.where(holders[0], mark)

    def _cells(self, words: str, path: Path) -> np.ndarray:
        self.budget.look(path, self.atlas.terrain.size)
        if words in self.regions:
            return self.regions[words]
        if words in self.sheets:
            return self.atlas.free_of(self.sheets.index(words))
        if _MARK.fullmatch(words):
            return plane_of(self.mark(words, path), self.atlas.free)
        if near := _NEAR.fullmatch(words):
            standing = self.atlas.free & ~self.atlas.doors
            marks, most = self.mark(near["from"], path), int(near["steps"])
            self.budget.look(path, self.atlas.terrain.size)
            self.budget.walk(path, min(self._free, len(marks) * (2 * most * (most + 1) + 1)))
            return steps_from(marks, standing, most=most).plane
        if span := _SPAN.fullmatch(words):
            sheet, colon, _ = span["from"].rpartition(":")  # said once, it holds for both
            to = span["to"] if ":" in span["to"] else sheet + colon + span["to"]
            (y0, x0), (y1, x1) = self.one(span["from"], path), self.one(to, path)
            if self.atlas.sheet[y0, x0] != self.atlas.sheet[y1, x1]:
                raise self.toml.error(path, f"{words!r} over two sheets", "two marks of one sheet")
            cells = self.atlas.nothing()
            cells[min(y0, y1) : max(y0, y1) + 1, min(x0, x1) : max(x0, x1) + 1] = True
            cells &= self.atlas.free
            return cells
        raise self.toml.error(path, repr(words), SAY_PLACE)
