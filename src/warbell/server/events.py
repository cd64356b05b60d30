"""What happened in a game, to whom, why, and who knew of it: a row for each event in a table of an export."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from warbell.encode.words import SENTENCES
from warbell.engine import codes
from warbell.episodes import Episode
from warbell.film.strip import FAMILIES, VALUES
from warbell.report.causes import LOST, WOUNDS, chains
from warbell.report.history import TOLD, Happening, History
from warbell.report.named import names_of_bodies, on_sheet
from warbell.server.forms import Form, Row, number, text
from warbell.server.witnesses import Witnesses

EVENTS = Form(
    "events",
    (
        text("room", "id of the room"),
        number("event", "events of the game so far, from 1"),
        number("beat", "in which it happened"),
        text("kind", "what happened, see below"),
        text("who", "who did it, or whom it befell; of some kinds a drone, an objective or an ending, by its name"),
        text("whom", "to whom, or with what: a person, an infected, a door"),
        text("what", "the object, signal, sound, direction, state or reason that goes with the kind"),
        number("value", "of kinds that have a number instead: points of health, beats, a level; see below"),
        text("sheet", "where"),
        number("row", "on the sheet"),
        number("column", "on the sheet"),
        text("perceived_by", "the people who knew of it after the beat: were told, saw it, or heard the voice"),
        text("foe", "who did it, where it came of an earlier deed, or of somebody else's order"),
        text("hunted", "whom the infected that did it was after"),
        text("clue", "what it went by: `sight`, `noise` or `a heart`"),
        text("lure", "the sound, where that was a noise"),
        number("since", "the beat since which it was after them"),
        text(
            "cause",
            "of a fall, a death, a turning: what wounded them, as kinds of events, `bleeding` or `hunger`; see below",
        ),
        text("why", "of what befell people: what led to it, as the report's chain of causes tells it"),
        text("words", "all of it in a sentence, as the report has it"),
        number("earlier", "1 in the beats of the game that this room goes on from; else 0"),
    ),
)
OUTCOMES = {codes.FELL, *LOST}


def event_rows(room: str, past: History, seen: Witnesses, earlier: int) -> Iterator[Row]:
    """The rows of `events`; `earlier` beats are of the game that this one goes on from."""
    episode, why, of_beat, beat = past.episode, _causes(past), 0, 0
    names = _Names(episode)
    happened = [each for each in past.happenings if each.kind != TOLD]
    for n, each in enumerate(happened, start=1):
        of_beat, beat = (of_beat + 1 if each.beat == beat else 0), each.beat
        cause, told = why.get(id(each), ("", ""))
        what, value = _value(each)
        knew = "; ".join(names.bodies[p] for p in seen.events[each.beat][of_beat])
        hunts = each.clue != codes.NO_CLUE
        yield (
            room, n, each.beat, codes.EVENTS[each.kind], names.who(each), names.whom(each), what, value,
            *on_sheet(episode.sheets, each.y, each.x), knew,
            names.body(each.foe), names.body(each.quarry) if hunts else None,
            codes.CLUES[each.clue] if hunts else None,
            codes.SOUNDS[each.lure] if hunts and each.lure != codes.SILENCE else None, each.since if hunts else None,
            cause or None, told or None, each.text, int(each.beat <= earlier),
        )  # fmt: skip


class _Names:
    """What everything is called in tables: who has a seat by its id, all others by their names."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode
        self.bodies = names_of_bodies(episode)

    def body(self, index: int) -> str | None:
        """A body; None for nobody."""
        return _at(self.bodies, index)

    def who(self, each: Happening) -> str | None:
        """The first whom an event names."""
        episode, parts = self._episode, _parts(each.kind)
        if "drone" in parts:
            return _at(episode.drone_names, each.who)
        if "goal" in parts:
            return _at([goal.name for goal in episode.objectives], each.who)
        if "ending" in parts:
            return _at([ending.name for ending in episode.endings], each.who)
        return None if "tidings" in parts else self.body(each.who)

    def whom(self, each: Happening) -> str | None:
        """The second."""
        parts = _parts(each.kind)
        if parts & {"fixture", "source", "switched"}:
            return _at(self._episode.fixture_names, each.whom)
        if "basin" in parts:
            return _at(self._episode.basin_names, each.whom)
        return self.body(each.whom)


@cache
def _parts(kind: int) -> frozenset[str]:
    """What the sentence of a kind of event names."""
    return frozenset(re.findall(r"{(\w+)}", SENTENCES[kind]))


def _at(names: tuple[str, ...] | list[str], index: int) -> str | None:
    return names[index] if 0 <= index < len(names) else None


def _value(each: Happening) -> tuple[str | None, int | None]:
    """What goes with an event, by its name or as a number."""
    family = VALUES.get(codes.EVENTS[each.kind])
    return (None, each.value) if family is None else (_at(FAMILIES[family].names, each.value), None)


def _causes(past: History) -> Mapping[int, tuple[str, str]]:
    """By the id of a happening that befell somebody: what wounded them before, and the chain as far as there."""
    found = {}
    for chain in chains(past):
        wounds: list[str] = []
        for each in chain.befell:
            if each.kind in WOUNDS:
                wounds.append(codes.EVENTS[each.kind])
            cause = ""
            if each.kind in OUTCOMES:
                if each.kind == codes.FELL and not wounds:
                    bleeds = past.film.bodies["bleed"][each.beat - 1, each.who] == 1
                    wounds.append("bleeding" if bleeds else "hunger")
                cause = "; ".join(dict.fromkeys(wounds))
            if each.kind in WOUNDS | OUTCOMES:
                led = " ".join(link.text for link in chain.links if link.beat <= each.beat)
                found[id(each)] = cause, led
    return found
