"""Serving: a socket, the page's address said once it answers, and an orderly end."""

import contextlib
import gc
import logging
import socket
from collections.abc import Callable, Mapping

import uvicorn

from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.guests import Held
from warbell.server.app import LOCAL, app
from warbell.server.game import NOBODY
from warbell.server.store import Store

FRAME = 1024 * 1024  # bytes of a frame the socket takes in: past MOST_BYTES it is refused with a reason


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; BadInput if it cannot be."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, proto)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
            bound.listen(1024)
        except OSError:
            bound.close()
            raise
    except OSError as error:
        raise BadInput(f"{host}:{port}", (error.strerror or str(error)).lower(), "an address to serve on") from None
    return bound


def serve(
    store: Store,
    bound: socket.socket,
    *,
    extra: list[Episode] | None = None,
    guests: Mapping[str, Held] = NOBODY,
    ready: Callable[[], None] | None = None,
) -> None:
    """Serve on a bound socket until SIGINT or SIGTERM; BadInput if another server has the store.

    `extra` are episodes and `guests` minds, by name, to offer besides those of the house. `ready` is called when the
    first request would be answered.
    """
    logging.basicConfig(level=logging.WARNING, format="warbell: %(message)s")
    logging.getLogger("warbell.server").setLevel(logging.INFO)  # what is refused
    config = uvicorn.Config(
        app(store, local=bound.getsockname()[0] in LOCAL, extra=extra, guests=guests),
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=FRAME,
        ws_per_message_deflate=False,  # docs/adr/0015: updates are under a kilobyte, and its memory is a room's
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_graceful_shutdown=2,
        lifespan="on",
    )
    server = _Server(config, ready)
    # Looking for garbage every few beats holds up everybody's for 50 ms. What makes cycles here is a room and its
    # listeners, so the hall looks when it forgets rooms.
    gc.collect()
    gc.freeze()
    gc.disable()
    with store.alone(), contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[bound])
    gc.enable()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._ready is not None and self.started:
            self._ready()
