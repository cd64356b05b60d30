"""What the lobby does not take over HTTP: refused with the reason protocol.py documents, and nothing changed by it."""

import pytest
from server.player import rooms_in, unchanged

from warbell.server import protocol


@pytest.fixture
def party(gather):
    return gather("onjo", "garam", tempo=0)


def test_a_body_over_the_limit_is_refused(house):
    answer = house.ask("/api/rooms", b'{"episode":"' + b"x" * protocol.MOST_BYTES + b'"}')
    assert (answer.status, answer.body["reason"]) == (413, "too large")


@pytest.mark.parametrize(
    "wish, reason",
    [
        ({"episode": "nowhere"}, "episode"),
        ({"episode": "x" * 41}, "malformed"),
        ({"episode": "curfew", "minds": {"nobody": "wait"}}, "no seat"),
        ({"episode": "curfew", "minds": {"onjo": "plan"}}, "no seat"),
        ({"episode": "curfew", "minds": {"onjo": "genius"}}, "no seat"),
        ({"episode": "curfew", "seed": -1}, "malformed"),
        ({"episode": "curfew", "seed": 2**53}, "malformed"),
        ({"episode": "curfew", "seed": 1.5}, "malformed"),
        ({"episode": "curfew", "settings": {"tempo": -1}}, "malformed"),
        ({"episode": "curfew", "settings": {"seconds": 1}}, "malformed"),
        ({"episode": "curfew", "settings": {"pace": "hasty"}}, "malformed"),
        ({"episode": "curfew", "settings": {"grace": 10**9}}, "malformed"),
        ({"episode": "curfew", "host": "me"}, "malformed"),
        ({"episode": "curfew", "go_on": {"room": "nowhere", "beat": 0}}, "no room"),
        ([], "malformed"),
    ],
)
def test_a_room_that_cannot_be_is_not_made(house, wish, reason):
    before = rooms_in(house)
    answer = house.ask("/api/rooms", wish)
    assert (answer.status, answer.body["reason"]) == (404 if reason in {"no seat", "no room"} else 400, reason)
    assert rooms_in(house) == before


def test_a_form_of_another_page_is_no_json(house):
    """What a page may post without asking first: such a body is refused though it reads as a message."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = house.ask("/api/rooms", b'{"episode":"curfew"}', {"content-type": kind})
        assert (answer.status, answer.body["reason"]) == (400, "malformed")


@pytest.mark.parametrize(
    "claim, reason, status",
    [
        ({"seat": "onjo", "who": "x"}, "taken", 409),
        ({"seat": "namra", "who": "x"}, "taken", 409),
        ({"seat": "nobody", "who": "x"}, "no seat", 404),
        ({"seat": "", "who": "x"}, "malformed", 400),
        ({"seat": "onjo"}, "malformed", 400),
        ({"seat": "onjo", "who": "x", "token": "y"}, "malformed", 400),
    ],
)
def test_a_seat_that_is_not_open_is_not_given(house, party, claim, reason, status):
    with unchanged(house, party.room):
        answer = house.ask(f"/api/rooms/{party.room}/seats", claim)
    assert (answer.status, answer.body["reason"]) == (status, reason)


def test_a_game_that_is_not_over_keeps_its_secrets(house, party):
    for what in ("reel", "report", "replay", "reel?seat=onjo"):
        answer = house.ask(f"/api/rooms/{party.room}/{what}")
        assert (answer.status, answer.body["reason"]) == (409, "not now")
