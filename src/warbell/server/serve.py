"""Serving: a socket, the page's address said once it answers, and an orderly end."""

import contextlib
import gc
import signal
import socket
from collections.abc import Callable, Mapping, Sequence

import uvicorn
from starlette.types import ASGIApp

from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.guests import Held
from warbell.server import journal, patience
from warbell.server.app import app
from warbell.server.company import Alone
from warbell.server.game import NOBODY
from warbell.server.limits import Limits
from warbell.server.names import LOCAL, Names
from warbell.server.store import Store
from warbell.server.tags import NONE

FRAME = 1024 * 1024  # bytes of a frame the socket takes in: past MOST_BYTES it is refused with a reason
USUAL = Limits()


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
    origins: Sequence[str] = (),
    proxies: Sequence[str] = (),
    limits: Limits = USUAL,
    extra: list[Episode] | None = None,
    guests: Mapping[str, Held] = NOBODY,
    tags: Mapping[str, str] = NONE,
    watched: socket.socket | None = None,
    log: str = "text",
    ready: Callable[[], None] | None = None,
) -> None:
    """Serve on a bound socket until SIGINT or SIGTERM; BadInput if another server has the store, or it cannot be used.

    `origins` are the addresses people come by, where the server cannot know them, and `proxies` whose word is taken for
    where a request comes from. `limits` are of each address, unless only this machine can come. `extra` are episodes
    and `guests` minds, by name, to offer besides those of the house. `tags` are of all rooms that are made here.
    `watched` is where its figures are, and `log` the form of what it says on stderr. `ready` is called when the first
    request would be answered.
    """
    store.keep_alone()
    names = Names(origins, local=bound.getsockname()[0] in LOCAL)
    port = None if watched is None else watched.getsockname()[1]
    company = Alone(limits if names.open else None)
    application = app(store, names=names, watched=port, extra=extra, guests=guests, tags=tags, company=company)
    server = _Server(configured(application, proxies), ready)
    run(server, [bound, *([watched] if watched else [])], log)


def configured(application: ASGIApp, proxies: Sequence[str]) -> uvicorn.Config:
    """How requests are served: with patience, and by whom they say they are from if one of the `proxies` does."""
    return uvicorn.Config(
        application,
        log_config=None,
        log_level="warning",
        access_log=False,
        http=patience.Requests,
        ws=patience.Sockets,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        ws_max_size=FRAME,
        ws_per_message_deflate=False,  # docs/adr/0015: updates are under a kilobyte, and its memory is a room's
        ws_ping_interval=patience.ASKS,
        ws_ping_timeout=patience.ANSWERS,
        timeout_graceful_shutdown=2,
        lifespan="on",
    )


def run(server: uvicorn.Server, sockets: list[socket.socket], log: str) -> None:
    """Run a server until SIGINT or SIGTERM, or until it has enough; what it says on stderr is of the form `log`."""
    journal.begin(log)
    # Looking for garbage every few beats holds up everybody's for 50 ms. What makes cycles here is a room and its
    # listeners, so the hall looks when it forgets rooms.
    gc.collect()
    gc.freeze()
    gc.disable()
    # uvicorn ends well at either signal, and raises it again: of itself SIGTERM would then kill, with the store open.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=sockets)
    signal.signal(signal.SIGTERM, before)
    gc.enable()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._ready is not None and self.started:
            self._ready()
