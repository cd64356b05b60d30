"""Action masks: which of all orders are possible to a person now.

What `orders.reason` says of each action, said of all of them at once: what is around a cell is looked at once, and
where nobody and nothing is there, nothing is asked.
"""

import numpy as np

from warbell.engine.bits import get
from warbell.engine.brinks import NO_FACADE, over_the_edge, top_at
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    BLAST,
    BLOCKED,
    CARRY,
    CLEAR,
    COMFORT,
    DX,
    DY,
    FARTHEST,
    FLY,
    FOOD,
    GIVE,
    HERE,
    HOIST,
    LEG,
    LINK,
    LOAD,
    LOWER,
    N_ACTIONS,
    N_OBJECTS,
    N_SIGNALS,
    NEEDS_BALANCE,
    NOBODY_THERE,
    OFFER,
    PLANKS,
    RELEASE,
    ROB,
    RUN,
    SET,
    SETTABLE,
    SHOOT,
    SHOVE,
    SNEAK,
    STEP,
    STRIKE,
    TAKE,
    TEND,
    THROW,
    THROWABLE,
    USE,
    VERB_BASE,
    WAIT,
    WHISPER,
    WIELD,
    WIELDABLE,
)  # fmt: skip
from warbell.engine.flights import NOBODY_FLIES, flown_by, has_flights
from warbell.engine.kernel import part
from warbell.engine.people import can_act, is_person
from warbell.engine.phases.blows import may_shove, may_shove_down, may_strike, reach
from warbell.engine.phases.care import may_carry, may_comfort, may_release, may_tend
from warbell.engine.phases.hands import may_give, may_take, may_use
from warbell.engine.phases.setting import may_set
from warbell.engine.phases.shots import may_shoot, rounds_of
from warbell.engine.phases.strokes import may_link
from warbell.engine.phases.throwing import may_throw, may_wield
from warbell.engine.phases.trades import may_offer
from warbell.engine.phases.voices import may_whisper
from warbell.engine.piloting import may_blast, may_fly, may_hoist, may_load, may_lower
from warbell.engine.things import has_things

_STEP, _RUN, _SNEAK, _LINK = (int(VERB_BASE[verb]) for verb in (STEP, RUN, SNEAK, LINK))
_STRIKE, _SHOVE, _USE, _SET, _TAKE = (int(VERB_BASE[verb]) for verb in (STRIKE, SHOVE, USE, SET, TAKE))
_GIVE, _CARRY, _RELEASE, _TEND = (int(VERB_BASE[verb]) for verb in (GIVE, CARRY, RELEASE, TEND))
_ROB, _OFFER, _SHOOT = (int(VERB_BASE[verb]) for verb in (ROB, OFFER, SHOOT))
_COMFORT, _WHISPER, _WIELD, _THROW = (int(VERB_BASE[verb]) for verb in (COMFORT, WHISPER, WIELD, THROW))
_FLY, _LOAD, _HOIST, _LOWER, _BLAST = (int(VERB_BASE[verb]) for verb in (FLY, LOAD, HOIST, LOWER, BLAST))
_ANYHOW = (~NEEDS_BALANCE[ACTION_VERB]).astype(np.uint8)  # what whoever can act can do even off balance


@part
def _mark_body(ground, world, e, p, mask, direction, i, free):
    """The orders to body i on the next cell, and against it."""
    y, x = world.bodies[e, i].y, world.bodies[e, i].x
    mask[_STRIKE + direction] = free
    mask[_SHOVE + direction] = free and may_shove(world, e, y, x) == ALLOWED
    if is_person(world.bodies[e, i]):
        mask[_GIVE + direction] = may_give(world, e, p, i) == ALLOWED
        mask[_CARRY + direction] = free and may_carry(world, e, i) == ALLOWED
        mask[_TEND + direction] = free and may_tend(ground, world, e, p, i) == ALLOWED
        mask[_COMFORT + direction] = may_comfort(world, e, i) == ALLOWED
        mask[_ROB + direction] = free
        if may_offer(world, e, p, i, FOOD) != NOBODY_THERE:
            for item in range(N_OBJECTS):
                mask[_OFFER + item * 4 + direction] = world.packs[e, p, item] > 0
        if may_whisper(world, e, i) == ALLOWED:
            for signal in range(N_SIGNALS):
                mask[_WHISPER + signal * 4 + direction] = 1


@part
def _mark_fixture(ground, world, e, p, mask, direction, y, x, free):
    """The orders to the fixture on the next cell (y, x)."""
    mask[_STRIKE + direction] = free and may_strike(ground, world, e, y, x) == ALLOWED
    mask[_USE + direction] = may_use(ground, world, e, p, direction, y, x) == ALLOWED
    mask[_TAKE + direction] = may_take(ground, world, e, direction, y, x) == ALLOWED
    if free and world.packs[e, p, PLANKS] > 0:
        mask[_SET + direction] = may_set(ground, world, e, p, PLANKS, direction, y, x) == ALLOWED


@part
def _mark_things(ground, world, e, p, mask, direction, y, x, free):
    """The orders with objects on the next cell (y, x), and to what was set there; asked where there can be such."""
    mask[_USE + direction] |= may_use(ground, world, e, p, direction, y, x) == ALLOWED
    mask[_TAKE + direction] |= may_take(ground, world, e, direction, y, x) == ALLOWED
    if not free:
        return
    far_y, far_x = reach(world, e, p, direction)
    mask[_STRIKE + direction] = may_strike(ground, world, e, far_y, far_x) == ALLOWED
    mask[_SHOVE + direction] = may_shove(world, e, far_y, far_x) == ALLOWED
    for k in range(SETTABLE.shape[0]):
        item = SETTABLE[k]
        if world.packs[e, p, item] > 0:
            mask[_SET + k * 5 + direction] = may_set(ground, world, e, p, item, direction, y, x) == ALLOWED
    for k in range(THROWABLE.shape[0]):
        may = may_throw(ground, world, e, p, THROWABLE[k], direction, y, x) == ALLOWED
        first = _THROW + k * (4 * FARTHEST + 1) + direction * FARTHEST
        for cells in range(FARTHEST):
            mask[first + cells] = may


@part
def _mark_wielding(world, e, p, mask):
    """The orders to put an object to work out of the hand."""
    for k in range(WIELDABLE.shape[0]):
        may = may_wield(world, e, p, WIELDABLE[k]) == ALLOWED
        for direction in range(4):
            mask[_WIELD + k * 4 + direction] = may


@part
def _mark_flying(ground, world, e, p, mask):
    """The orders to the drone that person p flies."""
    for direction in range(4):
        for cells in range(1, LEG + 1):
            may = may_fly(ground, world, e, p, direction, cells) == ALLOWED
            mask[_FLY + direction * LEG + cells - 1] = may
    for item in range(N_OBJECTS):
        mask[_LOAD + item] = may_load(ground, world, e, p, item) == ALLOWED
    mask[_HOIST] = may_hoist(ground, world, e, p) == ALLOWED
    mask[_LOWER] = may_lower(ground, world, e, p) == ALLOWED
    mask[_BLAST] = may_blast(ground, world, e, p) == ALLOWED


@part
def _mark_over_the_edge(ground, world, e, p, mask):
    """The orders with objects to the base of the facade on whose top person p stands."""
    body = world.bodies[e, p]
    if top_at(ground, body.y, body.x) == NO_FACADE:
        return
    y, x = over_the_edge(ground, body.y, body.x, HERE)
    for k in range(SETTABLE.shape[0]):
        item = SETTABLE[k]
        if world.packs[e, p, item] > 0:
            mask[_SET + k * 5 + HERE] = may_set(ground, world, e, p, item, HERE, y, x) == ALLOWED
    for k in range(THROWABLE.shape[0]):
        may = may_throw(ground, world, e, p, THROWABLE[k], HERE, y, x) == ALLOWED
        mask[_THROW + k * (4 * FARTHEST + 1) + 4 * FARTHEST] = may


@part
def fill_mask(ground, world, e, p, mask):
    """Set mask, uint8 [N_ACTIONS], to 1 for each order possible to person p and 0 for the others."""
    body = world.bodies[e, p]
    if not can_act(body):
        mask[:] = 0
        mask[WAIT] = 1
        return
    for action in range(np.uint64(N_ACTIONS)):
        mask[action] = _ANYHOW[action]
    if world.hearts[e, p].spent > 0:
        return
    free = body.load == 0
    armed = free and rounds_of(world, e, p) > 0
    for direction in range(4):
        y, x = body.y + DY[direction], body.x + DX[direction]
        way = get(world.planes[e, CLEAR], y, x)  # as `may_step` has it, in one look
        mask[_STEP + direction] = way
        mask[_SNEAK + direction] = way
        mask[_RUN + direction] = way & free
        if armed:
            mask[_SHOOT + direction] = may_shoot(world, e, p, y, x) == ALLOWED
        i = world.occupant[e, y, x] - 1
        if i >= 0:
            _mark_body(ground, world, e, p, mask, direction, i, free)
        if ground.fixture_at[y, x] > 0:
            _mark_fixture(ground, world, e, p, mask, direction, y, x, free)
        elif i < 0 and get(world.planes[e, BLOCKED], y, x):
            mask[_STRIKE + direction] = free
        if has_things(world):
            _mark_things(ground, world, e, p, mask, direction, y, x, free)
    if free and has_flights(world) and flown_by(world, e, p) != NOBODY_FLIES:
        _mark_flying(ground, world, e, p, mask)
    if free:
        _mark_wielding(world, e, p, mask)
    if has_things(world) and free:
        _mark_over_the_edge(ground, world, e, p, mask)
    y, x = body.y, body.x
    mask[_USE + HERE] = may_use(ground, world, e, p, HERE, y, x) == ALLOWED
    mask[_TAKE + HERE] = may_take(ground, world, e, HERE, y, x) == ALLOWED
    mask[_SHOVE + HERE] = free and may_shove_down(ground, world, e, y, x) == ALLOWED
    mask[_TEND + HERE] = free and may_tend(ground, world, e, p, p) == ALLOWED
    mask[_RELEASE] = may_release(body) == ALLOWED
    mask[_LINK] = may_link(ground, world, e, body) == ALLOWED
