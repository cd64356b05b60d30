"""What all environments here are made of: a batch whose worlds are begun by seeds, scored, and begun again alone."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any

import numpy as np
from gymnasium.error import ResetNeeded

from warbell.encode.words import ACTIONS
from warbell.engine.codes import DEAD, IS_INFECTED
from warbell.envs.batch import Batch
from warbell.envs.shaping import Shaping
from warbell.episodes import Episode, load
from warbell.errors import BadInput
from warbell.rollout import check_episode

Played = str | PathLike[str] | Episode  # a built-in episode by its name, a folder, or an episode


class ResetFirst(BadInput, ResetNeeded):
    """A step where no game runs: before the first `reset`, or after the end."""


def episode_of(given: Played) -> Episode:
    """The episode that is meant; BadInput if there is none."""
    return load(str(given)) if isinstance(given, (str, PathLike)) else check_episode(given)


def next_seed(seed: int) -> int:
    """The seed of the game after the one of this seed, so that a world's games follow from its first seed alone."""
    return int(np.random.SeedSequence(seed).generate_state(1, np.uint64)[0])


class Worlds:
    """E worlds of one episode, held by `batch`.

    `team_rewards`, int32 [E], is what the score gained in the last beat, `shaped`, float64 [E, S], what the shaping of
    each seat adds to it; both are 0 where a game has just begun.
    """

    def __init__(
        self,
        episode: Played,
        worlds: int,
        *,
        preset: str,
        shaping: Mapping[str, float] | None = None,
        strict: bool = False,
        threads: int = 1,
    ) -> None:
        """BadInput for an episode, a preset, a number of threads or a shaping term that is none."""
        self.episode = episode_of(episode)
        self.batch = Batch(self.episode, [0] * worlds, preset=preset, threads=threads)
        self.team_rewards = np.zeros(worlds, np.int32)
        self.shaped = np.zeros(self.batch.action_mask.shape[:2])
        self._shaping = Shaping(shaping or {}, self.batch.game)
        self._strict = strict
        self._seeds: list[int] = []  # of the games that run; empty before the first begins

    @property
    def begun(self) -> bool:
        """Whether there was a first reset."""
        return bool(self._seeds)

    @property
    def gone(self) -> np.ndarray:
        """Which seats are dead, turned or out, and so for good: bool [E, S]."""
        me = self.batch.game.percept.me
        lost: np.ndarray = (me["state"] >= DEAD) | IS_INFECTED[me["nature"]]
        return lost

    def begin(self, seeds: int | Sequence[int | None] | None, where: np.ndarray | None = None) -> None:
        """Begin the worlds of a mask, bool [E], or all: `seeds` is one for each world, the first one's, or None.

        A world without a seed goes on with its own next one, or, at the very first, with any.
        """
        worlds = len(self.team_rewards)
        given = self._given(seeds)
        if not self.begun:
            where = None  # no world has a game yet
        chosen = list(range(worlds)) if where is None else np.flatnonzero(where).tolist()
        kept = self._seeds or np.random.SeedSequence().generate_state(worlds, np.uint64).tolist()
        fresh = list(kept)
        for e in chosen:
            own = given[e]
            fresh[e] = own if own is not None else next_seed(kept[e]) if self.begun else kept[e]
        self.batch.restart(np.array(chosen), [fresh[e] for e in chosen])
        self._seeds = [int(seed) for seed in fresh]
        self._shaping.begin(chosen)
        self.team_rewards[chosen], self.shaped[chosen] = 0, 0

    def _given(self, seeds: Any) -> Sequence[int | None]:
        """The seed of each world, or None where it has none; BadInput for what is neither one seed nor a row."""
        worlds = len(self.team_rewards)
        if seeds is None:
            return [None] * worlds
        if isinstance(seeds, (int, np.integer)):
            return [int(seeds) + e for e in range(worlds)]
        row = seeds.tolist() if isinstance(seeds, np.ndarray) else seeds
        if isinstance(row, str) or not isinstance(row, Sequence):
            raise BadInput("seed", repr(seeds), "a whole number, or one for each world")
        if len(row) != worlds:
            raise BadInput("seed", f"{len(row)} of them", f"{worlds}, one for each world")
        return row

    def step(self, orders: np.ndarray) -> None:
        """Play a beat of every world that runs by these orders, integers [E, S]."""
        if not self.begun:
            raise ResetFirst("step", "no game yet", "reset() before the first step()")
        if self._strict:
            self._check(orders)
        self.batch.step(orders)
        np.copyto(self.team_rewards, self.batch.rewards)
        self._shaping.gain(self.shaped)

    def _check(self, orders: np.ndarray) -> None:
        """BadInput for an order that is not possible."""
        mask = self.batch.action_mask
        known = np.clip(orders, 0, mask.shape[-1] - 1)
        wrong = (known != orders) | (np.take_along_axis(mask, known[..., None], -1)[..., 0] == 0)
        for e, p in np.argwhere(wrong)[:1].tolist():
            name = ACTIONS[orders[e, p]] if known[e, p] == orders[e, p] else "no such order"
            found = f"{orders[e, p]} ({name}) of {self.episode.seats[p]} in world {e}"
            raise BadInput("action", found, "an order that its action_mask allows")
