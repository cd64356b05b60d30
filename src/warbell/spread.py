"""Share many worlds out over the cores: in parts small enough for memory, on threads (the kernels hold no lock)."""

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from contextvars import copy_context
from itertools import islice
from threading import Event
from typing import TypeVar

import numpy as np

from warbell.engine.percept import blank
from warbell.episodes import Episode

BUDGET = 128 * 2**20  # bytes the tables of all worlds in play may take; minds and their working memory come on top
MOST = 64  # worlds of a part: more gain nothing, and fewer keep every core busy to the end

_T = TypeVar("_T")


class Stopped(Exception):  # noqa: N818 - a request that was met, no error
    """What work on a thread raises once it is told to stop."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parts(count: int, episode: Episode, threads: int) -> list[slice]:
    """Cut 0..count into parts to be played as one batch each, by the bytes a world of the episode takes."""
    world = episode.start(np.zeros(1, np.uint64))
    bytes_each = sum(table.nbytes for table in (*world, *blank(world)))
    size = min(MOST, BUDGET // (threads * bytes_each), -(-count // threads))
    size = max(1, size)
    return [slice(at, min(at + size, count)) for at in range(0, count, size)]


def spread(work: Callable[[slice, Event], _T], pieces: Sequence[slice], threads: int) -> Generator[tuple[slice, _T]]:
    """Yield each piece with what `work(piece, stop)` made of it, as they finish, at most `threads` at a time.

    Whatever ends the iteration early (an error in one, Ctrl-C) sets `stop`, and the rest is given up; close it.
    """
    stop = Event()
    queue = iter(pieces)
    running: dict[Future[_T], slice] = {}
    with ThreadPoolExecutor(threads) as pool:

        def begin(count: int) -> None:
            for piece in islice(queue, count):
                # NumPy's settings are a thread's own: each piece of work takes those of the caller along.
                running[pool.submit(copy_context().run, work, piece, stop)] = piece

        try:
            begin(threads)
            while running:
                done = [(running.pop(one), one) for one in wait(running, return_when=FIRST_COMPLETED).done]
                # Only as much is begun as has ended: what waits to be begun holds no memory.
                begin(len(done))
                for piece, one in done:
                    yield piece, one.result()
        finally:
            stop.set()
            for one in running:
                with suppress(Stopped):
                    one.exception()
