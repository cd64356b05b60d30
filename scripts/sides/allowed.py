"""Differences that were decided: each has a name, the columns it shows in, and why it is no fault.

A difference counts as allowed where `when` says so of the older and the newer value (arrays of one shape, int64);
without it, wherever the columns are. Delete a rule when its commit is no longer compared with.
"""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import NamedTuple

import numpy as np

from warbell.engine.codes import IS_EMPTY, NOTHING_THERE


class Allowed(NamedTuple):
    """One decided difference."""

    name: str
    columns: str  # as in a file name: percept.bodies.*
    why: str
    when: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None


RULES = (
    Allowed(
        "who was shoved away from a cache is told that nothing is there",
        "*event*.value",
        "decision 28: what an order takes is asked again where the person stands now",
        lambda old, new: (old == IS_EMPTY) & (new == NOTHING_THERE),
    ),
)


# Orders and columns that went since nothing could be done with them (decision 33).
OBJECTS = ("rope", "bottle", "oil", "flare", "battery", "mop", "extinguisher", "phone")
GONE = ("power *", "fly", *(form for item in OBJECTS for form in (f"set {item} *", f"percept.pack.{item}")))


def gone(name: str) -> bool:
    """True for an order or a column that the older engine alone has, and should."""
    return any(fnmatchcase(name, form) for form in GONE)


def allowed(column: str, old: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Where two arrays of a column may differ, bool of their shape, and the names of the rules that were needed."""
    free = np.zeros(old.shape, bool)
    names = []
    for rule in RULES:
        if fnmatchcase(column, rule.columns):
            where = (old != new) & (True if rule.when is None else rule.when(old, new))
            if where.any():
                names.append(rule.name)
            free |= where
    return free, names
