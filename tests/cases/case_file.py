"""Reading case files: what a case says, line by line, before anything runs.

    === A title
    One or two sentences of the rule.
    mark: interpreted bounds            (optional: also run as plain Python, or with checked bounds)

    before                              the world: a drawing between bars (see arena.py), then facts
        |#.ab.#|
        a fear 80
    orders                              a line a seat, a column a beat; `wait x3` is three columns; no line: waits
        a: step east, wait
    after 1                             what must hold after a beat; `after` alone: after the last
        |#.ab.#|
        event a bumped

A file that says anything else is refused with its line.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

MARKS = ("interpreted", "bounds")
SECTION = re.compile(r"(before|orders|after(?: (\d+))?)")


@dataclass(frozen=True)
class CaseLine:
    """A line of a case file: its number and its text without the indent."""

    number: int
    text: str


@dataclass
class Part:
    """A drawing and facts, of the world before or after some beat."""

    beat: int | None = None
    drawing: list[CaseLine] = field(default_factory=list)
    facts: list[CaseLine] = field(default_factory=list)


@dataclass
class Case:
    """One case."""

    path: Path
    number: int
    title: str
    rule: str = ""
    marks: tuple[str, ...] = ()
    before: Part | None = None
    orders: dict[str, list[str]] = field(default_factory=dict)
    after: list[Part] = field(default_factory=list)

    @property
    def beats(self) -> int:
        """How many beats the case plays."""
        ordered = max((len(row) for row in self.orders.values()), default=1)
        return max([ordered, *(part.beat or 0 for part in self.after)])

    def order(self, seat: str, beat: int) -> str:
        """What a seat is told to do in a beat, from 0 on."""
        row = self.orders.get(seat, [])
        return row[beat] if beat < len(row) else "wait"


class CaseError(Exception):
    """A case file that does not say what a case may say."""

    def __init__(self, path: Path, number: int, message: str) -> None:
        super().__init__(f"{path.name}:{number}: {message}")


def read_cases(path: Path) -> list[Case]:
    """The cases of a file, in order; CaseError names the line of what is wrong."""
    cases: list[Case] = []
    part: Part | dict[str, list[str]] | None = None
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = raw.strip()
        if not text:
            continue
        if raw.startswith("=== "):
            cases.append(Case(path, number, text[4:]))
            part = None
        elif not cases:
            raise CaseError(path, number, f"found {text!r}, expected === and a title")
        elif not raw.startswith(" "):
            part = _heading(cases[-1], number, text, part)
        elif part is None:
            raise CaseError(path, number, f"found {text!r} outside before, orders and after")
        elif isinstance(part, dict):
            _orders(cases[-1], number, text)
        elif text.startswith("|") != text.endswith("|") or (text.startswith("|") and part.facts):
            raise CaseError(path, number, "a drawing stands between two bars and before the facts")
        elif text.startswith("|"):
            part.drawing.append(CaseLine(number, text[1:-1]))
        else:
            part.facts.append(CaseLine(number, text))
    for case in cases:
        _complete(case)
    return cases


def _heading(case: Case, number: int, text: str, part: object) -> Part | dict[str, list[str]] | None:
    section = SECTION.fullmatch(text)
    if section is None:
        if part is not None:
            raise CaseError(case.path, number, f"found {text!r}, expected before, orders, after or an indent")
        if text.startswith("mark: "):
            case.marks = tuple(text[6:].split())
            if not set(case.marks) <= set(MARKS):
                raise CaseError(case.path, number, f"found {text[6:]!r}, expected marks among {MARKS}")
        else:
            case.rule = f"{case.rule} {text}".strip()
        return None
    if section[1] == "before":
        case.before = Part()
        return case.before
    if section[1] == "orders":
        return case.orders
    case.after.append(Part(int(section[2]) if section[2] else None))
    return case.after[-1]


def _orders(case: Case, number: int, text: str) -> None:
    seat, colon, columns = text.partition(":")
    if not colon or seat in case.orders:
        raise CaseError(case.path, number, f"found {text!r}, expected one line `seat: order, order` a seat")
    row = case.orders[seat] = []
    for column in columns.split(","):
        times = re.fullmatch(r"(.*?)(?: x(\d+))?", column.strip())
        row += [times[1]] * int(times[2] or 1)


def _complete(case: Case) -> None:
    if not case.rule or case.before is None or not case.before.drawing:
        raise CaseError(case.path, case.number, f"{case.title!r} lacks its rule or the world before")
    if not any(part.drawing or part.facts for part in case.after):
        raise CaseError(case.path, case.number, f"{case.title!r} expects nothing, so it cannot fail")
    for part in case.after:
        part.beat = case.beats if part.beat is None else part.beat
