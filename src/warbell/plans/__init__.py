"""Plans: text files like a musical score, a line a seat, a column a beat, and cues. See docs/plan-format.md."""

from warbell.plans.cells import (
    Act,
    Answer,
    Cell,
    Condition,
    Cue,
    Goto,
    Guard,
    Hold,
    Order,
    Plan,
    Reflex,
    Roll,
    Spot,
    Standing,
)
from warbell.plans.layout import compose, show
from warbell.plans.reader import parse, parse_cells, read

__all__ = [
    "Act", "Answer", "Cell", "Condition", "Cue", "Goto", "Guard", "Hold", "Order", "Plan", "Reflex", "Roll", "Spot",
    "Standing", "compose", "parse", "parse_cells", "read", "show",
]  # fmt: skip
