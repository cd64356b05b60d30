"""Why a game ended as it did: the rule, the goals, who did what for them, and a score that adds up."""

from dataclasses import replace

import pytest

from warbell import episodes
from warbell.replay import load
from warbell.report.account import account
from warbell.report.history import history
from warbell.runs import run


@pytest.fixture(scope="module")
def won(past):
    return account(past)


def test_it_says_by_what_it_ended_and_who_got_out_when(won, past):
    assert won.reason == f"It ended in beat {past.beats}: Ben and Ana got out."
    (goal,) = won.goals
    assert (goal.text, goal.met, goal.came, goal.need, goal.beat) == ("Two are out.", True, 2, 2, past.beats)
    assert {deed.text for deed in goal.deeds} == {"Ana got out.", "Ben got out."}
    assert won.hopeless == ""


def test_its_rows_sum_to_the_score(won, past):
    assert sum(row.points for row in won.score) == past.header.score
    assert [row.text for row in won.score] == ["Two got out", "One lost", "Won", f"Won in beat {past.beats}"]


def played(tmp_path, episode, mind, seeds):
    held = dict.fromkeys(episode.seats, mind)
    return [history(load(result.replay)) for result in run(episode, held, seeds, out=tmp_path)]


@pytest.mark.parametrize("name, mind", [("curfew", "walkthrough"), ("curfew", "sprint"), ("heartbeat", "walkthrough")])
def test_every_score_of_a_night_of_the_house_adds_up(tmp_path, name, mind):
    for past in played(tmp_path, episodes.load(name), mind, range(4)):
        told = account(past)
        assert sum(row.points for row in told.score) == past.header.score
        assert not any("rules" in row.text for row in told.score)
        assert [goal.text for goal in told.goals] == [each.text for each in past.episode.objectives if each.text]


def test_the_gate_names_both_who_opened_it(tmp_path):
    (past,) = played(tmp_path, episodes.load("curfew"), "walkthrough", range(10, 11))
    gates = [goal for goal in account(past).goals if "gate is open" in goal.text]
    (opened,) = [goal for goal in gates if goal.met]
    (deed,) = opened.deeds
    assert deed.beat == opened.beat
    assert deed.text.count(" and ") == 1, deed.text
    assert deed.text.endswith(("opened the west gate.", "opened the east gate."))
    gathered = next(goal for goal in account(past).goals if "customs house" in goal.text)
    assert sorted(deed.text for deed in gathered.deeds) == sorted(f"{title} came." for title in past.episode.titles)
    assert max(deed.beat for deed in gathered.deeds) == gathered.beat


def test_of_a_lost_one_it_names_who_was_lost_and_when(tmp_path):
    lost = [
        past for past in played(tmp_path, episodes.load("curfew"), "sprint", range(4)) if past.header.outcome == "lost"
    ]
    assert lost
    for past in lost:
        assert all(past.episode.titles[seat] in account(past).reason for seat in past.lost(past.beats))
        assert f"in beat {past.beats}" in account(past).reason


def test_it_says_since_when_it_could_not_be_won(past):
    """Two have to get out, and from beat 5 on two are dead."""
    states = past.states.copy()
    states[5:, 1:] = 2
    told = account(replace(past, states=states)).hopeless
    why = "at least two of you would have to get out, and Ben and Cem are lost."
    assert told == f"From beat 5 on it could no longer be won: {why}"
