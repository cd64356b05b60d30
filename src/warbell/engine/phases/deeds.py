"""Deeds: what those who live by their needs hold against whom, and whose word they go by.

Reads this beat's events, bonds, found, heard. Writes grudges, wills, trust, events. Bonds remember kindness; what is
held against somebody is remembered here, and kindness eases it slowly.
"""

import numpy as np

from warbell.engine.bits import U0, U1, bit, lowest
from warbell.engine.codes import (
    BITTEN,
    COME,
    COMFORTED,
    D_SHARE,
    DOWN,
    EVENTS,
    FOOD,
    GAVE,
    JOINED,
    PARTED,
    ROBBED,
    SAFE,
    SHOT,
    SHOVED,
    STAYS,
    STRUCK,
    TENDED,
    TRADED,
    WATER_MOVED,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import UNTOLD, audience_of, log_act
from warbell.engine.kernel import part, phase, spelt_out
from warbell.engine.people import is_person
from warbell.engine.seeing import makes_out, sees_body
from warbell.engine.trust import any_lives, bears_grudge, lives, loves, regard, trusts
from warbell.engine.water import has_water, wades

HARMS = np.isin(np.arange(len(EVENTS)), (STRUCK, SHOVED, ROBBED, SHOT, BITTEN))
KINDNESSES = np.isin(np.arange(len(EVENTS)), (COMFORTED, TENDED, GAVE, TRADED))


@part
def _hold(world, e, q, p, points):
    """Person q comes to have more against person p, or less."""
    if p != q:
        world.grudges[e, q, p] = max(0, min(100, world.grudges[e, q, p] + points))


@part
def _harm(ground, event):
    """The grudge that an event leaves in whom it befell."""
    tuning = ground.tuning[0]
    if event.kind == STRUCK:
        return tuning.grudge_struck
    if event.kind == SHOVED:
        return tuning.grudge_shoved
    if event.kind == SHOT:
        return tuning.grudge_shot
    return tuning.grudge_robbed if event.kind == ROBBED else 0


@part
def _is_somebody(world, e, p):
    """True if whoever did something is a person."""
    return 0 <= p < world.hearts.shape[1] and is_person(world.bodies[e, p])


@part
def _feels(world, e, q):
    """True if q is somebody alive without a seat who lives by their needs."""
    alive = q >= world.clock[e].seats and _is_somebody(world, e, q) and world.bodies[e, q].state <= DOWN
    return alive and lives(world, e, q)


@part
def _find_it_a_lie(ground, world, e, q):
    """Person q was bitten: if they went by somebody's SAFE, that was a lie."""
    will = world.wills[e, q]
    if will.safe > 0:
        _hold(world, e, q, will.voice - 1, ground.tuning[0].grudge_lied)
        will.safe = 0


@part
def _resent(ground, world, e, event):
    """What people have against whoever did it: it befell them, or a friend before their eyes, or SAFE was a lie."""
    who, whom, harm = int(event.who), int(event.whom), _harm(ground, event)
    if event.kind == ROBBED and _feels(world, e, who):
        world.wills[e, who].asked = 0
    if event.kind == BITTEN and _feels(world, e, whom):
        _find_it_a_lie(ground, world, e, whom)
    if harm == 0 or not 0 <= whom < world.hearts.shape[1] or not _is_somebody(world, e, who):
        return
    if _feels(world, e, whom):
        _hold(world, e, whom, who, harm)
    for q in range(int(world.clock[e].seats), world.hearts.shape[1]):
        feels = loves(ground, world, e, q, whom) and _feels(world, e, q)
        if feels and sees_body(ground, world, e, q, event.y, event.x):
            _hold(world, e, q, who, harm // 2)


@part
def _thank(ground, world, e, q, event):
    """Person q has less against whoever was kind to them, and asks with new hope once something was given."""
    if event.kind in (COMFORTED, TENDED) or (event.kind == GAVE and event.value == FOOD):
        _hold(world, e, q, event.who, -ground.tuning[0].grudge_eased)
    if event.kind in (GAVE, TRADED):
        world.wills[e, q].asked = 0


@part
def _part(world, e, q):
    """Person q goes with nobody any more."""
    heart, will = world.hearts[e, q], world.wills[e, q]
    log_act(world, e, PARTED, q, heart.trusts - 1, 0)
    heart.trusts = 0
    heart.halted = 0
    will.alone = 0


@part
def _stay_with(ground, world, e, q):
    """Whom person q goes with they go with no longer once they hold too much against them, or were left."""
    will, tuning, friend = world.wills[e, q], ground.tuning[0], world.hearts[e, q].trusts - 1
    will.alone = 0 if makes_out(world, e, q, friend) else will.alone + 1
    if will.alone >= tuning.alone_beats:
        _hold(world, e, q, friend, tuning.grudge_left)
        _part(world, e, q)
    elif bears_grudge(world, e, q, friend):
        _part(world, e, q)


@part
def _outweighs(world, e, q, p, other):
    """True if the word of person p weighs more with person q than that of another, -1 nobody: by regard, then a die."""
    if other < 0:
        return True
    feels, felt = regard(world, e, q, p), regard(world, e, q, other)
    key = world.clock[e].key
    first = draw(key, world.bodies[e, p].id, D_SHARE) < draw(key, world.bodies[e, other].id, D_SHARE)
    return feels > felt or (feels == felt and first)


@part
def _heed(ground, world, e, q, p, signal):
    """Person q heard or saw a signal of person p: SAFE and COME count from those by whose word they go."""
    heart, will = world.hearts[e, q], world.wills[e, q]
    if p >= world.hearts.shape[1] or p == q or not trusts(ground, world, e, q, p):
        return
    if signal == SAFE and (will.safe < ground.tuning[0].safe_beats or _outweighs(world, e, q, p, will.voice - 1)):
        will.voice = p + 1
        will.safe = ground.tuning[0].safe_beats
    if signal == COME and heart.trusts == 0 and _outweighs(world, e, q, p, heart.grant):
        heart.grant = p


@spelt_out
def _listen(ground, world, e, q, shown):
    """Person q goes by what is called, whispered or shown to them by those they trust; `shown` as `_showing` has it."""
    heart, will, heard = world.hearts[e, q], world.wills[e, q], world.heard[e, q]
    will.safe = max(0, will.safe - 1)
    heart.grant = -1
    for slot in range(heard.shape[0]):  # silence has no signal
        if heard[slot].signal in (SAFE, COME):
            _heed(ground, world, e, q, int(heard[slot].voice), heard[slot].signal)
    while shown != U0:
        p = lowest(shown)
        shown &= shown - U1
        if makes_out(world, e, q, p):
            _heed(ground, world, e, q, p, world.bodies[e, p].sign)
    if heart.grant >= 0:
        heart.trusts = heart.grant + 1
        heart.halted = 0
        will.alone = 0
        if heart.manner != STAYS:
            log_act(world, e, JOINED, q, heart.grant, 0)


@part
def _feel_water(ground, world, e, q):
    """Person q takes note of water that has moved about them."""
    will = world.wills[e, q]
    will.rises = max(0, will.rises - 1)
    if not wades(world, e, q):
        return
    for k in range(world.clock[e].events):
        event = world.events[e, k]
        if event.kind == WATER_MOVED and event.told & audience_of(q) != UNTOLD:
            will.rises = ground.tuning[0].wet_beats


@part
def _showing(world, e):
    """The people, a bit each, whose hand shows SAFE or COME."""
    shown = U0
    for p in range(world.hearts.shape[1]):
        if world.bodies[e, p].sign in (SAFE, COME):
            shown |= bit(p)
    return shown


@phase
def deeds(ground, world, e):
    """Phase: every deed of the beat, remembered by those who live by their needs."""
    if not any_lives(world):
        return
    for harms in (True, False):  # all that was done to them first, then the kindness: no event comes before another
        for k in range(world.clock[e].events):
            event = world.events[e, k]
            if harms and HARMS[event.kind]:
                _resent(ground, world, e, event)
            elif not harms and KINDNESSES[event.kind] and _feels(world, e, int(event.whom)):
                _thank(ground, world, e, int(event.whom), event)
    shown = _showing(world, e)
    for q in range(int(world.clock[e].seats), world.hearts.shape[1]):
        if _feels(world, e, q):
            if world.hearts[e, q].trusts > 0:
                _stay_with(ground, world, e, q)
            _listen(ground, world, e, q, shown)
            if has_water(world):
                _feel_water(ground, world, e, q)
