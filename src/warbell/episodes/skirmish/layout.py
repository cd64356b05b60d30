"""Lays a skirmish out on a drawn map: who starts where, the way out, what lies on it, who stands in it.

The largest piece of the map that hangs together is used. The team starts at one end of it, the exits are at the
other, caches lie on the way, and infected may stand everywhere but near the team.
"""

from collections.abc import Mapping

import numpy as np

from warbell.engine.codes import MAX_PERSONS
from warbell.episodes.episode import MAIN
from warbell.episodes.reach import Cell, Pieces, Steps, cells_of, plane_of, steps_from
from warbell.episodes.schema import MOST_BODIES
from warbell.episodes.skirmish.drawing import STOPS, WALL, Drawing
from warbell.episodes.skirmish.script import Names, Script, sheet, table
from warbell.episodes.skirmish.threat import Threat
from warbell.errors import BadInput

IN_REACH = 5  # steps: as far as infected see in the dark
# Of a narrow way so many steps count for so many cells, as nobody who stands there is passed by.
NARROW_STEPS, NARROW_CELLS = 17, 90
CELLS_PER_CACHE = 250
MOST_CACHES = 12
UNDER_A_DRONE = 6  # rows from its flight: its light reaches 3 to either side, and nobody shall start there
AWAY = (10, 6, 3, 1)  # steps from the team that infected keep, as many as there is room for


def lay_out(
    drawing: Drawing,
    names: Names,
    where: str,
    seats: int,
    threat: Threat,
    mix: Mapping[str, int],
    infected: int | None,
) -> dict[str, bytes]:
    """The files of a skirmish on a drawn map; BadInput, which says `where`, if the map is too small for it."""
    if not 1 <= seats <= MAX_PERSONS:
        raise BadInput("seats", str(seats), f"from 1 to {MAX_PERSONS}")
    drawn = np.array(drawing.rows)
    free, ground = drawn != WALL, drawn == drawing.ground
    steps = _largest_piece(free)
    if len(steps) < 4 * seats + 8:
        raise BadInput(where, f"{len(steps)} cells in one piece", f"at least {4 * seats + 8} for {seats} seats")
    steps = steps_from([steps.where(ground)[-1]], free)  # from a far end
    order = steps.where(ground)  # those that have nothing on them: where people, exits and caches can be
    exits = steps_from([order[-1]], free).where(ground)[: max(2, seats // 2)]
    starts = order[:seats]
    caches = min(MOST_CACHES, max(2, len(order) // CELLS_PER_CACHE))
    marks = {order[(k + 1) * len(order) // (caches + 1)]: "mf"[k % 2] for k in range(caches)}
    marks.update(dict.fromkeys(exits, "E"))
    marks.update(dict.fromkeys(starts, "o"))

    if infected is not None and not 0 <= infected <= MOST_BODIES - seats:
        raise BadInput("infected", str(infected), f"from 0 to {MOST_BODIES - seats}")
    way = _way(steps, exits[0])
    near, unmarked = steps_from(way, free), ~plane_of(marks, free)
    for away in AWAY:
        # Steps from the end the team starts at: at least those from any of its members, and at most `reach` more.
        reach = steps[starts[-1]]
        room = (steps.far >= away + reach) & unmarked
        cells = int(room.sum())
        close = int((near.far[room] <= IN_REACH).sum())
        walked = sum(bool(room[cell]) for cell in way)
        among = 1000 * max(NARROW_STEPS * max(1, close), NARROW_CELLS * max(1, walked))
        usual = max(1, cells * NARROW_STEPS * threat.near // among)
        count = min(usual, MOST_BODIES - seats) if infected is None else infected
        if cells >= count > 0 or infected == 0:
            break
    else:
        if infected is None:  # nobody asked for so many: it is the map that is too small
            raise BadInput(where, f"room for {cells} infected", f"room for {count}, or a number of them that fits")
        raise BadInput("infected", str(count), f"at most {cells}, the cells of the map that are free")
    for y, x in cells_of(free & ~steps.plane):
        drawing.rows[y][x] = WALL
    for (y, x), mark in marks.items():
        drawing.rows[y][x] = mark
    flown = [y for y, row in enumerate(drawing.rows) if STOPS[0] in row]  # from one edge of the map to the other
    if any(abs(y - start) <= UNDER_A_DRONE for y in flown for start, _ in starts):
        drawing = drawing._replace(pause=None)
        for y in flown:
            drawing.rows[y] = [drawing.ground if cell in STOPS else cell for cell in drawing.rows[y]]
    script = Script(names, seats, steps[exits[0]], count, away, threat, mix, drawing)
    return {MAIN: table(script).encode(), "map.txt": sheet(drawing).encode()}


def _largest_piece(free: np.ndarray) -> Steps:
    """Steps from the first cell of the largest piece to all of it; of pieces of a size the first counts."""
    numbers = Pieces(free).numbers()
    largest = free & (numbers == (np.bincount(numbers[free]).argmax() if free.any() else 0))
    return steps_from(cells_of(largest)[:1], free)


def _way(steps: Steps, end: Cell) -> list[Cell]:
    """The cells of a shortest way to the end, backwards; steps are those from where it starts."""
    way = [end]
    while steps[way[-1]] > 0:
        y, x = way[-1]
        beside = [cell for cell in ((y, x + 1), (y + 1, x), (y, x - 1), (y - 1, x)) if cell in steps]
        way.append(min(beside, key=steps.__getitem__))
    return way
