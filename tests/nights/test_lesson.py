"""The lesson: no night on offer, there by its name, and what it teaches happens in it with any seed."""

from played import SEEDS, walkthrough

from warbell import episodes
from warbell.runs import run


def test_it_is_there_by_its_name_alone():
    assert set(episodes.UNLISTED).isdisjoint(episodes.names())
    assert episodes.load("lesson").name == "lesson"


def test_who_does_as_they_are_told_gets_out_unharmed():
    episode = episodes.load("lesson")
    held = dict.fromkeys(episode.seats, "plan")
    results = run(episode, held, SEEDS, plan=walkthrough(episode))
    assert {(result.outcome, result.saved, result.turned) for result in results} == {("won", 2, 0)}
