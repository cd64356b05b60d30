"""What stops the beats: one seat's percept, compared with what it has seen and heard lately."""

from operator import itemgetter

from warbell.engine import codes
from warbell.minds.agreement import Agreement
from warbell.server.glance import BODY, DRONE, EVENT, OWN, SOUND, Glance, Row
from warbell.server.people import Progress
from warbell.server.protocol import Stop, Why

LATELY = 8  # beats within which a body or a sound that comes back is nothing new
NEVER = -LATELY - 1
POUNDING = 120  # beats a minute from which a heart asks for a decision
CLOSE = 5  # cells from which an infected is near
LONG = 60  # beats after which a line that got no further asks for a decision
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
STOPS: dict[Stop, frozenset[Why]] = {
    "danger": frozenset({"hurt", "near", "lit", "water", "heart"}),
    "call": frozenset({"call", "offer"}),
    "line": frozenset({"failed", "done"}),
    "new": frozenset({"saw", "heard", "cue"}),
}
"""The reasons that a person may say not to be stopped for, by what they are about; for the others everybody is."""
ABOUT: dict[Why, Stop] = {why: stop for stop, reasons in STOPS.items() for why in reasons}

_BODY_Y, _BODY_X, _NATURE, _STATE, _SIDE, _ASLEEP = (
    BODY[name] for name in ("y", "x", "nature", "state", "side", "asleep")
)
_HEARD = itemgetter(*(SOUND[name] for name in ("sound", "voice", "signal")))
_KIND, _WHO, _WHOM, _VALUE = (EVENT[name] for name in ("kind", "who", "whom", "value"))


class Lookout:
    """One seat's sense of what is new."""

    def __init__(self, seat: int, tremble: int) -> None:
        """`tremble` is the fear from which hands tremble."""
        self._seat = seat
        self._tremble = tremble
        self._seen: dict[int, int] = {}  # body -> the beat it was last in sight
        self._heard: dict[tuple[int, int, int], int] = {}  # (sound, voice, signal) -> the beat it was last heard
        self._offered: dict[tuple[int, int], int] = {}  # (who, object) -> the beat they last held it out
        self._near: dict[int, int] = {}  # infected -> the beat it was last near
        self._drones: set[int] = set()
        self._lit = self._gripped = self._down = False
        self._spot = (-1, -1, -1)  # how far the line and the body were
        self._still = 0  # beats since then
        self._rate = self._fear = 0
        self._hp: int | None = None

    def why(self, seen: Glance, progress: Progress, awaited: int, agreed: Agreement) -> list[Why]:
        """The reasons to plan again after a beat.

        A call of the signal `awaited` is none, nor is one that comes when it was agreed.
        """
        me, events = seen.me, seen.events
        called, heard = self._hears(seen, awaited, agreed)
        saw, near = self._saw(seen)
        checks: tuple[tuple[Why, bool], ...] = (
            ("hurt", self._is_hurt(me, events)),
            ("held", self._is_held(me)),
            ("up", self._is_up_again(me)),
            ("near", near),
            ("lit", self._comes_to_light(me)),
            ("water", any(self._is_water(row) for row in events)),
            ("heart", self._feels(me)),
            ("call", called),
            ("offer", self._is_offered(me[OWN["beat"]], events)),
            ("failed", progress.failed is not None),
            ("saw", saw),
            ("heard", heard or any(row[_KIND] == codes.TIDINGS for row in events)),
            ("cue", progress.cue),
            ("done", progress.done),
        )
        reasons = [why for why, is_so in checks if is_so]
        if self._stays(me, progress.at, moved=bool(reasons)):
            reasons.append("long")
        return reasons

    def _stays(self, me: Row, at: int, *, moved: bool) -> bool:
        """True every LONG beats in which there was no reason and neither the line nor the body got further."""
        spot = at, me[OWN["y"]], me[OWN["x"]]
        self._still = 0 if moved or spot != self._spot or self._still == LONG else self._still + 1
        self._spot = spot
        return self._still == LONG

    def _is_held(self, me: Row) -> bool:
        before, self._gripped = self._gripped, me[OWN["gripped"]] == 1
        return self._gripped and not before

    def _is_up_again(self, me: Row) -> bool:
        before, self._down = self._down, me[OWN["state"]] == codes.DOWN
        return before and me[OWN["state"]] == codes.UP

    def _comes_to_light(self, me: Row) -> bool:
        before, self._lit = self._lit, me[OWN["exposed"]] > 0
        return self._lit and not before

    def _saw(self, seen: Glance) -> tuple[bool, bool]:
        """Whether anything new came in sight, and whether an infected came near."""
        me, beat, new, close = seen.me, seen.me[OWN["beat"]], False, False
        for k, row in seen.bodies:
            if row[_ASLEEP]:
                continue  # it stands there, and is news when it wakes
            infected = codes.IS_INFECTED[row[_NATURE]]
            stranger = (row[_SIDE] != codes.TEAM or infected) and row[_STATE] == codes.UP
            new |= stranger and beat - self._seen.get(k, NEVER) > LATELY
            self._seen[k] = beat
            away = max(abs(row[_BODY_Y] - me[OWN["y"]]), abs(row[_BODY_X] - me[OWN["x"]]))
            if infected and stranger and away <= CLOSE:
                close |= beat - self._near.get(k, NEVER) > LATELY
                self._near[k] = beat
        for k, row in enumerate(seen.drones):
            if row[DRONE["beat"]] == beat and k not in self._drones:
                new = True
                self._drones.add(k)
        return new or any(row[_KIND] in BAD_NEWS and not self._is_own(row) for row in seen.events), close

    def _is_water(self, row: Row) -> bool:
        """True for water that rose or fell, and for the seat's own head that went under."""
        return row[_KIND] == codes.WATER_MOVED or (row[_KIND] == codes.WENT_UNDER and self._is_own(row))

    def _is_own(self, row: Row) -> bool:
        """True for what happened to the seat itself."""
        return row[_WHOM if row[_KIND] == codes.BITTEN else _WHO] == self._seat

    def _hears(self, seen: Glance, awaited: int, agreed: Agreement) -> tuple[bool, bool]:
        """Whether somebody else calls something new, and whether there is a new alarming sound."""
        beat, called, alarmed = seen.me[OWN["beat"]], False, False
        for sound, voice, signal in map(_HEARD, seen.heard):
            speech = sound in VOICES and voice != self._seat
            if not speech and sound not in ALARMING:
                continue
            key = sound, voice, signal
            new = beat - self._heard.get(key, NEVER) > LATELY
            called |= new and speech and signal != awaited and not agreed.expects(voice, signal, beat)
            alarmed |= new and not speech
            self._heard[key] = beat
        return called, alarmed

    def _is_offered(self, beat: int, events: list[Row]) -> bool:
        """Whether somebody holds out to the seat what they did not lately."""
        new = False
        for row in events:
            if row[_KIND] == codes.OFFERED and row[_WHOM] == self._seat:
                key = row[_WHO], row[_VALUE]
                new |= beat - self._offered.get(key, NEVER) > LATELY
                self._offered[key] = beat
        return new

    def _is_hurt(self, me: Row, events: list[Row]) -> bool:
        hp = me[OWN["hp"]]
        less = self._hp is not None and hp < self._hp
        self._hp = hp
        return less or any(row[_KIND] in BAD_NEWS and self._is_own(row) for row in events)

    def _feels(self, me: Row) -> bool:
        rate, fear = me[OWN["rate"]], me[OWN["fear"]]
        new = self._rate < POUNDING <= rate or self._fear < self._tremble <= fear
        self._rate, self._fear = rate, fear
        return new
