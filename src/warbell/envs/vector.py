"""The Gymnasium vector environment: many games at once, of one seat among minds or of all seats together."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium.spaces import Dict, Discrete, MultiDiscrete
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from warbell.encode.presets import COMPACT
from warbell.engine.codes import WAIT
from warbell.envs.partners import Partners, seat_of
from warbell.envs.picture import FRAMES, check_render_mode, draw
from warbell.envs.referee import Referee
from warbell.envs.spaces import action_space, events_of, joint_action_space, observation_space, observed
from warbell.envs.worlds import Played, ResetFirst, Worlds
from warbell.errors import BadInput
from warbell.guests import Minds
from warbell.rollout import check_count
from warbell.team import STAND_IN

Arrays = dict[str, np.ndarray]


class WorldsEnv(VectorEnv[Arrays, np.ndarray, np.ndarray]):
    """`num_envs` games of an episode, for one seat (others held by `partners`) or, without `seat`, for all jointly.

    A game ends with the night, whatever became of the seat: who is gone can only wait, and is still paid. Observations,
    masks and events are the engine's own arrays, the rest the environment's: the next call writes over them, unless
    `copy` is asked for.
    """

    def __init__(
        self,
        episode: Played,
        num_envs: int = 1,
        *,
        seat: str | int | None = None,
        partners: Minds = STAND_IN,
        preset: str = COMPACT,
        autoreset_mode: AutoresetMode | str = AutoresetMode.NEXT_STEP,
        copy: bool = False,
        render_mode: str | None = None,
        shaping: Mapping[str, float] | None = None,
        strict: bool = False,
        threads: int = 1,
    ) -> None:
        """As docs/environments.md has it; BadInput for whatever there is not."""
        self.render_mode = check_render_mode(render_mode)
        try:
            self.autoreset_mode = AutoresetMode(autoreset_mode)
        except ValueError:
            modes = ", ".join(mode.value for mode in AutoresetMode)
            raise BadInput("autoreset_mode", repr(autoreset_mode), f"one of {modes}") from None
        self.metadata = {**FRAMES, "autoreset_mode": self.autoreset_mode}
        self.num_envs, self.copy = check_count("num_envs", num_envs), copy
        self._worlds = Worlds(episode, num_envs, preset=preset, shaping=shaping, strict=strict, threads=threads)
        batch = self._worlds.batch
        self._seat = None if seat is None else seat_of(batch.game, seat)
        if self._seat is None and partners != STAND_IN:
            raise BadInput("partners", "an environment of all seats", "one with a seat, so that others are left")
        self._partners = None if self._seat is None else Partners(batch.game, self._seat, partners)
        seats = () if self._seat is not None else (batch.action_mask.shape[1],)
        self.single_observation_space: Dict = observation_space(batch, *seats)
        self.single_action_space: Discrete | MultiDiscrete = joint_action_space(batch) if seats else action_space(batch)
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self._referee = Referee(batch.game.world)
        self._orders = np.zeros(batch.action_mask.shape[:2], np.int32)
        self._rewards = np.zeros(num_envs)
        self._terminated, self._truncated = np.zeros(num_envs, bool), np.zeros(num_envs, bool)
        self._all = np.ones(num_envs, bool)  # the mask of infos that every world has

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Arrays, dict[str, Any]]:
        """Begin all games, or those of `options["reset_mask"]`, bool [num_envs].

        World e plays `seed` + e, or its own of a list of seeds; without one it goes on with its next.
        """
        where = self._mask(options)
        self._worlds.begin(seed, where)
        self._begun(self._all if where is None else where)
        return self._observations(), self._infos()

    def step(self, actions: np.ndarray) -> tuple[Arrays, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """Play one beat of every game: integers [num_envs], or jointly [num_envs, seats].

        BadInput for another shape or type; with autoreset disabled also while an ended game waits for its reset.
        """
        batch = self._worlds.batch
        ended = batch.terminated | batch.truncated  # in the step before, and not begun again since
        if self.autoreset_mode is AutoresetMode.DISABLED and ended.any():
            worlds = ", ".join(map(str, np.flatnonzero(ended)[:8]))
            raise ResetFirst(
                "step", f"the ended game of world {worlds}", "reset() of ended games before the next step()"
            )
        self._worlds.step(self._read(actions, ~ended))
        shaped = self._worlds.shaped
        self._rewards[:] = shaped.sum(axis=1) if self._seat is None else shaped[:, self._seat]
        self._rewards += self._worlds.team_rewards
        np.copyto(self._terminated, batch.terminated)
        np.copyto(self._truncated, batch.truncated)
        if self.autoreset_mode is AutoresetMode.NEXT_STEP:
            if ended.any():
                self._worlds.begin(None, ended)
                self._begun(ended)
            return self._given(self._infos())
        ended = self._terminated | self._truncated
        if self.autoreset_mode is AutoresetMode.SAME_STEP and ended.any():
            last = self._last(ended)
            self._worlds.begin(None, ended)
            if self._partners:
                self._partners.begin(np.flatnonzero(ended).tolist())
            return self._given(self._infos() | last)
        return self._given(self._infos())

    def close_extras(self, **kwargs: Any) -> None:  # noqa: ARG002 - as Gymnasium calls it
        """Let partners know that their games are over."""
        if self._partners:
            self._partners.close()

    def state(self) -> np.ndarray:
        """What a referee knows of each game: int32 [num_envs, n], by `state_layout`."""
        return self._referee.state()

    @property
    def state_layout(self) -> dict[str, slice]:
        """Which numbers of a row of `state` say what."""
        return self._referee.layout

    def render(self) -> tuple[Any, ...] | None:
        """The board of every game in characters or as uint8 [height, width, 3], or printed: as `render_mode` says."""
        if self.render_mode is None:
            return None
        return tuple(draw(self._worlds.batch.game, e, self.render_mode) for e in range(self.num_envs))

    def words(self, world: int) -> tuple[str, ...]:
        """What the one seat of a game perceives, in sentences; BadInput for a joint environment."""
        if self._seat is None:
            raise BadInput("words", "an environment of all seats", "one with a seat")
        return self._worlds.batch.game.words(world, self._seat)

    def _mask(self, options: dict[str, Any] | None) -> np.ndarray | None:
        where = (options or {}).get("reset_mask")
        if where is None:
            return None
        fits = isinstance(where, np.ndarray) and where.dtype == bool and where.shape == (self.num_envs,)
        if not fits or not where.any():
            raise BadInput("reset_mask", repr(where), f"a mask of {self.num_envs}, bool, true somewhere")
        chosen: np.ndarray = where
        return chosen

    def _begun(self, where: np.ndarray) -> None:
        """These games stand before their first beat."""
        self._rewards[where] = 0
        self._terminated[where] = False
        self._truncated[where] = False
        if self._partners:
            self._partners.begin(np.flatnonzero(where).tolist())

    def _read(self, actions: np.ndarray, running: np.ndarray) -> np.ndarray:
        """The orders of all seats, int [num_envs, S]."""
        given = np.asarray(actions)
        shape = (self.num_envs,) if self._seat is not None else self._orders.shape
        if given.shape != shape or given.dtype.kind not in "iu":
            raise BadInput("actions", f"{given.dtype} of shape {given.shape}", f"integers of shape {shape}")
        if self._seat is None or self._partners is None:
            np.copyto(self._orders, np.clip(given, -1, 2**31 - 1))
        else:
            self._orders[:] = WAIT
            self._partners.decide(self._orders, running)
            self._orders[:, self._seat] = np.clip(given, -1, 2**31 - 1)
        self._orders[~running] = WAIT  # the action of a world that is reset in this step means nothing
        return self._orders

    def _own(self, table: np.ndarray) -> np.ndarray:
        """The seat's part of a table [num_envs, S, ...], or all of it."""
        return table if self._seat is None else table[:, self._seat]

    def _observations(self) -> Arrays:
        found = {name: self._own(array) for name, array in observed(self._worlds.batch).items()}
        return {name: array.copy() for name, array in found.items()} if self.copy else found

    def _infos(self) -> dict[str, Any]:
        percept = self._worlds.batch.game.percept
        found = {
            "team_reward": self._worlds.team_rewards,
            "events": self._own(events_of(self._worlds.batch)),
            "event_count": self._own(percept.me["events"]),
        }
        return {
            name: each
            for key, table in found.items()
            for name, each in ((key, table.copy() if self.copy else table), (f"_{key}", self._all))
        }

    def _last(self, ended: np.ndarray) -> dict[str, Any]:
        """What was last observed and known of games that are reset in the same step."""
        seen = {name: array.copy() for name, array in self._observations().items()}
        observations = np.full(self.num_envs, None, object)
        for e in np.flatnonzero(ended).tolist():
            observations[e] = {name: array[e] for name, array in seen.items()}
        infos = {name: ended if name.startswith("_") else table.copy() for name, table in self._infos().items()}
        return {"final_obs": observations, "_final_obs": ended, "final_info": infos, "_final_info": ended}

    def _given(self, infos: dict[str, Any]) -> tuple[Arrays, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        results = self._rewards, self._terminated, self._truncated
        rewards, terminated, truncated = (each.copy() for each in results) if self.copy else results
        return self._observations(), rewards, terminated, truncated, infos


def vector_env(episode: Played, num_envs: int, **options: Any) -> WorldsEnv:
    """A Gymnasium `VectorEnv` of an episode: `WorldsEnv` says what options there are."""
    return WorldsEnv(episode, num_envs, **options)
