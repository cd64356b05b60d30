"""Surgery on plans: the same plan in another gait, without its words, comfort, cues, clocks or reflexes.

What is said or done for others leaves a wait of its length behind, so that nothing else is done at another time; a cue
or a clock is a wait itself, and goes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from warbell.engine.codes import CALL, COMFORT, HERE, RUN, SIGN, SNEAK, STEP, WAIT, WHISPER
from warbell.plans import Act, Answer, Cell, Condition, Cue, Goto, Guard, Hold, Order, Plan, Reflex, Roll, compose
from warbell.plans.cells import ANYBODY

WORDS = (CALL, WHISPER, SIGN)
AGREED = ("roll", "answer")  # lines of the head that have a seat speak
PACES = {STEP: 1, SNEAK: 1, RUN: 2}  # cells of one order

Ways = Mapping[tuple[str, int], bool]  # (seat, index of a guard) -> whether what it asks is so
Surgeon = Callable[[str, int, Cell], Sequence[Cell]]


def operate(plan: Plan, surgeon: Surgeon, settings: Sequence[str] | None = None) -> Plan:
    """The plan with each cell replaced by the cells surgeon(seat, index, cell); its settings, or others."""
    lines = {
        seat: [new for k, cell in enumerate(cells) for new in surgeon(seat, k, cell)]
        for seat, cells in plan.lines.items()
    }
    return compose(lines, head(plan, "patience", "reflex", *AGREED) if settings is None else settings)


def head(plan: Plan, *names: str) -> list[str]:
    """The lines of the plan's head with these names."""
    return [" ".join((name, *words)) for name in names for words in plan.settings(name)]


def in_gait(plan: Plan, gait: int) -> Plan:
    """Every move in this gait, over the same cells: STEP, RUN or SNEAK.

    A run is two cells, so one step of an odd number stays a step, and so do all of them where a guard has room for one
    order only.
    """

    def surgeon(_seat: str, _k: int, cell: Cell) -> Sequence[Cell]:
        if isinstance(cell, Guard):
            return [in_branches(cell, lambda act: paced[0] if len(paced := _paced(act, gait)) == 1 else act)]
        return _paced(cell, gait) if isinstance(cell, Act) else [cell]

    return operate(plan, surgeon)


def _paced(act: Act, gait: int) -> list[Act]:
    if isinstance(act, Order) and act.verb not in PACES:
        return [act]
    if isinstance(act, Goto):
        return [replace(act, gait=gait)]
    if act.until is not None:
        return [replace(act, verb=gait)]
    whole, rest = divmod(act.times * PACES[act.verb], PACES[gait])
    shares = {gait: whole, STEP: rest} if rest else {gait: whole}
    return [replace(act, verb=verb, times=times) for verb, times in shares.items() if times]


def without(plan: Plan, unwanted: Callable[[Order], bool]) -> Plan:
    """The plan with a wait as long in place of each unwanted order."""

    def act(one: Act) -> Act:
        return still(one) if isinstance(one, Order) and unwanted(one) else one

    return operate(plan, lambda _, __, cell: [in_acts(cell, act)])


def still(order: Order) -> Order:
    """A wait as long as the order."""
    return Order(WAIT, times=order.times, limit=order.limit, until=order.until)


def in_acts(cell: Cell, change: Callable[[Act], Act]) -> Cell:
    """The cell with its orders and walks changed, a guard's among them."""
    if isinstance(cell, Guard):
        return in_branches(cell, change)
    return change(cell) if isinstance(cell, Act) else cell


def in_branches(guard: Guard, change: Callable[[Act], Act]) -> Guard:
    """The guard with what it leads to changed."""
    otherwise = None if guard.otherwise is None else change(guard.otherwise)
    return replace(guard, then=change(guard.then), otherwise=otherwise)


def is_word(order: Order) -> bool:
    """True for a call, a whisper or a sign."""
    return order.verb in WORDS


def without_words(plan: Plan) -> Plan:
    """The plan with nobody saying anything: waits in place of orders, and no roll call and no answer."""
    silent = operate(plan, lambda _, __, cell: [] if is_agreed(cell) else [cell], head(plan, "patience", "reflex"))
    return without(silent, is_word)


def is_agreed(cell: Cell) -> bool:
    """True for a roll call and an answer."""
    return isinstance(cell, Roll | Answer)


def is_comfort(order: Order) -> bool:
    """True for comfort."""
    return order.verb == COMFORT


def is_aimed(order: Order) -> bool:
    """True for a blow or a shove at whatever hunts beside the seat: it looks for itself."""
    return order.verb in ANYBODY and order.direction == HERE


def without_cues(plan: Plan) -> Plan:
    """The plan with nobody waiting at its cues."""
    return operate(plan, lambda _, __, cell: [] if isinstance(cell, Cue) else [cell])


def without_clocks(plan: Plan) -> Plan:
    """The plan less its waits for a beat or for a number of beats; a guard that asks for the beat goes its first way.

    A single wait stays: it is what a guard does that has nothing to do.
    """

    def act(one: Act) -> Act:
        if _by_beat(one.until):
            one = replace(one, until=None, limit=None)
        return Order(WAIT) if isinstance(one, Order) and one.verb == WAIT and one.until is None else one

    def surgeon(_seat: str, _k: int, cell: Cell) -> Sequence[Cell]:
        if isinstance(cell, Guard) and _by_beat(cell.condition):
            cell = cell.then
        if isinstance(cell, Guard):
            return [in_branches(cell, act)]
        if isinstance(cell, Hold):
            return [] if _by_beat(cell.condition) else [cell]
        if isinstance(cell, Act):
            timeless = act(cell)
            return [] if timeless == Order(WAIT) != cell else [timeless]
        return [cell]

    return operate(plan, surgeon)


def _by_beat(condition: Condition | None) -> bool:
    return condition is not None and condition.name == "beat"


def without_reflexes(plan: Plan) -> Plan:
    """The plan less what it does unasked."""
    return with_reflexes(plan, [])


def with_reflexes(plan: Plan, reflexes: Sequence[str]) -> Plan:
    """The plan with these reflexes and no other, in the words of a plan's head: "all strike around"."""
    settings = [*head(plan, "patience", *AGREED), *(f"reflex {words}" for words in reflexes)]
    return operate(plan, lambda _, __, cell: [] if isinstance(cell, Reflex) else [cell], settings)


def late(plan: Plan, seat: str, beats: int) -> Plan:
    """The plan with one seat that begins so many beats late."""
    wait = Order(WAIT, times=beats)
    return operate(plan, lambda who, k, cell: [wait, cell] if (who, k) == (seat, 0) else [cell])


def decided(plan: Plan, ways: Ways) -> Plan:
    """The plan with its guards gone these ways, and the first way where nothing is said."""

    def surgeon(seat: str, k: int, cell: Cell) -> Sequence[Cell]:
        if not isinstance(cell, Guard):
            return [cell]
        chosen = cell.then if ways.get((seat, k), True) else cell.otherwise
        return [] if chosen is None else [chosen]

    return operate(plan, surgeon)
