import pytest
from rescue import rescue


@pytest.fixture(scope="session")
def replay():
    """A game by hand in which Ana brings Ben back up."""
    return rescue()
