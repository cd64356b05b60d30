"""The golden replays: they still verify, and the minds still play them, byte for byte."""

import pytest
from replays.record import GAMES, GOLDEN, golden, play, retire

from warbell import replay
from warbell.proof import verify

EXPLAIN = "a rule changed: say which in CHANGELOG.md, then ./dev python tests/replays/record.py"


@pytest.mark.parametrize("game", GAMES, ids=lambda game: "-".join(map(str, game)))
def test_a_golden_replay_verifies(game: tuple[str, str, int]) -> None:
    assert isinstance(verify([golden(*game)])[0], replay.Replay), EXPLAIN


@pytest.mark.parametrize("game", GAMES, ids=lambda game: "-".join(map(str, game)))
def test_the_minds_still_play_it(game: tuple[str, str, int]) -> None:
    """The same minds with the same seed give the same file, byte for byte."""
    assert play(*game) == golden(*game).read_bytes(), EXPLAIN


def test_a_golden_replay_of_older_rules_is_kept_when_it_is_recorded_anew(tmp_path):
    recorded = tmp_path / "curfew-caution-3.warbell"
    for folder in ("rules-1", "rules-1-format-1"):
        recorded.write_bytes((GOLDEN / "rules-1" / recorded.name).read_bytes())
        retire(recorded)
        assert not recorded.exists()
        assert (tmp_path / folder / recorded.name).exists()
    recorded.write_bytes(play(*GAMES[1]))
    retire(recorded)
    assert recorded.exists(), "of these rules"
