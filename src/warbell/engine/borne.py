"""Borne: who bears whom, and how. Whoever is borne has no cell of their own: they are where their bearer is.

A body bears at most one other, which may bear a third: `carrier` and `load` of `world.bodies` are the two ends of one
relation, and `borne` says how. Only these functions write them. Who hangs on a zipline is borne by it: `carrier` is
-1 - k for link k, and they are at that end of it which they are nearer to. Who hangs under a drone is where it is:
`carrier` is -1 - d for drone d.
"""

from warbell.engine.codes import NOT_BORNE, ON_LINE
from warbell.engine.kernel import part


@part
def bear(world, e, i, by, how):
    """Body `by` bears body i from now on, with all that i bears: i leaves its cell."""
    body, bearer = world.bodies[e, i], world.bodies[e, by]
    world.occupant[e, body.y, body.x] = 0
    body.carrier = by + 1
    body.borne = how
    bearer.load = i + 1
    bring_along(world, e, by)


@part
def unbear(world, e, i):
    """Nobody bears body i any more. Where it is now is for the caller to say."""
    body = world.bodies[e, i]
    if body.carrier > 0:
        world.bodies[e, body.carrier - 1].load = 0
    body.carrier = 0
    body.borne = NOT_BORNE


@part
def hang(world, e, i, k, how):
    """Body i, with all that it bears, hangs on zipline k, or under drone k, from now on: it leaves its cell."""
    body = world.bodies[e, i]
    world.occupant[e, body.y, body.x] = 0
    body.carrier = -1 - k
    body.borne = how


@part
def is_ridden(world, e, k):
    """True if somebody hangs on zipline k."""
    ridden = False
    for p in range(world.hearts.shape[1]):
        body = world.bodies[e, p]
        ridden |= body.borne == ON_LINE and body.carrier == -1 - k
    return ridden


@part
def topmost(world, e, i):
    """The last of those whom body i bears, one on the other; i itself if it bears nobody."""
    while world.bodies[e, i].load > 0:
        i = world.bodies[e, i].load - 1
    return i


@part
def height(world, e, i):
    """How many bodies bear body i, one on the other."""
    count = 0
    while world.bodies[e, i].carrier > 0:
        i = world.bodies[e, i].carrier - 1
        count += 1
    return count


@part
def bring_along(world, e, i):
    """Whoever body i bears, and whoever these bear, is where body i is."""
    y, x = world.bodies[e, i].y, world.bodies[e, i].x
    load = world.bodies[e, i].load
    while load > 0:
        body = world.bodies[e, load - 1]
        body.y = y
        body.x = x
        load = body.load
