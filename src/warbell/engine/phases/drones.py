"""Curfew drones: a fixed timetable, a disc of light, a warning, a strike.

Reads routes, beat, roofs, places. Writes drones, plane LIT, exposure, health, what infected have learned, events.
Whoever stays in the light for more beats than the drone's patience is struck: infected, stranger or friend. People are
warned; the infected learn.
"""

from warbell.engine.bits import get
from warbell.engine.codes import DOWN, DRONE_HUM, DRONE_STRUCK, DRONE_WARNING, GUNSHOT, WARNED
from warbell.engine.events import UNTOLD, audience_of, log
from warbell.engine.flights import in_disc, is_captured
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_infected
from warbell.engine.phases.light import shine
from warbell.engine.wounds import wound


@part
def _over(ground, world, e, i):
    """The first drone whose disc holds body i, or that sees what burns in its hand; -1 if there is none."""
    body = world.bodies[e, i]
    burns = i < world.hearts.shape[1] and (world.hearts[e, i].flame > 0 or world.hearts[e, i].torch > 0)
    reach = ground.tuning[0].flare_sign
    for d in range(world.drones.shape[1]):
        if is_captured(ground, d):
            continue
        drone = world.drones[e, d]
        dy, dx = body.y - drone.y, body.x - drone.x
        signals = burns and dy * dy + dx * dx <= reach * reach and _same_sheet(ground, body, drone)
        if in_disc(ground, dy, dx) or signals:
            return -1 if get(ground.roofed, body.y, body.x) else d
    return -1


@part
def _same_sheet(ground, body, drone):
    return ground.sheet[body.y, body.x] == ground.sheet[drone.y, drone.x]


@part
def teach(ground, world, e, drone):
    """A shot teaches every infected of its sheet that it reaches."""
    reach = ground.tuning[0].loud_gunshot
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        near = abs(body.y - drone.y) + abs(body.x - drone.x) <= reach
        if is_infected(body) and near and ground.sheet[body.y, body.x] == ground.sheet[drone.y, drone.x]:
            body.wary = 1


@phase
def drones(ground, world, e):
    """Phase: fly on by one beat of the timetable, light, warn, strike."""
    count = world.drones.shape[1]
    if count == 0:
        return
    tuning = ground.tuning[0]
    for d in range(count):
        if is_captured(ground, d):
            continue
        drone = world.drones[e, d]
        at = (drone.phase + world.clock[e].beat + 1) % ground.laps[d]
        drone.y = ground.routes[d, at, 0]
        drone.x = ground.routes[d, at, 1]
        drone.sound = DRONE_HUM
        drone.warned = 0
    shine(ground, world, e)
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if body.state > DOWN:
            continue
        d = _over(ground, world, e, i)
        if d < 0:
            body.exposed = 0
            continue
        drone = world.drones[e, d]
        body.exposed += 1
        infected = is_infected(body)
        body.wary = 1 if infected else 0
        told = UNTOLD if infected else audience_of(i)
        if body.exposed <= tuning.drone_patience:
            if infected:
                continue
            drone.warned = max(drone.warned, body.exposed)
            if drone.sound == DRONE_HUM:
                drone.sound = DRONE_WARNING
            if body.exposed == 1:
                log(world, e, WARNED, d, i, body.y, body.x, tuning.drone_patience, told)
        else:
            body.exposed = 0
            drone.sound = GUNSHOT
            wound(world, e, i, tuning.drone_damage)
            log(world, e, DRONE_STRUCK, d, i, body.y, body.x, tuning.drone_damage, told)
    for d in range(count):
        if world.drones[e, d].sound == GUNSHOT and not is_captured(ground, d):
            teach(ground, world, e, world.drones[e, d])
