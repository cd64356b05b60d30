"""Connections that stay gone: the room does as its dropout policy says, and the seat is theirs when they return."""

import json
import time

import pytest

from warbell.server import log


def rows(party, kind):
    return [entry for entry in party.house.entries(party.room) if isinstance(entry.row, kind)]


def back(party, seat):
    return party.house.player(party.room, token=party.tokens[seat])


@pytest.mark.parametrize("phase", ["planning", "playing"])
def test_pause_counts_down_and_then_plays_on_with_the_seat_waiting(gather, stack, phase):
    party = gather("onjo", "garam", tempo=60, dropout="pause", grace=1)
    onjo, garam = party["onjo"], party["garam"]
    garam.commit(".*12")
    if phase == "playing":
        onjo.commit("e w e w e w e w e w e w")
        garam.until_room(lambda room: room["beat"] == 2)
    onjo.cut()
    garam.until_room(lambda room: room["waits"])
    begun = time.monotonic()
    assert 0 < garam.room["left_ms"] <= 1000
    beat = garam.room["beat"]
    garam.until_room(lambda room: not room["waits"])
    assert time.monotonic() - begun > 0.8
    assert garam.room["beat"] == beat  # no beat passed meanwhile
    (dropped,) = rows(party, log.Dropped)
    garam.phase("planning", 2 if phase == "planning" else 3)
    after = [entry.row.orders[0] for entry in rows(party, log.Played) if entry.version > dropped.version]
    if phase == "planning":
        assert set(after) == {"wait"}
    assert len(after) >= 3
    again = stack.enter_context(back(party, "onjo"))
    assert not again.welcome()["room"]["seats"][0]["stand_in"]
    turn = garam.room["turn"]
    garam.commit("e")
    assert again.phase("planning", turn)["turn"] == turn
    again.commit("e")
    again.phase("planning", turn + 1)


def test_nobody_is_waited_for_who_lost_everybody(gather, stack):
    """All are gone: no countdown runs, and the room is as it was when they come back."""
    party = gather("onjo", "garam", tempo=0, dropout="pause", grace=0)
    party["onjo"].cut()
    party["garam"].cut()
    time.sleep(0.5)
    dropped = len(rows(party, log.Dropped))
    assert dropped <= 1  # the first of them, while the other was still there
    assert rows(party, log.Played) == []
    again = stack.enter_context(back(party, "onjo"))
    other = stack.enter_context(back(party, "garam"))
    for player in (again, other):
        player.phase("planning")
        player.commit("e")
    again.phase("planning", 2)


def test_a_mind_takes_over_until_the_person_is_back(gather, stack):
    party = gather("onjo", "garam", tempo=0, dropout="mind", grace=1)
    onjo, garam = party["onjo"], party["garam"]
    onjo.cut()
    begun = time.monotonic()
    garam.until_room(lambda room: not room["seats"][0]["here"])
    assert not garam.seat("onjo")["stand_in"]
    garam.until_room(lambda room: room["seats"][0]["stand_in"])
    assert time.monotonic() - begun > 0.8
    assert garam.seat("onjo")["holder"] == "person"
    garam.commit(".*30")
    garam.phase("planning", 2)
    assert {row.row.orders[0] for row in rows(party, log.Played)} - {"wait"}  # caution does something
    again = stack.enter_context(back(party, "onjo"))
    again.welcome()
    garam.until_room(lambda room: not room["seats"][0]["stand_in"])
    played = len(rows(party, log.Played))
    garam.commit("e")
    assert garam.quiet()  # the room waits for both again
    assert len(rows(party, log.Played)) == played
    again.phase("planning", 2)
    again.commit(".*2")
    again.phase("planning", 3)
    assert {row.row.orders[0] for row in rows(party, log.Played)[played:]} == {"wait"}


def test_wait_goes_on_without_the_lost_one_when_grace_is_over(gather, stack):
    party = gather("onjo", "garam", tempo=0, dropout="wait", grace=1)
    onjo, garam = party["onjo"], party["garam"]
    onjo.cut()
    garam.commit(".*3")
    assert garam.quiet(0.4)  # within grace its line is waited for
    garam.phase("planning", 2)
    assert [row.row.orders[0] for row in rows(party, log.Played)] == ["wait"] * 3
    assert not garam.seat("onjo")["stand_in"]
    again = stack.enter_context(back(party, "onjo"))
    again.welcome()
    garam.commit(".")
    assert garam.quiet()
    again.commit(".")
    garam.phase("planning", 3)


@pytest.mark.parametrize("grace", [0, 1])
def test_end_abandons_the_game_when_grace_is_over(gather, grace):
    party = gather("onjo", "garam", tempo=0, dropout="end", grace=grace)
    for player in party:
        player.commit(".")
    party["garam"].phase("planning", 2)
    party["onjo"].cut()
    outcome = party["garam"].phase("over")["outcome"]
    (lost,), (ended,) = rows(party, log.Lost), rows(party, log.Ended)
    assert (ended.at - lost.at >= 1000) == bool(grace)  # by the server's clock, which no slow disk holds up
    assert (outcome["outcome"], outcome["ending"], outcome["beats"]) == ("abandoned", "abandoned", 1)
    assert party.house.kinds(party.room)[-1] == "Ended"
    assert party.house.ask(f"/api/rooms/{party.room}/replay").status == 200


@pytest.mark.parametrize("dropout", ["pause", "mind", "wait", "end"])
def test_who_is_back_within_grace_was_never_dropped(gather, stack, dropout):
    party = gather("onjo", "garam", tempo=0, dropout=dropout, grace=3)
    party["onjo"].cut()
    party["garam"].until_room(lambda room: not room["seats"][0]["here"])
    again = stack.enter_context(back(party, "onjo"))
    again.welcome()
    for player in (again, party["garam"]):
        player.phase("planning")
        player.commit("e")
    again.phase("planning", 2)
    assert rows(party, log.Dropped) == []
    assert party.house.card(party.room)["phase"] == "planning"


def test_a_line_in_ink_is_played_though_its_writer_is_gone(gather):
    party = gather("onjo", "garam", tempo=0, dropout="wait", grace=0)
    party["onjo"].commit("w w .*9")
    party["onjo"].cut()
    party["garam"].until_room(lambda room: not room["seats"][0]["here"])
    party["garam"].commit(".*5")
    party["garam"].phase("planning", 2)
    assert [row.row.orders[0] for row in rows(party, log.Played)][:2] == ["step west"] * 2


def test_who_gives_the_seat_up_is_followed_by_caution_for_good(gather):
    party = gather("onjo", "garam", tempo=0)
    onjo, garam = party["onjo"], party["garam"]
    garam.commit(".*20")
    onjo.send("leave")
    garam.phase("planning", 2)
    assert (garam.seat("onjo")["holder"], garam.seat("onjo")["who"]) == ("mind", "caution")
    assert {row.row.orders[0] for row in rows(party, log.Played)} - {"wait"}
    with back(party, "onjo") as again:
        assert again.dismissed() == "token"
    assert [json.loads(raw)["type"] for raw in garam.raw].count("refused") == 0


def test_live_beats_go_on_past_a_lost_seat(gather):
    party = gather("onjo", "garam", tempo=50, pace="live", dropout="wait", grace=0)
    party["onjo"].cut()
    party["garam"].until_room(lambda room: not room["seats"][0]["here"])
    beat = party["garam"].room["beat"]
    party["garam"].until(lambda m: m["room"]["beat"] >= beat + 5)
