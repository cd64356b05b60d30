"""Moments of the built-in episodes, for the tests of the laws.

Not yet of `roofs`, the one of facades and climbers: on it hypothesis finds that data is drawn differently from one time
to the next. Until that is mended, secrecy over brinks and on ladders is not proved.
"""

import pytest
from laws.moments import Moments, moments

from warbell import episodes


@pytest.fixture(scope="session", params=episodes.names())
def met(request: pytest.FixtureRequest) -> list[Moments]:
    """Moments of each episode; in every second game the last of the team has no seat."""
    episode, beats = episodes.load(request.param), (1, 2, 5, 12, 25, 50, 90)
    return [at for others in (0, 1) for at in moments(episode, 6, beats, others)]
