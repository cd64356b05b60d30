"""Trades: a gift for a gift, and what is taken out of somebody's pack.

Reads orders, places. Writes packs, events. Who holds something out to somebody who holds something out to them gets it
for it, in one beat or not at all; so nobody is cheated. When more hands reach into a pack than it holds, a draw for
each decides who goes short.
"""

from warbell.engine.actions import decode
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    D_SHARE,
    DX,
    DY,
    LACKING,
    N_OBJECTS,
    NOBODY_THERE,
    OFFER,
    OFFERED,
    ROB,
    ROBBED,
    TRADED,
    UP,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import log_act, refuse
from warbell.engine.kernel import part, phase
from warbell.engine.people import person_at

NO_LOOT = -1  # the value of a ROBBED event of a pack that held nothing, or not enough for all
CAME_TO_NOTHING = -2  # in the place of an object that changes hands


@part
def may_rob(q):
    """ALLOWED, or why person q, -1 nobody, cannot be robbed: what a pack holds nobody knows before."""
    return ALLOWED if q >= 0 else NOBODY_THERE


@part
def may_offer(world, e, p, q, item):
    """ALLOWED, or why person p cannot hold an object out to person q, -1 nobody."""
    if q < 0 or world.bodies[e, q].state != UP:
        return NOBODY_THERE
    return ALLOWED if world.packs[e, p, item] > 0 else LACKING


@part
def _whom(world, e, p, verb):
    """Index of the person whom the order of p, if it is of a verb, reaches to; -1 nobody."""
    own, direction, _, _, _ = decode(world.hearts[e, p].order)
    body = world.bodies[e, p]
    return person_at(world, e, body.y + DY[direction], body.x + DX[direction]) if own == verb else -1


@part
def _swap(world, e, p):
    """What comes of what person p holds out: the other's hand, if it holds something out to them, gives and takes."""
    _, _, _, item, _ = decode(world.hearts[e, p].order)
    q = _whom(world, e, p, OFFER)
    why = may_offer(world, e, p, q, item)
    if why != ALLOWED:
        refuse(world, e, p, why)
    elif _whom(world, e, q, OFFER) != p:
        log_act(world, e, OFFERED, p, q, item)
    else:
        world.hearts[e, p].grant = item


@part
def _loot(world, e, p):
    """What person p gets out of a pack: the n-th object, where n others with a better draw reach in; or NO_LOOT."""
    clock = world.clock[e]
    q = _whom(world, e, p, ROB)
    mine = draw(clock.key, world.bodies[e, p].id, D_SHARE)
    rank = 0
    for other in range(world.hearts.shape[1]):
        if other != p and _whom(world, e, other, ROB) == q:
            rank += draw(clock.key, world.bodies[e, other].id, D_SHARE) < mine
    for item in range(N_OBJECTS):
        rank -= world.packs[e, q, item]
        if rank < 0:
            return item
    return NO_LOOT


@part
def _settle(world, e, verb):
    """What every order of a verb comes to, by the packs as they are, before anything changes hands."""
    for p in range(world.hearts.shape[1]):
        if ACTION_VERB[world.hearts[e, p].order] != verb:
            continue
        world.hearts[e, p].grant = CAME_TO_NOTHING
        if verb == OFFER:
            _swap(world, e, p)
        elif may_rob(_whom(world, e, p, ROB)) == ALLOWED:
            world.hearts[e, p].grant = _loot(world, e, p)
        else:
            refuse(world, e, p, NOBODY_THERE)


@part
def _hand_over(world, e, verb):
    for p in range(world.hearts.shape[1]):
        item = world.hearts[e, p].grant
        if ACTION_VERB[world.hearts[e, p].order] != verb or item == CAME_TO_NOTHING:
            continue
        q = _whom(world, e, p, verb)
        giver, taker = (p, q) if verb == OFFER else (q, p)
        if item != NO_LOOT:
            world.packs[e, giver, item] -= 1
            world.packs[e, taker, item] += 1
        log_act(world, e, TRADED if verb == OFFER else ROBBED, p, q, item)


@phase
def trades(ground, world, e):  # noqa: ARG001 - as all phases
    """Phase: first what is held out, then what is taken."""
    offers = robberies = 0
    for p in range(world.hearts.shape[1]):
        verb = ACTION_VERB[world.hearts[e, p].order]
        offers += verb == OFFER
        robberies += verb == ROB
    if offers > 0:
        _settle(world, e, OFFER)
        _hand_over(world, e, OFFER)
    if robberies > 0:
        _settle(world, e, ROB)
        _hand_over(world, e, ROB)
