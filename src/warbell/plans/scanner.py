"""Reading one cell of a plan, from left to right."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NoReturn

from warbell.engine.bits import unpack
from warbell.engine.codes import HERE, NO_SIGNAL, OBJECTS, RUN, SIGNALS, SNEAK, STEP, WAIT
from warbell.plans.cells import (
    CUES,
    ELSEWHERE,
    FAR,
    HERE_ONLY,
    MAY_BE_HERE,
    MEASURED,
    MOST,
    NUMBERS,
    OF_A_SEAT,
    PLACED,
    REFLEXES,
    SIDED,
    SIGNALLED,
    TAKES_SIGNAL,
    TAKES_WAY,
    WAYS,
    WITH_OBJECT,
    WORDS,
    Act,
    Answer,
    Cell,
    Condition,
    Cue,
    Goto,
    Guard,
    Hold,
    Order,
    Reflex,
    Roll,
    Spot,
    Standing,
)  # fmt: skip

if TYPE_CHECKING:
    from warbell.episodes import Brief

_CELL = "a cell such as . n E s' use-n @SHEET:ROW,COLUMN |A ~dark/20 ?near<3->shove-n use-n~open@n reflex-shove"
_NAMES = (*HERE_ONLY, *PLACED, *ELSEWHERE, *MEASURED, *NUMBERS)
_OF_OTHERS = (*(f"{name}-SIGNAL" for name in SIGNALLED), *(f"{name}-SEAT" for name in OF_A_SEAT))
_CONDITION = f"a condition: {' '.join((*_NAMES, *_OF_OTHERS))}"
_EITHER = "either *N or ~CONDITION, not both"


Refuse = Callable[[int, str, str], NoReturn]  # raises BadInput for a column, what was found and what was expected


def scan(text: str, column: int, brief: "Brief | None", refuse: Refuse) -> Cell:
    """The cell whose text begins in a column; with a brief its spots are checked too. What is no cell is refused."""
    return _Scanner(text, column, brief, refuse).cell()


class _Scanner:
    """A text, and how far it is read."""

    def __init__(self, text: str, column: int, brief: "Brief | None", refuse: Refuse) -> None:
        self.text = text
        self.column = column
        self.brief = brief
        self.refuse = refuse
        self.at = 0

    def fail(self, expected: str, at: int | None = None) -> NoReturn:
        at = self.at if at is None else at
        self.refuse(self.column + at, self.text[at:] or "the end of the cell", expected)

    def take(self, pattern: str) -> str | None:
        match = re.compile(pattern).match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        return match[0]

    def need(self, pattern: str, expected: str) -> str:
        found = self.take(pattern)
        return self.fail(expected) if found is None else found

    def number(self, least: int, expected: str) -> int:
        start = self.at
        value = int(self.need(r"[0-9]{1,4}(?![0-9])", expected))
        return self.fail(expected, start) if value < least else value

    def cell(self) -> Cell:
        cell = self._cell()
        if self.at < len(self.text):
            self.fail("a blank after the cell")
        return cell

    def _cell(self) -> Cell:
        if self.take(r"\|"):
            letter = self.need(f"[{CUES}]", f"a cue's letter, {CUES[0]} to {CUES[-1]}")
            return Cue(letter, self.take("!") is not None, self._limit())
        if self.take("~"):
            return Hold(self._condition(), self._limit())
        standing = self.take("(reflex|roll|answer)(?![a-z])")
        if standing:
            return {"reflex": self._reflex, "roll": self._roll, "answer": self._answer}[standing]()
        if self.take(r"\?"):
            condition = self._condition()
            self.need("->", "-> and an order")
            return Guard(condition, self._act(), self._act() if self.take(";") else None)
        return self._act()

    def _reflex(self) -> Standing:
        verb = REFLEXES[self.need(f"-({'|'.join(REFLEXES)})(?![a-z])", _hyphen(REFLEXES))[1:]]
        return Reflex(verb, verb != WAIT and self.take("-around") is not None)

    def _roll(self) -> Standing:
        if self.take("-none"):
            return Roll()
        signal = self._signal("none")
        least = len(self.brief.seats) if self.brief else 1  # or two would call in one beat
        self.need("-", "- and a number of beats")
        every = self.number(least, f"a number of beats, {least} to {MOST}")
        return Roll(signal, every, self.take("-silent") is not None)

    def _answer(self) -> Standing:
        if self.take("-none"):
            return Answer()
        call, start = self._signal("none"), self.at
        reply = self._signal()
        if reply == call:
            self.fail(f"another signal than {SIGNALS[call]}, or there is no end of answers", start + 1)
        self.need("-", "- and a number of beats")
        return Answer(call, reply, self.number(1, f"a number of beats, 1 to {MOST}"))

    def _limit(self) -> int | None:
        return self.number(1, f"a number of beats, 1 to {MOST}") if self.take("/") else None

    def _act(self) -> Act:
        if self.take("@"):
            gait = RUN if self.take("@") else SNEAK if self.take("'") else STEP
            return Goto(self._spot(), gait, until=self._until(), limit=self._limit())
        order = self._order()
        if not self.take(r"\*"):
            return Order(*order, until=self._until(), limit=self._limit())
        times = self.number(1, f"a number of times, 1 to {MOST}")
        if self.text.startswith("~", self.at):
            self.fail(_EITHER)
        return Order(*order, times, self._limit())

    def _until(self) -> Condition | None:
        if not self.take("~"):
            return None
        condition = self._condition()
        return self.fail(_EITHER) if self.text.startswith("*", self.at) else condition

    def _order(self) -> tuple[int, int, int, int, int]:
        letter = self.take(r"(\.|[NESW]|[nesw]'?)(?![\w-])")
        if letter == ".":
            return WAIT, HERE, NO_SIGNAL, 255, 0
        if letter:
            verb = RUN if letter.isupper() else SNEAK if letter.endswith("'") else STEP
            return verb, WAYS.index(letter[0].lower()), NO_SIGNAL, 255, 0
        start = self.at
        verb = WORDS.get(self.take("[a-z]+") or "", -1)
        if verb < 0:
            self.fail(_CELL, start)
        signal, direction, item, cells = NO_SIGNAL, HERE, 255, 0
        if verb in WITH_OBJECT:
            names = WITH_OBJECT[verb]
            item = OBJECTS.index(self.need(f"-({'|'.join(names)})", _hyphen(names))[1:])
        if verb in TAKES_SIGNAL:
            signal = self._signal()
        if verb in TAKES_WAY:
            way = self.take(f"-[{WAYS}](?![a-zA-Z])")
            if way and verb in FAR:
                cells = int(self.need(f"[1-{FAR[verb]}](?![0-9])", f"how many cells, 1 to {FAR[verb]}"))
            if way is None and (verb not in MAY_BE_HERE or self.text.startswith("-", self.at)):
                self.fail(_hyphen(WAYS))
            direction = WAYS.index(way[1]) if way else HERE
        return verb, direction, signal, item, cells

    def _signal(self, *besides: str) -> int:
        """A signal; `besides` is what else could stand here."""
        return SIGNALS.index(self.need(f"-({'|'.join(SIGNALS)})(?![A-Z])", _hyphen((*SIGNALS, *besides)))[1:])

    def _seat(self) -> str:
        seats = self.brief.seats if self.brief else ()
        start = self.at + 1
        seat = self.need(r"-[^\W\d]\w*", _hyphen(seats) if seats else "- and a seat")[1:]
        return seat if not seats or seat in seats else self.fail(f"a seat: {' '.join(seats)}", start)

    def _spot(self) -> Spot:
        start = self.at
        sheet = self.need(r"[^\s:@;<>]+", "a sheet's name")
        self.need(":", ":ROW,COLUMN")
        row = self.number(0, "a row's number")
        self.need(",", ",COLUMN")
        spot = Spot(sheet, row, self.number(0, "a column's number"))
        if self.brief is None:
            return spot
        sheets = {info.name: info for info in self.brief.sheets}
        if sheet not in sheets:
            self.fail(f"a sheet: {' '.join(sheets)}", start)
        info = sheets[sheet]
        if spot.row >= info.height or spot.column >= info.width:
            self.fail(f"a cell of 0,0 to {info.height - 1},{info.width - 1}", start + len(sheet) + 1)
        solid = unpack(self.brief.chart.solid, self.brief.chart.terrain.shape[1])
        if solid[info.top + spot.row, info.left + spot.column]:
            self.fail("a cell to stand on, not a wall", start)
        return spot

    def _condition(self) -> Condition:
        start = self.at
        name = self.need("[a-z]+", _CONDITION)
        if name in SIGNALLED:
            signal = self._signal()
            named = re.compile("-(?!>)").match(self.text, self.at)
            seat = self._seat() if named else None
            return Condition(name, self._side(name), signal=signal, seat=seat)
        if name in OF_A_SEAT:
            seat = self._seat()
            return Condition(name, self._side(name), seat=seat)
        if name not in _NAMES:
            self.fail(_CONDITION, start)
        at: Spot | int | None = None
        if name in (*PLACED, *ELSEWHERE, *MEASURED) and self.take("@"):
            way = self.take(f"[{WAYS}](?=[<>/;*~]|->|$)")
            at = WAYS.index(way) if way else self._spot()
        elif name in ELSEWHERE:
            self.fail("@ and a direction, or SHEET:ROW,COLUMN")
        if name not in (*MEASURED, *NUMBERS):
            return Condition(name, at)
        below = self.need("<|>=", "< or >= and a number") == "<"
        return Condition(name, at, below, self.number(0, f"a number, 0 to {MOST}"))

    def _side(self, name: str) -> int | None:
        """The side from which a voice is to come, if one is said."""
        if name not in SIDED or not self.take("@"):
            return None
        return WAYS.index(self.need(f"[{WAYS}]", "n, e, s or w: the side it comes from"))


def _hyphen(names: Iterable[str]) -> str:
    return "- and one of " + " ".join(names)
