"""Captured drones: hands on consoles, what pilots order, the battery, the strike."""

from naive.hands import users
from naive.light import in_disc
from naive.orders import FLIGHT_OF, flown, ordered, why_not_fly
from naive.sight import look_around
from naive.things import ignite, lay, tread
from naive.world import (
    able,
    alive,
    cast,
    infected,
    log,
    noise,
    person,
    person_at,
    refuse,
    standing,
    thing,
    under,
    wound,
)

from warbell.engine import codes as c

TO_DRONES = (c.FLY, c.LOAD, c.HOIST, c.LOWER, c.BLAST)


def _beside(state, p, f):
    me, place = state.bodies[p], state.ground.fixtures[f]
    return able(me) and abs(me.y - place.y) + abs(me.x - place.x) == 1


def _off(state, k, who):
    console, flight = state.ground.consoles[k], state.flights[k]
    told, flight.pilot = {flight.pilot - 1}, 0
    state.fixtures[console.fixture].on = 0
    log(state, c.SWITCHED, who, console.fixture, state.ground.fixtures[console.fixture].at, 0, told)


def _take_over(state, k):
    flight, f = state.flights[k], state.ground.consoles[k].fixture
    fixture, hands = state.fixtures[f], users(state, f)
    if not hands:
        return
    if flight.pilot:
        if flight.pilot - 1 in hands:
            _off(state, k, flight.pilot - 1)
        else:
            for p in hands:
                refuse(state, p, c.IN_THE_WAY)
        return
    fit = hands if fixture.fuel else [p for p in hands if state.packs[p][c.BATTERY]]
    if not fit:
        for p in hands:
            refuse(state, p, c.LACKING)
        return
    p = min(fit, key=lambda p: cast(state, state.bodies[p].id, c.D_SHARE))
    if not fixture.fuel:
        state.packs[p][c.BATTERY] -= 1
        fixture.fuel = state.tuning.battery_beats
    for other in state.flights:
        other.pilot = 0 if other.pilot == p + 1 else other.pilot
    fixture.on, flight.pilot = 1, p + 1
    log(state, c.TOOK_OVER, p, f, state.bodies[p].at, fixture.fuel, {p})


def _set_down(state, d, q, cell, told):
    body = state.bodies[q]
    body.at, body.carrier, body.borne = cell, 0, c.NOT_BORNE
    look_around(state, q)
    log(state, c.LOWERED, d, q, cell, 0, {*told, q})
    if state.fields:
        tread(state, q)


def _let_down(state, k, p, drone, d):
    flight, below = state.flights[k], person_at(state, drone.at)
    item, flight.object = flight.object - 1, 0
    log(state, c.DELIVERED, d, -1 if below is None else below, drone.at, item, {p, below} - {None})
    state.events[-1].foe = p
    if below is not None:
        state.packs[below][item] += 1
    elif item == c.BOTTLE:
        noise(state, c.GLASS_SOUND, drone.at, state.tuning.loud_bottle, by=p)
    elif not (item == c.FLARE and ignite(state, drone.at)) and thing(state, drone.at) == c.NO_THING:
        what = (c.BRAND, state.tuning.flare_beats) if item == c.FLARE else (c.RINGING_PHONE, state.tuning.phone_rings)
        lay(state, drone.at, *what)
        state.stirring.add(drone.at)


def _obey(state, k, p):
    verb, way, _, item = ordered(state, p)
    if verb not in TO_DRONES:
        return
    why = why_not_fly(state, p, state.hearts[p].order)
    if why != c.ALLOWED:
        refuse(state, p, why)
        return
    flight, d = state.flights[k], state.ground.consoles[k].drone
    drone, battery = state.drones[d], state.fixtures[state.ground.consoles[k].fixture]
    hanging = under(state, d)
    if verb == c.FLY:
        far = FLIGHT_OF[state.hearts[p].order]
        drone.at = drone.y + far * int(c.DY[way]), drone.x + far * int(c.DX[way])
        if hanging is not None:
            state.bodies[hanging].at = drone.at
            look_around(state, hanging)
    elif verb == c.LOAD:
        state.packs[p][item] -= 1
        flight.object = item + 1
        log(state, c.LOADED, p, -1, state.bodies[p].at, item, {p})
    elif verb == c.HOIST:
        battery.fuel -= 1
        drone.sound = c.WINCH
        state.hearts[p].effort += 1
        if state.hearts[p].effort >= state.tuning.hoist_beats:
            state.hearts[p].effort = 0
            q = person_at(state, drone.at)
            body = state.bodies[q]
            body.carrier, body.borne, body.crept = -1 - d, c.ON_DRONE, 0
            log(state, c.HOISTED, d, q, drone.at, 0, {p, q})
            state.events[-1].foe = p
    elif verb == c.BLAST:
        flight.fuse, flight.by, flight.since = state.tuning.blast_fuse + 1, p + 1, state.clock.beat + 1
        battery.fuel -= state.tuning.blast_battery
    elif flight.object:
        _let_down(state, k, p, drone, d)
    else:
        drone.sound = c.WINCH
        _set_down(state, d, hanging, drone.at, {p})


def _come_down(state, d):
    q, drone = under(state, d), state.drones[d]
    sheet = state.ground.sheet
    free = [cell for cell in state.clear - set(standing(state)) if sheet[cell] == sheet[drone.at]]
    if q is not None and free:
        away = {cell: (abs(cell[0] - drone.y) + abs(cell[1] - drone.x), cell) for cell in free}
        _set_down(state, d, q, min(free, key=away.get), set())


def _below(state, drone):
    """Everybody alive in the disc of a drone, under no roof."""
    sheet = state.ground.sheet
    return [i for i, body in enumerate(state.bodies) if alive(body) and in_disc(state, drone, body.at)
            and body.at not in state.ground.roofed and sheet[body.at] == sheet[drone.at]]  # fmt: skip


def _strike(state, flight, d):
    drone = state.drones[d]
    drone.sound = c.GUNSHOT
    for i in _below(state, drone):
        body = state.bodies[i]
        wound(state, i, state.tuning.blast_damage)
        body.foe, body.quarry, body.since, body.clue, body.lure = flight.by, 0, flight.since, c.NO_CLUE, c.SILENCE
        told = set() if infected(body) else {i}
        log(state, c.DRONE_STRUCK, d, i, body.at, state.tuning.blast_damage, told)
        state.events[-1].foe, state.events[-1].since = flight.by - 1, flight.since
    for body in state.bodies:
        near = abs(body.y - drone.y) + abs(body.x - drone.x) <= state.tuning.loud_gunshot
        if infected(body) and near and state.ground.sheet[body.at] == state.ground.sheet[drone.at]:
            body.wary = 1


def _fuse(state, flight, d):
    drone = state.drones[d]
    drone.warned = 0
    if flight.fuse == 1:
        flight.fuse = 0
        _strike(state, flight, d)
    elif flight.fuse:
        flight.fuse -= 1
        drone.sound, drone.warned = c.DRONE_WARNING, state.tuning.blast_fuse + 1 - flight.fuse
        for p in _below(state, drone):
            if p in state.persons and person(state.bodies[p]):
                log(state, c.WARNED, d, p, state.bodies[p].at, flight.fuse, {p})


def pilots(state):
    for k, flight in enumerate(state.flights):
        f = state.ground.consoles[k].fixture
        if flight.pilot and not (state.fixtures[f].on and _beside(state, flight.pilot - 1, f)):
            flight.pilot = 0
    for p in state.persons if state.flights else ():
        if ordered(state, p)[0] in TO_DRONES and flown(state, p) is None:
            refuse(state, p, c.NOT_FLYING)
    for k, flight in enumerate(state.flights):
        d, fixture = state.ground.consoles[k].drone, state.fixtures[state.ground.consoles[k].fixture]
        _take_over(state, k)
        state.drones[d].sound = c.DRONE_HUM
        if flight.pilot:
            _obey(state, k, flight.pilot - 1)
        if fixture.on:
            fixture.fuel = max(0, fixture.fuel - 1)
            if not fixture.fuel:
                _off(state, k, -1)
        if not fixture.on:
            state.drones[d].sound = c.SILENCE
            _come_down(state, d)
        _fuse(state, flight, d)
