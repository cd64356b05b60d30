"""Who sees what: a person's line-of-sight window, narrowed by light and distance.

A window is uint64 [SIGHT_ROWS], centred on the person. Seeing needs a free line and either light on what is seen or
nearness to it; bodies, which move, are made out in the dark from further away than the ground is.
"""

import numpy as np

from warbell.engine.bits import U0, U1, get, in_window
from warbell.engine.codes import LIT, SIGHT
from warbell.engine.kernel import part


@part
def near_mask(reach):
    """The window bits of the columns within `reach` cells of the centre (any row within reach)."""
    return ((U1 << np.uint64(2 * reach + 1)) - U1) << np.uint64(SIGHT - reach)


@part
def makes_out(window, lit, reach, dy, dx, y, x):
    """True if cell (y, x), at offset (dy, dx) from the eye, is in line and either within `reach` or lit."""
    if not in_window(window, dy, dx):
        return False
    return (abs(dy) <= reach and abs(dx) <= reach) or get(lit, y, x)


@part
def sees_body(ground, world, e, p, y, x):
    """True if person p makes out a body, or an act, at cell (y, x)."""
    viewer = world.bodies[e, p]
    reach = ground.tuning[0].body_glimpse
    return makes_out(world.sight[e, p], world.planes[e, LIT], reach, y - viewer.y, x - viewer.x, y, x)


@part
def clear_window(window):
    """Blind a window."""
    for r in range(window.shape[0]):
        window[r] = U0
