"""The short games: what comes of each is what is written down, to the byte."""

import pytest
from playthroughs.record import GAMES, HERE, told

EXPLAIN = "a rule changed: say which in CHANGELOG.md, then ./dev python tests/playthroughs/record.py"


@pytest.mark.parametrize("name", GAMES)
def test_a_short_game_is_as_it_is_told(name: str) -> None:
    assert told(name, GAMES[name]).encode() == (HERE / name / "story.txt").read_bytes(), EXPLAIN


def test_every_folder_is_told() -> None:
    assert sorted(path.parent.name for path in HERE.glob("*/episode.toml")) == list(GAMES)
