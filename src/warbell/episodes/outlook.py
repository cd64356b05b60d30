"""Outlook: whether a night can still be won, once some of the team are lost for good.

Judged is only what nothing can undo: the dead and the turned, and the beats that are past. So the verdict "no" is
certain, and comes in the beat that makes it so; what only becomes unlikely is nobody's business here.
"""

from collections.abc import Collection
from typing import NamedTuple

from warbell.engine.codes import ESCAPE, GATHER, KEEP, LOSE, SURVIVE, WON
from warbell.engine.world import Ground

NUMBERS = ("nobody", "one", "two", "three", "four", "five", "six", "seven", "eight")
ALWAYS, NEVER = 0, 1 << 30


class _Way(NamedTuple):
    """What an ending that is won asks for, as far as it can be lost for good."""

    people: int  # how many must not be lost
    out: int  # how many of them have to get out
    kept: frozenset[int]  # seats that must not be lost
    losses: int  # so many losses bar it
    before: int  # it has to come before so many beats are played


class Outlook:
    """The ways in which the night of P seats can be won."""

    def __init__(self, ground: Ground, titles: Collection[str]) -> None:
        """`titles` are the names of the seats, [P]."""
        self._titles = tuple(titles)
        self._ways = [_way(ground, ending) for ending in ground.endings if ending.outcome == WON]

    def is_open(self, lost: Collection[int], beat: int) -> bool:
        """True while an ending may still be won, with these seats dead or turned, after so many beats."""
        left = len(self._titles) - len(lost)
        return any(
            left >= way.people and not way.kept & {*lost} and len(lost) < way.losses and beat < way.before
            for way in self._ways
        )

    def verdict(self, lost: Collection[int], beat: int) -> str:
        """That the night can no longer be won, and why, as a sentence; "" while it can."""
        why = self.why(lost, beat)
        return f"It can no longer be won: {why}." if why else ""

    def why(self, lost: Collection[int], beat: int) -> str:
        """Why the night can no longer be won, as a clause; "" while it can."""
        if self.is_open(lost, beat):
            return ""
        if self.is_open((), beat):
            return f"{self._asked()}, and {self._names(lost)} lost"
        return "the time for it is over"

    def _asked(self) -> str:
        """What every way of winning asks of the team."""
        out = min(way.out for way in self._ways)
        if out == 0:
            return "it asks for those who are gone"
        if out == len(self._titles) == 2:
            return "both of you would have to get out"
        if out == len(self._titles):
            return f"all {count(out)} of you would have to get out"
        return f"at least {count(out)} of you would have to get out"

    def _names(self, lost: Collection[int]) -> str:
        names = [self._titles[seat] for seat in sorted(lost)]
        return f"{', '.join(names[:-1])} and {names[-1]} are" if len(names) > 1 else f"{names[0]} is"


def count(number: int) -> str:
    """A small number in words."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _way(ground: Ground, ending: object) -> _Way:
    people, out, kept, losses, before = 0, 0, set(), NEVER, NEVER
    for j, goal in enumerate(ground.objectives):
        kind, need, stays = int(goal["kind"]), int(goal["need"]), bool(goal["latch"])
        if int(ending["all_of"]) >> j & 1:  # type: ignore[index]
            if kind == ESCAPE:
                people, out = max(people, need), max(out, need)
            elif kind == GATHER and not stays:  # met once, it may have been by people who are lost now
                people = max(people, need)
            elif kind == KEEP and not stays:
                kept.add(int(goal["target"]))
        if int(ending["none_of"]) >> j & 1 and not goal["after"]:  # type: ignore[index]
            if kind == LOSE:
                losses = min(losses, need)
            elif kind == SURVIVE:
                before = min(before, need)
    return _Way(people, out, frozenset(kept), losses, before)
