"""What is measured is what is said: the fields, the legal orders, the infected that are awake."""

import numpy as np
import pytest

from warbell import bench
from warbell.bench.city import _figure
from warbell.bench.fields import city, field
from warbell.bench.figure import Course, timed
from warbell.bench.stretch import random_legal, stretch
from warbell.engine import codes as c
from warbell.engine.digest import digest


@pytest.fixture(scope="module")
def game():
    return stretch(field(), worlds=4, beats=6)


def test_the_field_is_the_one_the_figure_names(game):
    natures = game.world.bodies["nature"]
    assert (game.episode.sheets[0].height, game.episode.sheets[0].width) == (32, 32)
    assert game.world.hearts.shape == (4, 4)
    assert ((natures == c.SHAMBLER).sum(axis=1) == 16).all()
    assert ((natures == c.LISTENER).sum(axis=1) == 16).all()
    assert game.world.drones.shape[1] == 1


def test_everybody_lives_through_the_stretch(game):
    from warbell.engine.batch import advance

    world, percept = game.copy()
    for orders in game.orders:
        advance(game.episode.ground, world, percept, orders.copy())
    assert (world.clock["ending"] == c.RUNNING_STILL).all()
    assert (world.bodies["state"][:, :4] == c.UP).all()
    assert (world.clock["beat"] == 8 + game.beats).all()


def test_a_copy_begins_where_the_stretch_does(game):
    world, _ = game.copy()
    assert (digest(world) == digest(game.world)).all()
    assert (world.clock["beat"] == 8).all()


def test_random_orders_are_legal_and_differ(game):
    dice = np.random.default_rng(3)
    orders = random_legal(game.percept, dice)
    assert np.take_along_axis(game.percept.mask, orders[:, :, None], 2).all()
    assert len(np.unique(orders)) > 3


def test_the_infected_of_the_city_are_awake():
    figure = _figure(64, 300)
    assert figure.name == "city.64x64 with 300 infected"
    assert figure.value > 0
    assert len(city(64, 300).body_names) == 304


def test_the_best_of_repeats_is_the_least():
    times = iter([3.0, 1.0, 2.0])
    figure = Course("course", lambda: next(times), lambda seconds: 10 / seconds, "runs/s", repeats=3).figure()
    assert (figure.value, figure.cpu_seconds) == (10.0, 6.0)


def test_only_the_work_is_timed():
    seen = []
    once = timed(lambda: sum(range(3_000_000)), seen.append)
    assert once() < 0.01
    assert seen == [sum(range(3_000_000))]


def test_the_machine_is_named():
    assert {"processor", "cores", "python", "numba"} <= set(bench.machine())
