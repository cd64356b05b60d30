"""Why somebody of the team came to harm: from each wound back to the deed that led to it, as the film has it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.report.history import BY_ANOTHER, HARM, Happening, History

MOST_BEATS = 4  # that are listed one by one
Cell = tuple[int, int]


@dataclass(frozen=True)
class Link:
    """One step of a chain of causes; `cell` is where it happened, (y, x) of the atlas."""

    beat: int
    text: str
    cell: Cell
    harm: bool = False


@dataclass(frozen=True)
class Chain:
    """What befell one of the team until it was over with, and what led to it, in order."""

    seat: int
    title: str
    links: tuple[Link, ...]
    hunts: tuple[tuple[Cell, ...], ...] = ()  # the ways of those that came for somebody
    ends: int = -1  # the beat of a death or a turning, -1 if it ended in none


@dataclass
class _Told:
    """The links and hunts found so far."""

    links: list[Link] = field(default_factory=list)
    hunts: list[tuple[Cell, ...]] = field(default_factory=list)

    def tell(self, beat: int, text: str, cell: Cell, *, harm: bool = False) -> None:
        """Add a link, once."""
        link = Link(beat, text, cell, harm)
        if link not in self.links:
            self.links.append(link)


def chains(past: History) -> list[Chain]:
    """A chain for each harm that came to the team, or several that came of one another, in order of their ends."""
    found = [_chain(past, seat, group) for seat in range(len(past.episode.seats)) for group in _groups(past, seat)]
    return sorted(found, key=lambda chain: (chain.links[-1].beat, chain.seat))


def _groups(past: History, seat: int) -> Iterator[list[Happening]]:
    """What befell a seat, cut where it died, turned, or was brought back up or cured."""
    group: list[Happening] = []
    bite: Happening | None = None  # by which it would turn
    for each in past.of(*HARM, *BY_ANOTHER, codes.REVIVED, codes.CURED):
        if past.befallen(each) != seat or (each.kind == codes.DROPPED and not each.value):
            continue
        if each.kind == codes.BITTEN and each.value and bite is None:
            bite = each
        if each.kind == codes.CURED:
            bite = None
        if each.kind == codes.TURNED and bite is not None and bite not in group:
            group.insert(0, bite)
        if each.kind not in (codes.REVIVED, codes.CURED):
            group.append(each)
        if group and each.kind in (codes.DIED, codes.TURNED, codes.REVIVED, codes.CURED):
            yield group
            group = []
    if group:
        yield group


def _chain(past: History, seat: int, group: list[Happening]) -> Chain:
    told = _Told()
    for bites in _by_biter(group):
        _bites(past, bites, told)
    for each in group:
        if each.kind == codes.BITTEN:
            continue
        if each.kind == codes.DRONE_STRUCK:
            _shot(past, each, told)
        elif each.kind == codes.DROPPED:
            text = f"{past.called(seat)} dropped down a facade, for {each.value}{_by_order(past, seat, each.beat)}."
            told.tell(each.beat, text, (each.y, each.x), harm=True)
        elif each.kind == codes.STRUCK:
            text = f"{past.called(each.who)} struck {past.called(seat)}{_by_order(past, each.who, each.beat)}."
            told.tell(each.beat, text, (each.y, each.x), harm=True)
        else:
            told.tell(each.beat, _end(past, each, group), (each.y, each.x), harm=True)
    last = group[-1]
    return Chain(
        seat,
        f"{past.episode.titles[seat]}: {_summary(group)}",
        tuple(sorted(told.links, key=lambda link: link.beat)),
        tuple(told.hunts),
        last.beat if last.kind in (codes.DIED, codes.TURNED) else -1,
    )


def _summary(group: list[Happening]) -> str:
    """As "bitten in beats 12 and 14, went down in beat 14, turned in beat 102"."""
    said = {
        codes.BITTEN: "bitten", codes.DRONE_STRUCK: "shot by a drone", codes.STRUCK: "struck",
        codes.DROPPED: "dropped down a facade",
        codes.FELL: "went down", codes.DIED: "died", codes.TURNED: "turned",
    }  # fmt: skip
    beats: dict[int, list[int]] = {}
    for each in group:
        beats.setdefault(each.kind, []).append(each.beat)
    return ", ".join(f"{said[kind]} {_beats(at)}" for kind, at in beats.items())


def _beats(at: list[int]) -> str:
    """As "in beats 12, 14 and 15"; of more than four the first and the last, and how many."""
    names = [str(beat) for beat in dict.fromkeys(at)]
    if len(names) > MOST_BEATS:
        return f"{len(names)} times from beat {names[0]} to {names[-1]}"
    return f"in beats {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f"in beat {names[0]}"


# --- wounds -----------------------------------------------------------------------------------------------------------


def _by_biter(group: list[Happening]) -> Iterator[list[Happening]]:
    """The bites, those together that the same hunt of the same biter led to."""
    hunts: dict[tuple[int, int, int], list[Happening]] = {}
    for each in group:
        if each.kind == codes.BITTEN:
            hunts.setdefault((each.who, each.since, each.quarry), []).append(each)
    yield from hunts.values()


def _bites(past: History, bites: list[Happening], told: _Told) -> None:
    """The bites of a hunt, behind what led to it."""
    bite = bites[0]
    cause = _hunt(past, bite)
    for link in cause:
        told.tell(*link)
    if cause:
        told.hunts.append(_way(past, bite.who, bite.since, bite.beat))
    after = past.called(bite.quarry) if bite.quarry >= 0 and bite.quarry != bite.whom else ""
    hunted = f", which had gone for {after}," if after else ""
    infected = ", and infected them" if any(each.value for each in bites) else ""
    again = f" {_beats([each.beat for each in bites])}" if len(bites) > 1 else ""
    text = f"{_a(past.called(bite.who))}{hunted} bit {past.called(bite.whom)}{again}{infected}."
    told.tell(bite.beat, text, (bite.y, bite.x), harm=True)


def _hunt(past: History, bite: Happening) -> list[tuple[int, str, Cell]]:
    """What the biter went by, and since when: the deed, and the hunter that came of it."""
    if bite.clue == codes.NO_CLUE or not 0 < bite.since <= past.beats:
        return []
    prey = past.called(bite.quarry)
    hunter, since = past.called(bite.who), bite.since
    there = _cell(past, bite.who, since)
    links: list[tuple[int, str, Cell]] = []
    if bite.quarry >= 0:
        here = _cell(past, bite.quarry, since)
        links.append((since, f"{_deed(past, bite)}{_by_order(past, bite.quarry, since)}.", here))
        cells = max(abs(here[0] - there[0]), abs(here[1] - there[1]))
        far = f", {cells} cell{'s' * (cells != 1)} away" if _same_sheet(past, here, there) else ", on another floor"
    else:
        prey, far = "it", ""
    by = {
        codes.BY_SIGHT: f"saw {prey}",
        codes.BY_NOISE: f"heard {codes.SOUNDS[bite.lure]}" if bite.quarry < 0 else "heard that",
        codes.BY_HEART: f"heard the heart of {prey}",
    }[bite.clue]
    woke = "woke, " if past.film.bodies["asleep"][since - 1, bite.who] else ""
    links.append((since, f"{_a(hunter)} {woke}{by}{far}, and came.", there))
    return links


def _deed(past: History, bite: Happening) -> str:
    """What the quarry did that gave it away."""
    prey = past.called(bite.quarry)
    if bite.clue == codes.BY_NOISE:
        return f"{prey} was heard, {codes.SOUNDS[bite.lure]}"
    if bite.clue == codes.BY_HEART and bite.quarry < past.film.hearts["rate"].shape[1]:
        return f"{prey}\u2019s heart beat at {past.film.hearts['rate'][bite.since, bite.quarry]} a minute"
    lit = past.film.plane("lit", bite.since)
    y, x = _cell(past, bite.quarry, bite.since)
    return f"{prey} was in sight, in the {'light' if lit[y, x] else 'dark'}"


def _shot(past: History, shot: Happening, told: _Told) -> None:
    """A drone's strike, behind how somebody came into its light."""
    victim = past.called(shot.whom)
    warned = [each for each in past.of(codes.WARNED) if each.whom == shot.whom and each.beat <= shot.beat]
    drone = past.episode.drone_names[shot.who] if 0 <= shot.who < len(past.episode.drone_names) else "a drone"
    patience = int(past.episode.ground.tuning[0]["drone_patience"])
    if warned:
        first = warned[-1]
        before, there = _cell(past, shot.whom, first.beat - 1), (first.y, first.x)
        if before == there:
            text = f"The light of {drone} came over {victim}"
        else:
            text = f"{victim} came into the light of {drone}"
        order = _by_order(past, shot.whom, first.beat)
        told.tell(first.beat, f"{text}{order}. It shoots at whoever stays more than {patience} beats.", there)
    text = f"{victim} was in the light still, and {drone} shot."
    told.tell(shot.beat, text, (shot.y, shot.x), harm=True)


def _end(past: History, each: Happening, group: list[Happening]) -> str:
    """A fall, a death or a turning, in a sentence."""
    who = past.called(each.who)
    if each.kind == codes.FELL:
        wounded = any(other.kind in {*BY_ANOTHER, codes.DROPPED} for other in group if other.beat <= each.beat)
        return f"{who} had no health left and went down." if wounded else f"{who} went down, of hunger."
    if each.kind == codes.TURNED:
        bites = [other for other in group if other.kind == codes.BITTEN and other.value]
        after = f" {each.beat - bites[0].beat} beats after the bite" if bites else ""
        return f"{who} turned{after}: no medicine had come."
    falls = [other for other in group if other.kind == codes.FELL]
    down = f" {each.beat - falls[-1].beat} beats after going down" if falls else ""
    bled = past.film.bodies["bleed"][each.beat - 1, each.who] <= 1
    return f"{who} died{down}: {'nobody had got them up' if bled else 'killed where they lay'}."


# --- where, and by what order -----------------------------------------------------------------------------------------


def _by_order(past: History, body: int, beat: int) -> str:
    """The order a seat had for a beat, to stand behind what it did."""
    if not past.is_seat(body) or not 0 < beat <= len(past.orders):
        return ""
    action = int(past.orders[beat - 1, body])
    return f" (order: {words.order(action)})" if 0 <= action < codes.N_ACTIONS else ""


def _cell(past: History, body: int, beat: int) -> Cell:
    bodies = past.film.bodies
    return int(bodies["y"][beat, body]), int(bodies["x"][beat, body])


def _way(past: History, body: int, first: int, last: int) -> tuple[Cell, ...]:
    """The cells a body was on from beat to beat, each change once."""
    ys, xs = (past.film.bodies[axis][first : last + 1, body] for axis in ("y", "x"))
    moved = np.flatnonzero((np.diff(ys, prepend=-1) != 0) | (np.diff(xs, prepend=-1) != 0))
    return tuple((int(ys[k]), int(xs[k])) for k in moved)


def _same_sheet(past: History, a: Cell, b: Cell) -> bool:
    sheet = past.episode.ground.sheet
    return bool(sheet[a] == sheet[b])


def _a(name: str) -> str:
    """A name at the start of a sentence."""
    return name[:1].upper() + name[1:]
