"""A policy that thinks in arrays, as a mind: what a learner trained holds seats wherever minds do."""

from collections.abc import Callable
from typing import Any

import numpy as np

from warbell.encode.paper import paper_of
from warbell.encode.presets import COMPACT, PRESETS, arrays_of, buffers, encode
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.errors import BadInput

Act = Callable[[dict[str, np.ndarray], np.ndarray], Any]
"""Called with the observation, arrays [E, S, ...] by name, and the action mask, uint8 [E, S, A], of S seats that it
holds in E worlds; returns integers [E, S], indices into `warbell.ACTIONS`."""


class ArrayPolicy:
    """Makes minds of a policy: `ArrayPolicy(net.act)` holds seats in `run`, in environments and in rooms."""

    def __init__(self, act: Act, preset: str = COMPACT) -> None:
        """`preset` says which arrays it observes; BadInput if it is none."""
        if preset not in PRESETS:
            raise BadInput("preset", repr(preset), f"one of {', '.join(PRESETS)}")
        self._act = act
        self._preset = preset
        named = act if hasattr(act, "__qualname__") else type(act)
        self.__module__, self.__qualname__ = named.__module__, named.__qualname__  # what replays call its minds

    def __call__(self, brief: Brief, seats: list[int], worlds: int) -> "ArrayMind":
        """The mind that holds these seats (indices) of so many worlds."""
        return ArrayMind(self._act, self._preset, brief, seats, worlds)


class ArrayMind:
    """A policy in its seats of a batch of worlds, called once a beat for all of them."""

    def __init__(self, act: Act, preset: str, brief: Brief, seats: list[int], worlds: int) -> None:
        self._act = act
        self._paper = paper_of(brief)
        self._seats = seats
        self._worlds = worlds
        self._arrays = buffers(arrays_of(preset), worlds, len(brief.seats))

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P]; BadInput unless the policy gives an integer for each."""
        encode(percept, self._paper, self._arrays)
        observation = {name: array[:, self._seats] for name, array in self._arrays.items()}
        orders = np.asarray(self._act(observation, percept.mask[:, self._seats]))
        shape = (self._worlds, len(self._seats))
        if orders.shape != shape or orders.dtype.kind not in "iu":
            found = f"orders of shape {orders.shape} and {orders.dtype}"
            raise BadInput("policy", found, f"integers of shape {shape}, an order for each world and seat")
        out[:, self._seats] = orders
