"""What was set on a cell: who set it there, and who fell over it or could not pass."""

from typing import NamedTuple

from warbell.encode import words
from warbell.engine import codes
from warbell.report.chain import Cell, Told
from warbell.report.history import Happening, History
from warbell.report.ordered import MOVES, by_order, cell_of, does


class Laid(NamedTuple):
    """How a thing came onto its cell."""

    thing: int  # THINGS
    cell: Cell
    beat: int = 0  # 0: it was there from the start
    who: int = -1
    kind: int = codes.SET_UP  # the event: set, thrown or pushed


def laid(past: History, thing: int, cell: Cell, until: int) -> Laid:
    """How the thing on a cell came there, by what happened until a beat was over; from the start, if by nothing."""
    for each in reversed(past.of(codes.SET_UP, codes.THREW, codes.PUSHED)):
        if each.beat <= until and _lays(past, each, thing, cell):
            return Laid(thing, cell, each.beat, each.who, each.kind)
    return Laid(thing, cell)


def _lays(past: History, each: Happening, thing: int, cell: Cell) -> bool:
    """True if a happening puts such a thing on a cell."""
    if each.kind == codes.PUSHED:
        way = int(past.film.bodies["facing"][each.beat, each.who])
        onto = (each.y + 2 * int(codes.DY[way]), each.x + 2 * int(codes.DX[way]))
        return thing == codes.DESK and bool(each.value) and onto == cell
    if each.kind == codes.THREW and each.value == codes.BOTTLE:  # it breaks, and leaves no shards to tread on
        return False
    return (each.y, each.x) == cell and int(codes.MADE_OF[thing]) == each.value


def set_up(past: History, found: Laid, told: Told) -> None:
    """Tell who put a thing where it was; of what was there from the start there is nothing to tell."""
    if found.beat == 0:
        return
    name, thing = past.called(found.who), named(found.thing)
    done = {codes.SET_UP: f"set {thing}", codes.THREW: f"threw {thing}", codes.PUSHED: "pushed a desk there"}
    told.tell(found.beat, f"{name} {done[found.kind]}{by_order(past, found.who, found.beat)}.", found.cell)


def named(thing: int) -> str:
    """A kind of thing with its article."""
    if thing in (codes.RINGING_PHONE, codes.TIMED_PHONE):
        return "a phone"
    return "shards" if thing == codes.SHARDS else words.some(codes.THINGS[thing])


# --- falls ------------------------------------------------------------------------------------------------------------


def lying(past: History, body: int, since: int, beat: int, told: Told) -> None:
    """What kept somebody on the ground in a beat, or held them up since another: what they fell over."""
    for trip in past.of(codes.TRIPPED):
        still = trip.beat + int(past.episode.ground.tuning[0]["fall_beats"]) > beat
        if trip.who == body and trip.beat <= beat and (still or trip.beat >= since):
            fell(past, trip, told)


def fell(past: History, trip: Happening, told: Told) -> None:
    """A fall over a thing, behind who set it and who shoved."""
    found = laid(past, trip.value, (trip.y, trip.x), trip.beat - 1)
    set_up(past, found, told)
    shoved(past, trip.who, trip.beat, told, before=trip)
    there = f"{named(trip.value)}, there from the start" if found.beat == 0 else f"the {codes.THINGS[trip.value]}"
    by, beats = by_order(past, trip.who, trip.beat), int(past.episode.ground.tuning[0]["fall_beats"])
    lay = f"{beats} beats in which nothing can be done" if beats > 1 else "a beat in which nothing can be done"
    told.tell(trip.beat, f"{past.called(trip.who)} fell over {there}{by}: {lay}.", (trip.y, trip.x))


def shoved(past: History, body: int, beat: int, told: Told, before: Happening | None = None) -> None:
    """Who shoved somebody in a beat to where they were then, or before they fell."""
    moved = cell_of(past, body, beat - 1) != cell_of(past, body, beat)
    if before is None and (not moved or does(past, body, beat)[0] in {*MOVES, codes.LINK}):
        return
    for each in past.happenings:
        if each is before:
            return
        if each.beat == beat and each.kind == codes.SHOVED and each.whom == body:
            by = by_order(past, each.who, beat)
            told.tell(beat, f"{past.called(each.who)} shoved {past.called(body)}{by}.", (each.y, each.x))


# --- what stands in the way -------------------------------------------------------------------------------------------


def hindered(past: History, body: int, since: int, until: int, told: Told) -> None:
    """Where somebody could not go on from one beat to another, and who had put what stood there."""
    met: set[Cell] = set()
    for each in past.of(codes.REFUSED):
        verb, way = does(past, body, each.beat)
        if each.who != body or not since <= each.beat <= until or verb not in {*MOVES, codes.USE}:
            continue
        y, x = cell_of(past, body, each.beat - 1)
        cell = (y + int(codes.DY[way]), x + int(codes.DX[way]))
        if cell not in met and _stands(past, each, cell, told):
            met.add(cell)


def _stands(past: History, refused: Happening, cell: Cell, told: Told) -> bool:
    """Tell what stood on the cell where somebody was refused; False if nothing that anybody put there."""
    before, who = refused.beat - 1, past.called(refused.who)
    thing = past.thing_at(cell, before)
    order = by_order(past, refused.who, refused.beat)
    if codes.IS_FIRM[thing] or (thing == codes.WEDGE and refused.value == codes.WEDGED_SHUT):
        found = laid(past, thing, cell, before)
        if found.beat == 0:
            return False
        set_up(past, found, told)
        what = "open the wedged door" if thing == codes.WEDGE else f"get past the {codes.THINGS[thing]}"
        told.tell(refused.beat, f"{who} could not {what}{order}.", (refused.y, refused.x))
        return True
    f = int(past.episode.ground.fixture_at[cell]) - 1
    if f < 0 or past.film.fixtures["state"][before, f] != codes.BARRICADED:
        return False
    door = words.the(past.episode.fixture_names[f])
    for bar in [each for each in past.of(codes.BARRED) if each.whom == f and each.beat <= before][-1:]:
        told.tell(bar.beat, f"{past.called(bar.who)} barred {door}{by_order(past, bar.who, bar.beat)}.", (bar.y, bar.x))
        told.tell(refused.beat, f"{who} could not get past {door}, barred{order}.", (refused.y, refused.x))
        return True
    return False
