"""Clockwork: what was beaten sounds and gives way, phones and flares count down."""

from naive.things import lay, number, write
from naive.world import log, noise, thing

from warbell.engine import codes as c


def clockwork(state):
    if not state.fields:
        return
    tuning = state.tuning
    for p in state.persons:
        heart = state.hearts[p]
        heart.flame = max(0, heart.flame - 1) if state.bodies[p].state == c.UP else 0
    for cell in state.beaten:
        noise(state, c.BANGING, cell, tuning.loud_bang)
        if number(state, c.LEFT, cell) <= 0:
            log(state, c.GAVE_WAY, -1, -1, cell, thing(state, cell), set())
            lay(state, cell, c.NO_THING)
    state.beaten = set()
    for cell in state.stirring:
        what, left = thing(state, cell), number(state, c.LEFT, cell) - 1
        if what == c.RINGING_PHONE:
            noise(state, c.RINGING, cell, tuning.loud_phone)
        after = {
            c.BRAND: (c.NO_THING, 0),
            c.RINGING_PHONE: (c.DEAD_PHONE, 0),
            c.TIMED_PHONE: (c.RINGING_PHONE, tuning.phone_rings),
        }
        if what in after:
            write(state, c.LEFT, cell, left)
            if left <= 0:
                lay(state, cell, *after[what])
