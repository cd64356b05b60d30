"""What each kind of flood gets, and how long a decision takes meanwhile: the table of docs/serving.md.

    ./dev python scripts/floods.py

A server of its own is flooded from one address, as a proxy would forward it, while somebody with another one plays.
"""

import asyncio
import contextlib
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.request import Request, urlopen

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from warbell.server import protocol

SERVE = ("-m", "warbell", "serve", "--port", "0", "--origin", "http://game.example", "--proxy", "127.0.0.1")
OWN, OTHER = {"x-forwarded-for": "192.0.2.1"}, {"x-forwarded-for": "198.51.100.1"}
MINDS = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
TURNS = 60  # decisions that are timed in a flood
WITHIN = 30.0  # seconds that a slow one has


class Hall:
    """The server that is flooded."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.port = int(host.rsplit(":", 1)[1])

    def ask(self, path: str, body: object = None, head: dict[str, str] = OWN) -> tuple[int, bytes]:
        """Status and body of an answer."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"http://{self.host}{path}", data, {**head, "content-type": "application/json"})
        try:
            with urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except OSError as error:
            return getattr(error, "code", 0), b""

    def make(self, head: dict[str, str], **settings: object) -> tuple[str, str]:
        """A room, and the key to a seat of it."""
        wish = {"episode": "curfew", "seed": 24, "minds": MINDS, "settings": {"tempo": 0, **settings}}
        room = json.loads(self.ask("/api/rooms", wish, head)[1])["id"]
        seated = self.ask(f"/api/rooms/{room}/seats", {"seat": "onjo", "who": "x"}, head)
        return room, json.loads(seated[1])["token"]

    def live(self, room: str, head: dict[str, str] = OWN):
        """A room's WebSocket."""
        return connect(f"ws://{self.host}/api/rooms/{room}/live", additional_headers=head, proxy=None, max_size=None)


async def join(line, token: str | None) -> None:
    """Say who one is."""
    await line.send(json.dumps({"type": "join", "protocol": protocol.VERSION, "token": token}))


async def decisions(hall: Hall, turns: int = TURNS) -> list[float]:
    """Milliseconds until each decision of a player is on disk and said to be."""
    room, token = await asyncio.to_thread(hall.make, OTHER)
    took: list[float] = []
    async with hall.live(room, OTHER) as line:
        await join(line, token)
        await line.send('{"type":"start"}')
        began, commits, turn = 0.0, 0, 0
        async for raw in line:
            told = json.loads(raw)
            if told["type"] not in ("welcome", "update"):
                continue
            if told["mine"]["commits"] > commits:
                commits = told["mine"]["commits"]
                took.append(1000 * (time.perf_counter() - began))
            if len(took) == turns or told["room"]["phase"] == "over":
                break
            if told["room"]["phase"] == "planning" and told["room"]["turn"] > turn:
                turn = told["room"]["turn"]
                began = time.perf_counter()
                await line.send(json.dumps({"type": "commit", "turn": turn, "line": "."}))
    return took


async def finished(hall: Hall) -> str:
    """A room whose game is over."""
    room, token = await asyncio.to_thread(hall.make, OTHER, dropout="end", grace=0)
    async with hall.live(room, OTHER) as line:
        await join(line, token)
        await line.send('{"type":"start"}')
        await line.send('{"type":"commit","turn":1,"line":".*40"}')
        async for raw in line:
            if json.loads(raw).get("room", {}).get("turn") == 2:
                return room
    raise RuntimeError(room)


async def rooms(hall: Hall) -> str:
    """2,000 rooms, one after another."""
    got = Counter([(await asyncio.to_thread(hall.ask, "/api/rooms", {"episode": "curfew"}))[0] for _ in range(2000)])
    return f"{got[201]} made, {got[429]} refused"


async def reports(hall: Hall) -> str:
    """12 visitors of one address who ask for reports, reels and replays of 8 games for 20 s."""
    over = [await finished(hall) for _ in range(8)]
    end, got = time.monotonic() + 20, Counter()
    kinds = ("report", "reel", "replay", "account", "reel?seat=onjo", "report?whatif")

    async def visitor(number: int) -> None:
        while time.monotonic() < end:
            path = f"/api/rooms/{over[number % 8]}/{kinds[number % 6]}"
            got[(await asyncio.to_thread(hall.ask, path))[0]] += 1
            number += 5

    await asyncio.gather(*map(visitor, range(12)))
    return f"{got[200]} given, {got[429]} refused"


async def idle(hall: Hall) -> str:
    """400 WebSockets that never join."""
    room, _ = await asyncio.to_thread(hall.make, OTHER)
    refused, took = 0, []

    async def socket() -> None:
        nonlocal refused
        try:
            async with hall.live(room) as line:
                began = time.monotonic()
                with contextlib.suppress(ConnectionClosed, TimeoutError):
                    while True:
                        await asyncio.wait_for(line.recv(), WITHIN)
                took.append(time.monotonic() - began)
        except InvalidStatus:
            refused += 1

    await asyncio.gather(*(socket() for _ in range(400)))
    return f"{len(took)} let in, closed after {statistics.median(took):.0f} s; {refused} refused"


async def lines(hall: Hall, first: bytes, drip: bytes) -> str:
    """400 connections that send a byte a second."""
    took = []

    async def line() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", hall.port)
        began = time.monotonic()
        writer.write(first)
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - began < WITHIN:
                writer.write(drip)
                with contextlib.suppress(TimeoutError):
                    if not await asyncio.wait_for(reader.read(65536), 1):
                        break
        took.append(time.monotonic() - began)
        writer.close()

    await asyncio.gather(*(line() for _ in range(400)))
    return f"closed after {statistics.median(took):.0f} s"


async def heads(hall: Hall) -> str:
    """400 requests whose head comes a byte a second."""
    return await lines(hall, b"GET / HTTP/1.1\r\nHost: game.example\r\nX: ", b"x")


async def bodies(hall: Hall) -> str:
    """400 posts whose body comes a byte a second."""
    head = b"POST /api/rooms HTTP/1.1\r\nHost: game.example\r\nContent-Length: 9999\r\n"
    return await lines(hall, head + b"Content-Type: application/json\r\n\r\n", b" ")


FLOODS = (rooms, reports, idle, heads, bodies)


async def measured(hall: Hall, flood) -> str:
    """A row of the table."""
    flooding = asyncio.create_task(flood(hall))
    await asyncio.sleep(1)
    took: list[float] = []
    while not flooding.done() or not took:
        took += await decisions(hall)
    worst = sorted(took)[int(0.99 * len(took))]
    return f"| {flood.__doc__} | {flooding.result()} | {statistics.median(took):.0f} | {worst:.0f} |"


async def calm(_hall: Hall) -> str:
    """Nobody else."""
    return ""


def main() -> None:
    """Print the table."""
    wanted = set(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        for flood in (calm, *FLOODS):
            if wanted and flood.__name__ not in wanted:
                continue
            database = Path(folder, f"{flood.__name__}.db")
            command = [sys.executable, *SERVE, "--db", str(database), "--limit", "rooms=60"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
                host = re.search(r"http://([^/]+)/", process.stdout.readline())[1]
                print(asyncio.run(measured(Hall(host), flood)), flush=True)
                process.terminate()


if __name__ == "__main__":
    main()
