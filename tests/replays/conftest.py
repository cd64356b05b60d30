"""Games in a small yard, played once for all tests here."""

import pytest
from yard import yard

from warbell.replay import load
from warbell.runs import run


@pytest.fixture(scope="session")
def episode():
    return yard()


@pytest.fixture(scope="session")
def played(episode, tmp_path_factory):
    """Results and folder of nine games under caution."""
    folder = tmp_path_factory.mktemp("played")
    return run(episode, dict.fromkeys(episode.seats, "caution"), range(9), out=folder), folder


@pytest.fixture(scope="session")
def replay(played):
    """The shortest of those games."""
    return load(min(played[0], key=lambda result: result.beats).replay)
