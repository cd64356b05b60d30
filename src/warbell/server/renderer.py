"""What takes long and nobody plays by: reports, reels and replays, made in a process of their own.

So they take nothing of the interpreter that plays the games, and nothing of the writer's threads. What comes is packed
with gzip, as browsers take it.
"""

import asyncio
import gzip
import os
import signal
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

import msgspec

from warbell.belief.marks import Forecast
from warbell.replay import Replay, dump
from warbell.server import archive
from warbell.server.brought import brought
from warbell.server.chair import Refusal
from warbell.server.ghosts import ghosts
from warbell.server.reel import reel

MOST_WAITING = 64  # things to be made
MOST_KEPT = 32 * 2**20  # bytes of what was made
LEVEL = 6  # of compressing it
NICE = 10  # how much rather the games get a core

Made = asyncio.Future[bytes]


class Renderer:
    """A process that makes one thing after another, begun when the first is asked for, and what it made last."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._waiting = 0
        self._kept: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()
        self._size = 0
        self._going: dict[tuple[Any, ...], Made] = {}

    def kept(self, key: tuple[Any, ...]) -> "bytes | Made | None":
        """What was made under that name, or is being made."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        return self._going.get(key)

    async def make(self, key: tuple[Any, ...], work: Callable[..., bytes], *args: Any) -> bytes:
        """What `work` makes of `args`, once for all who ask for it by that name."""
        going: Made = asyncio.ensure_future(self.once(work, *args))
        self._going[key] = going
        try:
            data = await asyncio.shield(going)  # whoever asked may go: others may wait for it too
        finally:
            del self._going[key]
        self._kept[key] = data
        self._size += len(data)
        while self._size > MOST_KEPT:
            self._size -= len(self._kept.popitem(last=False)[1])
        return data

    async def once(self, work: Callable[..., bytes], *args: Any) -> bytes:
        """What `work` makes of `args`; Refusal if too many wait, or if it was too much for the process."""
        if self._waiting >= MOST_WAITING:
            raise Refusal("full", "others wait for reports and replays as well; try again in a moment")
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), _begin)
        pool = self._pool
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, _answer, work, args)
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = None
            raise Refusal("full", "this could not be made; it may be too large") from None
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End the process, whatever it is at."""
        if self._pool is None:
            return
        processes = list((self._pool._processes or {}).values())  # noqa: SLF001 - else the end waits for its work
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()


def _begin() -> None:
    """Let whoever serves end this process, also by being killed: Ctrl-C is not for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_server, daemon=True).start()
    with suppress(OSError):
        os.nice(NICE)


def _end_with_server() -> None:
    server = parent_process()
    assert server is not None
    server.join()
    os._exit(0)


def _answer(work: Callable[..., bytes], args: Sequence[Any]) -> bytes:
    return gzip.compress(work(*args), LEVEL, mtime=0)


# --- what is made ---------------------------------------------------------------------------------------------------


def reel_of(played: Replay, seat: str | None, sealed: bool) -> bytes:
    """A reel, as it is sent; `sealed`: without the seed."""
    made = reel(archive.filmed(played), seat)
    if sealed:
        made.seed = ""
    return msgspec.json.encode(made)


def ghosts_of(played: Replay) -> bytes:
    """Where the team of a game was, as it is sent."""
    return msgspec.json.encode(ghosts(archive.filmed(played)))


def account_of(played: Replay) -> bytes:
    """Why a game ended as it did, as it is sent."""
    return msgspec.json.encode(archive.account(archive.filmed(played)))


def replay_of(played: Replay) -> bytes:
    """A replay, as a file."""
    return dump(archive.filmed(played))


def report_of(played: Replay, forecasts: Sequence[Forecast], whatif: bool, sealed: bool) -> bytes:
    """A report, a whole HTML document.

    `whatif`: with the orders that would have changed a death. `sealed`: without the seed, and how to verify it.
    """
    from warbell.report import page

    played = archive.filmed(played)
    return page(played, archive.chances(played) if whatif else None, forecasts, sealed=sealed).encode()


def brought_of(data: bytes, seat: str | None) -> bytes:
    """What a replay shows that somebody brings."""
    return msgspec.json.encode(brought(data, seat))
