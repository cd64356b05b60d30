"""A server of two processes: to whoever comes it is one, and what happens to one process is nothing to the other."""

import os
import re
import signal
import socket
import time
from contextlib import closing, suppress
from itertools import count
from urllib.parse import urlsplit

import pytest
from server.conftest import QUIET
from server.days import bearer, play
from server.served import HELD, served
from websockets.exceptions import ConnectionClosed, InvalidStatus

from warbell.episodes import names
from warbell.server.almanac import DAY, Almanac, day_of, now
from warbell.server.store import Store, sqlite
from warbell.server.tables import secret
from warbell.server.whose import worker_of

OPEN = ("--origin", "http://game.example/bell", "--proxy", "127.0.0.1", "--limit", "sockets=5", "--metrics", "0")
ROOM = re.compile(r"worker (\d) is process (\d+)")
_addresses = count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of two workers, behind a proxy that says whom it forwards; its night of the day is curfew."""
    folder = tmp_path_factory.mktemp("workers")
    with closing(Store(sqlite(folder / "games.db"))) as store, store.connected() as connection:
        secret.create(connection)
        connection.execute(secret.insert().values(secret=_curfew_today()))
    with served(folder, None, "--workers", "2", *OPEN) as server:
        server.figures = server.process.stdout.readline().split("/")[2]
        yield server
        assert server.stop() == 0
        assert not [path for path in server.database.parent.glob("games.db*") if path.suffix not in {".db", ".1"}]
        assert "Traceback" not in server.said()


def _curfew_today():
    """A secret by which the night is curfew today, and tomorrow too, as it may be midnight."""
    days = day_of(now()), day_of(now() + DAY)
    drawn = (number.to_bytes(32, "big") for number in count())
    return next(each for each in drawn if {Almanac(each, now, names()).episode(day) for day in days} == {"curfew"})


@pytest.fixture
def house(server):
    return server.house


@pytest.fixture
def somebody():
    """Headers of a visitor whom nothing counts for so far."""
    return {"x-forwarded-for": f"203.0.113.{next(_addresses)}"}


def make(house, who, **wish):
    return house.ask("/api/rooms", {"episode": "curfew", **wish}, who)


@pytest.fixture
def pair(house, somebody, stack):
    """A room of each worker, somebody at On-jo's seat who plans in each, and their keys."""
    found = {}
    for _ in range(2):
        wish = {"seed": QUIET, "minds": HELD, "settings": {"tempo": 0, "grace": 3600}}
        room = make(house, somebody, **wish).body["id"]
        token = house.claim(room, "onjo")
        onjo = stack.enter_context(house.player(room, token=token, headers=somebody))
        onjo.welcome()
        onjo.send("start")
        onjo.phase("planning")
        found[worker_of(room)] = room, token, onjo
    assert found.keys() == {0, 1}
    return found


def processes(server):
    """The newest process of each worker, by what the log says."""
    return {int(worker): int(process) for worker, process in ROOM.findall(server.said())}


def test_rooms_of_both_are_played_and_listed(server, house, pair):
    for room, _, onjo in pair.values():
        assert onjo.commit("e")["type"] == "update"
        onjo.phase("planning", 2)
        assert house.card(room)["beat"] == 1
        assert house.kinds(room)[-1] == "Played"
    for _ in range(2):  # of whichever worker
        listed = [each["id"] for each in house.ask("/api/lobby").body["rooms"]]
        assert listed[:2] == sorted((room for room, _, _ in pair.values()), key=listed.index)
        assert house.ask("/healthz")[::2] == (200, b"ok\n")
    status, _, text = server.house.__class__(f"http://{server.figures}", None).ask("/metrics")
    assert status == 200
    played = dict(re.findall(rb'warbell_beat_seconds_count\{worker="(\d)"\} (\S+)', text))
    assert played.keys() == {b"0", b"1"}
    assert all(float(beats) >= 1 for beats in played.values())


def test_every_connection_has_one_answer(house):
    """Who asks again may want a room of another worker."""
    for path in ("/api/lobby", "/", "/nothing", "/api/rooms/nothing", "/api/rooms/0123456789abcdef-7"):
        assert house.ask(path).headers["connection"] == "close"


def test_a_game_goes_on_where_it_was(house, pair, somebody):
    """Whichever worker is asked for it."""
    room, _, onjo = pair[1]
    onjo.commit(".*2")
    onjo.phase("planning", 2)
    onjo.send("leave")
    others = dict.fromkeys(("onjo", *HELD), "wait")
    with house.player(room, headers=somebody, watch="onjo") as watcher:
        watcher.phase("over")
    for _ in range(2):
        made = make(house, somebody, minds=others, go_on={"room": room, "beat": 1})
        assert made.status == 201, made
        assert worker_of(made.body["id"]) == 1


def test_a_night_of_the_day_is_one_for_both(house):
    """Its seed, its results, and where the other team was, whichever worker had them."""
    tonight = house.ask("/api/lobby").body["tonight"]
    assert tonight["episode"] == "curfew"
    played = [play(house, tonight["day"], who=who) for who in ("Hana", "Bora")]
    assert {worker_of(room) for room, _ in played} == {0, 1}
    assert len({house.entries(room)[0].row.seed for room, _ in played}) == 1
    for (room, token), (other, _) in (played, reversed(played)):
        told = house.ask(f"/api/rooms/{room}/nights", headers=bearer(token))
        assert other in [run["room"] for run in told.body["runs"]]
        ghosts = house.ask(f"/api/rooms/{room}/ghosts/{other}", headers=bearer(token))
        assert ghosts.status == 200, ghosts
        assert ghosts.body["beats"]
    results = [run["room"] for run in house.ask("/api/lobby").body["tonight"]["results"]]
    assert set(results) == {room for room, _ in played}


def test_a_killed_worker_takes_no_other_with_it(server, house, pair, somebody):
    room, token, fallen = pair[1]
    fallen.commit("e")
    fallen.phase("planning", 2)
    kept, process = house.entries(room), processes(server)[1]
    os.kill(process, signal.SIGKILL)
    standing = pair[0][2]
    for turn in range(1, 8):
        began = time.monotonic()
        assert standing.commit(".")["type"] == "update"
        standing.phase("planning", turn + 1)
        assert time.monotonic() - began < 2
    with suppress(ConnectionClosed):
        while True:
            fallen.receive()
    with house.player(room, token=token, headers=somebody) as again:
        told = again.welcome()
        assert told["mine"]["commits"] == 1
        assert again.commit("e")["type"] == "update"
    assert house.entries(room)[: len(kept)] == kept
    assert processes(server)[1] != process
    assert "worker 1 ended by SIGKILL" in server.said()
    assert {each["id"] for each in house.ask("/api/lobby").body["rooms"]} >= {pair[0][0], room}


def test_what_an_address_has_is_counted_over_both(house, somebody, stack):
    rooms = [make(house, somebody) for _ in range(22)]
    assert [each.status for each in rooms] == [201] * 20 + [429] * 2
    found = {worker_of(each.body["id"]): each.body["id"] for each in rooms[:20]}
    assert found.keys() == {0, 1}
    lines = [stack.enter_context(house.player(found[k % 2], headers=somebody)) for k in range(5)]
    for line in lines:
        line.welcome()
    for room in found.values():
        with pytest.raises(InvalidStatus):
            house.player(room, headers=somebody)
    lines[0].close()
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            stack.enter_context(house.player(found[1], headers=somebody)).welcome()
            break
        except InvalidStatus:
            time.sleep(0.05)
    else:
        pytest.fail("what was closed counts still")


def test_a_request_is_known_by_its_first_line_however_it_comes(house, pair):
    """In pieces, behind a prefix, with its id encoded; of half a one, and nothing more, nobody hears again."""
    place = urlsplit(f"http://{house.host}")
    for room, _, _ in pair.values():
        path = f"/bell/api/rooms/%{ord(room[0]):x}{room[1:]}"
        asked = f"GET {path} HTTP/1.1\r\nHost: game.example\r\n\r\n".encode()
        with socket.create_connection((place.hostname, place.port), 10) as line:
            for piece in (asked[:4], asked[4:40], asked[40:]):
                line.sendall(piece)
                time.sleep(0.05)
            told = b"".join(iter(lambda line=line: line.recv(4096), b""))
        assert told.startswith(b"HTTP/1.1 200")
        assert f'"id":"{room}"'.encode() in told
    began = time.monotonic()
    with socket.create_connection((place.hostname, place.port), 10) as line, suppress(ConnectionResetError):
        line.sendall(b"GET /api")
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1) == b""
    assert time.monotonic() - began < 5
