"""Dangers: who was down, bitten, held, under water, shut in or calling for help, from which beat to which."""

from dataclasses import dataclass

import numpy as np

from warbell.engine import codes
from warbell.report.deeds import Deed
from warbell.report.ground import Grounds
from warbell.report.history import History

DOWN, BITTEN, HELD, UNDER, SHUT_IN, CALLED = "down", "bitten", "held", "under water", "shut in", "calling for help"
DANGERS = (DOWN, BITTEN, HELD, UNDER, SHUT_IN, CALLED)


@dataclass(frozen=True)
class Danger:
    """One danger of one of the people."""

    kind: str  # of DANGERS
    whom: int
    began: int
    ended: int  # the first beat after which it was over; N + 1 if it was not when the game was


def dangers(past: History, grounds: Grounds, deeds: list[Deed]) -> list[Danger]:
    """Every danger of a game, whatever ended it, in order of its end."""
    found = []
    states = _states(past, grounds)
    for kind, rows in states.items():
        for whom in range(past.people):
            edges = np.flatnonzero(np.diff(rows[:, whom].astype(np.int8), prepend=0, append=0))
            spans = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
            found += [Danger(kind, whom, began, ended) for began, ended in spans]
    found += _calls(past, np.any(list(states.values()), axis=0), deeds)
    return sorted(found, key=lambda each: (each.ended, each.began, each.whom, DANGERS.index(each.kind)))


def there(past: History) -> np.ndarray:
    """Who is on the map, alive and themselves: bool [N + 1, P]."""
    rows, people = past.film.bodies, slice(past.people)
    found: np.ndarray = (rows["state"][:, people] <= codes.DOWN) & ~codes.IS_INFECTED[rows["nature"][:, people]]
    return found


def _states(past: History, grounds: Grounds) -> dict[str, np.ndarray]:
    """The dangers that are states of a body or its place: bool [N + 1, P] each."""
    rows, people, here = past.film.bodies, slice(past.people), there(past)
    breath = past.film.rows("breath")
    states = {
        DOWN: rows["state"][:, people] == codes.DOWN,
        BITTEN: rows["timer"][:, people] >= 0,
        HELD: rows["gripped"][:, people] > 0,
        SHUT_IN: grounds.shut_in,
        **({UNDER: breath["0"] > 0} if len(breath) else {}),
    }
    return {kind: state & here for kind, state in states.items()}


def _calls(past: History, otherwise: np.ndarray, deeds: list[Deed]) -> list[Danger]:
    """Calls for help of whoever was in no other danger: until somebody did something for them, or they called again."""
    here, called = there(past), past.of(codes.CALLED)
    found = []
    for whom in range(past.people):
        words = {each.beat: each.value for each in called if each.who == whom}
        helped = {each.beat for each in deeds if each.whom == whom}
        began = -1
        for beat in sorted({*words, *helped, *np.flatnonzero(otherwise[:, whom] | ~here[:, whom]).tolist()}):
            if began >= 0 and (beat in helped or otherwise[beat, whom] or not here[beat, whom]):
                found.append(Danger(CALLED, whom, began, beat))
                began = -1
            if beat in words and not otherwise[beat, whom]:
                began = (began if began >= 0 else beat) if words[beat] == codes.HELP else -1
        if began >= 0:
            found.append(Danger(CALLED, whom, began, past.beats + 1))
    return found
