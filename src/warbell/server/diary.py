"""The log of one seat, beat by beat: what happened, who came in sight, what is to be heard that was not just before."""

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.server.lookout import LATELY, NEVER


class Diary:
    """What one seat of world 0 was told so far in words. Of its percepts every beat has to be written, in order."""

    __slots__ = ("_bodies", "_drones", "_heard", "_left")

    def __init__(self) -> None:
        self._bodies: dict[int, tuple[int, int]] = {}  # body -> the beat it was last in sight, its state then
        self._drones: dict[int, int] = {}  # drone -> the beat it was last in sight
        self._heard: set[tuple[int, int, int, int]] = set()  # sound, signal, voice and bearing, in the beat before
        self._left = False

    def write(self, percept: Percept, brief: Brief, seat: int) -> list[str]:
        """The sentences of this beat."""
        me = percept.me[0, seat]
        ended = words.ended(me, brief.titles[seat])
        if ended:
            fresh, self._left = not self._left, True
            return [ended] if fresh else []
        self._left = False
        cast = words.seat_cast(percept, brief, seat)
        happened = words.sentences(words.seen_events(percept, seat), cast) if me["events"] else ()
        return [*happened, *self._sights(percept, cast, seat, int(me["beat"])), *self._sounds(percept, brief, seat)]

    def _sights(self, percept: Percept, cast: words.Cast, seat: int, beat: int) -> list[str]:
        """Who came in sight that was not there lately, and which of the infected in sight fell."""
        lines = []
        bodies = percept.bodies[0, seat]
        for i in np.flatnonzero(bodies["beat"] == beat).tolist():
            state = int(bodies["state"][i])
            last, before = self._bodies.get(i, (NEVER, state))
            fell = state != before and bodies["nature"][i] >= codes.FIRST_INFECTED
            if i != seat and (fell or beat - last > LATELY):
                lines.append(f"You see {words.body_seen(percept, cast, seat, i)}.")
            self._bodies[i] = beat, state
        for d in np.flatnonzero(percept.drones["beat"][0, seat] == beat).tolist():
            if beat - self._drones.get(d, NEVER) > LATELY:
                lines.append(f"You see {words.drone_seen(percept, seat, d)}.")
            self._drones[d] = beat
        return lines

    def _sounds(self, percept: Percept, brief: Brief, seat: int) -> list[str]:
        """What is to be heard, without what came from the same side in the beat before."""
        rows = percept.heard[0, seat, : percept.me["heard"][0, seat]]
        keys = [(int(row["sound"]), int(row["signal"]), int(row["voice"]), int(row["bearing"])) for row in rows]
        before, self._heard = self._heard, set(keys)
        heard = (words.sound(row, brief) for row, key in zip(rows, keys, strict=True) if key not in before)
        return [f"{text[:1].upper()}{text[1:]}." for text in dict.fromkeys(heard)]
