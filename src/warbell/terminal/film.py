"""A replay with random access: any beat again, from the nearest kept world on."""

import numpy as np

from warbell.encode import words
from warbell.encode.scene import Scene, seat_scene
from warbell.engine import RULES_VERSION
from warbell.engine.batch import advance
from warbell.engine.percept import Percept
from warbell.engine.world import World, clone
from warbell.episodes import brief
from warbell.replay import Replay, steps
from warbell.report.referee import objectives_met, referee_cast, referee_scene

STRIDE = 8  # beats from one kept world to the next, at least
KEPT = 1 << 28  # bytes of kept worlds, at most


class Film:
    """A finished run of N beats, played through once to know its hearts and events, then open at any beat.

    A view is a seat, or None for the referee's, the only one of a game by rules that this warbell does not play.
    """

    def __init__(self, replay: Replay) -> None:
        self.episode = replay.episode
        self.brief = brief(self.episode)
        self.orders = replay.orders.astype(np.int32)
        self.last = len(self.orders)
        self._film = replay.film
        self.rates = self._film.hearts["rate"][:, : len(self.episode.seats)]
        self.views: tuple[int | None, ...] = (None, *range(len(self.episode.seats)))
        self._said: list[dict[int | None, tuple[str, ...]]] = [
            {None: self._told(beat)} for beat in range(self.last + 1)
        ]
        self._kept: dict[int, tuple[World, Percept]] = {}
        if replay.rules != RULES_VERSION:
            self.views = (None,)
            return
        for step in steps(replay):
            if step.beat == 0:
                size = sum(table.nbytes for table in (*step.world, *step.percept))
                self._stride = max(STRIDE, -(-size * self.last // KEPT))
            if step.beat % self._stride == 0:
                self._kept[step.beat] = step.world, step.percept
            self._said[step.beat] |= self._seen(step.beat, step.percept)
        self._at = -self._stride  # the beat of _world and _percept; nowhere near any yet
        self._seek(0)

    def scene(self, beat: int, view: int | None) -> Scene:
        """The scene of a beat, 0 (before the first orders) to `last`, in a view."""
        if view is None:
            return referee_scene(self._film, beat, self.episode)
        self._seek(beat)
        return seat_scene(self._percept, self.brief, view)

    def recent(self, beat: int, view: int | None, most: int) -> list[str]:
        """The newest events up to a beat that a view knows of, "12  On-jo called COME.", the newest last."""
        lines: list[str] = []
        for earlier in range(beat, -1, -1):
            lines = [f"{earlier:>4}  {text}" for text in self._said[earlier][view]] + lines
            if len(lines) >= most:
                break
        return lines[-most:]

    def _told(self, beat: int) -> tuple[str, ...]:
        """What somebody who knows everything says of a beat."""
        film = self._film
        story = words.story(self.episode.story, beat, objectives_met(film, beat))
        return story + words.sentences(film.events_of(beat), referee_cast(film, beat, self.episode))

    def _seen(self, beat: int, percept: Percept) -> dict[int | None, tuple[str, ...]]:
        """What each seat has to say of a beat."""
        said: dict[int | None, tuple[str, ...]] = {}
        for seat in range(len(self.episode.seats)):
            cast = words.seat_cast(percept, self.brief, seat)
            said[seat] = words.story(self.episode.story, beat) + words.sentences(words.seen_events(percept, seat), cast)
        return said

    def _seek(self, beat: int) -> None:
        """Make `_world` and `_percept` those of a beat, on from where they are or from the world kept before it."""
        if not self._at <= beat < self._at + self._stride:
            self._at = beat - beat % self._stride
            world, percept = self._kept[self._at]
            self._world, self._percept = clone(world), Percept(*(table.copy() for table in percept))
        while self._at < beat:
            advance(self.episode.ground, self._world, self._percept, self.orders[self._at : self._at + 1])
            self._at += 1
