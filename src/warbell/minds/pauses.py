"""Pauses: what a careful seat does instead of going on, while no infected is close, and why it stays where it is."""

import numpy as np

from warbell.engine.codes import ALONG, DX, DY, HELP, HERE, SIGN, STEP, STILL, USE, VERB_BASE, WAIT
from warbell.engine.kernel import part
from warbell.engine.percept import Percept
from warbell.minds.bidding import KEEP
from warbell.minds.danger import Lamps, glaring
from warbell.minds.manners import N_CROSSING, N_WORDS, comforts, echo, tends
from warbell.minds.reasons import ANSWERS, COMFORTS, EATS, IS_THERE, KEEPS, RESCUES, SHARES, TENDS, TOLD_TO_STAY, WAITS
from warbell.minds.sharing import shares
from warbell.minds.steps import aside
from warbell.minds.ways import Ways

HUNGRY = 60  # hunger from which one eats, and keeps one's food
OUTSIDE = 30  # beats at the way out for which one waits for those one keeps with
# Columns of a seat's memory; from CROSSED and from WORDS on those of `manners`.
HELD, HALTED, STOOD, SHOVED, JAMMED, LINGERED, WHY, CROSSED = range(8)
WORDS = CROSSED + N_CROSSING
N_MEMORY = WORDS + N_WORDS


@part
def _eats(path: Ways, percept: Percept, e: int, p: int) -> bool:
    me = percept.me[e, p]
    hungry = me.hunger >= HUNGRY and path.fixture_at[me.y, me.x] == 0
    return bool(hungry and percept.mask[e, p, VERB_BASE[USE] + HERE] == 1)


@part
def _dodge(lamps: Lamps, percept: Percept, e: int, p: int, cost: np.ndarray, turn: int) -> int:
    """The cheapest direction out of a light that will pass; STILL if all around is lit, or nothing is."""
    if not glaring(lamps, percept, e, p, HERE):
        return STILL
    return aside(cost, percept.mask[e, p], turn)


@part
def stay(lamps: Lamps, percept: Percept, e: int, p: int, cost: np.ndarray, least: int, turn: int) -> int:
    """What one does who does not go on: step out of passing light, comfort who is afraid, say that one was bitten."""
    d = _dodge(lamps, percept, e, p, cost, turn)
    if d < ALONG:
        return int(VERB_BASE[STEP] + d)
    order = comforts(percept, e, p, least)
    if order == WAIT and percept.me[e, p].timer >= 0:
        return int(VERB_BASE[SIGN] + HELP)
    return order


@part
def meanwhile(path: Ways, percept: Percept, e: int, p: int, told: np.ndarray, least: int, own: np.ndarray) -> int:
    """What comes before going on while no infected is close: tending, an answer, comfort from `least` fear on, food.

    Food for who asks for it comes last.
    """
    own[WHY], order = TENDS, tends(percept, e, p)
    if order == WAIT:
        own[WHY], order = ANSWERS, echo(percept, e, p, told, own[WORDS:])
    if order == WAIT:
        own[WHY], order = COMFORTS, comforts(percept, e, p, least)
    if order == WAIT and _eats(path, percept, e, p):
        own[WHY], order = EATS, int(VERB_BASE[USE] + HERE)
    if order == WAIT and percept.me[e, p].hunger < HUNGRY:
        own[WHY], order = SHARES, shares(percept, e, p)
    return order


@part
def waits(value: np.ndarray, me: np.record, bid: int, d: int, own: np.ndarray) -> bool:
    """True if a seat that keeps with somebody had better not leave without them yet."""
    leaves = bid == KEEP and d < ALONG and value[me.y + DY[d], me.x + DX[d]] == 0
    own[LINGERED] += leaves
    return bool(leaves and own[LINGERED] <= OUTSIDE)


@part
def why_it_stays(d: int, close: bool, halted: bool, holds: bool) -> int:
    """The reason of a seat that does not go on in direction d, if it stays."""
    if halted:
        return TOLD_TO_STAY
    if holds:
        return RESCUES
    if close:
        return KEEPS
    return IS_THERE if d == STILL else WAITS
