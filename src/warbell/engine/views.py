"""Views: (world, events, seat) to percept. The only place where secrecy is decided.

A percept holds what its seat saw, heard, felt and was told this beat, on top of what it remembered. Two worlds that
differ only in what a seat cannot perceive leave that seat identical bytes: keep it so, the tests insist.
"""

import numpy as np

from warbell.engine.bits import U0, U1, bit, bits_of, get, in_window, lowest, or_windows, set_in, window_row
from warbell.engine.codes import (
    DEAD,
    DOWN,
    IS_FELT,
    LIT,
    N_OBJECTS,
    NOT_SEEN,
    PLANNER,
    SIGHT,
    SIGHT_ROWS,
    SILENCE,
    THING,
    UNREAD,
    UP,
)  # fmt: skip
from warbell.engine.events import audience_of
from warbell.engine.flights import NOBODY_FLIES, drone_flown, flown_by, has_flights, is_on, lamp_shows, sees_afar
from warbell.engine.kernel import part, phase
from warbell.engine.masks import fill_mask
from warbell.engine.people import is_infected, is_person
from warbell.engine.phases.hands import is_empty
from warbell.engine.phases.shots import rounds_of
from warbell.engine.seeing import near_mask
from warbell.engine.things import has_things
from warbell.engine.water import has_water

NO_PROGNOSIS = -1
MOOD_CELLS = 3  # king's moves within which a face can be read


@part
def _me(ground, world, percept, e, p):
    body, heart, me = world.bodies[e, p], world.hearts[e, p], percept.me[e, p]
    me.beat = world.clock[e].beat
    me.ending = world.clock[e].ending
    me.y, me.x = body.y, body.x
    me.hp = body.hp
    me.timer = body.timer
    me.bleed = body.bleed
    me.salve = body.salve
    me.exposed = body.exposed
    me.crept = body.crept
    me.load = body.load
    me.carrier = max(0, body.carrier)
    me.rate = heart.rate
    me.fear = heart.fear
    me.hunger = heart.hunger
    me.control = heart.control
    me.late = heart.late
    me.stun = body.stun
    me.effort = heart.effort
    me.under = world.breath[e, p] if has_water(world) else 0
    me.flies = drone_flown(ground, world, e, p) + 1 if has_flights(world) else 0
    me.flame = heart.flame
    me.torch = heart.torch
    me.rounds = rounds_of(world, e, p)
    me.winded = heart.winded
    me.spent = heart.spent
    me.state = body.state
    me.nature = body.nature
    me.facing = body.facing
    me.gripped = 1 if body.gripped == 2 else 0
    me.sign = body.sign
    me.lit = 1 if get(world.planes[e, LIT], body.y, body.x) else 0
    pack, carried = percept.pack[e, p], world.packs[e, p]
    for item in range(np.uint64(N_OBJECTS)):
        pack[item] = carried[item]
    bonds, felt = percept.bonds[e, p], world.bonds[e, p]
    for q in range(np.uint64(bonds.shape[0])):
        bonds[q] = felt[q]


@part
def _blind(world, percept, e, p):
    """The percept of one who perceives no more: dead, gone or turned. What was known stays known."""
    me = percept.me[e, p]
    body = world.bodies[e, p]
    me.beat = world.clock[e].beat
    me.ending = world.clock[e].ending
    me.state = body.state
    me.nature = body.nature
    me.events = 0
    me.heard = 0
    percept.sighted[e, p, 0] = 0
    for f in range(percept.fields.shape[2]):
        percept.fields[e, p, f, :, :] = NOT_SEEN
    percept.now[e, p, :] = 0
    percept.bright[e, p, :] = 0
    percept.afar[e, p, :] = 0
    percept.afar_fields[e, p, :, :, :] = NOT_SEEN
    me.flies = 0
    for slot in range(percept.heard.shape[2]):
        percept.heard[e, p, slot].sound = SILENCE
    percept.mask[e, p, :] = 0
    percept.mask[e, p, 0] = 1


@part
def _cells(ground, world, percept, e, p):
    """The cells seen now, the lit ones among them, and all ever seen."""
    body, window, bright = world.bodies[e, p], world.sight[e, p], world.bright[e, p]
    now, lit = percept.now[e, p], percept.bright[e, p]
    reach = int(ground.tuning[0].dark_sight)
    near = near_mask(reach)
    for r in range(np.uint64(bright.shape[0])):  # as in `sight.look_from`
        lit[r] = bright[r]
        now[r] = bright[r]
    for r in range(np.uint64(SIGHT - reach), np.uint64(SIGHT + reach + 1)):
        now[r] |= window[r] & near
    or_windows(percept.known[e, p], body.y, body.x, now)


@part
def _fields(world, percept, e, p):
    """The levels of every field at the cells seen now; of what was seen before things alone are kept.

    What was beaten below nothing, and gives way in the next beat, has no points left.
    """
    me = world.bodies[e, p]
    for f in range(world.fields.shape[1]):
        level, out = world.fields[e, f], percept.fields[e, p, f]
        for r in range(SIGHT_ROWS):
            row = percept.now[e, p, r]
            for c in range(SIGHT_ROWS):
                seen = (row >> np.uint64(c)) & U1 != U0  # no such cell lies beyond the map
                out[r, c] = max(0, level[me.y - SIGHT + r, me.x - SIGHT + c]) if seen else NOT_SEEN
    if has_things(world):
        _things(world, percept, e, p)


@part
def _things(world, percept, e, p):
    """What is known to lie on cells: what is seen there now, and elsewhere what was seen last."""
    me, known = world.bodies[e, p], percept.things[e, p]
    for r in range(SIGHT_ROWS):
        row = percept.now[e, p, r]
        while row != U0:
            y, x = me.y - SIGHT + r, me.x - SIGHT + lowest(row)
            row &= row - U1
            known[y, x] = world.fields[e, THING, y, x]


@part
def _afar(ground, world, percept, e, p):
    """The second window: the cells that the lamp of the drone that p flies shows, and what lies and burns there."""
    afar, levels, k = percept.afar[e, p], percept.afar_fields[e, p], flown_by(world, e, p)
    levels[:, :, :] = NOT_SEEN
    afar[:] = U0
    if k == NOBODY_FLIES:
        return
    drone = world.drones[e, ground.consoles[k].drone]
    for r in range(SIGHT_ROWS):
        for c in range(SIGHT_ROWS):
            y, x = drone.y - SIGHT + r, drone.x - SIGHT + c
            if is_on(ground, y, x) and lamp_shows(ground, world, e, k, y, x):
                afar[r] |= bit(c)
                for f in range(world.fields.shape[1]):
                    levels[f, r, c] = max(0, world.fields[e, f, y, x])
                if has_things(world):
                    percept.things[e, p, y, x] = world.fields[e, THING, y, x]
    or_windows(percept.known[e, p], drone.y, drone.x, afar)


@part
def _quarter(part, whole):
    return min(3, max(0, part * 4 // whole))


@part
def _prognosis(ground, body):
    """Beats until somebody goes down by bleeding, dies or turns, the soonest of them; NO_PROGNOSIS if none will be."""
    left = NO_PROGNOSIS
    if body.state == DOWN:
        left = body.bleed
    elif body.state == UP and body.bleed > 0:
        left = body.bleed + (body.hp - 1) * ground.tuning[0].bleed_every
    if body.timer >= 0 and (left < 0 or body.timer < left):
        left = body.timer
    return left


@part
def _body(ground, world, seen, e, i, near, beside):
    """What is made out of body i, by somebody near enough to read a face or not, or to look at wounds."""
    body = world.bodies[e, i]
    person = is_person(body)
    seen.beat = world.clock[e].beat
    seen.y, seen.x = body.y, body.x
    seen.nature = body.nature
    seen.state = body.state
    seen.sign = body.sign
    seen.gait = body.gait
    seen.facing = body.facing
    seen.side = body.side
    seen.carried = 1 if body.carrier > 0 else 0
    seen.hangs = 1 if body.carrier < 0 else 0
    seen.asleep = body.asleep
    seen.armed = 1 if i < world.hearts.shape[1] and rounds_of(world, e, i) > 0 else 0
    whole = ground.tuning[0].person_hp
    seen.hurt = _quarter(whole - body.hp, whole) if person else 0
    seen.left = _prognosis(ground, body) if person and beside else NO_PROGNOSIS
    seen.mood = _quarter(world.hearts[e, i].fear, 100) if person and near else UNREAD


@part
def _bodies(ground, world, percept, e, p):
    me, sighted = world.bodies[e, p], percept.sighted[e, p]
    count = 0
    for i in set_in(world.found[e, p]):
        body = world.bodies[e, i]
        if body.state <= DEAD:
            count += 1
            sighted[count] = i
            near = abs(body.y - me.y) <= MOOD_CELLS and abs(body.x - me.x) <= MOOD_CELLS
            beside = abs(body.y - me.y) + abs(body.x - me.x) <= 1
            _body(ground, world, percept.bodies[e, p, i], e, i, near, beside)
    sighted[0] = count


@part
def _fixture(world, percept, e, p, f):
    """What is seen of fixture f."""
    fixture, seen = world.fixtures[e, f], percept.fixtures[e, p, f]
    seen.beat = world.clock[e].beat
    seen.state = fixture.state
    seen.on = fixture.on
    seen.strength = min(25, (max(0, fixture.strength) + 9) // 10)
    seen.full = 0 if is_empty(world, e, f) else 1


@part
def _fixtures(ground, world, percept, e, p):
    """Fixtures on the cells seen now, and those that the lamp of the drone one flies shows."""
    me, now = world.bodies[e, p], percept.now[e, p]
    y, x = int(me.y), int(me.x)
    for r in range(SIGHT_ROWS):
        for c in bits_of(now[r] & window_row(ground.fitted, y, x, r)):
            _fixture(world, percept, e, p, ground.fixture_at[y - SIGHT + r, x - SIGHT + c] - 1)
    if has_flights(world) and flown_by(world, e, p) != NOBODY_FLIES:
        for f in range(world.fixtures.shape[1]):
            place = ground.fixtures[f]
            if sees_afar(ground, world, e, p, place.y, place.x):
                _fixture(world, percept, e, p, f)


@part
def _valves(ground, world, percept, e, p):
    """What is known of pipes: by the plan of them, and at a valve by ear."""
    me, reads = world.bodies[e, p], world.hearts[e, p].talents & PLANNER != 0
    for v in range(ground.pipes.shape[0]):
        pipe = ground.pipes[v]
        place, seen = ground.fixtures[pipe.valve], percept.fixtures[e, p, pipe.valve]
        if reads:
            seen.one, seen.other = pipe.one + 1, pipe.other + 1
        if abs(place.y - me.y) + abs(place.x - me.x) == 1:
            seen.one_level, seen.other_level = world.basins[e, pipe.one].level, world.basins[e, pipe.other].level


@part
def _drones(ground, world, percept, e, p):
    """A drone is a light in the sky: a free line to it is enough. Whoever flies one knows where it is and how it is."""
    me = world.bodies[e, p]
    for d in range(world.drones.shape[1]):
        drone, seen = world.drones[e, d], percept.drones[e, p, d]
        flies = percept.me[e, p].flies == d + 1
        seen.battery, seen.object = 0, 0
        if flies or in_window(world.sight[e, p], drone.y - me.y, drone.x - me.x):
            seen.beat = world.clock[e].beat
            seen.y, seen.x = drone.y, drone.x
            seen.warned = drone.warned
            seen.lit = 1 if drone.sound != SILENCE else 0
        if flies:
            k = flown_by(world, e, p)
            seen.battery = world.fixtures[e, ground.consoles[k].fixture].fuel
            seen.object = world.flights[e, k].object


@part
def _heard(world, percept, e, p):
    count = 0
    for slot in range(world.heard.shape[2]):
        row, out = world.heard[e, p, slot], percept.heard[e, p, slot]
        out.loud = row.loud
        out.sound = row.sound
        out.bearing = row.bearing
        out.voice = row.voice
        out.signal = row.signal
        count += row.sound != SILENCE
    percept.me[e, p].heard = count


@part
def _events(world, percept, e, p):
    """Rows whose audience p belongs to, by having been told or having seen; who only saw learns no inner value."""
    mine = audience_of(p)
    count = 0
    for k in range(world.clock[e].events):
        event = world.events[e, k]
        if (event.told | event.seen) & mine != U0 and count < percept.events.shape[2]:
            out = percept.events[e, p, count]
            out.kind = event.kind
            out.who = event.who
            out.whom = event.whom
            out.y, out.x = event.y, event.x
            told = event.told & mine != U0
            out.value = event.value if told or not IS_FELT[event.kind] else 0
            count += 1
    percept.me[e, p].events = count


@phase
def view(ground, world, percept, e, p):
    """Bring the percept of seat p of world e up to the world's beat."""
    body = world.bodies[e, p]
    if is_infected(body) or body.state > DOWN:
        _blind(world, percept, e, p)
        return
    _me(ground, world, percept, e, p)
    _cells(ground, world, percept, e, p)
    _fields(world, percept, e, p)
    if has_flights(world):
        _afar(ground, world, percept, e, p)
    _bodies(ground, world, percept, e, p)
    _fixtures(ground, world, percept, e, p)
    _valves(ground, world, percept, e, p)
    _drones(ground, world, percept, e, p)
    _heard(world, percept, e, p)
    _events(world, percept, e, p)
    fill_mask(ground, world, e, p, percept.mask[e, p])
