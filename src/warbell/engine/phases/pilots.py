"""Captured drones: who takes a console over, and what its pilot has the drone do: fly, load, hoist, lower, blast.

Reads orders, hands on consoles, packs, planes. Writes flights, the battery, drones, who hangs under them, packs,
health, fields, noises, events. A drone flies over whatever is below it, lights its disc, and strikes everybody in it.
"""

from warbell.engine.actions import decode
from warbell.engine.bits import get
from warbell.engine.borne import hang, unbear
from warbell.engine.burning import ignite
from warbell.engine.codes import (
    ACTION_VERB,
    ALLOWED,
    BATTERY,
    BLAST,
    BOTTLE,
    BRAND,
    CLEAR,
    DELIVERED,
    DOWN,
    DRONE_HUM,
    DRONE_STRUCK,
    DRONE_WARNING,
    DX,
    DY,
    FLARE,
    FLY,
    GLASS_SOUND,
    GUNSHOT,
    HOIST,
    HOISTED,
    IN_THE_WAY,
    LACKING,
    LOAD,
    LOADED,
    LOWER,
    LOWERED,
    NO_CLUE,
    NO_THING,
    NOT_FLYING,
    ON_DRONE,
    RINGING_PHONE,
    SILENCE,
    SWITCHED,
    TOOK_OVER,
    WARNED,
    WINCH,
)  # fmt: skip
from warbell.engine.events import UNTOLD, audience_of, because, log, log_act, log_use, refuse
from warbell.engine.flights import NOBODY_FLIES, flown_by, hangs_under, has_flights, in_disc
from warbell.engine.kernel import part, phase
from warbell.engine.noises import noise
from warbell.engine.people import can_act, is_infected, is_person, person_at
from warbell.engine.phases.drones import teach
from warbell.engine.phases.fixtures import ANYTHING, user_with, uses
from warbell.engine.phases.sight import look_around
from warbell.engine.phases.treading import tread
from warbell.engine.piloting import may_pilot
from warbell.engine.things import has_things, lay, stir, thing_at
from warbell.engine.wounds import wound


@part
def _drone_of(ground, world, e, k):
    return world.drones[e, ground.consoles[k].drone]


@part
def _is_at(ground, world, e, p, f):
    """True if person p can act and stands beside fixture f."""
    body, place = world.bodies[e, p], ground.fixtures[f]
    return can_act(body) and abs(body.y - place.y) + abs(body.x - place.x) == 1


@part
def _refuse_all(ground, world, e, f, why):
    for p in range(world.hearts.shape[1]):
        if uses(ground, world, e, p, f):
            refuse(world, e, p, why)


@part
def _switch_off(ground, world, e, k, who):
    """The drone of console k comes down where it is; `who` switched it off, -1 nobody: its battery is empty."""
    flight, f = world.flights[e, k], ground.consoles[k].fixture
    place = ground.fixtures[f]
    world.fixtures[e, f].on = 0
    told = audience_of(flight.pilot - 1)
    flight.pilot = 0
    log(world, e, SWITCHED, who, f, place.y, place.x, 0, told)


@part
def _hands(ground, world, e, k):
    """Hands on console k: its pilot switches it off, anybody else takes it over, unless somebody flies at it."""
    flight, f = world.flights[e, k], ground.consoles[k].fixture
    fixture, pilot = world.fixtures[e, f], flight.pilot - 1
    if fixture.hands == 0:
        return
    if pilot >= 0:
        if uses(ground, world, e, pilot, f):
            _switch_off(ground, world, e, k, pilot)
        else:
            _refuse_all(ground, world, e, f, IN_THE_WAY)
        return
    charged = fixture.fuel > 0
    p = user_with(ground, world, e, f, ANYTHING if charged else BATTERY)
    if p < 0:
        _refuse_all(ground, world, e, f, LACKING)
        return
    if not charged:
        world.packs[e, p, BATTERY] -= 1
        fixture.fuel = ground.tuning[0].battery_beats
    fixture.on = 1
    for other in range(world.flights.shape[1]):
        if world.flights[e, other].pilot == p + 1:
            world.flights[e, other].pilot = 0
    flight.pilot = p + 1
    log_use(world, e, TOOK_OVER, p, f, fixture.fuel)


@part
def _bring(ground, world, e, d):
    """Whoever hangs under drone d is where it is, and looks from there."""
    q = hangs_under(world, e, d)
    if q >= 0:
        world.bodies[e, q].y = world.drones[e, d].y
        world.bodies[e, q].x = world.drones[e, d].x
        look_around(ground, world, e, q)


@part
def _set_down(ground, world, e, d, q, y, x, told):
    """Person q, who hung under drone d, stands or lies on a free cell."""
    body = world.bodies[e, q]
    unbear(world, e, q)
    body.y, body.x = y, x
    world.occupant[e, y, x] = q + 1
    look_around(ground, world, e, q)
    log(world, e, LOWERED, d, q, y, x, 0, told | audience_of(q))
    if has_things(world):
        tread(ground, world, e, q)


@part
def _deliver(ground, world, e, k, p):
    """What the drone of console k bears is let down: into the hands of whoever is there, or it lands as if thrown."""
    flight, d = world.flights[e, k], ground.consoles[k].drone
    y, x, item = int(world.drones[e, d].y), int(world.drones[e, d].x), flight.object - 1
    q = person_at(world, e, y, x)
    flight.object = 0
    log(world, e, DELIVERED, d, q, y, x, item, audience_of(p) | audience_of(q))
    world.events[e, world.clock[e].events - 1].foe = p
    if q >= 0:
        world.packs[e, q, item] += 1
    elif item == BOTTLE:
        noise(world, e, GLASS_SOUND, y, x, ground.tuning[0].loud_bottle).by = p
    elif item == FLARE:
        if not ignite(ground, world, e, y, x) and thing_at(world, e, y, x) == NO_THING:
            _put(world, e, BRAND, y, x, ground.tuning[0].flare_beats)
    elif thing_at(world, e, y, x) == NO_THING:
        _put(world, e, RINGING_PHONE, y, x, ground.tuning[0].phone_rings)


@part
def _put(world, e, thing, y, x, left):
    lay(world, e, thing, y, x, left)
    stir(world, e, y, x)


@part
def _hoist(ground, world, e, k, p):
    """A beat of lifting whoever is under the drone of console k; the last one takes them off their feet."""
    heart, d = world.hearts[e, p], ground.consoles[k].drone
    drone = world.drones[e, d]
    heart.effort += 1
    world.fixtures[e, ground.consoles[k].fixture].fuel -= 1
    drone.sound = WINCH
    if heart.effort >= ground.tuning[0].hoist_beats:
        heart.effort = 0
        q = person_at(world, e, drone.y, drone.x)
        hang(world, e, q, d, ON_DRONE)
        world.bodies[e, q].crept = 0
        log(world, e, HOISTED, d, q, drone.y, drone.x, 0, audience_of(p) | audience_of(q))
        world.events[e, world.clock[e].events - 1].foe = p


@part
def _obey(ground, world, e, k, p):
    """The drone of console k does what its pilot p orders."""
    verb, direction, _, item, cells = decode(world.hearts[e, p].order)
    if verb not in (FLY, LOAD, HOIST, LOWER, BLAST):
        return
    why = may_pilot(ground, world, e, p, verb, direction, item, cells)
    if why != ALLOWED:  # people were moved since it was given
        refuse(world, e, p, why)
        return
    flight, d = world.flights[e, k], ground.consoles[k].drone
    drone = world.drones[e, d]
    if verb == FLY:
        drone.y += cells * DY[direction]
        drone.x += cells * DX[direction]
        _bring(ground, world, e, d)
    elif verb == LOAD:
        world.packs[e, p, item] -= 1
        flight.object = item + 1
        log_act(world, e, LOADED, p, -1, item)
    elif verb == HOIST:
        _hoist(ground, world, e, k, p)
    elif verb == BLAST:
        flight.fuse = ground.tuning[0].blast_fuse + 1  # this beat takes one off
        flight.by = p + 1
        flight.since = world.clock[e].beat + 1
        world.fixtures[e, ground.consoles[k].fixture].fuel -= ground.tuning[0].blast_battery
    elif flight.object > 0:
        _deliver(ground, world, e, k, p)
    else:
        drone.sound = WINCH
        _set_down(ground, world, e, d, hangs_under(world, e, d), int(drone.y), int(drone.x), audience_of(p))


@part
def _under(ground, world, d, e, i):
    """True if living body i is in the disc of drone d, and under no roof."""
    body, drone = world.bodies[e, i], world.drones[e, d]
    if body.state > DOWN or get(ground.roofed, body.y, body.x):
        return False
    same = ground.sheet[body.y, body.x] == ground.sheet[drone.y, drone.x]
    return same and in_disc(ground, body.y - drone.y, body.x - drone.x)


@part
def _strike(ground, world, e, k):
    """Everybody in the disc is struck, friend or not."""
    flight, d, damage = world.flights[e, k], ground.consoles[k].drone, ground.tuning[0].blast_damage
    world.drones[e, d].sound = GUNSHOT
    for i in range(world.bodies.shape[1]):
        if not _under(ground, world, d, e, i):
            continue
        body = world.bodies[e, i]
        told = UNTOLD if is_infected(body) else audience_of(i)
        wound(world, e, i, damage)
        body.foe = flight.by
        body.quarry = 0
        body.since = flight.since
        body.clue = NO_CLUE
        body.lure = SILENCE
        log(world, e, DRONE_STRUCK, d, i, body.y, body.x, damage, told)
        because(world, e, flight.by - 1, body)
    teach(ground, world, e, world.drones[e, d])


@part
def _burn_down(ground, world, e, k):
    """The fuse of the drone of console k: it warns everybody in its disc, and strikes when it has burnt down."""
    flight, d = world.flights[e, k], ground.consoles[k].drone
    drone = world.drones[e, d]
    drone.warned = 0
    if flight.fuse == 0:
        return
    flight.fuse -= 1
    if flight.fuse == 0:
        _strike(ground, world, e, k)
        return
    drone.warned = ground.tuning[0].blast_fuse + 1 - flight.fuse
    drone.sound = DRONE_WARNING
    for i in range(world.hearts.shape[1]):
        if is_person(world.bodies[e, i]) and _under(ground, world, d, e, i):
            log(world, e, WARNED, d, i, world.bodies[e, i].y, world.bodies[e, i].x, flight.fuse, audience_of(i))


@part
def _come_down(ground, world, e, k):
    """A drone that has landed lets go of whom it bears, on the nearest free cell: the first in reading order."""
    d = ground.consoles[k].drone
    q = hangs_under(world, e, d)
    if q < 0:
        return
    drone = world.drones[e, d]
    height, width = ground.sheet.shape
    best, to_y, to_x = -1, 0, 0
    for y in range(height):
        for x in range(width):
            free = world.occupant[e, y, x] == 0 and get(world.planes[e, CLEAR], y, x)
            if not free or ground.sheet[y, x] != ground.sheet[drone.y, drone.x]:
                continue
            away = abs(y - drone.y) + abs(x - drone.x)
            if best < 0 or away < best:
                best, to_y, to_x = away, y, x
    if best >= 0:
        _set_down(ground, world, e, d, q, to_y, to_x, UNTOLD)


@part
def _leave(ground, world, e, k):
    """Whoever is no longer at console k flies no more; the drone stays where it is."""
    flight, f = world.flights[e, k], ground.consoles[k].fixture
    if flight.pilot > 0 and (world.fixtures[e, f].on == 0 or not _is_at(ground, world, e, flight.pilot - 1, f)):
        flight.pilot = 0


@part
def _fly(ground, world, e, k):
    """A beat of the drone of console k."""
    flight, f = world.flights[e, k], ground.consoles[k].fixture
    fixture, drone = world.fixtures[e, f], _drone_of(ground, world, e, k)
    _hands(ground, world, e, k)
    drone.sound = DRONE_HUM
    if flight.pilot > 0:
        _obey(ground, world, e, k, flight.pilot - 1)
    if fixture.on == 1:
        fixture.fuel = max(0, fixture.fuel - 1)
        if fixture.fuel == 0:
            _switch_off(ground, world, e, k, -1)
    if fixture.on == 0:
        drone.sound = SILENCE
        _come_down(ground, world, e, k)
    _burn_down(ground, world, e, k)


@part
def _refuse_others(world, e):
    """Whoever gave a drone an order and flies none by now is told so."""
    for p in range(world.hearts.shape[1]):
        verb = ACTION_VERB[world.hearts[e, p].order]
        if verb in (FLY, LOAD, HOIST, LOWER, BLAST) and flown_by(world, e, p) == NOBODY_FLIES:
            refuse(world, e, p, NOT_FLYING)


@phase
def pilots(ground, world, e):
    """Phase: every console, and the drone that is flown at it."""
    if not has_flights(world):
        return
    for k in range(world.flights.shape[1]):
        _leave(ground, world, e, k)
    _refuse_others(world, e)
    for k in range(world.flights.shape[1]):
        _fly(ground, world, e, k)
