"""Tables that are looked up once are to kernels, and to whoever reads them by name, the tables themselves."""

import gc

import numpy as np
import pytest
from yard import yard

import warbell
from warbell.engine.batch import advance, perceive
from warbell.engine.percept import blank
from warbell.engine.tables import placed
from warbell.engine.world import digest, waits

SEEDS = np.arange(5, dtype=np.uint64)


def begun(episode):
    world = episode.start(SEEDS)
    percept = blank(world)
    perceive(episode.ground, world, percept)
    return world, percept


@pytest.mark.parametrize("threads", [1, 2])
def test_beats_of_placed_tables_are_those_of_the_tables(threads):
    episode = yard()
    (world, percept), (other, others) = begun(episode), begun(episode)
    once = placed(episode.ground), placed(other), placed(others)
    for _ in range(4):
        advance(episode.ground, world, percept, waits(world))
        advance(*once, waits(other), threads)
    assert np.array_equal(digest(other), digest(world))
    for table, same in zip(percept, others, strict=True):
        assert table.tobytes() == same.tobytes()
    assert once[1].clock is other.clock


def test_placed_tables_outlive_whoever_made_them():
    episode = yard()
    world, percept = begun(episode)
    once = placed(episode.ground), placed(world), placed(percept)
    orders = waits(world)
    del world, percept
    gc.collect()
    advance(*once, orders)
    assert (once[1].clock["beat"] == 1).all()
    assert (once[2].me["beat"] == 1).all()


@pytest.mark.parametrize("preset", ["compact", "full"])
def test_a_game_is_the_same_on_several_threads(preset):
    episode = yard()
    one, more = (warbell.Game(episode, SEEDS, threads=threads) for threads in (1, 3))
    seen, same = one.observe(preset), more.observe(preset)
    dice = np.random.default_rng(3)
    for _ in range(6):
        orders = (one.masks * dice.random(one.masks.shape)).argmax(axis=-1)
        one.step(orders, seen)
        more.step(orders, same)
        for name in seen:
            assert np.array_equal(seen[name], same[name])
    assert np.array_equal(digest(more.world), digest(one.world))
