"""Forecasts and the truth: what really was where a seat marked what it thought, by the film, and its Brier score.

The score of a forecast of probability p is (p - outcome)^2, 0 the best and 1 the worst, and its mean rewards whoever
says what they think: G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather
Review 78 (1950).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from warbell.belief.marks import EMPTY, Forecast
from warbell.engine import codes
from warbell.film import Film

WHOLE = 100  # per cent


class Judged(NamedTuple):
    """A forecast and what came of it."""

    forecast: Forecast
    there: int  # of what was marked, within one cell of the mark; of nobody: people and infected that live
    true: bool

    @property
    def brier(self) -> float:
        """Its score, 0 to 1."""
        return (self.forecast.mark.sure - WHOLE * self.true) ** 2 / WHOLE**2


def judge(film: Film, people: Sequence[str], forecasts: Iterable[Forecast]) -> list[Judged]:
    """Each forecast against the film's beat; `people` are the names of the bodies that have one, in their order."""
    return [_judged(film, people, each) for each in forecasts]


def _judged(film: Film, people: Sequence[str], forecast: Forecast) -> Judged:
    mark, beat = forecast.mark, forecast.beat
    y, x, nature, state = (film.bodies[name][beat] for name in ("y", "x", "nature", "state"))
    near = (abs(y - mark.y) <= 1) & (abs(x - mark.x) <= 1)
    near[list(forecast.seen)] = False  # what is seen is no guess
    if mark.what == EMPTY:
        of_it = state <= codes.DOWN
    elif mark.nature is not None:
        of_it = (nature == mark.nature) & (state == codes.UP)
    else:
        of_it = (np.arange(len(state)) == people.index(mark.what)) & (state != codes.AWAY)
    there = int((near & of_it).sum())
    return Judged(forecast, there, there == 0 if mark.what == EMPTY else there >= mark.count)


def mean(judged: Sequence[Judged]) -> float | None:
    """The mean Brier score; None of no forecasts."""
    return sum(each.brier for each in judged) / len(judged) if judged else None
