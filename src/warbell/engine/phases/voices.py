"""Voices and hands held up: calls, whispers, signs, and the cries of those who were bitten.

Reads orders, grips. Writes loudness, signs, events.
"""

from warbell.engine.actions import decode
from warbell.engine.codes import (
    ALLOWED,
    CALL,
    CALLED,
    CRY,
    DOWN,
    DX,
    DY,
    NO_SIGNAL,
    NOBODY_THERE,
    PANTING,
    SIGN,
    SIGNED,
    UP,
    VOICE,
    WHISPER,
    WHISPERED,
    WHISPERING,
)  # fmt: skip
from warbell.engine.events import log_act
from warbell.engine.kernel import part, phase
from warbell.engine.noises import sound_of, speak
from warbell.engine.people import is_person, person_at

CRIES_AT = 2  # body.gripped in the beat after a bite


@part
def may_whisper(world, e, q):
    """ALLOWED, or why person q, -1 nobody, cannot be whispered to."""
    return ALLOWED if q >= 0 and world.bodies[e, q].state == UP else NOBODY_THERE


@phase
def voices(ground, world, e):
    """What people say, show and cry out."""
    tuning = ground.tuning[0]
    for p in range(world.hearts.shape[1]):
        body = world.bodies[e, p]
        action = world.hearts[e, p].order
        verb, direction, signal, _, _ = decode(action)
        if verb == SIGN:
            body.sign = signal
            log_act(world, e, SIGNED, p, -1, signal)
        if verb == CALL:
            speak(world, e, p, VOICE, tuning.loud_call, signal)
            log_act(world, e, CALLED, p, -1, signal)
        elif verb == WHISPER:
            speak(world, e, p, WHISPERING, tuning.loud_whisper, signal)
            q = person_at(world, e, body.y + DY[direction], body.x + DX[direction])
            log_act(world, e, WHISPERED, p, q, signal)
        elif body.state <= DOWN and is_person(body):
            if body.gripped == CRIES_AT:
                speak(world, e, p, CRY, tuning.loud_cry, NO_SIGNAL)
            elif world.hearts[e, p].winded == 1:
                sound_of(world, e, p, PANTING, tuning.loud_pant)
