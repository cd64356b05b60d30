"""Blows: every strike and shove lands on where bodies stand after the strokes."""

from naive.brinks import below_the_brink
from naive.desks import leaning, push, pushing
from naive.orders import fixture_at, ordered, reach
from naive.strokes import move
from naive.things import batter, ignite
from naive.world import FIRM, HINGED, because, infected, log, sound_of, standing, thing, wound

from warbell.engine import codes as c


def _strike(state, p, there, i, blows_there):
    tuning, me = state.tuning, state.bodies[p]
    firm = thing(state, there) in FIRM
    glass = i is None and there in state.blocked and state.ground.terrain[there] == c.GLASS and not firm
    flame = state.hearts[p].flame > 0
    if flame:
        ignite(state, there)
    sound_of(state, p, c.GLASS_SOUND if glass else c.BLOW, tuning.loud_glass if glass else tuning.loud_strike)
    if i is not None:
        target = state.bodies[i]
        points = tuning.strike_damage + (tuning.flare_burn if flame else 0)
        wound(state, i, points)
        falls = infected(target) and (blows_there > 1 or target.asleep or target.facing == me.facing)
        if falls:
            target.felled = True
        log(state, c.STRUCK, p, i, me.at, 0 if falls else points, {p, i})
        because(state, p, target)
    elif there in state.blocked:
        f = fixture_at(state, there, *HINGED)
        if f is not None:
            state.fixtures[f].strength -= tuning.strike_door
        elif firm:
            batter(state, there, tuning.strike_door)
        elif glass:
            log(state, c.SMASHED, p, -1, there, 0, {p})
            return there
    return None


def blows(state):
    places = standing(state)
    shoved, smashed = {}, set()
    aims = [reach(state, p, ordered(state, p)[1]) for p in state.persons if ordered(state, p)[0] == c.STRIKE]
    pushers = pushing(state)
    leaners = leaning(state, pushers)
    for p in state.persons:
        verb, way, _, _ = ordered(state, p)
        me = state.bodies[p]
        if verb not in (c.STRIKE, c.SHOVE):
            continue
        if way == c.HERE:
            i = below_the_brink(state, me.at)
            if i is not None:
                state.bodies[i].stun = max(state.bodies[i].stun, 1)
                log(state, c.SHOVED, p, i, me.at, way, {p, i})
            continue
        me.facing = way
        there = reach(state, p, way)
        i = places.get(there)
        if verb == c.STRIKE:
            smashed.add(_strike(state, p, there, i, aims.count(there)))
        elif i is not None and p not in pushers and p not in leaners:
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
    for i, way in push(state, pushers, leaners).items():
        shoved.setdefault(i, set()).add(way)
    stood = {i: state.bodies[i].at for i in shoved}
    move(state, {i: min(ways) for i, ways in shoved.items() if len(ways) == 1})
    for i in shoved:
        body = state.bodies[i]
        body.intent, body.asleep = c.STILL, 0
        if infected(body) and body.at != stood[i]:
            body.stun = max(body.stun, state.tuning.shove_stun)
