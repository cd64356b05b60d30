"""Voices and hands held up: calls, whispers, signs, cries."""

from naive.orders import ordered
from naive.world import alive, beside, log, person, person_at, sound_of

from warbell.engine import codes as c


def voices(state):
    tuning = state.tuning
    for p in state.persons:
        me = state.bodies[p]
        verb, way, signal, _ = ordered(state, p)
        if verb == c.SIGN:
            me.sign = signal
            log(state, c.SIGNED, p, -1, me.at, signal, {p})
        if verb == c.CALL:
            sound_of(state, p, c.VOICE, tuning.loud_call, voice=p, signal=signal)
            log(state, c.CALLED, p, -1, me.at, signal, {p})
        elif verb == c.WHISPER:
            sound_of(state, p, c.WHISPERING, tuning.loud_whisper, voice=p, signal=signal)
            q = person_at(state, beside(me.at, way))
            log(state, c.WHISPERED, p, -1 if q is None else q, me.at, signal, {p, q})
        elif person(me) and alive(me) and me.gripped == 2:
            sound_of(state, p, c.CRY, tuning.loud_cry, voice=p)
        elif person(me) and alive(me) and state.hearts[p].winded:
            sound_of(state, p, c.PANTING, tuning.loud_pant)
