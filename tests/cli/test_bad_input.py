"""Whatever is typed wrong: one line on stderr, nothing on stdout, exit code 2, nothing written."""

import shutil
import socket
from pathlib import Path

import pytest

from warbell import episodes
from warbell.cli import catalogue

EPISODES = "expected one of curfew, heartbeat, garden, blackout, crossroads, price, skirmish"
MINDS = "expected one of wait, sprint, selfish, caution, follow, plan, walkthrough"


@pytest.mark.parametrize(
    "line, said",
    [
        ("rnu curfew", "COMMAND: found 'rnu', expected one of play, serve, export, run, verify,"),
        ("rnu curfew", "(did you mean run?)"),
        ("map chekc x", "COMMAND: found 'chekc', expected one of check, show, from-movingai (did you mean check?)"),
        ("run", "Missing argument 'EPISODE'."),
        ("run curfew --sedes 0:9", "No such option: --sedes"),
        ("run curfew --threads 0", "Invalid value for '--threads'"),
        ("run curfew --threads many", "Invalid value for '--threads'"),
        ("run curfw", f"EPISODE: found 'curfw', {EPISODES} (did you mean curfew?)"),
        ("run nowhere/at/all", "EPISODE: found 'nowhere/at/all', expected"),
        ("run curfew --mind cautoin", f"--mind: found 'cautoin', {MINDS} (did you mean caution?)"),
        ("run curfew --seat onjo", "--seat: found 'onjo', expected SEAT=MIND, as in "),
        ("run curfew --seat nobody=wait", "--seat: found 'nobody', expected one of "),
        ("run curfew --seed -1", "--seed: found -1, expected a whole number from 0 to 18446744073709551615"),
        ("run curfew --seed 18446744073709551616", "--seed: found 18446744073709551616, expected a whole number"),
        ("run curfew --seeds 5", "--seeds: found '5', expected A:B, two whole numbers with A below B, as in 0:100"),
        ("run curfew --seeds 5:5", "--seeds: found '5:5', expected A:B"),
        ("run curfew --seeds 9:1", "--seeds: found '9:1', expected A:B"),
        ("run curfew --seeds a:b", "--seeds: found 'a:b', expected A:B"),
        ("run curfew --seeds 0:99999999999999999999", "--seeds: found 99999999999999999998, expected a whole number"),
        ("run curfew --seeds 0:1000001", "--seeds: found 1000001 seeds, expected at most 1000000 at a time"),
        ("run curfew --seeds 0:3 --seed 1", "--seeds: found --seed as well, expected one of the two"),
        ("run curfew --mind plan", "--mind: found plan without a plan file, expected --plan FILE with it"),
        ("run curfew --plan none.plan", "none.plan: found no such file, expected a file"),
        ("run curfew --mind wait --plan x", "--plan: found no seat held by plan but by wait, expected --mind plan"),
        ("run skirmish", "skirmish: found no map, expected --map rooms, streets or maze, or --map FILE"),
        ("run skirmish --map none.map", "none.map: found no such file, expected"),
        ("run skirmish --map room", "--map: found 'room', expected rooms, streets, maze, or a MovingAI map file"),
        ("run skirmish --map rooms --layout -1", "--layout: found -1, expected a whole number from 0 to 4294967295"),
        ("run skirmish --map rooms --mix imp=1", "--mix: found 'imp', expected one of shambler"),
        ("run skirmish --map rooms --mix a", "--mix: found 'a', expected KIND=SHARE,..., as in shambler=3,listener=1"),
        ("run curfew --difficulty 1", "--difficulty: found episode curfew, expected the episode skirmish"),
        ("play --layout 3", "EPISODE: found none, but an option of skirmish, expected skirmish"),
        ("run curfew --map x.map", "--map: found episode curfew, expected the episode skirmish"),
        ("run curfew --infected 9", "--infected: found episode curfew, expected the episode skirmish"),
        ("run skirmish --map none.map --seats 0", "none.map: found no such file, expected"),
        ("verify", "Missing argument 'REPLAY...'"),
        ("verify none.warbell", "none.warbell: found no such file, expected a file"),
        ("show none.warbell", "none.warbell: found no such file, expected a file"),
        ("report none.warbell", "none.warbell: found no such file, expected a file"),
        ("play curfw", f"EPISODE: found 'curfw', {EPISODES} (did you mean curfew?)"),
        ("play skirmish", "skirmish: found no map, expected --map rooms, streets or maze, or --map FILE"),
        ("play --port 70000", "--port: found 70000, expected a port from 0 to 65535"),
        ("serve --port -1", "--port: found -1, expected a port from 0 to 65535"),
        ("serve --port 0 --metrics here", "--metrics: found 'here', expected PORT, or HOST:PORT"),
        ("serve --port 0 --metrics 70000", "--metrics: found 70000, expected a port from 0 to 65535"),
        ("serve --port 0 --log xml", "--log: found 'xml', expected one of text, json"),
        ("rooms list --db none.db", "none.db: found no such file, expected a database"),
        ("serve --host nowhere.invalid", "nowhere.invalid:8000: found "),
        ("serve --port 0 --db nothing://here", "nothing://here: found "),
        ("serve --port 0 --episode curfw", f"EPISODE: found 'curfw', {EPISODES} (did you mean curfew?)"),
        ("export --db none.db", "none.db: found no such file, expected a database"),
        ("export --db none.db --format xls", "--format: found 'xls', expected one of csv, parquet"),
        ("episodes curfw", "(did you mean curfew?)"),
        ("map", "Missing command."),
        ("map check none", "none"),
        ("map check none.map", "none.map: found no such file, expected"),
        ("map show none", "EPISODE: found 'none', expected"),
        ("map show none.map", "none.map: found no such file, expected"),
        ("map show curfew --beat -1", "--beat: found -1, expected a beat of the episode, from 0 to 240"),
        ("map show curfew --beat 241", "--beat: found 241, expected a beat of the episode, from 0 to 240"),
        ("map show curfew --beat 1 --seed -1", "--seed: found -1, expected a whole number from 0 to"),
        ("map show curfew --seed 1", "--seed: found no beat, expected --beat N with it"),
        ("map from-movingai none.map --out there", "none.map: found no such file, expected"),
        (
            "bench enigne",
            "NAME: found 'enigne', expected one of memory, engine, observations, city, threads, start, minds, envs, ",
        ),
    ],
)
def test_one_line_and_exit_code_2(warbell, tmp_path, line, said):
    code, out, err = warbell(*line.split())
    assert (code, out) == (2, "")
    assert err.startswith("warbell: ")
    assert err.endswith("\n")
    assert err[:-1].isprintable()
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_name_full_of_control_characters_stays_one_line(warbell):
    code, out, err = warbell("run", "cur\x1b[31mfew\nnext\tline" + "x" * 5000)
    assert (code, out) == (2, "")
    assert err[:-1].isprintable()
    assert len(err) < 700


def test_a_folder_that_cannot_be_written_to(warbell, tmp_path):
    (tmp_path / "file").write_text("")
    code, out, err = warbell("run", "curfew", "--out", tmp_path / "file" / "below")
    assert (code, out) == (2, "")
    assert "expected a folder to write replays into" in err


def test_a_game_that_cannot_be_played_leaves_no_folder(warbell, tmp_path):
    curfew = Path(episodes.__file__).parent / "curfew"
    shutil.copytree(curfew, tmp_path / "mine", ignore=shutil.ignore_patterns("*.plan"))
    code, out, err = warbell("run", "mine", "--mind", "walkthrough")
    assert (code, out) == (2, "")
    assert err.startswith("warbell: --mind walkthrough: found no plan")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("option", ["--port", "--metrics"])
def test_a_server_whose_port_is_taken_leaves_no_new_file(warbell, tmp_path, option):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = warbell("serve", "--port", "0", option, str(port), "--db", tmp_path / "new" / "games.db")
    assert said == (
        2,
        "",
        f"warbell: 127.0.0.1:{port}: found address already in use, expected an address to serve on\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_walkthrough_that_is_no_plan(warbell, tmp_path):
    shutil.copytree(Path(episodes.__file__).parent / "curfew", tmp_path / "mine")
    with (tmp_path / "mine" / "walkthrough.plan").open("a") as plan:
        plan.write("\nonjo: @nowhere:1,1\n")
    code, out, err = warbell("map", "check", "mine")
    assert (code, out) == (2, "")
    assert err.startswith("warbell: mine/walkthrough.plan:")


def test_a_report_never_replaces_a_replay(warbell, tmp_path):
    warbell("run", "curfew", "--seeds", "0:2", "--out", ".")
    before = (tmp_path / "seed-1.warbell").read_bytes()
    code, out, err = warbell("report", "seed-0.warbell", "--out", "seed-1.warbell")
    assert (code, out) == (2, "")
    assert err.startswith("warbell: seed-1.warbell: found a replay, expected ")
    assert (tmp_path / "seed-1.warbell").read_bytes() == before


@pytest.mark.parametrize(
    "error, said",
    [
        (OSError(28, "No space left on device"), "warbell: No space left on device\n"),
        (OSError(28, "No space left on device", "here"), "warbell: here: No space left on device\n"),
    ],
)
def test_what_the_system_refuses_is_said_once(warbell, monkeypatch, error, said):
    def fail(*_):
        raise error

    monkeypatch.setattr(catalogue, "episodes", fail)
    assert warbell("episodes") == (2, "", said)


@pytest.mark.parametrize("typed", ["./no.warbell", "../here/no.warbell", "a//no.warbell"])
@pytest.mark.parametrize("line", ["show", "verify", "run curfew --plan"])
def test_an_error_names_a_path_as_it_was_typed(warbell, line, typed):
    said = warbell(*line.split(), typed)
    assert said == (2, "", f"warbell: {typed}: found no such file, expected a file\n")
