"""Skirmishes on maps made of a seed: playable, always the same, harder by their difficulty and by nothing else."""

import hashlib
import tomllib
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from often import often

from warbell.episodes import SPLITS, from_sources, skirmish
from warbell.errors import BadInput

STYLES = ("rooms", "streets", "maze")
KINDS = ("shambler", "listener", "climber", "mimic")


def rows(episode):
    return episode.sources["map.txt"].decode().partition("\n---")[0].split("\n")


def table(episode):
    return tomllib.loads(episode.sources["episode.toml"].decode())


def walked_to(grid, start):
    """All cells that can be walked to, through doors as well."""
    reached, waiting = {start}, [start]
    while waiting:
        y, x = waiting.pop()
        for cell in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if grid[cell[0]][cell[1]] != "#" and cell not in reached:
                reached.add(cell)
                waiting.append(cell)
    return reached


@settings(max_examples=often(25), deadline=None)
@given(
    style=st.sampled_from(STYLES),
    layout=st.integers(0, 2**32 - 1),
    size=st.integers(16, 36),
    seats=st.integers(1, 16),
    thousandths=st.integers(0, 1000),
    mix=st.dictionaries(st.sampled_from(KINDS), st.integers(1, 9), min_size=1),
)
def test_every_layout_can_be_played(style, layout, size, seats, thousandths, mix):
    options = {"layout_seed": layout, "size": size, "difficulty": thousandths / 1000, "mix": mix}
    episode = skirmish(style, seats, **options)  # from_sources has checked it: an ending can be won in its beats
    assert skirmish(style, seats, **options).sources == episode.sources
    grid, said = rows(episode), table(episode)
    assert len(grid) == size
    assert {len(row) for row in grid} == {size}
    assert all({row[0], row[-1]} == {"#"} for row in grid)
    cells = {(y, x): grid[y][x] for y in range(size) for x in range(size)}
    starts = [cell for cell, drawn in cells.items() if drawn == "o"]
    assert len(starts) == seats
    assert walked_to(grid, starts[0]) == {cell for cell, drawn in cells.items() if drawn != "#"}
    assert "E" in cells.values()
    counts = {kind: sum(p["count"] for p in said["infected"] if p["kind"] == kind) for kind in KINDS}
    total, shares = sum(counts.values()), sum(mix.values())
    assert total == len(episode.body_names) - seats > 0
    assert all(abs(counts[kind] - total * mix.get(kind, 0) / shares) < 1 for kind in KINDS)


@pytest.mark.parametrize("style", STYLES)
def test_another_layout_seed_is_another_map(style):
    seeds = [*range(9), *SPLITS["validation"][:5], 2**32 - 1]
    assert len({tuple(rows(skirmish(style, layout_seed=seed, size=16))) for seed in seeds}) == len(seeds)


def test_layouts_are_those_that_they_always_were():
    """Results are told by layout seeds: whoever changes a map breaks what others have reported."""
    drawn = {style: hashlib.sha256("\n".join(rows(skirmish(style, layout_seed=7))).encode()) for style in STYLES}
    assert {style: digest.hexdigest()[:16] for style, digest in drawn.items()} == {
        "rooms": "a060b9298a2c88fc",
        "streets": "e813adaa3b57915c",
        "maze": "9b660a5a3d2ba6d5",
    }


@pytest.mark.parametrize("style", STYLES)
def test_difficulty_changes_the_threat_and_not_the_map(style):
    levels = [skirmish(style, layout_seed=11, difficulty=step / 8) for step in range(9)]
    assert len({episode.sources["map.txt"] for episode in levels}) == 1
    said = [table(episode) for episode in levels]
    awake = [sum(part["count"] for part in one["infected"] if not part.get("asleep")) for one in said]
    there = [sum(part["count"] for part in one["infected"]) for one in said]
    healers = [sum("medicine" in seat["pack"] for seat in one["seats"]) for one in said]
    assert awake == sorted(set(awake)), "more at every step"
    assert there == sorted(set(there))
    assert healers == sorted(healers, reverse=True)
    assert (healers[0], healers[-1], there[0] > awake[0], there[-1] == awake[-1]) == (4, 0, True, True)


def test_nobody_starts_under_a_drone():
    flown = 0
    for seed in (*range(8), 43, 85, 177):  # the last three have starts in the middle of the map
        episode = skirmish("streets", layout_seed=seed)
        if episode.drone_names:
            flown += 1
            world = episode.start(np.arange(4, dtype=np.uint64))
            drones = np.stack([world.drones["y"], world.drones["x"]], axis=-1)
            assert (np.abs(drones - episode.starts[:, None, None]).max(axis=-1) > 3).all(), "as far as its light goes"
    assert flown > 3


def test_no_layout_seed_is_in_two_ranges():
    assert list(SPLITS) == ["train", "validation", "test"]
    for one, other in combinations(SPLITS.values(), 2):
        assert one.stop <= other.start or other.stop <= one.start
    assert all(skirmish("rooms", layout_seed=seeds[-1], size=16) for seeds in SPLITS.values())


def test_it_stands_by_itself_and_says_what_it_is():
    episode = skirmish("maze", layout_seed=12, difficulty=0.25, infected=5)
    assert (episode.name, episode.title) == ("skirmish-maze-12-d250", "Skirmish: maze, layout 12, difficulty 0.25")
    assert len(episode.body_names) == 4 + 5
    assert from_sources(episode.sources).digest == episode.digest
    assert skirmish("maze", layout_seed=12, difficulty=0.2504, infected=5).digest == episode.digest, "in thousandths"


def test_whole_numbers_of_numpy_are_whole_numbers():
    layout = np.random.default_rng(0).choice(SPLITS["validation"])
    named = skirmish("rooms", layout_seed=layout, size=np.int64(16)).name
    assert named == skirmish("rooms", layout_seed=int(layout), size=16).name


@pytest.mark.parametrize(
    "on, options, line",
    [
        ("room", {}, "on: found 'room', expected rooms, streets, maze, or a MovingAI map file"),
        ("rooms", {"seats": 0}, "seats: found 0, expected from 1 to 64"),
        ("rooms", {"seats": 64, "size": 16}, "rooms 0: found 1"),
        ("rooms", {"size": 15}, "size: found 15, expected a whole number from 16 to 256"),
        ("rooms", {"layout_seed": -1}, "layout_seed: found -1, expected a whole number from 0 to 4294967295"),
        ("rooms", {"layout_seed": 1.5}, "layout_seed: found 1.5, expected a whole number"),
        ("rooms", {"difficulty": 1.001}, "difficulty: found 1.001, expected a number from 0 to 1"),
        ("rooms", {"difficulty": float("nan")}, "difficulty: found nan, expected a number from 0 to 1"),
        ("rooms", {"infected": 9999}, "infected: found 9999, expected at most "),
        ("rooms", {"mix": {"runner": 1}}, "mix: found 'runner', expected one of shambler, listener, climber, mimic"),
        ("rooms", {"mix": {"mimic": 0.5}}, "mix: found mimic=0.5, expected a whole number from 0 to 1000"),
        ("rooms", {"mix": ["mimic"]}, "mix: found ['mimic'], expected shares by kind"),
        ("rooms", {"mix": {}}, "mix: found no share over 0, expected one kind at least"),
        (
            "a.map",
            {"layout_seed": 1},
            "layout_seed: found the map a.map, expected it with a style: rooms, streets, maze",
        ),
        ("a.map", {"difficulty": 0}, "difficulty: found the map a.map, expected it with a style"),
    ],
)
def test_what_no_skirmish_can_be_made_of(on, options, line):
    with pytest.raises(BadInput) as caught:
        skirmish(on, **options)
    assert str(caught.value).startswith(line)
