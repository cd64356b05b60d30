"""The door: it lets in only requests that are meant for this server, and dresses what goes out."""

import logging
from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from warbell.server.chair import Refusal
from warbell.server.names import Names
from warbell.server.protocol import Reason
from warbell.server.replies import refusing

HEADERS = {
    # Nothing but what this server sends; styles in attributes are what charts are drawn with.
    "content-security-policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self';"
        " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}

logger = logging.getLogger("warbell.server")


class Door:
    """What every request comes through; it takes off the prefix that a proxy left on a path."""

    def __init__(self, inner: ASGIApp, names: Names, refused: Callable[[Reason], None]) -> None:
        """`refused` is told of each request that is not let in."""
        self._inner = inner
        self._refused = refused
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI has it."""
        if scope["type"] not in ("http", "websocket"):
            await self._inner(scope, receive, send)
            return
        head = HTTPConnection(scope).headers
        host, origin = head.get("host", ""), head.get("origin")
        if not self._names.mean(host, origin):
            self._refused("origin")
            logger.warning("refused: origin %r for host %r; --origin says by what names people come", origin, host)
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008, "reason": "origin"})
            else:
                await refusing(Refusal("origin", "this server answers to its own page alone"))(scope, receive, send)
            return
        prefix, path = self._names.split(scope["path"])
        if prefix:
            scope = {**scope, "path": path, "raw_path": path.encode()}

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                fresh = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in there]
                message["headers"] = [*message["headers"], *fresh]
            await send(message)

        if scope["type"] == "websocket":
            await self._inner(scope, receive, send)
        elif not path:  # the page's own addresses are relative to its folder
            away = {"type": "http.response.start", "status": 308, "headers": [(b"location", f"{prefix}/".encode())]}
            await dress(away)
            await send({"type": "http.response.body"})
        else:
            await self._inner(scope, receive, dress)
