"""Where cells stand: equal cues in one column, as barlines of a score; every other cell right of the one before it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from warbell.plans.cells import VERSION, Cell, Cue, Item, Line, Note, Plan, Setting


class Crossing(Exception):  # noqa: N818 - it names what the cues do
    """Cues that wait for each other: no column suits them."""

    def __init__(self, seat: str, index: int, letter: str) -> None:
        super().__init__(seat, index, letter)
        self.seat = seat
        self.index = index
        self.letter = letter


def columns(
    lines: Mapping[str, Sequence[Cell]], before: Mapping[tuple[str, str], int] | None = None
) -> dict[str, list[int]]:
    """The column of each cell of each seat's line; every seat's k-th meeting at a cue shares one. Raises Crossing.

    `before` counts the meetings (seat, letter) that lie before these lines.
    """
    places = {seat: [0] * len(cells) for seat, cells in lines.items()}
    cues = sum(isinstance(cell, Cue) for cells in lines.values() for cell in cells)
    shared: dict[tuple[str, int], int] = {}
    # Each round settles at least one more cue from the left, or the cues cross.
    for _ in range(cues + 2):
        late: Crossing | None = None
        for seat, cells in lines.items():
            met = Counter({letter: n for (who, letter), n in (before or {}).items() if who == seat})
            column = -1
            for k, cell in enumerate(cells):
                column += 1
                if isinstance(cell, Cue):
                    met[cell.letter] += 1
                    key = cell.letter, met[cell.letter]
                    if column > shared.get(key, -1):
                        shared[key] = column
                        late = Crossing(seat, k, cell.letter)
                    column = shared[key]
                places[seat][k] = column
        if late is None:
            return places
    assert late is not None
    raise late


def show(plan: Plan) -> str:
    """The plan's text in its one canonical layout; `parse(show(plan)) == plan`."""
    margin = max((len(seat) for seat in plan.lines), default=0) + 1
    met: Counter[tuple[str, str]] = Counter()
    texts = []
    for block in plan.blocks:
        lines = {item.seat: item.cells for item in block if isinstance(item, Line)}
        texts.append("".join(f"{row}\n" for row in _rows(block, lines, columns(lines, met), margin)))
        met.update((seat, cell.letter) for seat, cells in lines.items() for cell in cells if isinstance(cell, Cue))
    return "\n".join(texts)


def _rows(
    block: Sequence[Item], lines: Mapping[str, Sequence[Cell]], places: Mapping[str, Sequence[int]], margin: int
) -> list[str]:
    widths: dict[int, int] = {}
    for seat, cells in lines.items():
        for column, cell in zip(places[seat], cells, strict=True):
            widths[column] = max(widths.get(column, 0), len(str(cell)))
    starts: dict[int, int] = {}
    at = margin + 1
    for column in sorted(widths):
        starts[column] = at
        at += widths[column] + 1
    rows = []
    for item in block:
        if isinstance(item, Note):
            rows.append(f"# {item.text}".rstrip())
            continue
        if isinstance(item, Setting):
            row = " ".join(item.words)
        else:
            row = f"{item.seat}:"
            for column, cell in zip(places[item.seat], item.cells, strict=True):
                row = row.ljust(starts[column]) + str(cell)
        rows.append(row + (f"  # {item.note}" if item.note else ""))
    return rows


def compose(lines: Mapping[str, Sequence[Cell]], settings: Sequence[str] = (), wide: int = 20) -> Plan:
    """A plan from each seat's cells, in blocks of `wide` columns; `settings` are further lines of the head."""
    head: list[Item] = [Setting(("plan", VERSION)), *(Setting(tuple(text.split())) for text in settings)]
    places = columns(lines)
    blocks: list[tuple[Item, ...]] = [tuple(head)]
    last = max((column for line in places.values() for column in line), default=-1)
    for start in range(0, last + 1, wide):
        block = []
        for seat, cells in lines.items():
            part = tuple(c for c, at in zip(cells, places[seat], strict=True) if start <= at < start + wide)
            if part:
                block.append(Line(seat, part))
        if block:
            blocks.append(tuple(block))
    return Plan(tuple(blocks))
