"""Orders: every action spelled out, which of them are possible, and the settling of a beat's orders."""

from naive.brinks import below_the_brink
from naive.dice import beat_key, chance
from naive.world import FIRM, HINGED, able, beside, person_at, refuse, standing, thing, under, water

from warbell.engine import codes as c

HERE = c.HERE
SETTABLE = (c.PLANKS, c.ROPE, c.BOTTLE, c.OIL, c.FLARE, c.MOP, c.EXTINGUISHER, c.PHONE)
THROWN = (c.BOTTLE, c.FLARE, c.PHONE)


def _all_actions():
    """(verb, direction, signal, item) of every action in the order of their numbers."""
    for verb in range(c.N_VERBS):
        if verb == c.SET:
            yield from ((verb, way, None, item) for item in SETTABLE for way in range(5))
        elif verb == c.WIELD:
            yield from ((verb, way, None, item) for item in (c.FLARE, c.EXTINGUISHER, c.TORCH) for way in range(4))
        elif verb == c.THROW:
            for item in THROWN:
                yield from ((verb, way, None, item) for way in range(4) for _ in range(1, 7))
                yield verb, HERE, None, item
        elif verb == c.WHISPER:
            yield from ((verb, way, signal, None) for signal in range(c.N_SIGNALS) for way in range(4))
        elif verb == c.OFFER:
            yield from ((verb, way, None, item) for item in range(c.N_OBJECTS) for way in range(4))
        elif verb == c.FLY:
            yield from ((verb, way, None, None) for way in range(4) for _ in (1, 2))
        elif verb == c.LOAD:
            yield from ((verb, HERE, None, item) for item in range(c.N_OBJECTS))
        elif verb in (c.CALL, c.SIGN):
            yield from ((verb, HERE, signal, None) for signal in range(c.N_SIGNALS))
        elif verb in (c.SHOVE, c.USE, c.TAKE, c.TEND):
            yield from ((verb, way, None, None) for way in range(5))
        elif verb in (c.STEP, c.RUN, c.SNEAK, c.STRIKE, c.GIVE, c.CARRY, c.COMFORT, c.ROB, c.SHOOT):
            yield from ((verb, way, None, None) for way in range(4))
        else:
            yield verb, HERE, None, None


ACTIONS = list(_all_actions())
# How many cells a throw goes, by the number of its action.
CELLS_OF = {
    number: number_of_its_way % 25 % 6 + 1
    for number_of_its_way, number in enumerate(k for k, action in enumerate(ACTIONS) if action[0] == c.THROW)
}

# How many cells a drone flies, by the number of the order.
FLIGHT_OF = {number: 1 + k % 2 for k, number in enumerate(n for n, action in enumerate(ACTIONS) if action[0] == c.FLY)}


def ordered(state, p):
    """(verb, direction, signal, item) that person p does this beat."""
    return ACTIONS[state.hearts[p].order]


def fixture_at(state, cell, *kinds):
    """Index of the fixture of one of these kinds on a cell, or None."""
    f = state.ground.fixture_at.get(cell)
    return f if f is not None and state.ground.fixtures[f].kind in kinds else None


def link_at(state, cell):
    """The link with an end on a cell and the other end, or (None, None)."""
    for link in state.ground.links:
        ends = (link.y0, link.x0), (link.y1, link.x1)
        if cell in ends:
            return link, ends[1 - ends.index(cell)]
    return None, None


def link_of(state, body):
    """The zipline on which a body hangs."""
    return state.ground.links[-1 - body.carrier]


def why_not(state, p, action, *, balanced=False):
    """ALLOWED, or why person p cannot do this now; or could not if they were `balanced` and able to do anything."""
    verb, way, _, item = ACTIONS[action]
    me = state.bodies[p]
    if verb == c.WAIT:
        return c.ALLOWED
    if not able(me) and not balanced:
        return c.UNABLE
    if verb in (c.CALL, c.SIGN):
        return c.ALLOWED
    if state.hearts[p].spent and not balanced:
        return c.OFF_BALANCE
    if me.load and verb in (c.RUN, c.STRIKE, c.SHOVE, c.SET, c.CARRY, c.TEND, c.WIELD, c.THROW, c.ROB, c.SHOOT,
                            c.FLY, c.LOAD, c.HOIST, c.LOWER, c.BLAST):  # fmt: skip
        return c.LADEN
    there = beside(me.at, way)
    if verb in (c.STEP, c.RUN, c.SNEAK):
        if state.ground.terrain[there] in (c.WALL, c.EDGE):
            return c.NO_WAY
        return c.SHUT_WAY if there in state.blocked else c.ALLOWED
    if verb == c.LINK:
        return _why_not_link(state, me)
    if verb == c.RELEASE:
        return c.ALLOWED if me.load else c.LACKING
    if verb in (c.STRIKE, c.SHOVE):
        if way == HERE:
            return c.NOBODY_THERE if below_the_brink(state, me.at) is None else c.ALLOWED
        return _why_not_hit(state, verb, reach(state, p, way))
    if verb == c.SET:
        return why_not_set(state, p, item, way)
    if verb in (c.WIELD, c.THROW):
        return _why_not_out_of_hand(state, p, verb, item, way)
    if verb in (c.USE, c.TAKE):
        return why_not_fixture(state, p, verb, way)
    if verb in (c.FLY, c.LOAD, c.HOIST, c.LOWER, c.BLAST):
        return why_not_fly(state, p, action)
    if verb == c.SHOOT:
        if not state.wills or not state.wills[p].rounds:
            return c.LACKING
        return c.NO_WAY if stops(state, there) else c.ALLOWED
    if verb == c.OFFER:
        q = person_at(state, there)
        if q is None or state.bodies[q].state != c.UP:
            return c.NOBODY_THERE
        return c.ALLOWED if state.packs[p][item] else c.LACKING
    return why_not_person(state, p, verb, p if way == HERE else person_at(state, there))


def flown(state, p):
    """The console at which person p flies a drone, or None."""
    return next((k for k, flight in enumerate(state.flights) if flight.pilot == p + 1), None)


def why_not_fly(state, p, action):
    """Why the drone that person p flies cannot do what they order."""
    verb, way, _, item = ACTIONS[action]
    k = flown(state, p)
    if k is None:
        return c.NOT_FLYING
    console, flight = state.ground.consoles[k], state.flights[k]
    drone, hanging = state.drones[console.drone], under(state, console.drone)
    roof, below = drone.at in state.ground.roofed, person_at(state, drone.at)
    me, sheet = state.bodies[p], state.ground.sheet
    if verb == c.FLY:
        cells = [beside(drone.at, way)]
        cells += [beside(cells[0], way)] if FLIGHT_OF[action] == 2 else []
        if flight.fuse:
            return c.NOT_YET
        if len(cells) > 1 and hanging is not None:
            return c.TOO_HEAVY
        return c.ALLOWED if all(sheet.get(cell) == sheet[drone.at] for cell in cells) else c.NO_WAY
    if verb == c.BLAST:
        if flight.fuse:
            return c.NOT_YET
        return c.ALLOWED if state.fixtures[console.fixture].fuel > state.tuning.blast_battery else c.IS_EMPTY
    bears = flight.object or hanging is not None
    if verb == c.LOAD:
        if abs(drone.y - me.y) + abs(drone.x - me.x) > 1:
            return c.NOTHING_THERE
        if bears:
            return c.TOO_HEAVY
        return c.ALLOWED if state.packs[p][item] else c.LACKING
    if verb == c.LOWER and not bears:
        return c.LACKING
    if roof:
        return c.NO_WAY
    if verb == c.HOIST:
        if below in (None, p):
            return c.NOBODY_THERE
        return c.TOO_HEAVY if bears or state.bodies[below].load else c.ALLOWED
    if hanging is not None:
        if drone.at not in state.clear:
            return c.NO_WAY
        return c.IN_THE_WAY if drone.at in standing(state) else c.ALLOWED
    if below is not None:
        return c.ALLOWED
    if not state.fields or flight.object - 1 not in THROWN:
        return c.NOBODY_THERE
    return c.ALLOWED if drone.at in state.clear else c.NO_WAY


def _why_not_link(state, me):
    link, _ = link_at(state, me.at)
    if link is None:
        return c.NO_LINK
    if link.kind == c.FACADE and me.at == (link.y0, link.x0) and thing(state, me.at) != c.ROPE_LADDER:
        return c.NO_WAY
    if link.kind == c.ZIPLINE:
        if me.at == (link.y1, link.x1):
            return c.NO_WAY
        ridden = any(body.borne == c.ON_LINE and link_of(state, body) == link for body in state.bodies)
        return c.ON_THE_LINE if ridden else c.ALLOWED
    return c.LADEN if link.kind in (c.LADDER, c.FACADE) and me.load else c.ALLOWED


def reach(state, p, way):
    """Where a blow lands: with a mop two cells away, on whoever stands there with nobody in between."""
    near = beside(state.bodies[p].at, way)
    places = standing(state)
    mop = state.fields and state.packs[p][c.MOP]
    if mop and near not in places and near in state.clear and beside(near, way) in places:
        return beside(near, way)
    return near


def _why_not_hit(state, verb, there):
    i = standing(state).get(there)
    if verb == c.SHOVE:
        if i is None:
            return c.ALLOWED if thing(state, there) == c.DESK else c.NOBODY_THERE
        return c.ALLOWED if state.bodies[i].state == c.UP else c.NOBODY_THERE
    glass = there in state.blocked and state.ground.terrain[there] == c.GLASS
    door = there in state.blocked and fixture_at(state, there, *HINGED) is not None
    firm = thing(state, there) in FIRM
    return c.ALLOWED if i is not None or glass or door or firm else c.NOTHING_THERE


def over(state, p, way):
    """The cell a hand reaches: without a direction, on the top of a facade, its base."""
    at = state.bodies[p].at
    link, _ = link_at(state, at)
    if way == HERE and link is not None and link.kind == c.FACADE and at == (link.y1, link.x1):
        return link.y0, link.x0
    return beside(at, way)


def why_not_set(state, p, item, way):
    if not state.fields and item != c.PLANKS:
        return c.NOT_YET
    if not state.packs[p][item]:
        return c.LACKING
    there = over(state, p, way)
    if way == HERE and there == state.bodies[p].at:
        return c.NO_WAY
    if way == HERE and item in (c.PLANKS, c.MOP, c.EXTINGUISHER):
        return c.NOTHING_THERE
    if way == HERE and item == c.ROPE:
        return c.TAKEN_UP if thing(state, there) or thing(state, state.bodies[p].at) else c.ALLOWED
    door = fixture_at(state, there, *HINGED)
    if door is not None:
        condition = state.fixtures[door].state
        if item == c.PLANKS:
            return c.ALLOWED if condition in (c.SHUT, c.LOCKED, c.BARRICADED) else c.NOTHING_THERE
        if item not in (c.MOP, c.EXTINGUISHER) or condition not in (c.SHUT, c.LOCKED):
            return c.NOTHING_THERE
        return c.TAKEN_UP if thing(state, there) else c.ALLOWED
    if not state.fields or item in (c.MOP, c.EXTINGUISHER):
        return c.NOTHING_THERE
    if there not in state.clear:
        return c.NO_WAY
    if there in state.ground.fixture_at or thing(state, there) or state.fields[c.FIRE][there[0]][there[1]]:
        return c.TAKEN_UP
    if item == c.PLANKS and link_at(state, there)[0] is not None:
        return c.TAKEN_UP
    if item == c.PLANKS and there in standing(state):
        return c.IN_THE_WAY
    if item == c.ROPE:
        held = [beside(there, side) not in state.clear for side in range(4)]
        return c.ALLOWED if (held[0] and held[2]) or (held[1] and held[3]) else c.NOTHING_THERE
    return c.ALLOWED


def _why_not_out_of_hand(state, p, verb, item, way):
    if not state.fields and item != c.TORCH:
        return c.NOT_YET
    if not state.packs[p][item] and not (item == c.FLARE and state.hearts[p].flame):
        return c.LACKING
    there = beside(state.bodies[p].at, way)
    shut = state.ground.terrain[there] in (c.WALL, c.EDGE) or there in state.blocked
    if verb == c.THROW and way == HERE:
        return c.NO_WAY if over(state, p, way) == state.bodies[p].at else c.ALLOWED
    return c.NO_WAY if verb == c.THROW and shut else c.ALLOWED


def can_take_up(state, way, there):
    what = thing(state, there)
    if what == c.WEDGE:
        return state.fields[c.LEFT][there[0]][there[1]] == way + 1
    if what == c.ROPE_LADDER:
        return state.fields[c.LEFT][there[0]][there[1]] == 1  # at its upper end
    return what in (c.TRIPWIRE, c.CLOUD_TRAP, c.TIMED_PHONE, c.RINGING_PHONE)


def why_not_fixture(state, p, verb, way):
    there = beside(state.bodies[p].at, way)
    door = fixture_at(state, there, *HINGED)
    if verb == c.USE:
        if door is not None:  # nobody works the door they stand in, and nobody eats there
            return c.NOTHING_THERE if way == HERE or state.fixtures[door].state == c.BROKEN else c.ALLOWED
        if (
            fixture_at(state, there, c.SWITCH, c.GENERATOR, c.WHEEL, c.ALARM, c.LOUDSPEAKER, c.VALVE, c.CONSOLE)
            is not None
        ):
            return c.ALLOWED
        what = thing(state, there)
        if what in (c.BARRICADE, c.TIMED_PHONE) or (what == c.DEAD_PHONE and state.packs[p][c.BATTERY]):
            return c.ALLOWED
        return c.ALLOWED if way == HERE and state.packs[p][c.FOOD] else c.NOTHING_THERE
    cache = fixture_at(state, there, c.CACHE, c.PLOT)
    if cache is None:
        return c.ALLOWED if can_take_up(state, way, there) else c.NOTHING_THERE
    return c.ALLOWED if any(state.stocks[cache]) else c.IS_EMPTY


def why_not_person(state, p, verb, q):
    if q is None:
        return c.NOBODY_THERE
    other, pack = state.bodies[q], state.packs[p]
    if verb == c.GIVE:
        return c.ALLOWED if any(pack) else c.LACKING
    if verb == c.ROB:
        return c.ALLOWED
    if verb == c.CARRY:
        return c.ALLOWED if other.state == c.DOWN else c.NOBODY_THERE
    if verb == c.TEND:
        if other.state == c.DOWN:
            return c.ALLOWED
        hurt = other.hp < state.tuning.person_hp or other.bleed > 0
        if not hurt and other.timer < 0:
            return c.NOTHING_THERE
        return c.ALLOWED if pack[c.MEDICINE] or (hurt and pack[c.HERBS]) else c.LACKING
    return c.ALLOWED if other.state == c.UP else c.NOBODY_THERE


def stops(state, cell):
    """True if a cell stops what flies."""
    return state.ground.terrain[cell] in (c.WALL, c.EDGE) or cell in state.blocked


def mask(state, p):
    return [int(why_not(state, p, action) == c.ALLOWED) for action in range(c.N_ACTIONS)]


def _slips(state, p):
    heart = state.hearts[p]
    if not able(state.bodies[p]) or heart.talents & c.STEADY:
        return False
    per_mille = (heart.fear - state.tuning.tremble_from) * state.tuning.tremble_per
    return chance(per_mille, state.clock.key, state.bodies[p].id, c.D_SLIP)


def sanitise(state, orders):
    state.clock.key = beat_key(state.clock.seed, state.clock.beat + 1)
    state.events, state.noises = [], []
    for body in state.bodies:
        body.gait = c.REST
        body.sign = c.NO_SIGNAL
    for fixture in state.fixtures:
        fixture.hands = 0
    for p in state.persons:
        heart = state.hearts[p]
        action = orders[p] if p in state.seats else heart.wish
        if not 0 <= action < c.N_ACTIONS:
            refuse(state, p, c.UNKNOWN_ORDER)
            action = c.WAIT
        if heart.late >= 0:
            if action != c.WAIT:
                refuse(state, p, c.STILL_BUSY)
            action, heart.late = heart.late, -1
        elif action != c.WAIT and _slips(state, p):
            refuse(state, p, c.SLIPPED)
            action, heart.late = c.WAIT, action
        why = why_not(state, p, action)
        if why != c.ALLOWED:
            refuse(state, p, why)
            action = c.WAIT
        elif (heart.winded or water(state, state.bodies[p].at)) and ACTIONS[action][0] == c.RUN:
            action = ACTIONS.index((c.STEP, *ACTIONS[action][1:]))
        if heart.order != action:
            heart.effort = 0
        heart.order = action
        heart.wish = c.WAIT
        heart.spent = 0
        heart.hurt = 0
