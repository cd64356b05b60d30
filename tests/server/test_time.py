"""The time in rooms: no clock that is set changes it, and none of it passes while no server is up."""

import signal
import time

import pytest
from server.conftest import fork, kill
from server.days import Clock, dated
from server.keeper import BEGAN, Host, calm

from warbell.server.decisions import DECISIONS, Decisions
from warbell.server.room import Room

HOUR = 3_600_000
HELD = {"suhyeok": "wait", "namra": "wait", "garam": "wait"}


def begun(house, **settings):
    """A room in which somebody at On-jo's seat has begun; their key, and their connection."""
    room = house.make(seed=24, minds=HELD, settings={"tempo": 20, "grace": 3600, **settings})
    token = house.claim(room, "onjo")
    onjo = house.player(room, token=token)
    onjo.welcome()
    onjo.send("start")
    return room, token, onjo


@pytest.mark.parametrize("set_by", [-HOUR, HOUR])
def test_a_clock_that_is_set_changes_nothing_in_rooms(tmp_path, set_by):
    clock = Clock(time.time_ns() // 1_000_000)
    with dated(tmp_path / "games.db", clock) as house:
        _, _, timed = begun(house, pace="timed", seconds=600)
        timed.phase("planning")
        _, _, live = begun(house, pace="live")
        live.until_room(lambda room: room["beat"] > 0)
        clock.at += set_by
        beat = live.room["beat"]
        live.until_room(lambda room: room["beat"] > beat + 3)
        timed.send("draft", turn=1, line="e")
        timed.until(lambda message: message["room"]["seats"][0]["line"] == "e")
        assert timed.room["phase"] == "planning"
        assert 500_000 < timed.room["left_ms"] <= 600_000
        timed.close()
        live.close()


@pytest.mark.parametrize("dropout", ["pause", "wait"])
def test_a_planning_phase_has_the_time_it_had_when_the_server_was_killed(warm, dropout):
    process, house = warm
    child = fork(process, house)
    room, token, onjo = begun(house, pace="timed", seconds=30, dropout=dropout)
    onjo.phase("planning")
    begins = time.monotonic()
    time.sleep(3)  # nothing is written meanwhile
    left = onjo.room["left_ms"] / 1000 - (time.monotonic() - begins)
    for down in (3, 1):  # and once more, by what the rows of both runs say
        kill(process, child)
        onjo.cut()
        time.sleep(down)
        child = fork(process, house)
        onjo = house.player(room, token=token)
        found = onjo.welcome()["room"]
        assert found["phase"] == "planning"
        assert left - 1 < found["left_ms"] / 1000 < left + 1
        left = found["left_ms"] / 1000
    onjo.close()
    kill(process, child, signal.SIGTERM)
    assert [type(entry.row).__name__ for entry in house.entries(room)].count("Woke") == 2


@pytest.mark.parametrize("set_by", [0, -HOUR, HOUR])
def test_what_is_left_comes_from_rows_whatever_the_clock_says_the_next_time(set_by):
    host = Host(calm(), "timed", {"ana": "Ana", "ben": "Ben"}, pace="timed", seconds=30, dropout="wait")
    host.do("start")
    host.do("draft", "ana", 1, "e", after=4000)
    killed = host.at + 500
    host.at = killed + 5000 + set_by
    host.room.wake(host.at, killed)
    assert host.room.left_ms(host.at) == 25_500
    again = Room("timed", calm(), host.room.created, BEGAN)
    again.restore(host.room.fresh[1:])
    assert again.left_ms(host.at) == 25_500


def test_an_export_does_not_count_the_time_in_which_no_server_was_up():
    host = Host(calm(), "thinking", {"ana": "Ana"}, {"ben": "wait"}, dropout="wait")
    host.do("start")
    host.at += 5000
    host.room.wake(host.at, host.at - 4000)
    host.do("come", "ana", after=0)
    host.commit("ana", ".", after=2000)
    host.beats(1)
    rows = list(host.room.fresh)
    decisions = Decisions(Room("thinking", calm(), rows[0].row, rows[0].at))
    for entry in rows[1:]:
        decisions.step(entry)
    ana = dict(zip(DECISIONS.names, decisions.table()[0], strict=True))
    assert (ana["server_ms"], ana["paused_ms"], ana["ink"]) == (7000, 4000, "commit")
