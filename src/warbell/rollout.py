"""Play a batch of worlds of one episode to their endings, and keep what proves it: orders and a seal for each beat."""

from dataclasses import dataclass
from threading import Event
from typing import NamedTuple, Protocol

import numpy as np

from warbell.engine import percept as percepts
from warbell.engine import world as worlds
from warbell.engine.batch import advance, perceive, play
from warbell.engine.codes import N_ACTIONS, RUNNING_STILL
from warbell.engine.percept import Percept
from warbell.episodes import Episode
from warbell.spread import Stopped


class Decider(Protocol):
    """Whatever gives the orders of a batch: the minds of a run, or the records of replays."""

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill `out`, int32 [E, P], with the orders of all seats of all worlds for the next beat."""


@dataclass(frozen=True)
class Rollout:
    """E finished worlds; N[e] is how many beats world e took."""

    start: np.ndarray  # uint64 [E]: digest of the world before the first beat
    orders: list[np.ndarray]  # E times int16 [N[e], P]
    seals: list[np.ndarray]  # E times uint64 [N[e]]
    ends: list["End"]  # E of them


class End(NamedTuple):
    """How a world ended, under the names that results and replay headers use."""

    outcome: str  # "won", "lost" or "timeout"
    ending: str  # name of the ending
    score: int
    beats: int
    saved: int  # team members who left alive
    dead: int
    turned: int
    digest: int  # of the last world


def seal(digests: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """Fold the orders given, integers [E, P], into the digests of the worlds they led to, uint64 [E].

    An order that changes nothing (a dead person's) leaves the digest as it is, yet a changed record must show.
    """
    out = digests.copy()
    for seat in range(orders.shape[1]):
        out = (out ^ orders[:, seat].astype(np.int64).view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        out ^= out >> np.uint64(29)
    return out


def rollout(
    episode: Episode, seeds: np.ndarray, decider: Decider, stop: Event | None = None, *, views: bool = True
) -> Rollout:
    """Play one world for each seed, uint64 [E], until its ending; the episode's beat limit bounds the time.

    Without `views` the decider gets the percepts of the start for ever. Raises Stopped between two beats once `stop`
    is set.
    """
    world = episode.start(seeds)
    percept = percepts.blank(world)
    perceive(episode.ground, world, percept)
    start = worlds.digest(world)
    orders = np.zeros(world.hearts.shape, np.int32)
    given: list[np.ndarray] = []  # int16 [E, P] a beat
    seals: list[np.ndarray] = []  # uint64 [E] a beat
    while (world.clock["ending"] == RUNNING_STILL).any():
        if stop is not None and stop.is_set():
            raise Stopped
        orders[:] = 0
        decider.decide(percept, orders)
        # What is no order at all stays none, within what a record can hold.
        np.clip(orders, -1, N_ACTIONS, out=orders)
        given.append(orders.astype(np.int16))
        if views:
            advance(episode.ground, world, percept, orders)
        else:
            play(episode.ground, world, orders)
        seals.append(seal(worlds.digest(world), orders))
    ends = [_end(episode, clock, digest) for clock, digest in zip(world.clock, worlds.digest(world), strict=True)]
    return Rollout(
        start=start,
        orders=[np.array([row[e] for row in given[: end.beats]]) for e, end in enumerate(ends)],
        seals=[np.array([row[e] for row in seals[: end.beats]]) for e, end in enumerate(ends)],
        ends=ends,
    )


def _end(episode: Episode, clock: np.void, digest: np.uint64) -> End:
    ending = episode.endings[clock["ending"]]
    return End(
        outcome=ending.outcome,
        ending=ending.name,
        score=int(clock["score"]),
        beats=int(clock["beat"]),
        saved=int(clock["saved"]),
        dead=int(clock["dead"]),
        turned=int(clock["turned"]),
        digest=int(digest),
    )
