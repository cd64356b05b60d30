from pathlib import Path

import pytest
from rescue import rescue

import warbell
from warbell.report.history import history


@pytest.fixture(scope="session")
def garden():
    """The night of climbers and wounded, and its walkthrough."""
    night = warbell.load("garden")
    plan = Path(warbell.__file__).parent / "episodes/garden/walkthrough.plan"
    return night, warbell.read_plan(plan, warbell.brief(night), "garden")


@pytest.fixture(scope="session")
def replay():
    return rescue()


@pytest.fixture(scope="session")
def past(replay):
    return history(replay)
