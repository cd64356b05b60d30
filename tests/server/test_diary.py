"""A seat's log in words: what is new to it, once."""

from rescue import rescue

from warbell.engine import codes
from warbell.episodes import brief
from warbell.replay import steps
from warbell.server.diary import Diary
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
    return [[telling.text for telling in diary.write(each, paper, 0)] for each in percepts]


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
