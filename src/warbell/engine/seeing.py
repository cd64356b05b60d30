"""Who sees what: a person's line-of-sight window, narrowed by light and distance.

A window is uint64 [SIGHT_ROWS], centred on the person. Seeing needs a free line and either light on what is seen or
nearness to it; bodies, which move, are made out in the dark from further away than the ground is.
"""

import numpy as np

from warbell.engine.bits import U0, U1, U63, bit, has, in_window
from warbell.engine.brinks import has_brinks, looks_over
from warbell.engine.codes import DOWN, DX, DY, SIGHT, SIGHT_ROWS
from warbell.engine.flights import has_flights, sees_afar
from warbell.engine.kernel import part
from warbell.engine.people import is_person, person_at


@part
def near_mask(reach):
    """The window bits of the columns within `reach` cells of the centre (any row within reach)."""
    return ((U1 << np.uint64(2 * reach + 1)) - U1) << np.uint64(SIGHT - reach)


@part
def sees_body(ground, world, e, p, y, x):
    """True if person p makes out a body, or an act, at cell (y, x), with their own eyes or from their drone."""
    return sees_at_home(ground, world, e, p, y, x) or sees_afar(ground, world, e, p, y, x)


@part
def sees_at_home(ground, world, e, p, y, x):
    """The same with their own eyes alone."""
    viewer = world.bodies[e, p]
    if in_window(world.eyes[e, p], y - viewer.y, x - viewer.x):
        return True
    return is_person(viewer) and viewer.state <= DOWN and looks_over(ground, viewer.y, viewer.x, y, x)


@part
def onlookers(ground, world, e, y, x, afar):
    """The people, a bit each, who make out an act at cell (y, x), with their own eyes or, if `afar`, from a drone."""
    found, beyond = U0, np.uint64(SIGHT_ROWS)
    for p in range(world.hearts.shape[1]):  # without branches: beyond the window is an empty row
        viewer = world.bodies[e, p]
        r, c = min(np.uint64(y - viewer.y + SIGHT), beyond), min(np.uint64(x - viewer.x + SIGHT), U63)
        found |= ((world.eyes[e, p, r] >> c) & U1) << np.uint64(p)
    if has_brinks(ground) or (afar and has_flights(world)):
        for p in range(world.hearts.shape[1]):
            if sees_body(ground, world, e, p, y, x) if afar else sees_at_home(ground, world, e, p, y, x):
                found |= bit(p)
    return found


@part
def sees_cell(ground, world, e, p, y, x):
    """True if person p sees the ground of cell (y, x), and so how high water stands there."""
    me = world.bodies[e, p]
    near = max(abs(y - me.y), abs(x - me.x)) <= ground.tuning[0].dark_sight
    return in_window(world.sight[e, p] if near else world.bright[e, p], y - me.y, x - me.x)


@part
def makes_out(world, e, q, i):
    """True if person q makes out body i."""
    return has(world.found[e, q], i)


@part
def beside(world, e, q, way):
    """Index of the person on the next cell that way whom person q makes out; -1 nobody."""
    body = world.bodies[e, q]
    p = person_at(world, e, body.y + DY[way], body.x + DX[way])
    return p if p >= 0 and makes_out(world, e, q, p) else -1


@part
def clear_window(window):
    """Blind a window."""
    for r in range(window.shape[0]):
        window[r] = U0
