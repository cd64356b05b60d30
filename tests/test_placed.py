"""Tables that are looked up once are to kernels what they are anyway."""

import gc

import numpy as np
import pytest
from yard import yard

import warbell
from warbell.engine.batch import advance, perceive
from warbell.engine.digest import digest
from warbell.engine.percept import blank
from warbell.engine.tables import placed
from warbell.engine.world import waits

SEEDS = np.arange(5, dtype=np.uint64)


def begun(episode):
    world = episode.start(SEEDS)
    percept = blank(world)
    perceive(episode.ground, world, percept)
    return world, percept


@pytest.mark.parametrize("threads", [1, 2])
def test_beats_of_placed_tables_are_those_of_tables_that_are_not(threads):
    episode = yard()
    (world, percept), (other, others) = begun(episode), begun(episode)
    loose = [table._replace() for table in (episode.ground, world, percept)]
    for _ in range(4):
        advance(*loose, waits(world))
        advance(episode.ground, other, others, waits(other), threads)
    assert np.array_equal(digest(other), digest(world))
    for table, same in zip(percept, others, strict=True):
        assert table.tobytes() == same.tobytes()


def test_tables_stay_where_they_were_placed_first():
    world, _ = begun(yard())
    before = getattr(world, "address", None)
    assert placed(world) is world
    assert getattr(world, "address", None) == before, "a kernel may be at work there"


def test_a_copy_has_a_place_of_its_own():
    episode = yard()
    world, percept = begun(episode)
    copy = world._replace(clock=world.clock.copy())
    advance(episode.ground, copy, percept, waits(world))
    assert (copy.clock["beat"] == 1).all()
    assert (world.clock["beat"] == 0).all()
    del world
    gc.collect()
    advance(episode.ground, copy, percept, waits(copy))
    assert (copy.clock["beat"] == 2).all()


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
