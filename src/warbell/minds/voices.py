"""Voices: what a seat heard in whose voice, or saw signed by whom. Who really called, it cannot tell."""

import numpy as np

from warbell.engine.codes import CALLED, N_SIGNALS, VOICE, WHISPERING
from warbell.engine.kernel import kernel
from warbell.engine.percept import Percept

SAID, ALOUD, EVER = range(3)  # columns: each a set of signals, bit s


@kernel
def hear_all(percept: Percept, seats: np.ndarray, voices: np.ndarray) -> None:
    """Fill voices, int32 [E, P, P, 3], for the seats, int32 [n], of all worlds.

    SAID is what the column's person was seen to sign or heard to call or whisper in this beat, ALOUD what was called in
    that voice, EVER all that was said in this beat or any before. Of oneself ALOUD is what one called indeed.
    """
    persons = percept.me.shape[1]
    for e in range(percept.me.shape[0]):
        for p in seats:
            me, rows = percept.me[e, p], voices[e, p]
            for q in range(persons):
                rows[q, SAID], rows[q, ALOUD] = 0, 0
                body = percept.bodies[e, p, q]
                if body.beat == me.beat and body.sign < N_SIGNALS:
                    rows[q, SAID] |= 1 << int(body.sign)
            for k in range(me.heard):
                heard = percept.heard[e, p, k]
                if heard.sound in (VOICE, WHISPERING) and heard.voice < persons and heard.signal < N_SIGNALS:
                    said = 1 << int(heard.signal)
                    rows[heard.voice, SAID] |= said
                    if heard.sound == VOICE and heard.voice != p:
                        rows[heard.voice, ALOUD] |= said
            for k in range(me.events):
                event = percept.events[e, p, k]
                if event.kind == CALLED and event.who == p:
                    rows[p, ALOUD] |= 1 << int(event.value)
            for q in range(persons):
                rows[q, EVER] |= rows[q, SAID]
