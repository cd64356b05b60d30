"""A real server in a process of its own, and rooms with people in them."""

import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest
from server.player import House

from warbell import episodes

# The command line as it is, but with a log that also tells of what is no fault.
SERVE = "import logging; logging.basicConfig(level=logging.INFO); from warbell.cli import main; main()"

QUIET = 24  # a seed by which nobody who waits in curfew hears or sees anything in the first 40 beats


@contextmanager
def serving(folder, *options):
    """`warbell serve` on a free port, its database in the folder."""
    database, errors = folder / "games.db", folder / "errors.txt"
    command = [sys.executable, "-c", SERVE, "serve", "--port", "0", "--db", str(database), *options]
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
