"""Fights: what a careful seat does against the infected beside it, by what it sees of them."""

import numpy as np

from warbell.engine.codes import ACTION_VERB, DX, DY, HERE, SHOVE, STRIKE, UP, VERB_BASE, WAIT
from warbell.engine.kernel import part
from warbell.engine.people import is_infected
from warbell.engine.percept import Percept
from warbell.minds.manners import mates_at
from warbell.minds.senses import HUNTERS, THREAT

HALE = 5  # points of health from which one strikes alone


@part
def _hunts(me: np.record, body: np.record) -> bool:
    """True if a body is an infected that is seen awake."""
    return bool(body.beat == me.beat and body.state == UP and is_infected(body) and body.asleep == 0)


@part
def reached(percept: Percept, e: int, p: int, y: int, x: int) -> bool:
    """True if an infected that seat p sees awake stands beside a cell."""
    me = percept.me[e, p]
    for i in range(percept.bodies.shape[2]):
        body = percept.bodies[e, p, i]
        if _hunts(me, body) and abs(body.y - y) + abs(body.x - x) == 1:
            return True
    return False


@part
def _turned(percept: Percept, e: int, p: int, d: int) -> bool:
    """True if the infected beside the seat in direction d looks the other way."""
    me = percept.me[e, p]
    for i in range(percept.bodies.shape[2]):
        body = percept.bodies[e, p, i]
        if _hunts(me, body) and body.y == me.y + DY[d] and body.x == me.x + DX[d] and body.facing == d:
            return True
    return False


@part
def breaks_ladder(percept: Percept, e: int, p: int) -> int:
    """The shove, or else the blow, that brings a ladder of climbers down; WAIT if there is none in reach."""
    me, mask = percept.me[e, p], percept.mask[e, p]
    if mask[VERB_BASE[SHOVE] + HERE] == 1:
        return int(VERB_BASE[SHOVE] + HERE)
    for verb in (SHOVE, STRIKE):
        for d in range(4):
            if mask[VERB_BASE[verb] + d] == 0:
                continue
            for i in range(percept.bodies.shape[2]):
                body = percept.bodies[e, p, i]
                there = body.y == me.y + DY[d] and body.x == me.x + DX[d]
                if there and body.carried == 1 and _hunts(me, body):
                    return int(VERB_BASE[verb] + d)
    return WAIT


@part
def fend(percept: Percept, e: int, p: int, threat: int, d: int, turn: int, duel: bool) -> int:
    """What to do against an infected beside the seat, the one in the way d first; WAIT if hands are not free.

    A blow where a team mate stands beside it too, for two in one beat fell it; where it looks the other way; or, while
    one is hale, in a duel or at what alone stands in the way. Else a shove, which buys room.
    """
    me, mask = percept.me[e, p], percept.mask[e, p]
    for verb in (STRIKE, SHOVE):
        for k in range(5):
            way = d if k == 0 else (turn + k) & 3
            if way > 3 or not (threat >> way) & 1 or mask[VERB_BASE[verb] + way] == 0:
                continue
            alone = duel or (way == d and threat == 1 << way and me.hp >= HALE)
            together = mates_at(percept, e, p, me.y + DY[way], me.x + DX[way]) > 0
            if verb == SHOVE or alone or together or _turned(percept, e, p, way):
                return int(VERB_BASE[verb] + way)
    return WAIT


@part
def fights(
    percept: Percept, e: int, p: int, senses: np.ndarray, d: int, turn: int, barred: bool, shoved: np.ndarray
) -> int:
    """The blow or shove of a seat that cannot, or had better not, simply go on in direction d; WAIT if it can.

    It passes an infected that it shoved in the beat before, as `shoved`, int32 [1], remembers.
    """
    me, passes = percept.me[e, p], shoved[0]
    shoved[0] = 0
    if senses[THREAT] == 0:
        return WAIT
    duel = me.hp >= HALE and senses[HUNTERS] == 1
    beset = passes == 0 and reached(percept, e, p, me.y + DY[d], me.x + DX[d])
    if not (duel or barred or beset or me.gripped == 1):
        return WAIT
    order = fend(percept, e, p, senses[THREAT], d, turn, duel)
    shoved[0] = ACTION_VERB[order] == SHOVE
    return order
