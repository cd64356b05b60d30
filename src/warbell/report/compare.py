"""Where two games of one episode part: the first order and the first beat that differ, and what came of it."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.film import Film
from warbell.replay import Replay
from warbell.report.differences import Difference, differences
from warbell.report.history import History, history

AROUND = 10  # beats after the parting whose events are told


class Ordered(NamedTuple):
    """What a seat was ordered in each game."""

    seat: int
    a: int  # action
    b: int


class News(NamedTuple):
    """What happened at a beat in one game and not in the other, in sentences."""

    beat: int
    a: tuple[str, ...]
    b: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two games of one episode, and where they part."""

    a: History
    b: History
    order_beat: int | None  # the first beat whose orders differ, None if no beat that both played
    orders: tuple[Ordered, ...]  # the seats whose orders differ in it
    world_beat: int | None  # the first beat after which the worlds differ, 0 for the start; None if none
    worlds: tuple[Difference, ...]  # in what they differ then

    @property
    def same(self) -> dict[str, bool]:
        """Whether seed, seats, minds and the plans that minds play are the same."""
        a, b = self.a.header, self.b.header
        plans = a.plan == b.plan and self.a.episode.walkthrough == self.b.episode.walkthrough
        return {"seed": a.seed == b.seed, "seats": a.seats == b.seats, "minds": a.minds == b.minds, "plans": plans}

    @property
    def parting(self) -> int | None:
        """The first beat that is not the same in both; None if the games are equal."""
        beats = [beat for beat in (self.order_beat, self.world_beat) if beat is not None]
        if not beats and self.a.beats != self.b.beats:
            return min(self.a.beats, self.b.beats) + 1
        return min(beats, default=None)

    @cached_property
    def news(self) -> tuple[News, ...]:
        """What happened in one game and not in the other, from the parting to AROUND beats later."""
        if self.parting is None:
            return ()
        told = (_news(self.a, self.b, beat) for beat in range(self.parting, self.parting + AROUND + 1))
        return tuple(news for news in told if news.a or news.b)


def compare(a: Replay, b: Replay) -> Comparison:
    """Find where two games part; BadInput if they are of different episodes. Both are taken at their word."""
    if a.episode.digest != b.episode.digest:
        named = [f"a game of {each.episode.name} ({each.episode.digest[:12]})" for each in (a, b)]
        raise BadInput(b.name, named[1], f"{named[0]}, as in {a.name}")
    both = min(len(a.orders), len(b.orders))
    apart = np.flatnonzero((a.orders[:both] != b.orders[:both]).any(axis=1))
    order_beat = int(apart[0]) + 1 if len(apart) else None
    world_beat, found = _worlds(a.film, b.film, a.episode)
    return Comparison(
        a=history(a),
        b=history(b),
        order_beat=order_beat,
        orders=_ordered(a, b, order_beat) if order_beat else (),
        world_beat=world_beat,
        worlds=tuple(found),
    )


def _ordered(a: Replay, b: Replay, beat: int) -> tuple[Ordered, ...]:
    pairs = zip(a.orders[beat - 1].tolist(), b.orders[beat - 1].tolist(), strict=True)
    return tuple(Ordered(seat, one, other) for seat, (one, other) in enumerate(pairs) if one != other)


def _worlds(a: Film, b: Film, episode: Episode) -> tuple[int | None, list[Difference]]:
    """The first beat after which the worlds differ, and in what."""
    both = min(a.beats, b.beats) + 1
    apart = np.zeros(both, bool)
    for table in a.tables.values():
        for column, _ in table.columns:
            one, other = a.column(table.name, column)[:both], b.column(table.name, column)[:both]
            apart |= (one != other).any(axis=1)
    for beat in np.flatnonzero(apart).tolist():
        found = differences(a, b, beat, episode)
        if found:
            return beat, found
    return None, []


def _news(a: History, b: History, beat: int) -> News:
    one, other = (
        Counter(happening.text for happening in past.happenings if happening.beat == beat and happening.text)
        for past in (a, b)
    )
    return News(beat, tuple((one - other).elements()), tuple((other - one).elements()))
