"""wait: nobody does anything."""

import numpy as np

from warbell.engine.codes import WAIT
from warbell.engine.percept import Percept
from warbell.plans import Cell


class Wait:
    """Everybody stays where they are."""

    answers = False

    def __init__(self, seats: list[int]) -> None:
        self.seats = seats

    def decide(self, percept: Percept, out: np.ndarray) -> None:  # noqa: ARG002 - whatever they perceive
        """Fill out[:, seats], int32 [E, P]."""
        out[:, self.seats] = WAIT

    def line(self, percept: Percept, seat: int) -> tuple[Cell, ...]:  # noqa: ARG002
        """Nothing."""
        return ()

    def reason(self, seat: int) -> str:  # noqa: ARG002
        """What it always does."""
        return "waits, whatever happens"
