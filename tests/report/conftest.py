import pytest
from rescue import rescue

from warbell.report.history import history


@pytest.fixture(scope="session")
def replay():
    return rescue()


@pytest.fixture(scope="session")
def past(replay):
    return history(replay)
