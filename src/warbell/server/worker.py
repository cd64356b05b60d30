"""A worker: a process of a server that has some of its rooms, in a database of its own.

Connections come from the front, which has looked at no more than where they want to go. What is about other workers'
rooms is asked over one line, through the front; when that is cut, the front is gone or wants the end.
"""

import asyncio
import os
import socket
from collections.abc import Mapping
from typing import Any

import msgspec
import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from warbell.episodes import Episode
from warbell.guests import Held
from warbell.server.app import app
from warbell.server.chair import Refusal
from warbell.server.company import Company
from warbell.server.limits import Scarce
from warbell.server.names import Names
from warbell.server.questions import FRONT, AnyQuestion, Free, OfFront, Ready, Take
from warbell.server.serve import configured, run
from warbell.server.store import Store
from warbell.server.wire import Wire

AT_ONCE = 64  # connections that are taken in one go


class Member(Company):
    """One worker of several."""

    def __init__(self, number: int, size: int, secret: bytes, line: socket.socket, *, limited: bool) -> None:
        """`line` leads to the front, which counts what addresses have if that is `limited`."""
        self.number = number
        self.size = size
        self.secret = secret
        self.limited = limited
        self._wire = Wire(line, self._hear)

    async def open(self) -> None:
        """Take up the line to the front."""
        await self._wire.open()

    async def talk(self) -> None:
        """Hear and answer until the front is gone, or wants the end."""
        await self._wire.talk()

    def ready(self) -> None:
        """Say that a request would be answered now."""
        self._wire.tell(_sent(FRONT, Ready()))

    async def ask(self, worker: int, question: AnyQuestion) -> Any:
        """What one of them answers, however long it takes; Refusal if it will not, or is not there."""
        if worker == self.number:
            return await self.answering(question)
        return msgspec.msgpack.decode(await self._wire.ask(_sent(worker, question)), type=question.answer)

    async def ask_all(self, question: AnyQuestion) -> dict[int, Any]:
        """What each of them answers, in their order; without those that are not there, or do not know it in time."""
        others = [worker for worker in range(self.size) if worker != self.number]
        own, *theirs = await asyncio.gather(
            self.answering(question), *(self._ask_soon(worker, question) for worker in others)
        )
        told = {self.number: own, **dict(zip(others, theirs, strict=True))}
        return {worker: told[worker] for worker in sorted(told) if told[worker] is not None}

    async def _ask_soon(self, worker: int, question: AnyQuestion) -> Any:
        try:
            async with asyncio.timeout(question.patience):
                return await self.ask(worker, question)
        except (TimeoutError, Refusal):
            return None

    async def take(self, what: Scarce, address: str) -> None:
        """Count something for an address; Refusal if that is more than it may have of all workers."""
        if self.limited:
            await self._wire.ask(_sent(FRONT, Take(what, address)))

    def free(self, address: str) -> None:
        """A WebSocket that was counted is open no longer."""
        if self.limited:
            self._wire.tell(_sent(FRONT, Free(address)))

    async def _hear(self, data: bytes) -> bytes:
        question = msgspec.msgpack.decode(data, type=AnyQuestion)
        return msgspec.msgpack.encode(await self.answering(question))


def _sent(to: int, what: AnyQuestion | OfFront) -> bytes:
    return msgspec.msgpack.encode((to, what))


def work(
    store: Store,
    company: Member,
    hatch: socket.socket,
    *,
    names: Names,
    proxies: list[str],
    watched: int | None,
    extra: list[Episode],
    guests: Mapping[str, Held],
    tags: Mapping[str, str],
    log: str,
) -> None:
    """Serve what comes through the hatch until the front is gone, or wants the end; BadInput as `serve`."""
    os.setsid()  # Ctrl-C is for the front
    store.keep_alone()
    inner = app(store, names=names, watched=watched, extra=extra, guests=guests, tags=tags, company=company)
    run(_Server(configured(_Once(inner), proxies), company, hatch), [], log)


class _Once:
    """A connection has one answer: who asks again may want another worker's room."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI has it."""

        async def close(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"connection", b"close")]
            await send(message)

        await self._inner(scope, receive, close if scope["type"] == "http" else send)


class _Server(uvicorn.Server):
    """A server to which connections are handed."""

    def __init__(self, config: uvicorn.Config, company: Member, hatch: socket.socket) -> None:
        super().__init__(config)
        self._company = company
        self._hatch = hatch
        self._tasks: set[asyncio.Task[Any]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self._company.open()
        await super().startup(sockets)
        self._begin(self._talk())
        self._hatch.setblocking(False)
        asyncio.get_running_loop().add_reader(self._hatch, self._take)
        self._company.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().remove_reader(self._hatch)
        await super().shutdown(sockets)

    async def _talk(self) -> None:
        await self._company.talk()
        self.should_exit = True

    def _take(self) -> None:
        """Take connections in."""
        loop = asyncio.get_running_loop()
        for _ in range(AT_ONCE):
            try:
                data, numbers, _flags, _address = socket.recv_fds(self._hatch, 1, 1)
            except BlockingIOError:
                return
            if not data:  # the front is gone
                loop.remove_reader(self._hatch)
                return
            for number in numbers:
                self._begin(self._take_up(socket.socket(fileno=number)))

    async def _take_up(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        loop = asyncio.get_running_loop()
        try:
            await loop.connect_accepted_socket(
                lambda: self.config.http_protocol_class(  # type: ignore[call-arg]
                    config=self.config, server_state=self.server_state, app_state=self.lifespan.state, _loop=loop
                ),
                connection,
            )
        except OSError:
            connection.close()  # gone meanwhile

    def _begin(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
