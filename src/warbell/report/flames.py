"""Fire: from whom it burnt back over the cells it came by to whoever lit it, and to who had laid what burns."""

from typing import NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.report.chain import Cell, Told, beats
from warbell.report.history import Happening, History
from warbell.report.laid import hindered, laid, lying, set_up, shoved
from warbell.report.ordered import ahead, by_order, cell_of, does


class Caught(NamedTuple):
    """A cell that caught fire."""

    beat: int  # 0: it burnt from the start
    cell: Cell


class Lit(NamedTuple):
    """A deed that set fire to a cell."""

    who: int
    text: str


def burnt(past: History, burns: list[Happening], told: Told) -> None:
    """Whom fire burnt, behind where it came from; burns of one fire and place are told together."""
    fires: dict[tuple[Caught, Cell], list[Happening]] = {}
    for each in burns:
        way = _way(past, Caught(each.beat, (each.y, each.x)))
        fires.setdefault((way[0], (each.y, each.x)), []).append(each)
    for group in fires.values():
        first = group[0]
        way = _way(past, Caught(first.beat, (first.y, first.x)))
        shoved(past, first.whom, first.beat, told)
        _spread(past, way, told)
        hindered(past, first.whom, min(first.beat, way[-1].beat + 1), group[-1].beat, told)
        for each in group:
            lying(past, each.whom, each.beat, each.beat, told)
        points = sum(each.value for each in group)
        text = f"{_stood(past, first)} and was burnt{_times(group)}, for {points}{_by(past, first)}."
        told.tell(first.beat, text, (first.y, first.x), harm=True)


def _times(group: list[Happening]) -> str:
    return f" {beats(each.beat for each in group)}" if len(group) > 1 else ""


def _by(past: History, burn: Happening) -> str:
    return by_order(past, burn.whom, burn.beat)


def _stood(past: History, burn: Happening) -> str:
    """How somebody came to be where it burnt."""
    who, here = past.called(burn.whom), (burn.y, burn.x)
    bodies = past.film.bodies
    carrier = int(bodies["carrier"][burn.beat - 1, burn.whom]) - 1
    if carrier >= 0:
        return f"{past.called(carrier)} carried {who} in the fire: {who} lay there"
    if cell_of(past, burn.whom, burn.beat - 1) != here:
        return f"{who} came into the fire"
    return f"{who} {'lay' if bodies['state'][burn.beat - 1, burn.whom] == codes.DOWN else 'stood'} in the fire"


# --- how it came to burn ----------------------------------------------------------------------------------------------


def _way(past: History, burning: Caught) -> list[Caught]:
    """The cells that fire came by, from the first that burnt to one that burns in a beat."""
    if past.fires is None:
        return [burning]
    way = [_since(past.fires, burning.beat, burning.cell)]
    while way[0].beat > 0 and _lit(past, way[0]) is None:
        before = _before(past, past.fires, way[0])
        if before is None or before in way:
            break
        way.insert(0, before)
    return way


def _since(fires: np.ndarray, beat: int, cell: Cell) -> Caught:
    """Since when a cell burns that burns in a beat: as long as the fire only burnt down."""
    burns = fires[:, cell[0], cell[1]]
    while beat > 0 and burns[beat - 1] > 0 and (burns[beat] == burns[beat - 1] - 1):
        beat -= 1
    return Caught(beat, cell)


def _before(past: History, fires: np.ndarray, caught: Caught) -> Caught | None:
    """From which cell fire went over to another: of those beside it that burned then the one that did longest."""
    found = []
    for way in range(4):
        cell = (caught.cell[0] + int(codes.DY[way]), caught.cell[1] + int(codes.DX[way]))
        if fires[caught.beat - 1, cell[0], cell[1]] > 0:
            found.append(_since(fires, caught.beat - 1, cell))
        elif _lit(past, Caught(caught.beat, cell)):
            found.append(Caught(caught.beat, cell))
    return min(found, default=None)


def _lit(past: History, caught: Caught) -> Lit | None:
    """Who set fire to a cell in the beat in which it caught, by blow, by hand or by throw; None if nobody did."""
    beat, cell = caught
    what = _fuel(past, caught)
    for p in range(past.people):
        if past.film.hearts["flame"][beat - 1, p] > 0 and _strikes(past, p, caught):
            return Lit(p, f"{past.called(p)} struck with a burning flare, and {what} caught fire")
    for each in past.of(codes.SET_UP, codes.THREW, codes.WIELDED):
        if each.beat != beat or each.value != codes.FLARE:
            continue
        who = past.called(each.who)
        if each.kind == codes.WIELDED:
            if ahead(past, each.who, beat) == cell:
                return Lit(each.who, f"{who} held a burning flare to {what}, and it caught fire")
        elif (each.y, each.x) == cell:
            drops = each.kind == codes.THREW and does(past, each.who, beat)[1] == codes.HERE
            threw = "let a burning flare fall" if drops else "threw a burning flare"
            deed = "set a burning flare" if each.kind == codes.SET_UP else threw
            return Lit(each.who, f"{who} {deed}, and {what} caught fire")
    return None


def _strikes(past: History, person: int, caught: Caught) -> bool:
    """True if somebody's blow landed on a cell; a mop reaches over one."""
    cells = 1 + (past.film.packs[caught.beat - 1, person, codes.MOP] > 0)
    within = [ahead(past, person, caught.beat, k + 1) for k in range(cells)]
    return does(past, person, caught.beat)[0] == codes.STRIKE and caught.cell in within


def _fuel(past: History, caught: Caught) -> str:
    """What burns on a cell."""
    thing = _thing(past, caught)
    return "the garden" if thing == codes.NO_THING else f"the {codes.THINGS[thing]}"


def _thing(past: History, caught: Caught) -> int:
    """What lay on a cell when it caught fire, NO_THING in a garden."""
    now = past.thing_at(caught.cell, caught.beat)
    return now or past.thing_at(caught.cell, max(0, caught.beat - 1))


# --- what is told of it -----------------------------------------------------------------------------------------------


def _spread(past: History, way: list[Caught], told: Told) -> None:
    """Where a fire began, and where it went over to the last cell of its way."""
    first, last = way[0], way[-1]
    for each in (first, last):
        thing = _thing(past, each)
        if thing != codes.NO_THING:
            set_up(past, laid(past, thing, each.cell, each.beat), told)
    lit = _lit(past, first) if first.beat > 0 else None
    if lit:
        told.tell(first.beat, f"{lit.text}{by_order(past, lit.who, first.beat)}.", first.cell)
    else:
        since = "from the start" if first.beat == 0 else f"from beat {first.beat}"
        told.tell(first.beat, f"{_fuel(past, first).capitalize()} burnt {since}.", first.cell)
    if last != first:
        told.tell(last.beat, f"The fire went over to {_fuel(past, last)}.", last.cell)
