"""Moments of the built-in episodes, for the tests of the laws."""

import pytest
from laws.moments import Moments, moments

from warbell import episodes


@pytest.fixture(scope="session", params=episodes.names())
def met(request: pytest.FixtureRequest) -> list[Moments]:
    """Moments of each built-in episode."""
    return moments(episodes.load(request.param), 12, (1, 2, 5, 12, 25, 50, 90))
