"""Blows: every strike and shove lands on where bodies stand after the strokes."""

from naive.orders import fixture_at, ordered
from naive.strokes import move
from naive.world import because, beside, infected, log, sound_of, standing, wound

from warbell.engine import codes as c


def _strike(state, p, there, i, blows_there):
    tuning, me = state.tuning, state.bodies[p]
    glass = i is None and there in state.blocked and state.ground.terrain[there] == c.GLASS
    sound_of(state, p, c.GLASS_SOUND if glass else c.BLOW, tuning.loud_glass if glass else tuning.loud_strike)
    if i is not None:
        target = state.bodies[i]
        wound(state, i, tuning.strike_damage)
        falls = infected(target) and (blows_there > 1 or target.asleep or target.facing == me.facing)
        if falls:
            target.felled = True
        log(state, c.STRUCK, p, i, me.at, 0 if falls else tuning.strike_damage, {p, i})
        because(state, p, target)
    elif there in state.blocked:
        f = fixture_at(state, there, c.DOOR, c.GATE)
        if f is not None:
            state.fixtures[f].strength -= tuning.strike_door
        elif state.ground.terrain[there] == c.GLASS:
            log(state, c.SMASHED, p, -1, there, 0, {p})
            return there
    return None


def blows(state):
    places = standing(state)
    shoved, smashed = {}, set()
    aims = [beside(state.bodies[p].at, ordered(state, p)[1]) for p in state.persons if ordered(state, p)[0] == c.STRIKE]
    for p in state.persons:
        verb, way, _, _ = ordered(state, p)
        me = state.bodies[p]
        if verb not in (c.STRIKE, c.SHOVE):
            continue
        me.facing = way
        there = beside(me.at, way)
        i = places.get(there)
        if verb == c.STRIKE:
            smashed.add(_strike(state, p, there, i, aims.count(there)))
        elif i is not None:
            shoved.setdefault(i, set()).add(way)
            if infected(state.bodies[i]):
                state.bodies[i].stun = max(state.bodies[i].stun, 1)
            log(state, c.SHOVED, p, i, me.at, way, {p, i})
    smashed.discard(None)
    state.blocked -= smashed
    state.clear |= smashed
    for body in state.bodies:
        if vars(body).pop("felled", False):
            body.hp, body.stun = min(0, body.hp), max(1, body.stun)
    stood = {i: state.bodies[i].at for i in shoved}
    move(state, {i: min(ways) for i, ways in shoved.items() if len(ways) == 1})
    for i in shoved:
        body = state.bodies[i]
        body.intent, body.asleep = c.STILL, 0
        if infected(body) and body.at != stood[i]:
            body.stun = max(body.stun, state.tuning.shove_stun)
