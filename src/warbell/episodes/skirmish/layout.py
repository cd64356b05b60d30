"""Lays a skirmish out on a drawn map: who starts where, the way out, what lies on it, who stands in it.

The largest piece of the map that hangs together is used. The team starts at one end of it, the exits are at the
other, caches lie on the way, and infected may stand everywhere but near the team.
"""

from collections.abc import Mapping

import numpy as np

from warbell.engine.codes import MAX_PERSONS
from warbell.episodes.episode import MAIN
from warbell.episodes.reach import Cell, Pieces, steps_from
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
    free = np.array(drawing.rows) != WALL
    ground = np.array(drawing.rows) == drawing.ground
    steps = _largest_piece(free)
    if len(steps) < 4 * seats + 8:
        raise BadInput(where, f"{len(steps)} cells in one piece", f"at least {4 * seats + 8} for {seats} seats")
    steps = steps_from([_plain(steps, ground)[-1]], free)  # from a far end
    order = _plain(steps, ground)
    exits = _plain(steps_from([order[-1]], free), ground)[: max(2, seats // 2)]
    starts = order[:seats]
    caches = min(MOST_CACHES, max(2, len(order) // CELLS_PER_CACHE))
    marks = {order[(k + 1) * len(order) // (caches + 1)]: "mf"[k % 2] for k in range(caches)}
    marks.update(dict.fromkeys(exits, "E"))
    marks.update(dict.fromkeys(starts, "o"))

    if infected is not None and not 0 <= infected <= MOST_BODIES - seats:
        raise BadInput("infected", str(infected), f"from 0 to {MOST_BODIES - seats}")
    way = _way(steps, exits[0])
    near = steps_from(way, free)
    for away in AWAY:
        # Steps from the end the team starts at: at least those from any of its members, and at most `reach` more.
        reach = steps[starts[-1]]
        room = {cell for cell, far in steps.items() if far >= away + reach and cell not in marks}
        close = sum(near[cell] <= IN_REACH for cell in room)
        walked = sum(cell in room for cell in way)
        among = 1000 * max(NARROW_STEPS * max(1, close), NARROW_CELLS * max(1, walked))
        usual = max(1, len(room) * NARROW_STEPS * threat.near // among)
        count = min(usual, MOST_BODIES - seats) if infected is None else infected
        if len(room) >= count > 0 or infected == 0:
            break
    else:
        if infected is None:  # nobody asked for so many: it is the map that is too small
            raise BadInput(where, f"room for {len(room)} infected", f"room for {count}, or a number of them that fits")
        raise BadInput("infected", str(count), f"at most {len(room)}, the cells of the map that are free")
    for y, x in np.argwhere(free).tolist():
        if (y, x) not in steps:
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


def _plain(steps: dict[Cell, int], ground: np.ndarray) -> list[Cell]:
    """Those cells, in their order, that have nothing on them: where people, exits and caches can be."""
    return [cell for cell in steps if ground[cell]]


def _largest_piece(free: np.ndarray) -> dict[Cell, int]:
    """Steps from the first cell of the largest piece to all of it; of pieces of a size the first counts."""
    if not free.any():
        return {}
    numbers = Pieces(free).numbers()
    largest = np.bincount(numbers[free]).argmax()
    y, x = np.argwhere(numbers == largest)[0].tolist()
    return steps_from([(y, x)], free)


def _way(steps: dict[Cell, int], end: Cell) -> list[Cell]:
    """The cells of a shortest way to the end, backwards; steps are those from where it starts."""
    way = [end]
    while steps[way[-1]] > 0:
        y, x = way[-1]
        beside = [cell for cell in ((y, x + 1), (y + 1, x), (y, x - 1), (y - 1, x)) if cell in steps]
        way.append(min(beside, key=steps.__getitem__))
    return way
