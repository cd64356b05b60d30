"""Cues as they were played, told from the code words that seats signed and called: who waited for whom, how long."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from warbell.engine import codes

RECALL = 10  # beats after which an unanswered call is given again (minds/part.py)
SLIP = 1  # beats a trembling hand may be late
ANSWER = 10  # beats together, the most: hands that are seen are answered at once, but for a passing light
N_CUES = codes.N_SIGNALS - codes.FIRST_CODE_WORD
WAITS = int(codes.VERB_BASE[codes.WAIT])


class Wait(NamedTuple):
    """Who stood at a cue, and how many beats for the others."""

    seat: int
    beats: int


class Met(NamedTuple):
    """A cue that was met, or given up."""

    cue: int  # 0 is A
    beat: int
    waits: tuple[Wait, ...]  # by seat

    @property
    def alone(self) -> bool:
        """True if nobody answered: patience ran out."""
        return len(self.waits) == 1


@dataclass
class _Stand:
    """A stretch of beats in which a seat kept giving a code word."""

    seat: int
    first: int
    last: int = 0  # the last beat the word was given
    until: int = 0  # the last beat that may have been waited in: who called waits without a sign


def cues_met(orders: np.ndarray) -> list[Met]:
    """The cues of a game by their beats, from everybody's orders, integers [N, P]."""
    found = [
        Met(cue, max(stand.last for stand in group), _waits(group))
        for cue in range(N_CUES)
        for group in _gather(_stands(orders, codes.FIRST_CODE_WORD + cue))
    ]
    return sorted(found, key=lambda met: met.beat)


def _waits(group: list[_Stand]) -> tuple[Wait, ...]:
    end = max(stand.last for stand in group)
    return tuple(sorted(Wait(stand.seat, end - stand.first) for stand in group))


def _stands(orders: np.ndarray, word: int) -> list[_Stand]:
    """Each stretch, by its end: a hand is held up in every beat, a call given again every tenth."""
    sign, call = (int(codes.VERB_BASE[verb]) + word for verb in (codes.SIGN, codes.CALL))
    found: list[_Stand] = []
    for seat, line in enumerate(orders.T.tolist()):
        stand = None
        for beat, order in enumerate(line, start=1):
            if order not in {sign, call}:
                continue
            loud = order == call
            if stand is None or beat - stand.last > (RECALL + 1 if loud else 1):
                stand = _Stand(seat, beat)
                found.append(stand)
            stand.last = stand.until = beat
            if loud:
                stand.until += _silence(line[beat : beat + RECALL])
    return sorted(found, key=lambda stand: stand.last)


def _silence(line: list[int]) -> int:
    """The beats that are waited in before anything else is done."""
    return next((k for k, order in enumerate(line) if order != WAITS), len(line))


def _gather(stands: list[_Stand]) -> Iterator[list[_Stand]]:
    """Who met goes on in the same beat, so that stretches which end together are one meeting."""
    groups: list[list[_Stand]] = []
    for stand in stands:
        if groups and all(_together(other, stand) for other in groups[-1]):
            groups[-1].append(stand)
        else:
            groups.append([stand])
    for group in groups:
        # So long side by side, and only then away: the same patience ran out.
        if max(stand.last for stand in group) - max(stand.first for stand in group) > ANSWER:
            yield from ([stand] for stand in group)
        else:
            yield group


def _together(other: _Stand, stand: _Stand) -> bool:
    return other.seat != stand.seat and other.until >= stand.first and other.until >= stand.last - SLIP
