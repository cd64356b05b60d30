"""Parts on a Dask cluster of two worker processes, of which one is killed: the same bytes as here."""

import os
import signal
import sys

import pytest
from yard import MAIN, SHEET, yard

from warbell.cli import main
from warbell.crew import _check, crew
from warbell.dataset import write
from warbell.errors import BadInput
from warbell.games import in_parts
from warbell.parts import Keeping, fulfil

distributed = pytest.importorskip("distributed")

YARD = yard()
HELD = dict.fromkeys(YARD.seats, "sprint")


@pytest.fixture(scope="module")
def cluster():
    """A scheduler with two worker processes."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, worker_dashboard_address=None, silence_logs=50
    ) as found:
        yield found


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_worker_killed_in_the_middle_changes_no_byte(cluster, tmp_path):
    games = in_parts(YARD, HELD, None, range(96), most=8, filmed=True)
    with crew(threads=2) as hand:
        assert fulfil(games, hand, Keeping(tmp_path / "here")) == 12
    seen, killed = [], []

    def kill(count):
        seen.append(count)
        if len(seen) == 2:  # the first says what was there before
            killed.append(next(iter(cluster.workers.values())).process.pid)
            os.kill(killed[0], signal.SIGKILL)

    with crew(cluster.scheduler_address) as hand:
        assert fulfil(games, hand, Keeping(tmp_path / "there"), kill) == 12
    assert killed
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert sum(seen) == 96

    replays = sorted((tmp_path / "here").glob("*.warbell"))[:6]
    with crew(threads=1) as hand:
        here = write(replays, "compact", hand, Keeping(tmp_path / "rows-here"))
    with crew(cluster.scheduler_address) as hand:
        assert write(replays, "compact", hand, Keeping(tmp_path / "rows-there")) == here
    assert contents(tmp_path / "rows-here") == contents(tmp_path / "rows-there")


def test_a_mind_that_workers_cannot_import_is_one_clear_line(cluster, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "yard").mkdir()
    (tmp_path / "yard" / "episode.toml").write_text(MAIN)
    (tmp_path / "yard" / "yard.txt").write_text(SHEET)
    (tmp_path / "only_here.py").write_text("class M:\n def __init__(s, b, w, n): pass\n def decide(s, p, o): pass\n")
    arguments = ["run", "yard", "--mind", "only_here:M", "--out", "x", "--dask", cluster.scheduler_address]
    monkeypatch.setattr(sys, "argv", ["warbell", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    _, err = capsys.readouterr()
    assert left.value.code == 2
    assert err.startswith("warbell: worker tcp://")
    assert "only_here" in err
    assert "a module that can be imported" in err


def test_a_worker_of_another_warbell_is_refused():
    (part,) = in_parts(YARD, HELD, None, range(2), filmed=False)
    _check(part, part.key)
    with pytest.raises(BadInput, match="expected the same warbell and minds"):
        _check(part, "0" * 32)


def test_nobody_at_the_address_is_one_clear_line(monkeypatch):
    monkeypatch.setattr("warbell.crew.PATIENCE", 0.3)
    with (
        pytest.raises(BadInput, match=r"--dask: found tcp://127\.0\.0\.1:9: .*expected the address"),
        crew("tcp://127.0.0.1:9"),
    ):
        pass
    with pytest.raises(BadInput, match="--dask: found nonsense://x: "), crew("nonsense://x"):
        pass
