"""Who may look through whose eyes, and what a room tells of a game that is over."""

import pytest
from server.conftest import QUIET

from warbell.replay import parse
from warbell.report.account import account
from warbell.report.history import history

LIGHT = "@city:11,11 .*60"  # by seed 0 a drone shoots whoever stays there, and they die in beat 44

UNASKED = "reflex-shove roll-SAFE-20-silent"  # nothing of which comes up on the way there


@pytest.fixture(scope="module")
def fatal(house):
    """A room whose game is over, in which On-jo died."""
    room = house.make(seed=0, minds=dict.fromkeys(("suhyeok", "namra", "garam"), "wait"), settings={"tempo": 0})
    with house.player(room, token=house.claim(room, "onjo")) as onjo:
        onjo.welcome()
        onjo.send("start")
        line = f"{UNASKED} {LIGHT}"
        while onjo.until_room(lambda room: room["phase"] in {"planning", "over"})["phase"] != "over":
            turn = onjo.room["turn"]
            onjo.ink(line)
            onjo.until_room(lambda room, turn=turn: room["phase"] == "over" or room["turn"] > turn)
            line = onjo.seat("onjo")["line"] or ".*60"
    return room


def dead(house, fatal, **settings):
    """A room in which On-jo has just died and Su-hyeok, a person, is waited for; On-jo's token, and both."""
    minds = dict.fromkeys(("namra", "garam"), "wait")
    go_on = {"room": fatal, "beat": 40}
    room = house.make(minds=minds, settings={"delay": 0, "tempo": 0, **settings}, go_on=go_on)
    token = house.claim(room, "onjo")
    onjo, juno = house.player(room, token=token), house.player(room, token=house.claim(room, "suhyeok"))
    onjo.welcome(), juno.welcome()
    onjo.send("start")
    while not (onjo.mine and onjo.mine["fate"]):
        turn = juno.phase("planning")["turn"]
        juno.ink(".*9")
        if onjo.phase("planning", turn) and not onjo.mine["fate"]:
            onjo.ink(".*60")
        juno.phase("planning", turn + 1)
        onjo.phase("planning", turn + 1)
    return room, token, onjo, juno


@pytest.mark.parametrize("beat, stands", [(0, ["reflex-none", "roll-none"]), (3, UNASKED.split())])
def test_who_goes_on_from_a_beat_does_unasked_what_they_did_then(house, fatal, beat, stands):
    minds = dict.fromkeys(("suhyeok", "namra", "garam"), "wait")
    room = house.make(minds=minds, go_on={"room": fatal, "beat": beat})
    with house.player(room, token=house.claim(room, "onjo")) as onjo:
        onjo.welcome()
        onjo.send("start")
        onjo.phase("planning")
        assert [onjo.mine["reflex"], onjo.mine["roll"]] == stands


def test_the_dead_are_told_why_and_look_on_through_others_as_who_they_are(house, fatal):
    room, token, onjo, juno = dead(house, fatal)
    fate = onjo.mine["fate"]
    assert fate["what"] == "died"
    assert fate["cause"].endswith("a drone shot you in beat 22, and then a shambler bit you.")
    onjo.close()
    with juno, house.player(room, token=token, watch="suhyeok") as onlooker:
        told = onlooker.welcome()
        assert (told["seat"], told["watching"], told["fate"]) == ("onjo", "suhyeok", fate)
        assert told["mine"]["fate"] is None, "Su-hyeok lives"
        assert told["view"]["seat"] == 1
        onlooker.until_room(lambda room: next(s for s in room["seats"] if s["name"] == "onjo")["here"])
        turn = juno.room["turn"]
        juno.ink(".*9")
        assert onlooker.until(lambda m: m["type"] == "update" and m["view"])["view"]["seat"] == 1
        juno.phase("planning", turn + 1)


def test_the_dead_are_as_far_behind_as_others_who_look_on(house, fatal):
    room, token, onjo, juno = dead(house, fatal, delay=20)
    fate, beat = onjo.mine["fate"], onjo.room["beat"]
    onjo.close()
    with juno, house.player(room, token=token, watch="suhyeok") as onlooker:
        told = onlooker.welcome()
        assert (told["seat"], told["fate"], told["view"]) == ("onjo", fate, None), "who goes on knows its own fate"
        while juno.room["beat"] < 40 + 21:
            turn = juno.phase("planning")["turn"]
            juno.ink(".*9")
            juno.phase("planning", turn + 1)
        onlooker.until_room(lambda room: room["beat"] == juno.room["beat"] - 20)
        assert onlooker.room["beat"] < beat + 20


def test_not_in_a_room_that_takes_no_spectators(house, fatal):
    room, token, onjo, juno = dead(house, fatal, spectators=False)
    with onjo, juno, house.player(room, token=token, watch="suhyeok") as onlooker:
        assert onlooker.dismissed() == "not yours"
        assert onjo.quiet(), "who asked in vain has not lost the own seat"


@pytest.mark.parametrize("spectators", [True, False])
def test_who_can_act_looks_through_no_other_eyes_with_the_same_key(gather, house, spectators):
    party = gather("onjo", seed=QUIET, spectators=spectators)
    with house.player(party.room, token=party.tokens["onjo"], watch="suhyeok") as onlooker:
        assert onlooker.dismissed() == "not now"
    assert party["onjo"].quiet()
    with house.player(party.room, token=party.tokens["onjo"], watch="onjo") as again:
        assert again.welcome()["seat"] == "onjo", "one's own are no other eyes"


def test_the_account_is_that_of_the_replay_and_told_when_the_game_is_over(house, fatal, gather):
    running = gather("onjo", seed=QUIET)
    for path in ("account", "report?whatif"):
        refused = house.ask(f"/api/rooms/{running.room}/{path}")
        assert (refused.status, refused.body["reason"]) == (409, "not now")
    told = house.ask(f"/api/rooms/{fatal}/account").body
    past = history(parse("game", house.ask(f"/api/rooms/{fatal}/replay").body))
    expected = account(past)
    assert told["reason"] == expected.reason
    assert [(row["text"], row["points"]) for row in told["score"]] == [(r.text, r.points) for r in expected.score]
    assert sum(row["points"] for row in told["score"]) == past.header.score
    assert [goal["text"] for goal in told["goals"]] == [goal.text for goal in expected.goals]


def test_the_report_names_the_last_order_that_would_have_changed_a_death_if_asked_to(house, fatal):
    plain, asked = (house.ask(f"/api/rooms/{fatal}/report{query}").body.decode() for query in ("", "?whatif"))
    words = "The last order that would have changed it"
    assert words not in plain
    assert asked.count(words) == 1
