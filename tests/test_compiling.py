"""What is put together before it is compiled does what it does in Python, read back from disk or not."""

import os
import subprocess
import sys

import pytest

from warbell.engine import kernel

TOGETHER = """
import numpy as np
from warbell.engine.kernel import JIT, kernel, making, part, phase

@part
def more(cells, k):
    cells[k] += 1
    return cells[k]

@phase
def first(cells, k):
    more(cells, k)
    more(cells, k)

@phase
def second(cells, k):
    return more(cells, k) * 10

@making
def fresh(n):
    return np.zeros(n, np.int64)

@kernel
def both(n):
    cells = fresh(n)
    for k in range(n):
        first(cells, k)
        cells[k] += second(cells, k) + more(cells, k)
    return cells

@kernel
def again(n):
    cells = fresh(n)
    second(cells, 0)
    return cells

print(both(3).tolist(), again(2).tolist())
if JIT:
    parts = {"more": more, "first": first, "second": second, "fresh": fresh, "both": both, "again": again}
    print(sorted(name for name in parts if parts[name].overloads))
    codes = {name: code for name in parts for code in parts[name].overloads.values()}
    places = {name: code.library.get_pointer_to_function(code.fndesc.llvm_func_name) for name, code in codes.items()}
    print(sorted(name for name, place in places.items() if place))
"""


@pytest.mark.skipif(not kernel.JIT, reason="nothing is compiled")
def test_only_kernels_become_machine_code_and_phases_are_read_back(tmp_path):
    script = tmp_path / "together.py"
    script.write_text(TOGETHER)

    def run(**env):
        env = {**os.environ, "WARBELL_CACHE": str(tmp_path / "cache"), **env}
        done = subprocess.run([sys.executable, script], check=False, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    (values,) = run(WARBELL_JIT="0")
    assert run() == [values, "['again', 'both', 'first', 'fresh', 'more', 'second']", "['again', 'both']"]
    # One kernel comes whole from disk now; the other, compiled anew, gets the phase from there, without its parts.
    for kept in (tmp_path / "cache").rglob("*again*"):
        kept.unlink()
    assert run() == [values, "['again', 'both', 'fresh', 'second']", "['again', 'both']"]
