"""The first compile, shared by two processes: each compiles half of the phases into the cache, then one links them.

Compiling is single-threaded and takes as long as everything else of a first start together, so a second core halves it.
Everything works without the other process too, only slower: what it did not leave in the cache is compiled here.
"""

import gc
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import numba
import numpy as np

from warbell import minds
from warbell.engine.batch import advance, perceive
from warbell.engine.beat import PHASES
from warbell.engine.orders import sanitise
from warbell.engine.percept import Percept, blank
from warbell.engine.views import view
from warbell.engine.world import World, digest, waits
from warbell.episodes import Episode, brief, load
from warbell.plans import parse

SPLIT = 22  # the phases from here on are the other process's, which compiles the views and minds as well
WORLD = np.uint64(0)  # the index of one as `batch` has it
SELDOM = (50_000, 50, 50)  # of the collector, which finds little in what a compiler leaves, and took 5 % of the time


class _Game(NamedTuple):
    """Something to compile on."""

    episode: Episode
    world: World
    percept: Percept
    orders: np.ndarray


def compile_everything() -> None:
    """Compile all that a first game would wait for."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        _own_half()
    finally:
        gc.set_threshold(*usual)


def _own_half() -> None:
    game = _game()
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as other:  # noqa: S603
        try:
            _compile(game, PHASES[:SPLIT], WORLD)
            _compile(game, [sanitise], WORLD, game.orders)
            if other.stdout is not None:
                other.stdout.readline()  # its phases are in the cache now, or it failed
            advance(game.episode.ground, game.world, game.percept, game.orders)
            perceive(game.episode.ground, game.world, game.percept)
            other.wait()
        finally:
            other.kill()
    _decide(game)
    digest(game.world)


def _other_half() -> None:
    gc.set_threshold(*SELDOM)
    game = _game()
    _compile(game, PHASES[SPLIT:], WORLD)
    _compile(game, [view], game.percept, WORLD, 0)
    sys.stdout.write("phases\n")
    sys.stdout.flush()
    _decide(game)


def _game() -> _Game:
    episode = load("garden")  # a night with people to look after, which the minds do in kernels of their own
    world = episode.start(np.zeros(1, np.uint64))
    return _Game(episode, world, blank(world), waits(world))


def _compile(game: _Game, phases: Sequence[Any], *others: Any) -> None:
    """Compile phases for ground, world, and others like these."""
    kinds = tuple(map(numba.typeof, (game.episode.ground, game.world, *others)))
    for phase in phases:
        phase.compile(kinds)


def _decide(game: _Game) -> None:
    """Let every mind decide once, and say what it means to do, as those in rooms do."""
    paper = brief(game.episode)
    plan = parse(game.episode.walkthrough or "", "walkthrough.plan", paper)
    for name in minds.NAMES:
        mind = minds.make(name, paper, list(range(len(paper.seats))), 1, plan)
        mind.decide(game.percept, game.orders)
        mind.line(game.percept, 0)


if __name__ == "__main__":
    _other_half()
