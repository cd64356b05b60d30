"""The PettingZoo environment: every seat an agent, all orders at once, one game at a time."""

import operator
from collections.abc import Mapping
from typing import Any

import numpy as np
from gymnasium.spaces import Box, Dict, Discrete
from pettingzoo import AECEnv, ParallelEnv
from pettingzoo.utils.conversions import parallel_to_aec

from warbell.encode.presets import COMPACT
from warbell.engine.codes import WAIT
from warbell.envs.picture import FRAMES, check_render_mode, draw
from warbell.envs.referee import Referee
from warbell.envs.spaces import action_space, events_of, observation_space, observed
from warbell.envs.worlds import Played, ResetFirst, Worlds
from warbell.errors import BadInput
from warbell.rollout import check_count

Observation = dict[str, np.ndarray]
Infos = dict[str, dict[str, Any]]


class TeamEnv(ParallelEnv[str, Observation, int]):  # type: ignore[misc]  # PettingZoo ships no types
    """One game of an episode; agents are seat ids, actions indices into `warbell.ACTIONS`.

    An agent ends with its seat: terminated when it died, turned or got out, or with the game; truncated when the
    beats or `max_cycles` ran out. Until then each gets the team's reward, and what its own shaping adds. With `stay`
    all end with the game.
    """

    metadata: dict[str, Any]

    def __init__(
        self,
        episode: Played,
        *,
        preset: str = COMPACT,
        max_cycles: int | None = None,
        render_mode: str | None = None,
        shaping: Mapping[str, float] | None = None,
        strict: bool = False,
        words: bool = False,
        stay: bool = False,
    ) -> None:
        """As docs/environments.md has it; BadInput for whatever there is not."""
        self.render_mode = check_render_mode(render_mode)
        self.max_cycles = None if max_cycles is None else check_count("max_cycles", max_cycles)
        self._worlds = Worlds(episode, 1, preset=preset, shaping=shaping, strict=strict)
        self._words, self._stay = words, stay
        self._cycles = 0
        batch = self._worlds.batch
        self.possible_agents = list(self._worlds.episode.seats)
        self.agents: list[str] = []
        self._index = {seat: p for p, seat in enumerate(self.possible_agents)}
        self.observation_spaces: dict[str, Dict] = {seat: observation_space(batch) for seat in self.possible_agents}
        self.action_spaces: dict[str, Discrete] = {seat: action_space(batch) for seat in self.possible_agents}
        self.metadata = {"name": f"warbell_{self._worlds.episode.name}_v0", "is_parallelizable": True, **FRAMES}
        self._referee = Referee(batch.game.world)
        numbers = np.iinfo(np.int32)
        self.state_space = Box(numbers.min, numbers.max, (self._referee.width,), np.int32)
        self._orders = np.zeros((1, len(self.possible_agents)), np.int32)

    def observation_space(self, agent: str) -> Dict:
        """The arrays of the preset by name, and `action_mask`; always the same object."""
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> Discrete:
        """One order; always the same object."""
        return self.action_spaces[agent]

    def reset(
        self,
        seed: int | None = None,
        options: dict[str, Any] | None = None,  # noqa: ARG002 - there are none, and PettingZoo passes them on
    ) -> tuple[dict[str, Observation], Infos]:
        """Begin the game of this seed, or without one the next: see `worlds.next_seed`."""
        self._worlds.begin(seed)
        self._cycles = 0
        self.agents = list(self.possible_agents)
        if self.render_mode == "human":
            self.render()
        return self._observations(self.agents), self._infos(self.agents)

    def step(
        self, actions: dict[str, int]
    ) -> tuple[dict[str, Observation], dict[str, float], dict[str, bool], dict[str, bool], Infos]:
        """Play one beat by the order of every agent that is left.

        An order of one who is gone means nothing. BadInput for one of nobody there is, none of somebody who is left, or
        one that is no whole number.
        """
        lived = self.agents
        if not lived and actions:
            raise ResetFirst("step", "no game that runs", "reset() before the next step()")
        if not lived:
            return {}, {}, {}, {}, {}
        self._worlds.step(self._read(actions))
        self._cycles += 1
        batch = self._worlds.batch
        over = bool(batch.terminated[0])
        late = bool(batch.truncated[0]) or (self.max_cycles is not None and self._cycles >= self.max_cycles)
        gone, shaped = self._worlds.gone[0].tolist(), self._worlds.shaped[0].tolist()
        team = float(self._worlds.team_rewards[0])
        index = self._index
        terminated = {agent: over or (gone[index[agent]] and not self._stay) for agent in lived}
        truncated = {agent: late and not terminated[agent] for agent in lived}
        self.agents = [agent for agent in lived if not (terminated[agent] or truncated[agent])]
        if self.render_mode == "human":
            self.render()
        paid = {agent: team + shaped[index[agent]] for agent in lived}
        return self._observations(lived), paid, terminated, truncated, self._infos(lived)

    def state(self) -> np.ndarray:
        """What a referee knows, int32 [state_space.shape]: see `state_layout`."""
        state: np.ndarray = self._referee.state()[0]
        return state

    @property
    def state_layout(self) -> dict[str, slice]:
        """Which numbers of `state` say what."""
        return self._referee.layout

    def render(self) -> str | np.ndarray | None:
        """The board in characters, as uint8 [height, width, 3], or printed: as `render_mode` says."""
        drawn: str | np.ndarray | None = draw(self._worlds.batch.game, 0, self.render_mode)
        return drawn

    def _read(self, actions: Mapping[str, int]) -> np.ndarray:
        orders = self._orders
        orders[:] = WAIT
        missing = [agent for agent in self.agents if agent not in actions]
        if missing:
            raise BadInput("actions", f"none of {', '.join(missing)}", "an order of every agent that is left")
        for agent, action in actions.items():
            if agent not in self._index:
                raise BadInput("actions", f"one of {agent!r}", f"orders of {', '.join(self.agents)}")
            if agent in self.agents:
                orders[0, self._index[agent]] = whole(action)
        return orders

    def _observations(self, agents: list[str]) -> dict[str, Observation]:
        # One copy for all seats, so that what a learner keeps stays as it was.
        fresh = [(name, array[0].copy()) for name, array in observed(self._worlds.batch).items()]
        return {agent: {name: array[self._index[agent]] for name, array in fresh} for agent in agents}

    def _infos(self, agents: list[str]) -> Infos:
        game, team = self._worlds.batch.game, int(self._worlds.team_rewards[0])
        rows, counts = events_of(self._worlds.batch)[0].copy(), game.percept.me["events"][0].tolist()
        infos: Infos = {}
        for agent in agents:
            p = self._index[agent]
            infos[agent] = {"team_reward": team, "events": rows[p], "event_count": counts[p]}
            if self._words:
                infos[agent]["words"] = game.words(0, p)
        return infos


def whole(action: Any) -> int:
    """An action as a number; BadInput if it is none."""
    try:
        number = operator.index(action)
    except TypeError:
        raise BadInput("action", repr(action), "a whole number, an index into warbell.ACTIONS") from None
    return max(-1, min(number, 2**31 - 1))  # what is no order at all stays none


def parallel_env(episode: Played, **options: Any) -> TeamEnv:
    """A PettingZoo `ParallelEnv` of an episode: `TeamEnv` says what options there are."""
    return TeamEnv(episode, **options)


def aec_env(episode: Played, **options: Any) -> AECEnv[str, Observation, int]:
    """The same with agents one after the other: nobody sees more by it, and the beat is played after the last."""
    return parallel_to_aec(TeamEnv(episode, **options))
