"""Compiled code on disk is disposable: whatever becomes of it, the next start goes on, and says so in one line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import warbell
from warbell.engine import kernel

PACKAGE = Path(warbell.__file__).parent

TWICE = """
from warbell.engine.kernel import kernel

@kernel
def twice(x):
    return 2 * x

print(twice(3))
"""


def run(folder, **env):
    """Start anew with that cache; what it said on stdout and stderr."""
    script = folder / "twice.py"
    script.write_text(TWICE) if not script.exists() else None
    env = {**os.environ, "WARBELL_CACHE": str(folder / "cache"), **env, "WARBELL_JIT": "1"}
    done = subprocess.run([sys.executable, script], check=False, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


FOLDED = """
import numpy as np
from warbell.engine.digest import _fold

_fold((np.zeros((1, 1), np.uint64),), np.zeros(1, np.uint64))
print(sum(_fold.stats.cache_hits.values()), sum(_fold.stats.cache_misses.values()))
"""


@pytest.mark.skipif(not kernel.JIT, reason="nothing is compiled")
def test_what_a_copy_of_the_package_compiled_every_copy_of_it_reads(tmp_path):
    def run(copy):
        shutil.copytree(PACKAGE, tmp_path / copy / "warbell", ignore=shutil.ignore_patterns("page", "__pycache__"))
        for path in (tmp_path / copy).rglob("*.py"):  # as if written at another time, too
            os.utime(path, (len(copy), len(copy)))
        env = {**os.environ, "WARBELL_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(tmp_path / copy)}
        return subprocess.run(
            [sys.executable, "-c", FOLDED], env=env, capture_output=True, text=True, check=True
        ).stdout

    assert run("checkout") == "0 1\n"
    assert run("installed") == "1 0\n"


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def zero(path):
    path.write_bytes(b"\0" * path.stat().st_size)


def empty(path):
    path.write_bytes(b"")


def folder(path):
    path.unlink()
    path.mkdir()


def other(path):
    path.write_bytes(b"cos\nnothing\n(S'x'\ntR.")  # a pickle of what is not there


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A cache that holds the code: the first start compiles, the next one reads."""
    place = tmp_path_factory.mktemp("kept")
    assert run(place) == ("6\n", "")
    assert run(place) == ("6\n", "")
    return place


@pytest.mark.parametrize("kind", ["nbi", "nbc"])
@pytest.mark.parametrize("damage", [cut, zero, empty, folder, other])
def test_a_damaged_file_is_said_in_one_line_and_compiled_again(kept, damage, kind):
    (path,) = (kept / "cache").rglob(f"*.{kind}")
    before = path.read_bytes()
    try:
        damage(path)
        out, said = run(kept)
        assert out == "6\n"
        if damage is folder:  # which cannot be written over either
            assert said.count("\n") <= 2
            assert "Traceback" not in said
            return
        assert said.count("\n") == 1
        assert "it is compiled again" in said
        assert run(kept) == ("6\n", ""), "it was kept again"
    finally:
        path.rmdir() if path.is_dir() else None
        path.write_bytes(before)


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(tmp_path):
    (tmp_path / "cache").write_text("a file where a folder should be")
    out, said = run(tmp_path)
    assert out == "6\n"
    assert said.count("\n") <= 1


def test_a_cache_is_for_the_processor_it_was_made_on(tmp_path):
    run(tmp_path)
    run(tmp_path, NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="")
    assert len(list((tmp_path / "cache").iterdir())) == 2
