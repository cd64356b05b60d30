"""One world with very many infected, all awake and on their way: milliseconds a beat, on one core."""

import time
from collections.abc import Callable

import numpy as np

from warbell.bench.fields import city
from warbell.bench.figure import Figure
from warbell.engine.batch import perceive, play
from warbell.engine.codes import BY_NOISE, FLOOR, NO_CLUE, STREET
from warbell.engine.percept import blank
from warbell.engine.world import waits

SIZES = ((256, 1_000), (256, 10_000), (512, 1_000), (512, 10_000), (512, 100_000))
BEATS = 24


def figures(say: Callable[[str], None]) -> list[Figure]:
    """Two sizes of city; 100,000 infected have room in the larger only, so that one shows whether cost is linear."""
    out = []
    for side, infected in SIZES:
        say(f"{infected} infected in a city of {side} x {side}")
        out.append(_figure(side, infected))
    return out


def _figure(side: int, infected: int) -> Figure:
    episode = city(side, infected)
    world = episode.start(np.zeros(1, np.uint64))
    perceive(episode.ground, world, blank(world))
    _rouse(episode.ground.terrain, world.bodies[0, len(episode.seats) :])
    orders = waits(world)
    times = []
    for _ in range(BEATS):
        began = time.process_time()
        play(episode.ground, world, orders)
        times.append(time.process_time() - began)
    awake = int((world.bodies["clue"][0] != NO_CLUE).sum())
    if awake < 0.9 * infected:
        raise AssertionError(f"only {awake} of {infected} infected are awake")
    name = f"city.{side}x{side} with {infected} infected"
    return Figure(name, 1e3 * float(np.median(times[4:])), "ms/beat", sum(times))


def _rouse(terrain: np.ndarray, infected: np.ndarray) -> None:
    """Give each a far goal and a trail that does not end."""
    dice = np.random.default_rng(1)
    ys, xs = np.nonzero((terrain == STREET) | (terrain == FLOOR))
    chosen = dice.integers(len(ys), size=len(infected))
    infected["goal_y"], infected["goal_x"] = ys[chosen], xs[chosen]
    infected["trail"], infected["clue"] = 1_000_000, BY_NOISE
