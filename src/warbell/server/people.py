"""The lines of the people in a room: played beat by beat, each by its own percept, kept between turns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.minds.part import MOVES, Part, line_of
from warbell.minds.routes import Routes
from warbell.minds.score import Memory, Score
from warbell.plans import Act, Cell, Cue, Order, Plan, Reflex, compose, parse_cells
from warbell.plans.cells import Line
from warbell.plans.layout import Crossing, columns

NOTHING: Mapping[int, tuple[Cell, ...]] = {}


class Progress(NamedTuple):
    """What a beat did for a line."""

    order: int  # the action of its seat for the next one
    failed: bool  # patience ran out with an order
    cue: bool  # a cue was passed
    done: bool  # the last cell was done with in this beat


class _Before(NamedTuple):
    """What asking a part for its next order changes."""

    at: int
    branch: Act | None
    called: int
    done: int
    kept: int
    waited: int
    told: dict[int, set[int]]


class People:
    """The people among the seats of one world."""

    def __init__(self, brief: Brief, seats: list[int], routes: Routes, *, shared: bool) -> None:
        """`shared`: everybody knows everybody's line."""
        self._shared = shared
        self._brief = brief
        self._score = Score(brief, seats, 1, compose({}), routes)
        self._cells: dict[int, tuple[Cell, ...]] = dict.fromkeys(seats, ())
        self._before: list[_Before] = []  # how each part was before it was asked for its next order

    @property
    def seats(self) -> list[int]:
        """The seats that people hold."""
        return list(self._cells)

    def read(self, seat: int, text: str) -> tuple[Cell, ...]:
        """The cells of a line; BadInput if it is none."""
        return _cells(text, self._brief.seats[seat], self._brief)

    def crossing(self, lines: dict[int, tuple[Cell, ...]]) -> str:
        """What is wrong with the order of the cues in these lines, "" if nothing is."""
        if not any(isinstance(cell, Cue) for cells in lines.values() for cell in cells):
            return ""
        try:
            columns({self._brief.seats[seat]: cells for seat, cells in lines.items()})
        except Crossing as crossing:
            return f"cue {crossing.letter} of {crossing.seat} waits for one that waits for it"
        return ""

    def take(
        self,
        lines: dict[int, tuple[Cell, ...]],
        of_minds: Mapping[int, tuple[Cell, ...]] = NOTHING,
        answering: Sequence[int] = (),
    ) -> None:
        """Play these lines from now on; a line that begins as what was left of the last one goes on where it was.

        `of_minds` are the lines of the minds, and `answering` the seats of those that give any code word back. Seats
        without a new line go on with the one they have. A reflex stays in force until a line changes it; cells at the
        head of a line do so at once.
        """
        self._cells |= lines
        names = self._brief.seats
        known = {**of_minds, **self._cells}
        plan = Plan((tuple(Line(names[seat], cells) for seat, cells in known.items()),))
        parts = self._score.parts[0]
        for k, (seat, old) in enumerate(parts):
            line = line_of(plan, names[seat], names, self._score.routes)
            line = replace(line, company={c: self._company(seat, q, answering) for c, q in line.company.items()})
            if seat not in lines:
                old.line = line  # its company may be another
                continue
            part = Part(line)
            part.told, part.reflex = old.told, old.reflex
            while part.at < len(line.cells) and isinstance(cell := line.cells[part.at], Reflex):
                part.reflex = cell
                part.at += 1
            if old.left()[:1] == line.cells[part.at : part.at + 1]:
                part.branch, part.called, part.kept, part.waited = old.branch, old.called, old.kept, old.waited
                part.done = old.done if old.branch else 0  # of a guard; of an order what is left is counted anew
                part.spot = old.spot
            parts[k] = seat, part

    def _company(self, seat: int, having: list[int], answering: Sequence[int]) -> list[int]:
        """Whom a seat waits for at a cue that the seats `having` have: if nobody has it, for those that answer any."""
        if self._shared:
            return having or list(answering)
        people = [p for p in self._cells if p != seat]  # nobody knows whose lines have it: all of them are waited for
        return [*people, *answering, *(q for q in having if q not in self._cells)]

    def ask(self, percept: Percept) -> dict[int, Progress]:
        """What each line orders for the next beat, and how it got on.

        That a cell is done with shows only in the percept after its last beat. So a room asks for the next orders as
        soon as there is one, and if it then does not go on, `hold` takes them back.
        """
        parts = self._score.parts[0]
        self._before = [_before(part) for _, part in parts]
        orders = np.zeros((1, len(self._brief.seats)), np.int32)
        self._score.decide(percept, orders)
        progress = {}
        for before, (seat, part) in zip(self._before, parts, strict=True):
            cells = part.line.cells
            passed = cells[before.at : part.at]
            progress[seat] = Progress(
                order=int(orders[0, seat]),
                failed=part.gave_up,
                cue=any(isinstance(cell, Cue) for cell in passed) and not part.gave_up,
                done=bool(passed) and part.at == len(cells),
            )
        return progress

    def hold(self) -> None:
        """Take back the orders asked for last: they are not given. What was found done with stays done with."""
        for before, (_, part) in zip(self._before, self._score.parts[0], strict=False):
            part.told = before.told
            if part.at != before.at:
                part.begin()
                continue
            part.branch, part.called, part.kept, part.waited = before.branch, before.called, before.kept, before.waited
            cell = part.branch or (part.line.cells[part.at] if part.at < len(part.line.cells) else None)
            if not (isinstance(cell, Order) and cell.verb in MOVES):
                part.done = before.done  # of moves those that were made count, of others those that were given
        self._before = []

    def at(self, seat: int) -> int:
        """How many cells of its line a seat is done with."""
        return self._score.part(seat).at

    def left(self, seat: int) -> tuple[Cell, ...]:
        """What is left of a seat's line."""
        return self._score.part(seat).left()

    def memory(self, seat: int) -> Memory:
        """What a seat brings along into its next line."""
        return self._score.memory(seat)

    def awaited(self, seat: int) -> int:
        """The code word of the cue that a seat waits at; -1 if it is at none."""
        part = self._score.part(seat)
        cell = part.line.cells[part.at] if part.at < len(part.line.cells) else None
        return cell.signal if isinstance(cell, Cue) else -1


@lru_cache(maxsize=4096)
def _cells(text: str, where: str, brief: Brief) -> tuple[Cell, ...]:
    return parse_cells(text, where, brief)  # a line is read when it is drafted, committed and played


def _before(part: Part) -> _Before:
    told = {signal: set(who) for signal, who in part.told.items()}
    return _Before(part.at, part.branch, part.called, part.done, part.kept, part.waited, told)


def text(cells: tuple[Cell, ...]) -> str:
    """Cells as the line they were read from."""
    return " ".join(map(str, cells))
