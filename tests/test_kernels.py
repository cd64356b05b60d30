"""Where compiled code is kept follows from what it is made of."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from warbell.engine import kernel

SOURCES = Path(kernel.__file__).parents[2]


def test_every_source_with_compiled_functions_counts_and_what_they_import():
    found = kernel.compiled_sources()
    for path in SOURCES.rglob("*.py"):
        text = path.read_text()
        if any(f"\n@{name}\n" in text for name in ("kernel", "part", "phase")):
            assert path.relative_to(SOURCES).as_posix() in found
    assert "warbell/engine/codes.py" in found  # constants are frozen into kernels, which codes.py has none of


def test_what_no_kernel_is_made_of_does_not_count():
    assert (
        not {"warbell/cli/app.py", "warbell/server/room.py", "warbell/report/svg.py"} & kernel.compiled_sources().keys()
    )


UNREADY = """
import importlib, re
from warbell.engine.kernel import compiled_sources
from warbell.first_compile import compile_everything

compile_everything()
for name, text in compiled_sources().items():
    if name.startswith("warbell/minds/"):
        module = importlib.import_module(name[:-3].replace("/", "."))
        for kernel in re.findall(r"\\n@kernel\\ndef (\\w+)", text.decode()):
            if not getattr(module, kernel).signatures:
                print(name, kernel)
"""


@pytest.mark.skipif(not kernel.JIT, reason="nothing is compiled")
def test_the_first_compile_leaves_no_mind_to_be_compiled_in_a_game():
    found = subprocess.run([sys.executable, "-c", UNREADY], capture_output=True, text=True, check=True)
    assert found.stdout == ""


@pytest.mark.parametrize("makes", [kernel.kernel, kernel.making], ids=["kernel", "making"])
def test_what_makes_arrays_may_be_compiled_first_for_a_part(makes, tmp_path, monkeypatch):
    """Parts count no references; whatever they call is compiled while they are."""
    if kernel.JIT:
        monkeypatch.setattr(kernel.numba.config, "CACHE_DIR", str(tmp_path))

    @makes
    def first_of(n):
        cells = np.empty(n, np.int64)
        cells[:] = n
        return cells[0]

    @kernel.part
    def within(n):
        return first_of(n)

    @kernel.kernel
    def outermost(n):
        return within(n)

    assert outermost(3) == 3
