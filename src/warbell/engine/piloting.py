"""Piloting: what somebody can have the drone do that they fly, by where it is, what it bears, what its battery holds.

All of it they perceive: the cell below a drone in the air is one that its lamp shows, or lies under a roof.
"""

from warbell.engine.bits import get
from warbell.engine.codes import (
    ALLOWED,
    BOTTLE,
    CLEAR,
    DX,
    DY,
    FLARE,
    FLY,
    HOIST,
    IN_THE_WAY,
    IS_EMPTY,
    LACKING,
    LOAD,
    LOWER,
    NO_WAY,
    NOBODY_THERE,
    NOT_FLYING,
    NOT_YET,
    NOTHING_THERE,
    PHONE,
    TOO_HEAVY,
)  # fmt: skip
from warbell.engine.flights import NOBODY_FLIES, flown_by, hangs_under
from warbell.engine.kernel import part
from warbell.engine.people import person_at
from warbell.engine.things import has_things


@part
def bears(ground, world, e, k):
    """True if the drone of console k bears somebody or something."""
    return world.flights[e, k].object > 0 or hangs_under(world, e, ground.consoles[k].drone) >= 0


@part
def may_fly(ground, world, e, p, direction, cells):
    """ALLOWED, or why person p cannot have their drone fly so many cells that way."""
    k = flown_by(world, e, p)
    if k == NOBODY_FLIES:
        return NOT_FLYING
    if world.flights[e, k].fuse > 0:
        return NOT_YET
    if cells > 1 and hangs_under(world, e, ground.consoles[k].drone) >= 0:
        return TOO_HEAVY
    drone = world.drones[e, ground.consoles[k].drone]
    for far in range(1, cells + 1):  # the margin between two sheets may be narrower than a leg is long
        if ground.sheet[drone.y + far * DY[direction], drone.x + far * DX[direction]] != ground.sheet[drone.y, drone.x]:
            return NO_WAY
    return ALLOWED


@part
def may_load(ground, world, e, p, item):
    """ALLOWED, or why person p cannot hang an object on the drone that they fly: it has to be beside them."""
    k = flown_by(world, e, p)
    if k == NOBODY_FLIES:
        return NOT_FLYING
    body, drone = world.bodies[e, p], world.drones[e, ground.consoles[k].drone]
    if abs(drone.y - body.y) + abs(drone.x - body.x) > 1:
        return NOTHING_THERE
    if bears(ground, world, e, k):
        return TOO_HEAVY
    return ALLOWED if world.packs[e, p, item] > 0 else LACKING


@part
def may_hoist(ground, world, e, p):
    """ALLOWED, or why person p cannot lift whoever is under their drone: one person, and not themselves."""
    k = flown_by(world, e, p)
    if k == NOBODY_FLIES:
        return NOT_FLYING
    drone = world.drones[e, ground.consoles[k].drone]
    if get(ground.roofed, drone.y, drone.x):
        return NO_WAY
    q = person_at(world, e, drone.y, drone.x)
    if q < 0 or q == p:
        return NOBODY_THERE
    return TOO_HEAVY if bears(ground, world, e, k) or world.bodies[e, q].load > 0 else ALLOWED


@part
def _may_let_fall(world, e, y, x, item):
    """ALLOWED, or why an object cannot come down on a cell where nobody is to take it: most would be lost."""
    if not has_things(world) or item not in (BOTTLE, FLARE, PHONE):
        return NOBODY_THERE
    return ALLOWED if get(world.planes[e, CLEAR], y, x) else NO_WAY


@part
def may_lower(ground, world, e, p):
    """ALLOWED, or why person p cannot set down who or what their drone bears, on the cell below it."""
    k = flown_by(world, e, p)
    if k == NOBODY_FLIES:
        return NOT_FLYING
    if not bears(ground, world, e, k):
        return LACKING
    drone, item = world.drones[e, ground.consoles[k].drone], world.flights[e, k].object - 1
    if get(ground.roofed, drone.y, drone.x):
        return NO_WAY
    if item >= 0:
        somebody = person_at(world, e, drone.y, drone.x) >= 0
        return ALLOWED if somebody else _may_let_fall(world, e, drone.y, drone.x, item)
    if not get(world.planes[e, CLEAR], drone.y, drone.x):
        return NO_WAY
    return IN_THE_WAY if world.occupant[e, drone.y, drone.x] > 0 else ALLOWED


@part
def may_blast(ground, world, e, p):
    """ALLOWED, or why person p cannot have their drone strike."""
    k = flown_by(world, e, p)
    if k == NOBODY_FLIES:
        return NOT_FLYING
    if world.flights[e, k].fuse > 0:
        return NOT_YET
    enough = world.fixtures[e, ground.consoles[k].fixture].fuel > ground.tuning[0].blast_battery
    return ALLOWED if enough else IS_EMPTY


@part
def may_pilot(ground, world, e, p, verb, direction, item, cells):
    """ALLOWED, or why person p cannot give this order to the drone that they fly."""
    if verb == FLY:
        return may_fly(ground, world, e, p, direction, cells)
    if verb == LOAD:
        return may_load(ground, world, e, p, item)
    if verb == HOIST:
        return may_hoist(ground, world, e, p)
    return may_lower(ground, world, e, p) if verb == LOWER else may_blast(ground, world, e, p)
