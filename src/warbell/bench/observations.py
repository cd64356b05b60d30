"""What observing costs a learner: the native batched call, which gives arrays, against a beat with percepts alone."""

import time
from collections.abc import Callable
from functools import partial

import numpy as np

from warbell.bench.fields import field
from warbell.bench.figure import Figure
from warbell.bench.stretch import Stretch, stretch
from warbell.encode.presets import PRESETS
from warbell.engine.batch import advance
from warbell.envs.batch import Batch

WORLDS, BEATS, REPEATS = 256, 24, 7
FIRST = 8  # beats before any is timed


def figures(say: Callable[[str], None]) -> list[Figure]:
    """Nanoseconds a seat and beat of a beat with percepts; by how many hundredths a `Batch.step` takes longer."""
    game = stretch(field(), WORLDS, BEATS, warm_up=0)
    say("the native batched call against the engine, by turns")
    roads = [partial(_percepts, game), *(partial(_observed, game, preset) for preset in PRESETS)]
    for road in roads:
        road()  # compiled, before it is timed
    rounds = np.array([[road() for road in roads] for _ in range(REPEATS)])
    spent, least = rounds.sum(axis=0), rounds.min(axis=0)
    engine = Figure("observations.a beat with percepts", 1e9 * least[0] / game.orders[FIRST:].size, "ns/seat", spent[0])
    return [engine] + [
        Figure(f"observations.{preset} on top", 100 * least[k] / least[0] - 100, "%", spent[k])
        for k, preset in enumerate(PRESETS, 1)
    ]


def _percepts(game: Stretch) -> float:
    """Processor seconds of the stretch."""
    world, percept = game.copy()
    return _timed(game, lambda orders: advance(game.episode.ground, world, percept, orders))


def _observed(game: Stretch, preset: str) -> float:
    """The same, from the native call."""
    batch = Batch(game.episode, np.arange(WORLDS, dtype=np.uint64), preset=preset)
    return _timed(game, batch.step)


def _timed(game: Stretch, step: Callable[[np.ndarray], None]) -> float:
    for beat, orders in enumerate(game.orders):
        if beat == FIRST:
            began = time.process_time()
        step(orders)
    return time.process_time() - began
