import pytest
from rescue import rescue

from warbell.episodes import brief
from warbell.replay import steps


@pytest.fixture(scope="session")
def replay():
    return rescue()


@pytest.fixture(scope="session")
def played(replay):
    """Every step of the rescue."""
    return list(steps(replay))


@pytest.fixture(scope="session")
def paper(replay):
    return brief(replay.episode)
