"""Rooms, played over the socket: turns, interrupts, the three paces, shared paper, spectators."""

import json
import re
import time

import pytest
from server.conftest import QUIET
from server.player import PATIENCE

from warbell import episodes
from warbell.engine import codes
from warbell.proof import verify
from warbell.replay import Replay
from warbell.server import log

SEATS = episodes.load("curfew").seats


def beats(party):
    """The beats in the room's log: the orders of each."""
    return [entry.row.numbers for entry in party.house.entries(party.room) if isinstance(entry.row, log.Played)]


def lines_of_the_walkthrough(seat):
    """A seat's whole line in the walkthrough of curfew."""
    return " ".join(re.findall(rf"^{seat}:(.*)", episodes.load("curfew").walkthrough, re.MULTILINE)).split()


# --- a whole game -----------------------------------------------------------------------------------------------------


def test_two_people_and_two_minds_win_a_game_and_can_look_at_it_afterwards(house, gather, tmp_path):
    """The people play the lines of the walkthrough; whenever they are stopped they commit what is left of them."""
    minds = {"suhyeok": "walkthrough", "namra": "walkthrough"}
    party = gather("onjo", "garam", minds=minds, seed=7, tempo=0)
    for player in party:
        player.commit(" ".join(lines_of_the_walkthrough(player.seat_name)))
    turns = 1
    while True:
        for player in party:
            player.until_room(lambda room, turn=turns: room["phase"] == "over" or room["turn"] > turn)
        if party["onjo"].room["phase"] == "over":
            break
        turns = party["onjo"].room["turn"]
        for player in party:
            player.commit(player.seat(player.seat_name)["line"])
    outcome = party["onjo"].room["outcome"]
    assert outcome["outcome"] == "won", outcome
    assert outcome["saved"] >= 3
    assert party["garam"].room["outcome"] == outcome
    assert turns > 1
    replay = tmp_path / "game.warbell"
    replay.write_bytes(house.ask(f"/api/rooms/{party.room}/replay").body)
    (found,) = verify([replay])
    assert isinstance(found, Replay), found
    assert (found.header.outcome, found.header.beats) == ("won", outcome["beats"])
    assert found.header.minds == ("person", "walkthrough", "walkthrough", "person")
    assert found.orders.tolist() == beats(party)
    reel = house.ask(f"/api/rooms/{party.room}/reel?seat=onjo").body
    assert len(reel["views"]) == outcome["beats"] + 1
    assert b"Curfew" in house.ask(f"/api/rooms/{party.room}/report").body
    assert party.room not in [card["id"] for card in house.ask("/api/lobby").body["rooms"]]


# --- before the start -------------------------------------------------------------------------------------------------


def test_a_room_is_gathered_in_and_begun_by_a_seat(house, gather):
    party = gather("onjo", started=False)
    onjo = party["onjo"]
    assert (onjo.room["phase"], onjo.seat("onjo")["here"], onjo.seat("onjo")["who"]) == ("gathering", True, "onjo")
    assert house.card(party.room)["phase"] == "gathering"
    assert party.room in [card["id"] for card in house.ask("/api/lobby").body["rooms"]]
    onjo.send("start")
    onjo.until(lambda m: m["type"] == "update" and m["view"] is not None)
    assert (onjo.room["phase"], onjo.room["turn"], onjo.room["beat"]) == ("planning", 1, 0)


def test_open_seats_are_given_to_the_nights_partners_at_the_start(house, gather):
    party = gather("onjo", minds={"namra": "sprint"}, started=False)
    assert [seat["holder"] for seat in party["onjo"].room["seats"]] == ["person", "open", "mind", "open"]
    party["onjo"].send("start")
    party["onjo"].phase("planning")
    assert [(seat["holder"], seat["who"]) for seat in house.card(party.room)["seats"]] == [
        ("person", "onjo"), ("mind", "follow"), ("mind", "sprint"), ("mind", "follow")
    ]  # fmt: skip
    answer = house.ask(f"/api/rooms/{party.room}/seats", {"seat": "garam", "who": "late"})
    assert (answer.status, answer.body["reason"]) == (409, "taken")


def test_a_seat_that_somebody_has_is_refused_to_the_next(house, gather):
    party = gather("onjo", minds={}, started=False)
    answer = house.ask(f"/api/rooms/{party.room}/seats", {"seat": "onjo", "who": "thief"})
    assert (answer.status, answer.body["reason"]) == (409, "taken")
    assert house.claim(party.room, "garam", "friend") != party.tokens["onjo"]
    assert party["onjo"].until_room(lambda room: room["seats"][3]["holder"] == "person")["seats"][3]["who"] == "friend"


def test_a_seat_that_is_left_before_the_start_is_open_again(house, gather):
    party = gather("onjo", "garam", minds={}, started=False)
    party["garam"].send("leave")
    party["onjo"].until_room(lambda room: room["seats"][3]["holder"] == "open")
    assert house.claim(party.room, "garam", "another")


def test_a_room_that_is_not_listed_is_found_by_its_id_alone(house):
    room = house.make(settings={"listed": False})
    assert room not in [card["id"] for card in house.ask("/api/lobby").body["rooms"]]
    assert house.card(room)["id"] == room


# --- turns ------------------------------------------------------------------------------------------------------------


def test_nothing_happens_until_every_person_has_committed(gather):
    party = gather("onjo", "garam", "namra", tempo=0)
    for seat in ("onjo", "namra"):
        party[seat].commit("e e")
    time.sleep(0.3)
    assert beats(party) == []
    assert (party["onjo"].room["phase"], party["onjo"].seat("onjo")["ready"]) == ("planning", True)
    party["garam"].commit("w")
    party["onjo"].phase("planning", 2)
    assert len(beats(party)) >= 1


def test_everybody_plans_again_after_a_turn(gather):
    party = gather("onjo", "garam", tempo=0)
    for turn in range(1, 6):
        for player in party:
            assert player.phase("planning", turn)["turn"] == turn
            player.commit("e" if turn % 2 else "w")
    assert [player.phase("planning", 6)["turn"] for player in party] == [6, 6]
    assert party["onjo"].mine["commits"] == 5


def test_the_beats_are_shown_in_the_rooms_tempo(gather):
    onjo = gather("onjo", tempo=150)["onjo"]
    onjo.commit(".*5")
    moments = []
    for beat in range(1, 6):
        onjo.until(lambda m, beat=beat: m["room"]["beat"] == beat) if onjo.room["beat"] < beat else None
        moments.append(time.monotonic())
    assert moments[-1] - moments[0] > 0.45


def test_a_line_that_gets_no_further_is_asked_about_after_sixty_beats(gather):
    party = gather("onjo", tempo=0)
    party["onjo"].commit("~beat>=99")
    party["onjo"].phase("planning", 2)
    assert len(beats(party)) <= 61


# --- what stops the beats ---------------------------------------------------------------------------------------------


def test_a_line_that_runs_out_asks_its_writer_and_the_others_run_on(gather):
    party = gather("onjo", "garam", tempo=0)
    party["garam"].commit(".*40")
    party["onjo"].commit(".*3")
    party["onjo"].phase("planning", 2)
    party["garam"].phase("planning", 2)
    assert len(beats(party)) == 3
    assert party["onjo"].mine["why"] == ["done"]
    assert party["garam"].mine["why"] == []
    assert (party["garam"].seat("garam")["ready"], party["garam"].seat("garam")["line"]) == (True, ".*37")
    party["onjo"].commit(".*2")
    party["onjo"].phase("planning", 3)
    assert len(beats(party)) == 5


def test_what_runs_on_can_be_taken_back_while_others_plan(gather):
    party = gather("onjo", "garam", tempo=0)
    onjo, garam = party["onjo"], party["garam"]
    garam.commit(".*40")
    onjo.commit(".*3")
    for player in (onjo, garam):
        player.phase("planning", 2)
    garam.send("withdraw", turn=1)
    assert garam.refusal()["reason"] == "stale"
    garam.send("withdraw", turn=2)
    garam.until_room(lambda room: not room["seats"][3]["ready"])
    assert garam.seat("garam")["line"] == ".*37"  # in pencil
    garam.send("withdraw", turn=2)
    assert garam.refusal()["reason"] == "stale"
    onjo.commit(".*2")
    assert onjo.quiet()  # the beats wait for garam again
    garam.commit("e .*20")
    onjo.phase("planning", 3)
    assert len(beats(party)) == 5
    assert beats(party)[3][3] == codes.VERB_BASE[codes.STEP] + codes.EAST


def test_an_order_that_cannot_be_stops_the_beats(gather):
    party = gather("onjo", tempo=0)
    party["onjo"].commit("comfort-n/2 .*20")  # nobody is there
    party["onjo"].phase("planning", 2)
    assert "failed" in party["onjo"].mine["why"]
    assert len(beats(party)) < 10


def test_a_cue_that_nobody_answers_is_an_order_that_cannot_be(gather):
    onjo = gather("onjo", tempo=0)["onjo"]
    onjo.commit(".*2 |A/3 .*9")
    onjo.phase("planning", 2)
    assert onjo.mine["why"] == ["cue"]  # nobody else has it: there is nobody to wait for
    party = gather("onjo", "suhyeok", tempo=0)  # in different places
    for player in party:
        player.commit("|A/3 .*9")
    for player in party:
        player.phase("planning", 2)
        assert player.mine["why"] == ["failed"]


def test_an_empty_line_waits_until_something_happens(gather):
    party = gather("onjo", "garam", tempo=0, seed=QUIET)
    for player in party:
        player.commit("")
    room = party["onjo"].phase("planning", 2)
    party["garam"].phase("planning", 2)
    assert room["beat"] > 5
    assert party["onjo"].mine["why"] or party["garam"].mine["why"]


def test_a_person_is_stopped_only_for_what_they_heed(gather):
    found = {}
    for stops in ([], ["danger", "call", "line", "new"]):
        onjo = gather("onjo", tempo=0, seed=QUIET)["onjo"]
        onjo.send("heed", stops=stops, speed=4)
        onjo.until(lambda m: m["room"]["speed"] == 4)
        assert sorted(onjo.mine["stops"]) == sorted(stops)
        found[len(stops)] = []
        for turn in range(2, 40):
            onjo.commit(".*3")
            if (
                onjo.until_room(lambda room, turn=turn: room["turn"] >= turn or room["phase"] == "over")["phase"]
                == "over"
            ):
                break
            found[len(stops)].append(set(onjo.mine["why"]))
    assert set().union(*found[0]) <= {"held", "up", "long"}
    assert len(found[4]) > len(found[0])


def test_beats_are_as_fast_as_whoever_is_present_and_likes_it_slowest(gather):
    party = gather("onjo", "garam", tempo=0)
    party["onjo"].send("heed", stops=[], speed=8)
    party["garam"].send("heed", stops=[], speed=2)
    party["garam"].until_room(lambda room: room["speed"] == 2)
    party["garam"].close()
    party["onjo"].until_room(lambda room: room["speed"] == 8)


def test_what_came_to_nothing_is_in_the_log_with_its_reason(gather):
    onjo = gather("onjo", tempo=0)["onjo"]
    onjo.commit("comfort-n/2 .*20")
    onjo.phase("planning", 2)
    said = [line for raw in onjo.raw for line in (json.loads(raw).get("view") or {}).get("log", [])]
    assert [line for line in said if "nothing" in line] == ["“comfort north” came to nothing: nobody there."]


def test_anybody_may_halt_the_beats(gather):
    party = gather("onjo", "garam", tempo=150)
    for player in party:
        player.commit(".*40")
    party["garam"].until(lambda m: m["room"]["beat"] == 2)
    party["garam"].send("halt", turn=1)
    assert party["onjo"].phase("planning", 2)["beat"] < 6
    party["garam"].phase("planning", 2)
    assert party["garam"].mine["why"] == ["halt"]
    assert party.house.kinds(party.room)[-1] == "Halted"
    time.sleep(0.3)
    assert party["garam"].quiet(0.1)


# --- timed and live ---------------------------------------------------------------------------------------------------


def test_when_the_clock_runs_out_pencil_counts_as_ink(gather):
    party = gather("onjo", "garam", tempo=0, pace="timed", seconds=5)
    begun = time.monotonic()
    assert 4000 < party["onjo"].room["left_ms"] <= 5000
    party["onjo"].send("draft", turn=1, line="e*2")
    party["onjo"].send("draft", turn=1, line=".*4")
    party["garam"].until_room(lambda room: room["seats"][0]["line"] == ".*4")
    assert party["garam"].room["phase"] == "planning"
    party["garam"].phase("planning", 2)
    assert time.monotonic() - begun > 4.5
    assert "Expired" in party.house.kinds(party.room)
    assert beats(party) == [[0] * 4] * 4
    assert party["onjo"].phase("planning", 2)["left_ms"] > 4000


def test_live_beats_come_by_the_clock_and_lines_are_replaced_as_they_come(gather):
    party = gather("onjo", "garam", pace="live", tempo=120)
    onjo, garam = party["onjo"], party["garam"]
    onjo.until(lambda m: m["room"]["beat"] == 2)  # though nobody said anything
    onjo.commit("w*30")
    onjo.until(lambda m: m["mine"]["did"] == 4)
    onjo.commit("n*2")
    onjo.until(lambda m: m["mine"]["did"] == 1)
    assert onjo.room["phase"] == "playing"
    assert (onjo.mine["commits"], onjo.room["turn"]) == (2, 1)
    garam.until(lambda m: m["room"]["beat"] >= 6)
    onjo.send("halt", turn=1)
    assert onjo.refusal()["reason"] == "not now"
    did = [row[0] for row in beats(party)]
    assert did[:2] == [0, 0]
    assert 4 in did
    assert did.index(1) > did.index(4)


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_who_goes_on_from_a_beat_knows_all_that_was_known_then(house, gather, stack):
    party = gather("onjo", tempo=0, dropout="end", grace=0)
    party["onjo"].commit("e s s .*3")
    party["onjo"].phase("planning", 2)
    party["onjo"].cut()
    with house.player(party.room) as watcher:
        watcher.phase("over")
    again = house.make(minds={}, settings={"delay": 0}, go_on={"room": party.room, "beat": 5})
    token = house.claim(again, "onjo", "Hana")
    early = stack.enter_context(house.player(again, token=token))
    watcher = stack.enter_context(house.player(again, watch="onjo"))
    told = early.welcome()
    assert (told["go_on"], told["view"]) == ({"room": party.room, "beat": 5}, None)
    watcher.welcome()
    early.send("start")
    for each in (early, watcher):
        each.phase("planning")
    assert (early.room["beat"], early.mine["did"]) == (5, 0)
    with house.player(again, watch="onjo") as late:
        whole = late.welcome()
        assert early.picture == watcher.picture == late.picture
        assert len(whole["past"]["rate"]) == 6
    early.commit(".")
    for each in (early, watcher):
        each.phase("planning", 2)
    with house.player(again, watch="onjo") as late:
        late.welcome()
        assert early.picture == watcher.picture == late.picture


def test_a_spectator_sees_what_one_seat_sees_byte_for_byte(house, gather):
    party = gather("onjo", "garam", tempo=0, shared_paper=False)
    onjo = party["onjo"]
    with house.player(party.room, watch="onjo") as watcher:
        told = watcher.welcome()
        assert (told["seat"], told["watching"]) == (None, "onjo")
        since = len(onjo.raw)
        party["garam"].commit("e*3")
        onjo.commit("s s w")
        for each in (onjo, watcher):
            each.phase("planning", 2)
        assert watcher.raw[1:] == onjo.raw[since:]
        assert any(json.loads(raw)["view"] for raw in watcher.raw[1:])
        assert watcher.seat("garam")["line"] is None


def test_a_room_may_take_no_spectators(house, gather):
    party = gather("onjo", spectators=False, dropout="end", grace=0)
    with house.player(party.room) as watcher:
        assert watcher.dismissed() == "not yours"
    party["onjo"].cut()
    end = time.monotonic() + PATIENCE
    while house.card(party.room)["phase"] != "over" and time.monotonic() < end:
        time.sleep(0.05)
    with house.player(party.room) as watcher:  # what is over is everybody's
        assert watcher.welcome()["room"]["phase"] == "over"


@pytest.mark.parametrize("shared", [True, False])
def test_lines_are_seen_by_the_team_if_the_paper_is_shared(gather, shared):
    party = gather("onjo", "garam", tempo=0, shared_paper=shared)
    onjo, garam = party["onjo"], party["garam"]
    onjo.send("draft", turn=1, line="e e")
    onjo.until_room(lambda room: room["seats"][0]["line"] == "e e")
    onjo.commit("w w")
    garam.until_room(lambda room: room["seats"][0]["ready"])
    seen = [json.loads(raw)["room"]["seats"][0]["line"] for raw in garam.raw]
    assert {line for line in seen if line} == ({"e e", "w w"} if shared else set())
    assert party.house.card(party.room)["seats"][0]["line"] is None
