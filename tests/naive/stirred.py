"""A world in a random state: everything that moves or has a state, put somewhere; every world of a batch alike."""

from itertools import pairwise

import numpy as np
from naive.world import beside, person

from warbell.engine import codes as c
from warbell.engine.phases.arrivals import ABSENT
from warbell.engine.setup import pour

THINGS = [c.BARRICADE, c.TRIPWIRE, c.SHARDS, c.SLICK, c.BRAND, c.WEDGE, c.CLOUD_TRAP, c.TIMED_PHONE, c.RINGING_PHONE,
          c.DEAD_PHONE, c.DESK, c.DESK, c.ASHES]  # fmt: skip
STATES = [c.UP] * 16 + [c.DOWN] * 5 + [c.DEAD, c.AWAY]  # of people


def stir(dice, ground, world, people, foes, absent=0):
    """Put everything at random, in place; so many people and foes there can be at most, and so many stay away."""
    persons, bodies = world.hearts.shape[1], world.bodies.shape[1]
    _stir_fixtures(dice.parts_of_one(ground.terrain.size, 3), ground, world)
    present = [*range(persons), *range(persons + absent, bodies)]
    cells = _crowded(dice, dice.part(people + foes), ground, world, len(present))
    world.occupant[:] = 0
    for i, (y, x) in zip(present, cells, strict=True):
        world.bodies["y"][:, i], world.bodies["x"][:, i] = y, x
    for part, body in zip(dice.parts(people, 20), world.bodies[:, :persons].T, strict=False):
        _stir_person(part, body)
    world.bodies["state"][:, persons : persons + absent] = c.AWAY
    world.bodies["timer"][:, persons : persons + absent] = ABSENT
    for part, body in zip(dice.parts(foes, 14), world.bodies[:, persons + absent :].T, strict=False):
        _stir_infected(part, ground, body)
    if dice.chance(30):
        _swirl(world, persons)
    for part, heart in zip(dice.parts(people, 16), world.hearts.T, strict=False):
        _stir_heart(part, heart, persons)
    _stir_ladder(dice.part(8 + 3 * foes), ground, world)
    _stir_echoes(dice.parts(foes, 1 + 3 * c.ECHOES), world, persons)
    _stir_arms(dice.part(2 * people), world)
    _stir_rider(dice.part(6), ground, world)
    _stir_flights(dice.part(60), ground, world)
    for i in range(bodies):
        body = world.bodies[0, i]
        if body.state in (c.UP, c.DOWN) and body.carrier == 0:
            world.occupant[:, body.y, body.x] = i + 1
    world.packs[:] = _few(dice, (people, c.N_OBJECTS))[:persons]
    things = dice.parts_of_one(ground.terrain.size, 6)
    _stir_water(dice.part(30 + people), ground, world)
    if world.fields.shape[1]:
        _stir_things(things, ground, world)
    world.stocks[:] = _few(dice, world.stocks.shape[1:])
    bonds = dice.part(people**2).many(range(101), people**2)
    world.bonds[:] = np.array(bonds, np.int32).reshape(people, people)[:persons, :persons]
    packs = world.packs.swapaxes(0, 1)
    for part, will, body, pack in zip(dice.parts(people, 15), world.wills.T, world.bodies.T, packs, strict=False):
        _stir_will(part, will, body)
        if part.chance(40):
            pack[:] = 0
    grudges = dice.part(people**2).many([0, 0, 3, 20, 45, 100], people**2)
    if world.wills.size:
        world.grudges[:] = np.array(grudges, np.int32).reshape(people, people)[:persons, :persons]
    _stir_clock(dice.part(7), ground, world)


def _stir_clock(dice, ground, world):
    world.clock["beat"] = dice.number(0, 30)
    world.clock["par"], world.clock["score"] = dice.pick([0, 7]), dice.pick([0, 30])
    world.clock["met"] = dice.number(0, (1 << len(ground.objectives)) - 1)
    world.clock["fired"] = dice.number(0, (1 << len(ground.triggers)) - 1) if dice.chance(30) else 0
    world.drones["phase"] = dice.number(0, 5)


def _crowded(dice, places, ground, world, bodies):
    """Free cells for so many bodies: around one of them, rather at a link or a thing, close together or not."""
    free = [cell for cell in np.ndindex(world.occupant.shape[1:]) if _stands(world, cell)]
    table = dice.pick([ground.fixture_at, ground.fixture_at, ground.link_at])
    y, x = dice.pick([cell for cell in free if table[cell]] or free)
    free.sort(key=lambda cell: abs(cell[0] - y) + abs(cell[1] - x))
    spread = dice.pick([2, 4, 40])
    return [free.pop(places.number(0, min(spread, len(free) - 1))) for _ in range(bodies)]


def _stands(world, cell):
    y, x = cell
    return bool(int(world.planes[0, c.CLEAR, x >> 6, y]) >> (x & 63) & 1)


def _few(dice, shape):
    size = int(np.prod(shape))
    return np.array(dice.part(size).many([0, 0, 0, 1, 2], size), np.int32).reshape(shape)


def _stir_fixtures(cells, ground, world):
    """`cells` are the choices for a fixture on each cell."""
    for f, place in enumerate(ground.fixtures):
        fixture, dice = world.fixtures[:, f], cells[place["y"] * ground.terrain.shape[1] + place["x"]]
        if place["kind"] in (c.DOOR, c.GATE, c.SHUTTER):
            state = dice.pick([c.OPEN, c.SHUT, c.LOCKED, c.BARRICADED, c.BROKEN])
            fixture["state"], fixture["strength"] = state, dice.number(1, 40)
            fixture["banged"] = dice.pick([0, 0, 1, 3])
            bit = np.uint64(1 << (int(place["x"]) & 63))
            for plane, wanted in ((c.BLOCKED, 1), (c.VEILED, 1), (c.CLEAR, 0)):
                word = world.planes[:, plane, int(place["x"]) >> 6, int(place["y"])]
                word &= ~bit
                word |= bit if (state in (c.SHUT, c.LOCKED, c.BARRICADED)) == wanted else np.uint64(0)
        else:
            fixture["on"] = dice.number(0, 1)
            fixture["fuel"] = dice.number(1, 3) if fixture["on"][0] else dice.number(0, 1)


def _stir_water(dice, ground, world):
    """Water in the basins, by hands or not; some have been under it for a while."""
    units = [int(place["area"]) * dice.number(0, c.BRIM) + dice.pick([0, 1, 2, 3]) for place in ground.basins]
    brims = [c.BRIM * int(place["area"]) for place in ground.basins]
    pour(ground, world, [min(filled, brim) for filled, brim in zip(units, brims, strict=True)])
    for table in (world.basins, world.valves):
        for k in range(table.shape[1]):
            table["by"][:, k], table["since"][:, k] = dice.pick([0, 1]), dice.number(0, 3)
    for v, pipe in enumerate(ground.pipes):
        world.valves["on"][:, v] = dice.pick([0, 1]) if dice.chance(30) else world.fixtures["on"][:, pipe["valve"]]
    for p in range(world.breath.shape[1]):
        world.breath[:, p] = dice.pick([0, 0, 1, 7, 8])


def _set_bit(world, plane, y, x, on):
    bit, word = np.uint64(1 << (x & 63)), world.planes[:, plane, x >> 6, y]
    word &= ~bit
    word |= bit if on else np.uint64(0)


def _stir_things(cells, ground, world):
    """Things on some cells where nobody stands, fire where something burns, smoke."""
    for y, x in np.ndindex(ground.terrain.shape):
        dice = cells[y * ground.terrain.shape[1] + x]
        what, left = dice.pick([c.NO_THING] * 7 + THINGS), dice.number(0, 5)
        door = ground.fixture_at[y, x] and c.IS_HINGED[ground.fixtures["kind"][ground.fixture_at[y, x] - 1]]
        shut = door and not _stands(world, (y, x))
        if what in (c.WEDGE, c.CLOUD_TRAP) and not shut:
            what = c.NO_THING
        if (not shut and not _stands(world, (y, x))) or (ground.fixture_at[y, x] and not door):
            continue  # walls, glass, what stands there
        held = world.occupant[0, y, x] or ground.fixture_at[y, x] or ground.link_at[y, x]
        if what in (c.BARRICADE, c.DESK) and held:
            what = c.SLICK
        burns = what in (c.SLICK, c.BARRICADE, c.DESK) or (what == c.NO_THING and ground.terrain[y, x] == c.GARDEN)
        fire = dice.pick([0, 0, 1, 3]) if burns else 0
        smoke = dice.pick([0, 0, 0, 1, 2])
        left += what in (c.TRIPWIRE, c.BRAND, c.TIMED_PHONE, c.RINGING_PHONE, c.BARRICADE, c.DESK)
        world.fields[:, : c.WATER, y, x] = (what, left, fire, smoke)
        if what in (c.BARRICADE, c.DESK):
            _set_bit(world, c.BLOCKED, y, x, True)
            _set_bit(world, c.CLEAR, y, x, False)
            _set_bit(world, c.BEATEN, y, x, dice.chance(20))
        if smoke:
            _set_bit(world, c.VEILED, y, x, True)
        _set_bit(world, c.STIRRING, y, x, fire or smoke or what in (c.BRAND, c.TIMED_PHONE, c.RINGING_PHONE))


def _stir_person(dice, body):
    body["facing"] = dice.number(0, 3)
    body["exposed"] = dice.pick([0, 0, 1, 2])
    body["state"] = dice.pick(STATES)
    body["hp"] = 10 - dice.number(0, 9) if body["state"][0] == c.UP else dice.number(-9, 3)
    body["bleed"] = dice.number(1, 5) if body["state"][0] == c.DOWN else 0
    if body["state"][0] == c.UP:
        body["bleed"], body["salve"] = dice.pick([0, 0, 0, 1, 2]), dice.pick([0, 0, 0, 1, 4])
    body["mended"] = dice.number(0, 3) if body["state"][0] == c.DOWN else 0
    body["timer"] = dice.pick([-1] * 6 + [1, 2, 9])
    body["gripped"] = dice.pick([0, 0, 0, 1, 2])
    body["crept"] = dice.number(0, 1)
    body["stun"] = dice.pick([0] * 9 + [1, 2])
    body["goal_y"], body["goal_x"], body["trail"] = dice.number(1, 8), dice.number(1, 8), dice.number(0, 2)
    if dice.chance(5) and body["state"][0] == c.UP:
        body["nature"], body["side"], body["timer"] = c.SHAMBLER, c.INFECTED, -1


def _stir_infected(dice, ground, body):
    body["facing"] = dice.number(0, 3)
    body["exposed"] = dice.pick([0, 0, 1, 2])
    body["hp"] = dice.number(1, 6)
    body["stun"] = dice.pick([0, 0, 0, 1, 2])
    body["intent"] = dice.pick([c.STILL, 0, 1, 2, 3])
    if ground.link_at[int(body["y"][0]), int(body["x"][0])] and dice.chance(50):
        body["intent"] = c.ALONG
    body["trail"] = dice.pick([0, 0, 3])
    body["goal_y"], body["goal_x"] = dice.number(1, 8), dice.number(1, 8)
    body["asleep"], body["wary"] = dice.pick([0, 0, 0, 1]), dice.pick([0, 0, 1])
    body["errand"] = dice.pick([0, 0, 1])
    if dice.chance(20):
        body["state"], body["timer"] = c.AWAY, dice.pick([ABSENT, -1, -3, 1, 12, 31])


def _swirl(world, persons):
    """The infected push around in squares of two by two: a rotation wherever four of them fill one."""
    for body in world.bodies[:, persons:].T:
        corner = int(body["y"][0]) % 2, int(body["x"][0]) % 2
        body["intent"] = {(0, 0): c.EAST, (0, 1): c.SOUTH, (1, 1): c.WEST, (1, 0): c.NORTH}[corner]
        body["stun"] = 0


def _stir_heart(dice, heart, people):
    heart["rate"] = dice.number(62, 190)
    heart["fear"] = dice.pick([0, 0, 20, 50, 70, 100])
    heart["hunger"] = dice.pick([0, 50, 89, 95, 100])
    heart["talents"] = dice.pick([0, 0, c.STEADY, c.MEDIC, c.TACTICIAN])
    heart["manner"] = dice.number(0, 2)
    heart["trusts"] = dice.pick([0, 0, 1, 1, 2]) if people > 1 else 0
    heart["halted"] = dice.pick([0, 0, 0, 1])
    heart["torch"] = dice.pick([0, 0, 1])
    heart["flame"] = dice.pick([0, 0, 0, 1, 5])
    heart["winded"] = dice.pick([0, 0, 1])
    heart["spent"] = dice.pick([0, 0, 0, 1])
    verb = dice.number(0, c.N_VERBS - 1)
    action = int(c.VERB_BASE[verb]) + dice.number(0, int(c.VERB_ARGS[verb]) - 1)
    heart["late"] = action if dice.chance(5) else -1


def _stir_will(dice, will, body):
    will["lives"] = dice.pick([1, 1, 1, 0])
    will["asked"], will["alone"] = dice.number(0, 4), dice.pick([0, 0, 19])
    will["rounds"], will["halts"] = dice.pick([0, 0, 1, 4]), dice.pick([0, 0, 1, 3])
    will["safe"], will["voice"] = dice.pick([0, 0, 1, 5]), 1
    will["sells"], will["rises"] = dice.pick([0, 0, 1]), dice.pick([0, 0, 1, 4])
    if dice.chance(30):
        will["told_y"], will["told_x"] = dice.number(1, 8), dice.number(1, 8)
    if body["side"][0] == c.CIVILIAN:
        body["side"] = dice.pick([c.CIVILIAN, c.RAIDER, c.SOLDIER])


def _stir_ladder(dice, ground, world):
    """At a facade climbers mean to go up it; often one stands on the base, others on it or beside it."""
    if not (ground.links["kind"] == c.FACADE).any():
        return
    bodies, (link,) = world.bodies[0], ground.links
    base = int(link.y0), int(link.x0)
    climbers = [i for i, body in enumerate(bodies) if body.nature == c.CLIMBER and body.state == c.UP]
    for i in climbers:
        world.bodies["facade"][:, i] = dice.pick([1, 1, 1, 0])
        world.bodies["trail"][:, i] = dice.pick([2, 1, 0]) if bodies[i].facade else bodies[i].trail
        if dice.chance(70):
            world.bodies["stun"][:, i], world.bodies["asleep"][:, i], world.bodies["intent"][:, i] = 0, 0, c.STILL
    _move(world, 0, (int(link.y1), int(link.x1)), dice.chance(50))
    there = [i for i, body in enumerate(bodies) if (body.y, body.x) == base and body.state <= c.DOWN]
    if not climbers or not {*there} <= {*climbers} or not dice.chance(80):
        return
    foot = there[0] if there else climbers[0]
    rest = [i for i in climbers if i != foot]
    ladder = [foot, *rest[: dice.number(0, 3)]]
    for i in ladder:
        world.bodies["y"][:, i], world.bodies["x"][:, i] = base
    for lower, upper in pairwise(ladder):
        world.bodies["load"][:, lower], world.bodies["carrier"][:, upper] = upper + 1, lower + 1
        world.bodies["borne"][:, upper], world.bodies["intent"][:, upper] = c.ON_SHOULDERS, c.STILL
    world.bodies["crept"][:, foot] = dice.number(0, 2)
    for i, way in zip(rest[len(ladder) - 1 :], range(4), strict=False):
        _move(world, i, beside(base, way), dice.chance(80))


def _stir_echoes(parts, world, persons):
    """Mimics have heard some words, each once, in the beats before."""
    for dice, kept in zip(parts, world.echoes[:, persons:].swapaxes(0, 1), strict=False):
        words = {}
        for _ in range(dice.pick([0, 1, 2, c.ECHOES])):
            words[dice.number(1, persons), dice.pick([c.HELP, c.COME, c.GO, c.SAFE])] = -dice.number(0, 3)
        ranked = sorted(words, key=lambda word: (-words[word], world.bodies["id"][0, word[0] - 1], word[1]))
        for k, (voice, signal) in enumerate(ranked):
            kept["voice"][:, k], kept["signal"][:, k], kept["beat"][:, k] = voice, signal, words[voice, signal]


def _move(world, i, cell, moves):
    """Body i, if it moves at all and nobody is there, to a cell on which one can stand."""
    bodies = world.bodies[0]
    taken = any((body.y, body.x) == cell and body.state <= c.DOWN for body in bodies)
    if moves and _stands(world, cell) and not taken and bodies[i].carrier == 0 and bodies[i].load == 0:
        world.bodies["y"][:, i], world.bodies["x"][:, i] = cell


def _stir_arms(dice, world):
    """Some of those who lie there are carried."""
    bodies = world.bodies[0]
    persons = range(world.hearts.shape[1])
    arms = [p for p in persons if bodies[p].state == c.UP and person(bodies[p])]
    for q in persons:
        if bodies[q].state == c.DOWN and arms and dice.chance(60):
            p = arms.pop(dice.number(0, len(arms) - 1))
            world.bodies["load"][:, p], world.bodies["carrier"][:, q] = q + 1, p + 1
            world.bodies["borne"][:, q] = c.IN_ARMS
            for axis in "yx":
                world.bodies[axis][:, q] = world.bodies[axis][:, p]


def _stir_rider(dice, ground, world):
    """At a zipline somebody stands at its upper end, or hangs on it, up or down, turned, laden or not."""
    if not (ground.links["kind"] == c.ZIPLINE).any():
        return
    bodies, (link,), persons = world.bodies[0], ground.links, world.hearts.shape[1]
    p, crept, late = dice.number(0, persons - 1), dice.number(1, 7), dice.chance(30)
    rides, other = dice.chance(50), dice.number(0, persons - 1)
    if rides and bodies[p].state <= c.DOWN and bodies[p].carrier == 0:
        beats = int(link.beats) * (2 if bodies[p].load else 1)
        crept = beats if late else min(crept, beats)
        y, x = (link.y1, link.x1) if 2 * crept > beats else (link.y0, link.x0)
        for i in (p, int(bodies[p].load) - 1 if bodies[p].load else p):
            world.bodies["y"][:, i], world.bodies["x"][:, i] = y, x
        world.bodies["carrier"][:, p], world.bodies["borne"][:, p], world.bodies["crept"][:, p] = -1, c.ON_LINE, crept
        world.bodies["intent"][:, p] = c.STILL
    _move(world, other, (int(link.y0), int(link.x0)), dice.chance(70))


def _stir_flights(dice, ground, world):
    """Drones of consoles: in the air or not, flown or not, over somebody, with a load or none, about to strike."""
    bodies, persons = world.bodies[0], world.hearts.shape[1]
    for k, console in enumerate(ground.consoles):
        f, d = int(console["fixture"]), int(console["drone"])
        q, over, fuel = dice.number(0, persons - 1), dice.number(0, persons - 1), dice.pick([1, 2, 14, 40])
        flies = _man(dice, world, (int(ground.fixtures["y"][f]), int(ground.fixtures["x"][f])))
        if dice.chance(70):
            world.drones["y"][:, d], world.drones["x"][:, d] = bodies[over].y, bodies[over].x
        hangs, item, flown = dice.chance(40), dice.number(0, c.N_OBJECTS), dice.chance(80)
        is_on = dice.chance(70)
        world.fixtures["on"][:, f], world.fixtures["fuel"][:, f] = int(is_on), fuel if is_on else dice.pick([0, 9])
        world.drones["sound"][:, d] = dice.pick([c.DRONE_HUM, c.WINCH, c.DRONE_WARNING]) if is_on else c.SILENCE
        world.drones["warned"][:, d] = dice.number(0, 2)
        flight = world.flights[:, k]
        flight["pilot"] = flies + 1 if is_on and flown and flies + 1 not in world.flights["pilot"][0] else 0
        flight["fuse"], flight["by"], flight["since"] = dice.pick([0, 0, 0, 1, 2]), dice.number(1, persons), 1
        body = bodies[q]
        if hangs and q != flies and body.state <= c.DOWN and body.carrier == 0 and body.load == 0:
            world.bodies["carrier"][:, q], world.bodies["borne"][:, q] = -1 - d, c.ON_DRONE
            world.bodies["y"][:, q], world.bodies["x"][:, q] = world.drones["y"][:, d], world.drones["x"][:, d]
            world.bodies["intent"][:, q] = c.STILL
        else:
            flight["object"] = dice.pick([0, item])
        world.hearts["effort"][:, max(0, flies)] = dice.pick([0, 1, 2])
        if flight["pilot"][0] and dice.chance(50):  # they have been at it: the last beat of a lift may come
            world.hearts["order"][:, flies] = c.VERB_BASE[c.HOIST]


def _man(dice, world, console):
    """Somebody who is up comes to stand beside a console; their row, -1 nobody's."""
    bodies, persons = world.bodies[0], world.hearts.shape[1]
    first, way = dice.number(0, persons - 1), dice.number(0, 3)
    for p in [*range(first, persons), *range(first)]:
        if bodies[p].state == c.UP and person(bodies[p]) and bodies[p].carrier == 0:
            for turn in range(4):
                cell = beside(console, (way + turn) % 4)
                _move(world, p, cell, True)
                if (bodies[p].y, bodies[p].x) == cell:
                    world.bodies["stun"][:, p] = 0
                    return p
    return -1
