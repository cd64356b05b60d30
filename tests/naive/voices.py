"""Voices and hands held up: calls, whispers, signs, cries."""

from naive.orders import ordered
from naive.world import beside, log, person, person_at

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
            me.loud, me.sound = tuning.loud_call, c.VOICE
            state.clock.calls += 1
            log(state, c.CALLED, p, -1, me.at, signal, {p})
        elif verb == c.WHISPER:
            me.loud, me.sound = tuning.loud_whisper, c.WHISPERING
            q = person_at(state, beside(me.at, way))
            log(state, c.WHISPERED, p, -1 if q is None else q, me.at, signal, {p, q})
        elif me.gripped == 2 and person(me) and me.state <= c.DOWN and me.loud < tuning.loud_cry:
            me.loud, me.sound = tuning.loud_cry, c.CRY
        elif state.hearts[p].winded and person(me) and me.state <= c.DOWN and me.loud < tuning.loud_pant:
            me.loud, me.sound = tuning.loud_pant, c.PANTING
