"""Eyes: what each person makes out, once the lamps and the drones' discs are where they are in this beat.

Reads sight, plane LIT, places. Writes bright and found, which hearts, bonds, audiences and percepts read.
"""

import numpy as np

from warbell.engine.bits import U0, U1, windows
from warbell.engine.codes import DEAD, LIT, SIGHT, SIGHT_ROWS
from warbell.engine.kernel import part, phase
from warbell.engine.sight import near_mask


@part
def _shine_on(world, e, p):
    """The lit cells among those in line."""
    body, window, bright = world.bodies[e, p], world.sight[e, p], world.bright[e, p]
    windows(world.planes[e, LIT], body.y, body.x, bright)
    for r in range(np.uint64(SIGHT_ROWS)):
        bright[r] &= window[r]


@part
def make_out(ground, world, e):
    """Find whom each person makes out, by where bodies are now."""
    persons = world.hearts.shape[1]
    reach = int(ground.tuning[0].body_glimpse)
    near = near_mask(reach)
    for p in range(persons):
        _shine_on(world, e, p)
        world.found[e, p, 0] = 0
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if body.state > DEAD:
            continue
        y, x = int(body.y) + SIGHT, int(body.x) + SIGHT
        for p in range(persons):
            me, found = world.bodies[e, p], world.found[e, p]
            r, c = y - me.y, x - me.x
            if 0 <= r < SIGHT_ROWS and 0 <= c < SIGHT_ROWS:
                seen = world.bright[e, p, r]
                if abs(r - SIGHT) <= reach:
                    seen |= world.sight[e, p, r] & near
                if (seen >> np.uint64(c)) & U1 != U0:
                    found[0] += 1
                    found[found[0]] = i


@phase
def eyes(ground, world, e):
    """Phase: whom everybody makes out."""
    make_out(ground, world, e)
