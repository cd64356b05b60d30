"""docs/questions.md answers what it asks: its blocks run on a small study and print what stands below them."""

from pathlib import Path

from api.test_front_door_page import played
from server.keeper import Host

import warbell
from warbell.server.export import export
from warbell.server.game import table
from warbell.server.store import Store, sqlite

PAGE = Path(__file__).resolve().parents[2] / "docs/questions.md"
STUDY = {"care-0": ("care", "caution", 0), "care-2": ("care", "caution", 2)}
STUDY |= {"alone-0": ("alone", "selfish", 0), "alone-2": ("alone", "selfish", 2)}


def export_study(folder):
    """Four games of minds in rooms, exported to folder/study."""
    night = warbell.load("heartbeat")
    store = Store(sqlite(folder / "games.db"))
    store.keep(night)
    for name, (condition, mind, seed) in STUDY.items():
        host = Host(table(night), name, {}, dict.fromkeys(night.seats, mind), seed=seed, tags={"condition": condition})
        host.do("start")
        host.beats()
        store.write(host.room.fresh)
    export(store, [*STUDY], folder / "study", "parquet")
    store.close()


def test_every_block_runs_and_prints_what_the_page_says(tmp_path, monkeypatch):
    export_study(tmp_path)
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text()
    assert played(text, tmp_path) == text


def test_each_is_answered_in_ten_lines():
    blocks = PAGE.read_text().split("```python\n")[1:]
    assert len(blocks) == 3
    for block in blocks:
        lines = [
            line for line in block.split("```")[0].splitlines() if line and not line.startswith(("import ", "from "))
        ]
        assert len(lines) <= 10


if __name__ == "__main__":  # write the outputs of now into the page, with tests/ on PYTHONPATH
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        os.chdir(made)
        export_study(Path(made))
        PAGE.write_text(played(PAGE.read_text(), Path(made)))
