"""Observations: the same shapes in every episode, values in their ranges, and what a slow reader makes of percepts."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from laws.moments import moments
from naive.vectors import Observer
from naive.worlds import ask, plain, some_orders, worlds
from often import often

import warbell
from warbell.encode import arrays
from warbell.encode.columns import GRID, NEVER
from warbell.encode.paper import paper_of
from warbell.encode.presets import COMPACT, FULL, PRESETS, arrays_of, buffers, encode
from warbell.engine import batch, codes
from warbell.engine import percept as percepts
from warbell.engine.codes import SIGHT
from warbell.engine.world import waits
from warbell.envs import Batch
from warbell.episodes import brief, load


def observe(percept, public, preset=FULL):
    """Fresh arrays, of values that no observation has wherever nothing is written."""
    out = buffers(arrays_of(preset), *percept.me.shape)
    for array in out.values():
        array[:] = 77
    encode(percept, paper_of(public), out)
    return out


def inside(out, preset):
    """All values are in the ranges of their columns and layers."""
    names, (low, high) = np.array(arrays.columns(preset)), arrays.bounds(preset)
    vectors = out["observation"].reshape(-1, len(names))
    wrong = (vectors < low) | (vectors > high)
    assert not wrong.any(), [*zip(names[wrong.any(0)], vectors.max(0)[wrong.any(0)], strict=True)]
    for name, array in arrays_of(preset).items():
        assert array.low <= out[name].min() <= out[name].max() <= array.high
    for k, layer in enumerate(GRID):
        assert preset == COMPACT or out["grid"][:, :, k].max() <= layer.high, layer.name


def agree(percept, public, seats):
    """Some seats' observations are those of the slow reader."""
    slow = Observer(public, percept)
    for preset in PRESETS:
        out = observe(percept, public, preset)
        inside(out, preset)
        for e, p in seats:
            got = dict(zip(arrays.columns(preset), out["observation"][e, p].tolist(), strict=True))
            assert got == dict(zip(got, slow.vector(preset, e, p), strict=True))
    for e, p in seats[:1]:
        for name, layer, wanted in zip(arrays.LAYERS, out["grid"][e, p], slow.grid(e, p), strict=True):
            np.testing.assert_array_equal(layer, wanted, name)


@pytest.mark.parametrize("name", ["curfew", "garden"])
def test_observations_are_what_a_slow_reader_makes_of_percepts(name):
    for at in moments(load(name), 4, (5, 60)):
        agree(at.now, brief(at.episode), [(1, 0), (1, 3), (2, 2), (3, 1)])


@pytest.mark.interpreted
@pytest.mark.bounds
@given(worlds())
@settings(max_examples=often(12), deadline=None, suppress_health_check=list(HealthCheck))
def test_random_worlds_read_the_same_and_keep_to_the_ranges(case):
    ground, world = case.ground, case.world
    percept = percepts.blank(world)
    batch.perceive(ground, world, percept)
    (state,) = plain(ground, world)
    batch.advance(ground, world, percept, ask(world, state, some_orders(case.dice, state)))
    seats = waits(world).shape[1]
    public = SimpleNamespace(
        chart=percepts.chart(ground), beats=40, seats=("x",) * seats, targets=np.stack([ground.exits] * seats)
    )
    agree(percept, public, [(0, seats - 1)])


def test_every_episode_is_observed_in_the_same_shapes():
    for preset in PRESETS:
        shapes = {
            tuple(array.shape[2:] for array in warbell.Game(load(name), [1]).observe(preset).values())
            for name in ("curfew", "garden", "lesson")
        }
        assert shapes == {tuple(array.shape for array in arrays_of(preset).values())}
        columns = [k for part in arrays.layout(preset).values() for k in range(part.start, part.stop)]
        assert columns == [*range(len(arrays.columns(preset)))]


def test_observations_by_hand(played, replay):
    percept, public = played[1].percept, brief(replay.episode)
    out = observe(percept, public)
    told = dict(zip(arrays.columns(FULL), out["observation"][0, 0].tolist(), strict=True))
    assert (told["self.beat"], told["self.rate"], told["pack.food"]) == (1, percept.me["rate"][0, 0], 1)
    assert [told[f"mates.0.{name}"] for name in ("there", "age", "dy", "dx")] == [1, 0, 0, 1], "Ben, to the east"
    assert (told["mates.1.there"], told["mates.1.age"]) == (1, NEVER), "Cem, behind a wall"
    assert not told["mates.2.there"]
    assert not told["infected.0.there"]
    layer = dict(zip(arrays.LAYERS, out["grid"][0, 0], strict=True))
    assert layer["person"][SIGHT, SIGHT : SIGHT + 2].tolist() == [codes.MAX_PERSONS + 1, 1], "Ana herself, and Ben"
    assert layer["solid"][0, 0] == 1, "beyond the atlas"
    assert layer["way"][SIGHT, SIGHT] == told["target.steps"]
    assert layer["place"][SIGHT, SIGHT + 5] == 2 + len(codes.LINKS) + codes.DOOR, "on paper, five cells to the east"
    assert not layer["door"].any(), "too far to be seen in the dark"
    later = dict(zip(arrays.LAYERS, observe(played[11].percept, public)["grid"][0, 0], strict=True))
    assert later["door"][SIGHT - 1, SIGHT] == 1 + played[11].percept.fixtures["state"].max(), "the door, now beside her"


def test_who_follows_the_way_gets_there():
    """Alone on a lit street nothing is in the way: steps go down by one each beat."""
    game = warbell.Game(load("curfew"), [3])
    part = arrays.layout(COMPACT)["target"]
    before = None
    for _ in range(12):
        steps, *ways, _ = game.observe()["observation"][0, 0, part].tolist()
        step = int(codes.VERB_BASE[codes.STEP]) + ways.index(1)
        if before is not None:
            assert steps == before - 1
        before = steps if game.masks[0, 0, step] else None
        orders = np.zeros((1, 4), int)
        orders[0, 0] = step
        game.step(orders)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("threads", [1, 2])
def test_a_batch_observes_in_passing_what_its_game_observes_afterwards(preset, threads):
    played = Batch(load("curfew"), range(6), preset=preset, threads=threads)
    kept, dice = {**played.observation}, np.random.default_rng(1)
    for _ in range(6):
        played.step((played.action_mask * dice.random(played.action_mask.shape)).argmax(-1))
        played.restart([2], [dice.integers(99)])
        for name, array in played.game.observe(preset).items():
            np.testing.assert_array_equal(played.observation[name], array)
            assert played.observation[name] is kept[name], "brought up to date in place"


def test_a_batch_tells_timeouts_from_ends():
    played = Batch(load("curfew"), range(3))
    for _ in range(240):
        played.step(np.zeros((3, 4), int))
    endings = [end.outcome for end in played.game.outcomes]
    assert played.truncated.tolist() == [outcome == "timeout" for outcome in endings]
    assert played.terminated.tolist() == [outcome != "timeout" for outcome in endings]
    assert not played.game.step(np.zeros((3, 4), int))[0].any(), "an ended world gives nothing any more"
