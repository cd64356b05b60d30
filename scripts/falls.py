"""What a server does that falls: the table of docs/serving.md, made by doing it to one.

A planning phase of ten minutes goes on in one room; each fall is a server and a database of its own.
"""

import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from warbell.server import protocol

SERVE = (sys.executable, "-m", "warbell", "serve", "--port", "0")
MINDS = {"suhyeok": "wait", "namra": "wait", "garam": "wait"}
WAIT = 8.0  # seconds for which a database is locked
PATIENCE = 60.0  # seconds for what has to happen
HOUR = 3600


class Fallen(Exception):  # noqa: N818 - a server falls, which is no error of this program
    """It did something else."""


class Server:
    """A server, and somebody who plans in a room of it."""

    def __init__(self, database: Path, env: dict[str, str] | None = None) -> None:
        self.database = database
        self._env = env or {}
        self.errors = database.with_suffix(".errors")
        self._key: tuple[str, str] | None = None
        self.up()

    def up(self) -> None:
        """Start it, and sit down."""
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [*SERVE, "--db", str(self.database)],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, **self._env},
            )
        assert self.process.stdout is not None
        self.host = re.search(r"http://([^/]+)/", self.process.stdout.readline())[1]  # type: ignore[index]
        if self._key is None:
            settings = {"pace": "timed", "seconds": 600, "tempo": 0}
            room = self._post("rooms", {"episode": "curfew", "seed": 24, "minds": MINDS, "settings": settings})["id"]
            self._key = room, self._post(f"rooms/{room}/seats", {"seat": "onjo", "who": "somebody"})["token"]
        self.socket: ClientConnection = connect(f"ws://{self.host}/api/rooms/{self._key[0]}/live", proxy=None)
        self.say("join", protocol=protocol.VERSION, token=self._key[1])
        self.room = self.hear()["room"]
        if self.room["phase"] == "gathering":
            self.say("start")
            self.until(lambda room: room["phase"] == "planning")

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        head = {"content-type": "application/json"}
        asked = urllib.request.Request(f"http://{self.host}/api/{path}", json.dumps(body).encode(), head)
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def say(self, kind: str, **fields: Any) -> None:
        self.socket.send(json.dumps({"type": kind, **fields}))

    def hear(self, seconds: float = PATIENCE) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.socket.recv(seconds))
        self.room = message.get("room", getattr(self, "room", None))
        return message

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        while not wanted(self.room):
            self.hear()

    def commit(self) -> None:
        """Commit the line of this turn; its acknowledgement is yet to come."""
        self.say("commit", turn=self.room["turn"], line="e")

    def silence(self) -> None:
        """Hear nothing for two seconds."""
        try:
            heard = self.hear(2)
        except TimeoutError:
            return
        raise Fallen(f"it said {str(heard)[:200]}")

    def next_turn(self) -> float:
        """Seconds until the turn after this one is planned."""
        began, turn = time.monotonic(), self.room["turn"]
        self.until(lambda room: room["turn"] > turn)
        return time.monotonic() - began

    def rows(self, kind: str) -> int:
        with closing(sqlite3.connect(self.database)) as connection:
            count: int = connection.execute("select count(*) from log where kind = ?", (kind,)).fetchone()[0]
        return count

    def stop(self) -> float:
        """Seconds in which it is down by SIGTERM."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(PATIENCE) != 0:
            raise Fallen(f"it ended with {self.process.returncode}")
        return time.monotonic() - began

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def full(server: Server) -> str:
    """a full disk: no file may grow"""
    size = min(path.stat().st_size for path in server.database.parent.glob("*.db*"))
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    server.commit()
    server.silence()
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    return f"nobody is told anything; the turn goes on {server.next_turn():.1f} s after there is room"


def full_and_stopped(server: Server) -> str:
    """a full disk, and SIGTERM"""
    size = min(path.stat().st_size for path in server.database.parent.glob("*.db*"))
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    server.commit()
    server.silence()
    seconds, kept = server.stop(), server.rows("committed")
    return f"down after {seconds:.1f} s; of the line that nobody was told of, {kept} rows are kept"


def locked(server: Server) -> str:
    """a database that another program locks for 8 s"""
    with closing(sqlite3.connect(server.database)) as other:
        other.execute("begin immediate")
        server.commit()
        time.sleep(WAIT)
    return f"nobody is told anything; the turn goes on {server.next_turn():.1f} s after the lock is gone"


def damaged(server: Server) -> str:
    """a room whose rows can never be written"""
    with closing(sqlite3.connect(server.database)) as other, other:
        other.execute("insert into log select room, max(version) + 1, 0, 'lost', '{}' from log")
    server.commit()
    while (message := server.hear())["type"] != "refused":
        pass
    return f'refused: "{message["message"]}"'


def killed(server: Server) -> str:
    """kill -9 in a planning phase, and 10 s until it is up again"""
    server.say("draft", turn=1, line="e")
    server.until(lambda room: room["seats"][0]["line"] == "e")
    before, heard = server.room["left_ms"], time.monotonic()
    time.sleep(5)
    server.kill()
    before -= (time.monotonic() - heard) * 1000
    time.sleep(10)
    server.up()
    return f"{before / 1000:.1f} s were left; {server.room['left_ms'] / 1000:.1f} s are"


def stopped(server: Server) -> str:
    """SIGTERM"""
    server.commit()
    server.next_turn()
    seconds = server.stop()
    left = sorted(path.name for path in server.database.parent.iterdir() if path.suffix != ".errors")
    return f"down after {seconds:.1f} s with exit code 0; {', '.join(left)} is left"


FALLS = (full, full_and_stopped, locked, damaged, killed, stopped)


@contextmanager
def serving() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder, "games.db"))
        try:
            yield server
            said = server.errors.read_text()
            if "Traceback" in said:
                raise Fallen(said)
        finally:
            server.kill()


def main() -> None:
    """Print the table; exit code 1 if a server did not do as it should."""
    wanted, failed = set(sys.argv[1:]), False
    for fall in FALLS:
        if wanted and fall.__name__ not in wanted:
            continue
        try:
            with serving() as server:
                line = fall(server)
        except (Fallen, OSError, subprocess.TimeoutExpired) as error:
            line, failed = f"FAILED: {error}", True
        print(f"| {fall.__doc__} | {line} |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
