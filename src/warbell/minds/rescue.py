"""Rescue: what a careful seat does for people without a seat: it goes to them, helps, leads them out, waits for them.

All of it while no infected is about: then it does as ever, and comes back to it.
"""

import numpy as np

from warbell.engine.codes import (
    CARRY,
    COME,
    COMFORT,
    DOWN,
    DX,
    DY,
    HERE,
    RELEASE,
    REST,
    SIGN,
    TEND,
    TENDED,
    UNREAD,
    VERB_BASE,
    WAIT,
)  # fmt: skip
from warbell.engine.kernel import kernel, part
from warbell.engine.percept import Percept
from warbell.minds.bidding import BIDDEN, HELPS, KEEP, LEAD, ON
from warbell.minds.fields import errand_to
from warbell.minds.gates import HANDS_FULL, TO_HAND, gate_ahead, hand_at, room_at
from warbell.minds.manners import SOOTHE
from warbell.minds.senses import NEAR, THREAT
from warbell.minds.steps import ALONE, CLOSE
from warbell.minds.strangers import (
    CRIED,
    LAGGED,
    LAGS,
    charge_of,
    furthest_behind,
    goes_with,
    leads_ailing,
    let_be,
    place_of,
    take_note,
    yet_to_come,
)  # fmt: skip
from warbell.minds.supplies import lacks_remedy, store_near, takes
from warbell.minds.ways import UNIT, Ways

CALM = 7  # steps to an infected beyond which one has time for others
CLOSEST = 1  # steps at which one is beside somebody
HEEL = 2  # steps within which who follows keeps up
NEARBY = 8  # steps within which those who are waited for at the way out have come; and how far one leaves a leader for
RANGE = 26  # steps to a stranger, the most, for whom one turns off one's way
DETOUR = 600  # of the walk to them, in tenths of a step
LATELY = 5  # beats for which a team mate is taken to be where they were seen
FETCHED = 4  # beats after which one goes back to who lags behind
COAXED = 100  # beats they may lag behind in all
LOST = 40  # beats after which one waits for them no more
CHASE = 60  # beats for which one is about somebody without being able to help
THRESHOLD = 12 * UNIT  # of the way out: there one waits for those who are still with others
VIGIL = 120  # beats of that, the most
BRIEF_VIGIL = 30  # the same for who leads somebody
CORRIDOR = 2  # cells beside one, the most, where two cannot pass
ERRANDS = 40  # beats for which one is out for remedies, the most
AFRAID = 2  # the mood, in quarters of fear, from which who follows is comforted
# Columns of what a seat remembers of it: the beat it was brought up to, + 1; whom it is about, + 1, and since when; the
# beats it waited at the way out, and those it was out for remedies.
UP_TO, CHARGE, SINCE, WATCHED, FETCHING = range(5)
N_RESCUE = 5
# What comes of it in this beat: an order; 1 to wait where one is; a place to go to, or -1; 1 to pull at a gate there.
ORDER, HOLDS, TO_Y, TO_X, PULLS = range(5)
N_TASK = 5


@part
def _beside(me: np.record, body: np.record) -> int:
    """The direction in which somebody is seen beside the seat, HERE if they are not."""
    if body.beat == me.beat:
        for d in range(4):
            if body.y == me.y + DY[d] and body.x == me.x + DX[d]:
                return d
    return HERE


@part
def _helps(percept: Percept, e: int, p: int, q: int, d: int, near_exit: bool) -> int:
    """What to do for stranger q beside the seat in direction d: tend, carry, comfort; WAIT if nothing can be done."""
    body, mask = percept.bodies[e, p, q], percept.mask[e, p]
    if body.state == DOWN:
        if near_exit and mask[VERB_BASE[CARRY] + d] == 1:
            return int(VERB_BASE[CARRY] + d)
        return int(VERB_BASE[TEND] + d) if mask[VERB_BASE[TEND] + d] == 1 else WAIT
    if body.left >= 0 and mask[VERB_BASE[TEND] + d] == 1:
        return int(VERB_BASE[TEND] + d)
    return int(VERB_BASE[COMFORT] + d) if mask[VERB_BASE[COMFORT] + d] == 1 else WAIT


@part
def _soothes(percept: Percept, e: int, p: int, notes: np.ndarray) -> int:
    """Care for who goes with the seat and is beside it: for wounds, now and then for fear; WAIT if none needs it."""
    me, mask = percept.me[e, p], percept.mask[e, p]
    for k in range(notes.shape[0]):
        body = percept.bodies[e, p, percept.me.shape[1] + k]
        d = _beside(me, body) if goes_with(body, notes[k], p) else HERE
        if d == HERE:
            continue
        if body.left >= 0 and mask[VERB_BASE[TEND] + d] == 1:
            return int(VERB_BASE[TEND] + d)
        fears = AFRAID <= body.mood < UNREAD and (me.beat + p) % SOOTHE == 0
        if fears and mask[VERB_BASE[COMFORT] + d] == 1:
            return int(VERB_BASE[COMFORT] + d)
    return WAIT


@part
def _laggard(percept: Percept, e: int, p: int, notes: np.ndarray) -> int:
    """Which of those who go with the seat has lagged longest, a row of its notes; -1 if all keep up.

    Who has to be fetched keeps up again once the seat is beside them.
    """
    me, worst = percept.me[e, p], -1
    for k in range(notes.shape[0]):
        body, note = percept.bodies[e, p, percept.me.shape[1] + k], notes[k]
        if not goes_with(body, note, p):
            continue
        fetched = note[LAGS] > 0 and me.beat - note[LAGS] >= FETCHED
        away = abs(body.y - me.y) + abs(body.x - me.x)
        if body.beat == me.beat and away <= (CLOSEST if fetched else HEEL):
            note[LAGS] = 0
            continue
        note[LAGS] = note[LAGS] if note[LAGS] > 0 else me.beat
        note[LAGGED] += 1
        if me.beat - note[LAGS] > LOST or note[LAGGED] > COAXED:
            let_be(me, note)
        elif worst < 0 or note[LAGS] < notes[worst, LAGS]:
            worst = k
    return worst


@part
def _keeps(me: np.record, percept: Percept, e: int, p: int, k: int, notes: np.ndarray, own: np.ndarray) -> bool:
    """True if a seat goes on being about stranger k, -1 nobody; it gives up who cannot be reached or helped."""
    if k < 0:
        own[CHARGE] = 0
        return False
    if own[CHARGE] != k + 1:
        own[CHARGE], own[SINCE] = k + 1, me.beat
    for i in range(me.events):
        event = percept.events[e, p, i]
        if event.kind == TENDED and event.who == p:
            own[SINCE] = me.beat
    body = percept.bodies[e, p, percept.me.shape[1] + k]
    y, x, since = place_of(body, notes[k])
    missed = since < me.beat and abs(y - me.y) + abs(x - me.x) <= CLOSEST
    if missed and notes[k, CRIED] > body.beat and body.beat >= 0:
        notes[k, CRIED] = 0  # it was not there that the voice came from: where they were seen, then
        return True
    if missed or me.beat - own[SINCE] > CHASE:
        let_be(me, notes[k])
        own[CHARGE] = 0
        return False
    return True


@part
def _keeps_vigil(
    path: Ways, value: np.ndarray, percept: Percept, e: int, p: int, notes: np.ndarray, own: np.ndarray
) -> bool:
    """True if a seat waits near the way out for strangers still to come: for a time, and less with some in its care.

    Not where one is in the way of others: in a corridor, on a catwalk, in a doorway.
    """
    me = percept.me[e, p]
    if room_at(path, me.y, me.x) <= CORRIDOR:
        return False
    most = VIGIL if furthest_behind(percept, e, p, notes) == 0 else BRIEF_VIGIL
    if value[me.y, me.x] > THRESHOLD or own[WATCHED] > most or not yet_to_come(percept, e, p, notes, NEARBY):
        return False
    own[WATCHED] += 1
    return True


@part
def _lets_out(
    path: Ways, value: np.ndarray, percept: Percept, e: int, p: int, notes: np.ndarray, own: np.ndarray
) -> bool:
    """True if a seat on the doorstep that leads nobody does not leave yet: it goes after all strangers."""
    me = percept.me[e, p]
    doorstep = value[me.y, me.x] <= UNIT
    for d in range(4):
        y, x = me.y + DY[d], me.x + DX[d]
        doorstep = doorstep or (path.hinged[y, x] == 1 and value[y, x] <= UNIT)
    if not doorstep:
        return False
    if furthest_behind(percept, e, p, notes) > 0 or own[WATCHED] > VIGIL:
        return False
    if not yet_to_come(percept, e, p, notes, 0):
        return False
    own[WATCHED] += 1
    return True


@part
def _about(
    path: Ways, value: np.ndarray, percept: Percept, e: int, p: int, calm: bool, tending: int, aim: np.ndarray,
    notes: np.ndarray, own: np.ndarray, task: np.ndarray,
) -> None:  # fmt: skip
    """Fill the task of a seat for this beat; if it is not `calm` it only goes on helping who is beside it."""
    me, seats = percept.me[e, p], percept.me.shape[1]
    led = aim[LEAD] != ALONE
    if calm and own[FETCHING] < ERRANDS and lacks_remedy(percept, e, p) and leads_ailing(percept, e, p, notes):
        store = store_near(path, percept, e, p)
        if store >= 0:
            own[FETCHING] += 1
            own[CHARGE] = 0
            task[ORDER] = takes(path, percept, e, p, store)
            task[TO_Y], task[TO_X] = path.fixtures[store].y, path.fixtures[store].x
            return
    k = charge_of(percept, e, p, notes, LATELY, NEARBY if led else RANGE)
    if _keeps(me, percept, e, p, k, notes, own):
        body = percept.bodies[e, p, seats + k]
        d = _beside(me, body)
        if d != HERE:
            task[ORDER] = _helps(percept, e, p, seats + k, d, value[me.y, me.x] <= tending * UNIT)
            return
        if calm:
            task[TO_Y], task[TO_X], _ = place_of(body, notes[k])
            return
    if calm:
        task[ORDER] = _soothes(percept, e, p, notes)
        if task[ORDER] != WAIT:
            return
    k = _laggard(percept, e, p, notes)
    if k < 0:
        task[HOLDS] = not led and _keeps_vigil(path, value, percept, e, p, notes, own)
        gate = gate_ahead(path, value, percept, e, p)
        if task[HOLDS] == 0 and gate >= 0 and not led:
            hand, task[TO_Y], task[TO_X] = hand_at(path, value, percept, e, p, gate)
            task[PULLS] = hand == TO_HAND
            task[HOLDS] = hand == HANDS_FULL
        elif task[HOLDS] == 0:
            task[HOLDS] = _lets_out(path, value, percept, e, p, notes, own)
        return
    body, lag = percept.bodies[e, p, seats + k], me.beat - notes[k, LAGS]
    away = abs(body.y - me.y) + abs(body.x - me.x)
    if calm and lag >= FETCHED and (body.beat == me.beat or away > CLOSEST):
        task[TO_Y], task[TO_X] = body.y, body.x
        return
    if body.beat == me.beat and body.gait == REST and lag == HEEL:
        task[ORDER] = VERB_BASE[SIGN] + COME
    task[HOLDS] = 1


@kernel
def rescue_all(
    path: Ways,
    percept: Percept,
    sensed: tuple[np.ndarray, np.ndarray, np.ndarray],
    seats: np.ndarray,
    tuned: tuple[int, int, bool],
    fields: tuple[np.ndarray, np.ndarray, np.ndarray],
    which: np.ndarray,
    goals: np.ndarray,
    memory: tuple[np.ndarray, np.ndarray],
    aims: np.ndarray,
    tasks: np.ndarray,
) -> None:
    """Fill tasks, int32 [E, n, N_TASK], and the errands of the seats that are about somebody without a seat.

    memory is what they remember, int32 [E, n, N_RESCUE], and their notes, int32 [E, n, Q, N_NOTE]; tuned how loud a
    call is, how many beats of tending bring somebody up, and if cries of the unseen are doubted; which, int32 [E, n],
    the fields to their own targets.
    """
    values, by, errands = fields
    for e in range(tasks.shape[0]):
        for n in range(seats.shape[0]):
            p, task, own, notes, aim = seats[n], tasks[e, n], memory[0][e, n], memory[1][e, n], aims[e, n]
            me, senses = percept.me[e, p], sensed[0][e, p]
            if own[UP_TO] != me.beat + 1:
                own[UP_TO] = me.beat + 1
                task[ORDER], task[HOLDS], task[TO_Y], task[TO_X], task[PULLS] = WAIT, 0, -1, -1, 0
                take_note(path, percept, e, p, sensed[2][e, p], tuned[0], tuned[2], notes)
                mates_first = aim[HELPS] == 1 or (aim[LEAD] != ALONE and percept.bodies[e, p, aim[LEAD]].state == DOWN)
                if me.load > 0:
                    task[ORDER] = VERB_BASE[RELEASE] if senses[THREAT] > 0 else WAIT
                elif senses[NEAR] > CLOSE and not mates_first and aim[BIDDEN] in (KEEP, ON):
                    calm = senses[NEAR] > CALM
                    value = values[which[e, n]]
                    _about(path, value, percept, e, p, calm, tuned[1], aim, notes, own, task)
            y, x = task[TO_Y], task[TO_X]
            if y < 0 or path.cost[y, x] < 0:
                continue
            errand_to(path, percept, e, p, int(y), int(x), goals[e, n], errands[e, n : n + 1])
            if errands[e, n, me.y, me.x] <= DETOUR:
                by[e, n], aim[LEAD], aim[HELPS] = -1, ALONE, task[PULLS]
            elif own[CHARGE] > 0:
                let_be(me, notes[own[CHARGE] - 1])
