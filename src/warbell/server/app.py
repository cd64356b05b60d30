"""The web application: the page, the lobby over HTTP, the rooms over WebSockets."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.guests import Held
from warbell.replay import dump
from warbell.report import page as report_page
from warbell.server import archive, portrait, protocol
from warbell.server.brought import brought
from warbell.server.chair import Refusal
from warbell.server.connection import Connection
from warbell.server.game import NOBODY
from warbell.server.hall import Hall
from warbell.server.paper import card
from warbell.server.reel import reel
from warbell.server.room import Room
from warbell.server.store import Store

PAGE = Path(__file__).parent / "page"
MOST_WAITING = 8  # who bring replays
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
STATUS = {"no room": 404, "no seat": 404, "taken": 409, "over": 409, "not now": 409, "full": 503, "origin": 403}
STATUS |= {"engine": 503, "too large": 413, "token": 403, "not yours": 403}
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
T = TypeVar("T")


def app(
    store: Store, *, local: bool = True, extra: list[Episode] | None = None, guests: Mapping[str, Held] = NOBODY
) -> Starlette:
    """The application; `local` answers only to names of this machine, so that no other site can speak through it."""
    hall = Hall(store, extra, guests)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with hall:
            yield

    async def lobby(_request: Request) -> Response:
        return _json(
            protocol.Lobby(
                protocol=protocol.VERSION,
                preparing=hall.engine.seconds,
                episodes=[card(laid.paper, hall.best.of(laid.episode.digest)) for laid in hall.offered],
                minds=list(hall.minds),
                rooms=hall.lobby(),
            )
        )

    async def make(request: Request) -> Response:
        hosted = await hall.make(await _body(request, protocol.NewRoom))
        return _json(protocol.Made(id=hosted.room.id), 201)

    async def look(request: Request) -> Response:
        return _json(portrait.card((await hall.find(request.path_params["room"])).room))

    async def sit(request: Request) -> Response:
        claim = await _body(request, protocol.Claim)
        hosted = await hall.find(request.path_params["room"])
        token = hall.claim(hosted, claim)
        await hall.durable()
        return _json(protocol.Seated(seat=claim.seat, token=token), 201)

    async def finished(request: Request) -> Room:
        room = (await hall.find(request.path_params["room"])).room
        if room.phase != "over":
            raise Refusal("not now", "everything is shown when the game is over")
        return room

    async def show_reel(request: Request) -> Response:
        room = await finished(request)
        seat = request.query_params.get("seat")
        if seat is not None:
            room.chair(seat)
        if room.relic is not None:
            room.relic.may_show(seat)
        return Response(await asyncio.to_thread(_reel, room, seat), media_type="application/json")

    async def show_account(request: Request) -> Response:
        return _json(await asyncio.to_thread(_account, await finished(request)))

    async def show_report(request: Request) -> Response:
        whatif = "whatif" in request.query_params
        return HTMLResponse(await asyncio.to_thread(_report, await finished(request), whatif=whatif))

    async def show_replay(request: Request) -> Response:
        room = await finished(request)
        name = f"{room.laid.episode.name}-{room.id}.warbell"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        data = await asyncio.to_thread(lambda: dump(archive.replay(room)))
        return Response(data, media_type="application/octet-stream", headers=headers)

    reading = asyncio.Lock()
    waiting = 0

    async def bring(request: Request) -> Response:
        nonlocal waiting
        if waiting >= MOST_WAITING:
            raise Refusal("full", "others bring replays as well; try again in a moment")
        waiting += 1
        try:
            data = await _bytes(request, "application/octet-stream", protocol.MOST_REPLAY)
            await hall.engine.ready()
            async with reading:  # one at a time: the games that go on come first
                shown = await asyncio.to_thread(_brought, data, request.query_params.get("seat"))
        finally:
            waiting -= 1
        return Response(shown, media_type="application/json")

    class Live:
        """A room's WebSocket; a class, as Starlette hands those the bare ASGI calls."""

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await Connection(hall, receive, send, scope["path_params"]["room"]).serve()

    routes = [
        Route("/api/lobby", lobby),
        Route("/api/rooms", make, methods=["POST"]),
        Route("/api/rooms/{room}", look),
        Route("/api/rooms/{room}/seats", sit, methods=["POST"]),
        Route("/api/rooms/{room}/reel", show_reel),
        Route("/api/rooms/{room}/account", show_account),
        Route("/api/rooms/{room}/report", show_report),
        Route("/api/rooms/{room}/replay", show_replay),
        Route("/api/replays", bring, methods=["POST"]),
        WebSocketRoute("/api/rooms/{room}/live", Live()),
    ]
    if PAGE.is_dir():
        routes.append(Mount("/", StaticFiles(directory=PAGE, html=True)))
    application = Starlette(routes=routes, lifespan=lifespan)
    application.add_exception_handler(Refusal, _refused)
    application.add_exception_handler(BadInput, _bad)
    application.add_exception_handler(HTTPException, _missing)
    application.add_middleware(GZipMiddleware, minimum_size=1000)
    application.add_middleware(_Door, local=local)
    return application


@lru_cache(maxsize=16)
def _reel(room: Room, seat: str | None) -> bytes:
    return msgspec.json.encode(reel(archive.replay(room), seat))


@lru_cache(maxsize=16)
def _account(room: Room) -> protocol.Account:
    return archive.account(room)


def _brought(data: bytes, seat: str | None) -> bytes:
    return msgspec.json.encode(brought(data, seat))


@lru_cache(maxsize=4)
def _report(room: Room, *, whatif: bool) -> str:
    replay = archive.replay(room)
    forecasts = room.match.forecasts if room.match else ()
    return report_page(replay, archive.chances(replay) if whatif else None, forecasts)


class _Door:
    """Lets in only requests meant for this server and sent by its own page, or by no page at all."""

    def __init__(self, inner: ASGIApp, *, local: bool) -> None:
        self._inner = inner
        self._local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._inner(scope, receive, send)
            return
        head = HTTPConnection(scope).headers
        host, origin = head.get("host", ""), head.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != host
        if foreign or (self._local and _hostname(host) not in LOCAL):
            logger.warning("refused: origin %r for host %r", origin, host)
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008, "reason": "origin"})
            else:
                refusal = Refusal("origin", "this server answers to its own page alone")
                await _answer(refusal)(scope, receive, send)
            return

        if scope["type"] == "websocket":
            await self._inner(scope, receive, send)
            return

        async def dress(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}  # type: ignore[attr-defined]
                fresh = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in there]
                message["headers"] = [*message["headers"], *fresh]  # type: ignore[misc]
            await send(message)

        await self._inner(scope, receive, dress)  # type: ignore[arg-type]


def _hostname(host: str) -> str:
    return urlsplit(f"//{host}").hostname or ""


async def _bytes(request: Request, kind: str, most: int) -> bytes:
    """The body, of a content type that no form of another page can have; Refusal if it is longer than `most` bytes."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise Refusal("too large", f"at most {most} bytes")
    if request.headers.get("content-type", "").partition(";")[0].strip() != kind:
        raise Refusal("malformed", f"content-type has to be {kind}")
    return bytes(data)


async def _body(request: Request, kind: type[T]) -> T:
    """The body as a message; Refusal if it is none."""
    data = await _bytes(request, "application/json", protocol.MOST_BYTES)
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("malformed", str(error)) from None


def _json(message: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(message), status, media_type="application/json")


def _answer(refusal: Refusal) -> Response:
    refused = protocol.Refused(reason=refusal.reason, message=refusal.message)
    return _json(refused, STATUS.get(refusal.reason, 400))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    logger.info("refused %s %s: %s: %s", request.method, request.url.path, error.reason, error.message)
    return _answer(error)


async def _bad(_request: Request, error: Exception) -> Response:
    logger.error("%s", error)
    return _answer(Refusal("episode", str(error)))


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json(protocol.Refused(reason="no room", message=f"nothing at {request.url.path}"), error.status_code)
