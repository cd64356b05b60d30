"""Objectives and endings: what they need, checked kind by kind, and as the tables the engine reads.

What `target`, `item` and `need` of an objective mean:
    escape   need people out by an exit             survive  need beats
    lose     need people dead or turned             treat    need bitten people cured
    gather   need people up in region `target`      stock    need objects `item` in the cache `target`
    work     fixture `target` is on (`item` 1) or off (0), or a door in state -1 - `item`
    keep     seat `target` alive
"""

from typing import Any

import numpy as np

from warbell.engine.codes import DOOR_STATES, OBJECTIVES, OBJECTS, OUTCOMES
from warbell.episodes.atlas import Atlas
from warbell.episodes.locate import Path
from warbell.episodes.places import Places
from warbell.episodes.schema import EpisodePart, ObjectivePart
from warbell.episodes.sheet import STATES

FIELDS = {
    "escape": ("need",), "survive": ("need",), "lose": ("need",), "treat": ("need",), "gather": ("need", "at"),
    "stock": ("need", "at", "object"), "work": ("at", "state"), "keep": ("seat",),
}  # fmt: skip
OF_THE_TEAM = ("escape", "lose", "gather")  # their need is a number of people

OVERTIME = "overtime"  # the objective and the ending that close every episode at its last beat


class Goals:
    """The objectives and endings of an episode, with the last beat's own added at the end of both."""

    def __init__(self, part: EpisodePart, atlas: Atlas, places: Places) -> None:
        """Check and number them; BadInput at the first that makes no sense."""
        self.part, self.atlas, self.places = part, atlas, places
        self.regions: list[np.ndarray] = []
        self.names = [objective.name for objective in part.objectives]
        self._distinct("objectives", self.names)
        self._distinct("endings", [ending.name for ending in part.endings])
        self.objectives = [self._objective(objective, i) for i, objective in enumerate(part.objectives)]
        self.objectives.append((OBJECTIVES.index("survive"), -1, 0, part.beats, 1, 0))
        self.endings = [
            (
                OUTCOMES.index(ending.outcome),
                ending.score,
                self._set(ending.all_of, ("endings", index, "all_of")),
                self._set(ending.none_of, ("endings", index, "none_of")),
            )
            for index, ending in enumerate(part.endings)
        ]
        for index, ending in enumerate(part.endings):
            if not ending.all_of and not ending.none_of:
                raise places.toml.error(("endings", index), "an ending without conditions", "all_of or none_of")
        if not any(ending.outcome == "won" for ending in part.endings):
            raise places.toml.error(("endings",), "no ending that is won", 'one with outcome = "won"')
        self.endings.append((OUTCOMES.index("timeout"), 0, 1 << len(self.names), 0))

    def region(self, cells: np.ndarray) -> int:
        """The number of a region of these cells, bool [H, W]."""
        self.regions.append(cells)
        return len(self.regions) - 1

    def _distinct(self, table: str, names: list[str]) -> None:
        for index, name in enumerate(names):
            if name in names[:index] or name == OVERTIME:
                raise self.places.toml.error((table, index, "name"), f"the name {name!r} again", "a name of its own")

    def _set(self, names: list[str], path: Path) -> int:
        bits = 0
        for index, name in enumerate(names):
            if name not in self.names:
                expected = "one of " + ", ".join(self.names)
                raise self.places.toml.error((*path, index), f"the objective {name!r}", expected)
            bits |= 1 << self.names.index(name)
        return bits

    def _objective(self, objective: ObjectivePart, index: int) -> tuple[int, int, int, int, int, int]:
        path: Path = ("objectives", index)
        kind, takes = objective.kind, FIELDS[objective.kind]
        for field in ("need", "at", "object", "state", "seat"):
            given: Any = getattr(objective, field)
            if given is None and field in takes:
                raise self.places.toml.error(path, f"{kind} without {field!r}", f"{kind} with " + ", ".join(takes))
            if given is not None and field not in takes:
                raise self.places.toml.error((*path, field), f"{kind} with {field!r}", "only " + ", ".join(takes))
        target, item, need = -1, 0, objective.need or 1
        if kind in OF_THE_TEAM and need > len(self.part.seats):
            raise self.places.toml.error((*path, "need"), str(need), f"at most the {len(self.part.seats)} seats")
        if objective.seat is not None:
            ids = [seat.id for seat in self.part.seats]
            if objective.seat not in ids:
                raise self.places.toml.error((*path, "seat"), repr(objective.seat), "one of " + ", ".join(ids))
            target = ids.index(objective.seat)
        if kind == "gather" and objective.at is not None:
            cells = self.places.cells(objective.at, (*path, "at")) & self.atlas.passable
            if not cells.any():
                raise self.places.toml.error((*path, "at"), "no free cell", "cells where people can stand")
            target = self.region(cells)
        if objective.object is not None:
            item = OBJECTS.index(objective.object)
        if kind == "stock":
            target = self._fixture(objective, path, ("cache",))
        if kind == "work":
            target = self._fixture(objective, path, tuple(STATES))
            item = self._state(objective, path, self.atlas.fixtures[target].drawn.fixture)
        return OBJECTIVES.index(kind), target, item, need, int(objective.secret), 0

    def _fixture(self, objective: ObjectivePart, path: Path, kinds: tuple[str, ...]) -> int:
        """The fixture an objective is about: the only one of its mark, and of one of these kinds."""
        if not isinstance(objective.at, str):
            raise self.places.toml.error((*path, "at"), "several places", "the mark of one fixture")
        cell = self.places.one(objective.at, (*path, "at"))
        for index, fixture in enumerate(self.atlas.fixtures):
            if (fixture.y, fixture.x) == cell and fixture.drawn.fixture in kinds:
                return index
        raise self.places.toml.error((*path, "at"), repr(objective.at), "the mark of a " + " or ".join(kinds))

    def _state(self, objective: ObjectivePart, path: Path, kind: str) -> int:
        if objective.state not in STATES[kind]:
            expected = f"for a {kind}: " + ", ".join(STATES[kind])
            raise self.places.toml.error((*path, "state"), repr(objective.state), expected)
        return -1 - DOOR_STATES.index(objective.state) if kind in ("door", "gate") else int(objective.state == "on")
