"""What the engine is timed at: stretches of games on one core, a world full of idle infected, and the first compile."""

import tempfile
from collections.abc import Callable
from functools import partial

import numpy as np

from warbell.bench.child import python
from warbell.bench.fields import city, field
from warbell.bench.figure import Course, timed
from warbell.bench.stretch import Stretch, stretch
from warbell.engine.batch import advance, perceive, play
from warbell.engine.codes import RUNNING_STILL
from warbell.engine.percept import Percept, blank
from warbell.engine.world import World, clone
from warbell.episodes import load

WORLDS, BEATS = 64, 32  # as many worlds as a part of a run; they fit the processor's cache
MANY = 256  # which do not
IDLE = 5_000
COLD = """
import numpy as np
from warbell.engine.batch import advance, perceive
from warbell.engine.percept import blank
from warbell.episodes import load

episode = load("curfew")
world = episode.start(np.zeros(1, np.uint64))
percept = blank(world)
perceive(episode.ground, world, percept)
advance(episode.ground, world, percept, np.zeros(percept.mask.shape[:2], np.int32))
"""


def courses() -> list[Course]:
    """All of them, ready to run; each once before, so that nothing is compiled any more while it is timed."""
    game, many = stretch(field(), WORLDS, BEATS), stretch(field(), MANY, BEATS // 4)
    curfew = stretch(load("curfew"), WORLDS, BEATS)
    if (curfew.world.clock["ending"] != RUNNING_STILL).any():
        raise AssertionError("a game of curfew ends before it is measured")
    ready = [
        _steps("engine.steps", game, _without_views),
        _steps("engine.steps with percepts", game, _with_percepts),
        _steps("engine.steps of curfew with percepts", curfew, _with_percepts),
        _steps(f"engine.steps of {MANY} worlds at once", many, _without_views),
        _idle(),
    ]
    for course in ready:
        course.once()
    return [
        *ready,
        Course("engine.first compile, to the first beat of curfew", _cold, lambda seconds: seconds, "CPU s"),
    ]


def _without_views(game: Stretch, world: World, _: Percept) -> None:
    for orders in game.orders:
        play(game.episode.ground, world, orders.copy())


def _with_percepts(game: Stretch, world: World, percept: Percept) -> None:
    for orders in game.orders:
        advance(game.episode.ground, world, percept, orders.copy())


def _steps(name: str, game: Stretch, road: Callable[[Stretch, World, Percept], None]) -> Course:
    once = timed(game.copy, lambda state: road(game, *state))
    return Course(name, once, lambda seconds: game.orders.size / seconds, "agent-steps/s a core")


def _idle() -> Course:
    """One world of infected whom nothing has roused."""
    episode = city(256, IDLE)
    world = episode.start(np.zeros(1, np.uint64))
    percept = blank(world)
    perceive(episode.ground, world, percept)
    orders = np.zeros(percept.mask.shape[:2], np.int32)

    def work(own: World) -> None:
        for _ in range(BEATS):
            play(episode.ground, own, orders)

    return Course(f"engine.{IDLE} idle infected", timed(partial(clone, world), work), _milliseconds, "ms/beat")


def _milliseconds(seconds: float) -> float:
    return 1e3 * seconds / BEATS


def _cold() -> float:
    with tempfile.TemporaryDirectory() as folder:
        return python("-c", COLD, env={"WARBELL_CACHE": folder}).cpu
