"""Where compiled code is kept follows from what it is made of."""

from pathlib import Path

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
