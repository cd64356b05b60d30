"""The command as a process: how quickly it starts, how it is stopped, and the line of a first start."""

import os
import signal
import subprocess
import sys
import time

import pytest

from warbell import prepare

WARBELL = (sys.executable, "-m", "warbell")


@pytest.mark.parametrize("line", ["--help", "run --help", "--version", "rnu", "run curfew --seeds 3"])
def test_the_engine_is_not_loaded_where_it_is_not_needed(line):
    code = (
        "import sys; from warbell.cli import main\n"
        "try: main()\n"
        "finally: assert not {'numba', 'numpy', 'rich'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, *line.split()], capture_output=True, text=True, check=False)
    assert "AssertionError" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1


def test_ctrl_c_ends_it_quietly(tmp_path):
    command = [*WARBELL, "run", "curfew", "--seeds", "0:100000", "--out", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not list(tmp_path.glob("*.warbell")):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert not list(tmp_path.glob(".*")), "something half-written stayed"


def test_a_reader_that_goes_away_is_no_error():
    command = f"{' '.join(WARBELL)} map show curfew | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")
    command = f"{{ sleep 1; {' '.join(WARBELL)} map show curfew; echo $? >&2; }} | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == "141\n"


@pytest.mark.parametrize("line", ["map show curfew", "episodes curfew"])
def test_a_letter_that_the_output_does_not_have_is_a_question_mark(line):
    command = [*WARBELL, *line.split()]
    env = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "?" in done.stdout.decode("latin-1")
    assert "\N{FULL BLOCK}".encode() not in done.stdout


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("kind", [{"PYTHONIOENCODING": "ascii"}, ASCII])
def test_where_there_is_only_ascii_nothing_breaks(kind):
    command = [*WARBELL, "map", "show", "curfew"]
    done = subprocess.run(command, env={**os.environ, **kind}, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.fixture
def cold(monkeypatch, tmp_path):
    """An empty cache, and a list of how often everything was compiled."""
    calls = []
    monkeypatch.setattr(prepare, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(prepare, "JIT", True)
    monkeypatch.setattr(prepare, "_use_every_kernel", lambda: calls.append(time.sleep(0.6)))
    return calls


def test_a_first_start_says_what_it_waits_for_and_later_ones_do_not(cold, capsys):
    prepare.prepare()
    out, err = capsys.readouterr()
    assert (out, len(cold)) == ("", 1)
    assert err == "warbell: preparing the engine (once, about 60 s on two free cores) ...\n"
    prepare.prepare()
    assert capsys.readouterr() == ("", "")
    assert len(cold) == 1


def test_in_a_terminal_the_line_moves(cold, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    prepare.prepare()
    _, err = capsys.readouterr()
    shown = err.split("\r")[1:-1]
    assert len(cold) == 1
    assert len(shown) >= 2
    assert len(set(map(len, shown))) == 1
    assert "the engine is ready" in err


def test_a_first_start_that_fails_is_tried_again(cold, monkeypatch):
    def fail():
        raise OSError("disk full")

    monkeypatch.setattr(prepare, "_use_every_kernel", fail)
    for _ in range(2):
        with pytest.raises(OSError, match="disk full"):
            prepare.prepare()
    assert cold == []


def test_interpreted_there_is_nothing_to_prepare(cold, monkeypatch, capsys):
    monkeypatch.setattr(prepare, "JIT", False)
    prepare.prepare()
    assert capsys.readouterr() == ("", "")
    assert cold == []
