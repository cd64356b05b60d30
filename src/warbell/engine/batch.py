"""A batch of worlds, one beat on: the three calls of the road over a range, and the threads that share the ranges."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from itertools import pairwise

import numpy as np

from warbell.engine.beat import beat
from warbell.engine.codes import RUNNING_STILL
from warbell.engine.entering import entered
from warbell.engine.kernel import kernel
from warbell.engine.orders import sanitise
from warbell.engine.passing import address_of
from warbell.engine.percept import Percept, nobodys
from warbell.engine.phases.eyes import eyes
from warbell.engine.phases.light import light
from warbell.engine.phases.sight import sight
from warbell.engine.views import view
from warbell.engine.world import Ground, World

PLAYS, LOOKS = 1, 2
Run = Callable[[Ground, World, Percept, np.ndarray, int, int, int], None]
_NOBODY, _NOTHING = nobodys(), np.zeros((0, 0), np.int32)  # in the place of percepts, and of orders


@kernel
def play_and_look(ground, world, percept, orders, first, last, does):
    """A beat of each world that still runs, its views, or both while it is still in the processor's cache.

    One kernel for all three: machine code of the whole engine would be made for each, which takes longer than a phase.
    """
    for e in range(np.uint64(first), np.uint64(last)):  # unsigned: nothing asks whether it counts from the end
        clock = world.clock[e]
        if does & PLAYS and clock.ending == RUNNING_STILL:
            sanitise(ground, world, e, orders)
            beat(ground, world, e)
        if does & LOOKS:
            me = percept.me[e, 0]
            if me.ending == RUNNING_STILL or me.beat != clock.beat:  # an ended world has been seen to its end
                for p in range(percept.me.shape[1]):
                    view(ground, world, percept, e, p)


_run = entered(play_and_look)


@kernel
def _open_eyes(ground, world, first, last):
    for e in range(np.uint64(first), np.uint64(last)):
        light(ground, world, e)
        sight(ground, world, e)
        eyes(ground, world, e)


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)


def _spread(task: Callable[[World, int, int], None], world: World, threads: int) -> None:
    """Run task(world, first, last) over ranges that cover all worlds, on so many threads."""
    worlds = len(world.clock)
    if threads <= 1 or worlds < 2:
        task(world, 0, worlds)
        return
    cuts = np.linspace(0, worlds, min(threads, worlds) + 1).astype(int)
    running = []
    for a, b in pairwise(cuts):
        own = world._replace(sound=np.empty_like(world.sound))  # each range needs working memory of its own
        # NumPy's error state belongs to the context; interpreted kernels need this one's in every thread.
        running.append(_pool(threads).submit(copy_context().run, task, own, int(a), int(b)))
    for part in running:
        part.result()


def play(ground: Ground, world: World, orders: np.ndarray, threads: int = 1) -> None:
    """One beat for every world that still runs, in place, without views; orders is int32 [E, S].

    Raises OverflowError if a beat had more events than the table has rows: none is dropped in silence.
    """
    _spread(lambda own, first, last: _run(ground, own, _NOBODY, orders, first, last, PLAYS), world, threads)
    _check_events(world)


def look(ground: Ground, world: World, percept: Percept, threads: int = 1) -> None:
    """Bring every seat's percept up to its world, in place."""
    _spread(lambda own, first, last: _run(ground, own, percept, _NOTHING, first, last, LOOKS), world, threads)


def perceive(ground: Ground, world: World, percept: Percept, threads: int = 1) -> None:
    """Open the eyes of fresh worlds: light, lines of sight and percepts before the first beat."""
    _spread(lambda own, first, last: _open_eyes(ground, own, first, last), world, threads)
    look(ground, world, percept, threads)


def advance(
    ground: Ground, world: World, percept: Percept, orders: np.ndarray, threads: int = 1, run: Run = _run
) -> None:
    """One beat for all worlds, in place: orders.sanitise, beat.beat, views.view; OverflowError as for `play`.

    `run` takes ground, a world, percept, orders, a range of worlds and PLAYS | LOOKS, and calls `run_at` for it.
    """
    _spread(lambda own, first, last: run(ground, own, percept, orders, first, last, PLAYS | LOOKS), world, threads)
    _check_events(world)


def run_at(ground: Ground, world: World, percept: Percept, orders: np.ndarray) -> int:
    """The address by which other kernels run beats (`passing.call_at`), for tables like these."""
    return address_of(play_and_look, ground, world, percept, orders, 0, 0, 0)


def _check_events(world: World) -> None:
    lost = world.clock["lost"]
    if lost.any():
        message = f"a world had {lost.max()} more events than its table of {world.events.shape[1]} rows holds"
        raise OverflowError(message)
