"""Reading a plan: text to `Plan`, or one BadInput that names line, column, what was found and what was expected."""

import os
import re
from collections import Counter
from typing import TYPE_CHECKING, NoReturn

from warbell.engine.bits import unpack
from warbell.engine.codes import HERE, NO_SIGNAL, OBJECTS, RUN, SET, SIGNALS, SNEAK, STEP, WAIT
from warbell.errors import BadInput
from warbell.files import read_text
from warbell.plans.cells import (
    CUES,
    ELSEWHERE,
    EVERYBODY,
    HERE_ONLY,
    MAY_BE_HERE,
    MEASURED,
    MOST,
    NUMBERS,
    PLACED,
    REFLEXES,
    TAKES_SIGNAL,
    TAKES_WAY,
    VERSION,
    WAYS,
    WORDS,
    Act,
    Cell,
    Condition,
    Cue,
    Goto,
    Guard,
    Hold,
    Item,
    Line,
    Note,
    Order,
    Plan,
    Setting,
    Spot,
)  # fmt: skip
from warbell.plans.layout import Crossing, columns

if TYPE_CHECKING:
    from warbell.episodes import Brief

_CELL = "a cell such as . n E s' use-n @SHEET:ROW,COLUMN |A ~dark/20 ?near<3->shove-n"
_CONDITION = f"a condition: {' '.join((*HERE_ONLY, *PLACED, *ELSEWHERE, *MEASURED, *NUMBERS))} heard-SIGNAL"


def read(path: str | os.PathLike[str], brief: "Brief | None" = None, episode: str | None = None) -> Plan:
    """The plan in a file; see `parse`."""
    return parse(read_text(path), os.fspath(path), brief, episode)


def parse(text: str, where: str, brief: "Brief | None" = None, episode: str | None = None) -> Plan:
    """The plan in a text that came from `where`.

    With a brief its seats, sheets and cells are checked too, and with the name of an episode that the plan is for it.
    Raises BadInput for anything that is not a plan.
    """
    return _Reader(where, brief, episode).plan(text)


def parse_cells(text: str, where: str, brief: "Brief | None" = None) -> tuple[Cell, ...]:
    """The cells of one seat's line, without its name; BadInput as for `parse`, but cues may be without company."""
    reader = _Reader(where, brief, None)
    reader.line = 1
    return tuple(_Scanner(reader, match[0], match.start() + 1).cell() for match in re.finditer(r"\S+", text))


class _Reader:
    """What reading needs to know, and where it is."""

    def __init__(self, where: str, brief: "Brief | None", episode: str | None) -> None:
        self.where = where
        self.brief = brief
        self.episode = episode
        self.line = 0
        self.places: dict[str, list[tuple[int, int]]] = {}  # seat -> line and column of each of its cells

    def fail(self, column: int, found: str, expected: str) -> NoReturn:
        raise BadInput(self.where, found, expected, self.line, column)

    def plan(self, text: str) -> Plan:
        blocks: list[list[Item]] = [[]]
        started = scored = False
        for raw in text.split("\n"):
            self.line += 1
            item = self._item(raw)
            if item is None:
                blocks.append([])
                continue
            if not isinstance(item, Note):
                opening = isinstance(item, Setting) and item.words[0] == "plan"
                if not started and not opening:
                    self.fail(1, raw.strip(), f"plan {VERSION} as the first line")
                if isinstance(item, Setting) and (scored or (started and opening)):
                    self.fail(1, raw.strip(), "SEAT: CELLS, as settings stand at the top, and plan once")
                started, scored = True, scored or isinstance(item, Line)
            if isinstance(item, Line) and any(isinstance(i, Line) and i.seat == item.seat for i in blocks[-1]):
                self.fail(1, f"a second line for {item.seat}", "one line a seat, and a blank line before the next")
            blocks[-1].append(item)
        if not started:
            self.fail(1, "nothing", f"plan {VERSION} as the first line")
        plan = Plan(tuple(tuple(block) for block in blocks if block))
        self._check_cues(plan)
        return plan

    def _item(self, raw: str) -> Item | None:
        code, hash_, note = raw.partition("#")
        note = note.strip()
        words = [(match[0], match.start() + 1) for match in re.finditer(r"\S+", code)]
        if not words:
            return Note(note) if hash_ else None
        first, column = words[0]
        if not first.endswith(":"):
            self._setting([word for word, _ in words], [column for _, column in words])
            return Setting(tuple(word for word, _ in words), note)
        seat = first[:-1]
        self._seat(seat, column)
        cells = tuple(_Scanner(self, word, at).cell() for word, at in words[1:])
        self.places.setdefault(seat, []).extend((self.line, at) for _, at in words[1:])
        return Line(seat, cells, note)

    def _seat(self, seat: str, column: int) -> None:
        if self.brief and seat not in self.brief.seats:
            self.fail(column, seat or ":", f"a seat: {' '.join(self.brief.seats)}")
        if not seat or seat == EVERYBODY:
            self.fail(column, f"{seat}:", "a seat's name before the colon")

    def _setting(self, words: list[str], at: list[int]) -> None:
        def word(k: int, expected: str) -> str:
            if k >= len(words):
                self.fail(at[-1] + len(words[-1]), "the end of the line", expected)
            return words[k]

        name, most = words[0], 2
        if name == "plan":
            if word(1, "a version") != VERSION:
                self.fail(at[1], words[1], f"version {VERSION}")
        elif name == "episode":
            if word(1, "the episode's name") != self.episode and self.episode is not None:
                self.fail(at[1], words[1], f"a plan for {self.episode}")
        elif name == "patience":
            if not re.fullmatch(r"[0-9]{1,4}", word(1, "a number of beats")):
                self.fail(at[1], words[1], f"a number of beats, 0 to {MOST}")
        elif name == "reflex":
            most = 4
            if word(1, f"a seat or {EVERYBODY}") != EVERYBODY:
                self._seat(words[1], at[1])
            if word(2, " or ".join(REFLEXES)) not in REFLEXES:
                self.fail(at[2], words[2], " or ".join(REFLEXES))
            if len(words) > 3 and words[3] != "around":
                self.fail(at[3], words[3], "around, or the end of the line")
        else:
            self.fail(at[0], name, "SEAT: CELLS, or plan, episode, patience or reflex")
        if len(words) > most:
            self.fail(at[most], words[most], "the end of the line")

    def _check_cues(self, plan: Plan) -> None:
        """Refuse cues that could never be reached: in one line only, or in two orders that wait for each other."""
        meetings = Counter(
            (seat, cell.letter) for seat, cells in plan.lines.items() for cell in cells if isinstance(cell, Cue)
        )
        for seat, cells in plan.lines.items():
            met: Counter[str] = Counter()
            for (line, column), cell in zip(self.places[seat], cells, strict=True):
                if not isinstance(cell, Cue):
                    continue
                letter = cell.letter
                met[letter] += 1
                if all(meetings[other, letter] < met[letter] for other in plan.lines if other != seat):
                    self.line = line
                    self.fail(column, f"cue {letter} for nobody else", f"cue {letter} in another line too")
        try:
            columns(plan.lines)
        except Crossing as crossing:
            self.line, column = self.places[crossing.seat][crossing.index]
            self.fail(column, f"cue {crossing.letter} out of turn", "cues in the same order in every line")


class _Scanner:
    """Reads one cell, from left to right."""

    def __init__(self, reader: _Reader, text: str, column: int) -> None:
        self.reader = reader
        self.text = text
        self.column = column
        self.at = 0

    def fail(self, expected: str, at: int | None = None) -> NoReturn:
        at = self.at if at is None else at
        self.reader.fail(self.column + at, self.text[at:] or "the end of the cell", expected)

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
        if self.take(r"\?"):
            condition = self._condition()
            self.need("->", "-> and an order")
            return Guard(condition, self._act(), self._act() if self.take(";") else None)
        return self._act()

    def _limit(self) -> int | None:
        return self.number(1, f"a number of beats, 1 to {MOST}") if self.take("/") else None

    def _act(self) -> Act:
        if self.take("@"):
            gait = RUN if self.take("@") else SNEAK if self.take("'") else STEP
            return Goto(self._spot(), gait, self._limit())
        verb, direction, signal, item = self._order()
        times = self.number(1, f"a number of times, 1 to {MOST}") if self.take(r"\*") else 1
        return Order(verb, direction, signal, item, times, self._limit())

    def _order(self) -> tuple[int, int, int, int]:
        letter = self.take(r"(\.|[NESW]|[nesw]'?)(?![\w-])")
        if letter == ".":
            return WAIT, HERE, NO_SIGNAL, 255
        if letter:
            verb = RUN if letter.isupper() else SNEAK if letter.endswith("'") else STEP
            return verb, WAYS.index(letter[0].lower()), NO_SIGNAL, 255
        start = self.at
        verb = WORDS.get(self.take("[a-z]+") or "", -1)
        if verb < 0:
            self.fail(_CELL, start)
        signal, direction, item = NO_SIGNAL, HERE, 255
        if verb == SET:
            item = OBJECTS.index(self.need(f"-({'|'.join(OBJECTS)})", _hyphen(OBJECTS))[1:])
        if verb in TAKES_SIGNAL:
            signal = self._signal()
        if verb in TAKES_WAY:
            way = self.take(f"-[{WAYS}](?![a-zA-Z])")
            if way is None and (verb not in MAY_BE_HERE or self.text.startswith("-", self.at)):
                self.fail(_hyphen(WAYS))
            direction = WAYS.index(way[1]) if way else HERE
        return verb, direction, signal, item

    def _signal(self) -> int:
        return SIGNALS.index(self.need(f"-({'|'.join(SIGNALS)})(?![A-Z])", _hyphen(SIGNALS))[1:])

    def _spot(self) -> Spot:
        start = self.at
        sheet = self.need(r"[^\s:@;<>]+", "a sheet's name")
        self.need(":", ":ROW,COLUMN")
        row = self.number(0, "a row's number")
        self.need(",", ",COLUMN")
        spot = Spot(sheet, row, self.number(0, "a column's number"))
        brief = self.reader.brief
        if brief is None:
            return spot
        sheets = {info.name: info for info in brief.sheets}
        if sheet not in sheets:
            self.fail(f"a sheet: {' '.join(sheets)}", start)
        info = sheets[sheet]
        if spot.row >= info.height or spot.column >= info.width:
            self.fail(f"a cell of 0,0 to {info.height - 1},{info.width - 1}", start + len(sheet) + 1)
        solid = unpack(brief.chart.solid, brief.chart.terrain.shape[1])
        if solid[info.top + spot.row, info.left + spot.column]:
            self.fail("a cell to stand on, not a wall", start)
        return spot

    def _condition(self) -> Condition:
        start = self.at
        name = self.need("[a-z]+", _CONDITION)
        if name == "heard":
            return Condition(name, signal=self._signal())
        if name not in (*HERE_ONLY, *PLACED, *ELSEWHERE, *MEASURED, *NUMBERS):
            self.fail(_CONDITION, start)
        at: Spot | int | None = None
        if name in (*PLACED, *ELSEWHERE, *MEASURED) and self.take("@"):
            way = self.take(f"[{WAYS}](?![^<>/-])")
            at = WAYS.index(way) if way else self._spot()
        elif name in ELSEWHERE:
            self.fail("@ and a direction, or SHEET:ROW,COLUMN")
        if name not in (*MEASURED, *NUMBERS):
            return Condition(name, at)
        below = self.need("<|>=", "< or >= and a number") == "<"
        return Condition(name, at, below, self.number(0, f"a number, 0 to {MOST}"))


def _hyphen(names: tuple[str, ...] | str) -> str:
    return "- and one of " + " ".join(names)
