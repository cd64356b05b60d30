"""A real server in a process of its own, and rooms with people in them."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from server.player import House
from server.postgres import Postgres

from warbell import episodes

# The command line as it is, but with a log that also tells of what is no fault.
SERVE = "import logging; logging.basicConfig(level=logging.INFO); from warbell.cli import main; main()"

QUIET = 24  # a seed by which nobody who waits in curfew hears or sees anything in the first 40 beats


@pytest.fixture(scope="session")
def postgres():
    """A server of PostgreSQL databases."""
    postgres = Postgres()
    yield postgres
    postgres.close()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """Of a new database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/games.db"
    return request.getfixturevalue("postgres").database()


@contextmanager
def serving(folder, *options, first=""):
    """`warbell serve` on a free port, its database in the folder; `first` is Python that comes before."""
    database, errors = folder / "games.db", folder / "errors.txt"
    command = [sys.executable, "-c", first + SERVE, "serve", "--port", "0", "--db", str(database), *options]
    with errors.open("wb") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=os.environ)
    with process:
        line = process.stdout.readline()
        assert line.startswith("warbell serves on http://"), errors.read_text()
        try:
            yield House(line.split()[-1], database, errors)
        finally:
            process.terminate()
            process.wait(20)
    said = errors.read_text()
    assert "Traceback" not in said, said
    assert "ERROR" not in said, said


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """One server for all tests of a worker: start-up is slow, and rooms do not know of each other."""
    with serving(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def parent(tmp_path_factory):
    """A process that forks servers, as warm.py says; where they are, and what they write to stderr."""
    said = tmp_path_factory.mktemp("warm") / "errors.txt"
    command = [sys.executable, str(Path(__file__).with_name("warm.py"))]
    with said.open("wb") as errors:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # threads do not outlive a fork
            start_new_session=True,
        )
    with process:
        yield process, f"http://127.0.0.1:{process.stdout.readline().strip()}/", said
        os.killpg(process.pid, signal.SIGKILL)  # whatever of it is left


@pytest.fixture
def warm(parent, tmp_path):
    """The process that forks servers, and these with a database of their own."""
    process, address, said = parent
    return process, House(address, tmp_path / "games.db", said)


def fork(process, house):
    """Start a server; its process id."""
    process.stdin.write(f"{house.database}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def kill(process, child, how=signal.SIGKILL):
    os.kill(child, how)
    assert process.stdout.readline() == "gone\n"


class Party:
    """A room and the people in it."""

    def __init__(self, house, room, tokens, players):
        self.house, self.room, self.tokens = house, room, tokens
        self.players = players  # by seat

    def __getitem__(self, seat):
        return self.players[seat]

    def __iter__(self):
        return iter(self.players.values())


@pytest.fixture
def stack():
    """What is entered here is left after the test."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def gather(house, stack):
    """People at some seats of a room, the other seats held by a mind that waits."""

    def gather(*seats, started=True, seed=QUIET, minds="wait", episode="curfew", **settings):
        others = [name for name in episodes.load(episode).seats if name not in seats]
        held = dict.fromkeys(others, minds) if isinstance(minds, str) else minds
        room = house.make(episode=episode, seed=seed, minds=held, settings=settings)
        tokens = {seat: house.claim(room, seat, seat) for seat in seats}
        party = Party(house, room, tokens, {})
        for seat in seats:
            party.players[seat] = stack.enter_context(house.player(room, token=tokens[seat]))
            party[seat].seat_name = party[seat].welcome()["seat"]
        if started:
            party[seats[0]].send("start")
            for player in party:
                player.until_room(lambda room: room["phase"] in {"planning", "playing"})
        return party

    return gather
