"""What all tests share: the engine is compiled once before the workers start, and how long hypothesis looks."""

import signal

import pytest
from hypothesis import Phase, settings

from warbell.prepare import prepare

settings.register_profile("untimed", deadline=None)  # machines are shared: no test is timed
settings.register_profile(
    "unshrunk", deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # to know that it fails
settings.load_profile("untimed")

# Started in the background of a shell, this and all children would not hear Ctrl-C, which some tests press.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Fill the cache of compiled kernels in the process that starts the workers."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        prepare()
