"""The nights of days: for each day of UTC an episode and a seed, the same for everybody on a server.

Both come from a secret of its store, as whoever knew the seed could play the night out beforehand.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from warbell.belief.world import SEED as ON_PAPER

DAY = 86_400_000  # milliseconds


def now() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def day_of(moment: int) -> str:
    """The day of UTC, "2026-11-27", of a moment in milliseconds since 1970."""
    return datetime.fromtimestamp(moment / 1000, UTC).date().isoformat()


def is_sealed(day: str | None, moment: int) -> bool:
    """True for a night of a day that is not over: nothing of it is shown but to who has played it."""
    return day is not None and day_of(moment) <= day


class Almanac:
    """Which night is of which day."""

    def __init__(self, secret: bytes, clock: Callable[[], int], episodes: Sequence[str]) -> None:
        """`clock` tells milliseconds since 1970; `episodes` are the names that nights are chosen from."""
        self._secret = secret
        self._clock = clock
        self._episodes = episodes

    @property
    def today(self) -> str:
        """The day it is."""
        return day_of(self._clock())

    @property
    def left_ms(self) -> int:
        """Milliseconds until it is over."""
        return DAY - self._clock() % DAY

    def episode(self, day: str) -> str:
        """The name of the episode of a day."""
        return self._episodes[self._number("episode", day) % len(self._episodes)]

    def seed(self, day: str) -> int:
        """The seed of a day, below 2**64 - 1."""
        return self._number("seed", day) % ON_PAPER

    def _number(self, what: str, day: str) -> int:
        """A number nobody can tell without the secret, below 2**256."""
        return int.from_bytes(hmac.digest(self._secret, f"{what} of {day}".encode(), hashlib.sha256))
