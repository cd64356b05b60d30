"""The numbers of the rules at their bounds: compiled and interpreted engine agree, and nothing overflows."""

import dataclasses
import json
import os
import subprocess
import sys

import numpy as np
import pytest
from laws.moments import ROOFS, legal_orders
from often import NIGHT

from warbell import episodes
from warbell.bench.fields import field
from warbell.engine import batch, percept
from warbell.engine import codes as c
from warbell.engine.digest import digest
from warbell.engine.tuning import Tuning, bounds
from warbell.episodes import Episode, from_sources
from warbell.errors import BadInput

NAMES = [each.name for each in dataclasses.fields(Tuning)]
BEATS = 5
Numbers = dict[str, int]


def tuned(of: Episode, numbers: Numbers) -> Episode:
    """An episode with these numbers of the rules instead of its own."""
    sources = dict(of.sources)
    head = sources["episode.toml"].decode().partition("[tuning]")[0]
    lines = "".join(f"{name} = {value}\n" for name, value in numbers.items())
    sources["episode.toml"] = f"{head}\n[tuning]\n{lines}".encode()
    return from_sources(sources, of.name, played=True)


def cases() -> list[Numbers]:
    """All numbers at their least, all at their most, mixtures in which any two differ; at night each alone as well."""
    found = [{name: bounds(name)[k] for name in NAMES} for k in (0, 1)]
    found += [{name: bounds(name)[k >> half & 1] for k, name in enumerate(NAMES)} for half in range(8)]
    return found + ([{name: bound} for name in NAMES for bound in bounds(name)] if NIGHT else [])


def play(numbers: Numbers) -> list[list[int]]:
    """Digests of two worlds of two episodes over some beats of random possible orders."""
    rows = []
    for of in (field(people=6), episodes.load(ROOFS)):
        episode, dice = tuned(of, numbers), np.random.default_rng(5)
        world = episode.start(np.array([3, 4], np.uint64))
        view = percept.blank(world)
        batch.perceive(episode.ground, world, view)
        for _ in range(BEATS):
            batch.advance(episode.ground, world, view, legal_orders(view, dice))
            rows.append(digest(world).tolist())
    return rows


def test_compiled_and_interpreted_agree_at_all_bounds() -> None:
    said = "from laws.test_bounds import *; print(json.dumps([*map(play, cases())]))"
    done = subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "-c", said],  # NumPy warns of what overflows
        env={**os.environ, "WARBELL_JIT": "0", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    for numbers, rows in zip(cases(), json.loads(done.stdout), strict=True):
        assert play(numbers) == rows, numbers


@pytest.mark.parametrize("name", NAMES)
def test_a_number_beyond_its_bounds_is_refused(name: str) -> None:
    least, most = bounds(name)
    for beyond in (least - 1, most + 1):
        with pytest.raises(BadInput, match=f"found {beyond}, expected a whole number from {least} to {most}"):
            tuned(field(), {name: beyond})


def crowd(infected: int, light: int) -> Episode:
    """So many shamblers under one drone, and somebody who wins in the beat in which it strikes them."""
    side = 2 * light + 4
    rows = ["#" * side, *("#" + "." * (side - 2) + "#" for _ in range(side - 2)), "#" * side]
    rows[side // 2] = rows[side // 2][: side // 2] + "d" + rows[side // 2][side // 2 + 1 :]
    rows[1], rows[2] = "#a" + rows[1][2:], "#x" + rows[2][2:]
    sheet = "\n".join([*rows, "---", "a floor", "x street exit", "d street"])
    text = f"""\
name = "crowd"
title = "Crowd"
place = "A square"
briefing = "Wait."
beats = 9
sheets = [{{ name = "square" }}]
seats = [{{ id = "ana", title = "Ana", start = "a", target = "x" }}]
drones = [{{ name = "Kestrel", route = ["d"] }}]
[[infected]]
kind = "shambler"
count = {infected}
at = "square"
asleep = true
[[objectives]]
name = "stayed"
kind = "survive"
need = 2
[[endings]]
name = "won"
outcome = "won"
text = "Won."
all_of = ["stayed"]
[tuning]
drone_light = {light}
drone_patience = 1
"""
    return from_sources({"episode.toml": text.encode(), "square.txt": sheet.encode()})


@pytest.mark.interpreted
def test_a_disc_over_a_crowd_loses_no_event() -> None:
    episode = crowd(300, 12)
    world = episode.start(np.zeros(1, np.uint64))
    for _ in range(2):
        batch.play(episode.ground, world, np.zeros((1, 1), np.int32))
    kinds = world.events["kind"][0][: world.clock["events"][0]].tolist()
    assert kinds.count(c.DRONE_STRUCK) > 200
    assert kinds.count(c.GOAL_MET) == 1
    assert kinds.count(c.ENDED) == 1


def test_nobody_is_blind_by_too_good_eyes() -> None:
    assert bounds("dark_sight") == (0, c.SIGHT)
