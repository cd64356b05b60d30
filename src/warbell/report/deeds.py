"""Deeds: what somebody did, for somebody else or for a goal, and in which beat."""

from collections.abc import Iterator
from dataclasses import dataclass

from warbell.engine import codes
from warbell.report.chain import opening
from warbell.report.history import Happening, History

GRIP = 2  # beats after a bite in which a blow, a shove or a shot frees the bitten
CARE = {codes.COMFORTED: "comforted {}", codes.TENDED: "tended {}", codes.LIFTED: "lifted {}"}
BY_DRONE = "lifted with a drone"  # what whoever flies one did for whom it lifts
BLOWS = (codes.STRUCK, codes.SHOVED, codes.SHOT)


@dataclass(frozen=True, order=True)
class Deed:
    """Who did what in a beat. Bodies are rows of the film; `whom` is -1 if it was for nobody in particular."""

    beat: int
    who: tuple[int, ...]  # nobody: the night itself
    whom: int
    did: str  # "tended", "gave food": as tables have it
    text: str  # "Ana gave Ben food.": a sentence


def deed(past: History, beat: int, who: tuple[int, ...], how: str, whom: int = -1) -> Deed:
    """A deed told: `how` is what stands behind the names of those who did it, with {} in the place of `whom`."""
    name = "themselves" if who == (whom,) else past.called(whom)
    told = f"{listed([past.called(body) for body in who])} {how.replace('{}', name)}".strip()
    return Deed(beat, who, whom, " ".join(how.replace("{}", "").split()), f"{opening(told)}.")


def listed(names: list[str]) -> str:
    """Names as "Ana, Ben and Cem"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def carried_out(past: History, escaped: Happening) -> Deed:
    """The deed of whoever bore somebody out by an exit."""
    return deed(past, escaped.beat, (escaped.whom,), "carried {} out", escaped.who)


def deeds(past: History) -> list[Deed]:
    """What people did for others with their own hands, in order."""
    return sorted(each for each in (*_care(past), *_flown(past), *_blows(past)) if each.who != (each.whom,))


def _care(past: History) -> Iterator[Deed]:
    """Tending and its like, gifts, cures, and who was carried out."""
    for each in past.of(*CARE, codes.GAVE, codes.CURED, codes.ESCAPED):
        if not (past.is_person(each.who) and past.is_person(each.whom)):
            continue
        if each.kind == codes.ESCAPED:
            yield carried_out(past, each)
        elif each.kind == codes.CURED:
            yield deed(past, each.beat, (each.whom,), "cured {}", each.who)
        elif each.kind == codes.GAVE:
            thing = codes.OBJECTS[each.value] if 0 <= each.value < codes.N_OBJECTS else "something"
            yield deed(past, each.beat, (each.who,), f"gave {{}} {thing}", each.whom)
        else:
            yield deed(past, each.beat, (each.who,), CARE[each.kind], each.whom)


def _flown(past: History) -> Iterator[Deed]:
    """Whom somebody lifted with a captured drone, and to whom they let something down."""
    for each in past.of(codes.HOISTED, codes.DELIVERED):
        if past.is_person(each.foe) and past.is_person(each.whom):
            thing = codes.OBJECTS[each.value] if each.kind == codes.DELIVERED else ""
            how = f"let {{}} have {thing}" if thing else "lifted {} with a drone"
            yield deed(past, each.beat, (each.foe,), how, each.whom)


def _blows(past: History) -> Iterator[Deed]:
    """Blows, shoves and shots at infected that had just bitten somebody else, or that went for them."""
    bites, rows = past.of(codes.BITTEN), past.film.bodies
    for blow in past.of(*BLOWS):
        foe = blow.whom
        if not past.is_person(blow.who) or not 0 <= foe < len(past.episode.body_names):
            continue
        if not codes.IS_INFECTED[rows["nature"][blow.beat - 1, foe]]:
            continue
        bitten = {bite.whom for bite in bites if bite.who == foe and 0 <= blow.beat - bite.beat <= GRIP}
        hunted = {int(rows["quarry"][blow.beat - 1, foe]) - 1}
        for whom in sorted(bitten | hunted):
            if past.is_person(whom) and rows["state"][blow.beat, whom] <= codes.DOWN:
                how = "freed {}" if whom in bitten else "kept an infected off {}"
                yield deed(past, blow.beat, (blow.who,), how, whom)
