"""The front: it accepts connections, and hands each on to the worker that has the room it is about.

It looks at the first line of a request and takes nothing of it; the connection itself goes over, so that nothing that
is said on it passes here again. It starts workers, starts those again that end, carries what they ask each other, and
counts what addresses have of all of them.
"""

import asyncio
import contextlib
import itertools
import logging
import re
import signal
import socket
import time
from collections.abc import Awaitable, Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec

from warbell.server import journal
from warbell.server.company import waiting
from warbell.server.limits import Counts, Limits
from warbell.server.patience import HEAD
from warbell.server.questions import FRONT, AnyQuestion, Free, OfFront, Ready, Sent, Take
from warbell.server.whose import worker_of
from warbell.server.wire import Wire, away

MOST_LINE = 16 * 1024  # bytes of a request's first line: a longer one is refused by whichever worker
AGAIN = 0.05  # seconds until a worker whose hatch is full is tried again
FULL = 1.0  # seconds until a machine without a free descriptor is tried again
STOPS = 8.0  # seconds a worker has for an orderly end
SOON = 5.0  # seconds: a worker that ends so soon is not started again at once
PAUSE = 2.0  # seconds until it is
_ROOM = re.compile(rb"[A-Z]+ [^ ?]*/api/rooms/([^ /?]+)")
_MAKES = re.compile(rb"POST [^ ?]*/api/rooms/?[ ?]")

Work = Callable[[int, socket.socket, socket.socket], None]  # number, hatch and line of a worker; picklable

logger = logging.getLogger("warbell.server")


_SENT: msgspec.msgpack.Decoder[tuple[int, msgspec.Raw]] = msgspec.msgpack.Decoder(Sent)


class Ended(Exception):  # noqa: N818 - it is said where it happened
    """A worker could not begin, and has said why; `code` is what it ended with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Front:
    """The front of a server of several workers."""

    def __init__(self, workers: int, work: Work, limits: Limits | None, ready: Callable[[], None]) -> None:
        """`work` is what a worker does; `limits` are of each address; `ready` is called once all workers are."""
        self._workers = [_Worker(number, work, self._hear) for number in range(workers)]
        self._counts = Counts(limits, lambda address: waiting(self._ask_all, address))
        self._ready = ready
        self._turns = itertools.count(), itertools.count()  # of rooms that are made, and of whatever else
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def serve(self, bound: list[socket.socket]) -> None:
        """Serve on bound sockets until SIGINT or SIGTERM; Ended if a worker cannot begin."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        keeping = [asyncio.create_task(self._keep(worker)) for worker in self._workers]
        stopping = asyncio.create_task(self._stopping.wait())
        ready = asyncio.create_task(self._all_ready())
        ends: set[asyncio.Task[Any]] = {stopping, *keeping}
        try:
            await asyncio.wait({ready, *ends}, return_when=asyncio.FIRST_COMPLETED)
            if ready.done():
                for each in bound:
                    each.setblocking(False)
                    loop.add_reader(each, self._accept, each)
                self._ready()
                await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in bound:
                loop.remove_reader(each)
            ready.cancel()
            stopping.cancel()
            self._stopping.set()
            for worker in self._workers:
                worker.stop()
            await asyncio.wait(keeping)
        for kept in keeping:
            kept.result()

    async def _all_ready(self) -> None:
        for worker in self._workers:
            await worker.ready.wait()

    # --- connections ------------------------------------------------------------------------------------------------

    def _accept(self, bound: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        try:
            while True:
                connection, _ = bound.accept()
                connection.setblocking(False)
                task = loop.create_task(self._hand_on(connection))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        except (BlockingIOError, ConnectionAbortedError):
            return
        except OSError as error:
            logger.warning("no connection can be taken: %s", error.strerror)
            loop.remove_reader(bound)
            loop.call_later(FULL, lambda: self._stopping.is_set() or loop.add_reader(bound, self._accept, bound))

    async def _hand_on(self, connection: socket.socket) -> None:
        """Give a connection to the worker it wants; without a first line in time it is closed."""
        with connection, contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(HEAD):
                worker = self._workers[self._whose(await _first_line(connection))]
                while not worker.take(connection):  # noqa: ASYNC110 - nothing tells when there is room again
                    await asyncio.sleep(AGAIN)

    def _whose(self, line: bytes) -> int:
        """The worker that a request wants: of a room its own, or they take turns."""
        if found := _ROOM.match(line):
            number = worker_of(unquote_to_bytes(found[1]).decode("ascii", "replace"))
            return number if number < len(self._workers) else 0
        makes, others = self._turns
        return next(makes if _MAKES.match(line) else others) % len(self._workers)

    # --- workers ----------------------------------------------------------------------------------------------------

    async def _keep(self, worker: "_Worker") -> None:
        """Have a worker work, again and again; Ended if it cannot begin the first time."""
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                code = await worker.run()
            except (OSError, EOFError) as error:
                logger.warning("no process for worker %d: %s", worker.number, error)
                code = 1
            self._counts.drop(worker.number)
            if self._stopping.is_set():
                return
            if not worker.ready.is_set():
                raise Ended(code)
            how = f"by {signal.Signals(-code).name}" if code < 0 else f"with code {code}"
            logger.warning("worker %d ended %s; it is started again, and its rooms go on", worker.number, how)
            if time.monotonic() - began < SOON:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), PAUSE)

    async def _hear(self, worker: int, data: bytes) -> bytes:
        """Carry on what a worker asks another, or answer it."""
        to, what = _SENT.decode(data)
        if to != FRONT:
            return await self._workers[to].ask(bytes(what))
        match msgspec.msgpack.decode(what, type=OfFront):
            case Take(kind, address):
                await self._counts.take(worker, kind, address)
            case Free(address):
                self._counts.free(worker, address)
            case Ready():
                self._workers[worker].ready.set()
        return b""

    async def _ask_all(self, question: AnyQuestion) -> dict[int, Any]:
        """What all workers answer that are there."""
        data = msgspec.msgpack.encode(question)
        ends = await asyncio.gather(
            *(asyncio.wait_for(worker.ask(data), question.patience) for worker in self._workers), return_exceptions=True
        )
        return {
            number: msgspec.msgpack.decode(end, type=question.answer)
            for number, end in enumerate(ends)
            if isinstance(end, bytes)
        }


class _Worker:
    """A worker as the front has it, through all its processes."""

    def __init__(self, number: int, work: Work, hear: Callable[[int, bytes], Awaitable[bytes]]) -> None:
        self.number = number
        self.ready = asyncio.Event()  # its first process answered requests
        self._work = work
        self._hear = hear
        self._hatch: socket.socket | None = None
        self._line: socket.socket | None = None
        self._wire: Wire | None = None

    async def run(self) -> int:
        """Have one process work, until it ends; its exit code, or less than 0 the signal that ended it."""
        self._hatch, hatch = socket.socketpair()
        self._line, line = socket.socketpair()
        self._hatch.setblocking(False)
        self._wire = Wire(self._line, lambda data: self._hear(self.number, data))
        with self._hatch, self._line, hatch, line:
            try:
                await self._wire.open()
                process = await asyncio.to_thread(self._start, hatch, line)
                logger.info("worker %d is process %d", self.number, process.pid)
                await self._wire.talk()
            finally:
                self._wire, self._hatch = None, None
            await asyncio.to_thread(process.join, STOPS)
            if process.exitcode is None:
                process.kill()
                await asyncio.to_thread(process.join)
            return process.exitcode or 0

    def _start(self, hatch: socket.socket, line: socket.socket) -> BaseProcess:
        # Forked from a process that has done nothing but import: it is up at once, and has no descriptor of ours.
        context = get_context("forkserver")
        context.set_forkserver_preload(["warbell.server.worker"])
        process = context.Process(target=self._work, args=(self.number, hatch, line))
        process.start()
        hatch.close()
        line.close()
        return process

    def stop(self) -> None:
        """Cut its line: it ends."""
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def take(self, connection: socket.socket) -> bool:
        """Give it a connection; False if it cannot be given one now."""
        if self._hatch is None:
            return False
        try:
            socket.send_fds(self._hatch, [b"."], [connection.fileno()])
        except BlockingIOError:
            return False
        except OSError:  # its process has just ended: the next one gets it
            return False
        return True

    async def ask(self, question: bytes) -> bytes:
        """What it answers; Refusal, also if it is not there."""
        if self._wire is None:
            raise away()
        return await self._wire.ask(question)


async def _first_line(connection: socket.socket) -> bytes:
    """The first line of what was sent, which is left there; OSError if the other end is gone before."""
    loop, known = asyncio.get_running_loop(), 0
    while True:
        with contextlib.suppress(BlockingIOError):
            seen = connection.recv(MOST_LINE, socket.MSG_PEEK)
            if len(seen) == known:
                raise ConnectionResetError
            known = len(seen)
            if b"\n" in seen or len(seen) >= MOST_LINE:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
                return seen
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, len(seen) + 1)  # or it is readable for ever
        more = asyncio.Event()
        loop.add_reader(connection, more.set)
        try:
            await more.wait()
        finally:
            loop.remove_reader(connection)


def serve(
    bound: list[socket.socket],
    workers: int,
    work: Work,
    *,
    limits: Limits | None,
    log: str,
    ready: Callable[[], None],
) -> None:
    """Serve on bound sockets by several workers until SIGINT or SIGTERM; Ended if one cannot begin."""
    journal.begin(log)

    async def run() -> None:
        await Front(workers, work, limits, ready).serve(bound)

    asyncio.run(run())
