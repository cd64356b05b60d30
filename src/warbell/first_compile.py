"""The first compile, shared by two processes: from both ends of the phases until they meet, then one links them.

Compiling is single-threaded, so a second core halves it. Everything works without the other process too, only slower:
what it did not leave in the cache is compiled here.
"""

import gc
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numba
import numpy as np

from warbell import minds
from warbell.engine.batch import advance, perceive
from warbell.engine.beat import PHASES
from warbell.engine.digest import digest
from warbell.engine.orders import sanitise
from warbell.engine.percept import Percept, blank
from warbell.engine.views import view
from warbell.engine.world import World, waits
from warbell.episodes import Episode, brief, load
from warbell.plans import parse

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
        with TemporaryDirectory(prefix="warbell-") as claims:
            _from_the_front(Path(claims))
    finally:
        gc.set_threshold(*usual)


def _from_the_front(claims: Path) -> None:
    command = [sys.executable, "-m", __name__, str(claims)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as other:  # noqa: S603
        try:
            episode = _night()
            _compile(_on(episode, episode.opening.world), PHASES, claims)
            game = _on(episode, episode.start(np.zeros(1, np.uint64)))
            if other.stdout is not None:
                other.stdout.readline()  # its phases are in the cache now, or it failed
            advance(episode.ground, game.world, game.percept, game.orders)
            perceive(episode.ground, game.world, game.percept)
            other.wait()
        finally:
            other.kill()
    _decide(game)
    digest(game.world)


def _from_the_end(claims: Path) -> None:
    gc.set_threshold(*SELDOM)
    episode = _night()
    game = _on(episode, episode.opening.world)  # no infected has a place: it is of the right types
    _compile(game, [view, sanitise, *reversed(PHASES)], claims)
    sys.stdout.write("phases\n")
    sys.stdout.flush()
    _decide(game)


def _night() -> Episode:
    return load("garden")  # with people to look after, which the minds do in kernels of their own


def _on(episode: Episode, world: World) -> _Game:
    return _Game(episode, world, blank(world), waits(world))


def _compile(game: _Game, phases: Iterable[Any], claims: Path) -> None:
    """Compile those phases that the other process has not claimed."""
    others = {sanitise: (WORLD, game.orders), view: (game.percept, WORLD, 0)}
    for phase in phases:
        try:
            (claims / phase.__name__).touch(exist_ok=False)
        except FileExistsError:
            continue
        phase.compile(tuple(map(numba.typeof, (game.episode.ground, game.world, *others.get(phase, (WORLD,))))))


def _decide(game: _Game) -> None:
    """Let every mind decide once, and say what it means to do, as those in rooms do."""
    paper = brief(game.episode)
    plan = parse(game.episode.walkthrough or "", "walkthrough.plan", paper)
    for name in minds.NAMES:
        mind = minds.make(name, paper, list(range(len(paper.seats))), 1, plan)
        mind.decide(game.percept, game.orders)
        mind.line(game.percept, 0)


if __name__ == "__main__":
    _from_the_end(Path(sys.argv[1]))
