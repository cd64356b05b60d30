"""Basins and the pipes between them, as the tables the engine reads; BadInput at the first that makes no sense."""

import numpy as np

from warbell.engine.codes import BRIM
from warbell.engine.tuning import Tuning
from warbell.engine.water import lay_out, no_basins
from warbell.engine.world import GROUND_PIPE
from warbell.episodes.atlas import Atlas
from warbell.episodes.check import say
from warbell.episodes.goals import Goals
from warbell.episodes.locate import Path
from warbell.episodes.places import Places
from warbell.episodes.reach import Cell
from warbell.episodes.schema import BasinPart, EpisodePart

STOREY = 3  # levels of water
A_CELL = 64  # steps that laying out a cell of a basin takes


class Basins:
    """The cells of each basin of an episode, bool [H, W], checked, and its tables."""

    def __init__(
        self, part: EpisodePart, atlas: Atlas, places: Places, goals: Goals, tuning: Tuning, links: np.ndarray
    ) -> None:
        """No cell is of two basins, every drain is in its own, and every valve joins two."""
        self.part, self.atlas, self.places, self.goals = part, atlas, places, goals
        self.names = [basin.name for basin in part.basins]
        self.cells: list[np.ndarray] = []
        drains = [self._basin(basin, index) for index, basin in enumerate(part.basins)]
        heights = [self._height(basin, drain) for basin, drain in zip(part.basins, drains, strict=True)]
        shape = atlas.terrain.shape
        self.basins, self.bed, self.drift = lay_out(self.cells, drains, heights, links) if drains else no_basins(shape)
        self.pipes = np.array([self._pipe(index, tuning) for index in range(len(part.pipes))], GROUND_PIPE)
        self._check_valves()

    def _height(self, basin: BasinPart, drain: Cell) -> int:
        storey = self.part.sheets[self.atlas.sheet[drain]].storey
        return STOREY * storey if basin.height is None else basin.height

    def _basin(self, basin: BasinPart, index: int) -> Cell:
        """Take the cells of a basin; returns its drain."""
        path: Path = ("basins", index)
        toml = self.places.toml
        if basin.name in self.names[:index]:
            raise toml.error((*path, "name"), f"the name {basin.name!r} again", "a name of its own")
        cells = self.places.cells(basin.at, (*path, "at")) & self.atlas.free & ~self.atlas.doors
        if not cells.any():
            raise toml.error((*path, "at"), f"{say(basin.at)}, where nobody can stand", "cells that water can fill")
        for name, others in zip(self.names, self.cells, strict=False):
            if (cells & others).any():
                raise toml.error(
                    (*path, "at"), f"{say(basin.at)}, in which there are cells of {name!r}", "its own cells"
                )
        self.places.budget.walk((*path, "at"), A_CELL * int(cells.sum()))
        drain = self.places.one(basin.drain, (*path, "drain"))
        if not cells[drain]:
            raise toml.error((*path, "drain"), f"{basin.drain!r}, outside of the basin", "one of its cells")
        most = BRIM * int(cells.sum())
        if basin.units > most:
            expected = f"at most {most}, {BRIM} for each of its cells"
            raise toml.error((*path, "units"), str(basin.units), expected)
        self.cells.append(cells)
        return drain

    def _pipe(self, index: int, tuning: Tuning) -> tuple[int, int, int, int]:
        pipe, path = self.part.pipes[index], ("pipes", index)
        toml = self.places.toml
        valve = self.goals.fixture(pipe.valve, (*path, "valve"), ("valve",))
        if pipe.valve in [other.valve for other in self.part.pipes[:index]]:
            raise toml.error((*path, "valve"), f"the valve {pipe.valve!r} again", "a valve of its own")
        for k, name in enumerate(pipe.joins):
            if name not in self.names:
                expected = "one of " + ", ".join(self.names) if self.names else "a basin, and there is none"
                raise toml.error((*path, "joins", k), f"the basin {name!r}", expected)
        one, other = map(self.names.index, pipe.joins)
        if one == other:
            raise toml.error((*path, "joins", 1), f"the basin {pipe.joins[1]!r} again", "another basin")
        return valve, one, other, pipe.flow or tuning.valve_flow

    def _check_valves(self) -> None:
        """Every valve is that of a pipe."""
        joined = set(self.pipes["valve"].tolist())
        for f, fixture in enumerate(self.atlas.fixtures):
            if fixture.drawn.fixture == "valve" and f not in joined:
                sheet, cell = self.atlas.on_sheet((fixture.y, fixture.x))
                raise sheet.error(cell, "a valve of no pipe", "one that [[pipes]] has join two basins")
