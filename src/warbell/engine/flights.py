"""Flights: who flies which captured drone, who hangs under it, and what its lamp shows to whoever flies it.

A captured drone is a drone without a round. It is in the air while its console is on, and lights its disc then, as any
drone does. Who flies it perceives what that disc lights as a second window, and hears nothing of it.
"""

from warbell.engine.bits import get
from warbell.engine.codes import DOWN, DRONE_WARNING, EDGE, GUNSHOT, ON_DRONE, SIGHT
from warbell.engine.kernel import part
from warbell.engine.people import is_person

NOBODY_FLIES = -1


@part
def in_disc(ground, dy, dx):
    """True if a cell at this offset from a drone lies in its disc of light."""
    radius = ground.tuning[0].drone_light
    return dy * dy + dx * dx <= radius * radius + radius


@part
def is_captured(ground, d):
    """True if drone d has no round, but is flown at a console."""
    return ground.laps[d] == 0


@part
def has_flights(world):
    """True if the episode has a console at which a drone is flown."""
    return world.flights.shape[1] > 0


@part
def flown_by(world, e, p):
    """The console at which person p flies a drone, -1 if they fly none."""
    found = NOBODY_FLIES
    for k in range(world.flights.shape[1]):
        if world.flights[e, k].pilot == p + 1:
            found = k
    return found


@part
def drone_flown(ground, world, e, p):
    """The drone that person p flies, -1 if they fly none."""
    k = flown_by(world, e, p)
    return NOBODY_FLIES if k == NOBODY_FLIES else ground.consoles[k].drone


@part
def is_on(ground, y, x):
    """True if a cell is one of the atlas."""
    return 0 <= y < ground.terrain.shape[0] and 0 <= x < ground.terrain.shape[1]


@part
def lamp_shows(ground, world, e, k, y, x):
    """True if the lamp of the drone of console k lights a cell that has no roof, within its window."""
    drone = world.drones[e, ground.consoles[k].drone]
    dy, dx = y - drone.y, x - drone.x
    if max(abs(dy), abs(dx)) > SIGHT or not in_disc(ground, dy, dx):
        return False
    same = ground.sheet[y, x] == ground.sheet[drone.y, drone.x]
    return same and ground.terrain[y, x] != EDGE and not get(ground.roofed, y, x)


@part
def sees_afar(ground, world, e, p, y, x):
    """True if person p flies a drone whose lamp shows them a cell."""
    k = flown_by(world, e, p)
    if k == NOBODY_FLIES:
        return False
    viewer = world.bodies[e, p]
    return is_person(viewer) and viewer.state <= DOWN and lamp_shows(ground, world, e, k, y, x)


@part
def hangs_under(world, e, d):
    """Index of the person who hangs under drone d, -1 if nobody does."""
    found = -1
    for p in range(world.hearts.shape[1]):
        body = world.bodies[e, p]
        if body.borne == ON_DRONE and body.carrier == -1 - d:
            found = p
    return found


@part
def whose_doing(ground, world, e, d):
    """Index of the person by whose order captured drone d sounds as it does, -1 nobody's."""
    who = -1
    for k in range(world.flights.shape[1]):
        if ground.consoles[k].drone == d:
            flight, sound = world.flights[e, k], world.drones[e, d].sound
            who = flight.by - 1 if sound in (DRONE_WARNING, GUNSHOT) else flight.pilot - 1
    return who
