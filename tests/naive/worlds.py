"""Random small worlds in random states, and random orders for them: hypothesis strategies."""

import random
from dataclasses import replace

import numpy as np
from arena import arena
from hypothesis import strategies as st
from naive.orders import ACTIONS, mask
from naive.world import person, read, read_ground

from warbell.engine import codes as c
from warbell.engine.bits import pack
from warbell.engine.phases.arrivals import ABSENT
from warbell.engine.tuning import TUNING
from warbell.engine.world import EFFECT, TRIGGER

# How often each kind of cell is drawn.
CELLS = "." * 8 + "," * 4 + "_" * 4 + "#" * 3 + ":%%+++///LGGWWWSS*NNCCCCXB"
IDLE = (c.WAIT, c.CALL, c.SIGN)  # always possible, so that they need no luck to be chosen
SHARED = (c.LINK, c.STRIKE, c.SHOVE, c.USE, c.TAKE, c.GIVE, c.CARRY, c.TEND, c.COMFORT)  # where hands may meet
NO_ORDERS = (-1, c.N_ACTIONS, -(2**31), 2**31 - 1)
# Play sped up, so that a few beats hold many bites, falls and turnings.
RUSH = replace(TUNING, shambler_bite=900, listener_bite=900, wander=700, infected_timer=3, bleed_out=4, tend_to_rise=2)
QUIET = replace(TUNING, sound_door=1, sound_wall=3, sound_link=1, heart_door=4, shambler_hears=4, patience=1)


class Case:
    """A ground, a world (a batch of them that start alike), and the chance by which orders are made for it."""

    def __init__(self, rng, text, ground, world):
        self.rng, self.text, self.ground, self.world = rng, text, ground, world

    def __repr__(self):
        return "\n" + self.text


def case(seed, width, height, persons, foes, drones, batch=1):
    """The world of these sizes, in the state that the seed says."""
    rng = random.Random(seed)
    sheet = ["".join(rng.choice(CELLS) for _ in range(width)) for _ in range(height)]
    if rng.random() < 0.1:  # across the border between two words of a plane
        margin = rng.choice([".", "#"]) * rng.randint(52, 62)
        sheet = [margin + line for line in sheet]
    sheet = _with_stairs(rng, sheet)
    parade = "abcd"[:persons] + "".join(rng.choice("zl") for _ in range(foes))
    height, across = len(sheet) + 3, max(map(len, [*sheet, parade])) + 2
    routes = [
        tuple((rng.randint(1, height - 2), rng.randint(1, across - 2)) for _ in range(rng.randint(1, 4)))
        for _ in range(drones)
    ]
    tuning = rng.choice([TUNING, TUNING, RUSH, QUIET])
    if rng.random() < 0.3:
        tuning = replace(tuning, drone_patience=1)
    goals, endings = _judgement(rng, persons, sheet)
    text = "\n".join([*sheet, parade])
    ground, world = arena(
        text, worlds=batch, seed=rng.randint(0, 2**63), tuning=tuning, routes=tuple(routes), objectives=goals,
        endings=endings,
    )  # fmt: skip
    ground = _bring(rng, _furnish(rng, ground), world)
    _stir(rng, ground, world)
    return Case(rng, text, ground, world)


def worlds(batch=1):
    sizes = {"width": (4, 11), "height": (3, 8), "persons": (1, 4), "foes": (0, 9), "drones": (0, 2)}
    drawn = {name: st.integers(*ends) for name, ends in sizes.items()}
    return st.builds(case, st.integers(0, 2**32), **drawn, batch=st.just(batch))


def _with_stairs(rng, sheet):
    cells = [(y, x) for y, line in enumerate(sheet) for x in range(len(line))]
    if rng.random() < 0.5 and len(cells) > 1:
        sheet = [list(line) for line in sheet]
        for (y, x), end in zip(rng.sample(cells, 2), "<>", strict=True):
            sheet[y][x] = end
        sheet = ["".join(line) for line in sheet]
    return sheet


def _judgement(rng, persons, sheet):
    """Objectives and endings at random; the last ending, if any, is a timeout."""
    fixtures = sum(character in "+/LGWSNCXB" for line in sheet for character in line)
    kinds = [c.ESCAPE, c.SURVIVE, c.LOSE, c.GATHER, c.KEEP, c.TREAT]
    kinds += [c.STOCK, c.WORK] if fixtures else []
    goals = []
    for j in range(rng.randint(0, 4)):
        kind = rng.choice(kinds)
        target = {c.KEEP: persons, c.STOCK: fixtures, c.WORK: fixtures}.get(kind, 1)
        item = rng.randint(-4, 1) if kind == c.WORK else rng.randrange(c.N_OBJECTS)
        points = rng.choice([0, 0, 7, 50]) if kind not in (c.LOSE, c.KEEP) else 0
        after = rng.choice([0, 0, rng.randrange(1 << j)])
        need = rng.randint(1, 4)
        goals.append((kind, rng.randrange(target), item, need, 0, points, rng.randint(0, 1), 0, after))
    endings = [
        (rng.choice([c.WON, c.LOST, c.TIMEOUT]), rng.randint(-50, 50), rng.randrange(1, 1 << len(goals)),
         rng.randrange(1 << len(goals)))
        for _ in range(rng.randint(0, 2)) if goals
    ]  # fmt: skip
    return tuple(goals), tuple(endings)


def _furnish(rng, ground):
    """Two sheets, a region, links of other kinds, groups of things that work together."""
    height, width = ground.terrain.shape
    sheet = ground.sheet.copy()
    if rng.random() < 0.3:
        sheet[:, rng.randrange(width) :] = 1
        sheet[ground.terrain == c.EDGE] = 255
    region = np.array([[rng.random() < 0.3 for _ in range(width)] for _ in range(height)])
    links = ground.links.copy()
    links["kind"] = rng.choice([c.STAIRS, c.STAIRS, c.LADDER, c.ZIPLINE])
    fixtures = ground.fixtures.copy()
    fixtures["group"] = [rng.choice([0, 1, 1]) for _ in fixtures]
    regions = pack(region & (ground.terrain != c.EDGE))[None]
    return ground._replace(
        sheet=sheet, regions=regions, links=links, fixtures=fixtures, errands=_errand(rng, ground)[None]
    )


def _errand(rng, ground):
    """The next step from every cell at random: along a link only where there is one."""
    height, width = ground.terrain.shape
    field = np.array([[rng.choice([0, 1, 2, 3, 0, 1, 2, 3, c.STILL]) for _ in range(width)] for _ in range(height)])
    field[(ground.link_at > 0) & (field == c.STILL)] = c.ALONG
    return field.astype(np.uint8)


def _bring(rng, ground, world):
    """Triggers of every kind, with effects of every kind."""
    fixtures, goals = len(ground.fixtures), len(ground.objectives)
    persons, bodies = world.hearts.shape[1], world.bodies.shape[1]
    triggers, effects = [], []
    for t in range(rng.randint(0, 3)):
        first = len(effects)
        effects += [_effect(rng, ground, t, persons, bodies) for _ in range(rng.randint(1, 2))]
        kinds = [c.AT_BEAT, *([c.ON_GOAL] if goals else []), *([c.ON_FIXTURE] if fixtures else [])]
        kind = rng.choice(kinds)
        target = rng.randrange({c.AT_BEAT: 1, c.ON_GOAL: goals, c.ON_FIXTURE: fixtures}[kind])
        value = rng.randint(-4, 1) if kind == c.ON_FIXTURE else rng.randint(0, 32)
        after = rng.choice([0, 0, rng.randrange(1 << goals)])
        triggers.append((kind, target, value, first, len(effects), 0, 0, after))
    return ground._replace(triggers=np.array(triggers, TRIGGER), effects=np.array(effects, EFFECT))


def _effect(rng, ground, trigger, persons, bodies):
    doors = [f for f, place in enumerate(ground.fixtures) if place["kind"] in (c.DOOR, c.GATE)]
    others = [f for f in range(len(ground.fixtures)) if f not in doors]
    kind = rng.choice([c.TELL, c.ARRIVE, *([c.SET_STATE] if doors else []), *([c.SET_ON] if others else [])])
    if kind == c.SET_STATE:
        return (kind, rng.choice(doors), rng.choice([c.OPEN, c.SHUT, c.LOCKED, c.BARRICADED]), rng.randint(0, 40))
    if kind == c.SET_ON:
        return (kind, rng.choice(others), rng.randint(0, 1), 0)
    return (kind, trigger, 0, 0) if kind == c.TELL else (kind, persons, bodies, 0)


def _stir(rng, ground, world):
    """Everything that moves or has a state, put at random; the same in every world of the batch."""
    _stir_fixtures(rng, ground, world)
    shape = world.occupant.shape[1:]
    free = _crowded(rng, ground, [cell for cell in np.ndindex(shape) if _stands(world, cell)])
    world.occupant[:] = 0
    persons = world.hearts.shape[1]
    for i in range(world.bodies.shape[1]):
        body = world.bodies[:, i]
        body["y"], body["x"] = free.pop()
        _stir_body(rng, ground, body, i < persons)
    if rng.random() < 0.3:
        _swirl(world, persons)
    for p in range(persons):
        _stir_heart(rng, world, p)
    _stir_arms(rng, world)
    for i in range(world.bodies.shape[1]):
        body = world.bodies[0, i]
        if body.state in (c.UP, c.DOWN) and body.carrier == 0:
            world.occupant[:, body.y, body.x] = i + 1
    world.packs[:] = _few(rng, world.packs.shape[1:])
    world.stocks[:] = _few(rng, world.stocks.shape[1:])
    world.bonds[:] = np.array([rng.randint(0, 100) for _ in range(persons**2)]).reshape(persons, persons)
    world.clock["beat"] = rng.randint(0, 30)
    world.clock["par"], world.clock["score"] = rng.choice([0, 7]), rng.choice([0, 30])
    world.clock["met"] = rng.randrange(1 << len(ground.objectives))
    world.clock["fired"] = rng.randrange(1 << len(ground.triggers)) if rng.random() < 0.3 else 0
    world.drones["phase"] = rng.randint(0, 5)


def _crowded(rng, ground, free):
    """Free cells, those that bodies take first coming last: around one cell, rather at a link or a thing."""
    table = rng.choice([ground.fixture_at, ground.fixture_at, ground.link_at])
    y, x = rng.choice([cell for cell in free if table[cell]] or free)
    spread = rng.choice([1, 2, 8])
    return sorted(free, key=lambda cell: -abs(cell[0] - y) - abs(cell[1] - x) - rng.uniform(0, spread))


def _few(rng, shape):
    return np.array([rng.choice([0, 0, 0, 1, 2]) for _ in range(int(np.prod(shape)))], np.int32).reshape(shape)


def _stands(world, cell):
    y, x = cell
    return bool(int(world.planes[0, c.CLEAR, x >> 6, y]) >> (x & 63) & 1)


def _stir_fixtures(rng, ground, world):
    for f, place in enumerate(ground.fixtures):
        fixture = world.fixtures[:, f]
        if place["kind"] in (c.DOOR, c.GATE):
            state = rng.choice([c.OPEN, c.SHUT, c.LOCKED, c.BARRICADED, c.BROKEN])
            fixture["state"], fixture["strength"] = state, rng.randint(1, 40)
            fixture["banged"] = rng.choice([0, 0, 1, 3])
            bit = np.uint64(1 << (int(place["x"]) & 63))
            for plane, wanted in ((c.BLOCKED, 1), (c.VEILED, 1), (c.CLEAR, 0)):
                word = world.planes[:, plane, int(place["x"]) >> 6, int(place["y"])]
                word &= ~bit
                word |= bit if (state in (c.SHUT, c.LOCKED, c.BARRICADED)) == wanted else np.uint64(0)
        else:
            fixture["on"] = rng.randint(0, 1)
            fixture["fuel"] = rng.randint(1, 3) if fixture["on"][0] else rng.randint(0, 1)


def _stir_body(rng, ground, body, is_person):
    body["facing"] = rng.randrange(4)
    body["exposed"] = rng.choice([0, 0, 1, 2])
    if is_person:
        body["state"] = rng.choice([c.UP] * 16 + [c.DOWN] * 5 + [c.DEAD, c.AWAY])
        body["hp"] = rng.randint(1, 10) if body["state"][0] == c.UP else rng.randint(-9, 3)
        body["bleed"] = rng.randint(1, 5) if body["state"][0] == c.DOWN else 0
        body["mended"] = rng.randint(0, 3) if body["state"][0] == c.DOWN else 0
        body["timer"] = rng.choice([-1] * 6 + [1, 2, 9])
        body["gripped"] = rng.choice([0, 0, 0, 1, 2])
        body["crept"] = rng.randint(0, 1)
        body["spent"] = rng.choice([0, 0, 0, 1])
        if rng.random() < 0.05 and body["state"][0] == c.UP:
            body["nature"], body["side"], body["timer"] = c.SHAMBLER, c.INFECTED, -1
    else:
        body["hp"] = rng.randint(1, 6)
        body["stun"] = rng.choice([0, 0, 0, 1, 2])
        body["intent"] = rng.choice([0, 1, 2, 3, c.STILL])
        if ground.link_at[int(body["y"][0]), int(body["x"][0])] and rng.random() < 0.5:
            body["intent"] = c.ALONG
        body["trail"] = rng.choice([0, 0, 3])
        body["goal_y"], body["goal_x"] = rng.randint(1, 8), rng.randint(1, 8)
        body["asleep"], body["wary"] = rng.choice([0, 0, 0, 1]), rng.choice([0, 0, 1])
        body["errand"] = rng.choice([0, 0, 1])
        if rng.random() < 0.2:
            body["state"], body["timer"] = c.AWAY, rng.choice([ABSENT, -1, -3, 1, 12, 31])


def _swirl(world, persons):
    """The infected push around in squares of two by two: a rotation wherever four of them fill one."""
    for body in world.bodies[:, persons:].T:
        corner = int(body["y"][0]) % 2, int(body["x"][0]) % 2
        body["intent"] = {(0, 0): c.EAST, (0, 1): c.SOUTH, (1, 1): c.WEST, (1, 0): c.NORTH}[corner]
        body["stun"] = 0


def _stir_heart(rng, world, p):
    heart = world.hearts[:, p]
    heart["rate"] = rng.randint(62, 190)
    heart["fear"] = rng.choice([0, 0, 20, 50, 70, 100])
    heart["hunger"] = rng.choice([0, 50, 89, 95, 100])
    heart["talents"] = rng.choice([0, 0, c.STEADY, c.MEDIC])
    heart["winded"] = rng.choice([0, 0, 1])
    heart["late"] = rng.randrange(c.N_ACTIONS) if rng.random() < 0.05 else -1


def _stir_arms(rng, world):
    """Some of those who lie there are carried."""
    bodies = world.bodies[0]
    persons = range(world.hearts.shape[1])
    arms = [p for p in persons if bodies[p].state == c.UP and person(bodies[p])]
    for q in persons:
        if bodies[q].state == c.DOWN and arms and rng.random() < 0.6:
            p = arms.pop(rng.randrange(len(arms)))
            world.bodies["load"][:, p], world.bodies["carrier"][:, q] = q + 1, p + 1
            for axis in "yx":
                world.bodies[axis][:, q] = world.bodies[axis][:, p]


def some_orders(rng, state):
    """An order for each person: mostly possible ones, each verb as likely as the others; often one verb for all."""
    chosen = []
    fashion = rng.choice([*SHARED, *[None] * len(SHARED)])
    for p in state.persons:
        luck = rng.random()
        if luck < 0.05:
            chosen.append(rng.choice(NO_ORDERS))
        elif luck < 0.1:
            chosen.append(rng.randrange(c.N_ACTIONS))
        else:
            possible = [action for action, may in enumerate(mask(state, p)) if may]
            verbs = sorted({ACTIONS[action][0] for action in possible})
            verb = fashion if fashion in verbs else rng.choices(verbs, [1 if verb in IDLE else 4 for verb in verbs])[0]
            chosen.append(rng.choice([action for action in possible if ACTIONS[action][0] == verb]))
    return chosen


def plain(ground, world):
    """Every world of a batch in plain Python."""
    place = read_ground(ground)
    return [read(place, world, e) for e in range(len(world.clock))]
