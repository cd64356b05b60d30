"""Objectives and endings: what they need, checked kind by kind, and as the tables the engine reads.

What `target`, `item` and `need` of an objective mean:
    escape   need people out by an exit             survive  need beats
    lose     need people dead or turned             treat    need bitten people cured
    gather   need people up in region `target`      stock    need objects `item` in the cache `target`
    work     fixture `target` is on (`item` 1) or off (0), or a door in state -1 - `item`
    keep     somebody, `target`, alive
    rescue   need people without a seat out by an exit
"""

from typing import Any

import numpy as np

from warbell.engine.bits import pack
from warbell.engine.codes import DOOR_STATES, FIXTURES, HOLDS, OBJECTIVES, OBJECTS, OUTCOMES
from warbell.episodes.atlas import Atlas
from warbell.episodes.locate import Path
from warbell.episodes.places import Places
from warbell.episodes.schema import EpisodePart, ObjectivePart, Place
from warbell.episodes.sheet import STATES

FIELDS = {
    "escape": ("need",), "survive": ("need",), "lose": ("need",), "treat": ("need",), "gather": ("need", "at"),
    "stock": ("need", "at", "object"), "work": ("at", "state"), "keep": ("seat",),
    "rescue": ("need",),
}  # fmt: skip
HOLDING = tuple(name for kind, name in enumerate(FIXTURES) if HOLDS[kind])  # fixtures in which things lie
OF_THE_TEAM = ("escape", "lose", "gather")  # their need is a number of people
SCORED = ("gather", "stock", "work", "treat", "survive", "escape", "rescue")  # that may be worth points: no loss is

OVERTIME = "overtime"  # the objective and the ending that close every episode at its last beat


class Goals:
    """The objectives and endings of an episode, with the last beat's own added at the end of both."""

    def __init__(self, part: EpisodePart, atlas: Atlas, places: Places) -> None:
        """Check and number them; BadInput at the first that makes no sense."""
        self.part, self.atlas, self.places = part, atlas, places
        self.regions: list[np.ndarray] = []  # planes, uint64 [words, H]
        self._fixture_at = {(fixture.y, fixture.x): index for index, fixture in enumerate(atlas.fixtures)}
        self._losses = 0  # bit j: objective j counts the lost, or comes after one that does
        self.names = [objective.name for objective in part.objectives]
        self._distinct("objectives", self.names)
        self._distinct("endings", [ending.name for ending in part.endings])
        self.objectives = [self._objective(objective, i) for i, objective in enumerate(part.objectives)]
        self.objectives.append((OBJECTIVES.index("survive"), -1, 0, part.beats, 1, 0, 0, 0, 0))
        self.endings = [
            (
                OUTCOMES.index(ending.outcome),
                ending.score,
                self.set_of(ending.all_of, ("endings", index, "all_of")),
                self.set_of(ending.none_of, ("endings", index, "none_of")),
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
        self.regions.append(pack(cells))
        return len(self.regions) - 1

    def _distinct(self, table: str, names: list[str]) -> None:
        for index, name in enumerate(names):
            if name in names[:index] or name == OVERTIME:
                raise self.places.toml.error((table, index, "name"), f"the name {name!r} again", "a name of its own")

    def set_of(self, names: list[str], path: Path) -> int:
        """The objectives of these names as bits."""
        bits = 0
        for index, name in enumerate(names):
            if name not in self.names:
                expected = "one of " + ", ".join(self.names)
                raise self.places.toml.error((*path, index), f"the objective {name!r}", expected)
            bits |= 1 << self.names.index(name)
        return bits

    def _objective(self, objective: ObjectivePart, index: int) -> tuple[int, ...]:
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
        if kind == "rescue" and need > len(self.part.people):
            expected = f"at most the {len(self.part.people)} people without a seat"
            raise self.places.toml.error((*path, "need"), str(need), expected)
        if objective.seat is not None:
            ids = [person.id for person in self.part.everybody]
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
            target = self.fixture(objective.at, (*path, "at"), HOLDING)
        if kind == "work":
            target, item = self.state(objective.at, objective.state, path)
        if objective.points and kind not in SCORED:
            raise self.places.toml.error((*path, "points"), f"points for {kind}", "points for " + ", ".join(SCORED))
        after = self.set_of(objective.after, (*path, "after"))
        if after >> index:
            raise self.places.toml.error((*path, "after"), "an objective of its own rank or later", "earlier ones")
        if objective.points and after & self._losses:
            expected = "none that a death could bring nearer"
            raise self.places.toml.error((*path, "points"), "points after a loss", expected)
        if kind == "lose" or after & self._losses:
            self._losses |= 1 << index
        told, latch = int(objective.secret), int(objective.latch)
        return OBJECTIVES.index(kind), target, item, need, told, objective.points, latch, 0, after

    def fixture(self, at: Place | None, path: Path, kinds: tuple[str, ...]) -> int:
        """The index of the only fixture of a mark, which is of one of these kinds; `path` is where the mark stands."""
        if not isinstance(at, str):
            raise self.places.toml.error(path, "several places", "the mark of one fixture")
        index = self._fixture_at.get(self.places.one(at, path))
        if index is None or self.atlas.fixtures[index].drawn.fixture not in kinds:
            raise self.places.toml.error(path, repr(at), "the mark of a " + " or ".join(kinds))
        return index

    def state(self, at: Place | None, state: str | None, path: Path, key: str = "at") -> tuple[int, int]:
        """(fixture, state as an objective's `thing`) of a mark and a state's word in the table at `path`."""
        index = self.fixture(at, (*path, key), tuple(STATES))
        drawn = self.atlas.fixtures[index].drawn
        kind = drawn.fixture
        if state not in STATES[kind]:
            raise self.places.toml.error((*path, "state"), repr(state), f"for a {kind}: " + ", ".join(STATES[kind]))
        return index, -1 - DOOR_STATES.index(state) if drawn.hinged else int(state == "on")
