"""The native batched call: E worlds of S seats, a beat of all of them at a time, observed as arrays for a learner."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from warbell.encode.presets import COMPACT, PRESETS, Array, arrays_of, buffers, encode
from warbell.engine.codes import RUNNING_STILL
from warbell.episodes import Episode
from warbell.errors import BadInput
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
        if preset not in PRESETS:
            raise BadInput("preset", repr(preset), f"one of {', '.join(PRESETS)}")
        self.game = Game(episode, seeds, threads=threads)
        worlds, seats = self.game.masks.shape[:2]
        self.arrays: dict[str, Array] = arrays_of(preset, seats, self.game.percept.drones.shape[2])
        self.observation = buffers(self.arrays, worlds, seats)
        self.rewards = np.zeros(worlds, np.int32)
        self.terminated, self.truncated = np.zeros(worlds, bool), np.zeros(worlds, bool)
        self._timeouts = np.array([ending.outcome == "timeout" for ending in episode.endings])
        self._observe()

    @property
    def action_mask(self) -> np.ndarray:
        """The orders that are possible to each seat now: uint8 [E, S, A]."""
        return self.game.masks

    def step(self, orders: np.ndarray) -> None:
        """Play one beat by these orders: integers [E, S], indices into `warbell.ACTIONS`; BadInput as `Game.step`."""
        rewards, _ = self.game.step(orders)
        self.rewards[:] = rewards
        self._observe()

    def restart(self, where: Any, seeds: Sequence[int] | np.ndarray) -> None:
        """Begin chosen worlds again, each with a seed of its own, as `Game.restart` does."""
        self.game.restart(where, seeds)
        self._observe()

    def _observe(self) -> None:
        encode(self.game.percept, self.game.brief.chart, self.observation)
        ending = self.game.endings
        done = ending != RUNNING_STILL
        late = self._timeouts[ending]  # an ending that is none reads the last row, and is masked out below
        self.truncated[:] = done & late
        self.terminated[:] = done & ~late
