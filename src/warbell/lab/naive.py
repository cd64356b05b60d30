"""Naive plans: what somebody in a hurry makes of a plan, its ways and its hands, and nothing that it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from warbell.engine.codes import COMFORT, LINK, WAIT
from warbell.lab.variants import PACES, WORDS, head, in_gait
from warbell.plans import Act, Cell, Condition, Goto, Hold, Order, Plan, compose
from warbell.plans.cells import ANYBODY, acts

THOUGHT = {WAIT, COMFORT, *WORDS, *ANYBODY}  # what hands and mouths do that is no errand; blows are left to reflexes
MOVES = {*PACES, LINK}
PATIENCE = 40  # beats a naive plan keeps at a thing: forty pulls at a gate


@dataclass
class Leg:
    """A way, and what the hands do at its end."""

    way: list[Act] = field(default_factory=list)
    hands: list[Act] = field(default_factory=list)


def naive(plan: Plan, *, short: bool, gait: int, leave: int, reflex: str) -> Plan:
    """A naive plan of a plan without guards; everybody leaves at beat `leave`.

    With `short` only those places are left where hands have something to do, and the last one: everything between is a
    straight walk. `reflex` is for all, in the words of a plan's head: "none", "strike around".
    """
    lines: dict[str, list[Cell]] = {}
    for seat, cells in plan.lines.items():
        legs = _legs(cells)
        start: list[Cell] = [Hold(Condition("beat", bound=leave))] if leave else []
        lines[seat] = start + [act for leg in (_needed(legs) if short else legs) for act in (*leg.way, *leg.hands)]
    return in_gait(compose(lines, [*head(plan, "patience"), f"reflex all {reflex}"]), gait)


def _legs(cells: Sequence[Cell]) -> list[Leg]:
    legs: list[Leg] = []
    for act in (act for cell in cells for act in acts(cell)):
        if isinstance(act, Goto):
            legs.append(Leg([replace(act, until=None, limit=None)]))
        elif act.verb in MOVES:
            if not legs or legs[-1].hands:
                legs.append(Leg())
            legs[-1].way.append(_patient(act))
        elif act.verb not in THOUGHT:
            if not legs:
                legs.append(Leg())
            legs[-1].hands.append(_patient(act))
    return legs


def _patient(act: Order) -> Order:
    return act if act.until is None else replace(act, limit=PATIENCE)


def _needed(legs: Sequence[Leg]) -> list[Leg]:
    """The legs that end where hands have something to do, the last, and those that steps begin at the end of."""
    needed: list[Leg] = []
    for leg in reversed(legs):
        begun = needed and not isinstance(needed[0].way[0] if needed[0].way else None, Goto)
        if leg.hands or begun or not needed:
            needed.insert(0, leg)
    return needed
