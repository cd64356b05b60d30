"""What all tests share: the engine is compiled once before the workers start, instead of by each of them."""

import pytest

from warbell.prepare import prepare


def pytest_configure(config: pytest.Config) -> None:
    """Fill the cache of compiled kernels in the process that starts the workers."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        prepare()
