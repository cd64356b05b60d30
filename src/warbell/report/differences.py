"""In what two worlds of one episode differ, by the names and in the words of a report."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.world import World
from warbell.episodes import Episode

# What tells nothing by itself: a beat's order (the replays hold it), and working memory.
SILENT = {"id", "order", "grant", "moved", "x", "goal_x"}
CELLS = {"y": "x", "goal_y": "goal_x"}  # two columns that are one cell
BODIES = {"carrier", "load", "captor"}  # index + 1 of a body
CLOCK = ("ending", "score", "saved", "dead", "turned", "noise", "calls")  # the others are the dice, beat and log
PLANES = (codes.BLOCKED, codes.LIT, codes.WATER, codes.FIRE, codes.SLICK, codes.TRAPPED)  # the others follow from these

WORDS = {
    "y": "place", "goal_y": "heading for",
    "hp": "health", "timer": "beats until turning", "bleed": "beats until death", "mended": "beats of tending",
    "stun": "beats stunned", "exposed": "beats in a drone's light", "crept": "beats into a slow move",
    "trail": "beats on the trail", "carrier": "carried by", "load": "carries", "intent": "next move",
    "loud": "noise", "sound": "sound", "roused": "hunting", "transit": "beats on the line", "shoved": "ways shoved",
    "gripped": "grip", "spent": "beats off balance", "winded": "out of breath",
    "height": "storeys up", "want": "after", "rate": "heart", "still": "beats still",
    "late": "slipped order", "hurt": "health lost", "hands": "hands on it", "banged": "damage to come",
    "warned": "beats of warning", "captor": "flown by",
}  # fmt: skip
NAMES = {
    "nature": codes.NATURES, "state": codes.STATES, "side": codes.SIDES, "facing": codes.DIRECTIONS,
    "gait": codes.GAITS, "sound": codes.SOUNDS, "sign": codes.SIGNALS, "mode": codes.DRONE_MODES,
    "intent": (*codes.DIRECTIONS[:4], "along the link"), "roused": ("no", "yes"), "on": ("no", "yes"),
    "asleep": ("no", "yes"), "wary": ("no", "yes"), "winded": ("no", "yes"),
}  # fmt: skip


class Difference(NamedTuple):
    """One thing that is not the same: ("Onjo", "place", "city:10,4", "city:10,6")."""

    who: str  # somebody, a fixture, a drone, "objective NAME", "the ground" or "the game"
    what: str
    a: str
    b: str


def differences(a: World, b: World, episode: Episode) -> list[Difference]:
    """In what world 0 of two batches differs, the team first; the dice, the events and the beat's orders left out."""
    return list(_differences(a, b, episode))


def _differences(a: World, b: World, episode: Episode) -> Iterator[Difference]:
    seats, people = len(episode.seats), episode.titles
    fixtures = [words.the(name) for name in episode.fixture_names]
    yield from _records(a.bodies[0, :seats], b.bodies[0, :seats], people, episode)
    yield from _records(a.hearts[0], b.hearts[0], people, episode)
    yield from _packs(a.packs[0], b.packs[0], people)
    for p, q in np.argwhere(a.bonds[0] != b.bonds[0]).tolist():
        yield Difference(people[p], f"feeling for {people[q]}", str(a.bonds[0, p, q]), str(b.bonds[0, p, q]))
    yield from _records(a.bodies[0, seats:], b.bodies[0, seats:], episode.body_names[seats:], episode)
    yield from _records(a.fixtures[0], b.fixtures[0], fixtures, episode, state=codes.DOOR_STATES)
    yield from _packs(a.stocks[0], b.stocks[0], fixtures)
    yield from _records(a.drones[0], b.drones[0], [words.the(name) for name in episode.drone_names], episode)
    for j in np.flatnonzero(a.goals[0] != b.goals[0]).tolist():
        name = f"objective {episode.objectives[j].name}"
        yield Difference(name, "progress", str(a.goals[0, j]), str(b.goals[0, j]))
    for plane in PLANES:
        only_a, only_b = (_cells(one.planes[0, plane] & ~other.planes[0, plane]) for one, other in ((a, b), (b, a)))
        if only_a or only_b:
            yield Difference("the ground", codes.PLANES[plane], f"{only_a} cells more", f"{only_b} cells more")
    for column in CLOCK:
        one, other = int(a.clock[0][column]), int(b.clock[0][column])
        if one != other:
            yield Difference("the game", column, *(_clock(column, value, episode) for value in (one, other)))


def _records(
    a: np.ndarray, b: np.ndarray, names: Sequence[str], episode: Episode, **coded: Sequence[str]
) -> Iterator[Difference]:
    """In what the rows of two tables of records differ, [n]; `coded` names the codes of columns that are its own."""
    for k in np.flatnonzero(a != b).tolist():
        for column in a.dtype.names or ():
            beside = CELLS.get(column)
            if column in SILENT or all(a[k][each] == b[k][each] for each in (column, beside) if each):
                continue
            told = (_told(column, beside, row, episode, {**NAMES, **coded}) for row in (a[k], b[k]))
            yield Difference(names[k], WORDS.get(column, column), *told)


def _told(column: str, beside: str | None, row: Any, episode: Episode, coded: dict[str, Sequence[str]]) -> str:
    """The value of a column of a record in words."""
    value = int(row[column])
    if beside:
        return _place(value, int(row[beside]), episode)
    if column in BODIES:
        return episode.body_names[value - 1] if value else "nobody"
    if column == "late":
        return words.order(value) if value >= 0 else "none"
    if column == "timer" and value < 0:
        return "not bitten"
    if column in coded:
        return coded[column][value] if value < len(coded[column]) else "none"
    return str(value)


def _place(y: int, x: int, episode: Episode) -> str:
    """A cell of the atlas as plans write it: "city:10,4"."""
    for sheet in episode.sheets:
        if 0 <= y - sheet.top < sheet.height and 0 <= x - sheet.left < sheet.width:
            return f"{sheet.name}:{y - sheet.top},{x - sheet.left}"
    return "nowhere"


def _packs(a: np.ndarray, b: np.ndarray, names: Sequence[str]) -> Iterator[Difference]:
    """Whose objects differ; int32 [n, N_OBJECTS]."""
    for k in np.flatnonzero((a != b).any(axis=1)).tolist():
        yield Difference(names[k], "objects", words.portions(a[k]), words.portions(b[k]))


def _cells(plane: np.ndarray) -> int:
    """How many cells a plane holds, uint64 [words, H]."""
    return sum(row.bit_count() for row in plane.ravel().tolist())


def _clock(column: str, value: int, episode: Episode) -> str:
    if column == "ending":
        return "none" if value == codes.RUNNING_STILL else episode.endings[value].name
    return str(value)
