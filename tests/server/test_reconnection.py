"""Connections that go and come back: who returns knows what one knows who never left."""

import json
import socket
import time

import pytest
from browser.wire import wire
from server.conftest import serving
from server.player import House, Picture

from warbell.server.protocol import VERSION

AWAY = {"dropout": "wait", "grace": 3600}  # the room waits for nobody's connection


def numbered(raw):
    """Messages by their version."""
    return [(json.loads(each)["version"], each) for each in raw]


def pictured(raw):
    picture = Picture()
    for each in raw:
        picture.take(json.loads(each))
    return picture


def back(party, seat, **fields):
    """The seat's person again, over a new connection."""
    return party.house.player(party.room, token=party.tokens[seat], **fields)


def until_not_here(watcher, seat="onjo"):
    watcher.until_room(lambda room: not next(each for each in room["seats"] if each["name"] == seat)["here"])


def test_a_connection_lost_between_beats_gets_exactly_what_it_missed(gather, stack):
    """With a spectator of the same seat who was there all the time, nothing is missing and nothing is told twice."""
    party = gather("onjo", "garam", tempo=60, **AWAY)
    onjo = party["onjo"]
    watcher = stack.enter_context(party.house.player(party.room, watch="onjo"))
    watcher.welcome()
    since = len(onjo.raw)
    for player in party:
        player.commit("e w e w e w e w .*6")
    onjo.until_room(lambda room: room["beat"] == 3)
    onjo.cut()
    watcher.until_room(lambda room: room["beat"] == 8)
    again = stack.enter_context(back(party, "onjo", last=onjo.version))
    again.phase("planning", 2)
    watcher.phase("planning", 2)
    assert "welcome" not in [json.loads(raw)["type"] for raw in again.raw]
    assert numbered(onjo.raw[since:] + again.raw) == numbered(watcher.raw[1:])
    assert len(again.raw) > 5


def test_who_has_missed_nothing_is_told_nothing_but_its_own_return(gather, stack):
    party = gather("onjo", tempo=0, **AWAY)
    party["onjo"].commit(".*2")
    party["onjo"].phase("planning", 2)
    party["onjo"].cut()
    again = stack.enter_context(back(party, "onjo", last=party["onjo"].version))
    message = again.receive()
    while not message["room"]["seats"][0]["here"]:
        message = again.receive()
    assert message["type"] == "update"
    assert again.quiet()


@pytest.mark.parametrize("last", [0, 1, 10**6, 2**31 - 1])
def test_a_last_version_that_cannot_be_followed_up_gets_everything(gather, stack, last):
    """One from before the game, and ones that never were."""
    party = gather("onjo", tempo=0)
    party["onjo"].commit(".*3")
    party["onjo"].phase("planning", 2)
    party["onjo"].cut()
    again = stack.enter_context(back(party, "onjo", last=last))
    assert again.receive()["type"] == "welcome"


def test_who_was_away_for_too_long_gets_everything(gather, stack):
    """48 KiB of updates are kept; it does not depend on luck what one knows afterwards."""
    party = gather("onjo", "garam", tempo=0, **AWAY)
    onjo, garam = party["onjo"], party["garam"]
    onjo.cut()
    for turn in range(1, 40):
        garam.phase("planning", turn)
        garam.send("draft", turn=turn, line=f".*{turn}")
        with back(party, "onjo") as guest:
            guest.welcome()
            guest.phase("planning", turn)
            guest.commit("e s w n")
            garam.commit("w")
    garam.phase("planning", 40)
    with back(party, "onjo", last=onjo.version) as again:
        assert again.receive()["type"] == "welcome"
        fresh = stack.enter_context(back(party, "onjo"))
        fresh.welcome()
        assert again.picture == fresh.picture


def test_a_page_that_is_loaded_again_gets_everything(gather, stack):
    party = gather("onjo", tempo=0)
    onjo = party["onjo"]
    onjo.commit("e s e .")
    onjo.phase("planning", 2)
    onjo.close()
    again = stack.enter_context(back(party, "onjo"))
    told = again.welcome()
    again.until_room(lambda room: room["phase"] == "planning")
    assert (told["seat"], told["mine"]["commits"]) == ("onjo", 1)
    assert len(told["past"]["rate"]) == told["room"]["beat"] + 1
    assert told["past"]["did"][0] == 0
    assert again.picture == onjo.picture


def test_changes_laid_over_a_welcome_give_the_next_welcome(gather):
    """At every turn of a walk through a house and the lane behind it nothing that changed was left out."""
    party = gather("onjo", minds="caution", tempo=0)
    onjo = party["onjo"]
    for turn, line in enumerate(["@city:6,2", "@city:10,7", "@city:4,8", "@city:5,13", "@city:10,20", "s*9"], 1):
        onjo.phase("planning", turn)
        onjo.commit(line)
        onjo.phase("planning", turn + 1)
        with party.house.player(party.room, watch="onjo") as fresh:
            fresh.welcome()
        assert fresh.version == onjo.version
        assert fresh.picture == onjo.picture
    assert pictured(onjo.raw) == onjo.picture
    assert len(onjo.picture.rows["fixtures"]) > 2
    assert len(onjo.picture.rows["known"]) > 10
    assert len(json.loads(onjo.raw[-1])["view"]["known"]) < 10


# --- two connections at one seat --------------------------------------------------------------------------------------


def test_of_two_windows_with_one_key_the_older_is_told_and_closed(gather, stack):
    party = gather("onjo", "garam", tempo=0)
    before = party.house.kinds(party.room)
    newer = stack.enter_context(back(party, "onjo"))
    newer.welcome()
    assert party["onjo"].dismissed() == "elsewhere"
    assert party["garam"].quiet()  # to the others nothing has happened
    assert party.house.kinds(party.room) == before
    assert newer.commit("e")["mine"]["commits"] == 1
    assert newer.seat("onjo")["here"]


def test_coming_back_before_the_server_noticed_that_one_was_gone(gather, stack):
    """A network that changed: the old connection is silent, not closed."""
    party = gather("onjo", "garam", tempo=0, dropout="end", grace=0)
    again = stack.enter_context(back(party, "onjo", last=party["onjo"].version))
    assert again.receive()["mine"]["commits"] == 0  # an answer, though it has missed nothing
    again.send("commit", turn=1, line="e")
    assert again.receive()["mine"]["commits"] == 1
    party["onjo"].cut()
    time.sleep(0.3)
    assert party.house.card(party.room)["phase"] == "planning"
    assert party.house.card(party.room)["seats"][0]["here"]


def test_of_many_windows_at_once_one_keeps_the_seat(gather, stack):
    party = gather("onjo", "garam", tempo=0, dropout="end", grace=0)
    windows = [stack.enter_context(back(party, "onjo")) for _ in range(8)]
    fates = [fate(window) for window in windows]
    assert sorted(fates) == ["elsewhere"] * 7 + ["kept"]
    assert windows[fates.index("kept")].commit("e")["mine"]["commits"] == 1
    assert party.house.card(party.room)["phase"] == "planning"


def fate(window):
    """Why a window was sent away, or that it was kept."""
    try:
        while (message := window.receive(0.5))["type"] != "refused":
            pass
    except TimeoutError:
        return "kept"
    return message["reason"]


def test_lost_and_back_many_times_in_a_row(gather, stack):
    """Each time with the last version seen; all that was told in all connections is what a spectator saw."""
    party = gather("onjo", "garam", tempo=25, **AWAY)
    watcher = stack.enter_context(party.house.player(party.room, watch="onjo"))
    watcher.welcome()
    onjo = party["onjo"]
    heard, since = [], len(onjo.raw)
    for player in party:
        player.commit(".*30")
    heard += onjo.raw[since:]
    for _ in range(6):
        version = onjo.version
        onjo.cut()
        onjo = back(party, "onjo", last=version)
        onjo.version = version
        onjo.receive()
        heard += onjo.raw
    since = len(onjo.raw)
    onjo.phase("planning", 2)
    heard += onjo.raw[since:]
    watcher.phase("planning", 2)
    onjo.close()
    assert numbered(heard) == numbered(watcher.raw[1:])


# --- moments to be lost at --------------------------------------------------------------------------------------------


def test_coming_back_while_the_room_is_paused_lets_it_go_on(gather, stack):
    party = gather("onjo", "garam", tempo=100, dropout="pause", grace=3600)
    onjo, garam = party["onjo"], party["garam"]
    for player in party:
        player.commit(".*6")
    onjo.until_room(lambda room: room["beat"] == 2)
    onjo.cut()
    garam.until_room(lambda room: room["waits"])
    beat = garam.room["beat"]
    assert garam.quiet(0.4)
    assert garam.room["phase"] == "planning"  # one may plan meanwhile
    again = stack.enter_context(back(party, "onjo", last=onjo.version))
    again.phase("planning", 3)
    garam.phase("planning", 3)
    assert garam.room["beat"] == 6 > beat
    assert pictured(onjo.raw + again.raw) == again_whole(party, "onjo")


def again_whole(party, seat):
    with party.house.player(party.room, watch=seat) as fresh:
        fresh.welcome()
        return fresh.picture


def test_a_commit_sent_just_before_the_connection_went_counts_once(gather, stack):
    party = gather("onjo", "garam", tempo=0, **AWAY)
    party["onjo"].ink("e e")
    party["onjo"].close()  # an orderly end: what was sent arrives
    until_not_here(party["garam"])
    again = stack.enter_context(back(party, "onjo"))
    assert again.welcome()["mine"]["commits"] == 1
    again.send("commit", turn=1, line="e e")  # the page does not know whether it arrived
    assert again.refusal()["reason"] == "stale"
    assert again.seat("onjo")["line"] == "e e"


def test_a_connection_that_goes_before_it_joined_changes_nothing(house, gather):
    party = gather("onjo", tempo=0)
    before = house.entries(party.room)
    for _ in range(5):
        house.player(party.room, join=False).cut()
        house.player(party.room).cut()
    assert party["onjo"].quiet()
    assert house.entries(party.room) == before


def test_who_was_lost_before_the_start_is_waited_for(gather, stack):
    party = gather("onjo", "garam", started=False, tempo=0, dropout="pause", grace=3600)
    party["garam"].cut()
    until_not_here(party["onjo"], "garam")
    party["onjo"].send("start")
    party["onjo"].until_room(lambda room: room["waits"])
    again = stack.enter_context(back(party, "garam"))
    assert again.phase("planning")["turn"] == 1


def test_who_comes_back_after_the_end_sees_how_it_ended(gather, stack):
    party = gather("onjo", "garam", tempo=0, dropout="end", grace=0)
    party["garam"].cut()
    outcome = party["onjo"].phase("over")["outcome"]
    before = party.house.entries(party.room)
    for seat in ("garam", "onjo"):
        again = stack.enter_context(back(party, seat))
        told = again.welcome()
        assert (told["room"]["phase"], told["room"]["outcome"]) == ("over", outcome)
        again.close()
    assert party.house.entries(party.room) == before


# --- lines that go silent ---------------------------------------------------------------------------------------------

HASTE = "from warbell.server import patience; patience.ASKS = patience.ANSWERS = 0.5; "  # 10 seconds each else


def test_a_line_that_answers_no_ping_is_closed(tmp_path, stack):
    """Nothing else tells of it: to the server it is open. Whoever answers stays."""
    with serving(tmp_path, first=HASTE) as house:
        room = house.make(settings={"spectators": True})
        silent = stack.enter_context(wire(house.host))
        token = house.claim(room, "onjo", "Hana")
        watcher = stack.enter_context(house.player(room))
        hana = stack.enter_context(House(silent.address, house.database).player(room, token=token))
        hana.welcome()
        watcher.until_room(lambda room: room["seats"][0]["here"])
        silent.hush()
        began = time.monotonic()
        until_not_here(watcher)
        assert 0.3 < time.monotonic() - began < 5


HEAD = (
    "GET {where} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def test_whoever_says_something_is_not_pinged(tmp_path):
    """Here by somebody who never answers a ping: they stay as long as they say anything, and no longer."""
    with serving(tmp_path, first=HASTE) as house, socket.create_connection(house.host.split(":")) as line:
        line.settimeout(5)
        where = f"/api/rooms/{house.make(settings={'spectators': True})}/live"
        line.sendall(HEAD.format(where=where, host=house.host).encode())
        assert b" 101 " in line.recv(1 << 16)
        say(line, type="join", protocol=VERSION)
        for asked in range(5):
            time.sleep(0.2)
            say(line, type="ping", asked=asked)
        answered = b""
        while b'"pong","asked":4' not in answered:
            answered += line.recv(1 << 16)
        assert b"\x89\x04" not in answered  # a ping of a WebSocket, of four bytes
        began = time.monotonic()
        while answered:  # until it is closed
            answered = line.recv(1 << 16)
        assert 0.3 < time.monotonic() - began < 5


def say(line, **message):
    """Send a message by a bare socket, in a text frame masked by zeros."""
    data = json.dumps(message).encode()
    line.sendall(bytes([0x81, 0x80 | len(data), 0, 0, 0, 0]) + data)


def test_a_ping_is_answered_at_once_in_its_place(gather, stack):
    """Behind the answers to all that was asked before; also to whoever only looks on."""
    party = gather("onjo")
    watcher = stack.enter_context(party.house.player(party.room))
    watcher.welcome()
    for somebody in (party["onjo"], watcher):
        somebody.send("ask", seat="onjo")  # refused: with a seat, or as somebody holds it
        somebody.send("ping", asked=7)
        heard = [somebody.until(lambda m: m["type"] in {"refused", "pong"}) for _ in range(2)]
        assert [message["type"] for message in heard] == ["refused", "pong"]
        assert heard[1]["asked"] == 7
