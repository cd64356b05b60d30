"""The built-in episodes: won together, lost apart, never won by standing still."""

import pytest

from warbell.engine.codes import OBJECTIVES
from warbell.episodes import Episode, load, names
from warbell.run import run

SEEDS = range(31_000, 31_100)  # not those that anybody drew the maps with


@pytest.fixture(scope="module", params=names())
def episode(request) -> Episode:
    return load(request.param)


def won(episode, mind):
    results = run(episode, dict.fromkeys(episode.seats, mind), SEEDS)
    return sum(result.outcome == "won" for result in results)


def test_the_walkthrough_wins(episode):
    assert won(episode, "walkthrough") >= 80


def test_each_for_themselves_loses(episode):
    assert won(episode, "sprint") <= 30


def test_standing_still_never_wins(episode):
    assert won(episode, "wait") == 0


def test_there_is_something_to_read(episode):
    assert len(episode.briefing) > 300
    assert len(episode.story) >= 3
    assert all(ending.text for ending in episode.endings)
    assert all(objective.text for objective in episode.objectives if not objective.secret)
    assert {"won", "lost", "timeout"} == {ending.outcome for ending in episode.endings}


def test_a_sheet_row_fits_in_one_word(episode):
    assert episode.ground.solid.shape[0] == 1, "twice the words are twice the time of every flood"


def test_the_way_out_asks_for_several(episode):
    escape = [goal for goal in episode.ground.objectives if OBJECTIVES[goal.kind] == "escape"]
    assert min(goal.need for goal in escape) >= 3
