"""Who did what for whom, and what each rescue cost."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from warbell.encode.words import portions
from warbell.engine import codes
from warbell.report.history import Happening, History

GRIP = 2  # beats after a bite in which a blow or a shove frees the bitten
LINKED = 3  # beats within which deeds of the same kind for the same person are one rescue
AFTER = 10  # beats after a rescue in which the rescuer's end is part of its price

DEEDS = {codes.COMFORTED: "comforted", codes.TENDED: "tended", codes.LIFTED: "carried", codes.GAVE: "gave"}


@dataclass(frozen=True)
class Rescue:
    """One rescue and its price. `who` is a seat, `whom` anybody of the people; beats are both inclusive."""

    deed: str
    who: int
    whom: int
    first: int
    last: int
    health: int = 0  # points the rescuer lost
    supplies: str = "nothing"  # what left the rescuer's pack
    noise: int = 0  # cells, the loudest thing infected ears heard
    lives: tuple[str, ...] = ()  # the rescuer, if it was the end of them


def deeds(history: History) -> dict[tuple[int, int], Counter[str]]:
    """(who, for whom) -> how often they did what: "comforted", "tended", "carried", "gave food", "freed", ..."""
    seats = len(history.episode.seats)
    table: dict[tuple[int, int], Counter[str]] = {}
    for happening in history.of(*DEEDS):
        who, whom = happening.who, happening.whom
        if who != whom and who in range(seats) and whom in range(history.people):
            deed = DEEDS[happening.kind]
            if happening.kind == codes.GAVE and 0 <= happening.value < codes.N_OBJECTS:
                deed += f" {codes.OBJECTS[happening.value]}"
            table.setdefault((who, whom), Counter())[deed] += 1
    for rescue in rescues(history):
        if rescue.deed != "carried":
            table.setdefault((rescue.who, rescue.whom), Counter())[rescue.deed] += 1
    return table


def rescues(history: History) -> list[Rescue]:
    """Every rescue of the run with its price, in order of its end."""
    bare = [*_freed(history), *_raised(history), *_carried(history)]
    return [_priced(history, rescue) for rescue in sorted(bare, key=lambda r: (r.last, r.first, r.who, r.whom))]


def _is_deed(history: History, who: int, whom: int) -> bool:
    """True if a seat did something for somebody else, whether they have a seat or not."""
    return history.is_seat(who) and 0 <= whom < history.people and who != whom


def _freed(history: History) -> list[Rescue]:
    """Blows and shoves against an infected that had just bitten somebody else."""
    bites = history.of(codes.BITTEN)
    found: dict[tuple[int, int], list[Rescue]] = {}
    for blow in history.of(codes.STRUCK, codes.SHOVED):
        victims = {b.whom for b in bites if b.who == blow.whom and 0 <= blow.beat - b.beat <= GRIP}
        for victim in sorted(victims):
            if _is_deed(history, blow.who, victim) and history.film.bodies["state"][blow.beat, victim] <= codes.DOWN:
                done = found.setdefault((blow.who, victim), [])
                if done and blow.beat - done[-1].last <= LINKED:
                    done[-1] = replace(done[-1], last=blow.beat)
                else:
                    done.append(Rescue("freed", blow.who, victim, blow.beat, blow.beat))
    return [rescue for group in found.values() for rescue in group]


def _raised(history: History) -> list[Rescue]:
    """People brought back up or cured, from the first of the tending that led to it."""
    found = []
    for end in history.of(codes.REVIVED, codes.CURED):
        # Tending without a gap that is too long, back from the end; the last hands on somebody are the rescuer's.
        first, who = end.beat, end.whom
        for tended in reversed(history.of(codes.TENDED)):
            if tended.whom == end.who and tended.beat <= end.beat and first - tended.beat <= LINKED:
                first, who = tended.beat, tended.who if who < 0 else who
        if _is_deed(history, who, end.who):
            deed = "brought back up" if end.kind == codes.REVIVED else "cured"
            found.append(Rescue(deed, who, end.who, first, end.beat))
    return found


def _carried(history: History) -> list[Rescue]:
    """People carried, until they were put down or out."""
    found = []
    for lift in history.of(codes.LIFTED):
        if _is_deed(history, lift.who, lift.whom):
            ends = [happening.beat for happening in history.happenings if _sets_down(lift, happening)]
            found.append(Rescue("carried", lift.who, lift.whom, lift.beat, min(ends, default=history.beats)))
    return found


def _sets_down(lift: Happening, later: Happening) -> bool:
    if later.beat < lift.beat:
        return False
    if later.kind == codes.PUT_DOWN:
        return (later.who, later.whom) == (lift.who, lift.whom)
    return later.kind in {codes.ESCAPED, codes.DIED, codes.TURNED} and later.who in {lift.who, lift.whom}


def _priced(history: History, rescue: Rescue) -> Rescue:
    before = max(rescue.first - 1, 0)
    lost = -np.minimum(np.diff(history.health[before : rescue.last + 1, rescue.who]), 0).sum()
    packs = history.packs[:, rescue.who]
    spent = np.maximum(packs[before] - packs[rescue.last], 0)
    ends = [
        happening
        for happening in history.of(codes.DIED, codes.TURNED)
        if happening.who == rescue.who and rescue.first <= happening.beat <= rescue.last + AFTER
    ]
    return replace(
        rescue,
        health=int(lost),
        supplies=portions(spent),
        noise=int(history.noise[rescue.first : rescue.last + 1].max(initial=0)),
        lives=(history.episode.titles[rescue.who],) if ends else (),
    )
