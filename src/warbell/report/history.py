"""What a finished run was, beat by beat: the tables the page and the summary are drawn from.

This reads the world itself, as a referee may: a finished game is public.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from warbell.encode.words import Cast, sentence, story
from warbell.engine import codes
from warbell.episodes import Episode
from warbell.replay import Header, Replay, steps
from warbell.report.referee import objectives_met, referee_cast
from warbell.rollout import ABANDONED, ABANDONED_TEXT

HARM = {codes.BITTEN, codes.DRONE_STRUCK, codes.FELL, codes.DIED, codes.TURNED}
TOLD = -1  # the kind of what the story tells, which is no event


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


@dataclass(frozen=True)
class History:
    """A run of N beats with P seats and D drones; row 0 of every table is the start, row n what beat n left."""

    episode: Episode
    header: Header
    name: str  # the replay's file
    places: np.ndarray  # int32 [N + 1, P, 2]: (y, x)
    states: np.ndarray  # uint8 [N + 1, P]
    natures: np.ndarray  # uint8 [N + 1, P]
    health: np.ndarray  # int32 [N + 1, P]: points
    rates: np.ndarray  # int32 [N + 1, P]: beats a minute
    fears: np.ndarray  # int32 [N + 1, P]: 0..100
    packs: np.ndarray  # int32 [N + 1, P, N_OBJECTS]
    noise: np.ndarray  # int32 [N + 1]: cells
    happenings: Sequence[Happening]

    @property
    def beats(self) -> int:
        """N."""
        return len(self.noise) - 1

    def of(self, *kinds: int) -> list[Happening]:
        """The happenings of some kinds, in order."""
        return [happening for happening in self.happenings if happening.kind in kinds]

    @property
    def ending(self) -> str:
        """How it ended, in the words of the episode."""
        if self.header.outcome == ABANDONED:  # an episode may well have an ending of that name
            return ABANDONED_TEXT
        return next((ending.text for ending in self.episode.endings if ending.name == self.header.ending), "")

    def last_beat(self, seat: int) -> int:
        """The last beat in which a team member was on the map, alive and themselves; N if they were to the end."""
        gone = (self.states[:, seat] >= codes.DEAD) | (self.natures[:, seat] >= codes.FIRST_INFECTED)
        return int(gone.argmax()) if gone.any() else self.beats

    def harms(self, happening: Happening) -> bool:
        """True if a team member was bitten, struck by a drone, went down, died or turned."""
        befallen = happening.whom if happening.kind in {codes.BITTEN, codes.DRONE_STRUCK} else happening.who
        return happening.kind in HARM and 0 <= befallen < len(self.episode.seats)

    def fate(self, seat: int) -> str:
        """What became of a team member: "got out", "died, beat 31", "turned, beat 40", "alive"."""
        for kind, word in ((codes.TURNED, "turned"), (codes.DIED, "died"), (codes.ESCAPED, "got out")):
            for happening in self.of(kind):
                if happening.who == seat:
                    return f"{word}, beat {happening.beat}"
        return "down, alive" if self.states[-1, seat] == codes.DOWN else "alive"


def history(replay: Replay) -> History:
    """Play a replay through once and write its history."""
    seats, size = len(replay.header.seats), len(replay.orders) + 1
    happenings: list[Happening] = []
    past = History(
        episode=replay.episode,
        header=replay.header,
        name=replay.name,
        places=np.zeros((size, seats, 2), np.int32),
        states=np.zeros((size, seats), np.uint8),
        natures=np.zeros((size, seats), np.uint8),
        health=np.zeros((size, seats), np.int32),
        rates=np.zeros((size, seats), np.int32),
        fears=np.zeros((size, seats), np.int32),
        packs=np.zeros((size, seats, codes.N_OBJECTS), np.int32),
        noise=np.zeros(size, np.int32),
        happenings=happenings,
    )
    for step in steps(replay):
        world, beat = step.world, step.beat
        bodies = world.bodies[0, :seats]
        past.places[beat, :, 0], past.places[beat, :, 1] = bodies["y"], bodies["x"]
        past.states[beat], past.natures[beat], past.health[beat] = bodies["state"], bodies["nature"], bodies["hp"]
        past.rates[beat], past.fears[beat] = world.hearts["rate"][0], world.hearts["fear"][0]
        past.packs[beat], past.noise[beat] = world.packs[0], world.clock["noise"][0]
        cast = referee_cast(world, replay.episode)
        texts = story(replay.episode.story, beat, objectives_met(world))
        happenings.extend(Happening(beat, TOLD, -1, -1, 0, 0, 0, text) for text in texts)
        happenings.extend(_happening(beat, row, cast) for row in world.events[0, : world.clock["events"][0]])
    return past


def _happening(beat: int, row: np.void, cast: Cast) -> Happening:
    kind, who, whom, y, x, value = (int(row[name]) for name in ("kind", "who", "whom", "y", "x", "value"))
    return Happening(beat, kind, who, whom, y, x, value, sentence(row, cast))
