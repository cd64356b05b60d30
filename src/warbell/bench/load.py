"""A load on a server: rooms of people that commit one beat a second each, from one process, on bare sockets.

A WebSocket library would cost the generator more than the server it measures, so it speaks just enough of the
protocol (RFC 6455): text frames, unmasked in effect by a mask of zeros.
"""

import asyncio
import http.client
import itertools
import json
import struct
import time
from typing import Any, NamedTuple

from warbell.server.protocol import VERSION

SEATS = 4
PERIOD = 1.0  # seconds between two beats of a room
EPISODE = "curfew"
SETTINGS = {"pace": "thinking", "tempo": 0, "dropout": "wait", "grace": 3600, "listed": False}
_TEXT, _PING, _PONG = 0x1, 0x9, 0xA
_HEAD = (
    "GET /api/rooms/{room}/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Load(NamedTuple):
    """What a stretch of load showed."""

    rooms: int
    latencies: list[float]  # milliseconds from a room's last commit to each seat's view
    missed: int  # views that had not come by the room's next beat


class _Room:
    """A room under load: its seats' sockets, and when it last committed."""

    def __init__(self) -> None:
        self.seats: list[_Seat] = []
        self.turn = 1
        self.sent = 0.0
        self.waiting = 0

    def commit(self) -> int:
        """Commit a beat for every seat; or, if the last one is not over, nothing: the views that are late."""
        if self.waiting:
            return self.waiting
        for k, seat in enumerate(self.seats):
            if k == len(self.seats) - 1:
                self.sent = time.perf_counter()
            seat.send(b'{"type":"commit","turn":%d,"line":"."}' % self.turn)
        self.turn += 1
        self.waiting = len(self.seats)
        return 0


class _Seat(asyncio.Protocol):
    """One socket; counts the views that come."""

    def __init__(self, room: _Room, number: int, port: int, join: bytes, latencies: list[float]) -> None:
        self._room, self._join, self._latencies = room, join, latencies
        self._head = _HEAD.format(room=number, port=port).encode()
        self._data = bytearray()
        self._open = False
        self.welcome = asyncio.get_running_loop().create_future()
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._transport.write(self._head)

    def send(self, message: bytes, kind: int = _TEXT) -> None:
        size, first = len(message), 0x80 | kind
        head = struct.pack("!BB", first, 0x80 | size) if size < 126 else struct.pack("!BBH", first, 0x80 | 126, size)
        self._transport.write(head + b"\0\0\0\0" + message)

    def data_received(self, data: bytes) -> None:
        self._data += data
        if not self._open:
            end = self._data.find(b"\r\n\r\n")
            if end < 0:
                return
            del self._data[: end + 4]
            self._open = True
            self.send(self._join)
        while (frame := self._frame()) is not None:
            self._read(frame)

    def _frame(self) -> bytes | None:
        """The next whole text frame; pings are answered, others passed over."""
        data = self._data
        while len(data) >= 2:
            size, at = data[1] & 0x7F, 2
            if size == 126:
                size, at = int.from_bytes(data[2:4]), 4
            elif size == 127:
                size, at = int.from_bytes(data[2:10]), 10
            if len(data) < at + size:
                return None
            kind, frame = data[0] & 0x0F, bytes(data[at : at + size])
            del data[: at + size]
            if kind == _TEXT:
                return frame
            if kind == _PING:
                self.send(frame, _PONG)
        return None

    def _read(self, frame: bytes) -> None:
        if b'"view":{' in frame and frame.startswith(b'{"type":"update"'):
            if self._room.waiting:
                self._latencies.append(1000 * (time.perf_counter() - self._room.sent))
                self._room.waiting -= 1
        elif frame.startswith(b'{"type":"welcome"') and not self.welcome.done():
            self.welcome.set_result(None)


class Crowd:
    """Rooms on a server, more of them step by step."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._http = http.client.HTTPConnection("127.0.0.1", port)
        self._rooms: list[_Room] = []
        self._latencies: list[float] = []
        self._seeds = itertools.count()

    def _post(self, path: str, body: object) -> Any:
        self._http.request("POST", path, json.dumps(body), {"content-type": "application/json"})
        answer = self._http.getresponse().read()
        return json.loads(answer)

    async def grow(self, rooms: int) -> None:
        """Make rooms until there are so many, seat people in all of their seats, and begin."""
        self._http.close()  # the server may have, meanwhile
        while len(self._rooms) < rooms:
            room, wish = _Room(), {"episode": EPISODE, "seed": next(self._seeds), "settings": SETTINGS}
            number = self._post("/api/rooms", wish)["id"]
            names = [seat["name"] for seat in self._card(number)["seats"]][:SEATS]
            for name in names:
                token = self._post(f"/api/rooms/{number}/seats", {"seat": name, "who": name})["token"]
                join = json.dumps({"type": "join", "protocol": VERSION, "token": token}).encode()
                seat = _Seat(room, number, self._port, join, self._latencies)
                await asyncio.get_running_loop().create_connection(lambda seat=seat: seat, "127.0.0.1", self._port)  # type: ignore[misc]
                room.seats.append(seat)
            await asyncio.gather(*(seat.welcome for seat in room.seats))
            room.seats[0].send(b'{"type":"start"}')
            self._rooms.append(room)
        await asyncio.sleep(1)

    def _card(self, number: str) -> Any:
        self._http.request("GET", f"/api/rooms/{number}")
        return json.loads(self._http.getresponse().read())

    async def play(self, beats: int) -> Load:
        """So many beats of every room, a beat a second, the rooms spread evenly over the second."""
        self._latencies.clear()
        loop, missed, count = asyncio.get_running_loop(), 0, len(self._rooms)
        began = loop.time() + 0.1
        for k in range(beats * count):
            wait = began + k * PERIOD / count - loop.time()
            # A wait for every room would cost more than it measures: sleep only when there is something to sleep for.
            await asyncio.sleep(max(0.0, wait)) if wait > 0.001 or k % 8 == 0 else None
            room = self._rooms[k % count]
            missed += room.commit()
        await asyncio.sleep(2 * PERIOD)
        missed += sum(room.waiting for room in self._rooms)
        return Load(count, list(self._latencies), missed)
