"""The web application: the page, the lobby over HTTP, the rooms over WebSockets."""

import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.guests import Held
from warbell.server import archive, protocol, questions, renderer, replies, whole
from warbell.server.almanac import now
from warbell.server.chair import Refusal
from warbell.server.company import Alone, Company
from warbell.server.connection import Connection
from warbell.server.door import Door
from warbell.server.game import NOBODY
from warbell.server.hall import MOST_SHOWN, Hall, hashed
from warbell.server.limits import address_of
from warbell.server.names import Names
from warbell.server.renderer import Renderer
from warbell.server.replies import key_of, message, read_bytes, read_message, unpacked
from warbell.server.room import Room
from warbell.server.shares import Shares
from warbell.server.store import Store
from warbell.server.tags import NONE
from warbell.server.watch import Apart, Watch

PAGE = Path(__file__).parent / "page"
ON_THIS_MACHINE = Names((), local=True)

logger = logging.getLogger("warbell.server")


def app(
    store: Store,
    *,
    names: Names = ON_THIS_MACHINE,
    watched: int | None = None,
    extra: list[Episode] | None = None,
    guests: Mapping[str, Held] = NOBODY,
    clock: Callable[[], int] = now,
    tags: Mapping[str, str] = NONE,
    company: Company | None = None,
) -> Starlette:
    """The application; it answers only to its `names`, so that no other site can speak through it.

    `watched` is the port at which its figures are, if anywhere. `clock` tells milliseconds since 1970, for the nights
    of days alone. `tags` are of all rooms that are made here. `company` are the workers of the same server, and what
    addresses may have of them all; by default there is nobody else, and addresses have what they want.
    """
    company = company or Alone(None)
    hall = Hall(store, extra, guests, clock, tags, company)
    watch = Watch(hall, company)
    shares = Shares(company)
    rendering = Renderer()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with hall:
            yield
        rendering.close()

    async def answer(question: questions.AnyQuestion) -> Any:
        """What this worker knows, makes or has, for whichever of the company was asked for it."""
        match question:
            case questions.ShowLobby():
                return part()
            case questions.ListOfDay(day, digest):
                return await hall.nights.of_day(day, digest)
            case questions.MakeRoom(wish, address):
                hosted = await hall.make(wish)
                shares.made(address, hosted)
                return hosted.room.id
            case questions.ShowGhosts(room, address):
                return await rendered(address, (await hall.find(room)).room, renderer.ghosts_of)
            case questions.CountWaiting(address):
                return shares.waiting(address)
            case questions.TellHealth():
                return await watch.word()
            case questions.TellFigures():
                return watch.figures()

    company.answering = answer

    def part() -> questions.Part:
        shown = hall.lobby()
        told = protocol.Lobby(
            protocol=protocol.VERSION,
            preparing=hall.engine.seconds,
            episodes=hall.nights.episodes(),
            minds=list(hall.minds),
            rooms=[each for _, each in shown],
            tonight=hall.nights.tonight(),
        )
        return questions.Part(told, [made for made, _ in shown])

    async def lobby(_request: Request) -> Response:
        return message(whole.lobby((await company.ask_all(questions.ShowLobby())).values(), MOST_SHOWN))

    async def show_paper(request: Request) -> Response:
        return message(hall.nights.paper(request.path_params["episode"]))

    async def make(request: Request) -> Response:
        wish, address = await read_message(request, protocol.NewRoom), address_of(request.scope)
        await shares.may_make(address)
        home = company.number if wish.go_on is None else company.home(wish.go_on.room)
        return message(protocol.Made(id=await company.ask(home, questions.MakeRoom(wish, address))), 201)

    async def look(request: Request) -> Response:
        return message(hall.nights.card((await hall.find(request.path_params["room"])).card))

    async def sit(request: Request) -> Response:
        claim = await read_message(request, protocol.Claim)
        hosted = await hall.find(request.path_params["room"])
        try:
            token = hall.claim(hosted, claim)
        finally:  # a seat that is taken is so on disk
            await hall.durable(hosted)
        return message(protocol.Seated(seat=claim.seat, token=token), 201)

    async def finished(request: Request) -> Room:
        hosted = await hall.find(request.path_params["room"])
        room = hosted.room
        if hosted.card.phase != "over":
            raise Refusal("not now", "everything is shown when the game is over")
        key = key_of(request)
        hall.nights.may_see(room, key and hashed(key))
        return room

    async def rendered(address: str, room: Room, work: Callable[..., bytes], *args: Any) -> bytes:
        """What `work` makes of a finished game; counted for the address that asks if it was not made lately."""
        key = (work.__name__, room.id, *args)
        kept = rendering.kept(key)
        if kept is not None:
            return kept if isinstance(kept, bytes) else await kept
        async with shares.rendering(address):
            kept = rendering.kept(key)
            if kept is not None:
                return kept if isinstance(kept, bytes) else await kept
            return await rendering.make(key, work, archive.recorded(room), *args)

    async def show_reel(request: Request) -> Response:
        room = await finished(request)
        seat = request.query_params.get("seat")
        if seat is not None:
            room.chair(seat)
        if room.relic is not None:
            room.relic.may_show(seat)
        data = await rendered(
            address_of(request.scope), room, renderer.reel_of, seat, hall.nights.is_sealed(room.created)
        )
        return await unpacked(request, data, "application/json")

    async def show_account(request: Request) -> Response:
        data = await rendered(address_of(request.scope), await finished(request), renderer.account_of)
        return await unpacked(request, data, "application/json")

    async def show_report(request: Request) -> Response:
        room, whatif = await finished(request), "whatif" in request.query_params
        forecasts = tuple(room.match.forecasts) if room.match else ()
        sealed = hall.nights.is_sealed(room.created)
        data = await rendered(address_of(request.scope), room, renderer.report_of, forecasts, whatif, sealed)
        return await unpacked(request, data, "text/html; charset=utf-8")

    async def show_replay(request: Request) -> Response:
        room = await finished(request)
        hall.nights.may_copy(room)
        name = f"{room.laid.episode.name}-{room.id}.warbell"
        there = {"content-disposition": f'attachment; filename="{name}"'}
        data = await rendered(address_of(request.scope), room, renderer.replay_of)
        return await unpacked(request, data, "application/octet-stream", **there)

    async def show_nights(request: Request) -> Response:
        return message(protocol.Nights(await hall.nights.others(await finished(request))))

    async def show_ghosts(request: Request) -> Response:
        other = await hall.nights.other(await finished(request), request.path_params["other"])
        ghosts = await company.ask(company.home(other), questions.ShowGhosts(other, address_of(request.scope)))
        return await unpacked(request, ghosts, "application/json")

    async def bring(request: Request) -> Response:
        async with shares.rendering(address_of(request.scope)):
            data = await read_bytes(request, "application/octet-stream", protocol.MOST_REPLAY)
            await hall.engine.ready()
            shown = await rendering.once(renderer.brought_of, data, request.query_params.get("seat"))
        return await unpacked(request, shown, "application/json")

    class Live:
        """A room's WebSocket; a class, as Starlette hands those the bare ASGI calls."""

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            try:
                async with shares.socket(address_of(scope)):
                    with hall.gauges.sockets.track_inprogress():
                        await Connection(hall, receive, send, scope["path_params"]["room"]).serve()
            except Refusal as refusal:
                hall.gauges.refused(refusal.reason)
                logger.info("refused a socket of %s: %s", address_of(scope), refusal.message)
                await send({"type": "websocket.close", "code": 1013, "reason": refusal.reason})

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        hall.gauges.refused(error.reason)
        return replies.refused(request, error)

    routes = [
        Route("/healthz", watch.show_health),
        Route("/api/lobby", lobby),
        Route("/api/episodes/{episode}", show_paper),
        Route("/api/rooms", make, methods=["POST"]),
        Route("/api/rooms/{room}", look),
        Route("/api/rooms/{room}/seats", sit, methods=["POST"]),
        Route("/api/rooms/{room}/reel", show_reel),
        Route("/api/rooms/{room}/account", show_account),
        Route("/api/rooms/{room}/report", show_report),
        Route("/api/rooms/{room}/replay", show_replay),
        Route("/api/rooms/{room}/nights", show_nights),
        Route("/api/rooms/{room}/ghosts/{other}", show_ghosts),
        Route("/api/replays", bring, methods=["POST"]),
        WebSocketRoute("/api/rooms/{room}/live", Live()),
        WebSocketRoute("/{nowhere:path}", _nowhere),
    ]
    if PAGE.is_dir():
        routes.append(Mount("/", StaticFiles(directory=PAGE, html=True)))
    application = Starlette(routes=routes, lifespan=lifespan)
    application.router.redirect_slashes = False  # an address with a name in it, that a proxy may not go by
    application.add_exception_handler(Refusal, refused)
    application.add_exception_handler(BadInput, replies.bad)
    application.add_exception_handler(HTTPException, replies.missing)
    application.add_exception_handler(ClientDisconnect, replies.gone)
    application.add_middleware(GZipMiddleware, minimum_size=1000)
    application.add_middleware(Door, names=names, refused=hall.gauges.refused)
    if watched is not None:
        application.add_middleware(Apart, watch=watch, port=watched)
    return application


async def _nowhere(socket: WebSocket) -> None:
    await socket.close()
