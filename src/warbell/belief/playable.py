"""What of a line can be played in a belief: nothing that is not on the paper, and no more than the beats allow."""

from collections.abc import Iterator
from dataclasses import replace

from warbell.episodes import Brief
from warbell.minds.part import MOVES
from warbell.plans import Act, Cell, Cue, Goto, Guard, Order, Spot
from warbell.plans.cells import acts, conditions

MANY = 4  # cells of a line for each beat of a rehearsal: more are cut off, as many together can take no time at all


def playable(cells: tuple[Cell, ...], brief: Brief, most: int) -> Iterator[Cell]:
    """The cells that `most` beats may get to, up to the first that names no place or seat of the paper."""
    sheets = {sheet.name: sheet for sheet in brief.sheets}
    beats = 0  # that the cells so far take at least
    for cell in cells[: MANY * most]:
        for spot in _spots(cell):
            sheet = sheets.get(spot.sheet)
            if sheet is None or not (0 <= spot.row < sheet.height and 0 <= spot.column < sheet.width):
                return
        if any(asked.seat is not None and asked.seat not in brief.seats for asked in conditions(cell)):
            return
        if beats > most:
            return
        beats += isinstance(cell, Cue) or (isinstance(cell, Order) and cell.verb not in MOVES and cell.until is None)
        yield _shortened(cell, most + 1)


def _spots(cell: Cell) -> Iterator[Spot]:
    """The places of the chart that a cell names."""
    yield from (act.spot for act in acts(cell) if isinstance(act, Goto))
    yield from (asked.at for asked in conditions(cell) if isinstance(asked.at, Spot))


def _shortened(cell: Cell, most: int) -> Cell:
    """The cell with its orders given `most` times at most: steps into a wall take no beat, however many they are."""
    if isinstance(cell, Guard):
        otherwise = cell.otherwise and _fewer(cell.otherwise, most)
        return replace(cell, then=_fewer(cell.then, most), otherwise=otherwise)
    return _fewer(cell, most) if isinstance(cell, Order) else cell


def _fewer(act: Act, most: int) -> Act:
    return replace(act, times=min(act.times, most)) if isinstance(act, Order) else act
