"""The law of the nights, as figures of an ablation: timing beats speed, words are needed, no script or reflex wins."""

from dataclasses import dataclass

from warbell.lab.ablate import Ablation, Row
from warbell.lab.rivals import BLIND, NAIVE, SAME, SHORT, UNTOLD, WRITTEN
from warbell.lab.statistics import Interval


@dataclass(frozen=True)
class Figure:
    """One clause of the law: what was measured, in per cent, and within which bounds it should lie."""

    name: str
    found: Interval
    low: float
    high: float | None  # None: no bound
    who: str  # the row that gave it

    @property
    def kept(self) -> bool:
        """True if the night keeps this clause."""
        return self._within(self.found.value)

    @property
    def sure(self) -> bool:
        """True if no bound lies within the interval, so that more seeds would hardly say something else."""
        return self._within(self.found.low) == self._within(self.found.high) == self.kept

    def _within(self, rate: float) -> bool:
        return self.low <= rate and (self.high is None or rate <= self.high)


def law(result: Ablation) -> list[Figure]:
    """The clauses, in the order in which they are told."""
    rows = {row.name: row for row in result.rows}
    plan, caution = rows[WRITTEN], rows["all are caution"]
    return [
        _figure("the plan wins", plan, 85, 100),
        _best("the same ways at a run, any reflex", result, SAME, 30),
        _best("the short ways at a run, any reflex", result, SHORT, 20),
        _best("the best of the naive plans", result, NAIVE, 60),
        _best("the best script that looks at nothing but the clock", result, BLIND, 40),
        _best("the best without words and cues, clocks allowed", result, UNTOLD, 40),
        _figure("the plan without reflexes", rows.get("without reflexes", plan), max(0, plan.won.value - 15), 100),
        *_nobody_is_spare(result, plan),
        _figure("caution in all seats", caution, 5, 50),
        _figure("follow in all seats", rows["all are follow"], caution.won.value, 100),
    ]


def _figure(name: str, row: Row, low: float, high: float) -> Figure:
    return Figure(name, row.won, low, high, row.name)


def _best(name: str, result: Ablation, group: str, high: float) -> Figure:
    return _figure(name, max((row for row in result.rows if row.group == group), key=lambda row: row.won), 0, high)


def _nobody_is_spare(result: Ablation, plan: Row) -> list[Figure]:
    """How much of the plan's mean score, taken as exact, is lost by the seat that is missed least."""
    if plan.score.value <= 0:
        return []
    idle = [row for row in result.rows if row.group == "one seat" and row.name.endswith(" is held by wait")]
    least = max(idle, key=lambda row: row.change.value)
    value, low, high = (-100 * change / plan.score.value for change in least.change)
    name = "score lost if any one seat waits, the least"
    return [Figure(name, Interval(value, high, low), 40, None, least.name)]
