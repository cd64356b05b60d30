"""Marks: what a seat thinks is where it does not see, and how sure it is of it.

A mark speaks of its cell and of the eight around it, as nobody knows to the metre what they only heard; and only of
whom the seat does not see. Numbers and reasons: docs/adr/0051-a-pencil-of-another-colour.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from warbell.engine.codes import EDGE, GLASS, IS_INFECTED, IS_SOLID, NATURES, NOBODY, SIGHT, SIGHT_ROWS, WALL
from warbell.engine.percept import Percept
from warbell.episodes import Brief

FADES = 40  # beats until a mark is gone: as long as what was seen takes to be drawn as faint as it gets
MOST = 32  # marks of a seat
Sure = Literal[50, 75, 95]  # per cent: maybe, likely, sure
LIKELY: Sure = 75
EMPTY = NATURES[NOBODY]  # what a mark says where nobody is thought to be


@dataclass(frozen=True)
class Mark:
    """What is thought to be at a cell of the atlas, or within one cell of it."""

    y: int
    x: int
    what: str  # EMPTY, a nature of infected, or the name of somebody
    count: int  # at least so many of that nature
    sure: Sure
    beat: int  # after which it was made

    @property
    def nature(self) -> int | None:
        """The nature of infected that is thought to be there."""
        code = NATURES.index(self.what) if self.what in NATURES else NOBODY
        return code if IS_INFECTED[code] else None

    def person(self, brief: Brief) -> int | None:
        """The body of whoever is thought to be there by name."""
        people = (*brief.seats, *brief.others)
        return people.index(self.what) if self.what in people and self.nature is None else None


class Forecast(NamedTuple):
    """A mark as a decision was made on it."""

    seat: int
    beat: int  # after which the decision was made
    mark: Mark
    seen: tuple[int, ...]  # the bodies that the seat saw then, its own among them


def sees(percept: Percept, seat: int, y: int, x: int) -> bool:
    """True if a seat of world 0 sees a cell now."""
    me = percept.me[0, seat]
    dy, dx = y - int(me["y"]) + SIGHT, x - int(me["x"]) + SIGHT
    near = 0 <= dy < SIGHT_ROWS and 0 <= dx < SIGHT_ROWS
    return near and bool(int(percept.now[0, seat, dy]) >> dx & 1)


def seen_bodies(percept: Percept, seat: int) -> tuple[int, ...]:
    """The bodies that a seat of world 0 sees now, and its own."""
    now = np.flatnonzero(percept.bodies["beat"][0, seat] == percept.me["beat"][0, seat]).tolist()
    return tuple(sorted({*now, seat}))


def free(brief: Brief, y: int, x: int) -> bool:
    """True for a cell of the chart on which somebody can stay: no wall, no doorway, nothing built."""
    height, width = brief.chart.terrain.shape
    if not (0 <= y < height and 0 <= x < width):
        return False
    places = brief.chart.fixtures
    built = (places["y"] == y) & (places["x"] == x) & IS_SOLID[places["kind"]]
    return brief.chart.terrain[y, x] not in (EDGE, WALL, GLASS) and not built.any()


def objection(brief: Brief, percept: Percept, seat: int, mark: Mark) -> str:
    """Why a seat of world 0 cannot make a mark, in a sentence; "" if it can."""
    y, x = mark.y, mark.x
    person = mark.person(brief)
    if not free(brief, y, x):
        return f"nobody can stand at cell {(y, x)}"
    if sees(percept, seat, y, x):
        return f"cell {(y, x)} is in sight: what is there is seen"
    if mark.what != EMPTY and mark.nature is None and person is None:
        return f"no {mark.what!r} to think of; there are {EMPTY}, kinds of infected, and people by name"
    if person == seat:
        return "where oneself is one knows"
    if mark.nature is None and mark.count != 1:
        return f"{mark.count} of {mark.what}; only infected are counted"
    return ""


def believed(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that a seat goes by: likely ones and sure ones, what was thought last at the end."""
    return sorted((mark for mark in marks if mark.sure >= LIKELY), key=lambda mark: mark.beat)


def faded(mark: Mark, beat: int) -> bool:
    """True for a mark that is gone after a beat, as nobody has renewed it."""
    return beat - mark.beat >= FADES
