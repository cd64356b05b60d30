"""The time in rooms: a clock that nobody sets."""

import time


class Steady:
    """Milliseconds since 1970 as the machine's clock had it at first, whatever that is set to from then on."""

    def __init__(self) -> None:
        self._ahead = time.time_ns() - time.monotonic_ns()

    def __call__(self) -> int:
        """The moment it is."""
        return (time.monotonic_ns() + self._ahead) // 1_000_000
