"""An alley in which a game is over within twenty beats: one is bitten and turns, one can get out."""

from pathlib import Path

import pytest

from warbell.episodes import load


@pytest.fixture(scope="session")
def alley():
    return load(Path(__file__).parents[1] / "playthroughs/bite")


@pytest.fixture(scope="session")
def curfew():
    return load("curfew")
