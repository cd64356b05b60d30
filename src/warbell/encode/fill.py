"""The compiled half of `encode.arrays.vectors`: a seat's percept written out as one row of numbers."""

from warbell.engine.codes import DEAD, N_OBJECTS
from warbell.engine.kernel import kernel, part
from warbell.engine.people import is_person

NEAREST = 8  # infected in sight that a vector tells apart, nearest first
NEVER = 1 << 14  # the age of what was never seen, in beats


@part
def _self(me, row):
    row[0], row[1], row[2], row[3], row[4] = me.beat, me.hp, me.timer, me.bleed, me.exposed
    row[5], row[6], row[7], row[8], row[9] = me.crept, me.load, me.carrier, me.rate, me.fear
    row[10], row[11], row[12], row[13], row[14] = me.hunger, me.control, me.late, me.winded, me.spent
    row[15], row[16], row[17], row[18], row[19] = me.state, me.nature, me.facing, me.gripped, me.lit
    return 20


@part
def _mate(me, seen, row, at):
    if seen.beat < 0:
        row[at] = NEVER
        row[at + 1 : at + 9] = 0
        return
    row[at], row[at + 1], row[at + 2] = me.beat - seen.beat, seen.y - me.y, seen.x - me.x
    row[at + 3], row[at + 4], row[at + 5] = seen.state, seen.nature, seen.gait
    row[at + 6], row[at + 7], row[at + 8] = seen.sign, seen.mood, seen.hurt


@part
def _hunters(me, bodies, row, at):
    """The nearest infected in sight, by insertion; ties go to the lower body index."""
    count = 0
    for i in range(bodies.shape[0]):
        body = bodies[i]
        if body.beat != me.beat or is_person(body) or body.state == DEAD:
            continue
        far = abs(body.y - me.y) + abs(body.x - me.x)
        place = count
        while place > 0 and abs(row[at + 5 * place - 5]) + abs(row[at + 5 * place - 4]) > far:
            place -= 1
        if place == NEAREST:
            continue
        for k in range(at + 5 * min(count, NEAREST - 1) + 4, at + 5 * place + 4, -1):
            row[k] = row[k - 5]
        spot = at + 5 * place
        row[spot], row[spot + 1], row[spot + 2] = body.y - me.y, body.x - me.x, body.nature
        row[spot + 3], row[spot + 4] = body.gait, body.asleep
        count = min(count + 1, NEAREST)
    row[at + 5 * count : at + 5 * NEAREST] = 0


@kernel
def fill(percept, out):
    """Fill out, int32 [E, S, width(S, D)], with the vectors of all seats of all worlds."""
    worlds, seats = percept.me.shape
    for e in range(worlds):
        for p in range(seats):
            me, row = percept.me[e, p], out[e, p]
            at = _self(me, row)
            for item in range(N_OBJECTS):
                row[at + item] = percept.pack[e, p, item]
            at += N_OBJECTS
            for q in range(seats):
                row[at + q] = percept.bonds[e, p, q]
            at += seats
            for q in range(seats):
                _mate(me, percept.bodies[e, p, q], row, at)
                at += 9
            _hunters(me, percept.bodies[e, p], row, at)
            at += 5 * NEAREST
            for d in range(percept.drones.shape[2]):
                drone = percept.drones[e, p, d]
                ever = drone.beat >= 0
                row[at] = me.beat - drone.beat if ever else NEVER
                row[at + 1] = drone.y - me.y if ever else 0
                row[at + 2] = drone.x - me.x if ever else 0
                row[at + 3] = drone.warned if ever else 0
                at += 4
            row[at:] = 0
            for slot in range(me.heard):
                heard = percept.heard[e, p, slot]
                row[at], row[at + 1], row[at + 2] = heard.sound, heard.bearing, heard.voice
                row[at + 3], row[at + 4] = heard.signal, heard.loud
                at += 5
