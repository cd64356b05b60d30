"""Reading a plan: text to `Plan`, or one BadInput that names line, column, what was found and what was expected."""

import os
import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from warbell.engine.codes import SIGNALS
from warbell.errors import BadInput
from warbell.files import read_text
from warbell.plans.cells import (
    EVERYBODY,
    MOST,
    REFLEXES,
    VERSION,
    Cell,
    Cue,
    Item,
    Line,
    Note,
    Plan,
    Setting,
)
from warbell.plans.layout import Crossing, columns
from warbell.plans.scanner import scan

if TYPE_CHECKING:
    from warbell.episodes import Brief

MOST_CHARACTERS = 1 << 16  # of a plan; those of the built-in nights have five thousand at most
_SIGNAL = f"a signal: {' '.join(SIGNALS)}"


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
    return tuple(reader.cell(match[0], match.start() + 1) for match in re.finditer(r"\S+", text))


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

    def cell(self, text: str, column: int) -> Cell:
        return scan(text, column, self.brief, self.fail)

    def plan(self, text: str) -> Plan:
        if len(text) > MOST_CHARACTERS:
            raise BadInput(self.where, f"a plan of {len(text)} characters", f"at most {MOST_CHARACTERS}")
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
        cells = tuple(self.cell(word, at) for word, at in words[1:])
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
        elif name in ("roll", "answer"):
            most = self._agreed(word, words, at)
        else:
            self.fail(at[0], name, "SEAT: CELLS, or plan, episode, patience, reflex, roll or answer")
        if len(words) > most:
            self.fail(at[most], words[most], "the end of the line")

    def _agreed(self, word: Callable[[int, str], str], words: list[str], at: list[int]) -> int:
        """Check a roll call or an answer, whose words are those of its cell; how many the line may have."""
        if word(1, f"a seat or {EVERYBODY}") != EVERYBODY:
            self._seat(words[1], at[1])
        if word(2, f"none or {_SIGNAL}") == "none":
            return 3
        number, least = (3, len(self.brief.seats) if self.brief else 1) if words[0] == "roll" else (4, 1)
        for k in range(2, number):
            if word(k, _SIGNAL) not in SIGNALS:
                self.fail(at[k], words[k], f"none or {_SIGNAL}" if k == 2 else _SIGNAL)
        if number == 4 and words[2] == words[3]:
            self.fail(at[3], words[3], f"another signal than {words[2]}, or there is no end of answers")
        beats = f"a number of beats, {least} to {MOST}"
        if not re.fullmatch(r"[0-9]{1,4}", word(number, beats)) or int(words[number]) < least:
            self.fail(at[number], words[number], beats)
        if number == 4 or len(words) == 4:
            return number + 1
        if words[4] != "silent":
            self.fail(at[4], words[4], "silent, or the end of the line")
        return 5

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
