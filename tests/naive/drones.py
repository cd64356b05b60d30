"""Curfew drones: fly on, light, warn, strike."""

from naive.light import in_disc, shine
from naive.world import alive, infected, log, noise, wound

from warbell.engine import codes as c


def _over(state, i):
    """The first drone whose light falls on this body, or that sees the flare in its hand; None."""
    body = state.bodies[i]
    rounds = [(d, drone) for d, drone in enumerate(state.drones) if state.ground.laps[d]]
    found = [d for d, drone in rounds if in_disc(state, drone, body.at) or _signals(state, i, drone)]
    return found[0] if found and body.at not in state.ground.roofed else None


def _signals(state, i, drone):
    body = state.bodies[i]
    off = (body.y - drone.y) ** 2 + (body.x - drone.x) ** 2
    near = off <= state.tuning.flare_sign**2 and state.ground.sheet[body.at] == state.ground.sheet[drone.at]
    return near and i in state.persons and (state.hearts[i].flame > 0 or state.hearts[i].torch > 0)


def humming(state):
    """What drones sound like, as they flew and struck at the end of the beat before."""
    tuning = state.tuning
    for d, drone in enumerate(state.drones):
        louder = {c.DRONE_WARNING: tuning.loud_alarm, c.GUNSHOT: tuning.loud_gunshot, c.WINCH: tuning.loud_winch}
        loud = 0 if drone.sound == c.SILENCE else louder.get(drone.sound, tuning.loud_drone)
        flown = [flight for k, flight in enumerate(state.flights) if state.ground.consoles[k].drone == d]
        by = [flight.by if drone.sound in (c.DRONE_WARNING, c.GUNSHOT) else flight.pilot for flight in flown]
        noise(state, drone.sound, drone.at, loud, above=1, by=by[0] - 1 if by else -1)


def drones(state):
    patience = state.tuning.drone_patience
    rounds = [(d, drone) for d, drone in enumerate(state.drones) if state.ground.laps[d]]
    for d, drone in rounds:
        drone.at = state.ground.routes[d][(drone.phase + state.clock.beat + 1) % state.ground.laps[d]]
        drone.sound, drone.warned = c.DRONE_HUM, 0
    if not state.drones:
        return
    shine(state)
    warned, struck = set(), set()
    for i, body in enumerate(state.bodies):
        d = _over(state, i)
        if not alive(body):
            continue
        if d is None:
            body.exposed = 0
            continue
        told = set() if infected(body) else {i}
        body.wary = int(infected(body))
        body.exposed += 1
        if body.exposed > patience:
            body.exposed = 0
            struck.add(d)
            wound(state, i, state.tuning.drone_damage)
            log(state, c.DRONE_STRUCK, d, i, body.at, state.tuning.drone_damage, told)
            continue
        if infected(body):
            continue
        warned.add(d)
        state.drones[d].warned = max(state.drones[d].warned, body.exposed)
        if body.exposed == 1:
            log(state, c.WARNED, d, i, body.at, patience, told)
    for d, drone in rounds:
        drone.sound = c.GUNSHOT if d in struck else c.DRONE_WARNING if d in warned else c.DRONE_HUM
        for body in state.bodies if d in struck else ():
            near = abs(body.y - drone.y) + abs(body.x - drone.x) <= state.tuning.loud_gunshot
            if infected(body) and near and state.ground.sheet[body.at] == state.ground.sheet[drone.at]:
                body.wary = 1
