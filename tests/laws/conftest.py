"""Moments of the built-in episodes and of one of roofs, for the tests of the laws."""

import pytest
from laws.moments import ROOFS, Moments, moments

from warbell import episodes


@pytest.fixture(scope="session", params=[*episodes.names(), ROOFS])
def met(request: pytest.FixtureRequest) -> list[Moments]:
    """Moments of each episode; in every second game the last of the team has no seat."""
    episode, beats = episodes.load(request.param), (1, 2, 5, 12, 25, 50, 90)
    return [at for others in (0, 1) for at in moments(episode, 6, beats, others)]
