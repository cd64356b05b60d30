"""The built-in episodes: won together, lost apart, never won by standing still."""

import pytest

from warbell.engine.codes import OBJECTIVES, RUN
from warbell.episodes import Episode, brief, load, names
from warbell.lab.variants import in_gait, is_word, without
from warbell.plans import parse
from warbell.run import run

SEEDS = range(31_000, 31_100)  # not those that anybody drew the maps with
SOME = SEEDS[:40]


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


# --- curfew: its rates, with margin -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def curfew() -> Episode:
    return load("curfew")


def spoiled(episode, change, **held):
    """Games won and the mean score of the walkthrough with something changed, and seats held by others."""
    plan = change(parse(episode.walkthrough, "walkthrough.plan", brief(episode)))
    results = run(episode, dict.fromkeys(episode.seats, "plan") | held, SOME, plan=plan)
    return sum(result.outcome == "won" for result in results), sum(result.score for result in results) / len(results)


def test_curfew_is_sure_for_a_team_that_tells_each_other(curfew):
    assert won(curfew, "walkthrough") >= 87


def test_curfew_is_lost_without_words(curfew):
    """Who does not see the chain and the light has to be told."""
    assert spoiled(curfew, lambda plan: without(plan, is_word))[0] <= 4


def test_curfew_wakes_for_whoever_runs(curfew):
    assert spoiled(curfew, lambda plan: in_gait(plan, RUN))[0] <= 4


def test_curfew_needs_all_four(curfew):
    _, whole = spoiled(curfew, lambda plan: plan)
    for seat in curfew.seats:
        assert spoiled(curfew, lambda plan: plan, **{seat: "wait"})[1] <= 0.6 * whole, seat


def test_curfew_is_sometimes_survived_by_careful_people(curfew):
    assert 0 < won(curfew, "caution") <= 55


def test_a_seed_says_which_gate_of_curfew_is_chained_and_where_the_pack_sleeps(curfew):
    nights = [tuple(curfew.drawn(seed).values()) for seed in SEEDS]
    for night in [("west-open", "needle"), ("west-open", "rope"), ("east-open", "needle"), ("east-open", "rope")]:
        assert nights.count(night) >= 10, night
