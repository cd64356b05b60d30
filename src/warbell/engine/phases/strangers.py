"""Strangers: what people without a seat do in the next beat, by what they perceive in this one.

Reads places, found, heard, planes, links, events. Writes wishes, trust, events. They flee what they see, go with whom
was kind to them last, hide or stay, and the wounded call for help while nobody they trust is beside them.
"""

import numpy as np

from warbell.engine.actions import encode
from warbell.engine.bits import U0, bit, get
from warbell.engine.codes import (
    CALL,
    COME,
    COMFORTED,
    D_FLEE,
    D_SHARE,
    DOWN,
    DX,
    DY,
    EVENTS,
    FOOD,
    GAVE,
    GO,
    HELP,
    HERE,
    HIDES,
    JOINED,
    LINK,
    NO_SIGNAL,
    SNEAK,
    SNEAK_GAIT,
    STAYS,
    STEP,
    STOP,
    TENDED,
    UP,
    VERB_BASE,
    VOICE,
    WAIT,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.events import befell, log_act
from warbell.engine.kernel import part, phase, spelt_out
from warbell.engine.people import is_person
from warbell.engine.seeing import makes_out
from warbell.engine.trust import bears_grudge, lives
from warbell.engine.walks import danger, flee, goes, out_of_water, toward

KINDNESSES = np.isin(np.arange(len(EVENTS)), (COMFORTED, TENDED, GAVE))  # though not every gift is one
CLIMBS = 2  # body.trail of somebody on their way up or down after whom they go with
BESIDE = 2  # cells within which somebody trusted is company


@part
def _kind_one(world, e, q):
    """Who did person q a kindness in this beat, of several the one with the lowest draw; -1 if nobody did."""
    clock = world.clock[e]
    found = -1
    for k in range(clock.events):
        event = world.events[e, k]
        kind = event.kind in (COMFORTED, TENDED) or (event.kind == GAVE and event.value == FOOD)
        if kind and event.whom == q and event.who != q:
            mine = draw(clock.key, world.bodies[e, event.who].id, D_SHARE)
            if found < 0 or mine < draw(clock.key, world.bodies[e, found].id, D_SHARE):
                found = int(event.who)
    return found


@part
def _trust(world, e, q, thankful):
    """Let person q, if `thankful`, go with who was kind to them; of words, those to stay and to come count."""
    heart = world.hearts[e, q]
    friend = _kind_one(world, e, q) if thankful else -1
    if friend >= 0 and heart.trusts != friend + 1 and not bears_grudge(world, e, q, friend):
        heart.trusts = friend + 1
        heart.halted = 0
        if heart.manner != STAYS:
            log_act(world, e, JOINED, q, friend, 0)
    if heart.trusts == 0:
        return
    said = signal_of(world, e, q, heart.trusts - 1)
    if said == STOP:
        heart.halted = 1
    elif said in (COME, GO):
        heart.halted = 0


@part
def signal_of(world, e, q, friend):
    """The signal that person q sees or hears a friend give in this beat, NO_SIGNAL if none."""
    for slot in range(world.heard.shape[2]):
        row = world.heard[e, q, slot]
        if row.sound == VOICE and row.voice == friend:
            return int(row.signal)
    return int(world.bodies[e, friend].sign) if makes_out(world, e, q, friend) else NO_SIGNAL


@part
def _make_way(ground, world, e, q, friend):
    """The order of somebody beside whom they trust: out of the way that one looks, to a side, else on."""
    body = world.bodies[e, q]
    ahead = friend.facing
    if friend.y + DY[ahead] != body.y or friend.x + DX[ahead] != body.x:
        return WAIT
    first = int(draw(world.clock[e].key, body.id, D_FLEE) >> 63)
    for turn in range(3):
        way = ahead if turn == 2 else (ahead + (1 if turn == first else 3)) & 3
        if goes(ground, world, e, q, body.y + DY[way], body.x + DX[way]):
            return encode(STEP, way, NO_SIGNAL, 0)
    return WAIT


@part
def go_with(ground, world, e, q):
    """The order of somebody who goes with whom they trust: after them in sight, else to where they were seen last."""
    body, heart = world.bodies[e, q], world.hearts[e, q]
    friend = world.bodies[e, heart.trusts - 1]
    if makes_out(world, e, q, heart.trusts - 1) and is_person(friend):
        body.goal_y, body.goal_x, body.trail = friend.y, friend.x, 1
        if heart.halted == 1:
            return WAIT
        if abs(friend.y - body.y) + abs(friend.x - body.x) <= 1:
            return _make_way(ground, world, e, q, friend)
        verb = SNEAK if friend.gait == SNEAK_GAIT else STEP
        return toward(ground, world, e, q, friend.y, friend.x, verb)
    if heart.halted == 1 or body.trail == 0:
        return WAIT
    if body.y != body.goal_y or body.x != body.goal_x:
        if body.trail == CLIMBS:  # they are on the other end
            body.trail = 0
            return WAIT
        return toward(ground, world, e, q, body.goal_y, body.goal_x, STEP)
    for way in range(4):
        y, x = body.y + DY[way], body.x + DX[way]
        if get(ground.exits, y, x) and goes(ground, world, e, q, y, x):
            return encode(STEP, way, NO_SIGNAL, 0)
    climbs = ground.link_at[body.y, body.x] > 0
    body.trail = CLIMBS if climbs else 0
    return VERB_BASE[LINK] if climbs else WAIT


@part
def calls(ground, world, e, q):
    """True if wounded person q calls for help: by their own count of beats, and with no company they trust."""
    body, tuning = world.bodies[e, q], ground.tuning[0]
    if 2 * body.hp > tuning.person_hp or body.salve > 0 or (world.clock[e].beat + body.id) % tuning.cry_every != 0:
        return False
    friend = world.hearts[e, q].trusts - 1
    if friend >= 0 and makes_out(world, e, q, friend):
        other = world.bodies[e, friend]
        return abs(other.y - body.y) + abs(other.x - body.x) > BESIDE
    return True


@spelt_out
def by_manner(ground, world, e, q):
    """The order of somebody whom nothing else occupies: stay, go with whom they trust, hide, or wait."""
    body, heart = world.bodies[e, q], world.hearts[e, q]
    if heart.manner == STAYS:
        return WAIT
    if heart.trusts > 0:
        return go_with(ground, world, e, q)
    if heart.manner == HIDES and (body.y != body.goal_y or body.x != body.goal_x):
        return toward(ground, world, e, q, body.goal_y, body.goal_x, SNEAK)
    return WAIT


@part
def _wish(ground, world, e, q):
    body = world.bodies[e, q]
    order = out_of_water(ground, world, e, q)
    if order != WAIT:
        return order
    near = danger(world, e, q, body.y, body.x)
    if near <= ground.tuning[0].flees_at:
        return flee(ground, world, e, q, near)
    if calls(ground, world, e, q):
        return encode(CALL, HERE, HELP, 0)
    return by_manner(ground, world, e, q)


@phase
def strangers(ground, world, e):
    """Phase: what everybody without a seat will do."""
    seats, persons = int(world.clock[e].seats), world.hearts.shape[1]
    if seats == persons:
        return
    helped = befell(world, e, KINDNESSES)
    for q in range(seats, persons):
        body = world.bodies[e, q]
        if is_person(body) and body.state <= DOWN:
            thankful = helped & bit(q) != U0
            if thankful or world.hearts[e, q].trusts > 0:
                _trust(world, e, q, thankful)
            if body.state == UP and body.carrier == 0 and not lives(world, e, q):
                world.hearts[e, q].wish = _wish(ground, world, e, q)
