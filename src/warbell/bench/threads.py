"""A batch of 256 worlds on one thread and on more: time on the wall, as threads spend the processor's together."""

import time
from collections.abc import Callable

from warbell.bench.fields import field
from warbell.bench.figure import Figure
from warbell.bench.game import Stretch, stretch
from warbell.engine.batch import advance
from warbell.spread import cores

WORLDS, BEATS, REPEATS = 256, 32, 5


def figures(say: Callable[[str], None]) -> list[Figure]:
    """How many times faster two threads are than one, and all cores where there are more."""
    game = stretch(field(), WORLDS, BEATS)
    say("one thread")
    alone, cpu = _wall(game, 1)
    out = [Figure("threads.1", game.beats * WORLDS / alone, "world-beats/s", cpu)]
    for threads in sorted({2, cores()} - {1}):
        say(f"{threads} threads")
        together, cpu = _wall(game, threads)
        out.append(Figure(f"threads.{threads}", game.beats * WORLDS / together, "world-beats/s", cpu))
        out.append(Figure(f"threads.speed-up of {threads}", alone / together, "times", cpu))
    return out


def _wall(game: Stretch, threads: int) -> tuple[float, float]:
    """(least wall seconds, processor seconds in all) of the stretch with views."""
    times, cpu = [], time.process_time()
    for _ in range(REPEATS):
        world, percept = game.copy()
        began = time.perf_counter()
        for orders in game.orders:
            advance(game.episode.ground, world, percept, orders.copy(), threads)
        times.append(time.perf_counter() - began)
    return min(times), time.process_time() - cpu
