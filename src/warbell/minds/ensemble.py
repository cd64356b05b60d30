"""plan, walkthrough: seats that play their lines of a plan, each by its own percept."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from warbell.engine.codes import NO_SIGNAL, SIGNALS
from warbell.engine.percept import Percept
from warbell.minds.agreement import Agreement
from warbell.minds.part import Part
from warbell.minds.questions import Moment
from warbell.minds.role import role_of
from warbell.minds.routes import Routes
from warbell.minds.senses import blank_senses, sense_all
from warbell.minds.voices import EVER, N_VOICE, hear_all
from warbell.plans import Cell, Plan, Reflex, Roll, compose

if TYPE_CHECKING:
    from warbell.episodes import Brief


Senses = list[list[list[int]]]  # [E][P][columns]


class Memory(NamedTuple):
    """What a seat brings along when it begins a line."""

    reflex: Reflex = Reflex()  # in force
    agreed: Agreement = Agreement()  # in force, and what became of it; never changed here
    told: tuple[int, ...] = ()  # of each seat the signals (bit s) that it ever was heard or seen to give


class Ensemble:
    """The players of a plan."""

    answers = False  # its cues do, at their time

    def __init__(self, brief: "Brief", seats: list[int], worlds: int, plan: Plan, routes: Routes | None = None) -> None:
        """`routes` of the brief's chart may be shared by many ensembles."""
        persons = len(brief.seats)
        self.routes = routes or Routes(brief.chart)
        roles = [role_of(plan, brief.seats[p], brief.seats, self.routes) for p in seats]
        self.seats = np.array(seats, np.int32)
        self.parts = [[(p, Part(role)) for p, role in zip(seats, roles, strict=True)] for _ in range(worlds)]
        self.fixture_at = brief.chart.fixture_at
        self.sheets = {sheet.name: (sheet.top, sheet.left) for sheet in brief.sheets}
        self.numbers = {name: p for p, name in enumerate(brief.seats)}
        self.senses = blank_senses(worlds, persons)
        self.voices = np.zeros((worlds, persons, persons, N_VOICE), np.int32)
        self._taken_in: tuple[Senses, Senses, list[Senses]] = (
            [],
            [],
            [],
        )  # as lists: what is sensed, who is lost, voices

    def seat(self, p: int, brief: "Brief") -> None:
        """Let seat p play too, in every world, from now on; it has nothing to do yet."""
        role = role_of(compose({}), brief.seats[p], brief.seats, self.routes)
        signal, every = brief.roll
        if every:  # what was agreed before the night is listened for; to call oneself is to be said
            role = replace(role, roll=Roll(signal, every, silent=True))
        for parts in self.parts:
            parts.append((p, Part(role)))
        self.seats = np.array([q for q, _ in self.parts[0]], np.int32)

    def unseat(self, p: int) -> None:
        """Let seat p play no longer."""
        self.parts = [[(q, part) for q, part in parts if q != p] for parts in self.parts]
        self.seats = np.array([q for q, _ in self.parts[0]], np.int32)

    def part(self, p: int) -> Part:
        """The part of seat p of world 0."""
        for q, part in self.parts[0]:
            if q == p:
                return part
        raise LookupError(p)

    def line(self, percept: Percept, seat: int) -> tuple[Cell, ...]:  # noqa: ARG002 - it is written
        """What is left of a seat's line."""
        return self.part(seat).left()

    def reason(self, seat: int) -> str:
        """The cell of its line at which it is, or what it calls as it was agreed."""
        part = self.part(seat)
        if part.spoke != NO_SIGNAL:
            return f"it was agreed that it calls {SIGNALS[part.spoke]} now"
        left = part.left()
        return f"its line says {left[0]}" if left else "its line has ended"

    def memory(self, p: int) -> Memory:
        """What seat p of world 0 would bring along into another line."""
        part = self.part(p)
        return Memory(part.reflex, part.agreed.copy(), tuple(self.voices[0, p, :, EVER].tolist()))

    def remember(self, p: int, memory: Memory) -> None:
        """Let seat p of world 0 begin with a memory."""
        part = self.part(p)
        part.reflex, part.agreed = memory.reflex, memory.agreed.copy()
        self.voices[0, p, : len(memory.told), EVER] = memory.told

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P]."""
        self.take_in(percept)
        self.play(percept, out)

    def take_in(self, percept: Percept) -> None:
        """Have the seats see and hear what there is in this beat; twice is as good as once."""
        sense_all(percept, self.seats, False, *self.senses)
        hear_all(percept, self.seats, self.voices)
        senses, _, lost = (table.tolist() for table in self.senses)
        self._taken_in = senses, lost, self.voices.tolist()

    def play(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P], by what was taken in of this percept."""
        senses, lost, voices = self._taken_in
        for e, parts in enumerate(self.parts):
            for p, part in parts:
                out[e, p] = part.play(
                    Moment(
                        percept, e, p, senses[e][p], lost[e][p], voices[e][p], part.agreed,
                        percept.mask[e, p], self.fixture_at, self.sheets, self.numbers,
                    )
                )  # fmt: skip
