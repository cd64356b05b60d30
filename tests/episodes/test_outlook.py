"""Whether a night can still be won: told in the beat that decides it, and never too early."""

import itertools

import pytest
from arena import arena

from warbell.engine import codes as c
from warbell.episodes import load, names
from warbell.episodes.outlook import Outlook

PLAYERS = ("Ana", "Ben", "Cem", "Dor")


def outlook(objectives, *endings):
    """Of four seats; an objective is (kind, target, need, latch), an ending what it needs and what bars it."""
    rows = [(kind, target, 0, need, 0, 0, latch) for kind, target, need, latch in objectives]
    bits = [(c.WON, 0, sum(1 << j for j in wants), sum(1 << j for j in bars)) for wants, bars in endings]
    ground, _ = arena("abcd", objectives=tuple(rows), endings=tuple(bits))
    return Outlook(ground, PLAYERS)


def test_all_have_to_get_out():
    night = outlook([(c.ESCAPE, -1, 4, 0)], ([0], []))
    assert night.verdict([], 5) == ""
    assert night.verdict([1], 5) == "It can no longer be won: all four of you would have to get out, and Ben is lost."


def test_the_easiest_way_to_win_counts():
    night = outlook([(c.ESCAPE, -1, 4, 0), (c.ESCAPE, -1, 2, 0)], ([0], []), ([1], []))
    assert night.verdict([0, 3], 5) == ""
    asked = "at least two of you would have to get out, and Ana, Ben and Dor are lost."
    assert night.verdict([3, 1, 0], 5) == f"It can no longer be won: {asked}"


def test_who_must_live_and_a_loss_that_bars_the_end():
    night = outlook([(c.ESCAPE, -1, 1, 0), (c.KEEP, 2, 1, 0)], ([0, 1], []))
    assert [night.is_open(lost, 1) for lost in ([0], [2])] == [True, False]
    barred = outlook([(c.ESCAPE, -1, 1, 0), (c.LOSE, -1, 1, 0)], ([0], [1]))
    assert [barred.is_open(lost, 1) for lost in ([], [0])] == [True, False]


def test_who_gathered_once_may_be_lost_later():
    latched = outlook([(c.GATHER, 0, 4, 1), (c.ESCAPE, -1, 2, 0)], ([0, 1], []))
    assert latched.is_open([0], 1)
    assert not outlook([(c.GATHER, 0, 4, 0), (c.ESCAPE, -1, 2, 0)], ([0, 1], [])).is_open([0], 1)


def test_the_time_may_be_over():
    night = outlook([(c.ESCAPE, -1, 1, 0), (c.SURVIVE, -1, 30, 0)], ([0], [1]))
    assert night.verdict([], 29) == ""
    assert night.verdict([], 30) == "It can no longer be won: the time for it is over."


@pytest.mark.parametrize("name", names())
def test_a_night_of_the_house_can_be_won_by_as_many_as_it_says(name):
    episode = load(name)
    night = Outlook(episode.ground, episode.titles)
    fewest = {"curfew": 3, "heartbeat": 4, "garden": 3, "blackout": 4, "crossroads": 4, "price": 4}[name]
    for count in range(5):
        for lost in itertools.combinations(range(4), count):
            assert night.is_open(lost, 100) == (4 - count >= fewest)
