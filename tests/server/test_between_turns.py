"""What a line leaves to the lines after it: a reflex in force, signals that were given, beats kept at a cell."""

from functools import cache

import pytest
from server.keeper import BEGAN, Host, calm
from yard import MAIN

from warbell.engine import codes as c
from warbell.episodes import from_sources
from warbell.server import protocol
from warbell.server.game import table
from warbell.server.portrait import mine
from warbell.server.room import Room

LANE = """\
###########
#am.....bx#
###########
---
a street lit
b street lit
m street lit
x street lit exit
"""
BRAWL = """
[tuning]
person_hp = 100
shambler_hp = 100
tremble_from = 100

[[infected]]
kind = "shambler"
count = 1
at = "m"

"""


@cache
def lane():
    """Ana has a shambler beside her, and both last long."""
    head, rest = MAIN[: MAIN.index("[[infected]]")], MAIN[MAIN.index("[[objectives]]") :]
    main = head.replace('"yard"', '"lane"') + BRAWL + rest
    return table(from_sources({"episode.toml": main.encode(), "lane.txt": LANE.encode()}))


def begin(laid, **people):
    """A room that is played, with these people in it and nobody else."""
    names = {seat: who for seat, who in people.items() if who}
    host = Host(laid, "room", names, {seat: "wait" for seat in ("ana", "ben") if seat not in names})
    host.do("start")
    return host


def again(host):
    """The same, but of a room made again from its log."""
    made = object.__new__(Host)
    made.at, made.room = host.at, Room(host.room.id, host.room.laid, host.room.created, BEGAN)
    made.room.restore(host.room.fresh[1:])
    return made


def put(host, **lines):
    """Commit a line for each seat, in the place of one that would run on."""
    for seat in lines:
        if host.room.chair(seat).ready:
            host.do("withdraw", seat, host.room.turn)
    for seat, line in lines.items():
        host.commit(seat, line)


def turn(host, **lines):
    """Commit a line for each seat and play the turn; Ana's verbs in it."""
    before = host.room.game.beat
    put(host, **lines)
    host.beats()
    return [c.VERBS[c.ACTION_VERB[orders[0]]] for orders in host.room.game.orders[before:]]


def reflex(host, seat=0):
    return mine(host.room, seat).reflex


def test_a_reflex_set_in_one_turn_acts_in_later_ones_also_when_the_room_was_made_again():
    host = begin(lane(), ana="Ana")
    assert reflex(host) == "reflex-none"
    assert "strike" not in turn(host, ana=".*3")
    assert turn(host, ana="reflex-strike-around")[0] == "strike"
    other = again(host)
    for each in (host, other):
        assert reflex(each) == "reflex-strike-around"
        assert turn(each, ana=".")[0] == "strike"
    assert host.room.game.seals == other.room.game.seals
    assert "strike" not in turn(host, ana="reflex-none .*9")
    assert reflex(host) == reflex(again(host)) == "reflex-none"


def test_a_reflex_is_set_when_the_line_comes_to_it():
    host = begin(calm(), ana="Ana")
    host.commit("ana", "reflex-shove .*3 reflex-strike .*3")
    seen = [reflex(host)]
    while host.room.phase == "playing":
        host.due()
        seen.append(reflex(host))
    assert seen == ["reflex-shove"] * 3 + ["reflex-strike"] * 4


def test_a_line_that_only_sets_a_reflex_holds_nobody_up_and_what_was_left_goes_on_behind_it():
    host = begin(calm(), ana="Ana", ben="Ben")
    assert len(turn(host, ana="reflex-shove", ben=".*4")) == 4
    put(host, ana=".~told-GO/9", ben=".*3")
    host.beats()
    put(host, ana=f"reflex-strike {host.room.chairs[0].line}", ben=".*20")
    before = host.room.game.beat
    host.beats()
    assert mine(host.room, 0).why == ["failed", "done"]
    assert host.room.game.beat - before == 6  # of nine


def test_in_a_live_room_a_reflex_is_in_force_between_two_beats():
    host = Host(lane(), "live", {"ana": "Ana"}, {"ben": "wait"}, pace="live", tempo=500)
    host.do("start")
    host.beats(2)
    host.commit("ana", "reflex-strike-around", after=100)
    host.beats(1)
    host.commit("ana", ".*9", after=100)
    host.beats(1)
    assert [c.VERBS[c.ACTION_VERB[orders[0]]] for orders in host.room.game.orders][2:] == ["strike", "strike"]
    assert reflex(again(host)) == "reflex-strike-around"


def test_a_repeated_order_is_kept_no_longer_than_its_limit_whatever_turns_end_meanwhile():
    host = begin(calm(), ana="Ana", ben="Ben")
    spent = 0
    for _ in range(3):
        spent += len(turn(host, ana=".~told-GO/7", ben=".*3"))
    assert spent == 7
    assert mine(host.room, 0).why == ["failed", "done"]


def test_moves_of_a_guard_are_made_as_often_as_they_say_whatever_turns_end_meanwhile():
    host = begin(calm(), ana="Ana", ben="Ben")
    start = int(host.room.game.percept.me["x"][0, 0])
    for _ in range(3):
        turn(host, ana="?clear->e*5", ben=".*2")
    assert int(host.room.game.percept.me["x"][0, 0]) - start == 5
    assert mine(host.room, 0).why == ["done"]


@pytest.mark.parametrize("how", ["call", "sign"])
def test_what_was_told_in_one_turn_is_known_in_later_ones_and_in_a_room_made_again(how):
    host = begin(calm(), ana="Ana", ben="Ben")
    turn(host, ana=".", ben=f"{how}-GO .")
    turn(host, ana=".*5", ben=".*5")
    for each in (host, again(host)):
        assert turn(each, ana="?told-GO->e;. ?told-STOP->e;.", ben=".*9") == ["step", "wait"]


def test_who_goes_on_from_a_beat_knows_what_was_told_before_it():
    old = begin(calm(), ana="Ana", ben="Ben")
    turn(old, ana=".", ben="sign-GO .")
    go_on = protocol.From(room="room", beat=old.room.game.beat)
    people = {"ana": "Ana", "ben": "Ben"}
    host = Host(calm(), "again", people, go_on=go_on, orders=old.room.game.orders)
    host.do("start")
    assert turn(host, ana="?told-GO->e;.", ben=".") == ["step"]
