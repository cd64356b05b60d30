"""Eyes: what each person makes out, once the lamps and the drones' discs are where they are in this beat.

Reads sight, plane LIT, places, facades, ziplines. Writes bright, eyes, found and awake, which hearts, bonds,
audiences and percepts read.
"""

import numpy as np

from warbell.engine.bits import U0, U63, bit, windows
from warbell.engine.brinks import has_brinks, is_at_brink, looks_over
from warbell.engine.codes import DEAD, DOWN, LIT, SIGHT, SIGHT_ROWS
from warbell.engine.flights import NOBODY_FLIES, flown_by, has_flights, sees_afar
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_awake, is_person
from warbell.engine.seeing import near_mask


@part
def _open(world, e, p, reach):
    """The lit cells in line, and where a body is made out: there, or within `reach` cells."""
    body, window, bright, made = world.bodies[e, p], world.sight[e, p], world.bright[e, p], world.eyes[e, p]
    windows(world.planes[e, LIT], body.y, body.x, bright)
    for r in range(np.uint64(SIGHT_ROWS)):
        bright[r] &= window[r]
        made[r] = bright[r]
    near = near_mask(reach)
    for r in range(SIGHT - reach, SIGHT + reach + 1):
        made[r] |= window[r] & near


@part
def _look_over(ground, world, e, p):
    """Person p at a brink makes out who is on its other end, too."""
    me, found = world.bodies[e, p], world.found[e, p]
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if body.state <= DEAD and looks_over(ground, me.y, me.x, body.y, body.x):
            found[i >> 6] |= bit(i & 63)


@part
def _look_down(ground, world, e, p):
    """Person p makes out whoever the lamp of the drone that they fly shows them, too."""
    found = world.found[e, p]
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if body.state <= DEAD and sees_afar(ground, world, e, p, body.y, body.x):
            found[i >> 6] |= bit(i & 63)


@part
def make_out(ground, world, e):
    """Find whom each person makes out, by where bodies are now."""
    reach = int(ground.tuning[0].body_glimpse)
    over, bodies = has_brinks(ground), world.bodies[e]
    beyond = np.uint64(SIGHT_ROWS)
    for p in range(world.hearts.shape[1]):
        _open(world, e, p, reach)
        me, made, found = world.bodies[e, p], world.eyes[e, p], world.found[e, p]
        top, left = int(me.y) - SIGHT, int(me.x) - SIGHT
        for k in range(found.shape[0]):
            some = U0
            for n in range(np.uint64(min(64, bodies.shape[0] - 64 * k))):  # without branches
                body = bodies[np.uint64(64 * k) + n]
                r, c = min(np.uint64(body.y - top), beyond), min(np.uint64(body.x - left), U63)
                some |= ((made[r] >> c) & np.uint64(body.state <= DEAD)) << n
            found[k] = some
        if over and is_person(me) and me.state <= DOWN and is_at_brink(ground, me.y, me.x):
            _look_over(ground, world, e, p)
        if has_flights(world) and is_person(me) and me.state <= DOWN and flown_by(world, e, p) != NOBODY_FLIES:
            _look_down(ground, world, e, p)


@part
def note_awake(world, e):
    """Note which infected are awake, by how bodies are now."""
    bodies, awake = world.bodies[e], world.awake[e]
    for k in range(awake.shape[0]):
        some = U0
        for n in range(np.uint64(min(64, bodies.shape[0] - 64 * k))):  # without branches
            some |= np.uint64(is_awake(bodies[np.uint64(64 * k) + n])) << n
        awake[k] = some


@phase
def eyes(ground, world, e):
    """Phase: whom everybody makes out, and who of the infected is awake."""
    make_out(ground, world, e)
    note_awake(world, e)
