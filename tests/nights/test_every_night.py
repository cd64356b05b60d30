"""The law of the nights, with margin: timing beats speed, words are needed, no script and no reflex wins.

docs/nights.md has the figures on the seeds that the nights were drawn with.
"""

import pytest
from played import FEW, MANY, SOME, wins

from warbell.engine.codes import OBJECTIVES, RUN, WON
from warbell.episodes import load, names
from warbell.lab.variants import in_gait, without_words
from warbell.plans import Reflex


def test_the_walkthrough_wins_without_a_reflex(night):
    episode, plan = night
    assert not any(isinstance(cell, Reflex) for cells in plan.lines.values() for cell in cells)
    assert not plan.settings("reflex")
    assert wins(episode, plan, SOME)[0] >= 0.87 * len(SOME)


def test_the_same_ways_at_a_run_are_lost(night):
    episode, plan = night
    assert wins(episode, in_gait(plan, RUN), SOME)[0] <= 0.08 * len(SOME)


def test_without_words_it_is_lost(night):
    """Who does not see what differs tonight has to be told."""
    episode, plan = night
    assert wins(episode, without_words(plan), SOME)[0] <= 0.15 * len(SOME)


def test_nobody_is_spare(night):
    episode, plan = night
    whole, score = wins(episode, plan, FEW)
    for seat in episode.seats:
        won, left = wins(episode, plan, FEW, **{seat: "wait"})
        assert won <= whole - 0.3 * len(FEW), seat
        assert left <= 0.6 * score, seat


def test_skill_is_graded(night):
    episode, _ = night
    assert wins(episode, "sprint", SOME)[0] <= 0.05 * len(SOME)
    caution, follow = (wins(episode, mind, MANY)[0] / len(MANY) for mind in ("caution", "follow"))
    assert 0.03 <= caution <= 0.6
    assert follow >= caution


def test_standing_still_never_wins(night):
    assert wins(night[0], "wait", SOME)[0] == 0


@pytest.fixture(scope="module", params=names())
def episode(request):
    return load(request.param)


def test_there_is_something_to_read(episode):
    assert len(episode.briefing) > 300
    assert len(episode.story) >= 3
    assert all(ending.text for ending in episode.endings)
    assert all(objective.text for objective in episode.objectives if not objective.secret)
    assert {"won", "lost", "timeout"} == {ending.outcome for ending in episode.endings}


def test_a_sheet_row_fits_in_one_word(episode):
    assert episode.ground.solid.shape[0] == 1, "twice the words are twice the time of every flood"


def test_the_way_out_asks_for_several(episode):
    goals = episode.ground.objectives
    for ending in episode.ground.endings[episode.ground.endings["outcome"] == WON]:
        asked = [goal for j, goal in enumerate(goals) if int(ending.all_of) >> j & 1]
        assert max(goal.need for goal in asked if OBJECTIVES[goal.kind] == "escape") >= 3
