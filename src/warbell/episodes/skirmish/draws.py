"""The chance of a layout: the engine's dice under keys of their own, so that no game's seed says anything of a map."""

from collections.abc import MutableSequence, Sequence
from typing import Any, TypeVar

import numpy as np

from warbell.engine.dice import below, threefry

LAYOUT = np.uint64(0x6C61796F7574)  # "layout": the second word of every key here, as dice.NIGHT is that of the games'

_T = TypeVar("_T")


class Draws:
    """Draws one after the other, the same for the same layout seed and stream on every machine."""

    def __init__(self, layout_seed: int, stream: int) -> None:
        """The draws of a layout seed, 0 to 2**64 - 1; each stream has its own."""
        self._key = np.uint64(threefry(np.uint64(layout_seed), LAYOUT, np.uint64(stream), np.uint64(0))[0])
        self._drawn = 0

    def below(self, n: int) -> int:
        """A whole number from 0 up to below n, n from 1."""
        self._drawn += 1
        return int(below(n, self._key, self._drawn, 0))

    def between(self, first: int, last: int) -> int:
        """A whole number from first to last."""
        return first + self.below(last - first + 1)

    def chance(self, per_mille: int) -> bool:
        """True in so many of a thousand."""
        return self.below(1000) < per_mille

    def one(self, choices: Sequence[_T]) -> _T:
        """One of the choices."""
        return choices[self.below(len(choices))]

    def shuffle(self, cards: MutableSequence[Any]) -> None:
        """Put them into another order, each as likely."""
        for i in range(len(cards) - 1, 0, -1):
            j = self.below(i + 1)
            cards[i], cards[j] = cards[j], cards[i]
