"""Voices: what a seat heard in whose voice, or saw signed by whom. Who really called, it cannot tell."""

import numpy as np

from warbell.engine.codes import BEARING_HERE, CALLED, N_SIGNALS, VOICE, WHISPERING
from warbell.engine.kernel import kernel, part
from warbell.engine.percept import Percept

SAID, ALOUD, EVER, FROM = range(4)  # columns: each a set of signals, bit s; from FROM on one a side: n, e, s, w
N_VOICE = FROM + 4


@part
def comes_from(bearing: int, side: int) -> bool:
    """True if a sound of this bearing comes from a side, 0..3 for n, e, s, w: what lies between two comes from both."""
    return bearing < BEARING_HERE and (bearing - 2 * side + 1) & 7 <= 2


@kernel
def hear_all(percept: Percept, seats: np.ndarray, voices: np.ndarray) -> None:
    """Fill voices, int32 [E, P, P, N_VOICE], for the seats, int32 [n], of all worlds.

    SAID is what the column's person was seen to sign or heard to call or whisper in this beat, ALOUD what was called in
    that voice, EVER all that was said in this beat or any before, FROM + d what was heard in this beat from side d. Of
    oneself ALOUD is what one called indeed.
    """
    persons = percept.me.shape[1]
    for e in range(percept.me.shape[0]):
        for p in seats:
            me, rows = percept.me[e, p], voices[e, p]
            for q in range(persons):
                rows[q, SAID], rows[q, ALOUD] = 0, 0
                for side in range(4):
                    rows[q, FROM + side] = 0
                body = percept.bodies[e, p, q]
                if body.beat == me.beat and body.sign < N_SIGNALS:
                    rows[q, SAID] |= 1 << int(body.sign)
            for k in range(me.heard):
                heard = percept.heard[e, p, k]
                if heard.sound in (VOICE, WHISPERING) and heard.voice < persons and heard.signal < N_SIGNALS:
                    said = 1 << int(heard.signal)
                    rows[heard.voice, SAID] |= said
                    for side in range(4):
                        if comes_from(heard.bearing, side):
                            rows[heard.voice, FROM + side] |= said
                    if heard.sound == VOICE and heard.voice != p:
                        rows[heard.voice, ALOUD] |= said
            for k in range(me.events):
                event = percept.events[e, p, k]
                if event.kind == CALLED and event.who == p:
                    rows[p, ALOUD] |= 1 << int(event.value)
            for q in range(persons):
                rows[q, EVER] |= rows[q, SAID]
