"""Random small worlds and random orders for them: a hypothesis strategy, drawn piece by piece so that it shrinks.

Nothing that is drawn as it comes first is told of: a world that fails is printed as its map and what is odd about it.
What state a world is in is drawn in stirred.py.
"""

from dataclasses import asdict, replace

import numpy as np
from arena import arena
from hypothesis import strategies as st
from naive.chances import Dice
from naive.orders import ACTIONS, mask
from naive.stirred import stir
from naive.world import read, read_ground

from warbell.engine import codes as c
from warbell.engine.bits import pack
from warbell.engine.deal import STOCK
from warbell.engine.tuning import TUNING
from warbell.engine.world import EFFECT, TRIGGER, clone

# How often each kind of cell is drawn.
CELLS = "." * 8 + "," * 4 + "_" * 4 + "#" * 3 + ":%%+++///LGGWWWSS*NNCCCCXBHHOPTTYYYYDD" + '"' * 3
FREE = '.,_:*<>"PT'  # cells of the sheet that a basin can have
IDLE = (c.WAIT, c.CALL, c.SIGN)  # always possible, so that they need no luck to be chosen
FLOWN = (c.FLY, c.LOAD, c.HOIST, c.LOWER, c.BLAST)  # seldom possible
SHARED = (
    c.LINK,
    c.STRIKE,
    c.SHOVE,
    c.USE,
    c.SET,
    c.THROW,
    c.WIELD,
    c.TAKE,
    c.GIVE,
    c.CARRY,
    c.TEND,
    c.COMFORT,
    c.ROB,
    c.OFFER,
    c.SHOOT,
    c.FLY,
    c.HOIST,
    c.LOWER,
    c.BLAST,
)  # where hands may meet
DEALS = (c.ROB, c.OFFER) * 8  # where people live by their needs
SEATS, OTHERS, FOES, DRONES, CONSOLES, WIDEST = 4, 2, 9, 2, 2, 11  # the most there are of each
ANY_VERB = [int(base) for base in c.VERB_BASE[:-1]]  # the first order of each, but for the last
NO_ORDERS = (-1, c.N_ACTIONS, -(2**31), 2**31 - 1)
# Play sped up, so that a few beats hold many bites, falls and turnings.
RUSH = replace(
    TUNING,
    bleed_every=3,
    herb_beats=6,
    herb_every=2,
    shambler_bite=900,
    listener_bite=850,
    wander=700,
    infected_timer=3,
    bleed_out=4,
    tend_to_rise=2,
)
QUIET = replace(TUNING, sound_door=1, sound_wall=3, sound_link=1, heart_door=4, shambler_hears=4, patience=1)


class Case:
    """A ground, a world (a batch of them that start alike), and the dice by which orders are made for it."""

    def __init__(self, text, ground, world, plain, dice):
        self.text, self.ground, self.world, self.dice = text, ground, world, dice
        self._said = "\n".join([text, *_odd_rules(ground), *_odd_rows(world, plain)])

    def __repr__(self):
        return "\n" + self._said


@st.composite
def worlds(draw, batch=1, *, needy=False, absent=0):
    """A case. Its rows are seats, other people, then infected, as everywhere; `needy`: mostly people who have needs.

    `absent`: people have needs, and between them and the infected are the rows of so many who will never come.
    """
    dice = Dice(draw(st.randoms(use_true_random=False)))
    seats, others = dice.number(1, SEATS), dice.number(0, OTHERS)
    foes, drones = dice.number(0, FOES), dice.number(0, DRONES)
    if needy:
        others, foes = OTHERS, foes // 6
    if absent:
        others, foes = OTHERS, max(foes, 1)
    sheet = _sheet(dice)
    parade = "abcd"[:seats] + "pq"[:others] + "".join(dice.part(FOES).many("zlkkmm", foes))
    height, across = len(sheet) + absent // WIDEST + 3, max(map(len, [*sheet, parade])) + 2
    routes = tuple(_route(part, height, across) for part in dice.parts(DRONES, 9)[:drones])
    tuning = dice.pick([TUNING, TUNING, RUSH, QUIET])
    if dice.chance(30):
        tuning = replace(tuning, drone_patience=1)
    if dice.chance(30):
        tuning = replace(tuning, dark_sight=dice.pick([1, 0, 3, 6]), body_glimpse=dice.pick([4, 0, 2, 8]))
    goals, endings = _judgement(dice.part(50), seats + others, sheet)
    text = "\n".join([*sheet, *["z" * WIDEST] * (absent // WIDEST), parade])
    consoles = _consoles(dice.part(2 * CONSOLES), sheet)
    basins, pipes = _channels(dice.part(12), sheet)
    ground, world = arena(
        text, worlds=batch, seed=dice.number(0, 2**63), tuning=tuning, routes=routes, objectives=goals,
        endings=endings, fields=dice.pick([0, 0, c.WATER]), basins=basins, pipes=pipes,
        needs=dice.pick([False, True]) or needy or absent > 0, consoles=consoles,
    )  # fmt: skip
    ground = _bring(dice.part(50), _furnish(dice, ground), world)
    plain = clone(world)
    stir(dice, ground, world, SEATS + OTHERS, FOES, absent)
    return Case(text, ground, world, plain, dice)


def _sheet(dice):
    width, height = dice.number(4, WIDEST), dice.number(3, 8)
    rows = [part.many(CELLS, width) for part in dice.parts(8, WIDEST)[:height]]
    stairs, one, way = dice.chance(50), dice.number(0, width * height - 1), dice.number(1, width * height - 1)
    if stairs:
        for at, end in ((one, "<"), ((one + way) % (width * height), ">")):
            rows[at // width][at % width] = end
    for at in [k for k in range(width * height) if rows[k // width][k % width] == "D"][CONSOLES:]:
        rows[at // width][at % width] = "."
    margin = dice.pick([".", "#"]) * dice.number(52, 62) if dice.chance(10) else ""  # to the border of a plane's word
    return [margin + "".join(row) for row in rows]


def _route(dice, height, width):
    return tuple((dice.number(1, height - 2), dice.number(1, width - 2)) for _ in range(dice.number(1, 4)))


def _consoles(dice, sheet):
    """Where the drone of each console starts."""
    count = sum(line.count("D") for line in sheet)
    cells = [(dice.number(1, len(sheet)), dice.number(1, len(sheet[0]))) for _ in range(CONSOLES)]
    return tuple(cells[:count])


def _channels(dice, sheet):
    """No basin, one, or two side by side, which every valve joins, one way round or the other."""
    width, height = len(sheet[0]), len(sheet)
    cut, count = dice.number(1, width - 1), dice.pick([0, 0, 1, 2, 2])
    rectangles = [(1, 1, height, cut), (1, cut + 1, height, width)]
    drawn = [(*each, dice.pick([0, 0, 1, -2]), 0) for each in rectangles[:count]]
    basins = tuple(
        (top, left, bottom, right, *rest)
        for top, left, bottom, right, *rest in drawn
        if any(line[x] in FREE for line in sheet[top - 1 : bottom] for x in range(left - 1, right))
    )
    joined = dice.many([(0, 1), (1, 0)], 4)
    return basins, tuple(joined) if len(basins) == 2 else ()


def _judgement(dice, persons, sheet):
    """Objectives and endings at random; the last ending, if any, is a timeout."""
    fixtures = sum(character in "+/LGWSNCXBHOPTYD" for line in sheet for character in line)
    kinds = [c.ESCAPE, c.SURVIVE, c.LOSE, c.GATHER, c.KEEP, c.TREAT, c.RESCUE]
    kinds += [c.STOCK, c.WORK] if fixtures else []
    goals = []
    for j in range(dice.number(0, 4)):
        kind = dice.pick(kinds)
        target = {c.KEEP: persons, c.RESCUE: persons, c.STOCK: fixtures, c.WORK: fixtures}.get(kind, 1)
        item = dice.number(-4, 1) if kind == c.WORK else dice.number(0, c.N_OBJECTS - 1)
        points = dice.pick([0, 0, 7, 50]) if kind not in (c.LOSE, c.KEEP) else 0
        after = dice.pick([0, 0, dice.number(0, (1 << j) - 1)])
        need = dice.number(1, 4)
        goals.append((kind, dice.number(0, target - 1), item, need, 0, points, dice.number(0, 1), 0, after))
    sets = 1 << len(goals)
    endings = []
    for _ in range(dice.number(0, 2) if goals else 0):
        outcome, score = dice.pick([c.WON, c.LOST, c.TIMEOUT]), dice.number(-50, 50)
        endings.append((outcome, score, dice.number(1, sets - 1), dice.number(0, sets - 1)))
    return tuple(goals), tuple(endings)


def _furnish(dice, ground):
    """Two sheets, a region, links of other kinds, groups of things that work together."""
    height, width = ground.terrain.shape
    sheet = ground.sheet.copy()
    if dice.chance(30):
        sheet[:, dice.number(0, width - 1) :] = 1
        sheet[ground.terrain == c.EDGE] = 255
    size = height * width
    region = np.array(dice.part(size).many([False, False, True], size)).reshape(height, width)
    links = ground.links.copy()
    links["kind"] = dice.pick([c.STAIRS, c.LADDER, c.FACADE, c.FACADE, c.ZIPLINE, c.ZIPLINE])
    if (links["kind"] == c.FACADE).any():
        links["height"] = dice.number(1, 3)
    if (links["kind"] == c.ZIPLINE).any():
        links["beats"] = dice.number(2, 4)
    fixtures = ground.fixtures.copy()
    groups = dice.part(size).many([1, 1, 0], size)
    fixtures["group"] = [groups[place["y"] * width + place["x"]] for place in fixtures]
    regions = pack(region & (ground.terrain != c.EDGE))[None]
    return ground._replace(
        sheet=sheet, regions=regions, links=links, fixtures=fixtures, errands=_errand(dice, ground)[None]
    )


def _errand(dice, ground):
    """The next step from every cell at random: along a link only where there is one."""
    size = ground.terrain.size
    ways = dice.part(size).many([c.STILL, 0, 1, 2, 3, 0, 1, 2, 3], size)
    field = np.array(ways).reshape(ground.terrain.shape)
    field[(ground.link_at > 0) & (field % 2 == 1)] = c.ALONG  # STILL too is odd
    return field.astype(np.uint8)


def _bring(dice, ground, world):
    """Triggers of every kind, with effects of every kind."""
    fixtures, goals = len(ground.fixtures), len(ground.objectives)
    persons, bodies = world.hearts.shape[1], world.bodies.shape[1]
    triggers, effects = [], []
    for t in range(dice.number(0, 3)):
        first = len(effects)
        effects += [_effect(dice, ground, t, persons, bodies) for _ in range(dice.number(1, 2))]
        kind = dice.pick([c.AT_BEAT, *([c.ON_GOAL] if goals else []), *([c.ON_FIXTURE] if fixtures else [])])
        target = dice.number(0, {c.AT_BEAT: 1, c.ON_GOAL: goals, c.ON_FIXTURE: fixtures}[kind] - 1)
        value = dice.number(-4, 1) if kind == c.ON_FIXTURE else dice.number(0, 32)
        after = dice.pick([0, 0, dice.number(0, (1 << goals) - 1)])
        triggers.append((kind, target, value, first, len(effects), 0, after))
    return ground._replace(triggers=np.array(triggers, TRIGGER), effects=np.array(effects, EFFECT))


def _effect(dice, ground, trigger, persons, bodies):
    doors = [f for f, place in enumerate(ground.fixtures) if place["kind"] in (c.DOOR, c.GATE, c.SHUTTER)]
    others = [f for f in range(len(ground.fixtures)) if f not in doors]
    stores = [f for f, place in enumerate(ground.fixtures) if place["kind"] in (c.CACHE, c.PLOT)]
    kinds = [c.TELL, c.ARRIVE, *([c.SET_STATE] if doors else []), *([c.SET_ON] if others else [])]
    kind = dice.pick(kinds + [STOCK] * bool(stores))
    if kind == c.SET_STATE:
        return (kind, dice.pick(doors), dice.pick([c.OPEN, c.SHUT, c.LOCKED, c.BARRICADED]), dice.number(0, 40))
    if kind == c.SET_ON:
        return (kind, dice.pick(others), dice.number(0, 1), 0)
    if kind == STOCK:
        return (kind + dice.number(0, c.N_OBJECTS - 1), dice.pick(stores), dice.number(0, 2), 0)
    return (kind, trigger, 0, 0) if kind == c.TELL else (kind, persons, bodies, 0)


def some_orders(dice, state):
    """An order for each person: mostly possible ones, each verb as likely as the others; often one verb for all."""
    chosen = []
    dice = dice.part(1 + 3 * (SEATS + OTHERS))
    fashion = dice.pick([*[None] * len(SHARED), *SHARED, *(DEALS if state.wills else ())])
    for p in state.persons:
        odd = dice.number(0, 39)
        if state.wills and state.wills[p].sells:
            chosen.append(ACTIONS.index((c.WHISPER, dice.number(0, 3), c.GO, None)))
        elif odd >= 38:
            chosen.append(dice.pick(NO_ORDERS))
        elif odd >= 36:
            chosen.append(dice.pick(ANY_VERB) + dice.number(0, 3))
        else:
            possible = [action for action, may in enumerate(mask(state, p)) if may]
            verbs = [ACTIONS[action][0] for action in possible]
            often = [verb for verb in sorted({*verbs}) for _ in range(_weight(verb))]
            verb = dice.pick(often)
            verb = fashion if fashion in verbs else verb
            chosen.append(dice.pick([action for action in possible if ACTIONS[action][0] == verb]))
    return chosen


def _weight(verb):
    """How often a verb that is possible is chosen, beside others."""
    if verb in FLOWN:
        return 20
    return 1 if verb in IDLE else 4


def ask(world, state, chosen):
    """The orders of the seats, int32 [1, S], of what all people do; the others wish for it, in both worlds."""
    seats = len(state.seats)
    for p in state.persons[seats:]:
        world.hearts["wish"][0, p] = state.hearts[p].wish = chosen[p]
    return np.array([chosen[:seats]], np.int32)


def plain(ground, world):
    """Every world of a batch in plain Python."""
    place = read_ground(ground)
    return [read(place, world, e) for e in range(len(world.clock))]


def _odd_rules(ground):
    """What is drawn of a ground beside its map, where it is not what it is on most maps."""
    numbers = {name: int(ground.tuning[0][name]) for name, value in asdict(TUNING).items()
               if ground.tuning[0][name] != value}  # fmt: skip
    if numbers:
        yield f"tuning {numbers}"
    if len({*ground.sheet[ground.sheet != 255].tolist()}) > 1:
        yield f"another sheet from column {np.argwhere(ground.sheet == 1)[:, 1].min()} on"
    for name in ("fixtures", "links", "objectives", "endings", "triggers", "effects"):
        for k, row in enumerate(getattr(ground, name)):
            yield f"{name}[{k}] " + " ".join(f"{field}={row[field]}" for field in row.dtype.names if row[field])
    for d, route in enumerate(ground.routes):
        yield f"drone {d} flies {route[: ground.laps[d]].tolist()}"


def _odd_rows(world, plain):
    """The rows of a world's tables, with what differs from the world as its map has it."""
    yield f"seed {world.clock[0].seed}"
    for name in ("clock", "bodies", "hearts", "wills", "fixtures", "drones", "flights"):
        rows, others = (np.atleast_1d(getattr(each, name)[0]) for each in (world, plain))
        for k, (row, other) in enumerate(zip(rows, others, strict=True)):
            odd = [f"{field}={row[field]}" for field in row.dtype.names if row[field] != other[field]]
            if odd:
                yield f"{name}[{k}] " + " ".join(odd)
    for name in ("packs", "stocks", "bonds", "grudges"):
        if getattr(world, name).any():
            yield f"{name} {getattr(world, name)[0].tolist()}"
