"""Why somebody came to harm: from each wound back to the deed that led to it, as the film has it."""

from collections.abc import Iterator

from warbell.engine import codes
from warbell.report.chain import Chain, Told, beats
from warbell.report.drownings import drowned
from warbell.report.flames import burnt
from warbell.report.history import BY_ANOTHER, HARM, Happening, History
from warbell.report.hunts import bitten, by_hunt, shot
from warbell.report.laid import lying
from warbell.report.ordered import by_order, cell_of
from warbell.report.strikes import struck_by_order
from warbell.report.treatment import bled, ended, needed

WOUNDS = {*BY_ANOTHER, codes.DROPPED}
BETTER = {codes.REVIVED, codes.CURED}
WARNING = 20  # beats before a shot in which a STOP belongs to it
LOST = {codes.DIED, codes.TURNED}
SAID = {
    codes.BITTEN: "bitten", codes.DRONE_STRUCK: "shot by a drone", codes.BURNT: "burnt", codes.STRUCK: "struck",
    codes.DROWNED: "drowned", codes.SHOT: "shot",
    codes.DROPPED: "dropped down a facade", codes.FELL: "went down", codes.DIED: "died", codes.TURNED: "turned",
    codes.REVIVED: "came back up", codes.CURED: "was cured",
}  # fmt: skip


def chains(past: History) -> list[Chain]:
    """A chain for each harm that came to a person, or several that came of one another, in order of their ends.

    The team's people have the rows of their seats; those after them have no seat.
    """
    found = [_chain(past, person, group) for person in range(past.people) for group in _groups(past, person)]
    return sorted(found, key=lambda chain: (chain.links[-1].beat, chain.seat))


def _groups(past: History, person: int) -> Iterator[list[Happening]]:
    """What befell a person until they turned, cut where they died, or were brought back up or cured."""
    group: list[Happening] = []
    bite: Happening | None = None  # by which they would turn
    for each in past.of(*HARM, *BY_ANOTHER, *BETTER):
        if past.befallen(each) != person or (each.kind == codes.DROPPED and not each.value):
            continue
        if each.kind == codes.BITTEN and each.value and bite is None:
            bite = each
        if each.kind in (codes.CURED, codes.TURNED):
            if bite is not None and bite not in group:
                group.insert(0, bite)
            bite = None
        if each.kind not in BETTER or group:
            group.append(each)
        if group and each.kind in LOST | BETTER:
            yield group
            group = []
        if each.kind == codes.TURNED:
            return
    if group:
        yield group


def _chain(past: History, person: int, group: list[Happening]) -> Chain:
    told = Told()
    for bites in by_hunt(group):
        bitten(past, bites, told)
    burnt(past, [each for each in group if each.kind == codes.BURNT], told)
    for each in group:
        if each.kind == codes.DRONE_STRUCK and each.foe >= 0:
            struck_by_order(past, each, told)
        elif each.kind == codes.DRONE_STRUCK:
            shot(past, each, told)
        elif each.kind in (codes.DROPPED, codes.STRUCK, codes.SHOT):
            _hit(past, each, told)
        elif each.kind == codes.DROWNED:
            drowned(past, each, told)
    bleeding = bled(past, person, group, told)
    for each in group:
        if each.kind == codes.FELL:
            told.tell(each.beat, _end(past, each, group), (each.y, each.x), harm=True)
    last = group[-1]
    if last.kind in LOST | BETTER and not _by_water(group):
        _treated(past, group, bleeding, told)
    if last.kind in LOST:
        told.tell(last.beat, _end(past, last, group), (last.y, last.x), harm=True)
    if last.kind in BETTER:
        ended(past, last, told)
    return Chain(
        person,
        f"{past.called(person)}: {_summary(group)}",
        tuple(sorted(told.links, key=lambda link: link.beat)),
        tuple(told.hunts),
        last.beat if last.kind in LOST else -1,
        tuple(group),
    )


def _summary(group: list[Happening]) -> str:
    """As "bitten in beats 12 and 14, went down in beat 14, turned in beat 102"."""
    at: dict[int, list[int]] = {}
    for each in group:
        at.setdefault(each.kind, []).append(each.beat)
    return ", ".join(f"{SAID[kind]} {beats(when)}" for kind, when in at.items())


def _by_water(group: list[Happening]) -> bool:
    """True if somebody drowned: no care would have helped."""
    return any(each.kind == codes.DROWNED for each in group)


def _hit(past: History, each: Happening, told: Told) -> None:
    """A blow or a shot by somebody, or a drop down a facade."""
    victim = past.befallen(each)
    who, whom = past.called(each.who), past.called(victim)
    order = by_order(past, each.who, each.beat)
    if each.kind == codes.DROPPED:
        told.tell(each.beat, f"{who} dropped down a facade, for {each.value}{order}.", (each.y, each.x), harm=True)
        return
    if each.kind == codes.SHOT:
        _stopped(past, each, told)
        told.tell(each.beat, f"{who} shot {whom}, for {each.value}{order}.", (each.y, each.x), harm=True)
        return
    lying(past, victim, each.beat, each.beat, told)
    flare = " with a burning flare" if past.film.hearts["flame"][each.beat - 1, each.who] > 0 else ""
    told.tell(each.beat, f"{who} struck {whom}{flare}{order}.", (each.y, each.x), harm=True)


def _stopped(past: History, each: Happening, told: Told) -> None:
    """The last STOP of somebody who fired, if it was not long before."""
    calls = [
        call for call in past.of(codes.CALLED)
        if call.who == each.who and call.value == codes.STOP and each.beat - WARNING <= call.beat < each.beat
    ]  # fmt: skip
    if calls:
        told.tell(calls[-1].beat, f"{past.called(each.who)} called STOP.", (calls[-1].y, calls[-1].x))


def _treated(past: History, group: list[Happening], bleeding: int, told: Told) -> None:
    """What was done for somebody from when they needed it to how it ended."""
    last = group[-1]
    if last.kind in (codes.TURNED, codes.CURED):
        since = next((each.beat for each in group if each.kind == codes.BITTEN and each.value), 0)
    else:
        falls = [each.beat for each in group if each.kind == codes.FELL]
        since = min([*falls, *([bleeding] if bleeding >= 0 else [])], default=0)
        if not falls:
            lay = f"{past.called(last.who)} lay there from the start."
            told.tell(0, lay, cell_of(past, last.who, 0), harm=True)
    needed(past, last.who, since, last, told)


def _end(past: History, each: Happening, group: list[Happening]) -> str:
    """A fall, a death or a turning, in a sentence."""
    who = past.called(each.who)
    bleed = past.film.bodies["bleed"][each.beat - 1, each.who]
    if each.kind == codes.FELL:
        wounds = [other.beat for other in group if other.kind in WOUNDS and other.beat <= each.beat]
        if bleed == 1 and each.beat not in wounds:
            return f"{who} lost the last point of health by bleeding and went down."
        return f"{who} had no health left and went down." if wounds else f"{who} went down, of hunger."
    if each.kind == codes.TURNED:
        bites = [other for other in group if other.kind == codes.BITTEN and other.value]
        after = f" {_after(bites[0], each)} the bite" if bites else ""
        return f"{who} turned{after}: no medicine had come."
    if _by_water(group):
        return f"{who} died: nobody had got them out of the water."
    falls = [other for other in group if other.kind == codes.FELL]
    down = f" {_after(falls[-1], each)} going down" if falls else ""
    burning = any(other.kind == codes.BURNT and other.beat == each.beat for other in group)
    killed = "they lay in the fire" if burning else "killed where they lay"
    return f"{who} died{down}: {'nobody had got them up' if bleed <= 1 else killed}."


def _after(first: Happening, then: Happening) -> str:
    beats = then.beat - first.beat
    return f"{beats} beat{'s' * (beats != 1)} after"
