"""Throughput on one core: a 32 x 32 field, 4 seats, 32 infected of both kinds, random legal orders, all phases on."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from warbell.bench.fields import SEATS, field
from warbell.bench.figure import Figure, best
from warbell.bench.game import Stretch, stretch
from warbell.encode.arrays import vectors
from warbell.engine.batch import advance, look, play
from warbell.engine.beat import PHASES
from warbell.engine.kernel import JIT
from warbell.engine.orders import sanitise
from warbell.engine.percept import Percept
from warbell.engine.world import World, digest

WORLDS, BEATS = 256, 16


def figures(say: Callable[[str], None]) -> list[Figure]:
    """Agent-steps a second without views, with percepts and with array views; nanoseconds of each phase."""
    say("playing a batch of 256 worlds")
    game = stretch(field(), WORLDS, BEATS)
    out = [_steps("engine.steps", game, _without_views), _steps("engine.steps with percepts", game, _with_percepts)]
    out.append(_steps("engine.steps with array views", game, _with_arrays))
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
    return Figure(name, game.beats * WORLDS * len(SEATS) / least, "agent-steps/s a core", total)


def _phases(game: Stretch) -> list[Figure]:
    """Play the stretch phase by phase, each over all worlds before the next, which is the same game.

    Timed that way every phase meets the worlds as they are in mid-beat; what is near in memory when a beat is played
    world by world is not here, so that the sum is a little more than the whole.
    """
    loops = [(phase.__name__, _over_all(phase)) for phase in PHASES]
    settle, ground = _settle_all(), game.episode.ground
    for _ in range(4):
        took: dict[str, list[float]] = {}  # of the last repeat: the first compiles
        world, percept = game.copy()
        for orders in game.orders:
            _timed(took, "sanitise", settle, ground, world, orders.copy())
            for name, loop in loops:
                _timed(took, name, loop, ground, world)
            world.clock["beat"] += 1
            _timed(took, "view", look, ground, world, percept)
    _same(game, world)
    return [
        Figure(f"engine.phase {name}", 1e9 * float(np.median(times)) / WORLDS, "ns/world-beat", sum(times))
        for name, times in took.items()
    ]


def _timed(took: dict[str, list[float]], name: str, work: Callable[..., None], *arguments: Any) -> None:
    began = time.process_time()
    work(*arguments)
    took.setdefault(name, []).append(time.process_time() - began)


def _over_all(phase: Callable[..., None]) -> Callable[..., None]:
    """`phase` for every world of a batch, compiled like the rest but not kept."""

    def loop(ground, world):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - compiled
        for e in range(world.clock.shape[0]):
            phase(ground, world, e)

    return _compiled(loop)


def _settle_all() -> Callable[..., None]:
    def loop(ground, world, orders):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - compiled
        for e in range(world.clock.shape[0]):
            sanitise(ground, world, e, orders)

    return _compiled(loop)


def _compiled(function: Callable[..., None]) -> Callable[..., None]:
    if not JIT:
        return function
    import numba

    compiled: Callable[..., None] = numba.njit(nogil=True, error_model="numpy")(function)
    return compiled


def _same(game: Stretch, world: World) -> None:
    """Phase by phase or world by world, it must have been the same game."""
    again, percept = game.copy()
    _without_views(game, again, percept)
    if (digest(again) != digest(world)).any():
        raise AssertionError("the phases of PHASES are not those of beat")
