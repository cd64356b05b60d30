"""What each life went through, and who paid for it: the ledger by people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from warbell.engine import codes
from warbell.report.dangers import Danger, dangers, there
from warbell.report.deeds import deeds
from warbell.report.ground import Grounds
from warbell.report.history import History
from warbell.report.ledger import Rescue, charges, losses


@dataclass(frozen=True)
class Life:
    """One of the people; bodies are rows of the film."""

    whom: int
    dangers: tuple[Danger, ...]  # in order of their beginnings
    rescues: tuple[Rescue, ...]  # in order of their ends
    last: int  # the last beat after which they were on the map, alive and themselves; -1 if they never were


@dataclass(frozen=True)
class Price:
    """What somebody paid for others: in all beats of rescues in which they helped, each beat once."""

    who: int
    whom: tuple[int, ...]  # for whom
    beats: int
    health: int  # points lost
    spent: tuple[int, ...]  # of each of OBJECTS, what left their pack
    charge: int  # beats of battery that the drones lost which they flew
    shouts: int
    shots: int
    lost: int  # the beat in which they died or turned; 0 if in none of these


def lives(past: History, rescues: Sequence[Rescue]) -> list[Life]:
    """A life for each of the people, as the film has them."""
    every = sorted(dangers(past, Grounds(past), deeds(past)), key=lambda each: (each.began, each.ended))
    here = there(past)
    return [
        Life(
            whom,
            tuple(each for each in every if each.whom == whom),
            tuple(each for each in rescues if each.danger.whom == whom),
            int(np.flatnonzero(here[:, whom]).max(initial=-1)),
        )
        for whom in range(past.people)
    ]


def prices(past: History, rescues: Sequence[Rescue]) -> list[Price]:
    """What each helper paid, whoever helped somebody; rescues that one deed ended share their beats."""
    return [_price(past, who, rescues) for who in sorted({who for each in rescues for who in each.helpers})]


def _price(past: History, who: int, rescues: Sequence[Rescue]) -> Price:
    mine = [each for each in rescues if who in each.helpers]
    helping = np.zeros(past.beats + 1, bool)  # row n is beat n
    for each in mine:
        helping[each.danger.began + 1 : each.danger.ended + 1] = True
    taken = helping[1:, None]
    health, packs = past.film.bodies["hp"][:, [who]], past.film.packs[:, who]
    ended = [each.beat for each in past.of(codes.DIED, codes.TURNED) if each.who == who and helping[each.beat]]

    def times(kind: int) -> int:
        return sum(each.who == who and bool(helping[each.beat]) for each in past.of(kind))

    return Price(
        who,
        tuple(sorted({each.danger.whom for each in mine})),
        beats=int(helping.sum()),
        health=losses(health, taken)[0],
        spent=losses(packs, taken),
        charge=int(charges(past, (who,))[helping[1:]].sum()),
        shouts=times(codes.CALLED),
        shots=times(codes.SHOT),
        lost=min(ended, default=0),
    )
