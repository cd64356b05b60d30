"""Hands: using fixtures, taking, giving, eating; everyone's hands at once.

Reads orders, fixtures, stocks. Writes packs, stocks, hunger, hands laid on fixtures (the fixtures phase works them).
When more hands reach into a cache than it holds, a draw for each decides who goes short.
"""

import numpy as np

from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    ATE,
    BARRICADE,
    BATTERY,
    BROKEN,
    D_SHARE,
    DEAD_PHONE,
    DX,
    DY,
    FOOD,
    GAVE,
    GIVE,
    HERE,
    HOLDS,
    IS_EMPTY,
    IS_HANDLED,
    IS_HINGED,
    LACKING,
    LEFT,
    MADE_OF,
    MEDICINE,
    N_OBJECTS,
    NOBODY_THERE,
    NOTHING_THERE,
    TAKE,
    TIMED_PHONE,
    TOOK,
    USE,
    VERB_BASE,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import log_act, log_use, refuse
from warbell.engine.kernel import part, phase
from warbell.engine.people import person_at
from warbell.engine.phases.setting import may_take_up, take_up
from warbell.engine.things import batter, lay, stir, thing_at


@part
def _revives(world, e, p, y, x):
    """True if person p has a battery for a silent phone on a cell."""
    return thing_at(world, e, y, x) == DEAD_PHONE and world.packs[e, p, BATTERY] > 0


@part
def may_use(ground, world, e, p, direction, y, x):
    """ALLOWED, or why person p can use nothing on a cell; on their own, where there is nothing else, food."""
    f = ground.fixture_at[y, x] - 1
    if f >= 0:
        kind = ground.fixtures[f].kind
        if IS_HINGED[kind]:
            return NOTHING_THERE if world.fixtures[e, f].state == BROKEN or direction == HERE else ALLOWED
        if IS_HANDLED[kind]:
            return ALLOWED
    thing = thing_at(world, e, y, x)
    if thing in (BARRICADE, TIMED_PHONE):
        return ALLOWED
    if _revives(world, e, p, y, x):
        return ALLOWED
    return ALLOWED if direction == HERE and world.packs[e, p, FOOD] > 0 else NOTHING_THERE


@part
def is_empty(world, e, f):
    """True if nothing lies in fixture f."""
    stock, full = world.stocks[e, f], False
    for item in range(np.uint64(N_OBJECTS)):
        full |= stock[item] > 0
    return not full


@part
def may_take(ground, world, e, direction, y, x):
    """ALLOWED, or why nothing can be taken from a cell: a cache comes before what lies there."""
    f = ground.fixture_at[y, x] - 1
    if f < 0 or not HOLDS[ground.fixtures[f].kind]:
        return ALLOWED if may_take_up(world, e, direction, y, x) else NOTHING_THERE
    return IS_EMPTY if is_empty(world, e, f) else ALLOWED


@part
def may_give(world, e, p, q):
    """ALLOWED, or why person p cannot give person q, -1 nobody, anything."""
    if q < 0:
        return NOBODY_THERE
    for item in range(N_OBJECTS):
        if world.packs[e, p, item] > 0:
            return ALLOWED
    return LACKING


@part
def _target(world, e, p, verb):
    """(direction, y, x): where the order of p, of a verb with a direction, reaches to."""
    body = world.bodies[e, p]
    direction = world.hearts[e, p].order - VERB_BASE[verb]
    return direction, body.y + DY[direction], body.x + DX[direction]


@part
def reached(ground, world, e, p, verb):
    """Index of the fixture that the order of p (a USE or TAKE) reaches for, or -1."""
    _, y, x = _target(world, e, p, verb)
    return ground.fixture_at[y, x] - 1


@part
def _is_first(world, e, p, verb, y, x):
    """True if of all whose orders of a verb reach to a cell person p has the best draw."""
    clock = world.clock[e]
    mine = draw(clock.key, world.bodies[e, p].id, D_SHARE)
    for q in range(world.hearts.shape[1]):
        if q != p and ACTION_VERB[world.hearts[e, q].order] == verb:
            _, other_y, other_x = _target(world, e, q, verb)
            same = other_y == y and other_x == x
            if same and draw(clock.key, world.bodies[e, q].id, D_SHARE) < mine:
                return False
    return True


@part
def _wind(ground, world, e, p, y, x):
    """Put off the ringing of a phone on a cell, twice at most; or give a silent one a battery."""
    first, left = ground.tuning[0].phone_first, world.fields[e, LEFT, y, x]
    if thing_at(world, e, y, x) == DEAD_PHONE:
        world.packs[e, p, BATTERY] -= 1
        left = 0
    lay(world, e, TIMED_PHONE, y, x, first if left == 0 else 2 * first if left <= first else 4 * first)
    stir(world, e, y, x)


@part
def _use(ground, world, e, p):
    direction, y, x = _target(world, e, p, USE)
    why = may_use(ground, world, e, p, direction, y, x)
    f = ground.fixture_at[y, x] - 1
    if why != ALLOWED:
        refuse(world, e, p, why)
    elif f >= 0 and IS_HANDLED[ground.fixtures[f].kind]:
        world.fixtures[e, f].hands += 1
    elif thing_at(world, e, y, x) == BARRICADE:
        batter(world, e, y, x, ground.tuning[0].unbar)
    elif thing_at(world, e, y, x) == TIMED_PHONE or _revives(world, e, p, y, x):
        if _is_first(world, e, p, USE, y, x):
            _wind(ground, world, e, p, y, x)
    else:
        heart = world.hearts[e, p]
        world.packs[e, p, FOOD] -= 1
        heart.hunger = max(0, heart.hunger - ground.tuning[0].food_hunger)
        heart.fear = max(0, heart.fear - ground.tuning[0].food_fear)
        log_act(world, e, ATE, p, -1, FOOD)


@part
def _settle_take(ground, world, e, p):
    """The object p gets: the n-th in the cache, where n others with a better draw reach in too; -IS_EMPTY if none."""
    f = reached(ground, world, e, p, TAKE)
    if f < 0 or not HOLDS[ground.fixtures[f].kind]:
        _, y, x = _target(world, e, p, TAKE)
        return MADE_OF[thing_at(world, e, y, x)] if _is_first(world, e, p, TAKE, y, x) else -IS_EMPTY
    clock = world.clock[e]
    mine = draw(clock.key, world.bodies[e, p].id, D_SHARE)
    rank = 0
    for q in range(world.hearts.shape[1]):
        if q != p and ACTION_VERB[world.hearts[e, q].order] == TAKE and reached(ground, world, e, q, TAKE) == f:
            rank += draw(clock.key, world.bodies[e, q].id, D_SHARE) < mine
    for item in range(N_OBJECTS):
        rank -= world.stocks[e, f, item]
        if rank < 0:
            return item
    return -IS_EMPTY


@part
def _settle_gift(ground, world, e, p, q):
    """The object p gives q: medicine to the hurt or bitten, else food, else the first object p has."""
    patient = world.bodies[e, q]
    packs = world.packs
    needs = patient.hp < ground.tuning[0].person_hp or patient.timer >= 0
    if needs and packs[e, p, MEDICINE] > 0:
        return MEDICINE
    item = 0  # food comes first
    while packs[e, p, item] == 0:
        item += 1
    return item


@part
def _receiver(world, e, p):
    _, y, x = _target(world, e, p, GIVE)
    return person_at(world, e, y, x)


@part
def _settle(ground, world, e, p):
    """What the take or gift of person p comes to: the object, or less than 0 by the reason (REASONS) if none."""
    if ACTION_VERB[world.hearts[e, p].order] == TAKE:
        way, y, x = _target(world, e, p, TAKE)
        why = may_take(ground, world, e, way, y, x)
        return _settle_take(ground, world, e, p) if why == ALLOWED else -why
    q = _receiver(world, e, p)
    why = may_give(world, e, p, q)
    return _settle_gift(ground, world, e, p, q) if why == ALLOWED else -why


@part
def _exchange(ground, world, e):
    """Takes and gifts: first settle every one of them from what was there, then hand everything over."""
    for p in range(world.hearts.shape[1]):
        if ACTION_VERB[world.hearts[e, p].order] in (TAKE, GIVE):
            world.hearts[e, p].grant = _settle(ground, world, e, p)
    for p in range(world.hearts.shape[1]):
        heart = world.hearts[e, p]
        verb = ACTION_VERB[heart.order]
        item = heart.grant
        if verb not in (TAKE, GIVE):
            continue
        if item < 0:
            refuse(world, e, p, -item)
        elif verb == TAKE:
            f = reached(ground, world, e, p, TAKE)
            if f < 0 or not HOLDS[ground.fixtures[f].kind]:
                _, y, x = _target(world, e, p, TAKE)
                take_up(ground, world, e, y, x)
            else:
                world.stocks[e, f, item] -= 1
            world.packs[e, p, item] += 1
            log_use(world, e, TOOK, p, f, item)
        else:
            q = _receiver(world, e, p)
            world.packs[e, p, item] -= 1
            world.packs[e, q, item] += 1
            log_act(world, e, GAVE, p, q, item)


@phase
def hands(ground, world, e):
    """Everything hands do but fight and care."""
    exchanges = 0
    for p in range(world.hearts.shape[1]):
        verb = ACTION_VERB[world.hearts[e, p].order]
        if verb == USE:
            _use(ground, world, e, p)
        elif verb in (TAKE, GIVE):
            exchanges += 1
    if exchanges > 0:
        _exchange(ground, world, e)
