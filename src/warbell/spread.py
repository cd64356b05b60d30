"""Share work out over the cores: many worlds in parts small enough for memory, on threads (kernels hold no lock)."""

import os
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from itertools import islice
from threading import Event
from typing import TypeVar

import numpy as np

from warbell.engine.percept import blank
from warbell.episodes import Episode

BUDGET = 128 * 2**20  # bytes the tables of all worlds in play may take; minds and their working memory come on top
MOST = 64  # worlds of a part: more gain nothing, and fewer keep every core busy to the end

_P = TypeVar("_P")
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


def spread(work: Callable[[_P, Event], _T], pieces: Iterable[_P], threads: int) -> Generator[tuple[_P, _T]]:
    """Yield each piece with what `work(piece, stop)` made of it, as they finish, at most `threads` at a time.

    Whatever ends the iteration early (an error in one, Ctrl-C) sets `stop`, and the rest is given up; close it.
    """
    stop = Event()
    with ThreadPoolExecutor(threads) as pool:
        try:
            # NumPy's settings are a thread's own: each piece of work takes those of the caller along.
            yield from hand_out(lambda piece: pool.submit(copy_context().run, work, piece, stop), pieces, threads)
        finally:
            stop.set()


def hand_out(
    submit: Callable[[_P], Future[_T]], pieces: Iterable[_P], most: int | Callable[[], int]
) -> Generator[tuple[_P, _T]]:
    """Yield each piece with what came of submitting it, as they finish, with at most `most` of them begun at a time.

    Only as much is begun as has ended, as what waits to be begun holds memory. Whatever ends the iteration early
    cancels what has not begun to be worked at; close it.
    """
    queue = iter(pieces)
    running: dict[Future[_T], _P] = {}

    def begin() -> None:
        room = most() if callable(most) else most
        for piece in islice(queue, max(0, room - len(running))):
            running[submit(piece)] = piece

    try:
        begin()
        while running:
            done = [(running.pop(one), one) for one in wait(running, return_when=FIRST_COMPLETED).done]
            begin()
            for piece, one in done:
                yield piece, one.result()
    finally:
        for one in running:
            one.cancel()
