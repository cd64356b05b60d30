"""The Gymnasium environment of one seat, one game at a time: a vector environment of a single world, unpacked."""

from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode

from warbell.encode.presets import COMPACT
from warbell.envs.parallel import whole
from warbell.envs.picture import FRAMES
from warbell.envs.vector import WorldsEnv
from warbell.envs.worlds import Played
from warbell.guests import Minds
from warbell.team import STAND_IN

Observation = dict[str, np.ndarray]


class SeatEnv(gymnasium.Env[Any, Any]):
    """One game of an episode from one seat; `partners` hold the others. What it returns is its caller's to keep."""

    metadata = FRAMES

    def __init__(
        self,
        episode: Played,
        *,
        seat: str | int = 0,
        partners: Minds = STAND_IN,
        preset: str = COMPACT,
        render_mode: str | None = None,
        shaping: Mapping[str, float] | None = None,
        strict: bool = False,
        words: bool = False,
    ) -> None:
        """As docs/environments.md has it; BadInput for whatever there is not."""
        self._vector = WorldsEnv(
            episode,
            seat=seat,
            partners=partners,
            preset=preset,
            autoreset_mode=AutoresetMode.DISABLED,
            copy=True,
            render_mode=render_mode,
            shaping=shaping,
            strict=strict,
        )
        self.render_mode = render_mode
        self.observation_space = self._vector.single_observation_space
        self.action_space = self._vector.single_action_space
        self._words = words

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Begin the game of this seed, or without one the next: see `worlds.next_seed`."""
        super().reset(seed=seed, options=options)
        observation, infos = self._vector.reset(seed=seed)
        self._show()
        return self._only(observation), self._info(infos)

    def step(self, action: int) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Play one beat by an order, an index into `warbell.ACTIONS`; BadInput if it is no whole number."""
        seen, rewards, terminated, truncated, infos = self._vector.step(np.array([whole(action)]))
        self._show()
        return self._only(seen), float(rewards[0]), bool(terminated[0]), bool(truncated[0]), self._info(infos)

    def render(self) -> Any:
        """The board in characters, as uint8 [height, width, 3], or printed: as `render_mode` says."""
        frames = self._vector.render()
        return None if frames is None else frames[0]

    def close(self) -> None:
        """Let partners know that their game is over."""
        self._vector.close()

    def _show(self) -> None:
        if self.render_mode == "human":
            self.render()

    @staticmethod
    def _only(observation: Observation) -> Observation:
        return {name: array[0] for name, array in observation.items()}

    def _info(self, infos: dict[str, Any]) -> dict[str, Any]:
        numbers = {name: int(infos[name][0]) for name in ("team_reward", "event_count")}
        info = {**numbers, "events": infos["events"][0]}
        return info | {"words": self._vector.words(0)} if self._words else info
