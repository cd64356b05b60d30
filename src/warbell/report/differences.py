"""In what two beats of two games of one episode differ, by the names and in the words of a report."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.episodes import Episode
from warbell.film import PLANES, Film, Rows

SILENT = {"x", "goal_x"}  # told with the column before
CELLS = {"y": "x", "goal_y": "goal_x"}  # two columns that are one cell
BODIES = {"carrier", "load", "quarry", "foe"}  # index + 1 of a body
CLOCK = ("ending", "score", "saved", "dead", "turned", "noise")

WORDS = {
    "y": "place", "goal_y": "heading for",
    "hp": "health", "timer": "beats until turning", "bleed": "beats until death", "mended": "beats of tending",
    "stun": "beats stunned", "exposed": "beats in a drone's light", "crept": "beats into a slow move",
    "trail": "beats on the trail", "carrier": "carried by", "load": "carries", "borne": "how carried",
    "intent": "next move",
    "sound": "sound", "lure": "drawn by", "clue": "hunts by", "quarry": "after", "since": "after it since beat",
    "foe": "hurt by", "shoved": "ways shoved",
    "gripped": "grip", "spent": "beats off balance", "winded": "out of breath",
    "rate": "heart",
    "late": "slipped order", "hurt": "health lost", "hands": "hands on it", "banged": "damage to come",
    "warned": "beats of warning",
}  # fmt: skip
NAMES = {
    "nature": codes.NATURES, "state": codes.STATES, "side": codes.SIDES, "facing": codes.DIRECTIONS,
    "gait": codes.GAITS, "sound": codes.SOUNDS, "sign": codes.SIGNALS,
    "intent": (*codes.DIRECTIONS[:4], "along the link"), "clue": codes.CLUES,
    "borne": codes.BORNE, "lure": codes.SOUNDS, "on": ("no", "yes"),
    "asleep": ("no", "yes"), "wary": ("no", "yes"), "winded": ("no", "yes"),
}  # fmt: skip


class Difference(NamedTuple):
    """One thing that is not the same: ("Onjo", "place", "city:10,4", "city:10,6")."""

    who: str  # somebody, a fixture, a drone, "objective NAME", "the ground" or "the game"
    what: str
    a: str
    b: str


class _Pair(NamedTuple):
    """A beat of two games."""

    a: Film
    b: Film
    beat: int
    episode: Episode

    def of(self, look: Callable[[Film], np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """What both films have there."""
        return look(self.a)[self.beat], look(self.b)[self.beat]


def differences(a: Film, b: Film, beat: int, episode: Episode) -> list[Difference]:
    """In what two games differ at a beat that both have, the team first."""
    return list(_differences(_Pair(a, b, beat, episode)))


def _differences(pair: _Pair) -> Iterator[Difference]:
    episode = pair.episode
    seats, people = len(episode.seats), episode.titles
    fixtures = [words.the(name) for name in episode.fixture_names]
    drones = [words.the(name) for name in episode.drone_names]
    yield from _records(pair, "bodies", dict(enumerate(people)))
    yield from _records(pair, "hearts", dict(enumerate(people)))
    yield from _packs(*pair.of(lambda film: film.packs), people)
    bonds = pair.of(lambda film: film.bonds)
    for p, q in np.argwhere(bonds[0] != bonds[1]).tolist():
        yield Difference(people[p], f"feeling for {people[q]}", str(bonds[0][p, q]), str(bonds[1][p, q]))
    yield from _records(pair, "bodies", {k: name for k, name in enumerate(episode.body_names) if k >= seats})
    yield from _records(pair, "fixtures", dict(enumerate(fixtures)), state=codes.DOOR_STATES)
    yield from _packs(*pair.of(lambda film: film.stocks), fixtures)
    yield from _records(pair, "drones", dict(enumerate(drones)))
    goals = pair.of(lambda film: film.goals)
    for j in np.flatnonzero(goals[0] != goals[1]).tolist():
        name = f"objective {episode.objectives[j].name}"
        yield Difference(name, "progress", str(goals[0][j]), str(goals[1][j]))
    for plane in PLANES:
        one, other = (film.plane(plane, pair.beat) for film in (pair.a, pair.b))
        only_a, only_b = int((one & ~other).sum()), int((other & ~one).sum())
        if only_a or only_b:
            yield Difference("the ground", plane, f"{only_a} cells more", f"{only_b} cells more")
    for column in CLOCK:
        values = [int(film.clock[column][pair.beat, 0]) for film in (pair.a, pair.b)]
        if values[0] != values[1]:
            yield Difference("the game", column, *(_clock(column, value, episode) for value in values))


def _records(pair: _Pair, table: str, names: dict[int, str], **coded: Sequence[str]) -> Iterator[Difference]:
    """In what those rows of a table that have names differ; `coded` names the codes of columns that are its own."""
    both = pair.a.rows(table), pair.b.rows(table)
    columns = [column for column, _ in pair.a.tables[table].columns if column not in SILENT]
    apart = np.zeros((len(both[0]), len(columns)), bool)
    for k, column in enumerate(columns):
        for each in filter(None, (column, CELLS.get(column))):
            apart[:, k] |= both[0][each][pair.beat] != both[1][each][pair.beat]
    for row, k in np.argwhere(apart).tolist():
        if row in names:
            told = (_told(columns[k], row, rows, pair, {**NAMES, **coded}) for rows in both)
            yield Difference(names[row], WORDS.get(columns[k], columns[k]), *told)


def _told(column: str, row: int, rows: Rows, pair: _Pair, coded: dict[str, Sequence[str]]) -> str:
    """The value of a column of a record in words."""
    value = int(rows[column][pair.beat, row])
    if column in CELLS:
        return _place(value, int(rows[CELLS[column]][pair.beat, row]), pair.episode)
    if column in BODIES:
        return pair.episode.body_names[value - 1] if value else "nobody"
    if column == "late":
        return words.order(value) if value >= 0 else "none"
    if column == "timer" and value < 0:
        return "not bitten"
    if column in coded:
        return coded[column][value] if 0 <= value < len(coded[column]) else "none"
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


def _clock(column: str, value: int, episode: Episode) -> str:
    if column == "ending":
        return "none" if value == codes.RUNNING_STILL else episode.endings[value].name
    return str(value)
