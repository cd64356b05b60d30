import numpy as np
from played import SEEDS, wins

from warbell.engine.codes import SNEAK
from warbell.lab.clocks import by_the_clock, guesses, watch
from warbell.lab.variants import in_gait, is_comfort, without


def test_without_comfort_they_are_heard(heartbeat):
    episode, plan = heartbeat
    assert wins(episode, without(plan, is_comfort))[0] <= 15


def test_what_one_saw_the_others_have_to_be_told(heartbeat):
    """One door of two and one passage of two: who is told nothing, and goes by the clock, guesses right one in four."""
    episode, plan = heartbeat
    found = guesses(plan, watch(episode, plan, SEEDS[:40]), words_only=True)
    assert len(found) == 4
    for guess in found:
        assert wins(episode, by_the_clock(plan, guess, 0.5, 0, words_only=True))[0] <= 40


def test_who_sneaks_misses_the_bell(heartbeat):
    episode, plan = heartbeat
    assert wins(episode, in_gait(plan, SNEAK))[0] <= 5


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
