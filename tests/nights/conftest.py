import pytest
from played import walkthrough

from warbell.episodes import Episode, load, names
from warbell.plans import Plan


@pytest.fixture(scope="session", params=names())
def night(request) -> tuple[Episode, Plan]:
    episode = load(request.param)
    return episode, walkthrough(episode)


@pytest.fixture(scope="session")
def curfew() -> tuple[Episode, Plan]:
    episode = load("curfew")
    return episode, walkthrough(episode)


@pytest.fixture(scope="session")
def heartbeat() -> tuple[Episode, Plan]:
    episode = load("heartbeat")
    return episode, walkthrough(episode)
