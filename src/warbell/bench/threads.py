"""A batch of 256 worlds on one thread and on more: time on the wall, as threads spend the processor's together."""

import time
from collections.abc import Callable

from warbell.bench.fields import field
from warbell.bench.figure import Figure
from warbell.bench.stretch import Stretch, stretch
from warbell.engine.batch import advance
from warbell.spread import cores

WORLDS, BEATS, REPEATS = 256, 32, 8


def figures(say: Callable[[str], None]) -> list[Figure]:
    """How many times faster two threads are than one, and all cores where there are more."""
    game = stretch(field(), WORLDS, BEATS)
    counts = sorted({1, 2, cores()})
    say(f"one thread against {counts[-1]}, by turns")
    least = dict.fromkeys(counts, float("inf"))
    spent = dict.fromkeys(counts, 0.0)
    for _ in range(REPEATS):  # by turns, so that a machine which slows down slows all of them
        for threads in counts:
            wall, cpu = _play(game, threads)
            least[threads] = min(least[threads], wall)
            spent[threads] += cpu
    speed = [Figure(f"threads.{n}", game.beats * WORLDS / least[n], "world-beats/s", spent[n]) for n in counts]
    return speed + [Figure(f"threads.speed-up of {n}", least[1] / least[n], "times", spent[n]) for n in counts if n > 1]


def _play(game: Stretch, threads: int) -> tuple[float, float]:
    """(wall seconds, processor seconds) of the stretch with views."""
    world, percept = game.copy()
    wall, cpu = time.perf_counter(), time.process_time()
    for orders in game.orders:
        advance(game.episode.ground, world, percept, orders.copy(), threads)
    return time.perf_counter() - wall, time.process_time() - cpu
