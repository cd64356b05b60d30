"""How a seat's part came to its end, and what of it could be seen coming: as far as the seat itself was told.

The percept of the beat in which somebody dies or turns is empty. So nothing here is read but what the seat saw, felt
and was told before, and two games that it could not tell apart have the same obituary.
"""

from typing import NamedTuple

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.server.glance import BODY, EVENT, OWN, Glance, Row
from warbell.server.lookout import LATELY, NEVER
from warbell.server.protocol import Fate, Said

MOST_SIGNS = 10  # the last of them are told
CAUSES = frozenset({codes.BITTEN, codes.STRUCK, codes.DRONE_STRUCK, codes.BURNT})
_NATURE = BODY["nature"]
_KIND, _WHO, _WHOM, _VALUE = (EVENT[name] for name in ("kind", "who", "whom", "value"))


class _Wound(NamedTuple):
    beat: int
    kind: int
    by: str  # "a shambler", "the drone"
    infects: bool  # it set the timer of the bitten
    signs: tuple[Said, ...]  # what announced it, and itself


class Obituary:
    """What one seat of world 0 was told of its own end. Of its percepts every beat has to be noted, in order."""

    __slots__ = ("_air", "_bleed", "_fall", "_hunger", "_light", "_seen", "_under", "_wounds", "fate")

    def __init__(self) -> None:
        self.fate: Fate | None = None  # once there is one
        self._wounds: list[_Wound] = []
        self._fall: Said | None = None  # while one lies
        self._seen: dict[int, tuple[int, int]] = {}  # body -> the beats since which, and in which last, it was in sight
        self._light = 0  # the beat in which one came into a drone's light last
        self._bleed = 0  # beats that were left to one who lies
        self._hunger = 0
        self._under: Said | None = None  # while one is under water
        self._air = 0  # beats without any

    def note(self, percept: Percept, seen: Glance, brief: Brief) -> None:
        """Take in a beat, by a percept and the seat's glance at it."""
        me, seat = seen.me, seen.seat
        ended = words.ended(me[OWN["state"]], me[OWN["nature"]], brief.titles[seat], seat)
        if ended:
            self.fate = self.fate or self._write(ended.kind, me[OWN["beat"]], brief)
            return
        self._look(seen)
        for row in seen.events:
            self._hear(row, percept, brief, seat)
        self._bleed, self._hunger, self._air = (me[OWN[name]] for name in ("bleed", "hunger", "under"))

    def _look(self, seen: Glance) -> None:
        """Remember since when infected are in sight."""
        beat = seen.me[OWN["beat"]]
        for i, row in seen.bodies:
            if codes.IS_INFECTED[row[_NATURE]]:
                since, last = self._seen.get(i, (beat, NEVER))
                self._seen[i] = (since if beat - last <= LATELY else beat), beat

    def _hear(self, row: Row, percept: Percept, brief: Brief, seat: int) -> None:
        kind, beat = row[_KIND], int(percept.me["beat"][0, seat])
        if kind in CAUSES and row[_WHOM] == seat:
            self._wounds.append(self._wound(row, percept, brief, seat))
        elif kind == codes.DROPPED and row[_WHO] == seat and row[_VALUE]:
            signs = (Said(beat, "You dropped down a facade."),)
            self._wounds.append(_Wound(beat, kind, "you", False, signs))
        elif kind == codes.WARNED and row[_WHOM] == seat:
            self._light = beat
        elif row[_WHO] == seat and kind == codes.FELL:
            left = int(percept.me["bleed"][0, seat])
            text = f"You went down: {left} beats until you would bleed to death."
            self._fall = Said(beat, text)
        elif row[_WHO] == seat and kind == codes.WENT_UNDER:
            self._under = Said(beat, f"You went under water: air for {row[_VALUE]} beats.")
        elif row[_WHO] == seat and kind == codes.REVIVED:
            self._fall = None
        elif row[_WHO] == seat and kind == codes.CURED:
            self._wounds = [wound._replace(infects=False) for wound in self._wounds]

    def _wound(self, row: Row, percept: Percept, brief: Brief, seat: int) -> _Wound:
        kind, who, beat = row[_KIND], row[_WHO], int(percept.me["beat"][0, seat])
        if kind == codes.DRONE_STRUCK:
            patience = int(brief.tuning[0]["drone_patience"])
            warned = Said(
                self._light,
                f"You stood in a drone\u2019s light: it shoots at whoever stays more than {patience} beats.",
            )
            return _Wound(beat, kind, "a drone", False, (warned, Said(beat, "It shot you.")))
        if kind == codes.BURNT:
            return _Wound(beat, kind, "fire", False, (Said(beat, "You were burnt."),))
        name = words.seat_cast(percept, brief, seat).body(who)
        told = name[:1].upper() + name[1:]
        if kind == codes.STRUCK:
            return _Wound(beat, kind, name, False, (Said(beat, f"{told} struck you."),))
        infects = bool(row[_VALUE]) and not any(wound.infects for wound in self._wounds)
        left = int(percept.me["timer"][0, seat])
        text = f"{told} bit you" + (f": {left} beats until you would turn." if infects else ".")
        return _Wound(beat, kind, name, infects, (*self._sight(who, name, beat), Said(beat, text)))

    def _sight(self, who: int, name: str, beat: int) -> tuple[Said, ...]:
        """Since when the biter was to be seen, unless that was told of an earlier bite."""
        since, last = self._seen.get(who, (beat, NEVER))
        biter = f"the {name[2:]} that bit you" if name.startswith("a ") else f"{name}, who bit you"
        text = f"From here on you could see {biter}."
        if since >= beat or last == NEVER:
            return ()
        told = Said(since, text)
        return () if any(told in wound.signs for wound in self._wounds) else (told,)

    def _write(self, kind: int, beat: int, brief: Brief) -> Fate:
        if kind == codes.ESCAPED:
            return Fate(what="out", beat=beat, cause=f"You got out in beat {beat}.", signs=[])
        if kind == codes.TURNED:
            bites = [wound for wound in self._wounds if wound.infects]
            why = "you were bitten before it began"
            if bites:
                why = f"{bites[-1].by} had bitten you in beat {bites[-1].beat}, and no medicine came in time"
            return Fate(what="turned", beat=beat, cause=f"You turned in beat {beat}: {why}.", signs=_told(bites, None))
        if self._air >= int(brief.tuning[0]["breath_held"]) > 0:
            signs = [self._under] if self._under else []
            return Fate(what="died", beat=beat, cause=f"You drowned in beat {beat}.", signs=signs)
        return Fate(what="died", beat=beat, cause=self._death(beat, brief), signs=_told(self._wounds, self._fall))

    def _death(self, beat: int, brief: Brief) -> str:
        """Why one died, in a sentence."""
        fell = self._fall.beat if self._fall else beat
        before = [wound for wound in self._wounds if wound.beat <= fell]
        after = self._wounds[len(before) :]
        why = "you lay there from the start"
        if before:
            why = f"{_did(before[-1])} in beat {before[-1].beat}"
        elif self._hunger >= int(brief.tuning[0]["hungry_from"]):
            why = "hunger brought you down"
        if self._bleed > 1:  # who dies sooner than they bleed is killed
            then = f", and then {_did(after[-1])}" if after else ""
            return f"You were killed where you lay, in beat {beat}: {why}{then}."
        return f"You bled to death in beat {beat}: {why}, and nobody got you up again."


def _did(wound: _Wound) -> str:
    """Who did what to one."""
    if wound.kind == codes.DROPPED:
        return "you dropped down a facade"
    deeds = {codes.BITTEN: "bit", codes.DRONE_STRUCK: "shot", codes.BURNT: "burnt"}
    return f"{wound.by} {deeds.get(wound.kind, 'struck')} you"


def _told(wounds: list[_Wound], fall: Said | None) -> list[Said]:
    """The signs of these wounds in their order, each once, and the fall."""
    signs = {(sign.beat, sign.text): sign for wound in wounds for sign in wound.signs}
    in_order = sorted([*signs.values(), *([fall] if fall else [])], key=lambda sign: sign.beat)
    return in_order[-MOST_SIGNS:]
