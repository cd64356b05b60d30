"""A seat's log in words: what is new to it, once."""

import pytest
from rescue import rescue

from warbell.engine import codes
from warbell.episodes import brief
from warbell.replay import steps
from warbell.server.diary import Diary
from warbell.server.glance import glance
from warbell.server.lookout import LATELY


def percept(beat):
    """A percept of the rescue's start as of that beat, in which seat 0 makes out nobody else and hears nothing."""
    found = next(iter(steps(rescue()))).percept
    found.me["beat"], found.me["events"], found.me["heard"] = beat, 0, 0
    found.bodies["beat"] = found.drones["beat"] = -1
    return found


def with_shambler(beat, state=codes.UP):
    found = percept(beat)
    me, body = found.me[0, 0], found.bodies[0, 0, 3]
    body["beat"], body["nature"], body["state"] = beat, codes.SHAMBLER, state
    body["y"], body["x"], body["gait"] = me["y"] + 2, me["x"], 0
    return found


def written(percepts):
    paper, diary = brief(rescue().episode), Diary()
    return [[telling.text for telling in diary.write(each, glance(each, 0), paper)] for each in percepts]


def test_who_comes_in_sight_is_named_once_until_long_out_of_sight():
    away = range(4, 4 + LATELY + 1)
    lines = written([with_shambler(1), with_shambler(2), percept(3), *map(percept, away), with_shambler(away[-1] + 1)])
    assert lines == [["You see a shambler, 2 south, still."], *[[]] * (len(lines) - 2), lines[0]]


def test_of_infected_that_fall_in_sight_the_log_says_so():
    assert written([with_shambler(1), with_shambler(2, codes.DEAD), with_shambler(3, codes.DEAD)]) == [
        ["You see a shambler, 2 south, still."],
        ["You see a shambler, 2 south, dead."],
        [],
    ]


def test_who_sleeps_is_said_to_sleep():
    found = with_shambler(1)
    found.bodies["asleep"] = 1
    assert written([found]) == [["You see a shambler, 2 south, asleep."]]


def test_a_drone_is_named():
    found = percept(1)
    me, drone = found.me[0, 0], found.drones[0, 0, 0]
    drone["beat"], drone["y"], drone["x"] = 1, me["y"], me["x"] + 4
    assert written([found, percept(2)]) == [["You see a drone, 4 east."], []]


def called(beat, voice, *, seen=None, state=codes.UP, nature=codes.PERSON, says=False):
    """Seat 0 hears a call from the west, and of who calls it knows what it saw in the beat `seen`."""
    found = percept(beat)
    me, sound, body = found.me[0, 0], found.heard[0, 0, 0], found.bodies[0, 0, voice]
    me["heard"], me["events"] = 1, int(says)
    sound["sound"], sound["signal"], sound["voice"], sound["bearing"] = codes.VOICE, codes.COME, voice, 6
    sound["loud"] = 5
    if seen is not None:
        body["beat"], body["y"], body["x"] = seen, me["y"] + 2, me["x"]
        body["state"], body["nature"] = state, nature
    event = found.events[0, 0, 0]
    event["kind"], event["who"], event["whom"], event["value"] = codes.CALLED, voice, -1, codes.COME
    return found


@pytest.mark.parametrize(
    "known,text",
    [
        ({}, ""),
        ({"seen": 7}, "; whom you see 2 south, silent"),
        ({"seen": 6}, "; last seen 1 beat ago, 2 south"),
        ({"seen": 2}, "; last seen 5 beats ago, 2 south"),
        ({"seen": 2, "state": codes.DEAD}, "; who was dead when you last saw them"),
        ({"seen": 2, "state": codes.AWAY}, "; who had left when you last saw them"),
        ({"seen": 2, "nature": codes.SHAMBLER}, "; who had turned when you last saw them"),
    ],
)
def test_beside_a_call_stands_what_one_knows_of_who_seems_to_call(known, text):
    ben = brief(rescue().episode).titles[1]
    ((*_, line),) = written([called(7, 1, **known)])
    assert line == f"A call: COME, voice of {ben}, west, clear{text}."


def test_of_who_is_seen_to_call_nothing_more_is_said():
    ben = brief(rescue().episode).titles[1]
    ((first, *_, last),) = written([called(7, 1, seen=7, says=True)])
    assert (first, last) == (f"{ben} called COME.", f"A call: COME, voice of {ben}, west, clear.")


def test_a_call_in_one_s_own_voice_is_said_to_be_none_of_one_s_own():
    ana = brief(rescue().episode).titles[0]
    assert written([called(7, 0)]) == [[f"A call: COME, voice of {ana}, west, clear; your own, and you said nothing."]]


def hearing(beat, *bearings):
    found = percept(beat)
    found.me["heard"] = len(bearings)
    for slot, bearing in enumerate(bearings):
        row = found.heard[0, 0, slot]
        row["sound"], row["loud"], row["bearing"] = codes.SHUFFLING, 2, bearing
        row["signal"], row["voice"] = codes.NO_SIGNAL, codes.NO_VOICE
    return found


def test_a_sound_that_goes_on_is_named_when_it_begins_or_moves():
    north, east = codes.BEARINGS.index("north"), codes.BEARINGS.index("east")
    lines = written(
        [hearing(1, north, north), hearing(2, north), hearing(3, north, east), percept(4), hearing(5, north)]
    )
    first = ["Shuffling, north, faint."]
    assert lines == [first, [], ["Shuffling, east, faint."], [], first]


def test_how_ones_own_part_ends_is_told_once():
    for state, nature, text in [
        (codes.AWAY, codes.PERSON, "Ana got out."),
        (codes.DEAD, codes.PERSON, "Ana died."),
        (codes.UP, codes.SHAMBLER, "Ana turned."),
    ]:
        gone = percept(2)
        gone.me["state"][0, 0], gone.me["nature"][0, 0] = state, nature
        assert written([percept(1), gone, gone]) == [[], [text], []]


def test_nothing_is_written_of_what_was_seen_before():
    known = with_shambler(1)
    known.me["beat"] = 5  # it was in sight four beats ago
    assert written([known]) == [[]]


def test_what_cannot_be_for_beats_on_end_is_told_once():
    def bumped(beat):
        found = percept(beat)
        found.me["events"] = 1
        row = found.events[0, 0, 0]
        row["kind"], row["who"], row["value"] = codes.BUMPED, 0, codes.IN_THE_WAY
        return found

    once = ["Ana did not get there: somebody was in the way."]
    assert written([bumped(1), bumped(2), bumped(3), percept(4), bumped(5)]) == [once, [], [], [], once]
