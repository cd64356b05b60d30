"""Out of the disc of a captured drone that is about to strike: it spares nobody."""

from warbell.engine.codes import DX, DY, RUN, STEP, VERB_BASE, WAIT, WARNED
from warbell.engine.kernel import part
from warbell.engine.percept import Percept
from warbell.minds.danger import Lamps


@part
def _warned_by(lamps: Lamps, percept: Percept, e: int, p: int) -> int:
    """The captured drone that warns seat p in this beat, -1 if none does."""
    found = -1
    for k in range(percept.me[e, p].events):
        event = percept.events[e, p, k]
        if event.kind == WARNED and event.whom == p and event.who >= lamps.flown[0]:
            found = int(event.who)
    return found


@part
def leaves_disc(lamps: Lamps, percept: Percept, e: int, p: int, turn: int) -> int:
    """The order by which a seat that was warned gets furthest from the drone, at a run if it can; WAIT for none."""
    d = _warned_by(lamps, percept, e, p)
    if d < 0:
        return WAIT
    me, drone, mask = percept.me[e, p], percept.drones[e, p, d], percept.mask[e, p]
    order, far = WAIT, -1
    for k in range(4):
        way = (turn + k) & 3
        runs = mask[VERB_BASE[RUN] + way] == 1
        if not runs and mask[VERB_BASE[STEP] + way] == 0:
            continue
        cells = 2 if runs else 1
        dy, dx = me.y + cells * DY[way] - drone.y, me.x + cells * DX[way] - drone.x
        if dy * dy + dx * dx > far:
            order, far = int(VERB_BASE[RUN if runs else STEP] + way), dy * dy + dx * dx
    return order
