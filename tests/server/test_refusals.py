"""What a connection may not send: refused with the reason protocol.py documents, logged, and nothing changed by it."""

import contextlib
import itertools
import json
import time

import pytest
from server.player import PATIENCE, logged, unchanged
from websockets.exceptions import ConnectionClosed, InvalidStatus

from warbell.server import protocol


@pytest.fixture
def party(gather):
    """Two people who plan their first turn, with a tempo that leaves time to look."""
    return gather("onjo", "garam", tempo=0)


def still_there(player):
    """The connection is still one that is answered."""
    player.send("rehearse", asked=4, lines={})
    return player.until(lambda m: m["type"] == "rehearsal")["asked"] == 4


# --- keys -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("guess", ["", "A", "A" * 43, "onjo", "' or 1=1 --", "\u0000"])
def test_a_guessed_token_is_no_key(house, party, guess):
    at_door = unchanged(house, party.room), logged(house, party.room, "refused: token")
    with at_door[0], at_door[1], house.player(party.room, token=guess) as thief:
        assert thief.dismissed() == "token"


def test_the_hash_in_the_database_is_no_key(house, party):
    """Whoever reads the database cannot play with what is in it."""
    stored = [entry.row.token for entry in house.entries(party.room) if hasattr(entry.row, "token")]
    assert len(stored) == 2
    assert not set(stored) & set(party.tokens.values())
    for token in stored:
        with unchanged(house, party.room), house.player(party.room, token=token) as thief:
            assert thief.dismissed() == "token"


def test_a_token_of_another_room_is_no_key(house, gather, party):
    other = gather("onjo", "garam", tempo=0)
    at_door = unchanged(house, party.room), logged(house, party.room, "refused: token")
    with at_door[0], at_door[1], house.player(party.room, token=other.tokens["onjo"]) as thief:
        assert thief.dismissed() == "token"


def test_the_key_to_a_seat_that_was_given_up_is_none_any_more(house, party):
    party["garam"].send("leave")
    party["onjo"].until_room(lambda room: room["seats"][3]["holder"] == "mind")
    with unchanged(house, party.room), house.player(party.room, token=party.tokens["garam"]) as back:
        assert back.dismissed() == "token"


def test_no_answer_over_http_holds_a_key(house, party):
    told = json.dumps([house.card(party.room), house.ask("/api/lobby").body])
    assert not [token for token in party.tokens.values() if token in told]


# --- who asks ---------------------------------------------------------------------------------------------------------

FOREIGN = ["http://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil.example", "file://"]


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_page_cannot_post(house, party, origin):
    wishes = [(f"/api/rooms/{party.room}/seats", {"seat": "onjo", "who": "x"}), ("/api/rooms", {"episode": "curfew"})]
    for path, wish in wishes:
        with unchanged(house, party.room), logged(house, "refused: origin", repr(origin)):
            answer = house.ask(path, wish, {"origin": origin})
        assert (answer.status, answer.body["reason"]) == (403, "origin")


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_page_cannot_open_a_socket_with_a_stolen_token_either(house, party, origin):
    token = party.tokens["onjo"]
    at_door = unchanged(house, party.room), logged(house, "refused: origin", repr(origin))
    with at_door[0], at_door[1], pytest.raises(InvalidStatus) as refused:
        house.player(party.room, token=token, origin=origin)
    assert refused.value.response.status_code == 403
    assert still_there(party["onjo"])


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "0.0.0.0"])
def test_another_name_for_this_machine_is_not_answered(house, party, host):
    """A name that an attacker's DNS points here, with an origin that agrees with it, gets nothing."""
    for headers in ({"host": host}, {"host": host, "origin": f"http://{host}"}):
        with logged(house, "refused: origin", repr(host)):
            answer = house.ask("/api/lobby", headers=headers)
        assert (answer.status, answer.body["reason"]) == (403, "origin")
    with unchanged(house, party.room), pytest.raises(InvalidStatus):
        house.player(party.room, token=party.tokens["onjo"], headers={"host": host})


def test_its_own_page_is_answered(house):
    for host in (house.host, house.host.replace("127.0.0.1", "localhost")):
        assert house.ask("/api/lobby", headers={"host": host, "origin": f"http://{host}"}).status == 200


# --- what is asked ----------------------------------------------------------------------------------------------------


def test_a_commit_sent_twice_counts_once(house, party):
    onjo = party["onjo"]
    onjo.commit("e e")
    with unchanged(house, party.room), logged(house, party.room, "seat onjo", "refused: stale"):
        onjo.send("commit", turn=1, line="e e")
        refused = onjo.refusal()
    assert (refused["reason"], refused["closing"]) == ("stale", False)
    assert still_there(onjo)


@pytest.mark.parametrize("kind", ["commit", "draft", "halt"])
@pytest.mark.parametrize("turn", [0, 1, 3, 2**31 - 1])
def test_a_message_of_another_turn_is_refused(house, party, kind, turn):
    onjo, garam = party["onjo"], party["garam"]
    onjo.commit("e")
    garam.commit("e")
    onjo.phase("planning", 2)
    with unchanged(house, party.room), logged(house, party.room, "seat onjo", "refused: "):
        onjo.send(kind, turn=turn, **({} if kind == "halt" else {"line": "w"}))
        refused = onjo.refusal()
    assert (refused["reason"], refused["closing"]) == ("not now" if kind == "halt" else "stale", False)


def test_a_live_commit_sent_twice_counts_once(gather):
    party = gather("onjo", tempo=5000, pace="live")
    onjo = party["onjo"]
    assert onjo.commit(".*9")["mine"]["commits"] == 1
    onjo.send("commit", turn=0, line=".*9")
    assert onjo.refusal()["reason"] == "stale"
    assert party.house.kinds(party.room).count("Committed") == 1


def test_orders_for_the_seat_of_another_are_no_message_at_all(house, party):
    """A message has no place for a seat's name: one that brings it ends the connection, and its seat is lost."""
    with logged(house, party.room, "seat onjo", "refused: malformed"):
        party["onjo"].send("commit", turn=1, line="e", seat="garam")
        assert party["onjo"].dismissed() == "malformed"
    assert "Committed" not in house.kinds(party.room)


@pytest.mark.parametrize(
    "order",
    [
        {"type": "commit", "turn": 1, "line": "e"},
        {"type": "draft", "turn": 1, "line": "e"},
        {"type": "halt", "turn": 1},
        {"type": "start"},
        {"type": "leave"},
        {"type": "rehearse", "asked": 1, "lines": {}},
    ],
    ids=lambda order: order["type"],
)
def test_a_spectator_gives_no_orders(house, party, order):
    with house.player(party.room, watch="onjo") as watcher:
        watcher.welcome()
        with unchanged(house, party.room), logged(house, party.room, "refused: not yours"):
            watcher.send(**{"kind" if key == "type" else key: value for key, value in order.items()})
            refused = watcher.refusal()
        assert (refused["reason"], refused["closing"]) == ("not yours", False)


@pytest.mark.parametrize(
    "kind,line",
    [
        *itertools.product(
            ["commit", "draft"], ["x", "@city:99,99", "@nowhere:1,1", "|Z", "*", "e*0", "call-", "plan 1"]
        ),
        ("commit", "e\ne: w"),
    ],
)
def test_a_line_that_is_no_plan_is_refused_and_the_seat_may_go_on(house, party, kind, line):
    with unchanged(house, party.room), logged(house, party.room, "refused: plan"):
        party["onjo"].send(kind, turn=1, line=line)
        refused = party["onjo"].refusal()
    assert (refused["reason"], refused["closing"]) == ("plan", False)
    assert "expected" in refused["message"]
    assert party["onjo"].commit("e")["mine"]["commits"] == 1


def test_of_pencil_that_cannot_be_read_the_beginning_stands(house, party):
    onjo, garam = party["onjo"], party["garam"]
    onjo.send("draft", turn=1, line="e s*2 @city:0,0 w")
    assert onjo.refusal()["reason"] == "plan"
    garam.until_room(lambda room: room["seats"][0]["line"] == "e s*2")
    onjo.send("draft", turn=1, line="nonsense")
    assert onjo.refusal()["reason"] == "plan"
    onjo.send("draft", turn=1, line="e\ne: w")
    garam.until_room(lambda room: room["seats"][0]["line"] == "e")
    drafts = [entry.row.line for entry in house.entries(party.room) if type(entry.row).__name__ == "Drafted"]
    assert drafts == ["e s*2", "e"]


def test_there_are_no_orders_after_the_end(house, gather):
    party = gather("onjo", "garam", tempo=0, dropout="end", grace=0)
    onjo = party["onjo"]
    party["garam"].cut()
    onjo.phase("over")
    orders = [("commit", {"line": "e"}), ("draft", {"line": "e"}), ("halt", {}), ("start", {}), ("leave", {})]
    for kind, fields in orders:
        turn = {} if kind in {"start", "leave"} else {"turn": 1}
        with unchanged(house, party.room), logged(house, party.room, "seat onjo", "refused: "):
            onjo.send(kind, **turn, **fields)
            assert onjo.refusal()["reason"] == ("not now" if kind == "start" else "over")
    onjo.send("rehearse", asked=1, lines={})
    assert onjo.refusal()["reason"] == "not now"
    answer = house.ask(f"/api/rooms/{party.room}/seats", {"seat": "namra", "who": "x"})
    assert (answer.status, answer.body["reason"]) == (409, "over")


def test_a_game_that_began_is_not_begun_again(house, party):
    with unchanged(house, party.room), logged(house, party.room, "refused: not now"):
        party["garam"].send("start")
        assert party["garam"].refusal()["reason"] == "not now"


# --- what is no message -----------------------------------------------------------------------------------------------

JUNK = {
    "an unknown field": '{"type":"commit","turn":1,"line":"e","hurry":true}',
    "an unknown type": '{"type":"win"}',
    "no type": '{"turn":1,"line":"e"}',
    "a message of the server": '{"type":"refused","reason":"over","message":"x"}',
    "a list": "[]",
    "a number": "7",
    "nothing": "",
    "half a message": '{"type":"commit","tu',
    "a turn below zero": '{"type":"commit","turn":-1,"line":"e"}',
    "a turn of no size": '{"type":"commit","turn":1e400,"line":"e"}',
    "a turn that is a text": '{"type":"commit","turn":"1","line":"e"}',
    "a line that is a list": '{"type":"commit","turn":1,"line":["e"]}',
    "a long line": json.dumps({"type": "commit", "turn": 1, "line": "e " * 2001}),
    "a second join": json.dumps({"type": "join", "protocol": protocol.VERSION}),
    "bytes that are no text": b"\xff\xfe{}",
    "deep nesting": '{"turn":' + "[" * 30_000 + "]" * 30_000 + ',"type":"halt"}',
}


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_what_is_no_message_ends_the_connection(house, gather, junk):
    party = gather("onjo", "garam", tempo=0, dropout="wait", grace=3600)
    before = house.entries(party.room)
    with logged(house, party.room, "seat onjo", "refused: malformed"):
        party["onjo"].socket.send(junk)
        assert party["onjo"].dismissed() == "malformed"
    party["garam"].until_room(lambda room: not room["seats"][0]["here"])
    assert house.kinds(party.room) == [type(entry.row).__name__ for entry in before] + ["Lost"]
    with house.player(party.room, token=party.tokens["onjo"]) as back:
        assert back.welcome()["room"]["seats"][0]["here"]


FIRST = ['{"type":"start"}', '{"type":"commit","turn":1,"line":"e"}', "{}"]


@pytest.mark.parametrize("first", [*FIRST, *(junk for junk in JUNK.values() if "join" not in str(junk))])
def test_the_first_message_has_to_be_a_join(house, party, first):
    with unchanged(house, party.room), house.player(party.room, join=False) as stranger:
        stranger.socket.send(first)
        assert stranger.dismissed() == "malformed"


@pytest.mark.parametrize("version", [0, protocol.VERSION + 1, -1, 2**40])
def test_another_version_of_the_protocol_is_refused(house, party, version):
    at_door = unchanged(house, party.room), logged(house, party.room, "refused: version")
    with at_door[0], at_door[1], house.player(party.room, token=party.tokens["onjo"], protocol=version) as old:
        assert old.dismissed() == "version"


@pytest.mark.parametrize("room", ["nowhere", "A" * 41, "%2e%2e", "caf%C3%A9"])
def test_a_room_that_is_none_is_refused(house, room):
    with logged(house, "refused: no room"), house.player(room) as lost:
        assert lost.dismissed() == "no room"
    answer = house.ask(f"/api/rooms/{room}")
    assert (answer.status, answer.body["reason"]) == (404, "no room")


def test_a_seat_that_is_none_cannot_be_watched(house, party):
    with unchanged(house, party.room), house.player(party.room, watch="nobody") as watcher:
        assert watcher.dismissed() == "no seat"


# --- too much ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [protocol.MOST_BYTES + 1, 500_000])
def test_a_message_over_the_limit_ends_the_connection(house, party, size):
    with logged(house, party.room, "seat onjo", "refused: too large"):
        party["onjo"].socket.send("x" * size)
        assert party["onjo"].dismissed() == "too large"
    assert "Committed" not in house.kinds(party.room)


def test_a_message_far_over_the_limit_is_not_even_taken_in(party):
    with contextlib.suppress(ConnectionClosed):  # closed before all of it is sent, or after
        party["onjo"].socket.send("x" * 5_000_000)
    with pytest.raises(ConnectionClosed):
        party["onjo"].socket.recv(timeout=PATIENCE)
    party["garam"].until_room(lambda room: not room["seats"][0]["here"])
    assert still_there(party["garam"])


def test_more_messages_than_anybody_sends_end_the_connection(house, party):
    onjo = party["onjo"]
    begun = time.monotonic()
    with logged(house, party.room, "seat onjo", "refused: too many"):
        last = protocol.MOST_MESSAGES - 3  # that is still heard: the join and the start were two
        for asked in range(last + 1):
            onjo.send("rehearse", asked=asked, lines={})
        onjo.until(lambda message: message["type"] == "rehearsal" and message["asked"] == last)
        onjo.send("rehearse", asked=last + 1, lines={})
        assert onjo.dismissed() == "too many"
    assert time.monotonic() - begun < protocol.MOST_SECONDS
    assert still_there(party["garam"])
