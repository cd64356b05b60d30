"""Throughput on one core: a 32 x 32 field, 4 seats, 32 infected of both kinds, random legal orders, all phases on."""

import time
from collections.abc import Callable

import numpy as np

from warbell.bench.fields import SEATS, field
from warbell.bench.figure import Figure, best
from warbell.bench.stretch import Stretch, stretch
from warbell.bench.ticks import timed_beat
from warbell.encode.arrays import vectors
from warbell.engine.batch import advance, look, play
from warbell.engine.beat import PHASES
from warbell.engine.percept import Percept
from warbell.engine.world import World, digest

WORLDS, BEATS = 64, 32  # as many worlds as a part of a run; they fit the processor's cache
MANY = 256  # which do not


def figures(say: Callable[[str], None]) -> list[Figure]:
    """Agent-steps a second without views, with percepts and with array views; nanoseconds of each phase."""
    say(f"playing batches of {WORLDS} and {MANY} worlds")
    game = stretch(field(), WORLDS, BEATS)
    out = [_steps("engine.steps", game, _without_views), _steps("engine.steps with percepts", game, _with_percepts)]
    out.append(_steps("engine.steps with array views", game, _with_arrays))
    out.append(_steps(f"engine.steps of {MANY} worlds at once", stretch(field(), MANY, BEATS // 4), _without_views))
    say("timing each phase")
    return out + _phases(game)


def _without_views(game: Stretch, world: World, _: Percept) -> None:
    for orders in game.orders:
        play(game.episode.ground, world, orders.copy())


def _with_percepts(game: Stretch, world: World, percept: Percept) -> None:
    for orders in game.orders:
        advance(game.episode.ground, world, percept, orders.copy())


def _with_arrays(game: Stretch, world: World, percept: Percept) -> None:
    out = vectors(percept)
    for orders in game.orders:
        advance(game.episode.ground, world, percept, orders.copy())
        vectors(percept, out)


def _steps(name: str, game: Stretch, road: Callable[[Stretch, World, Percept], None]) -> Figure:
    least, total = best(game.copy, lambda state: road(game, *state))
    return Figure(name, game.beats * len(game.world.clock) * len(SEATS) / least, "agent-steps/s a core", total)


def _phases(game: Stretch) -> list[Figure]:
    """What each phase of a beat costs where it stands, by the processor's own clock, read between the phases."""
    ground, names = game.episode.ground, ["sanitise", *(phase.__name__ for phase in PHASES)]
    timed = timed_beat(PHASES)
    least = np.full(len(names), np.inf)
    views = np.inf
    for _ in range(4):
        world, percept = game.copy()
        ticks = np.zeros(len(names), np.int64)
        looked, began = 0.0, time.perf_counter()
        for orders in game.orders:
            timed(ground, world, orders.copy(), ticks)
            start = time.perf_counter()
            look(ground, world, percept)
            looked += time.perf_counter() - start
        wall = time.perf_counter() - began - looked
        least = np.minimum(least, ticks * wall / ticks.sum())
        views = min(views, looked)
    _same(game, world)
    beats = game.beats * WORLDS
    return [
        Figure(f"engine.phase {name}", 1e9 * float(seconds) / beats, "ns/world-beat", float(seconds))
        for name, seconds in [*zip(names, least, strict=True), ("view", views)]
    ]


def _same(game: Stretch, world: World) -> None:
    """Phase by phase or world by world, it must have been the same game."""
    again, percept = game.copy()
    _without_views(game, again, percept)
    if (digest(again) != digest(world)).any():
        raise AssertionError("the phases of PHASES are not those of beat")
