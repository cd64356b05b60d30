"""What a call is by what was agreed: by a seat's own roll call and answer, and by the lines that it can read.

Facts of the seat's own plan, its own ears and the shared paper; never who called, nor how far a line has got.
"""

from collections.abc import Mapping
from typing import NamedTuple

from warbell.engine.codes import CALL, NO_SIGNAL, SET, SIGN, SIGNALS, WAIT, WHISPER
from warbell.minds.agreement import Agreement
from warbell.plans import Answer, Cell, Cue, Hold, Order, Roll, Standing
from warbell.plans.cells import acts

NOTED = (WAIT, CALL, SIGN, WHISPER)  # orders whose beats can be counted


class Written(NamedTuple):
    """A line as it can be read on the shared paper."""

    cells: tuple[Cell, ...]
    since: int  # the beat it was taken in
    unasked: frozenset[int]  # signals that this line and those before may have the seat call unasked

    def then(self, cells: tuple[Cell, ...], beat: int) -> "Written":
        """The line that takes the place of this one."""
        rolls = {cell.signal for cell in cells if isinstance(cell, Roll) and not cell.silent}
        replies = {cell.reply for cell in cells if isinstance(cell, Answer)}
        return Written(cells, beat, self.unasked | rolls | replies - {NO_SIGNAL})


NO_LINE = Written((), 0, frozenset())


class Agreed(NamedTuple):
    """What a seat has to judge calls by."""

    agreement: Agreement
    lines: Mapping[int, Written]  # of others, where it can read them

    def says(self, voice: int, signal: int, beat: int, *, twice: bool = False) -> list[str]:
        """What is to be said of a signal heard in the voice of somebody else in a beat, or `twice`, from two sides."""
        if twice:
            return ["from two sides at once: one is a lie, and neither proves anything"]
        said = [*_roll_call(self.agreement, voice, signal, beat), *_answer(self.agreement, signal, beat)]
        if voice in self.lines:
            said += _line(self.lines[voice], signal, beat)
        return said


NOTHING_AGREED = Agreed(Agreement(), {})


def _roll_call(agreement: Agreement, voice: int, signal: int, beat: int) -> list[str]:
    roll = agreement.roll
    if signal != roll.signal or not 0 <= agreement.since < beat:
        return []
    if roll.due(voice, beat):
        return ["on the beat of the roll call"]
    return [f"off the beat of the roll call: their next is in {_beats((voice - beat) % roll.every)}"]


def _answer(agreement: Agreement, signal: int, beat: int) -> list[str]:
    answer = agreement.answer
    if signal != answer.reply:
        return []
    if agreement.replied(beat):
        return [f"{_beats(answer.after)} after you called {SIGNALS[answer.call]}, as agreed"]
    return ["no answer of theirs is due now"]


def _line(line: Written, signal: int, beat: int) -> list[str]:
    """Whether a line has its seat give the signal in a beat, as far as its beats can be counted on paper."""
    if signal in line.unasked:
        return []
    word, maybe = SIGNALS[signal], False
    at, counted = line.since, True  # the beat before a cell's first, at the earliest, and whether it is that one
    for cell in line.cells:
        first, last = at + 1, at
        if isinstance(cell, Order) and cell.until is None and cell.verb != SET:
            at = last = at + cell.times if cell.verb in NOTED else at
        if _gives(cell, signal):
            exact = counted and isinstance(cell, Order) and cell.until is None and cell.verb != WHISPER
            if exact and first <= beat <= last:
                return [f"their line calls {word} now"]
            maybe |= not exact and first <= beat
        if isinstance(cell, Hold) and cell.condition.name == "beat" and not cell.condition.below and cell.limit is None:
            at = max(at, cell.condition.bound or 0)
        else:
            counted &= isinstance(cell, Standing) or (
                isinstance(cell, Order) and cell.until is None and cell.verb in NOTED
            )
    if maybe:
        return [f"their line calls {word}, at no beat that can be told"]
    return [f"their line does not call {word} now"]


def _gives(cell: Cell, signal: int) -> bool:
    """True if a cell may have its seat say a signal aloud or in somebody's ear."""
    if isinstance(cell, Cue):
        return cell.loud and cell.signal == signal
    spoken = (act for act in acts(cell) if isinstance(act, Order) and act.verb in (CALL, WHISPER))
    return any(order.signal == signal for order in spoken)


def _beats(count: int) -> str:
    return f"{count} beat{'s' * (count != 1)}"
