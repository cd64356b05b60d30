"""Strangers: what a seat knows of people without a seat by its own percept: where, in what need, with whom they go."""

import numpy as np

from warbell.engine.codes import (
    BEARING_HERE,
    COMFORTED,
    DIED,
    DOWN,
    ESCAPED,
    HELP,
    JOINED,
    TENDED,
    TURNED,
    UP,
    VOICE,
)  # fmt: skip
from warbell.engine.kernel import part
from warbell.engine.people import is_person
from warbell.engine.percept import Percept
from warbell.minds.bidding import source
from warbell.minds.ways import FAR, Ways

NEWS = 100  # beats for which one goes by what was seen or heard of a stranger
UNMOVED = 2  # kindnesses in vain, after which one takes a stranger to be one who stays
ALOOF = 60  # beats for which a stranger is let be after that, or after one's patience ended
OUT_AHEAD = 10  # beats for which somebody whose leader left is taken to go after them
HURT = 2  # quarters of health lost from which one needs a remedy
COMPANY = 2  # steps within which a team mate is taken to look after somebody
PARTED = 5  # steps beyond which that was a wrong guess
# Columns of what a seat notes of each stranger: with whom they go, seat + 1, and 1 if that is but a guess; kindnesses
# in vain; the beat until which it lets them be; the beat and the place of their last cry; 1 if they are out, dead or
# turned; since when they lag behind, and for how many beats in all; 1 if they bleed, or were bitten, as one sees who is
# beside them.
WITH, GUESSED, VAIN, LET_BE, CRIED, CRY_Y, CRY_X, GONE, LAGS, LAGGED, AILS = range(11)
N_NOTE = 11


@part
def _guess(percept: Percept, e: int, p: int, q: int, note: np.ndarray) -> None:
    """Take stranger q, seen now, to be looked after by the team mate seat p sees beside them, until they part."""
    me, body = percept.me[e, p], percept.bodies[e, p, q]
    if note[GUESSED] == 1:
        mate = percept.bodies[e, p, note[WITH] - 1]
        if mate.beat < me.beat or abs(mate.y - body.y) + abs(mate.x - body.x) > PARTED:
            note[WITH], note[GUESSED] = 0, 0
    mine = abs(me.y - body.y) + abs(me.x - body.x)
    if note[WITH] > 0 or body.state != UP or mine <= COMPANY:
        return
    least = COMPANY + 1
    for r in range(percept.me.shape[1]):
        mate = percept.bodies[e, p, r]
        away = abs(mate.y - body.y) + abs(mate.x - body.x)
        if r != p and mate.beat == me.beat and mate.state == UP and is_person(mate) and away < least:
            note[WITH], note[GUESSED], least = r + 1, 1, away


@part
def take_note(
    path: Ways, percept: Percept, e: int, p: int, lost: np.ndarray, called: int, doubts: bool, notes: np.ndarray
) -> None:
    """Bring notes, int32 [Q, N_NOTE], of seat p up to this beat; `called` is how loud a call is.

    Who `doubts` voices goes by no cry of somebody unseen.
    """
    me, seats = percept.me[e, p], percept.me.shape[1]
    for k in range(notes.shape[0]):
        note, mate = notes[k], max(0, notes[k, WITH] - 1)
        if note[WITH] > 0 and mate != p and lost[mate] > 0:
            ahead = lost[mate] == 2 and me.beat - percept.bodies[e, p, mate].beat <= OUT_AHEAD
            note[WITH] = note[WITH] if ahead else 0
        body = percept.bodies[e, p, seats + k]
        if body.beat >= 0 and (not is_person(body) or body.state > DOWN):
            note[GONE] = 1
        if body.beat == me.beat:
            _guess(percept, e, p, seats + k, note)
            if abs(body.y - me.y) + abs(body.x - me.x) <= 1:
                note[AILS] = body.left >= 0
    for k in range(me.events):
        event = percept.events[e, p, k]
        if event.kind in (ESCAPED, DIED, TURNED) and event.who >= seats and event.who - seats < notes.shape[0]:
            notes[event.who - seats, GONE] = 1
        kind = event.kind in (COMFORTED, TENDED) and event.who == p and event.whom >= seats
        if kind and percept.bodies[e, p, event.whom].state == UP and notes[event.whom - seats, WITH] != p + 1:
            notes[event.whom - seats, VAIN] += 1
    for k in range(me.events):  # who joins in this beat was not comforted in vain
        event = percept.events[e, p, k]
        if event.kind == JOINED and event.who >= seats:
            note = notes[event.who - seats]
            note[WITH], note[VAIN], note[LAGS], note[LAGGED], note[GUESSED] = event.whom + 1, 0, 0, 0, 0
    for k in range(notes.shape[0]):
        if notes[k, VAIN] >= UNMOVED:
            let_be(me, notes[k])
    for k in range(me.heard):
        heard = percept.heard[e, p, k]
        theirs = heard.sound == VOICE and heard.signal == HELP and seats <= heard.voice < seats + notes.shape[0]
        if theirs and not doubts and heard.bearing < BEARING_HERE:
            note = notes[heard.voice - seats]
            note[CRIED] = me.beat
            note[CRY_Y], note[CRY_X] = source(path, me, heard.loud, heard.bearing, called)


@part
def let_be(me: np.record, note: np.ndarray) -> None:
    """Have a seat leave a stranger alone for a while."""
    note[LET_BE] = me.beat + ALOOF
    note[VAIN], note[WITH], note[LAGS], note[LAGGED], note[GUESSED] = 0, 0, 0, 0, 0


@part
def place_of(body: np.record, note: np.ndarray) -> tuple[int, int, int]:
    """Where a stranger is, by what was seen or heard of them last, and when that was; -1 if never."""
    if note[CRIED] > body.beat:
        return int(note[CRY_Y]), int(note[CRY_X]), int(note[CRIED])
    return int(body.y), int(body.x), int(body.beat)


@part
def goes_with(body: np.record, note: np.ndarray, p: int) -> bool:
    """True if a stranger who can walk goes with seat p."""
    return bool(note[WITH] == p + 1 and note[GONE] == 0 and body.state == UP)


@part
def _in_need(me: np.record, body: np.record, note: np.ndarray) -> bool:
    """True if a stranger may want somebody to come: who is down, or goes with nobody yet."""
    _, _, since = place_of(body, note)
    known = since >= 0 and me.beat - since <= NEWS and note[GONE] == 0 and me.beat >= note[LET_BE]
    carried = body.beat >= 0 and body.carried == 1
    return bool(known and not carried and ((body.beat >= 0 and body.state == DOWN) or note[WITH] == 0))


@part
def _leads(percept: Percept, e: int, p: int, r: int, notes: np.ndarray) -> bool:
    """True if somebody who can walk goes with seat r, by what seat p knows."""
    count = 0
    for k in range(notes.shape[0]):
        count += goes_with(percept.bodies[e, p, percept.me.shape[1] + k], notes[k], r)
    return count > 0


@part
def charge_of(percept: Percept, e: int, p: int, notes: np.ndarray, lately: int, reach: int) -> int:
    """Which stranger is for seat p to go to, a row of its notes; -1 if none is.

    Whoever is nearest to somebody in need has them, of equals the lowest seat, and one each: so those who see each
    other agree without a word. Team mates count that were seen in the last `lately` beats and lead nobody.
    """
    me, seats = percept.me[e, p], percept.me.shape[1]
    cared, busy = np.uint64(0), np.uint64(0)
    for _ in range(notes.shape[0]):
        mine, who, least = -1, -1, reach + 1
        for k in range(notes.shape[0]):
            body = percept.bodies[e, p, seats + k]
            if (cared >> np.uint64(k)) & np.uint64(1) != 0 or not _in_need(me, body, notes[k]):
                continue
            y, x, _ = place_of(body, notes[k])
            for r in range(seats):
                mate = percept.bodies[e, p, r]
                if r != p and (mate.beat < me.beat - lately or mate.beat < 0 or not is_person(mate)):
                    continue
                if (busy >> np.uint64(r)) & np.uint64(1) != 0 or (r != p and mate.state != UP):
                    continue
                if r != p and _leads(percept, e, p, r, notes):
                    continue
                away = abs(y - me.y) + abs(x - me.x) if r == p else abs(y - mate.y) + abs(x - mate.x)
                if away < least:
                    mine, who, least = k, r, away
        if who < 0:
            return -1
        if who == p:
            return mine
        cared |= np.uint64(1) << np.uint64(mine)
        busy |= np.uint64(1) << np.uint64(who)
    return -1


@part
def yet_to_come(percept: Percept, e: int, p: int, notes: np.ndarray, beside: int) -> bool:
    """True if seat p knows of a stranger who goes not with it, is not out yet and not seen within `beside` steps."""
    me, seats = percept.me[e, p], percept.me.shape[1]
    for k in range(notes.shape[0]):
        body, note = percept.bodies[e, p, seats + k], notes[k]
        y, x, since = place_of(body, note)
        if since < 0 or note[GONE] == 1 or me.beat - since > NEWS or note[WITH] == p + 1 or me.beat < note[LET_BE]:
            continue
        here = body.beat == me.beat and abs(y - me.y) + abs(x - me.x) <= beside
        if not here:
            return True
    return False


@part
def leads_ailing(percept: Percept, e: int, p: int, notes: np.ndarray) -> bool:
    """True if somebody who goes with seat p is badly hurt or bitten."""
    count = 0
    for k in range(notes.shape[0]):
        body = percept.bodies[e, p, percept.me.shape[1] + k]
        count += goes_with(body, notes[k], p) and (body.hurt >= HURT or notes[k, AILS] == 1)
    return count > 0


@part
def furthest_behind(percept: Percept, e: int, p: int, notes: np.ndarray) -> int:
    """How far the furthest is of those who go with seat p and whom it sees; 0 if nobody does."""
    me, most = percept.me[e, p], 0
    for k in range(notes.shape[0]):
        body = percept.bodies[e, p, percept.me.shape[1] + k]
        if goes_with(body, notes[k], p):
            most = max(most, abs(body.y - me.y) + abs(body.x - me.x) if body.beat == me.beat else FAR)
    return most
