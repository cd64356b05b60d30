import pytest
from rescue import rescue

from warbell.terminal.film import Film


@pytest.fixture(scope="session")
def replay():
    return rescue()


@pytest.fixture
def film(replay):
    return Film(replay)
