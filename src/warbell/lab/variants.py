"""Surgery on plans: the same plan in another gait, without its cues, words, comfort, clocks or reflexes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from warbell.engine.codes import CALL, COMFORT, HERE, SIGN, TAKE, USE, WAIT, WHISPER
from warbell.plans import Act, Cell, Condition, Cue, Goto, Guard, Hold, Order, Plan, Reflex, compose
from warbell.plans.cells import ANYBODY, acts

WORDS = (CALL, WHISPER, SIGN)
SPOKEN = ("heard", "told")  # the conditions that somebody's words fulfil
HANDS = (USE, TAKE)  # what even a plan without thought does with its hands
PATIENCE = 40  # beats a naive plan keeps at a thing: forty pulls at a gate

Profile = Mapping[tuple[str, int], bool]  # (seat, cell) -> which way a guard there went
Surgeon = Callable[[str, int, Cell], Cell | None]


def operate(plan: Plan, surgeon: Surgeon, *, reflexes: bool = True) -> Plan:
    """The plan with each cell replaced by what surgeon(seat, index, cell) makes of it; None takes it out."""
    lines = {
        seat: tuple(new for k, cell in enumerate(cells) if (new := surgeon(seat, k, cell)) is not None)
        for seat, cells in plan.lines.items()
    }
    head = [("patience", *words) for words in plan.settings("patience")]
    head += [("reflex", *words) for words in plan.settings("reflex")] if reflexes else []
    return compose(lines, [" ".join(words) for words in head])


def in_gait(plan: Plan, gait: int) -> Plan:
    """Every walk to a place in this gait."""
    return operate(plan, lambda _, __, cell: _each_act(cell, lambda act: _paced(act, gait)))


def without(plan: Plan, unwanted: Callable[[Cell], bool]) -> Plan:
    """The plan less the unwanted cells; of a guard, less an unwanted branch."""
    return operate(plan, lambda _, __, cell: less(cell, unwanted))


def less(cell: Cell, unwanted: Callable[[Cell], bool]) -> Cell | None:
    """The cell, or what is left of a guard; None if nothing is."""
    if unwanted(cell):
        return None
    if isinstance(cell, Guard):
        otherwise = None if cell.otherwise is None or unwanted(cell.otherwise) else cell.otherwise
        then = Order(WAIT) if unwanted(cell.then) else cell.then
        return replace(cell, then=then, otherwise=otherwise)
    return cell


def wordless(cell: Cell) -> Cell | None:
    """The cell without calls, whispers and signs."""
    return less(cell, is_word)


def is_clock(cell: Cell) -> bool:
    """True for what waits for a beat."""
    return isinstance(cell, Hold | Guard) and cell.condition.name == "beat"


def is_cue(cell: Cell) -> bool:
    """True for a cue."""
    return isinstance(cell, Cue)


def is_word(cell: Cell) -> bool:
    """True for a call, a whisper or a sign."""
    return isinstance(cell, Order) and cell.verb in WORDS


def is_aimed(order: Order) -> bool:
    """True for a blow or a shove at whatever hunts beside the seat: it looks for itself."""
    return order.verb in ANYBODY and order.direction == HERE


def is_comfort(cell: Cell) -> bool:
    """True for comfort."""
    return isinstance(cell, Order) and cell.verb == COMFORT


def without_reflexes(plan: Plan) -> Plan:
    """The plan less what it does unasked."""
    return operate(plan, lambda _, __, cell: None if isinstance(cell, Reflex) else cell, reflexes=False)


def with_reflex(plan: Plan, words: str) -> Plan:
    """The plan with one reflex for all, in the words of a plan's head ("strike around"), and no other."""
    bare = without_reflexes(plan)
    settings = [" ".join(("patience", *given)) for given in bare.settings("patience")]
    return compose(bare.lines, [*settings, f"reflex all {words}"])


def late(plan: Plan, seat: str, beats: int) -> Plan:
    """The plan with one seat that begins so many beats late."""
    lines = {name: (Order(WAIT, times=beats), *cells) if name == seat else cells for name, cells in plan.lines.items()}
    head = [" ".join((name, *words)) for name in ("patience", "reflex") for words in plan.settings(name)]
    return compose(lines, head)


def decided(plan: Plan, profile: Profile) -> Plan:
    """The plan with its guards gone the way they went in some game; one never reached goes its first way."""

    def surgeon(seat: str, k: int, cell: Cell) -> Cell | None:
        if not isinstance(cell, Guard):
            return cell
        return cell.then if profile.get((seat, k), True) else cell.otherwise

    return operate(plan, surgeon)


def naive(plan: Plan, *, short: bool, gait: int, leave: int, reflex: str = "") -> Plan:
    """What somebody in a hurry makes of a plan without guards: its ways and its hands, and nothing it waits for.

    Everybody leaves at beat `leave`. With `short` only those places are left where hands have something to do, and the
    last one: everything between is a straight walk.
    """
    lines: dict[str, list[Cell]] = {}
    for seat, cells in plan.lines.items():
        kept = [act for cell in cells for act in acts(cell) if isinstance(act, Goto) or act.verb in HANDS]
        if short:
            behind = [*kept[1:], None]
            kept = [
                act
                for act, after in zip(kept, behind, strict=True)
                if not isinstance(act, Goto) or after is None or isinstance(after, Order)
            ]
        start: list[Cell] = [Hold(Condition("beat", bound=leave))] if leave else []
        lines[seat] = start + [_hasty(act, gait) for act in kept]
    settings = ["patience 8", *([f"reflex all {reflex}"] if reflex else [])]
    return compose(lines, settings)


def _hasty(act: Act, gait: int) -> Act:
    if isinstance(act, Goto):
        return Goto(act.spot, gait)
    return replace(act, limit=PATIENCE) if act.until is not None else act


def _each_act(cell: Cell, change: Callable[[Act], Act]) -> Cell:
    if isinstance(cell, Guard):
        otherwise = None if cell.otherwise is None else change(cell.otherwise)
        return replace(cell, then=change(cell.then), otherwise=otherwise)
    return change(cell) if isinstance(cell, Act) else cell


def _paced(act: Act, gait: int) -> Act:
    return replace(act, gait=gait) if isinstance(act, Goto) else act
