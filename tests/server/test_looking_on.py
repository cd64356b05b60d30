"""Who looks on sees what was some beats ago, or live by the host's word; who holds a seat sees through no other."""

import json

import pytest
from server.test_door import asks, key

from warbell.server import log

DELAY = 6


@pytest.fixture
def party(gather):
    return gather("onjo", "garam", tempo=0, delay=DELAY)


def play(party, turn, beats):
    """Play a turn of so many beats."""
    for player in party:
        player.phase("planning", turn)
    for player in party:
        player.commit(f".*{beats}")
    for player in party:
        player.phase("planning", turn + 1)


def beat(player):
    """The beat of the view that somebody was told last."""
    now = player.picture.now
    return None if now is None else now["me"][0]


def views(player):
    """The views of the beats that somebody was told of one by one."""
    told = (json.loads(message) for message in player.raw)
    return [message["view"] for message in told if message["type"] == "update" and message["view"]]


def settled(player):
    """Hear all there is to be heard."""
    while not player.quiet(0.5):
        pass
    return player


def test_by_default_nobody_looks_on_live(house):
    room = house.ask("/api/rooms", {"episode": "curfew"}).body["id"]
    assert house.card(room)["settings"]["delay"] == 20
    with house.player(room) as visitor:
        assert visitor.welcome()["room"]["behind"] == 20


def test_who_looks_on_is_told_as_much_later_as_the_room_says(house, party, stack):
    """And then, beat for beat, what the seat was told."""
    onjo = party["onjo"]
    early = stack.enter_context(house.player(party.room, watch="onjo"))
    assert early.welcome()["view"] is None
    play(party, 1, DELAY - 1)
    assert settled(early).room["phase"] == "gathering"
    play(party, 2, 3)
    assert (onjo.room["beat"], settled(early).room["beat"], beat(early)) == (DELAY + 2, 2, 2)
    assert early.room["behind"] == onjo.room["behind"] == DELAY
    late = stack.enter_context(house.player(party.room, watch="onjo"))
    late.welcome()
    assert late.picture == early.picture
    play(party, 3, 4)
    told, heard = views(onjo), views(settled(late))
    assert [view["me"][0] for view in heard] == [3, 4, 5, 6]
    assert all(view in told for view in heard)
    assert late.picture == settled(early).picture


def test_a_second_window_without_the_key_is_no_better(house, party):
    play(party, 1, 3)
    with house.player(party.room, watch="garam") as window:
        assert window.welcome()["view"] is None
        assert window.room["beat"] == 0


def test_the_host_shows_it_live_and_everybody_is_told(house, party, stack):
    onjo, garam = party["onjo"], party["garam"]
    visitor = stack.enter_context(house.player(party.room, watch="garam"))
    visitor.welcome()
    play(party, 1, 3)
    garam.send("show", live=True)
    assert garam.refusal()["reason"] == "not yours"
    visitor.send("show", live=True)
    assert visitor.refusal()["reason"] == "not yours"
    onjo.send("show", live=True)
    visitor.until_room(lambda room: room["beat"] == 3)
    for player in (onjo, garam, visitor):
        player.until_room(lambda room: room["behind"] == 0)
    assert visitor.picture == garam.picture
    onjo.send("show", live=False)
    garam.until_room(lambda room: room["behind"] == DELAY)
    with house.player(party.room, watch="garam", last=visitor.version) as again:
        assert again.welcome()["view"] is None


def test_what_the_host_said_holds_after_a_restart(house, party):
    """A room is its rows."""
    party["onjo"].send("show", live=True)
    party["garam"].until_room(lambda room: room["behind"] == 0)
    assert [entry.row.live for entry in house.entries(party.room) if isinstance(entry.row, log.Shown)] == [True]


def test_a_study_forbids_both(house, gather):
    party = gather("onjo", spectators=False)
    with house.player(party.room, watch="onjo") as visitor:
        assert visitor.dismissed() == "not yours"
    party["onjo"].send("show", live=True)
    assert party["onjo"].refusal()["reason"] == "not yours"


def test_the_end_is_shown_at_once(house, gather, stack):
    party = gather("onjo", tempo=0, delay=500, dropout="end", grace=0)
    visitor = stack.enter_context(house.player(party.room, watch="onjo"))
    visitor.welcome()
    party["onjo"].commit(".*3")
    party["onjo"].phase("planning", 2)
    party["onjo"].cut()
    visitor.until_room(lambda room: room["phase"] == "over")
    assert beat(visitor) == visitor.room["beat"] == 3


def test_who_was_let_in_looks_through_no_other_eyes_any_more(house, gather):
    party = gather("onjo", tempo=0, grace=1)  # nobody waits longer for who has a key and does not come
    onjo = party["onjo"]
    visitor, number = asks(house, party, onjo, "namra")
    onjo.send("answer", visitor=number, yes=True)
    key(visitor)
    onjo.commit(".*2")
    onjo.phase("planning", 2)
    assert visitor.quiet()
    visitor.send("ask", seat="garam")
    assert visitor.refusal()["reason"] == "not now"


def test_whoever_comes_back_is_told_what_was_missed(house, party, stack):
    play(party, 1, DELAY + 2)
    there = stack.enter_context(house.player(party.room, watch="onjo"))
    there.welcome()
    with house.player(party.room, watch="onjo") as visitor:
        visitor.welcome()
    play(party, 2, 2)
    settled(there)
    with house.player(party.room, watch="onjo", last=visitor.version) as again:
        again.until_room(lambda room: room["beat"] == 4)
        assert [message for message in again.raw if '"welcome"' in message] == []
    assert there.room["beat"] == 4
