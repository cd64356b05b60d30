"""Shaping: what may be added to a seat's reward on request, each term the change of something that seat knows.

Every term is a potential of the percept and the paper, so its sum over a game is its value at the end less that at the
start, and going round in circles gains nothing.
"""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from warbell.engine.bits import unpack
from warbell.engine.codes import AWAY, UP
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.errors import BadInput
from warbell.game import Game
from warbell.minds.ways import FAR, UNIT, spread, ways


def _nearer(brief: Brief) -> Callable[[Percept], np.ndarray]:
    """Steps to where one is to go, by the paper, as a loss; none for who is out, or has nowhere to go."""
    path, width = ways(brief.chart), brief.chart.terrain.shape[1]
    values = np.stack([np.where(unpack(cells, width) & (path.cost >= 0), 0, FAR) for cells in brief.targets])
    values = values.astype(np.int32)
    spread(np.stack([path.cost] * len(values)), path.link_at, path.links, values, -1, -1)
    steps = np.where(values < FAR, values / UNIT, 0.0)
    seats = np.arange(len(values))

    def measure(percept: Percept) -> np.ndarray:
        me = percept.me
        return np.where(me["state"] == AWAY, 0.0, -steps[seats, me["y"], me["x"]])

    return measure


def _unhurt(_brief: Brief) -> Callable[[Percept], np.ndarray]:
    """Points of one's health."""
    return lambda percept: np.maximum(percept.me["hp"], 0)


def _explored(_brief: Brief) -> Callable[[Percept], np.ndarray]:
    """Cells ever seen."""
    return lambda percept: np.bitwise_count(percept.known).sum(axis=(2, 3))


def _calm(_brief: Brief) -> Callable[[Percept], np.ndarray]:
    """Fear, as a loss."""
    return lambda percept: -percept.me["fear"]


def _together(brief: Brief) -> Callable[[Percept], np.ndarray]:
    """Mates in sight who are up."""
    seats = len(brief.seats)
    others = ~np.eye(seats, dtype=bool)

    def measure(percept: Percept) -> np.ndarray:
        mates = percept.bodies[:, :, :seats]
        seen = (mates["beat"] == percept.me["beat"][..., None]) & (mates["state"] == UP) & others
        count: np.ndarray = seen.sum(axis=-1)
        return count

    return measure


def _laden(_brief: Brief) -> Callable[[Percept], np.ndarray]:
    """Objects one carries."""
    return lambda percept: percept.pack.sum(axis=-1)


TERMS: dict[str, Callable[[Brief], Callable[[Percept], np.ndarray]]] = {
    "nearer": _nearer,
    "unhurt": _unhurt,
    "explored": _explored,
    "calm": _calm,
    "together": _together,
    "laden": _laden,
}


class Shaping:
    """The terms of all seats of a game's worlds, each with its weight."""

    def __init__(self, weights: Mapping[str, float], game: Game) -> None:
        """BadInput for a term that there is not, or a weight that is no number."""
        if not isinstance(weights, Mapping):
            raise BadInput("shaping", repr(weights), "weights by term, as in {'nearer': 0.1}")
        for name, weight in weights.items():
            if name not in TERMS:
                raise BadInput("shaping", repr(name), f"one of {', '.join(TERMS)}")
            if not isinstance(weight, (int, float, np.number)) or not np.isfinite(weight):
                raise BadInput(f"shaping {name}", repr(weight), "a number")
        self._game = game
        self._measures = [(weight, TERMS[name](game.brief)) for name, weight in weights.items()]
        self._before = self._values()

    def begin(self, worlds: Iterable[int]) -> None:
        """Forget what was in worlds that begin anew."""
        if self._measures:
            chosen = list(worlds)
            self._before[chosen] = self._values()[chosen]

    def gain(self, out: np.ndarray) -> None:
        """Fill out, float64 [E, S], with what the terms gained since the last call."""
        if self._measures:
            now = self._values()
            np.subtract(now, self._before, out=out)
            self._before = now

    def _values(self) -> np.ndarray:
        """The weighted sum of all terms, float64 [E, S]."""
        percept = self._game.percept
        total = np.zeros(percept.me.shape)
        for weight, measure in self._measures:
            total += weight * measure(percept)
        return total
