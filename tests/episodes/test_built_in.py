"""The built-in episodes: won together, lost apart, never won by standing still."""

import numpy as np
import pytest

from warbell.engine.codes import OBJECTIVES, RUN, SNEAK
from warbell.episodes import Episode, brief, load, names
from warbell.lab import variants
from warbell.lab.clocks import by_the_clock, timing
from warbell.plans import Plan, Reflex, parse
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


@pytest.fixture(scope="module")
def heartbeat() -> tuple[Episode, Plan]:
    episode = load("heartbeat")
    return episode, parse(episode.walkthrough, "walkthrough.plan", brief(episode))


def wins(episode, plan, **others):
    """How many of a hundred nights a plan wins, and its mean score, with some seats held by other minds."""
    results = run(episode, {**dict.fromkeys(episode.seats, "plan"), **others}, SEEDS, plan=plan)
    return sum(result.outcome == "won" for result in results), sum(result.score for result in results) / len(results)


def test_nobody_has_to_strike_a_blow(heartbeat):
    episode, plan = heartbeat
    assert not any(isinstance(cell, Reflex) for cells in plan.lines.values() for cell in cells)
    assert not plan.settings("reflex")
    assert wins(episode, plan)[0] >= 92


def test_without_comfort_they_are_heard(heartbeat):
    episode, plan = heartbeat
    assert wins(episode, variants.without(plan, variants.is_comfort))[0] <= 15


def test_what_one_saw_the_others_have_to_be_told(heartbeat):
    """One door of two and one passage of two: who is told nothing, and goes by the clock, guesses right one in four."""
    episode, plan = heartbeat
    seen = timing(episode, plan, list(SEEDS[:40]))
    assert len(seen.profiles) == 4
    for profile in seen.profiles:
        assert wins(episode, by_the_clock(plan, seen, profile, 0.5, 0, words_only=True))[0] <= 40


def test_all_four_walk_in_the_same_window(heartbeat):
    episode, plan = heartbeat
    assert wins(episode, variants.in_gait(plan, RUN))[0] <= 5
    assert wins(episode, variants.in_gait(plan, SNEAK))[0] <= 5


def test_nobody_is_spare(heartbeat):
    episode, plan = heartbeat
    whole = wins(episode, plan)[1]
    for seat in episode.seats:
        assert wins(episode, plan, **{seat: "wait"})[1] <= 0.4 * whole


def test_no_two_nights_of_the_dormitory_are_alike(heartbeat):
    episode, _ = heartbeat
    world = episode.start(np.array(SEEDS, np.uint64))
    infected = world.bodies[:, len(episode.seats) :]
    nights = {
        (fixtures["state"].tobytes(), stocks.tobytes(), bodies["y"].tobytes(), bodies["x"].tobytes())
        for fixtures, stocks, bodies in zip(world.fixtures, world.stocks, infected, strict=True)
    }
    assert len(nights) == len(SEEDS)
    assert len({(night[0], night[1]) for night in nights}) == 4, "which door is chained, which box is empty"
