"""Chances that hypothesis makes small: every choice has a plain answer, which comes first and is what it shrinks to."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from random import Random
from typing import Any


class Choices(ABC):
    """What can be chosen."""

    @abstractmethod
    def number(self, low: int, high: int) -> int:
        """A whole number; the plain one is the lowest."""

    def pick(self, options: Sequence[Any]) -> Any:
        """One of these; the plain one is the first."""
        return options[self.number(0, len(options) - 1)]

    def chance(self, percent: int) -> bool:
        """Whether something happens that does so in so many of a hundred cases; plainly it does not."""
        return self.number(0, 99) >= 100 - percent

    def many(self, options: Sequence[Any], count: int) -> list[Any]:
        """So many of these, each by itself."""
        return [self.pick(options) for _ in range(count)]


class Dice(Choices):
    """Choices drawn from hypothesis' own `randoms()`, which can go on while a world is being played.

    They are drawn as bare numbers and not as strategies, as hypothesis would copy parts of a world from one place to
    another, and look at fewer kinds of worlds for it.
    """

    def __init__(self, random: Random) -> None:
        self._random = random

    def number(self, low: int, high: int) -> int:
        """A whole number."""
        return self._random.randint(low, high)

    def part(self, size: int) -> Choices:
        """At most so many choices about one thing, drawn together: to make all of them plain is one step."""
        return _Part(self._random.randbytes(size) if size else b"")

    def parts(self, count: int, size: int) -> list[Choices]:
        """Parts for so many things. Draw as many as there can ever be: fewer would move all that is drawn later."""
        return [self.part(size) for _ in range(count)]

    def parts_of_one(self, count: int, size: int) -> list[Choices]:
        """Parts for so many things that are mostly none: drawn together, and plain together."""
        drawn = self._random.randbytes(count * size)
        return [_Part(drawn[k * size : (k + 1) * size]) for k in range(count)]


class _Part(Choices):
    def __init__(self, drawn: bytes) -> None:
        self._drawn = iter(drawn)

    def number(self, low: int, high: int) -> int:
        """A whole number less than 256 above the lowest."""
        assert high - low < 256
        return low + next(self._drawn) % (high - low + 1)
