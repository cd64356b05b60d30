"""Random access to a finished run: any beat in any order is the beat that was played."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rescue import rescue
from yard import yard

from warbell.encode.scene import seat_scene
from warbell.engine.world import digest
from warbell.replay import load, steps
from warbell.runs import run
from warbell.terminal import film as films
from warbell.terminal.film import Film


@pytest.fixture(scope="module")
def long_game(tmp_path_factory):
    """A game of the yard that lasts, its replay and the digest of every beat."""
    episode = yard()
    results = run(episode, dict.fromkeys(episode.seats, "caution"), range(6), out=tmp_path_factory.mktemp("long"))
    replay = load(max(results, key=lambda result: result.beats).replay)
    return Film(replay), [int(digest(step.world)[0]) for step in steps(replay)]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_beats_in_any_order(long_game, beats):
    film, digests = long_game
    for beat in beats:
        film.scene(beat % (film.last + 1), 0)
        assert int(digest(film._world)[0]) == digests[beat % (film.last + 1)]


def test_fewer_worlds_are_kept_when_they_are_big(monkeypatch):
    monkeypatch.setattr(films, "KEPT", 1 << 20)
    film = Film(rescue())
    assert len(film._kept) * sum(table.nbytes for table in (*film._world, *film._percept)) < 3 << 20
    assert film.scene(film.last, None).beat == film.last
    assert film.scene(1, None).beat == 1


def test_hearts_and_words_of_every_beat(film, replay):
    for step in steps(replay):
        assert np.array_equal(film.rates[step.beat], step.world.hearts["rate"][0])
    assert film.recent(4, None, 3) == ["   2  Ana comforted Ben.", "   3  Ana gave Ben food.", "   4  Ana called NOW."]
    assert film.recent(0, None, 3) == []


def test_a_seat_reads_only_its_own_events(film):
    told = film.recent(film.last, 2, 99)
    assert not any("Ben" in line or "Ana" in line for line in told), "Cem lies behind a wall"
    assert any("Ana comforted Ben" in line for line in film.recent(film.last, 1, 99))


def test_the_story_is_told_to_all_but_what_a_seat_cannot_know(film):
    for view in (None, 0, 2):
        assert "   2  \u201cHe breathes.\u201d" in film.recent(film.last, view, 99)
    assert any("stars" in line for line in film.recent(film.last, None, 99))
    assert not any("stars" in line for line in film.recent(film.last, 2, 99)), "Cem cannot know that they are out"


def test_the_view_of_a_seat_is_made_of_its_percept(film, replay):
    step = list(steps(replay))[5]
    ours, theirs = film.scene(5, 1), seat_scene(step.percept, film.brief, 1)
    assert (ours.figures, ours.vitals, ours.log, ours.heard) == (
        theirs.figures,
        theirs.vitals,
        theirs.log,
        theirs.heard,
    )
    assert np.array_equal(ours.knowledge, theirs.knowledge)
