"""The program of docs/examples that holds a seat plays ten turns; its messages are those of the schema."""

import subprocess
import sys
from pathlib import Path

from warbell.server import log

DOCS = Path(__file__).resolve().parents[2] / "docs"
PROGRAM = DOCS / "examples/seat.py"


def test_it_plays(house):
    run = subprocess.run(
        [sys.executable, str(PROGRAM), f"http://{house.host}/"], capture_output=True, text=True, timeout=60, check=True
    )
    first, *told = run.stdout.splitlines()
    beats = [line for line in told if line.startswith("beat ")]
    assert len(beats) > 10
    assert beats[0].startswith("beat 0:")
    rows = [entry.row for entry in house.entries(first.removeprefix("room "))]
    assert rows[0].tags == {"by": "dice"}
    assert sum(isinstance(row, log.Committed) for row in rows) == 10


def test_it_is_as_short_as_the_page_says():
    assert len(PROGRAM.read_text().splitlines()) <= 34
    assert "examples/seat.py" in (DOCS / "serving.md").read_text()
