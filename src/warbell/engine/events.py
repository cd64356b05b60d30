"""The event table of a beat: what happened, where, and who may know of it.

Every row carries its audience: `told` (the actor, the one it happened to), `seen` (who had the cell in sight) and
`heard` (whose ears caught the voice). Views are split from this one log; nothing else decides who learns of an event.
The table is sized so that a beat cannot fill it (setup.empty_world): only people, fixtures, triggers, goals, things and
drones, which may strike whoever is in their discs, write rows.
A row that found no room all the same is counted, and the batch stops with an error.
"""

import numpy as np

from warbell.engine.bits import bit
from warbell.engine.codes import IS_PUBLIC, IS_SEEN, IS_VOICED, NO_CLUE, NO_VOICE, REFUSED, SILENCE, VOICE
from warbell.engine.kernel import part, phase
from warbell.engine.seeing import onlookers

UNTOLD = np.uint64(0)  # the audience of what nobody knows but who saw it


@part
def audience_of(p):
    """The audience word of person p alone; nobody for a negative p."""
    return UNTOLD if p < 0 else bit(p)


@part
def befell(world, e, kinds):
    """The people, a bit each, whom events of some kinds befell in this beat; `kinds` is bool [EVENTS]."""
    found = UNTOLD
    for k in range(world.clock[e].events):
        event = world.events[e, k]
        if kinds[event.kind] and 0 <= event.whom < world.hearts.shape[1]:
            found |= bit(event.whom)
    return found


@part
def log(world, e, kind, who, whom, y, x, value, told):
    """Write one event row; `told` is the audience word (uint64) of those who know of it whatever they see."""
    clock = world.clock[e]
    if clock.events >= world.events.shape[1]:
        clock.lost += 1
        return
    event = world.events[e, clock.events]
    clock.events += 1
    event.kind = kind
    event.who = who
    event.whom = whom
    event.y = y
    event.x = x
    event.value = value
    event.told = told
    event.heard = UNTOLD
    event.seen = UNTOLD
    event.foe = -1
    event.quarry = -1
    event.since = 0
    event.clue = NO_CLUE
    event.lure = SILENCE


@part
def because(world, e, foe, body):
    """Why the event that was logged last came about: by body `foe`, and what the row `body` says of its hunt."""
    event = world.events[e, world.clock[e].events - 1]
    event.foe = foe
    event.quarry = body.quarry - 1
    event.since = body.since
    event.clue = body.clue
    event.lure = body.lure


@part
def log_act(world, e, kind, p, whom, value):
    """An act of person p, known to p and to the person `whom`, if it is one."""
    body = world.bodies[e, p]
    told = audience_of(p)
    if 0 <= whom < world.hearts.shape[1]:
        told |= audience_of(whom)
    log(world, e, kind, p, whom, body.y, body.x, value, told)


@part
def log_use(world, e, kind, p, fixture, value):
    """An act of person p on a fixture."""
    body = world.bodies[e, p]
    log(world, e, kind, p, fixture, body.y, body.x, value, audience_of(p))


@part
def refuse(world, e, p, why):
    """Tell person p alone why the order came to nothing."""
    body = world.bodies[e, p]
    log(world, e, REFUSED, p, -1, body.y, body.x, why, audience_of(p))


@phase
def audience(ground, world, e):
    """Phase: who saw and who heard each event of the beat. Reads bodies, sight, heard, planes; writes events."""
    persons = world.hearts.shape[1]
    for k in range(world.clock[e].events):
        event = world.events[e, k]
        voiced = IS_VOICED[event.kind]
        if IS_SEEN[event.kind]:
            event.seen = onlookers(ground, world, e, event.y, event.x, not voiced)  # from a drone nobody is heard
        if voiced | IS_PUBLIC[event.kind]:
            for p in range(persons):
                if IS_PUBLIC[event.kind]:
                    event.told |= audience_of(p)
                if voiced and _heard_voice(world, e, p, event.who):
                    event.heard |= audience_of(p)


@part
def _heard_voice(world, e, p, speaker):
    for slot in range(world.heard.shape[2]):
        sound = world.heard[e, p, slot]
        if sound.sound == VOICE and sound.voice == speaker and speaker != NO_VOICE:
            return True
    return False
