"""The law of the nights, as figures of an ablation: timing beats speed, words are needed, no script or reflex wins."""

from collections.abc import Sequence
from dataclasses import dataclass

from warbell.lab.ablate import Ablation, Row


@dataclass(frozen=True)
class Figure:
    """One clause of the law: what was measured, in per cent, and within which bounds it should lie."""

    name: str
    found: float
    low: float
    high: float
    who: str  # the row that gave it

    @property
    def kept(self) -> bool:
        """True if the night keeps this clause."""
        return self.low <= self.found <= self.high


def figures(result: Ablation) -> list[Figure]:
    """The clauses, in the order in which they are told."""
    plan = _named(result, "as written")
    found = [
        _figure("the plan wins", plan, 85, 100),
        _best(result, "the same ways at a run, any reflex", "the same ways at a run", 30),
        _best(result, "the short ways at a run, any reflex", "the short ways at a run", 20),
        _best(result, "the best of the naive plans", "naive plans", 60),
        _best(result, "the best script that looks at nothing but the clock", "looks at nothing but the clock", 40),
        _best(result, "the best without words and cues, clocks allowed", "words and cues become clocks", 40),
    ]
    bare = [row for row in result.rows if row.name == "without reflexes"] or [plan]
    found.append(_figure("the plan without reflexes", bare[0], plan.won.value - 15, 100))
    idle = [row for row in result.rows if row.name.endswith(" is held by wait")]
    if idle and plan.score.value > 0:
        least = max(idle, key=lambda row: row.score.value)
        loss = 100 - 100 * least.score.value / plan.score.value
        found.append(Figure("score lost if any one seat waits, the least", loss, 40, float("inf"), least.name))
    caution, follow = _named(result, "all are caution"), _named(result, "all are caution")
    found.append(_figure("caution in all seats", caution, 5, 50))
    found.append(_figure("follow in all seats", follow, caution.won.value, 100))
    return found


def _named(result: Ablation, name: str) -> Row:
    return next(row for row in result.rows if row.name == name)


def _figure(name: str, row: Row, low: float, high: float) -> Figure:
    return Figure(name, row.won.value, low, high, row.name)


def _best(result: Ablation, name: str, group: str, high: float) -> Figure:
    rows = [row for row in result.rows if row.group == group]
    return _figure(name, max(rows, key=lambda row: row.won.value), 0, high)


def groups(rows: Sequence[Row]) -> list[str]:
    """The groups of rows in their order."""
    return list(dict.fromkeys(row.group for row in rows))
