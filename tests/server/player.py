"""Talking to a server as browsers do: HTTP for the lobby, a WebSocket for each player."""

import contextlib
import http.client
import json
import socket
import time
from contextlib import ExitStack, closing, contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from warbell.cli.serving import open_shelf
from warbell.server import protocol

PATIENCE = 90  # seconds a test waits for what has to happen: longer than a busy machine's disk takes to answer


class Answer(NamedTuple):
    """What came back over HTTP."""

    status: int
    headers: Any
    body: Any


class House:
    """A server under test."""

    def __init__(self, address, database, errors=None):
        self.host = urlsplit(address).netloc
        self.database = database  # a path, or a URL
        self._errors = errors

    def ask(self, path, body=None, headers=None, patience=PATIENCE):
        """An answer over HTTP; a body is posted, as JSON unless it is bytes."""
        head = {"content-type": "application/json", **(headers or {})} if body is not None else headers or {}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        with closing(http.client.HTTPConnection(self.host, timeout=patience)) as connection:
            connection.request("GET" if body is None else "POST", path, data, head)
            answer = connection.getresponse()
            found = answer.read()
        is_json = (answer.headers.get("content-type") or "").startswith("application/json")
        return Answer(answer.status, answer.headers, json.loads(found) if is_json else found)

    def make(self, *, settings=None, **wish):
        """A new room; its id. Who looks on sees it live, if the settings do not say otherwise."""
        wish["settings"] = {"delay": 0, **(settings or {})}
        answer = self.ask("/api/rooms", {"episode": "curfew", **wish})
        assert answer.status == 201, answer
        return answer.body["id"]

    def claim(self, room, seat, who="somebody"):
        """Take a seat; its token."""
        answer = self.ask(f"/api/rooms/{room}/seats", {"seat": seat, "who": who})
        assert answer.status == 201, answer
        return answer.body["token"]

    def card(self, room):
        """A room as anybody sees it."""
        return self.ask(f"/api/rooms/{room}").body

    def entries(self, room):
        """The rows of a room in the database."""
        with open_shelf(str(self.database)) as shelf:
            return shelf.entries(room)

    def kinds(self, room):
        """What the rows of a room in the database are."""
        return [type(entry.row).__name__ for entry in self.entries(room)]

    def said(self):
        """What the server wrote to stderr so far."""
        return self._errors.read_text()

    def player(self, room, **join):
        """A connection that has sent its join, not waited for the answer."""
        return Player(self, room, **join)


class Picture:
    """What a client knows of its view: a whole one, and changes laid over it."""

    TABLES = ("bodies", "fixtures", "drones", "known")  # of which only changed rows are sent, each behind its index

    def __init__(self):
        self.rows = {name: {} for name in self.TABLES}
        self.now = None  # everything else, which is sent whole

    def take(self, message):
        """Lay a welcome or an update over it."""
        if message["type"] == "welcome":
            self.__init__()
        view = message["view"]
        if view is not None:
            for name in self.TABLES:
                self.rows[name] |= {row[0]: row for row in view[name]}
            self.now = {name: part for name, part in view.items() if name not in {*self.TABLES, "log"}}

    def __eq__(self, other):
        return (self.rows, self.now) == (other.rows, other.now)

    __hash__ = None


class Player:
    """One connection to a room, and the last it heard of it."""

    def __init__(self, house, room, *, origin=None, headers=None, join=True, path="", **fields):
        self.house, self.name, self.token = house, room, fields.get("token")
        self.raw = []  # every message as it came, but who stands at the door
        self.room = self.mine = self.version = self.close_code = None
        self.picture = Picture()
        self._stack = ExitStack()
        self.socket = self._stack.enter_context(
            connect(
                f"ws://{house.host}{path}/api/rooms/{room}/live",
                origin=origin,
                additional_headers=headers,
                compression=None,
                proxy=None,
                max_size=None,
                max_queue=None,
                ping_interval=None,
                close_timeout=2,
            )
        )
        if join:
            self.send("join", **{"protocol": protocol.VERSION, **fields})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Leave as a closed window does."""
        self._stack.close()

    def cut(self):
        """Be gone without a word, as when the network goes down."""
        with contextlib.suppress(OSError):  # the server was quicker
            self.socket.socket.shutdown(socket.SHUT_RDWR)
        self._stack.close()

    def send(self, kind, **fields):
        """Send a message."""
        self.socket.send(json.dumps({"type": kind, **fields}))

    def receive(self, timeout=PATIENCE):
        """The next message; TimeoutError, or ConnectionClosed."""
        try:
            raw = self.socket.recv(timeout=max(timeout, 0))
        except ConnectionClosed as closed:
            self.close_code = closed.rcvd.code if closed.rcvd else None
            raise
        message = json.loads(raw)
        if message["type"] != "door":
            self.raw.append(raw)
        if message["type"] in {"welcome", "update"}:
            self.version, self.room, self.mine = message["version"], message["room"], message["mine"]
            self.picture.take(message)
        return message

    def until(self, wanted, timeout=PATIENCE, *, doors=False):
        """The first message from now on that is wanted; of who stands at the door only if they are asked for."""
        end = time.monotonic() + timeout
        heard = []
        while True:
            try:
                message = self.receive(end - time.monotonic())
            except (TimeoutError, ConnectionClosed) as error:
                said = f"heard {json.dumps(heard)[-3000:]}; the server said {self.house.said()[-1000:]}"
                raise AssertionError(f"{error!r}; {said}") from None
            if (message["type"] == "door") == doors and wanted(message):
                return message
            heard.append({key: value for key, value in message.items() if key != "paper"})

    def welcome(self):
        """The answer to a join that is told everything."""
        return self.until(lambda message: message["type"] == "welcome")

    def until_room(self, wanted, timeout=PATIENCE):
        """Wait until the room is as wanted, if it is not already."""
        if self.room is None or not wanted(self.room):
            self.until(lambda m: m["type"] in {"welcome", "update"} and wanted(m["room"]), timeout)
        return self.room

    def phase(self, phase, turn=0):
        """Wait for a phase, of that turn or a later one."""
        return self.until_room(lambda room: room["phase"] == phase and room["turn"] >= turn)

    def quiet(self, seconds=0.3):
        """True if nothing comes for a while but of those at the door."""
        end = time.monotonic() + seconds
        try:
            while self.receive(end - time.monotonic())["type"] == "door":
                pass
        except TimeoutError:
            return True
        return False

    def refusal(self, timeout=PATIENCE):
        """The next refusal."""
        return self.until(lambda message: message["type"] == "refused", timeout)

    def dismissed(self):
        """The refusal that closed the connection; its reason."""
        refused = self.refusal()
        assert refused["closing"], refused
        try:
            while True:
                self.receive()
        except ConnectionClosed:
            assert self.close_code == 4000
        return refused["reason"]

    def ink(self, line, ms=0):
        """Send a commit for now."""
        live = self.room["settings"]["pace"] == "live"
        self.send("commit", turn=self.mine["commits"] if live else self.room["turn"], line=line, ms=ms)

    def commit(self, line):
        """Commit a line and wait for the acknowledgement; the message that has it, or the refusal."""
        before = self.mine["commits"]
        self.ink(line)
        return self.until(lambda m: m["type"] == "refused" or m.get("mine", {}).get("commits", 0) > before)

    def seat(self, name):
        """A seat as it was last heard of."""
        return next(seat for seat in self.room["seats"] if seat["name"] == name)


def rooms_in(house):
    """Which they are: what goes on in those of other tests changes nothing here."""
    return {room["id"] for room in house.ask("/api/lobby").body["rooms"]}


@contextmanager
def unchanged(house, room):
    """Assert that what is done meanwhile leaves the room, its log and what a spectator sees as they were."""

    def look():
        with house.player(room) as watcher:
            told = watcher.welcome()
        told["room"]["left_ms"] = None
        return told, house.entries(room), house.card(room)

    before = look()
    yield
    assert look() == before


@contextmanager
def logged(house, *words):
    """Assert that meanwhile the server writes one more line with all these words."""

    def lines():
        return sum(all(word in line for word in words) for line in house.said().splitlines())

    before, end = lines(), time.monotonic() + PATIENCE
    yield
    while lines() == before and time.monotonic() < end:
        time.sleep(0.01)
    assert lines() == before + 1, house.said()[-2000:]
