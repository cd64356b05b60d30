"""Connections whose other end takes its time: after seconds they are closed, as each of them is kept by somebody."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

HEAD = 10.0  # seconds in which a request's head has to come, from the connection or its first byte on
READ = 20.0  # seconds in which what waits to be sent has to shrink
ASKS = 10.0  # seconds without a word of a WebSocket after which it is asked whether anybody is there, by a ping
ANSWERS = 10.0  # seconds in which the pong has to come


class _Reader:
    """Whoever reads too slowly is cut off: what waits for them is memory."""

    _stuck: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()  # type: ignore[misc]
        self._stuck = asyncio.get_running_loop().call_later(READ, self.transport.abort)  # type: ignore[attr-defined]

    def resume_writing(self) -> None:
        super().resume_writing()  # type: ignore[misc]
        self._relax()

    def connection_lost(self, exc: Exception | None) -> None:
        self._relax()
        super().connection_lost(exc)  # type: ignore[misc]

    def _relax(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None


class Sockets(_Reader, WebSocketsSansIOProtocol):
    """WebSockets; whoever says something is there, and is not asked."""

    _heard = 0.0  # when something came last, by the loop's clock

    def data_received(self, data: bytes) -> None:
        """Take in what came."""
        self._heard = self.loop.time()
        super().data_received(data)

    def send_keepalive_ping(self) -> None:
        """Ask whether anybody is there, if nothing was heard for so long."""
        wait = self._heard + (self.ping_interval or 0.0) - self.loop.time()
        if wait > 0.001:
            self.ping_timer = self.loop.call_later(wait, self.send_keepalive_ping)
        else:
            super().send_keepalive_ping()


class Requests(_Reader, H11Protocol):
    """Requests over HTTP/1.1."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take in what came; while no request is answered, it is of a head."""
        super().data_received(data)
        answering = self.cycle is not None and not self.cycle.response_complete
        if answering or self.transport.get_protocol() is not self:
            self._come()
        elif self._late is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._come()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._late = self.loop.call_later(HEAD, self.transport.abort)

    def _come(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
