"""What was thought is exported with what was there, and scored; the sums are done by hand here."""

import csv

import numpy as np
import pytest
from server.keeper import Host, calm, stored, wild

from warbell.film import Film
from warbell.replay import load
from warbell.report import page
from warbell.server import archive
from warbell.server.export import export

SHEET = wild().brief.sheets[0]
FAR = SHEET.top + 1, SHEET.left + 14


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exported(tmp_path, *hosts, kind="csv"):
    store = stored(tmp_path / "games.db", *hosts)
    export(store, store.rooms(), tmp_path / "out", kind)
    store.close()
    return tmp_path / "out"


@pytest.fixture
def game():
    """Ana marks before her first decision and again before her second; Ben once. The truth is read in the film."""
    host = Host(wild(), "guessed", {"ana": "Ana", "ben": "Ben"})
    host.do("start")
    world = host.room.game._world.bodies[0]
    (k, *_) = np.flatnonzero((world["nature"] == 3) & (world["state"] == 0)).tolist()
    at = int(world["y"][k]), int(world["x"][k])
    lone = sum(
        max(abs(int(body["y"]) - at[0]), abs(int(body["x"]) - at[1])) <= 1 for body in world if body["nature"] == 3
    )
    host.do("mark", "ana", at, "shambler", lone, 95)
    host.do("mark", "ana", FAR, "ben", 1, 75)
    host.do("mark", "ben", at, "mimic", 1, 50)
    host.do("mark", "ben", (SHEET.top + 2, SHEET.left + 9), "nobody", 1, 95)
    host.do("mark", "ben", (SHEET.top + 2, SHEET.left + 9), None, 1, 95)
    host.commit("ana", ".")
    host.commit("ben", ".*60")
    host.beats()
    host.do("mark", "ana", FAR, None, 1, 75)
    host.do("mark", "ana", at, None, 1, 75)
    host.do("mark", "ana", at, "nobody", 1, 95)
    for seat in ("ana", "ben"):
        if not host.room.chair(seat).ready:
            host.commit(seat, ".*3")
    host.beats()
    return host, at, lone


def test_marks_are_exported_with_the_truth_and_their_score(game, tmp_path):
    host, at, lone = game
    out = exported(tmp_path, host)
    rows = [row for row in read(out / "marks.csv") if row["beat"] == "0"]
    assert {row["beat"] for row in read(out / "marks.csv")} > {"0"}
    place = {"sheet": "yard", "row": str(at[0] - SHEET.top), "column": str(at[1] - SHEET.left)}
    shared = {"room": "guessed", "decision": "1", "beat": "0", "marked": "0", "tags": "", "seed_from": ""}
    ana, ben = {"seat": "ana", "who": "Ana", **shared}, {"seat": "ben", "who": "Ben", **shared}
    found = {"what": "shambler", "count": str(lone), "sure": "95", "there": str(lone), "true": "1", "brier": "0.0025"}
    unmet = {"what": "ben", "count": "1", "sure": "75", "there": "0", "true": "0", "brier": "0.5625"}
    wrong = {"what": "mimic", "count": "1", "sure": "50", "there": "0", "true": "0", "brier": "0.25"}
    far = {"sheet": "yard", "row": "1", "column": "14"}
    assert rows == [{**ana, **place, **found}, {**ana, **far, **unmet}, {**ben, **place, **wrong}]


def test_the_later_decision_is_judged_by_the_beat_it_was_made_on(game, tmp_path):
    host, at, _ = game
    out = exported(tmp_path, host)
    (later,) = [row for row in read(out / "marks.csv") if row["seat"] == "ana" and row["decision"] == "2"]
    film = Film("guessed", load(out / "guessed.warbell").strip)
    beat = int(later["beat"])
    y, x, state = (film.bodies[name][beat] for name in ("y", "x", "state"))
    near = (abs(y - at[0]) <= 1) & (abs(x - at[1]) <= 1) & (state <= 1)
    assert beat == int(later["marked"]) > 0
    assert (int(later["there"]), later["true"]) == (near.sum(), "0" if near.any() else "1")
    assert later["brier"] == ("0.9025" if near.any() else "0.0025")


def test_the_means_of_a_seat_and_of_the_game(game, tmp_path):
    out = exported(tmp_path, game[0])
    marks, means = read(out / "marks.csv"), read(out / "brier.csv")
    assert [row["seat"] for row in means] == ["ana", "ben", ""]
    for row in means:
        mine = [each for each in marks if row["seat"] in ("", each["seat"])]
        assert (int(row["marks"]), int(row["true"])) == (len(mine), sum(int(each["true"]) for each in mine))
        assert float(row["brier"]) == pytest.approx(sum(float(each["brier"]) for each in mine) / len(mine), abs=1e-4)


def test_a_decision_says_how_many_marks_it_was_made_on(game, tmp_path):
    rows = read(exported(tmp_path, game[0]) / "decisions.csv")
    assert [row["marks"] for row in rows if row["seat"] == "ana"][:2] == ["2", "1"]
    assert rows[1]["marks"] == "1"


def test_what_is_seen_is_no_guess(tmp_path):
    """Ben stands beside the cell, in sight: that he is there says nothing of who is unseen there."""
    host = Host(calm(), "seen", {"ana": "Ana", "ben": "Ben"})
    host.do("start")
    body = host.room.game._world.bodies[0][1]
    host.room.game.percept.now[0, 0] = 0  # the cells; whom she sees she sees
    cell = int(body["y"]) + 1, int(body["x"])
    host.do("mark", "ana", cell, "ben", 1, 95)
    host.do("mark", "ana", (cell[0], cell[1] + 1), "nobody", 1, 95)
    host.commit("ana", ".")
    host.commit("ben", ".")
    host.beats(1)
    rows = read(exported(tmp_path, host) / "marks.csv")
    assert [(row["what"], row["there"], row["true"]) for row in rows] == [("ben", "0", "0"), ("nobody", "0", "1")]


def test_a_game_without_marks_has_no_rows(tmp_path):
    host = Host(calm(), "unmarked", {"ana": "Ana"}, {"ben": "wait"})
    host.do("start")
    host.commit("ana", ".")
    host.beats(1)
    out = exported(tmp_path, host)
    assert (read(out / "marks.csv"), read(out / "brier.csv")) == ([], [])


def test_as_parquet(game, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    out = exported(tmp_path, game[0], kind="parquet")
    table = parquet.read_table(out / "marks.parquet").to_pylist()
    assert table[0]["brier"] == pytest.approx(0.0025)
    assert parquet.read_table(out / "brier.parquet").to_pylist()[-1]["seat"] == ""


def test_the_report_says_how_many_came_true(game):
    host, *_ = game
    replay = archive.replay(host.room)
    with_marks = page(replay, None, host.room.match.forecasts)
    table = with_marks[with_marks.index('<section id="marks"') : with_marks.index('<section id="events"')]
    assert '<a href="#marks">Guesses</a>' in with_marks
    assert (
        '<th scope="row">Ben</th><td>0 of 1</td><td>&ndash;</td><td>&ndash;</td><td>0 of 1</td><td>0.25</td>' in table
    )
    assert "0 of 1</td>" in table[table.index("Ana") :]
    assert 'id="marks"' not in page(replay)
