"""The native batched call: E worlds of S seats, a beat of all of them at a time, observed as arrays for a learner."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from warbell.encode.presets import COMPACT, Array, arrays_of
from warbell.episodes import Episode
from warbell.game import Game


class Batch:
    """E worlds of an episode, one for each seed, before their first beat.

    `observation` (arrays [E, S, ...] by name), `action_mask` (uint8 [E, S, A]), `rewards` (int32 [E]), `terminated` and
    `truncated` (bool [E]) are brought up to date in place by `step` and `restart`: copy what is to outlive the next
    call, and write into none. A world that ended by its rules is terminated, one whose beats ran out truncated; either
    stands still until it is restarted.
    """

    def __init__(
        self, episode: Episode, seeds: Sequence[int] | np.ndarray, *, preset: str = COMPACT, threads: int = 1
    ) -> None:
        """BadInput for an episode, seeds or a preset that are none."""
        self.game = Game(episode, seeds, threads=threads)
        self.observation = self.game.observe(preset)
        self.arrays: dict[str, Array] = arrays_of(preset)
        self.rewards = self.game.rewards
        self.terminated, self.truncated = self.game.terminated, self.game.truncated
        self._preset = preset

    @property
    def action_mask(self) -> np.ndarray:
        """The orders that are possible to each seat now: uint8 [E, S, A]."""
        return self.game.masks

    def step(self, orders: np.ndarray) -> None:
        """Play one beat by these orders: integers [E, S], indices into `warbell.ACTIONS`; BadInput as `Game.step`."""
        self.game.step(orders, self.observation)

    def restart(self, where: Any, seeds: Sequence[int] | np.ndarray) -> None:
        """Begin chosen worlds again, each with a seed of its own, as `Game.restart` does."""
        self.game.restart(where, seeds)
        self.game.observe(self._preset, self.observation)
