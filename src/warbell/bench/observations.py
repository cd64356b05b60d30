"""What observing costs a learner: the native batched call, which gives arrays, against a beat with percepts alone."""

import time
from collections.abc import Callable
from functools import partial

import numpy as np

from warbell.bench.fields import field
from warbell.bench.figure import Figure
from warbell.bench.stretch import stretch
from warbell.encode.presets import PRESETS
from warbell.engine.batch import advance, perceive
from warbell.engine.percept import blank
from warbell.envs.batch import Batch
from warbell.episodes import Episode

WORLDS, FIRST, BEATS, REPEATS = 256, 8, 40, 5  # worlds; beats before any is timed, beats that are
SEEDS = np.arange(WORLDS, dtype=np.uint64)  # those of a stretch
Step = Callable[[np.ndarray], None]


def figures(say: Callable[[str], None]) -> list[Figure]:
    """Nanoseconds a seat and beat of a beat with percepts; by how many hundredths a `Batch.step` takes longer.

    Beat by beat by turns, as a machine that slows down then slows all of them; medians of all beats.
    """
    episode = field()
    orders = stretch(episode, WORLDS, FIRST + BEATS, warm_up=0).orders
    say("the native batched call against the engine, by turns")
    taken = np.array([_taken(episode, orders) for _ in range(REPEATS)])
    spent = taken.sum(axis=(0, 1))
    engine = np.median(taken[:, :, 0])
    ratios = np.median(taken / taken[:, :, :1], axis=(0, 1))[1:]
    first = Figure("observations.a beat with percepts", 1e9 * engine / orders[0].size, "ns/seat", spent[0])
    return [first] + [
        Figure(f"observations.{preset} on top", 100 * ratio - 100, "%", seconds)
        for preset, ratio, seconds in zip(PRESETS, ratios, spent[1:], strict=True)
    ]


def _taken(episode: Episode, orders: np.ndarray) -> np.ndarray:
    """Processor seconds of each beat: percepts alone, then either preset, [BEATS, 3]."""
    world = episode.start(SEEDS)
    percept = blank(world)
    perceive(episode.ground, world, percept)
    roads: list[Step] = [partial(advance, episode.ground, world, percept)]
    roads += [Batch(episode, SEEDS, preset=preset).step for preset in PRESETS]
    return np.array([[_timed(step, given) for step in roads] for given in orders])[FIRST:]


def _timed(step: Step, orders: np.ndarray) -> float:
    began = time.process_time()
    step(orders)
    return time.process_time() - began
