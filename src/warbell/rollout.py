"""Play a batch of worlds of one episode, and keep what proves it: orders and a seal for each beat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Event
from typing import Any, Final, NamedTuple, Protocol

import numpy as np

from warbell.engine import digest as states
from warbell.engine import percept as percepts
from warbell.engine import world as worlds
from warbell.engine.batch import advance, perceive, play
from warbell.engine.codes import RUNNING_STILL
from warbell.engine.percept import Percept
from warbell.engine.world import World
from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.film import Camera, Strip
from warbell.order_names import FOLDS, known
from warbell.spread import Stopped

ABANDONED: Final = "abandoned"  # outcome and ending of a game that was left before it ended
ABANDONED_TEXT = "The game was left before it ended."  # in place of an ending's
_FACTOR = 0x9E3779B97F4A7C15
_INVERSE = pow(_FACTOR, -1, 2**64)
_LEFT = -2  # clock.ending of a world that is left: it stands still from then on, as one that ended does


class Decider(Protocol):
    """Whatever gives the orders of a batch: the minds of a run, or the records of replays."""

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill `out`, int32 [E, P], with the orders of all seats of all worlds for the next beat."""


@dataclass(frozen=True)
class Rollout:
    """E worlds that are finished or left; N[e] is how many beats world e took."""

    start: np.ndarray  # uint64 [E]: digest of the world before the first beat
    orders: list[np.ndarray]  # E times int16 [N[e], P]
    digests: list[np.ndarray]  # E times uint64 [N[e]]: of the world after each beat
    rewards: list[np.ndarray]  # E times int32 [N[e]]: what the score gained in each beat
    ends: list["End"]  # E of them
    strips: list[Strip | None]  # E films, None of a game that was not filmed or is too long for a film

    @cached_property
    def seals(self) -> list[np.ndarray]:
        """The seals of every world's beats: E times uint64 [N[e]]."""
        return [seal(digests, orders) for digests, orders in zip(self.digests, self.orders, strict=True)]


class Recorded:
    """Gives the orders of games that were played, one game a world; a world ends or is left before they run out."""

    def __init__(self, games: Sequence[np.ndarray]) -> None:
        """`games` are E times int16 [N[e], P]."""
        self._beat = 0
        self._orders = np.zeros((max(map(len, games)), len(games), games[0].shape[1]), np.int16)
        for world, orders in enumerate(games):
            self._orders[: len(orders), world] = orders

    def decide(self, percept: Percept, out: np.ndarray) -> None:  # noqa: ARG002 - whatever anybody perceived
        """Fill in the recorded orders of the next beat."""
        out[:] = self._orders[self._beat]
        self._beat += 1


class End(NamedTuple):
    """How a world ended, or where it was left, under the names that results and replay headers use."""

    outcome: str  # "won", "lost", "timeout" or ABANDONED
    ending: str  # name of the ending, or ABANDONED
    score: int
    beats: int
    saved: int  # team members who left alive
    dead: int
    turned: int
    digest: int  # of the last world


def seal(digests: np.ndarray, orders: np.ndarray, folds: np.ndarray = FOLDS[2]) -> np.ndarray:
    """Fold the orders given, integers [E, P], into the digests of the worlds they led to, uint64 [E].

    An order that changes nothing (a dead person's) leaves the digest as it is, yet a changed record must show. What is
    folded in is `folds` of an order: its name, which does not change when orders are numbered anew.
    """
    out, words = digests.copy(), folds[known(orders)]
    for seat in range(orders.shape[1]):
        out = (out ^ words[:, seat]) * np.uint64(_FACTOR)
        out ^= out >> np.uint64(29)
    return out


def seal_one(digest: int, words: Iterable[int]) -> int:
    """The seal of one world, by its digest and what is folded in for each seat (an entry of FOLDS, as a number)."""
    for word in words:
        digest = (digest ^ word) * _FACTOR % 2**64
        digest ^= digest >> 29
    return digest


def unseal(sealed: int, words: Sequence[int]) -> int:
    """The digest of a world from its seal, and what was folded into it (`order_names.fold_of`), seat by seat."""
    for word in reversed(words):
        sealed ^= sealed >> 29 ^ sealed >> 58
        sealed = sealed * _INVERSE % 2**64 ^ word
    return sealed


def check_episode(episode: Episode) -> Episode:
    """The episode; BadInput if it is none, as a name would be."""
    if not isinstance(episode, Episode):
        raise BadInput("episode", repr(episode), "what warbell.load or warbell.skirmish returned")
    return episode


def check_count(name: str, given: Any) -> int:
    """What is a number of something, one at least; BadInput if it is none."""
    if isinstance(given, bool) or not isinstance(given, (int, np.integer)) or given < 1:
        raise BadInput(name, repr(given), "a whole number, 1 or more")
    return int(given)


def check_seeds(seeds: Sequence[int] | np.ndarray) -> np.ndarray:
    """Seeds as uint64 [E]; BadInput unless they are a row of whole numbers of 64 bits, one at least."""
    row = seeds.tolist() if isinstance(seeds, np.ndarray) else seeds
    if not isinstance(row, Sequence) or not row:
        raise BadInput("seeds", repr(seeds), "a row of seeds, one for each world")
    for seed in row:
        if not isinstance(seed, (int, np.integer)) or not 0 <= seed < 2**64:
            raise BadInput("seeds", repr(seed), f"whole numbers from 0 to {2**64 - 1}")
    return np.array(row, np.uint64)


def rollout(
    episode: Episode,
    seeds: np.ndarray,
    decider: Decider,
    stop: Event | None = None,
    *,
    views: bool = True,
    filmed: bool = False,
    beats: Sequence[int] | None = None,
) -> Rollout:
    """Play one world for each seed, uint64 [E], until its ending; the episode's beat limit bounds the time.

    Without `views` the decider gets the percepts of the start for ever. With `filmed` every game is filmed. With
    `beats`, E numbers, a world that still runs after so many beats is left there. Raises Stopped between two beats
    once `stop` is set.
    """
    world = episode.start(seeds)
    percept = percepts.blank(world)
    perceive(episode.ground, world, percept)
    state = states.words(world)
    start = states.digest(state)
    orders = worlds.waits(world)
    given: list[np.ndarray] = []  # int16 [E, P] a beat
    digests: list[np.ndarray] = []  # uint64 [E] a beat
    rewards: list[np.ndarray] = []  # int32 [E] a beat
    camera = Camera(world) if filmed else None
    left = _leave(episode, world, beats, 0)
    while (world.clock["ending"] == RUNNING_STILL).any():
        if stop is not None and stop.is_set():
            raise Stopped
        orders[:] = 0
        decider.decide(percept, orders)
        orders[:] = known(orders)
        given.append(orders.astype(np.int16))
        if views:
            advance(episode.ground, world, percept, orders)
        else:
            play(episode.ground, world, orders)
        digests.append(states.digest(state))
        rewards.append(world.clock["reward"].copy())
        if camera:
            camera.shoot()
        left |= _leave(episode, world, beats, len(given))
    last = states.digest(state)
    ends = [left.get(e) or end_of(episode, clock, last[e]) for e, clock in enumerate(world.clock)]
    lengths = [end.beats for end in ends]
    return Rollout(
        start=start,
        orders=[_column(given, e, end.beats, orders[e]) for e, end in enumerate(ends)],
        digests=[np.array([row[e] for row in digests[: end.beats]], np.uint64) for e, end in enumerate(ends)],
        rewards=[np.array([row[e] for row in rewards[: end.beats]], np.int32) for e, end in enumerate(ends)],
        ends=ends,
        strips=camera.strips(lengths) if camera else [None] * len(ends),
    )


def _column(given: list[np.ndarray], world: int, beats: int, like: np.ndarray) -> np.ndarray:
    """The orders of one world, int16 [beats, P], also where it was left before the first."""
    return np.array([row[world] for row in given[:beats]], np.int16).reshape(beats, len(like))


def _leave(episode: Episode, world: World, beats: Sequence[int] | None, beat: int) -> dict[int, End]:
    """Leave the worlds that run and are to be left at this beat, and say where each of them was."""
    if beats is None or beat not in beats:
        return {}
    gone = np.flatnonzero((world.clock["ending"] == RUNNING_STILL) & (np.array(beats) == beat)).tolist()
    digests = states.digest(world)
    left = {e: end_of(episode, world.clock[e], digests[e]) for e in gone}
    world.clock["ending"][gone] = _LEFT
    return left


def end_of(episode: Episode, clock: np.void, digest: np.uint64) -> End:
    """How the world with this clock (CLOCK) and digest ended, or, while it runs, where it would be left."""
    ending = None if clock["ending"] == RUNNING_STILL else episode.endings[clock["ending"]]
    return End(
        outcome=ending.outcome if ending else ABANDONED,
        ending=ending.name if ending else ABANDONED,
        score=int(clock["score"]),
        beats=int(clock["beat"]),
        saved=int(clock["saved"]),
        dead=int(clock["dead"]),
        turned=int(clock["turned"]),
        digest=int(digest),
    )
