"""What a server does that falls: the table of docs/serving.md, made by doing it to one.

A planning phase of ten minutes goes on in one room; each fall is a server and a database of its own.
"""

import json
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
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from warbell.server import protocol

PROGRAM = """
import pathlib, sys, time
set_by, wall = pathlib.Path(sys.argv.pop(1)), time.time_ns
time.time_ns = lambda: wall() + int(set_by.read_text()) * 10**9
time.time = lambda: time.time_ns() / 10**9
from warbell.cli import main
main()
"""  # warbell on a machine whose clock is set by so many seconds as a file says
MINDS = {"suhyeok": "wait", "namra": "wait", "garam": "wait"}
WAIT = 8.0  # seconds for which a database is locked
PATIENCE = 60.0  # seconds for what has to happen
HOUR = 3600  # seconds


class Fallen(Exception):  # noqa: N818 - a server falls, which is no error of this program
    """It did something else."""


class Server:
    """A server, and somebody who plans in a room of it."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.clock = database.with_name("clock")
        self.clock.write_text("0")
        self.errors = database.with_suffix(".errors")
        self._stack = ExitStack()
        self._key: tuple[str, str] | None = None
        self.up()

    def up(self) -> None:
        """Start it, and sit down."""
        with self.errors.open("ab") as errors:
            command = self.command(str(self.database))
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert self.process.stdout is not None
        self.host = re.search(r"http://([^/]+)/", self.process.stdout.readline())[1]  # type: ignore[index]
        if self._key is None:
            settings = {"pace": "timed", "seconds": 600, "tempo": 0}
            room = self._post("rooms", {"episode": "curfew", "seed": 24, "minds": MINDS, "settings": settings})["id"]
            self._key = room, self._post(f"rooms/{room}/seats", {"seat": "onjo", "who": "somebody"})["token"]
        self._stack.close()
        self.socket = self._stack.enter_context(connect(f"ws://{self.host}/api/rooms/{self._key[0]}/live", proxy=None))
        self.say("join", protocol=protocol.VERSION, token=self._key[1])
        self.room = self.hear()["room"]
        if self.room["phase"] == "gathering":
            self.say("start")
            self.until(lambda room: room["phase"] == "planning")

    def command(self, database: str) -> list[str]:
        return [sys.executable, "-c", PROGRAM, str(self.clock), "serve", "--port", "0", "--db", database]

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

    def draft(self, line: str) -> float:
        """Seconds that are left of the clock, as the answer to a line in pencil says."""
        self.say("draft", turn=self.room["turn"], line=line)
        self.until(lambda room: room["seats"][0]["line"] == line)
        return float(self.room["left_ms"] / 1000)

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
    before, heard = server.draft("e"), time.monotonic()
    time.sleep(5)
    server.kill()
    before -= time.monotonic() - heard
    time.sleep(10)
    server.up()
    after = server.room["left_ms"] / 1000
    if abs(after - before) > 1:
        raise Fallen(f"{before:.1f} s were left, {after:.1f} are")
    return f"of 600 s {before:.1f} were left, {after:.1f} are"


def clock_set(server: Server) -> str:
    """the machine's clock set forward an hour, then back two"""
    lines = []
    for hours, line in ((1, "e"), (-1, "e w")):
        before, heard = server.draft("n"), time.monotonic()
        server.clock.write_text(str(hours * HOUR))
        after, passed = server.draft(line), time.monotonic() - heard
        if abs(before - after - passed) > 1:
            raise Fallen(f"of {before:.1f} s {after:.1f} are left after {passed:.1f}")
        lines.append(f"{after:.1f}")
    return f"of 600 s {' and '.join(lines)} are left, as no time had passed else"


def read_only(server: Server) -> str:
    """a file that may not be written, at the start"""
    server.stop()
    done = subprocess.run(
        server.command(f"sqlite:///file:{server.database}?mode=ro&uri=true"),
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    lines = done.stderr.splitlines()
    if done.returncode != 2 or len(lines) != 1:
        raise Fallen(done.stderr)
    return f'exit code 2, and one line: "{lines[0].partition(": found ")[2]}"'


def stopped(server: Server) -> str:
    """SIGTERM"""
    server.commit()
    server.next_turn()
    seconds = server.stop()
    left = sorted(path.name for path in server.database.parent.iterdir() if path.suffix not in ("", ".errors"))
    return f"down after {seconds:.1f} s with exit code 0; {', '.join(left)} is left"


FALLS = (full, full_and_stopped, locked, read_only, damaged, clock_set, killed, stopped)


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
