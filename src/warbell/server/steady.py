"""The time in rooms: a clock that nobody sets, and for how long it stood while no server was up."""

import time


class Steady:
    """Milliseconds since 1970 as the clock of the machine had it at first; from then on whoever sets that changes nothing."""

    def __init__(self) -> None:
        self._ahead = time.time_ns() - time.monotonic_ns()

    def __call__(self) -> int:
        """The moment it is."""
        return (time.monotonic_ns() + self._ahead) // 1_000_000
