"""Trades: a gift for a gift, and what is taken out of somebody's pack.

Reads orders, places, wills. Writes packs, wills, events. Who holds something out to somebody who holds something out to
them, or tells them where a friend is, gets it for it, in one beat or not at all; so nobody is cheated. When more hands
reach into a pack than it holds, a draw for each decides who goes short.
"""

from warbell.engine.actions import decode
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    D_SHARE,
    DX,
    DY,
    GAVE,
    GO,
    LACKING,
    N_OBJECTS,
    NOBODY_THERE,
    OFFER,
    OFFERED,
    ROB,
    ROBBED,
    SOLD,
    TRADED,
    UP,
    WHISPER,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import audience_of, log, log_act, refuse
from warbell.engine.kernel import part, phase
from warbell.engine.people import person_at
from warbell.engine.trust import any_lives, in_panic, lives
from warbell.engine.wants import comes_first

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
def _sells_to(world, e, q):
    """Index of the person to whom person q is telling where a friend is; -1 nobody."""
    _, _, signal, _, _ = decode(world.hearts[e, q].order)
    p = _whom(world, e, q, WHISPER)
    listens = p >= 0 and world.bodies[e, p].state == UP
    return p if listens and signal == GO and any_lives(world) and world.wills[e, q].sells == 1 else -1


@part
def _swap(world, e, p):
    """What comes of what person p holds out: the other takes it who holds something out to them, or sells to them."""
    _, _, _, item, _ = decode(world.hearts[e, p].order)
    q = _whom(world, e, p, OFFER)
    why = may_offer(world, e, p, q, item)
    if why != ALLOWED:
        refuse(world, e, p, why)
    elif _whom(world, e, q, OFFER) != p and _sells_to(world, e, q) != p:
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
        kind = ROBBED
        if verb == OFFER:
            kind = GAVE if _sells_to(world, e, q) == p else TRADED
        log_act(world, e, kind, p, q, item)


@part
def _tells(ground, world, e, q):
    """Index of who learns from person q where a friend is: in panic for nothing, else for something; -1 nobody."""
    p = _sells_to(world, e, q)
    paid = p >= 0 and _whom(world, e, p, OFFER) == q and world.hearts[e, p].grant != CAME_TO_NOTHING
    return p if paid or in_panic(ground, world, e, q) else -1


@part
def _sell(ground, world, e, q):
    """Whoever is told by person q knows where to go; when several tell them, a draw says which of them they believe."""
    p = _tells(ground, world, e, q)
    if p < 0:
        return
    y, x = world.bodies[e, q].goal_y, world.bodies[e, q].goal_x
    log(world, e, SOLD, q, p, y, x, 0, audience_of(q) | audience_of(p))
    believed = lives(world, e, p)
    for other in range(world.hearts.shape[1]):
        if other != q and _tells(ground, world, e, other) == p:
            believed = believed and comes_first(world, e, q, other)
    if believed:
        world.wills[e, p].told_y, world.wills[e, p].told_x = y, x


@phase
def trades(ground, world, e):
    """Phase: first what is held out, then what is told of friends, then what is taken."""
    offers = robberies = sales = 0
    for p in range(world.hearts.shape[1]):
        verb = ACTION_VERB[world.hearts[e, p].order]
        offers += verb == OFFER
        robberies += verb == ROB
        sales += any_lives(world) and world.wills[e, p].sells == 1
    if offers > 0:
        _settle(world, e, OFFER)
        _hand_over(world, e, OFFER)
    if sales > 0:
        for q in range(world.hearts.shape[1]):
            _sell(ground, world, e, q)
    if robberies > 0:
        _settle(world, e, ROB)
        _hand_over(world, e, ROB)
