"""What the environments of other libraries cost on top of the native batched call: medians of the processor's time."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from warbell.bench.fields import SEATS, field
from warbell.bench.figure import Figure
from warbell.bench.stretch import stretch
from warbell.envs import MISSING, Batch

WORLDS, BEATS, REPEATS = 256, 24, 5
LONG = 40  # beats of a game of its own, which nobody leaves before


def figures(say: Callable[[str], None]) -> list[Figure]:
    """A step of 256 worlds natively and by Gymnasium; of one world natively, by PettingZoo and by Gymnasium."""
    if MISSING:
        say("nothing of warbell.envs: pip install 'warbell[envs]'")
        return []
    return [*_many(say), *_one(say)]


def _many(say: Callable[[str], None]) -> list[Figure]:
    from warbell.envs import vector_env

    say(f"{WORLDS} worlds at once")
    episode = field()
    orders = stretch(episode, WORLDS, BEATS, warm_up=0).orders
    native, joint = Batch(episode, range(WORLDS)), vector_env(episode, WORLDS)

    def natively() -> Callable[[int], Any]:
        native.restart(np.arange(WORLDS), range(WORLDS))
        return lambda beat: native.step(orders[beat])

    def jointly() -> Callable[[int], Any]:
        joint.reset(seed=0)
        return lambda beat: joint.step(orders[beat])

    many = f"{WORLDS} worlds"
    base, ours = _by_turns(BEATS, {f"{many}, native": natively, f"{many}, Gymnasium": jointly})
    over = 100 * (ours.value / base.value - 1)
    return [
        base,
        ours,
        Figure(f"envs.{WORLDS} worlds, Gymnasium over native", over, "%", 0.0),
    ]


def _one(say: Callable[[str], None]) -> list[Figure]:
    from warbell.envs import SeatEnv, parallel_env

    say("one world")
    episode = field()
    orders = stretch(episode, 1, LONG, warm_up=0).orders
    native, team, seat = Batch(episode, [0]), parallel_env(episode), SeatEnv(episode, partners="wait")
    given = [dict(zip(SEATS, row[0].tolist(), strict=True)) for row in orders]

    def natively() -> Callable[[int], Any]:
        native.restart([0], [0])
        return lambda beat: native.step(orders[beat])

    def as_agents() -> Callable[[int], Any]:
        team.reset(seed=0)
        return lambda beat: team.step(given[beat])

    def as_seat() -> Callable[[int], Any]:
        seat.reset(seed=0)
        return lambda beat: seat.step(int(orders[beat, 0, 0]))

    courses = {"native": natively, "PettingZoo": as_agents, "Gymnasium's seat": as_seat}
    base, agents, one = _by_turns(LONG, {f"one world, {name}": course for name, course in courses.items()})
    return [
        base,
        agents,
        one,
        Figure("envs.one world, PettingZoo beyond native", agents.value - base.value, "us/step", 0.0),
        Figure("envs.one world, Gymnasium's seat beyond native", one.value - base.value, "us/step", 0.0),
    ]


def _by_turns(beats: int, courses: dict[str, Callable[[], Callable[[int], Any]]]) -> list[Figure]:
    """Microseconds of a step of each, taken step by step in turn, so that whatever disturbs one disturbs all."""
    spent = np.zeros((1 + REPEATS, len(courses)))
    for own in spent:
        steps = [begin() for begin in courses.values()]
        for beat in range(beats):
            for k, step in enumerate(steps):
                began = time.process_time()
                step(beat)
                own[k] += time.process_time() - began
    taken = np.median(spent[1:], axis=0)  # the first turn compiles and fills caches
    return [
        Figure(f"envs.{name}", 1e6 * float(seconds) / beats, "us/step", float(spent[:, k].sum()))
        for k, (name, seconds) in enumerate(zip(courses, taken, strict=True))
    ]
