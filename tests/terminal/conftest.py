import pytest
from rescue import rescue

from warbell.terminal.reel import Reel


@pytest.fixture(scope="session")
def replay():
    return rescue()


@pytest.fixture
def reel(replay):
    return Reel(replay)
