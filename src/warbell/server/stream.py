"""What one seat's listeners are sent: updates in order of version, the last of them kept for those who lost some."""

from collections import deque
from operator import itemgetter

import msgspec

from warbell.engine import codes
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.episodes.outlook import Outlook
from warbell.server.agreed import NOTHING_AGREED, Agreed
from warbell.server.diary import Diary
from warbell.server.glance import EVENT, OWN, Glance
from warbell.server.obituary import Obituary
from warbell.server.protocol import Fate, Past, Said, Update, View
from warbell.server.told import Told

MOST_KEPT = 48 * 1024  # bytes of updates kept for a lost connection
_NUMBERS = itemgetter(*(OWN[name] for name in ("rate", "fear", "hunger", "hp")))
_BEAT, _ENDING, _STATE, _NATURE = (OWN[name] for name in ("beat", "ending", "state", "nature"))
_KIND, _WHO, _VALUE = (EVENT[name] for name in ("kind", "who", "value"))
_BALKED = (codes.REFUSED, codes.BUMPED)
_ENCODER = msgspec.json.Encoder()


class Stream:
    """The updates of one seat of one room."""

    def __init__(self, version: int) -> None:
        self._told = Told()
        self._diary = Diary()
        self._obituary = Obituary()
        self.hopeless = ""  # why it can no longer be won, as far as the seat knows who is lost
        self._kept: deque[tuple[int, bytes]] = deque()
        self._size = 0
        self.version = version  # told last
        self._floor = version  # who saw this version or a later one can get what was missed
        self.said: list[Said] = []

    def whole(self, percept: Percept, seat: int) -> View:
        """Everything the seat knows now."""
        return Told().view(percept, seat, [])

    @property
    def fate(self) -> Fate | None:
        """How the seat came to do nothing more, once it can."""
        return self._obituary.fate

    def follow(
        self,
        percept: Percept,
        seen: Glance,
        brief: Brief,
        outlook: Outlook,
        story: tuple[str, ...],
        agreed: Agreed = NOTHING_AGREED,
    ) -> View:
        """What a seat knows now, by a percept and its glance at it, as changes; the log grows by it."""
        self._obituary.note(percept, seen, brief)
        written = (each.text for each in self._diary.write(percept, seen, brief, agreed))
        view = self._told.view(percept, seen.seat, [*story, *written, *self._despair(percept, seen, outlook)])
        self.said += [Said(seen.me[_BEAT], text) for text in view.log]
        return view

    def _despair(self, percept: Percept, seen: Glance, outlook: Outlook) -> list[str]:
        """That it can no longer be won, in the beat in which the seat comes to know."""
        if self.hopeless or seen.me[_ENDING] != codes.RUNNING_STILL:
            return []
        self.hopeless = outlook.verdict(_lost(percept, seen), seen.me[_BEAT])
        return [self.hopeless] if self.hopeless else []

    def forget(self, version: int) -> None:
        """Begin at a version: who saw an earlier one has to be told the whole."""
        self._kept.clear()
        self._size = 0
        self.version = self._floor = version

    def keep(self, update: Update) -> bytes:
        """Keep an update, and return it as it goes over the wire."""
        data = _ENCODER.encode(update)
        self.version = update.version
        self._kept.append((update.version, data))
        self._size += len(data)
        while self._size > MOST_KEPT and len(self._kept) > 1:
            version, old = self._kept.popleft()
            self._size -= len(old)
            self._floor = version
        return data

    def since(self, version: int) -> list[bytes] | None:
        """The updates after a version; None if too many were missed."""
        if version < self._floor:
            return None
        return [data for each, data in self._kept if each > version]


class History:
    """A seat's own numbers, a value a beat."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, ...]] = []

    def add(self, seen: Glance, did: int) -> None:
        """Note a beat."""
        self._rows.append((*_NUMBERS(seen.me), did, _refusal(seen)))

    def past(self, said: list[Said]) -> Past:
        """All beats so far."""
        columns = zip(*self._rows, strict=True) if self._rows else [()] * 6
        rate, fear, hunger, hp, did, refused = (list(column) for column in columns)
        return Past(rate=rate, fear=fear, hunger=hunger, hp=hp, did=did, refused=refused, log=list(said))


def _lost(percept: Percept, seen: Glance) -> list[int]:
    """Who of the team is dead or has turned, as far as a seat knows."""
    mates = percept.bodies[0, seen.seat, : percept.me.shape[1]]
    known = list(zip(mates["state"].tolist(), mates["nature"].tolist(), strict=True))
    known[seen.seat] = seen.me[_STATE], seen.me[_NATURE]
    return [p for p, (state, nature) in enumerate(known) if state == codes.DEAD or codes.IS_INFECTED[nature]]


def _refusal(seen: Glance) -> int:
    """Why a seat's order came to nothing in this beat; ALLOWED if it did not."""
    own = [row[_VALUE] for row in seen.events if row[_KIND] in _BALKED and row[_WHO] == seen.seat]
    return own[-1] if own else codes.ALLOWED
