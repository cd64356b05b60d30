"""What the commands do when all is well."""

import csv
import dataclasses
import json
from pathlib import Path

import pytest

from warbell import __version__
from warbell.engine import RULES_VERSION
from warbell.episodes import load as load_episode
from warbell.replay import dump, load

COMMANDS = (
    "play", "serve", "export", "run", "verify", "show", "report", "ledger", "branch", "compare", "episodes",
    "layout", "ablate", "bench", "map check", "map show", "map from-movingai", "rooms check", "rooms list",
    "rooms show", "rooms delete", "rooms forget",
)  # fmt: skip
SHOWN = {
    "episode.toml": """\
name = "yard"
title = "Y"
place = "P"
briefing = "B"
beats = 60
sheets = [{ name = "yard" }]
seats = [
    { id = "ana", title = "Ana", start = "a", target = "E" },
    { id = "ben", title = "Ben", start = "b", target = "E", down = true },
]
drones = [{ name = "Kestrel", route = ["m", "n"], at = 2 }]
objectives = [{ name = "out", kind = "escape", need = 1 }]
endings = [{ name = "out", outcome = "won", text = "T", all_of = ["out"] }]
""",
    "yard.txt": """\
##############
#a,,l#..m....#
#b,,,d....n.E#
######.......#
     ########
---
a floor
b floor
l floor lamp=1
d floor door
m street
n street
E street exit
""",
}
MAP = "type octile\nheight 24\nwidth 24\nmap\n" + "\n".join(
    "".join("@" if y in {0, 23} or x in {0, 23} or (y % 6 == 3 and x % 5 < 2) else "." for x in range(24))
    for y in range(24)
)


def test_help_lists_the_commands(warbell):
    code, out, err = warbell()
    assert (code, err) == (0, "")
    for command in {command.split()[0] for command in COMMANDS}:
        assert f"\n  {command} " in out
    assert "..." not in out.split("Commands:")[1].split("Examples:")[0], "a line of help is cut off"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(warbell, command):
    code, out, err = warbell(*command.split(), "--help")
    assert (code, err) == (0, "")
    assert f"Examples:\n    warbell {command}" in out


def test_run_prints_one_json_document(warbell):
    code, out, err = warbell("run", "curfew", "--seeds", "3:6", "--json", "--out", "there")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert set(document) == {"episode", "mind", "results", "summary"}
    assert (document["episode"], document["mind"]) == ("curfew", "caution")
    assert [result["seed"] for result in document["results"]] == [3, 4, 5]
    for result in document["results"]:
        assert set(result) == {
            "seed", "outcome", "ending", "score", "beats", "saved", "dead", "turned", "digest", "replay",
        }  # fmt: skip
        assert result["outcome"] in {"won", "lost", "timeout"}
        header = load(result["replay"]).header
        assert (header.seed, f"{header.digest:016x}") == (result["seed"], result["digest"])
    outcomes = [result["outcome"] for result in document["results"]]
    assert document["summary"]["played"] == 3
    assert [document["summary"][word] for word in ("won", "lost", "timeout")] == [
        outcomes.count(word) for word in ("won", "lost", "timeout")
    ]


def test_run_says_how_a_game_ended_and_where_its_replay_is(warbell):
    code, out, _ = warbell("run", "curfew")
    path = Path("warbell-runs/curfew-caution/seed-0.warbell")
    assert code == 0
    assert f"replay: {path}" in out
    header = load(path).header
    assert f"seed 0: {header.outcome} ({header.ending}) in {header.beats} beats" in out


def test_seats_can_be_held_by_different_minds(warbell):
    first, second, *_ = load_episode("curfew").seats
    _, out, _ = warbell("run", "curfew", "--mind", "wait", "--seat", f"{first}=sprint", "--json")
    document = json.loads(out)
    assert document["mind"].startswith(f"{first}=sprint,{second}=wait")
    assert load(document["results"][0]["replay"]).header.minds[:2] == ("sprint", "wait")


def test_a_plan_file_is_played_and_kept_in_the_replay(warbell, tmp_path):
    (tmp_path / "my.plan").write_text(load_episode("curfew").walkthrough)
    _, out, _ = warbell("run", "curfew", "--plan", "my.plan", "--json")
    (ours,) = json.loads(out)["results"]
    assert set(load(ours["replay"]).header.minds) == {"plan"}
    assert load(ours["replay"]).header.plan
    _, out, _ = warbell("run", "curfew", "--mind", "walkthrough", "--json")
    (theirs,) = json.loads(out)["results"]
    assert theirs["digest"] == ours["digest"]


def test_a_broken_plan_is_named_with_its_line(warbell, tmp_path):
    (tmp_path / "my.plan").write_text("nonsense\n")
    code, out, err = warbell("run", "curfew", "--plan", "my.plan")
    assert (code, out) == (2, "")
    assert err.startswith("warbell: my.plan:1")


def test_verify_tells_good_replays_from_damaged_and_forged_ones(warbell, tmp_path):
    warbell("run", "curfew", "--seeds", "0:2", "--out", ".")
    code, out, err = warbell("verify", "seed-0.warbell", "seed-1.warbell")
    assert (code, err) == (0, "")
    assert [line.split(":")[0] for line in out.splitlines()] == ["seed-0.warbell", "seed-1.warbell"]

    data = bytearray((tmp_path / "seed-1.warbell").read_bytes())
    data[-40] ^= 4
    (tmp_path / "seed-1.warbell").write_bytes(data)
    code, out, err = warbell("verify", "seed-0.warbell", "seed-1.warbell")
    assert code == 2
    assert out.startswith("seed-0.warbell: verified")
    assert len(err.splitlines()) == 1
    assert err.startswith("warbell: seed-1.warbell: found a damaged film")


def test_verify_says_what_it_proved_and_demands_an_episode(warbell, tmp_path):
    warbell("run", "curfew", "--seed", "0", "--out", ".")
    header = load("seed-0.warbell").header
    (tmp_path / "bad.warbell").write_bytes(b"WARBELL\n")
    code, out, err = warbell("verify", "seed-0.warbell", "bad.warbell", "seed-0.warbell", "--episode", "curfew")
    which = f"curfew (built in, {header.episode_digest[:12]}), rules {RULES_VERSION}, seed 0: {header.outcome}"
    said = f"seed-0.warbell: verified, {header.beats} beats of {which}; by "
    assert code == 2
    assert out.count(said) == 2
    assert ", as it says\n" in out
    assert err.startswith("warbell: bad.warbell: found a file cut off in its header")

    code, out, err = warbell("verify", "seed-0.warbell", "--episode", "heartbeat")
    assert (code, out) == (1, "")
    assert err.startswith("warbell: seed-0.warbell: found a game of curfew (built in, ")

    code, out, err = warbell("verify", "seed-0.warbell", "bad.warbell", "--json")
    good, bad = json.loads(out)
    assert code == 2
    assert (good["verified"], good["built_in"], good["episode"]) == (True, True, "curfew")
    assert (good["episode_digest"], good["score"]) == (header.episode_digest, header.score)
    assert good["said"]["sealed"]
    assert set(good["said"]["minds"].values()) == {"caution"}
    assert (bad["replay"], bad["verified"], bad["exit_code"]) == ("bad.warbell", False, 2)
    assert err == f"warbell: {bad['why']}\n"


def test_verify_fails_with_1_where_the_engine_disagrees(warbell, tmp_path):
    warbell("run", "curfew", "--out", ".")
    replay = load("seed-0.warbell")
    orders = replay.orders.copy()
    orders[9, 0] = 5 if orders[9, 0] != 5 else 6
    (tmp_path / "seed-0.warbell").write_bytes(dump(dataclasses.replace(replay, orders=orders)))
    for command in ("verify", "show", "report"):
        code, out, err = warbell(command, "seed-0.warbell")
        assert (code, out) == (1, "")
        assert err.startswith("warbell: seed-0.warbell: found beat 10 with seal ")
        assert len(err.splitlines()) == 1


def test_a_game_by_other_rules_is_shown_by_its_film_and_verify_says_that_it_cannot_tell(warbell, tmp_path):
    warbell("run", "curfew", "--mind", "sprint", "--out", tmp_path)
    good, strange = tmp_path / "seed-0.warbell", tmp_path / "strange.warbell"
    strange.write_bytes(dump(dataclasses.replace(load(good), rules=RULES_VERSION + 1)))
    code, out, err = warbell("verify", good, strange)
    assert code == 3
    assert "seed-0.warbell: verified" in out
    line = (
        f"{strange}: found a game by rules version {RULES_VERSION + 1}, of warbell {__version__}, expected version "
        f"{RULES_VERSION}: only a warbell that plays by version {RULES_VERSION + 1} can prove it"
    )
    assert err == f"warbell: {line}\n"
    damaged = tmp_path / "damaged.warbell"
    damaged.write_bytes(good.read_bytes()[:-1])
    assert warbell("verify", strange, damaged).code == 2, "the gravest counts"
    for command in ("report", "show"):
        code, out, err = warbell(command, strange)
        assert code == 0
        assert err.splitlines()[0] == f"warbell: {line}; shown is what the file says"
    assert out == warbell("show", good).out
    assert warbell("branch", strange, "--beat", "3").code == 3
    code, out, err = warbell("compare", good, strange)
    assert code == 0
    assert "The games are equal" in out


def test_report(warbell, tmp_path):
    warbell("run", "curfew", "--out", ".")
    code, out, err = warbell("report", "seed-0.warbell")
    assert (code, out, err) == (0, "seed-0.html\n", "")
    assert (tmp_path / "seed-0.html").read_text().startswith("<!doctype html>")
    code, out, _ = warbell("report", "seed-0.warbell", "--out", "page.html")
    assert (tmp_path / "page.html").read_bytes() == (tmp_path / "seed-0.html").read_bytes()


def test_a_report_for_programs(warbell, tmp_path):
    warbell("run", "curfew", "--mind", "sprint", "--seed", "1", "--out", ".")
    code, out, err = warbell("report", "seed-1.warbell", "--json")
    document = json.loads(out)
    assert (code, err, document["report"], document["replay"]) == (0, "", 1, "seed-1.warbell")
    assert [harm["chance"] for harm in document["harms"] if harm["ends"]] == [None, None]
    assert not (tmp_path / "seed-1.html").exists()


def test_a_report_names_what_would_have_changed_a_death_if_asked_to(warbell, tmp_path):
    warbell("run", "curfew", "--mind", "sprint", "--seed", "1", "--out", ".")
    code, out, err = warbell("report", "seed-1.warbell", "--whatif")
    assert (code, out, err) == (0, "seed-1.html\n", "")
    asked = (tmp_path / "seed-1.html").read_text()
    warbell("report", "seed-1.warbell", "--whatif", "--out", "again.html")
    assert (tmp_path / "again.html").read_text() == asked
    warbell("report", "seed-1.warbell", "--out", "plain.html")
    words = "The last order that would have changed it"
    assert (asked.count(words), (tmp_path / "plain.html").read_text().count(words)) == (2, 0)


def test_a_ledger_of_many_games_leaves_out_what_is_no_replay(warbell, tmp_path):
    warbell("run", "garden", "--mind", "walkthrough", "--seeds", "0:4", "--out", ".")
    (tmp_path / "bad.warbell").write_bytes(b"bad")
    games = [f"seed-{seed}.warbell" for seed in range(4)]
    code, out, err = warbell("ledger", *games, "bad.warbell", "--out", "rescues.csv", "--json")
    assert (code, err.count("\n")) == (0, 1)
    assert err.startswith("left out bad.warbell: ")
    found = json.loads(out)
    rows = [*csv.DictReader((tmp_path / "rescues.csv").read_text().splitlines())]
    assert [row["whom"] for row in rows] == [row["whom"] for row in found["rescues"]] != []
    assert (
        sum(row["rescues"] for row in found["by_deed"]) == sum(row["rescues"] for row in found["by_whom"]) == len(rows)
    )
    assert {row["games"] for row in found["by_whom"]} <= {1, 2, 3, 4}
    code, out, _ = warbell("ledger", *games)
    assert code == 0
    assert all(row["name"] in out for row in found["by_deed"])
    code, out, err = warbell("ledger", "bad.warbell")
    assert (code, out) == (2, "")


def test_the_plan_of_the_plan_formats_page_runs(warbell, tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "plan-format.md").read_text()
    (tmp_path / "my.plan").write_text(page.split("```")[1].removeprefix("\n"))
    code, out, err = warbell("run", "curfew", "--plan", "my.plan", "--out", ".")
    assert (code, err) == (0, "")
    assert load("seed-0.warbell").header.plan
    (tmp_path / "small.map").write_text(MAP)
    code, out, err = warbell("run", "skirmish", "--map", "small.map")
    assert (code, err) == (0, "")
    assert "warbell-runs/skirmish-small-caution" in out


def test_a_skirmish_without_infected_says_that_there_is_no_threat(warbell, tmp_path):
    said = "warbell: no threat: with 0 infected nobody is in the way out, and to walk there is to win\n"
    chosen = ("skirmish", "--map", "rooms", "--size", "16", "--infected", "0")
    assert warbell("map", "show", *chosen)[::2] == (0, said)
    code, out, err = warbell("run", *chosen, "--json")
    assert (code, err) == (0, said)
    assert json.loads(out)["summary"]["won"] == 1
    (tmp_path / "small.map").write_text(MAP)
    assert warbell("map", "from-movingai", "small.map", "--out", "made", "--infected", "0")[::2] == (0, said)


def test_a_skirmish_on_a_map_of_a_seed_is_drawn_played_and_proved(warbell):
    chosen = ("skirmish", "--map", "maze", "--layout", "7", "--size", "16", "--mix", "mimic=1,shambler=2")
    drawn = warbell("map", "show", *chosen)
    assert (drawn.code, drawn.err, drawn.out.count("\n")) == (0, "", 2 + 1 + 16)
    code, _, err = warbell("run", *chosen, "--difficulty", "0.2")
    assert (code, err) == (0, "")
    replay = "warbell-runs/skirmish-maze-7-d200-caution/seed-0.warbell"
    assert warbell("verify", replay).code == 0
    assert "Skirmish: maze, layout 7, difficulty 0.2, beat" in warbell("show", replay).out


def test_a_sheet_is_drawn_with_the_numbers_of_its_cells(warbell, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    curfew = load_episode("curfew")
    out = warbell("episodes", "curfew").out
    assert all(len(line) <= 80 for line in out.splitlines())
    for one in curfew.objectives:
        assert (f"{one.name}: {one.text}"[:40] in out) == (not one.secret)
    lines = out.splitlines()
    top = next(i for i, line in enumerate(lines) if line.split()[:2] == ["0", "10"])
    assert lines[top].index("10") == 5 + 10
    corner = curfew.sheets[0].top, curfew.sheets[0].left
    for (y, x), title in zip(curfew.starts - corner, curfew.titles, strict=True):
        assert lines[top + 1 + y][: 5 + x + 1].startswith(f"{y:>4} ")
        assert lines[top + 1 + y][5 + x] == title[0]


def test_map_show_draws_the_sheets_as_episodes_does(warbell, tmp_path):
    code, out, err = warbell("map", "show", "heartbeat")
    assert (code, err) == (0, "")
    assert warbell("episodes", "heartbeat").out.endswith(out)
    (tmp_path / "small.map").write_text(MAP)
    assert warbell("map", "show", "small.map").out.startswith("map: map; plans call a cell @map:ROW,COLUMN\n")


def test_map_show_tells_who_can_be_where_and_what_is_lit(warbell, tmp_path):
    (tmp_path / "yard").mkdir()
    for name, text in SHOWN.items():
        (tmp_path / "yard" / name).write_text(text)
    code, out, err = warbell("map", "show", "yard", "--beat", "7", "--seed", "9")
    assert (code, err) == (0, "")
    drawing, legend = out.split("\n\n")
    assert drawing.split("\n") == [
        "yard: yard; plans call a cell @yard:ROW,COLUMN",
        "     0         10",
        "   0 ██████████████",
        "   1 █··**█:::::::█",
        "   2 █b·**+A::¤::>█",
        "   3 ██████:::::::█",
        "   4      ████████",
    ]
    assert legend.startswith("beat 7 of 60, seed 9, everybody waiting\n")
    for said in ("· dark   * lit ", "blank dark   : lit ", "a A Ana   b B Ben", "+ door", "> exit", "¤ drone"):
        assert said in legend
    assert "¤" not in warbell("map", "show", "heartbeat", "--beat", "0").out, "no drone flies there"


def test_the_bakery_of_the_episode_formats_page_looks_as_the_page_says(warbell, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    page = (Path(__file__).parents[2] / "docs" / "episode-format.md").read_text()
    _, shop, toml, *_, drawn = (block.partition("\n")[2] for block in page.split("```")[1::2])
    (tmp_path / "bakery").mkdir()
    (tmp_path / "bakery" / "shop.txt").write_text(shop)
    (tmp_path / "bakery" / "episode.toml").write_text(toml)
    assert warbell("map", "show", "bakery", "--beat", "9").out == drawn


def test_episodes(warbell):
    code, out, _ = warbell("episodes")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [
        "curfew",
        "heartbeat",
        "garden",
        "blackout",
        "crossroads",
        "price",
        "skirmish",
    ]
    code, out, _ = warbell("episodes", "--json")
    document = json.loads(out)
    assert [episode["name"] for episode in document] == [
        "curfew",
        "heartbeat",
        "garden",
        "blackout",
        "crossroads",
        "price",
    ]
    for episode in document:
        assert {"name", "title", "seats", "sheets", "briefing", "objectives", "endings", "digest"} <= set(episode)
    code, out, _ = warbell("episodes", "curfew")
    curfew = load_episode("curfew")
    for text in (curfew.title, *curfew.seats, *(sheet.name for sheet in curfew.sheets)):
        assert text in out
    assert json.loads(warbell("episodes", "curfew", "--json").out) == document[:1]


def test_layout(warbell):
    code, out, err = warbell("layout")
    assert (code, err) == (0, "")
    assert "| `fear` | int32 | " in out
    me = json.loads(warbell("layout", "--json").out)["tables"][0]
    assert [column["offset"] for column in me["columns"] if column["name"] == "fear"] == [52]


def test_map_check(warbell, tmp_path):
    import warbell.episodes as built_in

    code, out, err = warbell("map", "check", Path(built_in.__file__).parent / "curfew")
    assert (code, err) == (0, "")
    assert "good: curfew" in out
    for name in ("garden", *built_in.UNLISTED):
        code, out, err = warbell("map", "check", name)
        assert (code, err) == (0, "")
        assert f"{name}: good: {name}" in out
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "episode.toml").write_text('name = "mine"\ntitle = 3\n')
    code, out, err = warbell("map", "check", "mine")
    assert (code, out) == (2, "")
    assert err.startswith("warbell: mine/episode.toml:")


def test_a_movingai_map_is_played_and_made_an_episode(warbell, tmp_path):
    (tmp_path / "small.map").write_text(MAP)
    code, out, err = warbell("map", "check", "small.map")
    assert (code, err) == (0, "")
    code, out, err = warbell("run", "skirmish", "--map", "small.map", "--json")
    assert (code, err) == (0, "")
    (result,) = json.loads(out)["results"]
    assert result["replay"] == "warbell-runs/skirmish-small-caution/seed-0.warbell"
    assert warbell("verify", result["replay"]).code == 0
    code, out, err = warbell("map", "from-movingai", "small.map", "--out", "made/here")
    assert (code, err) == (0, "")
    code, out, _ = warbell("map", "from-movingai", "small.map", "--out", "other", "--seats", "2", "--infected", "5")
    assert "2 seats, 5 infected" in out
    (again,) = json.loads(warbell("run", "made/here", "--json").out)["results"]
    assert again["digest"] == result["digest"]
    code, out, err = warbell("map", "from-movingai", "small.map", "--out", "made/here")
    assert (code, out) == (2, "")
    assert err == "warbell: made/here: found something there already, expected a folder to be made\n"
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["here"]


def test_a_bench_prints_figures(warbell, monkeypatch):
    from warbell import bench
    from warbell.bench.figure import Figure

    monkeypatch.setattr(
        bench, "measure", lambda name, _say, **_options: [Figure(f"{name}.x", 1234.5, "things/s", 0.25)]
    )
    code, out, _ = warbell("bench", "city", "--json")
    document = json.loads(out)
    assert code == 0
    assert set(document) == {"machine", "figures"}
    assert document["figures"] == [{"name": "city.x", "value": 1234.5, "unit": "things/s", "cpu_seconds": 0.25}]
    _, out, _ = warbell("bench")
    for name in bench.NAMES:
        assert f"{name}.x" in out
