"""No visitor takes the hall: what one address may have, and what becomes of those who take their time."""

import contextlib
import json
import socket
import time
from contextlib import closing
from itertools import count

import pytest
from server.conftest import serving
from websockets.exceptions import ConnectionClosed, InvalidStatus

from warbell.server import connection, patience
from warbell.server.store import Store, sqlite

SLACK = 5.0  # seconds by which a busy machine may be late
_addresses = count(1)


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """A server in the open, behind a proxy that says whom it forwards."""
    options = ("--origin", "http://game.example", "--proxy", "127.0.0.1", "--limit", "sockets=5", "--limit", "rooms=30")
    with serving(tmp_path_factory.mktemp("hall"), *options) as hall:
        yield hall


@pytest.fixture
def somebody():
    """Headers of a visitor whom nothing counts for so far."""
    return {"x-forwarded-for": f"192.0.2.{next(_addresses)}"}


def make(hall, who, **wish):
    return hall.ask("/api/rooms", {"episode": "curfew", **wish}, who)


def test_one_client_makes_no_more_rooms_than_its_own(hall, somebody):
    """And others make theirs."""
    statuses = [make(hall, somebody).status for _ in range(25)]
    assert statuses == [201] * 20 + [429] * 5
    assert make(hall, {"x-forwarded-for": "198.51.100.1"}).status == 201


def test_rooms_a_minute_are_counted_though_none_of_them_waits(hall, somebody):
    minds = dict.fromkeys(("onjo", "suhyeok", "namra", "garam"), "wait")
    settings = {"tempo": 5000, "listed": False}
    statuses = [make(hall, somebody, minds=minds, settings=settings).status for _ in range(32)]
    assert statuses == [201] * 30 + [429] * 2


def test_a_network_of_ipv6_is_one_visitor(hall):
    statuses = [make(hall, {"x-forwarded-for": f"2001:db8::{n:x}"}).status for n in range(1, 23)]
    assert statuses == [201] * 20 + [429] * 2
    assert make(hall, {"x-forwarded-for": "2001:db8:0:1::1"}).status == 201


def test_a_room_in_which_nobody_sat_leaves_no_row(hall, somebody):
    room = make(hall, somebody).body["id"]
    with closing(Store(sqlite(hall.database))) as store:
        assert room not in store.rooms()
        assert hall.card(room)["phase"] == "gathering"
        hall.claim(room, "onjo")
        assert [type(entry.row).__name__ for entry in store.entries(room)] == ["Created", "Claimed"]


def test_sockets_of_one_visitor(hall, somebody, stack):
    room = make(hall, somebody).body["id"]
    for _ in range(5):
        stack.enter_context(hall.player(room, headers=somebody)).welcome()
    with pytest.raises(InvalidStatus):
        hall.player(room, headers=somebody)
    with hall.player(room) as other:
        other.welcome()


def test_a_socket_that_never_joins_is_closed(house):
    room = house.make()
    began = time.monotonic()
    with house.player(room, join=False) as player:
        assert player.dismissed() == "too slow"
    assert connection.JOINS - 1 < time.monotonic() - began < connection.JOINS + SLACK


def line_to(house):
    host, port = house.host.rsplit(":", 1)
    return closing(socket.create_connection((host, int(port)), connection.JOINS + SLACK))


def closed_after(line, drip=b""):
    """Seconds until the other end has closed a line on which a byte is sent now and then."""
    began = time.monotonic()
    line.settimeout(0.5)
    with contextlib.suppress(ConnectionError):
        while time.monotonic() - began < patience.HEAD + 3 * SLACK:
            if drip:
                line.sendall(drip)
            with contextlib.suppress(TimeoutError):
                if not line.recv(4096):
                    break
    return time.monotonic() - began


@pytest.mark.parametrize("head", [b"", b"GET /api/lobby HTTP/1.1\r\nHost: localhost\r\nX: "], ids=["nothing", "a head"])
def test_who_is_slow_to_ask_is_cut_off(house, head):
    with line_to(house) as line:
        line.sendall(head)
        assert closed_after(line, b"x" if head else b"") < patience.HEAD + SLACK


def test_who_asks_again_slowly_is_cut_off_too(house):
    with line_to(house) as line:
        line.sendall(b"GET /api/rooms/x HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(12) == b"HTTP/1.1 404"
        line.recv(4096)
        line.sendall(b"GET / HTTP/1.1\r\nX: ")
        assert closed_after(line, b"x") < patience.HEAD + SLACK


def test_who_is_slow_to_post_is_answered_and_cut_off(house):
    head = b"POST /api/rooms HTTP/1.1\r\nHost: localhost\r\n"
    head += b"Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n"
    with line_to(house) as line:
        line.sendall(head)
        line.settimeout(0.5)
        began, answer = time.monotonic(), b""
        while not answer and time.monotonic() - began < 20:
            line.sendall(b" ")
            with contextlib.suppress(TimeoutError):
                answer = line.recv(12)
        assert answer == b"HTTP/1.1 408"


def test_who_reads_nothing_is_cut_off(house, gather):
    """Of what is sent to them, no more waits than a connection holds."""
    party = gather("onjo", tempo=0)
    with line_to(house) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        ask = b"GET /api/lobby HTTP/1.1\r\nHost: localhost\r\n\r\n"
        began = time.monotonic()
        line.settimeout(1)
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - began < patience.READ + 4 * SLACK:
                with contextlib.suppress(TimeoutError):
                    line.sendall(ask * 20)
                time.sleep(0.2)
    assert time.monotonic() - began < patience.READ + 3 * SLACK
    assert party["onjo"].commit(".")["type"] == "update"


def test_a_report_holds_up_no_decision(house, gather):
    """Twelve visitors ask for reports, reels and replays, with orders that would have changed deaths, all the while."""
    from threading import Event, Thread

    over = gather("onjo", minds="caution", tempo=0, dropout="end", grace=0)
    over["onjo"].commit(".*20")
    over["onjo"].phase("planning", 2)
    over["onjo"].cut()
    with house.player(over.room) as watcher:
        watcher.phase("over")
    party, done = gather("onjo", tempo=0), Event()

    def ask(number):
        while not done.is_set():
            what = ("report?whatif", "reel", "replay", "account", "report", "reel?seat=onjo")[number % 6]
            assert house.ask(f"/api/rooms/{over.room}/{what}").status == 200

    threads = [Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    took = []
    try:
        for turn in range(1, 16):
            party["onjo"].phase("planning", turn)
            began = time.monotonic()
            party["onjo"].commit(".")
            took.append(time.monotonic() - began)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert sorted(took)[len(took) // 2] < 0.15, took


def test_a_socket_that_is_refused_says_so_in_one_line(hall, somebody):
    """Text of strangers is not in the log as it came."""
    room = make(hall, somebody).body["id"]
    with hall.player(room, join=False) as player, contextlib.suppress(ConnectionClosed):
        player.socket.send(json.dumps({"type": "\x1b[31mred\n"}))
        player.dismissed()
    assert all(line.isprintable() for line in hall.said().splitlines())
