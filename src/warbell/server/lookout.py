"""What stops the beats: one seat's percept, compared with what it has seen and heard lately."""

import numpy as np

from warbell.engine import codes
from warbell.engine.percept import ME, SEEN_BODY, SEEN_EVENT, Percept
from warbell.server.people import Progress
from warbell.server.protocol import Why

LATELY = 8  # beats within which a body or a sound that comes back is nothing new
NEVER = -LATELY - 1
POUNDING = 120  # beats a minute from which a heart asks for a decision
ALARMING = frozenset(
    {
        codes.SHUFFLING,
        codes.BANGING,
        codes.GLASS_SOUND,
        codes.CRY,
        codes.DRONE_WARNING,
        codes.GUNSHOT,
        codes.ALARM_SOUND,
        codes.STRAINING,
    }
)
VOICES = frozenset({codes.VOICE, codes.WHISPERING})
BAD_NEWS = frozenset({codes.FELL, codes.DIED, codes.TURNED, codes.BITTEN})

# Rows are read as tuples, a whole table at once: a look at one field of one NumPy record costs as much.
_ME = {name: k for k, name in enumerate(ME.names or ())}
_NATURE, _STATE, _SIDE, _ASLEEP = (
    (SEEN_BODY.names or ()).index(name) for name in ("nature", "state", "side", "asleep")
)
_HEARD = ["sound", "voice", "signal"]
_KIND, _WHO, _WHOM = ((SEEN_EVENT.names or ()).index(name) for name in ("kind", "who", "whom"))


def in_sight(table: np.ndarray, beat: int) -> list[tuple[int, tuple[int, ...]]]:
    """The rows of SEEN_BODY [B] that are in sight in this beat, each with its index."""
    rows = (table["beat"] == beat).nonzero()[0]
    return list(zip(rows.tolist(), table[rows].tolist(), strict=True))


class Lookout:
    """One seat's sense of what is new."""

    def __init__(self, seat: int, tremble: int) -> None:
        """`tremble` is the fear from which hands tremble."""
        self._seat = seat
        self._tremble = tremble
        self._seen: dict[int, int] = {}  # body -> the beat it was last in sight
        self._heard: dict[tuple[int, int, int], int] = {}  # (sound, voice, signal) -> the beat it was last heard
        self._drones: set[int] = set()
        self._rate = self._fear = 0
        self._hp: int | None = None

    def why(self, percept: Percept, progress: Progress, awaited: int) -> list[Why]:
        """The reasons to plan again after a beat of world 0; a call of the signal `awaited` is none."""
        me = percept.me[0, self._seat].item()
        events = percept.events[0, self._seat, : me[_ME["events"]]].tolist()
        checks: tuple[tuple[Why, bool], ...] = (
            ("saw", self._saw(percept, me, events)),
            ("heard", self._hears(percept, me, awaited) or any(row[_KIND] == codes.TIDINGS for row in events)),
            ("hurt", self._is_hurt(me, events)),
            ("failed", progress.failed),
            ("cue", progress.cue),
            ("heart", self._feels(me)),
            ("done", progress.done),
        )
        return [why for why, is_so in checks if is_so]

    def _saw(self, percept: Percept, me: tuple[int, ...], events: list[tuple[int, ...]]) -> bool:
        beat, new = me[_ME["beat"]], me[_ME["exposed"]] == 1
        for k, row in in_sight(percept.bodies[0, self._seat], beat):
            if row[_ASLEEP]:
                continue  # it stands there, and is news when it wakes
            stranger = row[_SIDE] != codes.TEAM or codes.IS_INFECTED[row[_NATURE]]
            new |= stranger and row[_STATE] == codes.UP and beat - self._seen.get(k, NEVER) > LATELY
            self._seen[k] = beat
        for k, row in enumerate(percept.drones[0, self._seat].tolist()):
            new |= row[0] == beat and k not in self._drones
            if row[0] == beat:
                self._drones.add(k)
        return new or any(row[_KIND] in BAD_NEWS and not self._is_own(row) for row in events)

    def _is_own(self, row: tuple[int, ...]) -> bool:
        """True for what happened to the seat itself."""
        return row[_WHOM if row[_KIND] == codes.BITTEN else _WHO] == self._seat

    def _hears(self, percept: Percept, me: tuple[int, ...], awaited: int) -> bool:
        beat, new = me[_ME["beat"]], False
        for sound, voice, signal in percept.heard[0, self._seat, : me[_ME["heard"]]][_HEARD].tolist():
            speech = sound in VOICES and voice != self._seat
            if not speech and sound not in ALARMING:
                continue
            key = sound, voice, signal
            new |= beat - self._heard.get(key, NEVER) > LATELY and not (speech and signal == awaited)
            self._heard[key] = beat
        return new

    def _is_hurt(self, me: tuple[int, ...], events: list[tuple[int, ...]]) -> bool:
        hp = me[_ME["hp"]]
        less = self._hp is not None and hp < self._hp
        self._hp = hp
        return less or any(row[_KIND] in BAD_NEWS and self._is_own(row) for row in events)

    def _feels(self, me: tuple[int, ...]) -> bool:
        rate, fear = me[_ME["rate"]], me[_ME["fear"]]
        new = self._rate < POUNDING <= rate or self._fear < self._tremble <= fear
        self._rate, self._fear = rate, fear
        return new
