"""Brinks: the two ends of a facade or a zipline, between which there is only air, and who looks from one to the other.

Whoever is on an end, or a king's move from it, sees who is on the other: up or down, in the light or in the dark. A
ladder of bodies at the base is there as a whole, since whoever is borne is where the foot is; who hangs on a zipline
is at that end of it which they are nearer to.
"""

from warbell.engine.borne import topmost
from warbell.engine.codes import CLIMBER, DX, DY, FACADE, HERE, ROPE_LADDER, UP, ZIPLINE
from warbell.engine.kernel import part
from warbell.engine.things import thing_at

NO_FACADE = -1


@part
def has_facades(ground):
    """True if there is a facade on the map."""
    found = False
    for k in range(ground.links.shape[0]):
        found |= ground.links[k].kind == FACADE
    return found


@part
def spans_air(link):
    """True if one looks from one end of a link to the other."""
    return link.kind in (FACADE, ZIPLINE)


@part
def has_brinks(ground):
    """True if there is a link on the map along which one looks."""
    found = False
    for k in range(ground.links.shape[0]):
        found |= spans_air(ground.links[k])
    return found


@part
def base_at(ground, y, x):
    """The facade whose base is on a cell, NO_FACADE if none is."""
    k = ground.link_at[y, x] - 1
    if k < 0 or ground.links[k].kind != FACADE or ground.links[k].y0 != y or ground.links[k].x0 != x:
        return NO_FACADE
    return k


@part
def top_at(ground, y, x):
    """The facade whose top is on a cell, NO_FACADE if none is."""
    k = ground.link_at[y, x] - 1
    if k < 0 or ground.links[k].kind != FACADE or ground.links[k].y1 != y or ground.links[k].x1 != x:
        return NO_FACADE
    return k


@part
def over_the_edge(ground, y, x, direction):
    """(y, x) of the cell that a hand reaches: without a direction, on the top of a facade, that of its base."""
    if direction == HERE:
        k = top_at(ground, y, x)
        if k != NO_FACADE:
            return int(ground.links[k].y0), int(ground.links[k].x0)
    return int(y + DY[direction]), int(x + DX[direction])


@part
def rope_hangs(world, e, y, x):
    """True if a rope ladder hangs at an end of a facade."""
    return thing_at(world, e, y, x) == ROPE_LADDER


@part
def foot_of(ground, world, e, k):
    """The climber that stands on the base of facade k and means to go up it; -1 if none does."""
    i = world.occupant[e, ground.links[k].y0, ground.links[k].x0] - 1
    if i < 0:
        return -1
    body = world.bodies[e, i]
    return i if body.nature == CLIMBER and body.state == UP and body.facade == k + 1 else -1


@part
def reached_from(ground, world, e, y, x):
    """Whom somebody on a cell can shove down: the topmost of the ladder below, -1 if there is none.

    The foot alone only if it is high enough by itself.
    """
    k = top_at(ground, y, x)
    foot = foot_of(ground, world, e, k) if k != NO_FACADE else -1
    if foot < 0:
        return -1
    return topmost(world, e, foot) if world.bodies[e, foot].load > 0 or ground.links[k].height == 1 else -1


@part
def is_beside(y, x, to_y, to_x):
    """True if one cell is another, or a king's move from it."""
    return abs(to_y - y) <= 1 and abs(to_x - x) <= 1


@part
def looks_over(ground, y, x, to_y, to_x):
    """True if whoever is on (y, x) sees who is on (to_y, to_x) from one end of a link through the air to the other."""
    k = ground.link_at[to_y, to_x] - 1
    if k < 0 or not spans_air(ground.links[k]):
        return False
    link = ground.links[k]
    if link.y0 == to_y and link.x0 == to_x:
        return is_beside(y, x, link.y1, link.x1)
    return is_beside(y, x, link.y0, link.x0)


@part
def is_at_brink(ground, y, x):
    """True if whoever is on a cell looks over any brink."""
    for k in range(ground.links.shape[0]):
        link = ground.links[k]
        if spans_air(link) and (is_beside(y, x, link.y0, link.x0) or is_beside(y, x, link.y1, link.x1)):
            return True
    return False
