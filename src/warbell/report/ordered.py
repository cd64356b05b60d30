"""Where somebody was and what they did in a beat, by which order."""

from collections.abc import Collection

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.actions import decode
from warbell.report.chain import Cell
from warbell.report.history import History

NO_ORDER = -1  # of infected, before the first beat, after the last
MOVES = frozenset({codes.STEP, codes.RUN, codes.SNEAK})
HANDS = frozenset({codes.USE})


def cell_of(past: History, body: int, beat: int) -> Cell:
    """Where a body was when a beat was over."""
    bodies = past.film.bodies
    return int(bodies["y"][beat, body]), int(bodies["x"][beat, body])


def ahead(past: History, body: int, beat: int, cells: int = 1) -> Cell:
    """The cell so many cells before a body as it stood and faced when a beat was over."""
    y, x = cell_of(past, body, beat)
    way = int(past.film.bodies["facing"][beat, body])
    return y + cells * int(codes.DY[way]), x + cells * int(codes.DX[way])


def order_of(past: History, body: int, beat: int) -> int:
    """What a person set out to do in a beat: a slipped order a beat late; of those without a seat their own wish."""
    hearts = past.film.hearts
    if not 0 <= body < len(hearts) or not 0 < beat <= len(past.orders):
        return NO_ORDER
    if hearts["late"][beat - 1, body] >= 0:
        return int(hearts["late"][beat - 1, body])
    if not past.is_seat(body):
        return int(hearts["wish"][beat - 1, body])
    return codes.WAIT if hearts["late"][beat, body] >= 0 else int(past.orders[beat - 1, body])


def does(past: History, body: int, beat: int) -> tuple[int, int]:
    """The verb of what a person set out to do in a beat, and its direction; (NO_ORDER, HERE) of nobody."""
    action = order_of(past, body, beat)
    if not 0 <= action < codes.N_ACTIONS:
        return NO_ORDER, codes.HERE
    verb, direction, *_ = (int(part) for part in decode(action))
    return verb, direction


def hands_on(past: History, beat: int, cells: Collection[Cell], verbs: Collection[int] = HANDS) -> list[int]:
    """The people whose order in a beat, of one of these verbs, was for one of these cells, in order of their rows."""
    found = []
    for body in range(past.people):
        verb, way = does(past, body, beat)
        y, x = cell_of(past, body, beat)
        if verb in verbs and (y + int(codes.DY[way]), x + int(codes.DX[way])) in cells:
            found.append(body)
    return found


def worked_from(past: History, fixture: int) -> set[Cell]:
    """The cells on which hands work a fixture: its own, and those of the wheels of its group."""
    fixtures = past.episode.ground.fixtures
    group = int(fixtures[fixture]["group"])
    return {
        (int(row["y"]), int(row["x"]))
        for f, row in enumerate(fixtures)
        if f == fixture or (group and row["kind"] == codes.WHEEL and row["group"] == group)
    }


def by_order(past: History, body: int, beat: int) -> str:
    """The order a seat had for a beat, to stand behind what it did; "" of whoever has no seat."""
    if not past.is_seat(body) or not 0 < beat <= len(past.orders):
        return ""
    late = int(past.film.hearts["late"][beat - 1, body])
    action = int(past.orders[beat - 1, body]) if late < 0 else late
    behind = ", a beat late" if late >= 0 else ""
    return f" (order: {words.order(action)}{behind})" if 0 <= action < codes.N_ACTIONS else ""


def same_sheet(past: History, a: Cell, b: Cell) -> bool:
    """True if two cells are on one floor."""
    sheet = past.episode.ground.sheet
    return bool(sheet[a] == sheet[b])
