"""By what names people come: origins compare as RFC 6454 has it, and whatever is no name is refused in one line."""

import socket
from contextlib import closing, contextmanager

import pytest
from server.conftest import serving

from warbell.errors import BadInput
from warbell.server.names import Names

GAME = "https://game.example/bell"


@pytest.mark.parametrize(
    "host, origin, meant",
    [
        ("127.0.0.1:8000", None, True),
        ("localhost:8000", "http://localhost:8000", True),
        ("LOCALHOST:8000", "http://localhost:8000", True),
        ("[::1]:8000", "http://[0:0:0:0:0:0:0:1]:8000", True),
        ("localhost", "http://localhost:80", True),
        ("localhost.", "http://localhost", True),
        ("localhost:8000", "http://localhost:8001", False),
        ("localhost:8000", "http://127.0.0.1:8000", False),
        ("evil.example:8000", None, False),
        ("evil.example:8000", "http://evil.example:8000", False),
        ("localhost:8000", "null", False),
        ("localhost:8000", "http://localhost:8000/", False),
        ("localhost:8000", "http://user@localhost:8000", False),
        ("localhost:8000", "file://", False),
        ("localhost:8000", "", False),
        ("[", None, False),
        ("", None, False),
        ("localhost:99999", None, False),
        ("localhost:8000", "http://[", False),
        ("[::1", None, False),
        ("a b", None, False),
    ],
)
def test_this_machine_s_names(host, origin, meant):
    assert Names((), local=True).mean(host, origin) is meant


@pytest.mark.parametrize(
    "host, origin, meant",
    [
        ("game.example", "https://game.example", True),
        ("game.example:443", "https://game.example", True),
        ("Game.Example", "https://GAME.example:443", True),
        ("game.example", None, True),
        ("127.0.0.1:8000", "https://game.example", True),  # a proxy that does not pass the name on
        ("127.0.0.1:8000", None, True),
        ("xn--bcher-kva.example", "https://xn--bcher-kva.example", True),
        ("bücher.example", None, True),
        ("game.example", "http://game.example", False),
        ("game.example", "https://game.example:8443", False),
        ("game.example", "https://evil.example", False),
        ("evil.example", None, False),
        ("evil.example", "https://game.example", False),
    ],
)
def test_the_names_that_were_said(host, origin, meant):
    assert Names((GAME, "https://bücher.example"), local=True).mean(host, origin) is meant


@pytest.mark.parametrize("host", ["any.example", "10.0.0.7:8000"])
def test_who_serves_everybody_and_says_no_name_goes_by_the_request(host):
    names = Names((), local=False)
    assert names.mean(host, None)
    assert names.mean(host, f"http://{host}")
    assert not names.mean(host, "http://evil.example")


@pytest.mark.parametrize(
    "path, found", [("/bell/", ("/bell", "/")), ("/bell", ("/bell", "")), ("/bells", ("", "/bells"))]
)
def test_the_path_people_come_by(path, found):
    assert Names((GAME,), local=True).split(path) == found


@pytest.mark.parametrize(
    "text", ["game.example", "ftp://game.example", "https://", "https://[", "https://a/b c", "https://a?b"]
)
def test_what_is_no_address(text):
    with pytest.raises(BadInput, match="--origin"):
        Names((text,), local=True)


@pytest.fixture(scope="module")
def open_house(tmp_path_factory):
    """A server that people come to by another name."""
    with serving(tmp_path_factory.mktemp("open"), "--origin", GAME) as house:
        yield house


def test_page_and_room_are_there_under_the_name_and_the_path(open_house):
    head = {"host": "game.example"}
    for path in ("/bell/", "/bell/api/lobby", "/", "/api/lobby"):
        assert open_house.ask(path, headers=head).status == 200
    away = open_house.ask("/bell", headers=head)
    assert (away.status, away.headers["location"]) == (308, "/bell/")
    assert open_house.ask("/bells/api/lobby", headers=head).status == 404
    wish = {"episode": "curfew"}
    made = open_house.ask("/bell/api/rooms", wish, {**head, "origin": "https://game.example"})
    assert made.status == 201
    with open_house.player(made.body["id"], origin="https://game.example", path="/bell") as player:
        assert player.welcome()["id"] == made.body["id"]
    assert open_house.ask("/bell/api/rooms", wish, {**head, "origin": "https://evil.example"}).status == 403


GARBAGE = {
    "host": b"GET / HTTP/1.1\r\nHost: [\r\n\r\n",
    "origin": b"GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://[\r\n\r\n",
    "no name": b"GET / HTTP/1.0\r\n\r\n",
    "no request": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "colours": b"GET /\x1b[31m%1b%5b31m%0aroom HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "colours behind an escape": b"GET /api/rooms/%1b%5b31m%0aroom HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a name in colours": b"GET / HTTP/1.1\r\nHost: \xff\x1b[31m\r\n\r\n",
    "a socket of nothing": b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    "a socket without a key": b"GET /api/rooms/x/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\n\r\n",
    "a slash too many": b"GET /api/lobby/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a way out": b"GET /..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "nothing in a path": b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


HALVES = [
    b"POST /api/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
    b"GET / HTTP/1.1\r\nHos",
]


@contextmanager
def connected(house):
    host, port = house.host.rsplit(":", 1)
    with closing(socket.create_connection((host, int(port)), 10)) as line:
        yield line


@contextmanager
def lines_at_most(house, number):
    """Assert that meanwhile the log gets so many lines at most, which can be shown on a terminal; `serving` looks for
    tracebacks when it ends."""
    before = len(house.said().splitlines())
    yield
    assert house.ask("/api/lobby").status == 200
    said = house.said().splitlines()
    assert len(said) <= before + number, said[before:]
    assert all(line.isprintable() for line in said)
    assert "Traceback" not in house.said()


@pytest.mark.parametrize("sent", GARBAGE.values(), ids=GARBAGE)
def test_what_no_browser_sends_is_a_line_in_the_log_at_most(house, sent):
    """Whoever has the answer finds the line in the log, so that none of another test's is counted here."""
    with lines_at_most(house, 1), connected(house) as line:
        line.sendall(sent)
        assert line.recv(12).startswith((b"HTTP/1.1 3", b"HTTP/1.1 4"))


def test_half_a_request_is_a_line_in_the_log_at_most(house):
    """Nobody hears when the server is done with them: they are counted together."""
    with lines_at_most(house, len(HALVES)):
        for sent in HALVES:
            with connected(house) as line:
                line.sendall(sent)
                line.shutdown(socket.SHUT_WR)
                assert not line.recv(12).startswith((b"HTTP/1.1 200", b"HTTP/1.1 5"))
