"""A role: what a seat has to play of a plan, and what all worlds share of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from warbell.engine.actions import encode
from warbell.engine.codes import HERE
from warbell.minds.routes import Routes
from warbell.plans import Answer, Cell, Cue, Order, Plan, Reflex, Roll
from warbell.plans.cells import ANYBODY, acts


@dataclass(frozen=True)
class Role:
    """What all worlds share of a seat's part."""

    cells: tuple[Cell, ...]
    codes: Mapping[Order, int]  # the action of each order that is no move, and not at whatever hunts beside the seat
    company: dict[int, list[int]]  # index of a cue's cell -> the other seats with that cue
    reflex: Reflex  # that it starts with
    roll: Roll
    answer: Answer
    patience: int
    routes: Routes


def role_of(plan: Plan, seat: str, seats: tuple[str, ...], routes: Routes) -> Role:
    """The role of a seat in a plan, ready to be played; a seat without one has nothing to do."""
    cells = plan.lines.get(seat, ())
    met: dict[str, int] = {}
    company: dict[int, list[int]] = {}
    for k, cell in enumerate(cells):
        if isinstance(cell, Cue):
            met[cell.letter] = met.get(cell.letter, 0) + 1
            cues = {q: [c for c in plan.lines.get(other, ()) if isinstance(c, Cue)] for q, other in enumerate(seats)}
            counts = {q: sum(c.letter == cell.letter for c in line) for q, line in cues.items()}
            company[k] = [q for q, count in counts.items() if count >= met[cell.letter] and seats[q] != seat]
    standing = plan.reflex(seat), plan.roll(seat), plan.answer(seat)
    return Role(cells, _codes(cells), company, *standing, plan.patience, routes)


@lru_cache(maxsize=4096)
def _codes(cells: tuple[Cell, ...]) -> Mapping[Order, int]:
    """The actions of a line's orders; a line is taken in anew with every line of a mate."""
    orders = [act for cell in cells for act in acts(cell) if isinstance(act, Order)]
    return {
        order: int(encode(order.verb, order.direction, order.signal, order.item, order.cells))
        for order in orders
        if order.direction != HERE or order.verb not in ANYBODY
    }
