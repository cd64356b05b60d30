"""A server with its process and its database, to be made to fall; and somebody who plans in a room of it."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from server.conftest import SERVE
from server.player import House

HELD = {"suhyeok": "wait", "namra": "wait", "garam": "wait"}
STOPS = 15  # seconds in which a server is down that was told to stop


class Served:
    """A server, its process and its database."""

    def __init__(self, folder, database=None, *options):
        self.database = database or folder / "games.db"
        self.errors = folder / "errors.txt"
        command = [sys.executable, "-c", SERVE, "serve", "--port", "0", "--db", str(self.database), *options]
        with self.errors.open("ab") as stderr:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=os.environ)
        self.line = self.process.stdout.readline()
        self.house = House(self.line.split()[-1], self.database, self.errors) if self.line else None

    def stop(self):
        """The code it ends with."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOPS)

    def said(self):
        return self.errors.read_text()


@contextmanager
def served(folder, database=None, *options):
    server = Served(folder, database, *options)
    assert server.line, server.said()
    try:
        yield server
    finally:
        server.process.kill()
        server.process.wait()
        server.process.stdout.close()


def begun(house):
    """A room in which somebody at On-jo's seat plans; and their connection."""
    room = house.make(seed=24, minds=HELD, settings={"tempo": 0, "grace": 3600})
    token = house.claim(room, "onjo")
    onjo = house.player(room, token=token)
    onjo.welcome()
    onjo.send("start")
    onjo.phase("planning")
    return room, token, onjo


def heard_nothing(player, seconds=2):
    """True if nobody says anything to somebody for so long."""
    try:
        player.socket.recv(seconds)
    except TimeoutError:
        return True
    return False


def gets_well(house):
    """True if it says so within seconds: an answer holds for one."""
    until = time.monotonic() + STOPS
    while house.ask("/healthz")[::2] != (200, b"ok\n"):
        assert time.monotonic() < until
        time.sleep(0.2)
    return True
