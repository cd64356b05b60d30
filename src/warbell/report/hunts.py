"""Bites and shots: what led a hunter to somebody, and somebody into a drone's light."""

from collections.abc import Iterator

import numpy as np

from warbell.engine import codes
from warbell.report.chain import Cell, Told, beats, opening
from warbell.report.doors import came_through
from warbell.report.history import Happening, History
from warbell.report.laid import fell, hindered, laid, lying, set_up, shoved
from warbell.report.ordered import by_order, cell_of, same_sheet


def by_hunt(group: list[Happening]) -> Iterator[list[Happening]]:
    """The bites, those together that the same hunt of the same biter led to."""
    hunts: dict[tuple[int, int, int], list[Happening]] = {}
    for each in group:
        if each.kind == codes.BITTEN:
            hunts.setdefault((each.who, each.since, each.quarry), []).append(each)
    yield from hunts.values()


def bitten(past: History, bites: list[Happening], told: Told) -> None:
    """The bites of a hunt, behind what led to it."""
    bite = bites[0]
    known = bite.clue != codes.NO_CLUE and 0 < bite.since <= past.beats
    if known:
        _hunt(past, bite, told)
        told.hunts.append(_way(past, bite.who, bite.since, bite.beat))
        came_through(past, bite.who, bite.since, bite.beat, told)
    _came_up(past, bite, told)
    since = bite.since if known else bite.beat
    hindered(past, bite.whom, since, bites[-1].beat, told)
    for each in bites:
        lying(past, bite.whom, since, each.beat, told)
    after = past.called(bite.quarry) if bite.quarry >= 0 and bite.quarry != bite.whom else ""
    hunted = f", which had gone for {after}," if after else ""
    infected = ", and infected them" if any(each.value for each in bites) else ""
    again = f" {beats(each.beat for each in bites)}" if len(bites) > 1 else ""
    text = f"{opening(past.called(bite.who))}{hunted} bit {past.called(bite.whom)}{again}{infected}."
    told.tell(bite.beat, text, (bite.y, bite.x), harm=True)


def _came_up(past: History, bite: Happening, told: Told) -> None:
    """How a climber got to the level of those it bit: over which wall, and whether anybody stood there."""
    ups = [up for up in past.of(codes.CLIMBED) if up.who == bite.who and up.beat <= bite.beat]
    for up in ups[-1:]:
        standing = np.flatnonzero(past.states[up.beat] == codes.UP).tolist()
        places = {seat: cell_of(past, seat, up.beat) for seat in standing}
        near = [past.called(seat) for seat, (y, x) in places.items() if max(abs(y - up.y), abs(x - up.x)) <= 1]
        who = f"{' and '.join(near)} stood there" if near else "nobody stood there to shove it off"
        told.tell(up.beat, f"{up.text.removesuffix('.')}: {who}.", (up.y, up.x))


def _hunt(past: History, bite: Happening, told: Told) -> None:
    """What the biter went by, and since when: the deed, and the hunter that came of it."""
    hunter, since = past.called(bite.who), bite.since
    _lured(past, bite.who, since - 1, told)
    if bite.quarry < 0:
        _lured(past, bite.who, since, told)
        return
    prey, here, there = past.called(bite.quarry), cell_of(past, bite.quarry, since), cell_of(past, bite.who, since)
    if bite.clue == codes.BY_NOISE:
        _noisy(past, bite, told)
    told.tell(since, f"{_deed(past, bite)}{by_order(past, bite.quarry, since)}.", here)
    cells = max(abs(here[0] - there[0]), abs(here[1] - there[1]))
    far = f", {cells} cell{'s' * (cells != 1)} away" if same_sheet(past, here, there) else ", on another floor"
    by = {
        codes.BY_SIGHT: f"saw {prey}",
        codes.BY_NOISE: "heard that",
        codes.BY_HEART: f"heard the heart of {prey}",
    }[bite.clue]
    told.tell(since, f"{opening(hunter)} {_woke(past, bite.who, since)}{by}{far}, and came.", there)


def _woke(past: History, hunter: int, since: int) -> str:
    return "woke, " if past.film.bodies["asleep"][since - 1, hunter] else ""


def _noisy(past: History, bite: Happening, told: Told) -> None:
    """What was set where somebody was heard: what they fell over, the shards they trod on."""
    if bite.lure == codes.THUD:
        for trip in past.of(codes.TRIPPED):
            if trip.who == bite.quarry and trip.beat == bite.since:
                fell(past, trip, told)
    elif bite.lure == codes.GLASS_SOUND:
        here = cell_of(past, bite.quarry, bite.since)
        if past.thing_at(here, bite.since - 1) == codes.SHARDS:
            set_up(past, laid(past, codes.SHARDS, here, bite.since - 1), told)


def _lured(past: History, hunter: int, beat: int, told: Told) -> None:
    """What sounded by itself that a hunter went by in a beat, if it did, and who had set it or switched it on."""
    rows = past.film.bodies
    if rows["clue"][beat, hunter] != codes.BY_NOISE or rows["quarry"][beat, hunter] > 0:
        return
    since, lure = int(rows["since"][beat, hunter]), int(rows["lure"][beat, hunter])
    if not 0 < since <= beat:
        return
    heard = int(rows["goal_y"][since, hunter]), int(rows["goal_x"][since, hunter])
    if lure == codes.RINGING:
        set_up(past, laid(past, codes.RINGING_PHONE, heard, since), told)
    for f, place in enumerate(past.episode.ground.fixtures):
        if (int(place["y"]), int(place["x"])) == heard:
            ons = [on for on in past.of(codes.SWITCHED) if on.whom == f and on.value and on.beat <= since]
            for on in ons[-1:]:
                told.tell(on.beat, f"{on.text.removesuffix('.')}{by_order(past, on.who, on.beat)}.", (on.y, on.x))
    text = f"{opening(past.called(hunter))} {_woke(past, hunter, since)}heard {codes.SOUNDS[lure]}, and came."
    told.tell(since, text, cell_of(past, hunter, since))


def _deed(past: History, bite: Happening) -> str:
    """What the quarry did that gave it away."""
    prey = past.called(bite.quarry)
    if bite.clue == codes.BY_NOISE:
        return f"{prey} was heard, {codes.SOUNDS[bite.lure]}"
    if bite.clue == codes.BY_HEART and bite.quarry < past.film.hearts["rate"].shape[1]:
        return f"{prey}\u2019s heart beat at {past.film.hearts['rate'][bite.since, bite.quarry]} a minute"
    lit = past.film.plane("lit", bite.since)
    y, x = cell_of(past, bite.quarry, bite.since)
    return f"{prey} was in sight, in the {'light' if lit[y, x] else 'dark'}"


def _way(past: History, body: int, first: int, last: int) -> tuple[Cell, ...]:
    """The cells a body was on from beat to beat, each change once."""
    ys, xs = (past.film.bodies[axis][first : last + 1, body] for axis in ("y", "x"))
    moved = np.flatnonzero((np.diff(ys, prepend=-1) != 0) | (np.diff(xs, prepend=-1) != 0))
    return tuple((int(ys[k]), int(xs[k])) for k in moved)


def shot(past: History, each: Happening, told: Told) -> None:
    """A drone's strike, behind how somebody came into its light."""
    victim = past.called(each.whom)
    warned = [other for other in past.of(codes.WARNED) if other.whom == each.whom and other.beat <= each.beat]
    drone = past.episode.drone_names[each.who] if 0 <= each.who < len(past.episode.drone_names) else "a drone"
    patience = int(past.episode.ground.tuning[0]["drone_patience"])
    first = each.beat
    if warned:
        first, there = warned[-1].beat, (warned[-1].y, warned[-1].x)
        shoved(past, each.whom, first, told)
        if cell_of(past, each.whom, first - 1) == there:
            text = f"The light of {drone} came over {victim}"
        else:
            text = f"{victim} came into the light of {drone}"
        order = by_order(past, each.whom, first)
        told.tell(first, f"{text}{order}. It shoots at whoever stays more than {patience} beats.", there)
    hindered(past, each.whom, first, each.beat, told)
    lying(past, each.whom, first, each.beat, told)
    text = f"{victim} was in the light still, and {drone} shot."
    told.tell(each.beat, text, (each.y, each.x), harm=True)
