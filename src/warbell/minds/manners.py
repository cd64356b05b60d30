"""Manners: what careful minds do for each other, by their percepts alone: answer words, pull together, tend, comfort.

A mind knows words as people do: STOP halts it until somebody says something else, a code word is given back for as long
as it is shown, NOW beside a gate means to pull in the next beat.
"""

import numpy as np

from warbell.engine.codes import (
    CALL,
    COMFORT,
    CONSOLE,
    D_POLICY,
    DOWN,
    DX,
    DY,
    FIRST_CODE_WORD,
    GATE,
    HERE,
    N_SIGNALS,
    NOW,
    REST,
    SIGN,
    STILL,
    STOP,
    TEND,
    UNREAD,
    UP,
    USE,
    VALVE,
    VERB_BASE,
    WAIT,
    WHEEL,
)  # fmt: skip
from warbell.engine.dice import below
from warbell.engine.kernel import part
from warbell.engine.people import is_infected, is_person
from warbell.engine.percept import Percept
from warbell.minds.fields import toll
from warbell.minds.senses import must_open
from warbell.minds.ways import Ways

HALT = 20  # beats a mind stands still for a STOP, if nobody says anything else
PATIENCE = 3  # beats beside a gate that a mind waits for somebody to say when
MODESTY = 12  # the same for one that follows somebody, who may well mean to say it
QUIET = 6  # beats after which a code word that one gave back is a new one
SOOTHE = 4  # beats from one comfort to the next for who rests beside one and shows no fear
WORD, ASKED, GAVEN = range(3)  # columns of what a mind remembers of that: the word, who gave it, when it gave it back
N_WORDS = 3
CROSSES, RESTED, PACED = range(3)  # of who wants past it: for how long, beats at rest, and which way they looked then
N_CROSSING = 3
LUCK = 3  # one beat in so many a mind that says nothing pulls


@part
def heeds(told: np.ndarray, p: int, halted: int) -> int:
    """Beats that seat p stands still from now on, after what it was told in this beat: uint8 [P]."""
    halted = max(0, halted - 1)
    for q in range(told.shape[0]):
        if q != p and told[q] < N_SIGNALS:
            halted = HALT if told[q] == STOP else 0
    return halted


@part
def echo(percept: Percept, e: int, p: int, told: np.ndarray, own: np.ndarray) -> int:
    """The code word that somebody gives, given back: by hand to who is seen, aloud to who is heard; WAIT if none is.

    It goes back to whoever gave it first, for as long as they do: two who heard the same word would else answer each
    other for ever. `own` is int32 [N_WORDS].
    """
    me = percept.me[e, p]
    asked = int(own[ASKED]) if own[WORD] > 0 and told[own[ASKED]] == own[WORD] else -1
    for q in range(told.shape[0]):
        fresh = told[q] != own[WORD] or me.beat - own[GAVEN] > QUIET
        if asked < 0 and q != p and FIRST_CODE_WORD <= told[q] < N_SIGNALS and fresh:
            asked = q
    if asked < 0:
        return WAIT
    own[WORD], own[ASKED], own[GAVEN] = told[asked], asked, me.beat
    seen = percept.bodies[e, p, asked].beat == me.beat
    return int(VERB_BASE[SIGN if seen else CALL]) + int(told[asked])


@part
def is_told(told: np.ndarray, p: int, signal: int) -> bool:
    """True if somebody else gave this signal in this beat."""
    count = 0
    for q in range(told.shape[0]):
        count += q != p and told[q] == signal
    return count > 0


@part
def mates_at(percept: Percept, e: int, p: int, y: int, x: int) -> int:
    """How many team mates seat p sees standing beside a cell."""
    me, count = percept.me[e, p], 0
    for q in range(percept.me.shape[1]):
        mate = percept.bodies[e, p, q]
        if q != p and mate.beat == me.beat and mate.state == UP and is_person(mate):
            count += abs(mate.y - y) + abs(mate.x - x) == 1
    return count


@part
def looks_at(mate: np.record, me: np.record) -> bool:
    """True if somebody stands where a mate looks, in the next cell."""
    return bool(mate.y + DY[mate.facing] == me.y and mate.x + DX[mate.facing] == me.x)


@part
def in_the_way(percept: Percept, e: int, p: int, lead: int, own: np.ndarray) -> bool:
    """True if somebody wants to get past the seat: beside it, come or turned to it, and getting no further.

    `own` is int32 [N_CROSSING].
    """
    me, mate = percept.me[e, p], percept.bodies[e, p, lead]
    if mate.beat < me.beat:
        own[CROSSES], own[RESTED], own[PACED] = 0, 0, STILL
        return False
    before, own[PACED] = own[PACED], mate.facing if mate.gait == REST else STILL
    own[RESTED] = own[RESTED] + 1 if mate.gait == REST else 0
    stuck = mate.gait == REST and looks_at(mate, me)
    for k in range(me.events):
        stuck = stuck and percept.events[e, p, k].who != lead
    own[CROSSES] = own[CROSSES] + 1 if stuck and (before != mate.facing or own[CROSSES] > 0) else 0
    return bool(own[CROSSES] > 0)


@part
def mates_on(percept: Percept, e: int, p: int, y: int, x: int) -> bool:
    """True if seat p sees a team mate stand on a cell."""
    me = percept.me[e, p]
    for q in range(percept.me.shape[1]):
        mate = percept.bodies[e, p, q]
        if q != p and mate.beat == me.beat and mate.state == UP and mate.y == y and mate.x == x:
            return True
    return False


@part
def at_console(path: Ways, mate: np.record) -> bool:
    """True if somebody stands at a console: whether they fly is nothing that others see."""
    for d in range(4):
        f = path.fixture_at[mate.y + DY[d], mate.x + DX[d]] - 1
        if f >= 0 and path.fixtures[f].kind == CONSOLE:
            return True
    return False


@part
def gate_beside(path: Ways, me: np.record) -> int:
    """The direction of a gate, wheel or valve beside the seat, HERE if there is none."""
    for d in range(4):
        f = path.fixture_at[me.y + DY[d], me.x + DX[d]] - 1
        if f >= 0 and path.fixtures[f].kind in (GATE, WHEEL, VALVE):
            return d
    return HERE


@part
def to_pull(path: Ways, percept: Percept, e: int, p: int, d: int) -> bool:
    """True if the gate in direction d of the seat is shut and not known to be chained, or it is a wheel or valve."""
    me, mask = percept.me[e, p], percept.mask[e, p]
    f = path.fixture_at[me.y + DY[d], me.x + DX[d]] - 1
    if path.fixtures[f].kind != GATE:
        return bool(mask[VERB_BASE[USE] + d] == 1)
    return must_open(mask, path.hinged, me, d) and toll(path, percept, e, p, f) == 0


@part
def pull(percept: Percept, e: int, p: int, told: np.ndarray, d: int, stood: int, speaks: bool) -> int:
    """The order of a seat at what needs two pairs of hands, in direction d.

    It pulls in the beat after NOW was said, by itself or to it. With somebody beside the gate and `stood` as long as it
    waits, 0, it says so if it `speaks`, and else tries its luck. Alone it waits.
    """
    me = percept.me[e, p]
    if mates_at(percept, e, p, me.y + DY[d], me.x + DX[d]) == 0:
        return WAIT
    ready = percept.mask[e, p, VERB_BASE[USE] + d] == 1
    if ready and (me.sign == NOW or is_told(told, p, NOW)):
        return int(VERB_BASE[USE] + d)
    if not ready or stood < 0:
        return WAIT
    if speaks:
        return int(VERB_BASE[SIGN] + NOW)
    return int(VERB_BASE[USE] + d) if below(LUCK, np.uint64(me.beat), p, D_POLICY) == 0 else WAIT


@part
def _friend_beside(percept: Percept, e: int, p: int, q: int, state: int) -> int:
    """The direction in which seat p sees team mate q beside it in a state, UP or DOWN; HERE if it does not."""
    me, friend = percept.me[e, p], percept.bodies[e, p, q]
    if q == p or friend.beat != me.beat or is_infected(friend) or friend.state != state:
        return HERE
    for d in range(4):
        if friend.y == me.y + DY[d] and friend.x == me.x + DX[d]:
            return d
    return HERE


@part
def tends(percept: Percept, e: int, p: int) -> int:
    """An order that helps who is down beside the seat, or itself; WAIT if there is nothing to be done."""
    mask = percept.mask[e, p]
    for q in range(percept.me.shape[1]):
        d = _friend_beside(percept, e, p, q, DOWN)
        if d != HERE and mask[VERB_BASE[TEND] + d] == 1:
            return int(VERB_BASE[TEND] + d)
    return int(VERB_BASE[TEND] + HERE) if mask[VERB_BASE[TEND] + HERE] == 1 else WAIT


@part
def comforts(percept: Percept, e: int, p: int, least: int) -> int:
    """Comfort for who beside the seat shows most fear, `least` quarters or more, by turns; WAIT if there is none."""
    mask, best, most = percept.mask[e, p], WAIT, -1
    persons = percept.me.shape[1]
    for q in range(persons):
        d = _friend_beside(percept, e, p, q, UP)
        friend = percept.bodies[e, p, q]
        need = persons * int(friend.mood) + (q + percept.me[e, p].beat // SOOTHE) % persons
        if d != HERE and least <= friend.mood < UNREAD and mask[VERB_BASE[COMFORT] + d] == 1 and need > most:
            best, most = int(VERB_BASE[COMFORT] + d), need
    return best
