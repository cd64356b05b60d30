"""Datasets: rows that say what every seat knew, did and got, checked against games played again a beat at a time."""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from yard import yard

from warbell.branch import branch
from warbell.cli import main
from warbell.crew import crew
from warbell.dataset import write
from warbell.encode.paper import paper_of
from warbell.encode.presets import PRESETS, arrays_of, buffers, encode
from warbell.encode.words import ACTIONS
from warbell.episodes import brief
from warbell.files import write_atomically
from warbell.game import Game
from warbell.parts import Keeping, Shard
from warbell.replay import dump, load, steps
from warbell.runs import run

PAGE = Path(__file__).resolve().parents[2] / "docs/dataset.md"
SEEDS = range(7)


def loader():
    """What the page says one may load a dataset by."""
    (block,) = [text for text in re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL) if "def load" in text]
    assert len(block.split("def load")[1].strip().splitlines()) <= 20
    names = {}
    exec(block, names)
    return names["load"]


LOAD = loader()


@pytest.fixture(scope="module")
def games(tmp_path_factory):
    """Seven games of the yard: one by a person, one that changed hands after two beats."""
    folder, episode = tmp_path_factory.mktemp("games"), yard()
    paths = [Path(one.replay) for one in run(episode, dict.fromkeys(episode.seats, "sprint"), SEEDS, out=folder)]
    first = load(paths[0])
    write_atomically(
        paths[0], dump(replace(first, header=msgspec.structs.replace(first.header, minds=("person", "sprint"))))
    )
    write_atomically(paths[1], dump(branch(load(paths[1]), 2, {"ben": "caution"}, None)))
    return paths


def written(paths, out, preset="compact", threads=1, shard=None):
    with crew(threads=threads) as hand:
        return write(paths, preset, hand, Keeping(out, shard or Shard()))


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("preset", PRESETS)
def test_every_row_is_what_the_seat_knew_did_and_got(games, tmp_path, preset, monkeypatch):
    monkeypatch.setattr("warbell.dataset.writing.MOST_BYTES", 15_000)
    found = written(games, tmp_path, preset)
    assert (found.games, found.left_out) == (len(games), [])
    assert found.parts > 1
    (folder,) = found.folders
    columns, about, played = LOAD(tmp_path / folder)
    assert len(played) == found.rows
    assert about["actions"] == list(ACTIONS)
    assert about["preset"] == preset
    of_played = np.cumsum(played) - 1
    names = {path.name: path for path in games}
    for game in np.unique(columns["game"]):
        rows = np.flatnonzero(columns["game"] == game)
        replay = load(names[columns["replay"][rows[0]]])
        head, paper, many = replay.header, paper_of(brief(replay.episode)), len(replay.header.seats)
        assert set(columns["seed"][rows]) == {head.seed}
        assert set(columns["outcome"][rows]) == {head.outcome}
        scores = [int(step.world.clock["score"][0]) for step in steps(replay)]
        for step in steps(replay):
            seen = buffers(arrays_of(preset), 1, many)
            encode(step.percept, paper, seen)
            for p, seat in enumerate(head.seats):
                (row,) = rows[(columns["seat"][rows] == seat) & (columns["beat"][rows] == step.beat + 1)]
                for name, values in seen.items():
                    assert (columns[name][row] == values[0, p]).all()
                assert (columns["action_mask"][row] == step.percept.mask[0, p]).all()
                last = step.beat == head.beats
                assert played[row] != last
                if last:
                    continue
                order = columns["order"][of_played[row]]
                assert order == replay.orders[step.beat, p]
                assert columns["order_name"][of_played[row]] == ACTIONS[order]
                assert columns["reward"][of_played[row]] == scores[step.beat + 1] - scores[step.beat]
                ends = step.beat + 1 == head.beats
                assert columns["terminated"][row] == (ends and head.outcome in {"won", "lost"})
                assert columns["truncated"][row] == (ends and head.outcome == "timeout")


def test_who_held_a_seat_is_said_beat_by_beat(games, tmp_path):
    (folder,) = written(games, tmp_path).folders
    columns, _, _ = LOAD(tmp_path / folder)

    def holders(seed, seat):
        return [*columns["holder"][(columns["seed"] == seed) & (columns["seat"] == seat)]]

    assert set(holders(0, "ana")) == {"person"}
    assert set(holders(0, "ben")) == {"sprint"}
    changed = holders(1, "ben")
    assert changed == ["sprint"] * 2 + ["caution"] * (len(changed) - 2)
    assert len(changed) > 3


def test_neither_order_nor_threads_nor_shards_change_a_byte(games, tmp_path, monkeypatch):
    monkeypatch.setattr("warbell.dataset.writing.MOST_BYTES", 15_000)
    first = written(games, tmp_path / "one")
    assert first.made == first.parts > 2
    written(games[::-1], tmp_path / "two", threads=2)
    halves = [written(games, tmp_path / "three", shard=Shard(k, 2)) for k in (1, 2)]
    assert sum(half.rows for half in halves) == first.rows
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == contents(tmp_path / "three")
    assert written(games, tmp_path / "three") == first._replace(made=0)


def test_a_game_left_before_its_end_is_truncated(tmp_path):
    game = Game(yard(), [3])
    for _ in range(4):
        game.step(np.zeros((1, 2), int))
    (path,) = game.save(tmp_path / "left")
    (folder,) = written([Path(path)], tmp_path / "rows").folders
    columns, _, _ = LOAD(tmp_path / "rows" / folder)
    assert [*columns["truncated"]] == [False, False, False, True, False] * 2
    assert not columns["terminated"].any()
    assert set(columns["outcome"]) == {"abandoned"}


def test_what_does_not_verify_is_left_out_and_named(games, tmp_path, monkeypatch, capsys):
    def forged(path, name):
        replay = load(path)
        orders = replay.orders.copy()
        orders[0] = ACTIONS.index("wait"), ACTIONS.index("run south")
        write_atomically(tmp_path / name, dump(replace(replay, orders=orders)))
        return tmp_path / name

    cut = tmp_path / "cut.warbell"
    cut.write_bytes(games[2].read_bytes()[:-40])
    twice = tmp_path / "twice.warbell"
    twice.write_bytes(games[3].read_bytes())
    given = [*games, forged(games[4], "forged.warbell"), cut, twice, tmp_path / "none.warbell"]
    arguments = ["dataset", *given, "--out", tmp_path / "out", "--json"]
    monkeypatch.setattr(sys, "argv", ["warbell", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        main()
    said, err = capsys.readouterr()
    assert left.value.code == 0
    assert json.loads(said)["games"] == len(games)
    named = [line.split(":")[0].removeprefix("left out ").rsplit("/", 1)[-1] for line in err.splitlines()]
    assert sorted(named) == ["cut.warbell", "forged.warbell", "none.warbell", "twice.warbell"]
    (folder,) = json.loads(said)["folders"]
    columns, _, _ = LOAD(tmp_path / "out" / folder)
    assert set(columns["replay"]) == {path.name for path in games}


def test_it_fails_if_every_replay_is_left_out(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["warbell", "dataset", str(tmp_path / "none.warbell"), "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "0 games" in capsys.readouterr().out


def test_parts_of_another_dataset_are_refused(games, tmp_path, monkeypatch, capsys):
    written(games[:2], tmp_path)
    before = contents(tmp_path)
    monkeypatch.setattr(sys, "argv", ["warbell", "dataset", *map(str, games), "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "found a part of another dataset" in capsys.readouterr().err
    assert contents(tmp_path) == before
