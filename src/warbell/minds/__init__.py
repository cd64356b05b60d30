"""Minds: what can hold seats. A mind is made from the brief and then sees percepts, never the world.

docs/minds.md says what each does.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import numpy as np

from warbell.engine.percept import Percept
from warbell.errors import BadInput
from warbell.minds.caution import Caution
from warbell.minds.ensemble import Ensemble
from warbell.minds.follow import Follow
from warbell.minds.selfish import Selfish
from warbell.minds.sprint import Sprint
from warbell.minds.wait import Wait
from warbell.plans import Cell, Plan

if TYPE_CHECKING:
    from warbell.episodes import Brief

NAMES = ("wait", "sprint", "selfish", "caution", "follow", "plan", "walkthrough")


class Mind(Protocol):
    """What holds some seats of all worlds of a batch."""

    @property
    def answers(self) -> bool:
        """True if its seats give back whatever code word they are given."""

    def line(self, percept: Percept, seat: int) -> tuple[Cell, ...]:
        """What a seat of world 0 means to do next, as its line of a plan; () if it means to do nothing."""

    def reason(self, seat: int) -> str:
        """Why a seat of world 0 gave its last order, in words."""

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill out[:, seats], int32 [E, P], with the actions of this beat, each from its own seat's percept alone."""


OF_A_BRIEF: dict[str, Callable[["Brief", list[int], int], Mind]] = {
    "sprint": Sprint,
    "selfish": Selfish,
    "caution": Caution,
    "follow": Follow,
}


def make(name: str, brief: "Brief", seats: list[int], worlds: int, plan: Plan | None = None) -> Mind:
    """The mind of that name for these seats (indices into brief.seats) of `worlds` worlds.

    `plan` is what `plan` and `walkthrough` play. Raises BadInput for an unknown name or a missing plan.
    """
    if name == "wait":
        return Wait(seats)
    if name in OF_A_BRIEF:
        return OF_A_BRIEF[name](brief, seats, worlds)
    if name not in NAMES:
        raise BadInput("minds", repr(name), f"one of {', '.join(NAMES)}, module:Class or exec:COMMAND")
    if plan is None:
        raise BadInput(f"--mind {name}", "no plan", "a plan: --plan FILE, or an episode with a walkthrough")
    return Ensemble(brief, seats, worlds, plan)
