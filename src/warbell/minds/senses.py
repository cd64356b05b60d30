"""What a glance at a percept tells: the few numbers minds decide by, of each seat from its own percept alone."""

import numpy as np

from warbell.engine.codes import (
    CALLED,
    DIED,
    DX,
    DY,
    ESCAPED,
    LISTENER,
    N_SIGNALS,
    NO_SIGNAL,
    STEP,
    TURNED,
    UP,
    USE,
    VERB_BASE,
    VOICE,
    WHISPERING,
)  # fmt: skip
from warbell.engine.kernel import kernel, part
from warbell.engine.people import is_infected, is_person
from warbell.engine.percept import Percept

NOTHING = 99  # the distance of what is not seen
(
    ABLE, LATE, BEAT, Y, X, CREPT, RATE, FEAR, HUNGER, HP, LIT, GRIPPED, SHOWN, LOUD, NEAR, THREAT, TAKEN,
    TOLD, INFECTED, WINDED, ASLEEP, HUNTERS, WATCHED, DOUBTED,
) = range(24)  # fmt: skip
N_SENSES = 24


@part
def is_seen_to_call(percept: Percept, e: int, p: int, q: int) -> bool:
    """True if seat p sees person q call in this beat: then it is they whose voice it hears."""
    me, count = percept.me[e, p], 0
    if percept.bodies[e, p, q].beat == me.beat:
        for k in range(me.events):
            event = percept.events[e, p, k]
            count += event.kind == CALLED and event.who == q
    return count > 0


@kernel
def sense_all(
    percept: Percept, seats: np.ndarray, doubts: bool, out: np.ndarray, told: np.ndarray, lost: np.ndarray
) -> None:
    """Fill out int32 [E, P, N_SENSES], told and lost uint8 [E, P, P] for the seats, int32 [n], of all worlds.

    In out, NEAR and ASLEEP are the steps to the nearest infected seen awake and asleep, WATCHED to the nearest awake
    that is not blind, HUNTERS how many are seen awake, THREAT the directions (bit d) where one that is awake stands
    beside the seat, TAKEN those where anybody does, LOUD the loudest sound, INFECTED 1 for the bitten, TOLD the
    signals (bit s) that others were seen or heard to give in this beat or any before. told is the signal that the
    column's person was seen to show or heard to say this beat, NO_SIGNAL none: with `doubts` no call of
    somebody who is not seen to call counts, and DOUBTED is 1 + whose voice it was, else 0. lost is 1 for those whom the
    row's seat last saw unable to come, and stays 2 for those it saw leave, die or turn.
    """
    persons = percept.me.shape[1]
    for e in range(percept.me.shape[0]):
        for p in seats:
            me, row = percept.me[e, p], out[e, p]
            row[ABLE] = me.state == UP and me.ending < 0 and is_person(me) and me.carrier == 0
            row[LATE], row[BEAT], row[Y], row[X], row[CREPT] = me.late, me.beat, me.y, me.x, me.crept
            row[RATE], row[FEAR], row[HUNGER], row[HP] = me.rate, me.fear, me.hunger, me.hp
            row[LIT], row[GRIPPED], row[SHOWN] = me.lit, me.gripped, me.sign
            row[INFECTED], row[WINDED], row[ASLEEP] = me.timer >= 0, me.winded, NOTHING
            row[NEAR], row[THREAT], row[TAKEN], row[LOUD] = NOTHING, 0, 0, 0
            row[HUNTERS], row[WATCHED], row[DOUBTED] = 0, NOTHING, 0
            for i in range(percept.bodies.shape[2]):
                body = percept.bodies[e, p, i]
                if i == p or body.beat < 0 or body.state != UP:
                    continue
                if body.beat < me.beat:
                    continue
                steps = abs(body.y - me.y) + abs(body.x - me.x)
                hunts = is_infected(body) and body.asleep == 0
                row[HUNTERS] += hunts
                if hunts:
                    row[NEAR] = min(row[NEAR], steps)
                    if body.nature != LISTENER:
                        row[WATCHED] = min(row[WATCHED], steps)
                elif body.asleep == 1:
                    row[ASLEEP] = min(row[ASLEEP], steps)
                if steps == 1:
                    for d in range(4):
                        if body.y == me.y + DY[d] and body.x == me.x + DX[d]:
                            row[TAKEN] |= 1 << d
                            row[THREAT] |= (1 << d) if hunts else 0
            for q in range(persons):
                body = percept.bodies[e, p, q]
                told[e, p, q] = body.sign if body.beat == me.beat else NO_SIGNAL
                if q != p and told[e, p, q] < N_SIGNALS:
                    row[TOLD] |= 1 << int(told[e, p, q])
                if lost[e, p, q] < 2:
                    lost[e, p, q] = body.beat >= 0 and (body.state != UP or is_infected(body))
            for k in range(me.events):
                event = percept.events[e, p, k]
                if event.kind in (ESCAPED, DIED, TURNED) and 0 <= event.who < persons:
                    lost[e, p, event.who] = 2
            for k in range(me.heard):
                heard = percept.heard[e, p, k]
                row[LOUD] = max(row[LOUD], heard.loud)
                if heard.sound in (VOICE, WHISPERING) and heard.voice < persons and heard.signal < N_SIGNALS:
                    if doubts and heard.sound == VOICE and not is_seen_to_call(percept, e, p, heard.voice):
                        row[DOUBTED] = heard.voice + 1
                        continue
                    told[e, p, heard.voice] = heard.signal
                    if heard.voice != p:
                        row[TOLD] |= 1 << int(heard.signal)


def blank_senses(worlds: int, persons: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The tables that `sense_all` fills: out, told and lost."""
    return (
        np.zeros((worlds, persons, N_SENSES), np.int32),
        np.full((worlds, persons, persons), NO_SIGNAL, np.uint8),
        np.zeros((worlds, persons, persons), np.uint8),
    )


@part
def must_open(mask: np.ndarray, hinged: np.ndarray, me: np.record, d: int) -> bool:
    """True if the way of a seat in direction d is barred by a door that hands may open."""
    shut = mask[VERB_BASE[STEP] + d] == 0 and hinged[me.y + DY[d], me.x + DX[d]] == 1
    return bool(shut and mask[VERB_BASE[USE] + d] == 1)
