"""The lines of the people in a room: played beat by beat, each by its own percept, kept between turns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.minds.agreement import Agreement
from warbell.minds.ensemble import Ensemble, Memory
from warbell.minds.part import Mark
from warbell.minds.role import role_of
from warbell.minds.routes import Routes
from warbell.plans import Cell, Cue, Plan, Reflex, compose, parse_cells
from warbell.plans.cells import Line
from warbell.plans.layout import Crossing, columns
from warbell.server.agreed import NO_LINE, Agreed, Written

NOTHING: Mapping[int, tuple[Cell, ...]] = {}
NOTHING_STANDS = Reflex(), Agreement()  # of a seat without a line


class Progress(NamedTuple):
    """What a beat did for a line."""

    order: int  # the action of its seat for the next one
    failed: Cell | None  # that patience ran out with
    cue: bool  # a cue was passed
    done: bool  # the last cell was done with in this beat
    at: int  # cells done with


class People:
    """The people among the seats of one world."""

    def __init__(self, brief: Brief, seats: list[int], routes: Routes, *, shared: bool) -> None:
        """`shared`: everybody knows everybody's line."""
        self._shared = shared
        self._brief = brief
        self._ensemble = Ensemble(brief, seats, 1, compose({}), routes)
        self._cells: dict[int, tuple[Cell, ...]] = dict.fromkeys(seats, ())
        self._written: dict[int, Written] = {}
        self._marks: list[Mark] = []  # how each part was before it was asked for its next order
        self._taken_in = -1  # the beat whose percept the seats have taken in

    @property
    def seats(self) -> list[int]:
        """The seats that people hold."""
        return list(self._cells)

    def seat(self, seat: int) -> None:
        """Let a person hold one more seat; it has no line yet."""
        self._ensemble.seat(seat, self._brief)
        self._cells[seat] = ()
        self._taken_in = -1

    def unseat(self, seat: int) -> None:
        """Let nobody hold a seat any more."""
        self._ensemble.unseat(seat)
        del self._cells[seat]
        self._written.pop(seat, None)

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
        beat: int,
        of_minds: Mapping[int, tuple[Cell, ...]] = NOTHING,
        answering: Sequence[int] = (),
    ) -> None:
        """Play these lines from a beat on; a line that begins as what was left of the last one goes on where it was.

        `of_minds` are the lines of the minds, and `answering` the seats of those that give any code word back. Seats
        without a new line go on with the one they have. A reflex stays in force until a line changes it; cells at the
        head of a line do so at once.
        """
        self._cells |= lines
        self._written |= {p: self._written.get(p, NO_LINE).then(cells, beat) for p, cells in lines.items()}
        names = self._brief.seats
        known = {**of_minds, **self._cells}
        plan = Plan((tuple(Line(names[seat], cells) for seat, cells in known.items()),))
        parts = self._ensemble.parts[0]
        for k, (seat, old) in enumerate(parts):
            if seat not in lines and not old.role.company:
                continue
            role = role_of(plan, names[seat], names, self._ensemble.routes)
            if role.company:
                company = {c: self._company(seat, q, answering) for c, q in role.company.items()}
                role = replace(role, company=company)
            if seat not in lines:
                old.role = role  # its company may be another
                continue
            parts[k] = seat, old.then(role)

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
        parts = self._ensemble.parts[0]
        self._marks = [part.mark() for _, part in parts]
        orders = np.zeros((1, len(self._brief.seats)), np.int32)
        beat = int(percept.me["beat"][0, 0])
        if beat != self._taken_in:  # a room asks again when a line is taken in before the next beat
            self._ensemble.take_in(percept)
            self._taken_in = beat
        self._ensemble.play(percept, orders)
        progress, given = {}, orders[0].tolist()
        for mark, (seat, part) in zip(self._marks, parts, strict=True):
            cells = part.role.cells
            passed = cells[mark.at : part.at]
            progress[seat] = Progress(
                order=given[seat],
                failed=cells[part.gave_up] if part.gave_up >= 0 else None,
                cue=bool(passed) and part.gave_up < 0 and any(isinstance(cell, Cue) for cell in passed),
                done=bool(passed) and part.at == len(cells),
                at=part.at,
            )
        return progress

    def hold(self) -> None:
        """Take back the orders asked for last: they are not given. What was found done with stays done with."""
        for mark, (_, part) in zip(self._marks, self._ensemble.parts[0], strict=False):
            part.rewind(mark)
        self._marks = []

    def at(self, seat: int) -> int:
        """How many cells of its line a seat is done with."""
        return self._ensemble.part(seat).at

    def left(self, seat: int) -> tuple[Cell, ...]:
        """What is left of a seat's line."""
        return self._ensemble.part(seat).left()

    def standing(self, seat: int) -> tuple[Reflex, Agreement]:
        """What is in force for a seat now; not to be changed."""
        part = self._ensemble.part(seat)
        return part.reflex, part.agreed

    def memory(self, seat: int) -> Memory:
        """What a seat brings along into its next line."""
        return self._ensemble.memory(seat)

    def agreed(self, seat: int) -> Agreed:
        """What a seat judges calls by: what it agreed on, and the lines of the others that it can read."""
        lines = {p: line for p, line in self._written.items() if self._shared and p != seat}
        return Agreed(self._ensemble.part(seat).agreed, lines)

    def awaited(self, seat: int) -> int:
        """The code word of the cue that a seat waits at; -1 if it is at none."""
        part = self._ensemble.part(seat)
        cell = part.role.cells[part.at] if part.at < len(part.role.cells) else None
        return cell.signal if isinstance(cell, Cue) else -1


@lru_cache(maxsize=4096)
def _cells(text: str, where: str, brief: Brief) -> tuple[Cell, ...]:
    return parse_cells(text, where, brief)  # a line is read when it is drafted, committed and played


def text(cells: tuple[Cell, ...]) -> str:
    """Cells as the line they were read from."""
    return " ".join(map(str, cells))
