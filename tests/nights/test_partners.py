"""A night with its partners is won by who plays it, and not by who sits there."""

import importlib.util
from pathlib import Path

import pytest

from warbell.episodes import names

SEEDS = range(31_000, 31_060)


def table():
    path = Path(__file__).parents[2] / "scripts/partners/table.py"
    spec = importlib.util.spec_from_file_location("partners_table", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("night", names())
def test_played_well_it_is_won_and_idle_at_most_half_as_often(night):
    won = {
        player: sum(result.outcome == "won" for result in table().played(night, player, SEEDS))
        for player in ("wait", "plan")
    }
    assert won["plan"] >= len(SEEDS) * 0.4, won
    assert 2 * won["wait"] <= won["plan"], won
