"""The golden games: their replays still verify, and what every seat saw in them is what is written down."""

import pytest
from playthroughs.record import GAMES, REPLAYS, golden, lines, play, retire

from warbell import replay
from warbell.proof import verify

EXPLAIN = "a rule changed: say which in CHANGELOG.md, then ./dev python tests/playthroughs/record.py --orders"


@pytest.mark.parametrize("game", GAMES, ids=lambda game: "-".join(map(str, game)))
def test_replay_verifies_and_reads_as_written(game: tuple[str, str, int]) -> None:
    recorded, text = golden(*game)
    assert isinstance(verify([recorded])[0], replay.Replay)
    assert "\n".join(lines(replay.load(recorded))) + "\n" == text.read_text(), EXPLAIN


@pytest.mark.parametrize("game", GAMES, ids=lambda game: "-".join(map(str, game)))
def test_the_minds_still_play_it(game: tuple[str, str, int]) -> None:
    """The same minds with the same seed give the same file, byte for byte."""
    assert play(*game) == golden(*game)[0].read_bytes(), EXPLAIN


def test_a_golden_replay_of_older_rules_is_kept_when_it_is_recorded_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("playthroughs.record.REPLAYS", tmp_path)
    recorded = tmp_path / "curfew-caution-3.warbell"
    for folder in ("rules-1", "rules-1-format-1"):
        recorded.write_bytes((REPLAYS / "rules-1" / recorded.name).read_bytes())
        retire(recorded)
        assert not recorded.exists()
        assert (tmp_path / folder / recorded.name).exists()
    recorded.write_bytes(play(*GAMES[1]))
    retire(recorded)
    assert recorded.exists(), "of these rules"
