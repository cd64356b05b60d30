"""Eyes: what each person makes out, once the lamps and the drones' discs are where they are in this beat.

Reads sight, plane LIT, places, facades, ziplines. Writes bright, eyes, found and awake, which hearts, bonds,
audiences and percepts read.
"""

import numpy as np

from warbell.engine.bits import U0, U1, U63, bit, windows
from warbell.engine.brinks import has_brinks, is_at_brink, looks_over
from warbell.engine.codes import DEAD, DOWN, EAR_FIELD, LIT, SIGHT, SIGHT_ROWS
from warbell.engine.flights import NOBODY_FLIES, flown_by, has_flights, sees_afar
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_awake, is_person
from warbell.engine.seeing import near_mask

_HALF, _LOWER = np.uint64(32), np.uint64(2**32 - 1)
_BEYOND = np.uint64(20)  # the bit of a row that no map has


@part
def _open(world, e, p, reach):
    """The lit cells in line, and where a body is made out: there, or within `reach` cells."""
    body, window, bright, made = world.bodies[e, p], world.sight[e, p], world.bright[e, p], world.eyes[e, p]
    windows(world.planes[e, LIT], body.y, body.x, bright)
    for r in range(np.uint64(bright.shape[0])):  # as in `sight.look_from`
        bright[r] &= window[r]
        made[r] = bright[r]
    near = near_mask(reach)
    for r in range(np.uint64(SIGHT - reach), np.uint64(SIGHT + reach + 1)):
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
def _note_places(world, e, k, places):
    """Note where the bodies of word k are, side by side, in places, uint64 [N]: a row's number in the upper half."""
    bodies, first = world.bodies[e], np.uint64(64 * k)
    for n in range(np.uint64(places.shape[0])):
        body = bodies[first + n]
        y = np.uint64(body.y) | (np.uint64(body.state > DEAD) << _BEYOND)  # where no window is
        places[n] = (y << _HALF) | np.uint64(body.x)


@part
def _made_out(made, me, places):
    """Which of these places lie in the window of somebody, a bit each."""
    beyond, found = np.uint64(SIGHT_ROWS), U0
    top, left = np.int64(me.y) - SIGHT, np.int64(me.x) - SIGHT
    for n in range(np.uint64(places.shape[0])):  # without branches: beyond the window is an empty row
        y, x = np.int64(places[n] >> _HALF), np.int64(places[n] & _LOWER)
        r, c = min(np.uint64(y - top), beyond), min(np.uint64(x - left), U63)
        found |= ((made[r] >> c) & U1) << n
    return found


@part
def make_out(ground, world, e):
    """Find whom each person makes out, by where bodies are now."""
    reach = int(ground.tuning[0].body_glimpse)
    over, bodies = has_brinks(ground), world.bodies.shape[1]
    places = world.sound[EAR_FIELD].reshape(-1)  # free until somebody hears
    for p in range(world.hearts.shape[1]):
        _open(world, e, p, reach)
    for k in range(world.found.shape[2]):
        some = places[: min(64, bodies - 64 * k)]
        _note_places(world, e, k, some)
        for p in range(world.hearts.shape[1]):
            world.found[e, p, k] = _made_out(world.eyes[e, p], world.bodies[e, p], some)
    for p in range(world.hearts.shape[1]):
        me = world.bodies[e, p]
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
