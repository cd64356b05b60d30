"""Two engines side by side: one that is the same is found to be so, and what one changed rule changes is found."""

import os
import shutil
import subprocess
import sys

import numpy as np
import pytest
import same
from drawn import sources
from tree import LOCK, ROOT

from warbell.episodes import from_sources
from warbell.errors import BadInput

BEATS = 12


@pytest.fixture
def other(tmp_path, monkeypatch):
    """Another tree, to be changed; played as plain Python, which needs no compiling."""
    monkeypatch.setenv("WARBELL_JIT", "0")
    monkeypatch.setattr(same, "BATCH", 2)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("page", "__pycache__"))
    (tmp_path / LOCK).parent.mkdir()
    shutil.copy(ROOT / LOCK, tmp_path / LOCK)
    return tmp_path


def compared(tree, first=0, games=2):
    """What is found between another tree and this one in the first drawn episodes that are none of them refused."""
    pair, found = same.Pair(tree), same.Found()
    for game in same.random_games(first, BEATS):
        games -= pair.play(game, found)
        if not games:
            break
    for side in pair.sides:
        side.close()
    return found


def test_an_engine_plays_like_itself(other):
    found = compared(other)
    assert not found.first
    assert found.worlds == 4
    assert found.beats == 4 * BEATS
    assert found.events["refused"] > 0


def test_a_changed_rule_is_found_where_it_shows_first(other):
    path = other / "src/warbell/engine/tuning.py"
    path.write_text(path.read_text().replace("hunger_every: int = 6", "hunger_every: int = 5"))
    found = compared(other)
    assert found.differing == 4
    line = found.first["percept.me.hunger"]
    assert "beat 5, seat 0: old" in line
    assert "percept.known" not in found.first


def test_a_moved_order_is_the_same_order(other):
    path = other / "src/warbell/engine/codes.py"
    text = path.read_text()
    head, verbs = text.split("VERBS = (")[0], text.split("VERBS = (")[1]
    head = head.replace("STEP, RUN, SNEAK, LINK, STRIKE", "RUN, STEP, SNEAK, LINK, STRIKE")
    path.write_text(head + "VERBS = (" + verbs.replace('"step", "run", "sneak"', '"run", "step", "sneak"', 1))
    assert not compared(other).first


def test_an_episode_that_only_one_side_takes_is_a_difference(other):
    path = other / "src/warbell/episodes/schema.py"
    path.write_text(path.read_text().replace("    briefing: Text\n", "    briefing: Text\n    moral: Text\n"))
    found = compared(other, games=1)
    assert "moral" in found.first["reading"]
    assert found.differing == 1


def test_one_in_four_drawn_episodes_is_taken_at_least_and_together_they_say_everything():
    """What fits together is left to luck; the more there is to agree, the less often it does."""
    taken, words = 0, ""
    for seed in range(100):
        files = sources(seed)
        try:
            episode = from_sources(files, played=True)
        except BadInput:
            continue
        taken += 1
        words += files["episode.toml"].decode()
        world = episode.start(np.arange(2, dtype=np.uint64))
        assert len(world.clock) == 2
    assert taken >= 25
    for key in ("after", "back", "bitten", "gap", "holds", "latch", "none_of", "scatter", "toward", "with"):
        assert f"{key} = " in words, key


def test_both_sides_of_a_race_run_this_trees_benchmarks(other):
    shutil.rmtree(other / "src/warbell/bench")
    lines = ["from pace import ROOT, take_benchmarks_from", "take_benchmarks_from(ROOT / 'src/warbell/bench')"]
    lines += ["from warbell.bench import courses", "print(courses.__file__, courses.advance.__code__.co_filename)"]
    path = os.pathsep.join((str(other / "src"), str(ROOT / "scripts/sides")))
    env = {**os.environ, "PYTHONPATH": path}
    said = subprocess.run([sys.executable, "-c", "\n".join(lines)], env=env, capture_output=True, text=True, check=True)
    bench, engine = said.stdout.split()
    assert bench.startswith(str(ROOT))
    assert engine.startswith(str(other))
