"""For whoever runs a server: whether it works, which anybody may ask, and figures of it on a port of its own."""

import asyncio
import time

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from warbell.errors import BadInput
from warbell.server import gauges, whole
from warbell.server.alone import Lost
from warbell.server.company import Company
from warbell.server.hall import Hall
from warbell.server.questions import TellFigures, TellHealth

AGAIN = 1.0  # seconds for which an answer holds, whoever asks: it costs a write
PATIENCE = 3.0  # seconds within which a write has to be through: longer than SQLite waits for a lock


class Watch:
    """What can be asked of a hall, and of the others of its company."""

    def __init__(self, hall: Hall, company: Company) -> None:
        self._hall = hall
        self._company = company
        self._probe: asyncio.Task[str] | None = None  # one at a time: each may hold a thread
        self._began = 0.0

    async def show_health(self, _request: Request) -> Response:
        """200 and "ok" if rows of all workers get to the disk; else 503 and the first word that is another."""
        words = await self._company.ask_all(TellHealth())
        bad = [word for word in words.values() if word != "ok"]
        if len(words) < self._company.size:
            bad.append("away")
        return PlainTextResponse(f"{bad[0] if bad else 'ok'}\n", 503 if bad else 200)

    async def word(self) -> str:
        """Of this worker "ok", or refused, stuck, or lost (for ever)."""
        moment = time.monotonic()
        if self._probe is None or (self._probe.done() and moment - self._began > AGAIN):
            self._probe, self._began = asyncio.create_task(self._ask()), moment
        done, _ = await asyncio.wait({self._probe}, timeout=PATIENCE)
        return self._probe.result() if done else "stuck"

    async def _ask(self) -> str:
        try:
            await self._hall.check()
        except BadInput as error:
            return "lost" if isinstance(error, Lost) else "refused"
        return "ok"

    async def show_figures(self, _request: Request) -> Response:
        """All figures, as Prometheus reads them; of several workers each with its number."""
        parts = await self._company.ask_all(TellFigures())
        text = whole.figures(parts) if self._company.size > 1 else self.figures()
        return Response(text, media_type=gauges.KIND)

    def figures(self) -> bytes:
        """The figures of this worker."""
        return self._hall.gauges.text(self._hall.phases(), self._hall.waiting())


class Apart:
    """A port at which the figures are, and nothing else; they are nowhere else."""

    def __init__(self, inner: ASGIApp, watch: Watch, port: int) -> None:
        self._inner = inner
        self._port = port
        self._there = Starlette(routes=[Route("/healthz", watch.show_health), Route("/metrics", watch.show_figures)])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI has it."""
        there = scope["type"] != "lifespan" and scope["server"][1] == self._port
        await (self._there if there else self._inner)(scope, receive, send)
