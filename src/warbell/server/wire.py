"""A line between two processes of a server: either end asks, and hears one answer to each question."""

import asyncio
import itertools
import logging
import socket
import struct
from collections.abc import Awaitable, Callable

import msgspec

from warbell.errors import BadInput
from warbell.server import protocol
from warbell.server.chair import Refusal

_HEAD = struct.Struct("!IBI")  # bytes of what follows, its kind, the number of the question
_QUESTION, _ANSWER, _REFUSAL = 0, 1, 2

Hear = Callable[[bytes], Awaitable[bytes]]

logger = logging.getLogger("warbell.server")


def away() -> Refusal:
    """The answer for whom nobody answers."""
    return Refusal("full", "that part of the server is started again; try again in a moment")


class Wire:
    """One end of a line."""

    def __init__(self, end: socket.socket, hear: Hear) -> None:
        """`end` is of a pair of stream sockets; `hear` answers what the other end asks: bytes, or Refusal."""
        self._end = end
        self._hear = hear
        self._asked: dict[int, asyncio.Future[bytes]] = {}
        self._numbers = itertools.count()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._heard: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Take the end up: from then on something can be asked, and is answered while somebody talks."""
        self._reader, self._writer = await asyncio.open_unix_connection(sock=self._end)

    async def talk(self) -> None:
        """Hear and answer until the other end is gone: then nothing that was asked is answered any more."""
        reader, writer = self._reader, self._writer
        assert reader is not None
        assert writer is not None
        try:
            while True:
                size, kind, number = _HEAD.unpack(await reader.readexactly(_HEAD.size))
                data = await reader.readexactly(size)
                if kind == _QUESTION:
                    task = asyncio.create_task(self._answer(number, data))
                    self._heard.add(task)
                    task.add_done_callback(self._heard.discard)
                elif (asked := self._asked.pop(number, None)) is not None and not asked.done():
                    if kind == _ANSWER:
                        asked.set_result(data)
                    else:
                        told = msgspec.json.decode(data, type=protocol.Refused)
                        asked.set_exception(Refusal(told.reason, told.message))
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()
            self._writer = None
            for asked in self._asked.values():
                if not asked.done():
                    asked.set_exception(away())

    async def ask(self, question: bytes) -> bytes:
        """The answer to a question, however long it takes; Refusal, also if nobody is there."""
        if self._writer is None:
            raise away()
        number = next(self._numbers)
        asked: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._asked[number] = asked
        self._send(_QUESTION, number, question)
        try:
            return await asked
        finally:
            self._asked.pop(number, None)

    def tell(self, what: bytes) -> None:
        """Say something, whether anybody is there or not."""
        self._send(_QUESTION, next(self._numbers), what)

    async def _answer(self, number: int, question: bytes) -> None:
        try:
            kind, data = _ANSWER, await self._hear(question)
        except Refusal as refusal:
            kind, data = _REFUSAL, _refused(refusal)
        except BadInput as error:
            logger.error("%s", error)  # noqa: TRY400 - a file is wrong, not the program
            kind, data = _REFUSAL, _refused(Refusal("episode", str(error)))
        except Exception:
            logger.exception("a question of another worker")
            kind, data = _REFUSAL, _refused(away())
        self._send(kind, number, data)

    def _send(self, kind: int, number: int, data: bytes) -> None:
        if self._writer is not None:
            self._writer.write(_HEAD.pack(len(data), kind, number) + data)


def _refused(refusal: Refusal) -> bytes:
    return msgspec.json.encode(protocol.Refused(refusal.reason, refusal.message))
