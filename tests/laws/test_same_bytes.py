"""Law 1: the same episode, seed and orders give the same bytes, however they are computed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from laws.moments import ROOFS, legal_orders

from warbell import episodes
from warbell.engine import batch, percept
from warbell.engine.digest import digest
from warbell.engine.kernel import JIT
from warbell.engine.percept import Percept
from warbell.episodes import Episode

NAMES = [*episodes.names(), ROOFS]
BEATS = 40


def play(episode: Episode, seeds: np.ndarray, orders: np.ndarray, threads: int = 1) -> np.ndarray:
    """Digest of each world after each beat, uint64 [T + 1, E]; orders int32 [T, E, P]."""
    world = episode.start(seeds)
    view = percept.blank(world)
    batch.perceive(episode.ground, world, view, threads)
    digests = [digest(world)]
    for row in orders:
        batch.advance(episode.ground, world, view, np.ascontiguousarray(row), threads)
        digests.append(digest(world))
    return np.array(digests)


def recorded(episode: Episode, seeds: np.ndarray, beats: int = BEATS) -> np.ndarray:
    """Random possible orders for these worlds, int32 [T, E, P]."""
    rng = np.random.default_rng(5)
    world = episode.start(seeds)
    view: Percept = percept.blank(world)
    batch.perceive(episode.ground, world, view)
    rows = []
    for _ in range(beats):
        rows.append(legal_orders(view, rng))
        batch.advance(episode.ground, world, view, rows[-1])
    return np.array(rows)


@pytest.mark.parametrize("name", NAMES)
def test_threads_batches_and_order_do_not_matter(name: str) -> None:
    """1 and 2 threads, batches of 1, 7 and 256, and any order of the worlds in a batch."""
    episode = episodes.load(name)
    seeds = np.arange(256, dtype=np.uint64)
    orders = recorded(episode, seeds)
    whole = play(episode, seeds, orders)
    assert len(np.unique(whole[-1])) > 200, "the worlds must differ for this test to mean anything"
    np.testing.assert_array_equal(play(episode, seeds, orders, threads=2), whole)
    np.testing.assert_array_equal(play(episode, seeds[:7], orders[:, :7]), whole[:, :7])
    for e in (0, 100, 255):
        np.testing.assert_array_equal(play(episode, seeds[e : e + 1], orders[:, e : e + 1]), whole[:, e : e + 1])
    shuffled = np.random.default_rng(3).permutation(256)
    np.testing.assert_array_equal(play(episode, seeds[shuffled], orders[:, shuffled], threads=2), whole[:, shuffled])


def a_few_beats(name: str) -> np.ndarray:
    """Digests of two worlds of an episode over eight beats, uint64 [9, 2]."""
    episode, seeds = episodes.load(name), np.array([3, 4], np.uint64)
    return play(episode, seeds, recorded(episode, seeds, 8))


@pytest.fixture(scope="module")
def elsewhere() -> dict[str, list[list[int]]]:
    """The same of every episode, as a process says that runs the engine the other way: interpreted, if this is not."""
    code = (
        "import sys, json; sys.path.insert(0, sys.argv[1])\n"
        "from laws.test_same_bytes import NAMES, a_few_beats\n"
        "print(json.dumps({name: a_few_beats(name).tolist() for name in NAMES}))"
    )
    env = {**os.environ, "WARBELL_JIT": "0" if JIT else "1"}
    command = [sys.executable, "-c", code, str(Path(__file__).parent.parent)]
    return json.loads(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize("name", NAMES)
def test_interpreted_and_compiled_agree(name: str, elsewhere: dict[str, list[list[int]]]) -> None:
    """The same code as plain Python gives the same bytes."""
    assert a_few_beats(name).tolist() == elsewhere[name]
