"""The log of one seat, beat by beat: what happened, who came in sight, what is to be heard that was not just before."""

from operator import itemgetter
from typing import Any

from warbell.encode import words
from warbell.encode.speakers import speaker
from warbell.encode.words import Telling
from warbell.engine import codes
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.server.agreed import NOTHING_AGREED, Agreed
from warbell.server.glance import BODY, DRONE, OWN, SOUND, Glance
from warbell.server.lookout import LATELY, NEVER

_BEAT, _STATE, _NATURE = OWN["beat"], OWN["state"], OWN["nature"]
_BODY_STATE, _BODY_NATURE, _DRONE_BEAT = BODY["state"], BODY["nature"], DRONE["beat"]
_SOUND = itemgetter(*(SOUND[name] for name in ("sound", "signal", "voice", "bearing")))

BALKED = (codes.REFUSED, codes.BUMPED)
WORDS = (codes.VOICE, codes.WHISPERING)
BARRED = (codes.LOCKED, codes.BARRICADED)


class Diary:
    """What one seat of world 0 was told so far in words. Of its percepts every beat has to be written, in order."""

    __slots__ = ("_balked", "_barred", "_bodies", "_drones", "_heard", "_left")

    def __init__(self) -> None:
        self._bodies: dict[int, tuple[int, int]] = {}  # body -> the beat it was last in sight, its state then
        self._barred: dict[int, int] = {}  # door -> how it was barred when it was last seen
        self._drones: dict[int, int] = {}  # drone -> the beat it was last in sight
        self._heard: set[tuple[int, int, int, int]] = set()  # sound, signal, voice and bearing, in the beat before
        self._balked: set[str] = set()  # what could not be, in the beat before
        self._left = False

    def write(self, percept: Percept, seen: Glance, brief: Brief, agreed: Agreed = NOTHING_AGREED) -> list[Telling]:
        """The sentences of this beat, by a percept and a seat's glance at it; of calls also what they are as agreed."""
        me, seat = seen.me, seen.seat
        ended = words.ended(me[_STATE], me[_NATURE], brief.titles[seat], seat)
        if ended:
            fresh, self._left = not self._left, True
            return [ended] if fresh else []
        self._left = False
        return [
            *self._deeds(percept, brief, seat, len(seen.events)),
            *map(Telling, self._sights(percept, brief, seen)),
            *map(Telling, self._doors(percept, brief, seat, me[_BEAT])),
            *map(Telling, self._sounds(percept, brief, seen, agreed)),
        ]

    def _deeds(self, percept: Percept, brief: Brief, seat: int, count: int) -> tuple[Telling, ...]:
        """What happened; what could not be, and could not in the beat before for the same reason, is told once."""
        before, self._balked = self._balked, set()
        if not count:
            return ()
        told = words.told(percept.events[0, seat, :count], words.seat_cast(percept, brief, seat))
        self._balked = {each.text for each in told if each.kind in BALKED}
        return tuple(each for each in told if each.text not in before or each.kind not in BALKED)

    def _sights(self, percept: Percept, brief: Brief, seen: Glance) -> list[str]:
        """Who came in sight that was not there lately, and which of the infected in sight fell."""
        fresh, seat, beat = [], seen.seat, seen.me[_BEAT]
        for i, row in seen.bodies:
            last, before = self._bodies.get(i, (NEVER, row[_BODY_STATE]))
            fell = row[_BODY_STATE] != before and codes.IS_INFECTED[row[_BODY_NATURE]]
            if i != seat and (fell or beat - last > LATELY):
                fresh.append(i)
            self._bodies[i] = beat, row[_BODY_STATE]
        cast = words.seat_cast(percept, brief, seat) if fresh else None
        lines = [f"You see {words.body_seen(percept, brief, cast, seat, i)}." for i in fresh] if cast else []
        for d, row in enumerate(seen.drones):
            if row[_DRONE_BEAT] == beat:
                if beat - self._drones.get(d, NEVER) > LATELY:
                    lines.append(f"You see {words.drone_seen(percept, seat, d)}.")
                self._drones[d] = beat
        return lines

    def _doors(self, percept: Percept, brief: Brief, seat: int, beat: int) -> list[str]:
        """Which doors and gates turn out to be barred."""
        table, lines = percept.fixtures[0, seat], []
        for f in (table["beat"] == beat).nonzero()[0].tolist():
            state = int(table["state"][f])
            if state in BARRED and self._barred.get(f) != state:
                lines.append(f"You see {words.barred_seen(percept, brief, seat, f)}.")
                self._barred[f] = state
        return lines

    def _sounds(self, percept: Percept, brief: Brief, seen: Glance, agreed: Agreed) -> list[str]:
        """What is to be heard, without what came from the same side in the beat before, unless it was to come now."""
        keys = [*map(_SOUND, seen.heard)]
        before, self._heard = self._heard, set(keys)
        if not keys:
            return []
        seat, beat, agreement = seen.seat, seen.me[_BEAT], agreed.agreement
        rows = percept.heard[0, seat, : len(keys)]
        fresh = [
            row
            for row, key in zip(rows, keys, strict=True)
            if key not in before or agreement.expects(key[2], key[1], beat)
        ]
        said = [(signal, voice) for sound, signal, voice, _ in keys if sound in WORDS and signal != codes.NO_SIGNAL]
        return [
            f"{text[:1].upper()}{text[1:]}."
            for text in dict.fromkeys(
                _sound(percept, brief, seat, row, agreed, twice=said.count((row["signal"], row["voice"])) > 1)
                for row in fresh
            )
        ]


def _sound(percept: Percept, brief: Brief, seat: int, row: Any, agreed: Agreed, *, twice: bool) -> str:
    """A sound, and of words what one knows of whose voice it is, and of what was agreed with whom has it."""
    voice, signal = int(row["voice"]), int(row["signal"])
    said = [words.sound(row, brief)]
    if signal != codes.NO_SIGNAL and voice != codes.NO_VOICE:
        said.append(speaker(percept, brief, seat, voice))
        if voice != seat and voice < len(brief.seats):
            said += agreed.says(voice, signal, int(percept.me["beat"][0, seat]), twice=twice)
    return "; ".join(filter(None, said))
