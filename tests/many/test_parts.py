"""Runs in parts: the same bytes however they are shared out, nothing played twice, nothing half there."""

import json
import sys

import pytest
from yard import MAIN, SHEET, yard

from warbell.cli import main
from warbell.crew import crew
from warbell.episodes import brief
from warbell.games import Games, in_parts
from warbell.lab import ablate as experiment
from warbell.lab.trials import Unfinished
from warbell.parts import Keeping, Shard, fulfil
from warbell.plans import parse
from warbell.runs import run

YARD = yard()
HELD = dict.fromkeys(YARD.seats, "sprint")
SEEDS = range(5, 33)


@pytest.fixture
def warbell(monkeypatch, capsys, tmp_path):
    """Call `warbell ARGS...` in a folder with the yard: its exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "yard").mkdir()
    (tmp_path / "yard" / "episode.toml").write_text(MAIN)
    (tmp_path / "yard" / "yard.txt").write_text(SHEET)

    def call(*args):
        monkeypatch.setattr(sys, "argv", ["warbell", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code, *capsys.readouterr()

    return call


@pytest.fixture
def played(monkeypatch):
    """The seeds of parts, as they are played."""
    seen = []
    make = Games.make

    def counted(self, stop=None):
        seen.append(self.seeds)
        return make(self, stop)

    monkeypatch.setattr(Games, "make", counted)
    return seen


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(folder, parts, threads=1):
    with crew(threads=threads) as hand:
        return fulfil(parts, hand, Keeping(folder))


def test_two_shards_and_one_run_leave_the_same_bytes_and_what_run_says(warbell, tmp_path):
    seeds = ("--seeds", "60:140")
    code, said, _ = warbell("run", "yard", "--mind", "sprint", *seeds, "--parts", "--out", "one", "--json")
    assert code == 0
    results = json.loads(said)["results"]
    assert [result["seed"] for result in results] == list(range(60, 140))
    for shard in ("2/2", "1/2"):
        code, said, _ = warbell("run", "yard", "--mind", "sprint", *seeds, "--shard", shard, "--out", "two")
        assert (code, "made now" in said) == (0, True)
    assert not (tmp_path / "two" / "results.parquet").exists()
    code, said, _ = warbell("run", "yard", "--mind", "sprint", *seeds, "--parts", "--out", "two", "--json")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    same = [{**result, "replay": result["replay"].replace("one", "two")} for result in results]
    assert json.loads(said)["results"] == same
    plain = run(YARD, HELD, [60, 139], out=tmp_path / "plain")
    assert [results[0]["digest"], results[-1]["digest"]] == [one.digest for one in plain]
    for name in ("seed-60.warbell", "seed-139.warbell"):
        assert (tmp_path / "plain" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()


def test_only_what_is_missing_or_not_whole_is_played_again(tmp_path, played):
    parts = in_parts(YARD, HELD, None, SEEDS, most=8, filmed=True)
    assert [part.seeds for part in parts] == [range(5, 8), range(8, 16), range(16, 24), range(24, 32), range(32, 33)]
    assert made(tmp_path, parts[:2]) == 2
    assert made(tmp_path, parts, threads=2) == 3
    assert sorted(seeds.start for seeds in played) == [5, 8, 16, 24, 32]
    whole = contents(tmp_path)
    played.clear()
    assert made(tmp_path, parts) == 0
    cut, swapped, gone = (tmp_path / parts[k].names[-1] for k in range(3))
    swapped.write_bytes(cut.read_bytes())
    cut.write_bytes(cut.read_bytes()[:-100])
    gone.unlink()
    (tmp_path / "seed-25.warbell").unlink()
    assert made(tmp_path, parts) == 4
    assert sorted(seeds.start for seeds in played) == [5, 8, 16, 24]
    assert contents(tmp_path) == whole


def test_what_ends_a_run_leaves_the_parts_that_were_made(tmp_path):
    parts = in_parts(YARD, HELD, None, SEEDS, most=8, filmed=False)
    seen = []

    def enough(games):
        seen.append(games)
        if len(seen) == 3:  # the first says what was there before
            raise KeyboardInterrupt

    with crew(threads=1) as hand, pytest.raises(KeyboardInterrupt):
        fulfil(parts, hand, Keeping(tmp_path), enough)
    assert len(contents(tmp_path)) == 2
    assert made(tmp_path, parts) == 3


def test_a_part_is_named_after_all_that_it_depends_on(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    for name, step in (("mind_a", 0), ("mind_b", 1)):
        (tmp_path / f"{name}.py").write_text(
            f"class M:\n def __init__(s, b, w, n): pass\n def decide(s, p, o): o[:] = {step}\n"
        )
    plan = parse("plan 1\nana: e\nben: e\n", "a.plan", brief(YARD))
    other = parse("plan 1\nana: e\nben: w\n", "b.plan", brief(YARD))
    planned = dict.fromkeys(YARD.seats, "plan")
    cast = [
        (HELD, None, range(9)),
        (HELD, None, range(1, 9)),
        (HELD, None, range(8)),
        ({**HELD, "ben": "wait"}, None, range(9)),
        (planned, plan, range(9)),
        (planned, other, range(9)),
        (dict.fromkeys(HELD, "mind_a:M"), None, range(9)),
    ]
    keys = [in_parts(YARD, held, its, seeds, filmed=False)[0].key for held, its, seeds in cast]
    assert len(set(keys)) == len(keys)
    # The text of a mind of one's own counts, not only its name.
    before = in_parts(YARD, dict.fromkeys(HELD, "mind_b:M"), None, range(9), filmed=False)[0].key
    from warbell import games

    games._module.cache_clear()
    (tmp_path / "mind_b.py").write_text((tmp_path / "mind_b.py").read_text() + "# another\n")
    assert in_parts(YARD, dict.fromkeys(HELD, "mind_b:M"), None, range(9), filmed=False)[0].key != before


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/0"])
def test_a_shard_that_is_none_is_one_clear_line(warbell, shard, tmp_path):
    code, out, err = warbell("run", "yard", "--shard", shard, "--out", "x")
    assert (code, out) == (2, "")
    assert "--shard" in err
    assert "as in 1/4" in err
    assert not (tmp_path / "x").exists()


def test_shards_of_an_ablation_come_to_the_table_of_one_and_play_nothing_twice(tmp_path, played, monkeypatch):
    def few(make):
        return lambda *args, **options: [*make(*args, **options)][:4]

    for name in ("variants", "teams", "hasty", "scripts", "naive_plans"):
        monkeypatch.setattr(experiment, name, few(getattr(experiment, name)))
    plan = parse("plan 1\nana: @yard:10,15\n", "bare.plan", brief(YARD))

    def table(keeping=None):
        return experiment.ablate(YARD, plan, range(3), 1, keeping=keeping)

    whole = table()
    played.clear()
    first, second = (Keeping(tmp_path, Shard(number, 2)) for number in (1, 2))
    for keeping in (first, second):  # the second finds the sieving done, and plays its share of the table
        with pytest.raises(Unfinished):
            table(keeping)
    assert table(first) == whole
    count = len(played)
    assert count == len(contents(tmp_path))
    assert table(second) == whole
    assert len(played) == count
