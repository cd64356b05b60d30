"""The experiment: rows that are paired and can be played again, the same on any number of processes, in three files."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from math import sqrt
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import yard
from scores import BRIEF, EPISODE, EVERYTHING

from warbell.cli import main
from warbell.lab.ablate import Ablation, Row, ablate
from warbell.lab.law import Figure, law
from warbell.lab.rivals import BLIND, NAIVE, SAME, SHORT, UNTOLD, WRITTEN, teams, unlike, variants
from warbell.lab.statistics import Interval, wilson
from warbell.lab.trials import Players, Trial
from warbell.plans import parse
from warbell.runs import run

SEEDS = range(3, 8)


@pytest.fixture
def warbell(monkeypatch, capsys, tmp_path):
    """Call `warbell ablate ARGS...` in a folder with the yard and a plan: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    write_yard(tmp_path)

    def call(*args):
        monkeypatch.setattr(sys, "argv", ["warbell", "ablate", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            main()
        return (left.value.code, *capsys.readouterr())

    return call


def write_yard(folder):
    (folder / "yard").mkdir()
    (folder / "yard" / "episode.toml").write_text(yard.MAIN)
    (folder / "yard" / "yard.txt").write_text(yard.SHEET)
    (folder / "my.plan").write_text(EVERYTHING)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The yard's ablation by the command, on one process and on two: for each, the JSON document and the folder."""
    folder = tmp_path_factory.mktemp("ablate")
    write_yard(folder)
    found = []
    for workers in ("1", "2"):
        command = [sys.executable, "-m", "warbell", "ablate", "yard", "--plan", "my.plan", "--json"]
        command += ["--seeds", f"{SEEDS.start}:{SEEDS.stop}", "--workers", workers, "--out", workers]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        found.append((done.stdout, folder / workers))
    return found


def refuse(constant):
    raise AssertionError(f"{constant} is no JSON")


def read(played):
    text, folder = played[0]
    with (folder / "ablation.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    return json.loads(text, parse_constant=refuse), table, (folder / "ablation.svg").read_text()


def test_how_many_processes_play_changes_no_byte(played):
    (one, first), (two, second) = played
    assert one == two
    names = sorted(path.name for path in first.iterdir())
    assert names == ["ablation.csv", "ablation.svg"], "and nothing half-written beside them"
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_the_table_the_document_and_the_picture_agree(played):
    document, table, picture = read(played)
    assert (document["episode"], document["seeds"]) == ("yard", [SEEDS.start, SEEDS.stop])
    assert [{key: str(value) for key, value in row.items()} for row in document["rows"]] == table
    drawn = [text.text for text in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]
    for row in document["rows"]:
        assert row["name"] in drawn
        assert row["group"] in drawn
    rates = [f"{row['won']:.0f}  ({row['score']:.0f})" for row in document["rows"]]
    assert [text for text in drawn if "  (" in text] == rates


def test_a_row_can_be_played_again_and_is_paired_with_the_plan_seed_by_seed(played):
    """Its numbers come from the plan in it, one game at a time, and a t interval of the table's own 2.776."""
    document, _, _ = read(played)

    def games(text):
        plan = parse(text, "row", BRIEF)
        return [run(EPISODE, dict.fromkeys(EPISODE.seats, "plan"), [seed], plan=plan)[0] for seed in SEEDS]

    first = games(document["rows"][0]["plan"])
    by_plan = [row for row in document["rows"] if row["plan"] and row["group"] != "one seat"]
    for row in by_plan[::9]:
        found = games(row["plan"])
        change = np.array([game.score - before.score for game, before in zip(found, first, strict=True)], float)
        half = 2.77645 * change.std(ddof=1) / sqrt(len(change))
        ends = (change.mean(), change.mean() - half, change.mean() + half)
        assert (row["change"], row["change_low"], row["change_high"]) == pytest.approx(ends, abs=1e-3 * half + 1e-9)
        won = wilson(sum(game.outcome == "won" for game in found), len(found))
        assert (row["won"], row["won_low"], row["won_high"]) == won
        assert row["beats"] == sum(game.beats for game in found) / len(found)
        assert row["lost"] == sum(game.dead + game.turned for game in found) / len(found)


def test_every_kind_of_row_is_there_and_none_twice(played):
    document, _, _ = read(played)
    rows = document["rows"]
    assert rows[0]["name"] == WRITTEN
    assert rows[0]["change"] == rows[0]["change_low"] == rows[0]["change_high"] == 0
    groups = list(dict.fromkeys(row["group"] for row in rows))
    assert groups == ["the plan", "one seat", "minds", SAME, SHORT, UNTOLD, BLIND, NAIVE]
    cuts = [row["name"] for row in rows if row["group"] == "the plan"]
    assert cuts[1:8] == [
        "at a run", "at a sneak", "without clocks", "without cues", "without words", "without comfort",
        "without reflexes",
    ]  # fmt: skip
    told = [(row["group"], row["name"]) for row in rows]
    assert len(set(told)) == len(told)
    for field in document["fields"]:
        rates = [rate for _, rate in field["rates"]]
        assert len(rates) == field["plans"]
        assert rates == sorted(rates, reverse=True)
        best = [name for name, _ in field["rates"]][:6]
        assert [row["name"] for row in rows if row["group"] == field["group"]] == best


def test_a_plan_is_not_robbed_of_what_it_does_not_have():
    bare = parse("plan 1\nana: @@yard:10,15\nben: @@yard:10,15\n", "bare.plan", BRIEF)
    names = [trial.name for trial in unlike(variants(EPISODE, bare))]
    assert names[:2] == ["as written", "at a sneak"]
    assert not [name for name in names if name.startswith(("without", "at a run"))]
    alone = parse("plan 1\nana: e\n", "alone.plan", BRIEF)
    assert not [
        trial for trial in unlike(teams(EPISODE, alone)) if trial.name.startswith("ben is") and trial.plan is None
    ]
    assert "ben is 5 beats late" not in [trial.name for trial in teams(EPISODE, alone)]


def test_a_plan_of_nothing_but_a_walk_goes_through_all_of_it():
    bare = parse("plan 1\nana: @yard:10,15\n", "bare.plan", BRIEF)
    stages = []
    result = ablate(EPISODE, bare, range(3), 1, lambda what, games: stages.append((what, games)))
    assert [what for what, _ in stages] == [
        "watching the plan", "sieving", "playing"
    ]  # fmt: skip
    assert {figure.name for figure in law(result)} >= {"the plan wins", "caution in all seats"}
    assert "ben" not in result.rows[0].plan


def test_progress_tells_of_every_game_and_results_come_in_the_order_of_seeds():
    seeds = range(90)
    trials = [Trial("g", mind, dict.fromkeys(EPISODE.seats, mind)) for mind in ("wait", "sprint")]
    counted = []
    with Players(EPISODE, 1) as players:
        found = players.play(trials, seeds, counted.append)
    assert sum(counted) == 180
    assert [[result.seed for result in each] for each in found] == [list(seeds)] * 2
    assert found[1] == run(EPISODE, trials[1].held, seeds)


def row(group, name, won, score, change=0.0):
    one = Interval(score, score - 10, score + 10)
    return Row(group, name, 100, wilson(won, 100), one, Interval(change, change - 20, change + 20), 9, 1, 1, "")


def invented(**won):
    rates = {WRITTEN: 95, SAME: 3, SHORT: 4, NAIVE: 20, BLIND: 10, UNTOLD: 20, "caution": 30, "follow": 60} | won
    rows = [
        row("the plan", WRITTEN, rates[WRITTEN], 800),
        row("one seat", "ana is held by wait", 0, 100, -700),
        row("one seat", "ben is held by wait", 0, 300, -500),
        *(row("minds", f"all are {mind}", rates[mind], 0) for mind in ("caution", "follow")),
        *(
            row(group, f"{group} {n}", rates[group] - n, 0)
            for group in (SAME, SHORT, BLIND, UNTOLD, NAIVE)
            for n in (1, 0)
        ),
    ]
    return Ablation("x", (0, 100), rows, [])


def test_each_clause_of_the_law_takes_the_best_rival_and_can_be_broken():
    figures = law(invented())
    assert [figure.name for figure in figures if not figure.kept] == []
    assert {figure.who for figure in figures} >= {f"{group} 0" for group in (SAME, SHORT, BLIND, UNTOLD, NAIVE)}
    broken = {WRITTEN: 84, SAME: 31, SHORT: 21, NAIVE: 61, BLIND: 41, UNTOLD: 41, "caution": 51, "follow": 29}
    for what, rate in broken.items():
        names = [figure.name for figure in law(invented(**{what: rate})) if not figure.kept]
        assert len(names) == 1, (what, names)
    (spare,) = (figure for figure in figures if "any one seat waits" in figure.name)
    assert (spare.found, spare.who) == ((62.5, 60.0, 65.0), "ben is held by wait")


def test_a_clause_is_sure_only_where_no_bound_lies_in_the_interval():
    def figure(low, value, high, most):
        return Figure("x", Interval(value, low, high), 40, most, "y")

    assert (figure(50, 60, 70, 100).kept, figure(50, 60, 70, 100).sure) == (True, True)
    assert (figure(30, 60, 70, None).kept, figure(30, 60, 70, None).sure) == (True, False)
    assert (figure(10, 20, 30, None).kept, figure(10, 20, 30, None).sure) == (False, True)
    assert (figure(50, 60, 70, 55).kept, figure(50, 60, 70, 55).sure) == (False, False)


def test_the_printed_table_says_it_in_words(warbell):
    code, out, err = warbell("yard", "--plan", "my.plan", "--seeds", "3:6", "--workers", "1")
    assert (code, err) == (0, "")
    assert "yard, seeds 3 to 5" in out
    for words in ("as written", "without comfort", "ana is held by wait", "the law of the nights", "naive plans: 1"):
        assert words in out
    assert out.splitlines()[-1] == "table, plans and picture: warbell-runs/yard-ablation"


@pytest.mark.parametrize(
    "args,said",
    [
        (["yard"], "yard: found an episode without a walkthrough, expected a plan: --plan FILE"),
        (["curfwe"], "did you mean curfew?"),
        (["skirmish"], "expected an episode's name or folder"),
        (["yard", "--plan", "no.plan"], "no.plan: found no such file"),
        (["yard", "--plan", "bad.plan"], "bad.plan:2:7: found yard:0,0"),
        (["yard", "--plan", "my.plan", "--seeds", "9"], "A:B, two whole numbers"),
        (["yard", "--plan", "my.plan", "--seeds", "0:2"], "--seeds: found 2 seeds, expected 3 at least"),
        (["yard", "--plan", "my.plan", "--out", "my.plan"], "expected a folder to write into"),
        (["yard", "--plan", "my.plan", "--workers", "0"], "--workers"),
    ],
)
def test_what_it_cannot_use_it_refuses_in_one_line_before_it_plays(warbell, tmp_path, monkeypatch, args, said):
    (tmp_path / "bad.plan").write_text("plan 1\nana: @yard:0,0\n")
    monkeypatch.setattr("warbell.lab.ablate.ablate", refuse)
    code, out, err = warbell(*args)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert said in err
    assert not (tmp_path / "warbell-runs").exists()


def test_help_teaches(warbell):
    code, out, _ = warbell("--help")
    assert code == 0
    for words in ("warbell ablate curfew", "--plan", "--seeds", "0:200", "ablation.csv", "95 %"):
        assert words in out


GOING = """
import sys
from contextlib import contextmanager
from warbell.cli import lab, main

@contextmanager
def bar(what, games):
    yield lambda count: print("going", flush=True) if what == "sieving" else None

lab.bar = bar
sys.argv = ["warbell", "ablate", "yard", "--plan", "my.plan", "--seeds", "0:2000", "--workers", "2"]
if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("whom", [os.kill, os.killpg])
def test_ctrl_c_ends_all_its_processes_at_once_and_without_a_word(tmp_path, whom):
    """A terminal sends it to all of them, another program to the first only."""
    write_yard(tmp_path)
    command = [sys.executable, "-c", GOING]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        assert process.stdout.readline() == "going\n"
        began = time.monotonic()
        whom(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=30)  # until the last process that holds these pipes is gone
    assert (process.returncode, err) == (130, "")
    assert time.monotonic() - began < 5
    assert not list((tmp_path / "warbell-runs" / "yard-ablation").iterdir())
