"""What a finished run was, beat by beat: the tables the page and the summary are drawn from.

It is read from the film, as a referee may: a finished game is public.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from warbell.encode.words import sentence, story
from warbell.engine import codes
from warbell.episodes import Episode
from warbell.film import Film
from warbell.film.strip import HAPPENED
from warbell.replay import Header, Replay
from warbell.report.referee import objectives_met, referee_cast
from warbell.rollout import ABANDONED, ABANDONED_TEXT

HARM = {
    codes.BITTEN, codes.DRONE_STRUCK, codes.BURNT, codes.SHOT, codes.DROPPED, codes.FELL, codes.DIED, codes.TURNED,
    codes.DROWNED,
}  # fmt: skip
# It befalls whom the event names second.
BY_ANOTHER = {codes.BITTEN, codes.DRONE_STRUCK, codes.BURNT, codes.STRUCK, codes.SHOT, codes.DROWNED}
TOLD = -1  # the kind of what the story tells, which is no event
NOBODY = -1  # how far from the nearest, where there is none


@dataclass(frozen=True)
class Happening:
    """An event, or a text of the story, and its beat; the fields mean what they mean in an EVENT row."""

    beat: int
    kind: int
    who: int
    whom: int
    y: int
    x: int
    value: int
    text: str
    foe: int = -1  # why it came about, as an EVENT row has it
    quarry: int = -1
    since: int = 0
    clue: int = codes.NO_CLUE
    lure: int = codes.SILENCE


@dataclass(frozen=True)
class History:
    """A run of N beats with P seats and D drones; row 0 of every table is the start, row n what beat n left."""

    episode: Episode
    header: Header
    rules: int  # version of those it was played by
    name: str  # the replay's file
    places: np.ndarray  # int32 [N + 1, P, 2]: (y, x)
    states: np.ndarray  # int32 [N + 1, P]
    natures: np.ndarray  # int32 [N + 1, P]
    health: np.ndarray  # int32 [N + 1, P]: points
    rates: np.ndarray  # int32 [N + 1, P]: beats a minute
    fears: np.ndarray  # int32 [N + 1, P]: 0..100
    packs: np.ndarray  # int32 [N + 1, P, N_OBJECTS]
    noise: np.ndarray  # int32 [N + 1]: cells
    orders: np.ndarray  # int16 [N, P]: row n what was ordered for beat n + 1, as in a Replay
    happenings: Sequence[Happening]
    film: Film  # everything else

    @property
    def beats(self) -> int:
        """N."""
        return len(self.noise) - 1

    def of(self, *kinds: int) -> list[Happening]:
        """The happenings of some kinds, in order."""
        found = sorted(each for kind in set(kinds) for each in self._of_kind.get(kind, ()))
        return [self.happenings[k] for k in found]

    @cached_property
    def _of_kind(self) -> dict[int, list[int]]:
        """Where in the happenings those of a kind are."""
        found: dict[int, list[int]] = {}
        for k, each in enumerate(self.happenings):
            found.setdefault(each.kind, []).append(k)
        return found

    @property
    def ending(self) -> str:
        """How it ended, in the words of the episode."""
        if self.header.outcome == ABANDONED:  # an episode may well have an ending of that name
            return ABANDONED_TEXT
        return next((ending.text for ending in self.episode.endings if ending.name == self.header.ending), "")

    def last_beat(self, seat: int) -> int:
        """The beat in which a team member was last on the map, alive and themselves; N if they were to the end."""
        return min(self._gone(seat), self.beats)

    def apart(self, seat: int) -> np.ndarray:
        """Cells to the nearest other who is still there on the same sheet, as a king moves: int32 [N + 1].

        NOBODY where nobody is, or the seat itself is no more.
        """
        seats = len(self.episode.seats)
        there = np.stack([np.arange(self.beats + 1) < self._gone(other) for other in range(seats)], axis=-1)
        sheets = self._sheets()
        near = there & there[:, [seat]] & (sheets == sheets[:, [seat]]) & (np.arange(seats) != seat)
        cells = np.abs(self.places - self.places[:, [seat]]).max(axis=-1)
        least = np.where(near, cells, np.iinfo(np.int32).max).min(axis=-1)
        return np.where(near.any(axis=-1), least, NOBODY).astype(np.int32)

    def _gone(self, seat: int) -> int:
        """The first beat in which a team member is dead, away or infected; N + 1 if they were there to the end."""
        gone = (self.states[:, seat] >= codes.DEAD) | codes.IS_INFECTED[self.natures[:, seat]]
        return int(gone.argmax()) if gone.any() else self.beats + 1

    def _sheets(self) -> np.ndarray:
        """The index of the sheet on which everybody is: int32 [N + 1, P]."""
        found = np.full(self.places.shape[:-1], -1, np.int32)
        ys, xs = self.places[..., 0], self.places[..., 1]
        for index, sheet in enumerate(self.episode.sheets):
            rows = (ys >= sheet.top) & (ys < sheet.top + sheet.height)
            found[rows & (xs >= sheet.left) & (xs < sheet.left + sheet.width)] = index
        return found

    @property
    def goals(self) -> np.ndarray:
        """How far each objective has come: int32 [N + 1, J]."""
        return self.film.goals

    @property
    def people(self) -> int:
        """How many bodies are people's: the seats, and after them those without one."""
        return len(self.film.hearts)

    @cached_property
    def hangs(self) -> np.ndarray:
        """Which of the people hang under a captured drone: bool [N + 1, P]."""
        found: np.ndarray = self.film.bodies["borne"][:, : self.people] == codes.ON_DRONE
        return found

    @cached_property
    def things(self) -> np.ndarray | None:
        """What was set on cells (THINGS): int32 [N + 1, H, W]; None if the episode had no such things."""
        return self.film.field("thing")

    @cached_property
    def fires(self) -> np.ndarray | None:
        """For how many beats more cells burn: int32 [N + 1, H, W]; None if the episode had no such things."""
        return self.film.field("fire")

    def thing_at(self, cell: tuple[int, int], beat: int) -> int:
        """What was set on a cell after so many beats (THINGS)."""
        return codes.NO_THING if self.things is None else int(self.things[(beat, *cell)])

    def is_seat(self, body: int) -> bool:
        """True if a body is one of the team's."""
        return 0 <= body < len(self.episode.seats)

    def is_person(self, body: int) -> bool:
        """True if a body is one of the people, with a seat or without."""
        return 0 <= body < self.people

    def called(self, body: int) -> str:
        """What a body is called; "somebody" if there is none."""
        return self.episode.body_names[body] if 0 <= body < len(self.episode.body_names) else "somebody"

    def lost(self, beat: int) -> list[int]:
        """The seats that are dead or have turned after so many beats."""
        gone = (self.states[beat] == codes.DEAD) | codes.IS_INFECTED[self.natures[beat]]
        seats: list[int] = np.flatnonzero(gone).tolist()
        return seats

    def saved(self, beat: int) -> list[int]:
        """The seats that are out after so many beats."""
        gone = (self.states[beat] == codes.AWAY) & ~codes.IS_INFECTED[self.natures[beat]]
        seats: list[int] = np.flatnonzero(gone).tolist()
        return seats

    def befallen(self, happening: Happening) -> int:
        """The body whom an event of harm befell."""
        return happening.whom if happening.kind in BY_ANOTHER else happening.who

    def harms(self, happening: Happening) -> bool:
        """True if a team member was bitten, struck by a drone, burnt, hurt by a drop, went down, died or turned."""
        if happening.kind == codes.DROPPED and not happening.value:
            return False
        return happening.kind in HARM and self.is_seat(self.befallen(happening))

    def fate(self, body: int) -> str:
        """What became of one of the people: "got out, beat 90", "died, beat 31", "left behind", "down, alive".

        Who got out with a bite that nobody cured is said to be bitten. Left behind was who was still there when a night
        with a way out was over.
        """
        bodies = self.film.bodies
        for kind, word in ((codes.TURNED, "turned"), (codes.DIED, "died"), (codes.ESCAPED, "got out")):
            for happening in self.of(kind):
                if happening.who == body:
                    bitten = happening.kind == codes.ESCAPED and bodies["timer"][happening.beat, body] >= 0
                    return f"{word}, beat {happening.beat}" + (", bitten" if bitten else "")
        over = self.header.outcome != ABANDONED and self.episode.ground.exits.any()
        word = "left behind" if over else "alive"
        return f"down, {word}" if bodies["state"][-1, body] == codes.DOWN else word


def history(replay: Replay) -> History:
    """The history of a replay, from its film; BadInput if it has none."""
    film, episode, seats = replay.film, replay.episode, len(replay.header.seats)
    bodies, hearts = film.bodies, film.hearts
    return History(
        episode=episode,
        header=replay.header,
        rules=replay.rules,
        name=replay.name,
        places=np.stack([bodies["y"][:, :seats], bodies["x"][:, :seats]], axis=-1),
        states=bodies["state"][:, :seats],
        natures=bodies["nature"][:, :seats],
        health=bodies["hp"][:, :seats],
        rates=hearts["rate"][:, :seats],
        fears=hearts["fear"][:, :seats],
        packs=film.packs[:, :seats],
        noise=film.clock["noise"][:, 0],
        orders=replay.orders,
        happenings=[*_happenings(film, episode)],
        film=film,
    )


def _happenings(film: Film, episode: Episode) -> Iterator[Happening]:
    for beat in range(film.beats + 1):
        cast = referee_cast(film, beat, episode)
        for text in story(episode.story, beat, objectives_met(film, beat)):
            yield Happening(beat, TOLD, -1, -1, 0, 0, 0, text)
        for row in film.events_of(beat):
            kind, who, whom, y, x, value, *why = (int(row[name]) for name in HAPPENED[1:])
            yield Happening(beat, kind, who, whom, y, x, value, sentence(row, cast), *why)
