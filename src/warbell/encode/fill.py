"""The compiled half of the vectors: a seat's percept and its paper, written out as one row of numbers.

Parts are written one behind the other; columns by their places within a part, which `columns.py` gives as constants.
"""

from typing import NamedTuple

import numpy as np

from warbell.encode.columns import ANOTHER, LONG, NEVER, ONESELF, REACH, VECTOR, WAY, places
from warbell.engine.codes import DEAD, N_OBJECTS, NO_SIGNAL, NO_VOICE, UNREAD
from warbell.engine.kernel import part, spelt_out
from warbell.engine.people import is_infected, is_person

SELF, MATE, HUNTER, STRANGER, DRONE, SOUND, GOAL = (
    places(VECTOR[name].columns) for name in ("self", "mates", "infected", "strangers", "drones", "sounds", "goals")
)
N_SELF, N_WAY, N_MATE, N_HUNTER = len(SELF), len(WAY), len(MATE), len(HUNTER)
N_STRANGER, N_DRONE, N_SOUND, N_GOAL = len(STRANGER), len(DRONE), len(SOUND), len(GOAL)
PACK, TARGET, MATES = N_SELF, N_SELF + N_OBJECTS, N_SELF + N_OBJECTS + N_WAY  # where these parts begin

FIVE, NOBODY = 5, (0, 0, 0, 0, 0)  # how many are kept at a time; no preset has more strangers or drones
WHO = 32  # bits of a rank that say which one it is of
BEFORE_ALL = 1 << 62


class Counts(NamedTuple):
    """How many of each part a vector holds, in the order of the parts; of the first three one."""

    mates: int
    infected: int
    strangers: int
    drones: int
    sounds: int
    goals: int


@spelt_out
def _self(me, beats, row):
    row[SELF.beat] = min(me.beat, LONG)
    row[SELF.beats_left] = max(0, min(beats - me.beat, LONG))
    row[SELF.hp] = max(-LONG, min(me.hp, LONG))
    row[SELF.timer] = min(me.timer, LONG)
    row[SELF.bleed] = min(me.bleed, LONG)
    row[SELF.salve] = min(me.salve, LONG)
    row[SELF.exposed] = min(me.exposed, LONG)
    row[SELF.flies] = me.flies > 0
    row[SELF.under] = min(me.under, LONG)
    row[SELF.crept] = min(me.crept, LONG)
    row[SELF.carries] = me.load > 0
    row[SELF.carried] = me.carrier > 0
    row[SELF.rate] = min(me.rate, LONG)
    row[SELF.fear] = me.fear
    row[SELF.hunger] = me.hunger
    row[SELF.control] = me.control
    row[SELF.late] = me.late
    row[SELF.stun] = min(me.stun, LONG)
    row[SELF.effort] = min(me.effort, LONG)
    row[SELF.flame] = min(me.flame, LONG)
    row[SELF.rounds] = min(me.rounds, LONG)
    row[SELF.torch] = me.torch
    row[SELF.winded] = me.winded
    row[SELF.spent] = me.spent
    row[SELF.state] = me.state
    row[SELF.nature] = me.nature
    row[SELF.facing] = me.facing
    row[SELF.gripped] = me.gripped
    row[SELF.lit] = me.lit


@spelt_out
def _cut(cells):
    return max(-REACH, min(REACH, cells))


@spelt_out
def _way(ways, me, row):
    way = ways[me.y, me.x]
    for k in range(np.uint64(N_WAY)):
        row[k] = way[k]


@spelt_out
def _mate(me, body, bond, sheet, row):
    row[MATE.there] = 1
    row[MATE.bond] = bond
    if body.beat < 0:
        row[MATE.age] = NEVER
        return
    row[MATE.age] = min(me.beat - body.beat, NEVER - 1)
    row[MATE.dy] = _cut(body.y - me.y)
    row[MATE.dx] = _cut(body.x - me.x)
    row[MATE.elsewhere] = sheet[body.y, body.x] != sheet[me.y, me.x]
    row[MATE.state] = body.state
    row[MATE.nature] = body.nature
    row[MATE.gait] = body.gait
    row[MATE.sign] = 0 if body.sign == NO_SIGNAL else body.sign + 1
    row[MATE.mood] = 0 if body.mood == UNREAD else body.mood + 1
    row[MATE.hurt] = body.hurt
    row[MATE.left] = min(body.left, LONG)
    row[MATE.carried] = body.carried
    row[MATE.hangs] = body.hangs
    row[MATE.armed] = body.armed


@spelt_out
def _rank(me, body, n):
    """What the n-th of something is ordered by, the greatest first: how near it is, of equals who comes first."""
    far = abs(_cut(body.y - me.y)) + abs(_cut(body.x - me.x))
    return (np.int64(2 * REACH + 1 - far) << WHO) - n


@spelt_out
def _who(rank):
    """Which of them a rank is of."""
    return -rank & ((1 << WHO) - 1)


@part
def _keep(kept, rank):
    """The greatest FIVE of these and one more, the greatest first: in registers, as no branch can guess who is near."""
    a, b, c, d, e = kept
    a, rank = max(a, rank), min(a, rank)
    b, rank = max(b, rank), min(b, rank)
    c, rank = max(c, rank), min(c, rank)
    d, rank = max(d, rank), min(d, rank)
    return a, b, c, d, max(e, rank)


@spelt_out
def _near(me, body, row):
    row[0] = 1
    row[1] = _cut(body.y - me.y)
    row[2] = _cut(body.x - me.x)


@part
def _hunter(me, body, row):
    _near(me, body, row)
    row[HUNTER.nature] = body.nature
    row[HUNTER.state] = body.state
    row[HUNTER.gait] = body.gait
    row[HUNTER.asleep] = body.asleep


@spelt_out
def _infected(me, bodies, sighted, most, row):
    before = BEFORE_ALL
    for first in range(0, most, FIVE):  # as many as are kept at once, then those behind them
        kept = NOBODY
        for n in range(np.uint64(1), np.uint64(1 + sighted[0])):
            i = np.uint64(sighted[n])
            body = bodies[i]
            rank = _rank(me, body, np.int64(i)) if is_infected(body) and body.state != DEAD else 0
            kept = _keep(kept, rank if rank < before else 0)
        for k in range(min(FIVE, most - first)):
            if kept[k] == 0:
                return
            _hunter(me, bodies[np.uint64(_who(kept[k]))], row[N_HUNTER * (first + k) :])
        before = kept[FIVE - 1]


@part
def _stranger(me, body, sheet, row):
    _near(me, body, row)
    row[STRANGER.age] = min(me.beat - body.beat, NEVER - 1)
    row[STRANGER.elsewhere] = sheet[body.y, body.x] != sheet[me.y, me.x]
    row[STRANGER.state] = body.state
    row[STRANGER.hurt] = body.hurt
    row[STRANGER.left] = min(body.left, LONG)
    row[STRANGER.side] = body.side
    row[STRANGER.armed] = body.armed


@spelt_out
def _strangers(me, bodies, first, last, sheet, most, row):
    kept = NOBODY
    for i in range(first, last):
        body = bodies[i]
        there = body.beat >= 0 and is_person(body) and body.state < DEAD
        kept = _keep(kept, _rank(me, body, i) if there else 0)
    for k in range(most):
        if kept[k] == 0:
            return
        _stranger(me, bodies[np.uint64(_who(kept[k]))], sheet, row[N_STRANGER * k :])


@part
def _drone(me, drone, which, row):
    _near(me, drone, row)
    row[DRONE.age] = min(me.beat - drone.beat, NEVER - 1)
    row[DRONE.warned] = min(drone.warned, LONG)
    row[DRONE.lit] = drone.lit
    row[DRONE.flown] = me.flies == which + 1
    row[DRONE.battery] = min(drone.battery, LONG)
    row[DRONE.object] = drone.object


@spelt_out
def _drones(me, drones, most, row):
    kept = NOBODY
    for d in range(drones.shape[0]):
        kept = _keep(kept, _rank(me, drones[d], d) if drones[d].beat >= 0 else 0)
    for k in range(most):
        if kept[k] == 0:
            return
        which = _who(kept[k])
        _drone(me, drones[np.uint64(which)], which, row[N_DRONE * k :])


@spelt_out
def who(i, p, seats):
    """Who person i is to seat p: a mate's place and 1, ANOTHER or ONESELF."""
    if i == p:
        return ONESELF
    if i >= seats:
        return ANOTHER
    return i - p if i > p else i - p + seats


@spelt_out
def _sound(heard, p, seats, row):
    row[SOUND.sound] = heard.sound
    row[SOUND.bearing] = heard.bearing
    row[SOUND.voice] = 0 if heard.voice == NO_VOICE else who(int(heard.voice), p, seats)
    row[SOUND.signal] = 0 if heard.signal == NO_SIGNAL else heard.signal + 1
    row[SOUND.loud] = heard.loud


@spelt_out
def _goals(paper, me, most, row):
    count = min(most, paper.goals.shape[0])
    for j in range(count):
        at = N_GOAL * j
        row[at + GOAL.kind] = paper.goals[j, 0]
        row[at + GOAL.need] = paper.goals[j, 1]
        row[at + GOAL.points] = paper.goals[j, 2]
        _way(paper.ways[paper.goal_at[j]], me, row[at + GOAL.steps :])


@part
def fill(percept, paper, e, p, counts, row):
    """Fill row, int16 [V], with the vector of seat p of world e; counts says how many of each part."""
    seats, persons = percept.me.shape[1], percept.bonds.shape[2]
    me, bodies, pack = percept.me[e, p], percept.bodies[e, p], percept.pack[e, p]
    row[:] = 0
    _self(me, paper.beats[0], row)
    for item in range(np.uint64(N_OBJECTS)):
        row[np.uint64(PACK) + item] = min(pack[item], LONG)
    _way(paper.ways[paper.target[p]], me, row[TARGET:])
    at = MATES
    mates = min(counts.mates, seats - 1)
    for k in range(mates):
        q = p + 1 + k
        q = q - seats if q >= seats else q
        _mate(me, bodies[q], percept.bonds[e, p, q], paper.sheet, row[at + N_MATE * k :])
    at += N_MATE * counts.mates
    _infected(me, bodies, percept.sighted[e, p], counts.infected, row[at:])
    at += N_HUNTER * counts.infected
    _strangers(me, bodies, seats, persons, paper.sheet, counts.strangers, row[at:])
    at += N_STRANGER * counts.strangers
    _drones(me, percept.drones[e, p], counts.drones, row[at:])
    at += N_DRONE * counts.drones
    sounds = min(counts.sounds, int(me.heard))
    for k in range(sounds):
        _sound(percept.heard[e, p, k], p, seats, row[at + N_SOUND * k :])
    _goals(paper, me, counts.goals, row[at + N_SOUND * counts.sounds :])
