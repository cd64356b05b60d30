"""The world as one seat has it, drawn from the briefing and from what the seat perceives, remembers and thinks.

Equal percepts and marks of the seat give equal worlds. What the seat does not know is assumed, here alone: doors never
seen are shut, team mates never seen stand where the briefing put them, people do nothing unasked, whatever is infected
sleeps, but for those that the seat only thinks of: its marks (`supposed.py`).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from warbell.belief.ground import paper
from warbell.belief.marks import Mark, believed
from warbell.belief.supposed import natures, stand_up, suppose
from warbell.engine import codes
from warbell.engine.batch import perceive
from warbell.engine.percept import Percept, blank
from warbell.engine.setup import embody, empty_world, feel, lay_low, lay_planes, put_thing, stir_thing
from warbell.engine.world import Ground, World
from warbell.episodes import Brief

SEED = 2**64 - 1  # of the dice on paper; no room draws it, so that they give nothing away
ASLEEP = 1 << 20  # beats of doing nothing, more than any rehearsal has
PLENTY = 99  # objects in a cache not seen empty
NOWHERE = 0, 0  # a cell of the margin: where those are who are not on paper
GONE = {"state": codes.AWAY, "y": 0, "x": 0, "load": 0, "carrier": 0, "borne": codes.NOT_BORNE}
SEEN = ["y", "x", "nature", "state", "side", "facing", "gait", "sign"]  # columns of a body that show
OWN = ["y", "x", "nature", "state", "facing", "sign", "hp", "timer", "bleed", "salve", "exposed", "crept", "stun"]
HEART = ["rate", "fear", "hunger", "control", "late", "effort", "flame", "torch", "spent"]
FIRST_HAND = ("me", "pack", "bonds", "now", "bright", "heard", "events")  # what a percept has of this beat only


class Belief(NamedTuple):
    """A world of one (E = 1), with all its people, but of the infected only those that are known of."""

    ground: Ground
    world: World
    view: Percept  # of its seats, after their first look


def believe(brief: Brief, percept: Percept, seat: int, beats: int, marks: Iterable[Mark] = ()) -> Belief:
    """What `seat` of world 0 takes the world to be, by its marks too, in which nobody turns within so many beats.

    Who is known to be gone, or nowhere to be found, is AWAY at NOWHERE.
    """
    ground = paper(brief)
    going_by = believed(marks)
    percept = suppose(brief, percept, seat, going_by)
    world = _drawn(ground, brief, percept, seat, beats, going_by)
    view = blank(world)
    perceive(ground, world, view)
    _remember(view, percept, seat)
    return Belief(ground, world, view)


def _drawn(ground: Ground, brief: Brief, percept: Percept, seat: int, beats: int, marks: Sequence[Mark]) -> World:
    """The world as a seat knows it, before anybody in it has looked around."""
    seen, persons = percept.bodies[0, seat], percept.bonds.shape[2]
    rows = [*range(persons), *_sleepers(percept, seat)]
    fields = percept.fields.shape[2]
    more = natures(marks)
    mimics = codes.MIMIC in more or bool((seen["nature"][rows] == codes.MIMIC).any())
    world = empty_world(
        ground, 1, bodies=len(rows) + len(more), persons=persons, seats=len(brief.seats), fields=fields, mimics=mimics,
        needs=bool(percept.me["rounds"][0, seat]),
    )  # fmt: skip
    world.clock["seed"], world.clock["beat"] = SEED, percept.me["beat"][0, seat]
    for p in range(persons):
        _person(ground, world, brief, seen[p], p)
    _oneself(world, percept, seat, beats)
    for i, k in enumerate(rows[persons:], persons):
        embody(ground, world, i, seen["nature"][k])
        _show(world, i, seen[k])
        world.bodies["stun"][0, i] = ASLEEP
    _pile_up(ground, world, seen[rows])
    news = seen["beat"][rows]
    news[seat] += 1  # oneself one knows best
    _load(world, percept, seat)
    _hang(ground, world, seen[:persons], seat)
    for i in sorted(range(len(news)), key=lambda i: -news[i]):
        _stand(world, i)
    stand_up(ground, world, brief, percept, seat, marks)
    _fit(ground, world, percept.fixtures[0, seat])
    _fly(ground, world, percept, seat)
    if fields:
        _lay(ground, world, percept, seat)
    return world


def _lay(ground: Ground, world: World, percept: Percept, seat: int) -> None:
    """Things as last seen, as whole as when they are set; those seen now with their numbers, fire, smoke, water."""
    for y, x in np.argwhere(percept.things[0, seat]).tolist():
        if not world.occupant[0, y, x] or not codes.IS_FIRM[percept.things[0, seat, y, x]]:
            put_thing(ground, world, int(percept.things[0, seat, y, x]), y, x)
    me = percept.me[0, seat]
    top, left = int(me["y"]) - codes.SIGHT, int(me["x"]) - codes.SIGHT
    for r, c in np.argwhere(percept.fields[0, seat, codes.THING] != codes.NOT_SEEN).tolist():
        cell = percept.fields[0, seat, :, r, c]
        world.fields[0, codes.WATER :, top + r, left + c] = cell[codes.WATER :]
        if world.fields[0, codes.THING, top + r, left + c] == cell[codes.THING]:
            world.fields[0, :, top + r, left + c] = cell
            stir_thing(world, top + r, left + c)


def _pile_up(ground: Ground, world: World, seen: np.ndarray) -> None:
    """Let infected seen borne stand on the shoulders of whom was seen below them, at a facade; asleep, a ladder holds.

    `seen`, SEEN_BODY [B], is of the bodies of this world. Which of those borne stands highest nobody can tell.
    """
    bodies = world.bodies[0]
    for k in np.flatnonzero(ground.links["kind"] == codes.FACADE).tolist():
        link = ground.links[k]
        here = codes.IS_INFECTED[seen["nature"]] & (seen["y"] == link["y0"]) & (seen["x"] == link["x0"])
        for foot in np.flatnonzero(here & (seen["carried"] == 0))[:1].tolist():
            with_it = here & (seen["carried"] > 0) & (seen["beat"] == seen["beat"][foot])
            pile = [foot, *np.flatnonzero(with_it).tolist()]
            for below, i in pairwise(pile):
                bodies["carrier"][i], bodies["load"][below], bodies["borne"][i] = below + 1, i + 1, codes.ON_SHOULDERS
            if len(pile) > 1:
                bodies["facade"][foot], bodies["stun"][pile], bodies["asleep"][pile] = k + 1, 0, 1


def _show(world: World, i: int, seen: Any) -> None:
    """Give body i what a record of SEEN_BODY says of it."""
    for name in SEEN:
        world.bodies[name][0, i] = seen[name]


def _person(ground: Ground, world: World, brief: Brief, seen: Any, p: int) -> None:
    """Somebody as last seen; a team member never seen is well, and where the briefing says, if it does."""
    body, heart, known = world.bodies[0, p], world.hearts[0, p], seen["beat"] >= 0
    embody(ground, world, p, codes.PERSON)
    gone = known and (seen["state"] > codes.DOWN or codes.IS_INFECTED[seen["nature"]])
    if gone or (not known and (p >= len(brief.seats) or not brief.starts[p].any())):
        body["state"] = codes.AWAY
        return
    if known:
        _show(world, p, seen)
    else:
        body["y"], body["x"] = brief.starts[p]
    body["hp"] = body["hp"] * (4 - seen["hurt"]) // 4
    if body["state"] == codes.DOWN:
        lay_low(ground, world, p)
    feel(ground, heart, 25 * seen["mood"] if known and seen["mood"] < 4 else 0)
    # Whether they have what their line asks for, they will know; a key is too much to hope for.
    world.packs[0, p] = 1
    world.packs[0, p, codes.KEY] = 0
    world.bonds[0, p] = ground.tuning["friend_bond"]


def _oneself(world: World, percept: Percept, seat: int, beats: int) -> None:
    """One's own body and heart, exactly; but turning is put off."""
    if world.breath.shape[1]:
        world.breath[0, seat] = percept.me["under"][0, seat]
    me, body = percept.me[0, seat], world.bodies[0, seat]
    world.packs[0, seat], world.bonds[0, seat] = percept.pack[0, seat], percept.bonds[0, seat]
    for name in HEART:
        world.hearts[name][0, seat] = me[name]
    if me["rounds"]:
        world.wills["rounds"][0, seat] = me["rounds"]
    if me["state"] > codes.DOWN or codes.IS_INFECTED[me["nature"]]:
        for name, value in GONE.items():
            body[name] = value
        return
    for name in OWN:
        body[name] = me[name]
    body["gripped"] = 2 * me["gripped"]
    if me["timer"] >= 0:
        body["timer"] = max(int(me["timer"]), beats + 1)


def _sleepers(percept: Percept, seat: int) -> list[int]:
    """The infected last seen where they still may be, rows of the percept."""
    me, seen, window = percept.me[0, seat], percept.bodies[0, seat], percept.now[0, seat].tolist()
    found = []
    for k in np.flatnonzero(codes.IS_INFECTED[seen["nature"]] & (seen["state"] == codes.UP)).tolist():
        dy, dx = int(seen["y"][k] - me["y"]) + codes.SIGHT, int(seen["x"][k] - me["x"]) + codes.SIGHT
        near = 0 <= dy < codes.SIGHT_ROWS and 0 <= dx < codes.SIGHT_ROWS
        if seen["beat"][k] == me["beat"] or not (near and window[dy] >> dx & 1):
            found.append(k)
    return found


def _load(world: World, percept: Percept, seat: int) -> None:
    """Put whom the seat sees carried, itself too, into the arms of whoever stands up in the same cell."""
    people = world.bodies[0, : world.hearts.shape[1]]
    news = percept.bodies["beat"][0, seat, : len(people)]
    for q in range(len(people)):
        if percept.bodies["carried"][0, seat, q] and people["state"][q] == codes.DOWN:
            same = (news == news[q]) & (people["y"] == people["y"][q]) & (people["x"] == people["x"][q])
            for r in np.flatnonzero(same & (people["state"] == codes.UP) & (people["load"] == 0))[:1].tolist():
                people["carrier"][q], people["load"][r], people["borne"][q] = r + 1, q + 1, codes.IN_ARMS


def _hang(ground: Ground, world: World, seen: np.ndarray, seat: int) -> None:
    """Let people seen on a zipline, of SEEN_BODY [P], hang there: those of others as far back as they may be.

    Whoever is seen under a drone hangs where they are.
    """
    for p in np.flatnonzero(seen["hangs"]).tolist():
        body, k = world.bodies[0, p], int(ground.link_at[seen["y"][p], seen["x"][p]]) - 1
        if body["state"] > codes.DOWN or body["carrier"] > 0:
            continue
        if k < 0 or ground.links[k]["kind"] != codes.ZIPLINE:
            body["carrier"], body["borne"] = -1 - len(ground.laps), codes.ON_DRONE  # under one that is not on paper
            continue
        link = ground.links[k]
        body["carrier"], body["borne"] = -1 - k, codes.ON_LINE
        if p != seat:
            at_upper = (link["y0"], link["x0"]) == (seen["y"][p], seen["x"][p])
            body["crept"] = 1 if at_upper else link["beats"] * (2 if body["load"] else 1) // 2 + 1


def _stand(world: World, i: int) -> None:
    """Stand a body on its cell; where somebody stands already, of whom there is fresher news, it is no more."""
    bodies, occupant = world.bodies[0], world.occupant[0]
    y, x, load = bodies["y"][i], bodies["x"][i], bodies["load"][i]
    if bodies["state"][i] > codes.DOWN or bodies["carrier"][i] != 0:
        return
    if occupant[y, x] == 0:
        occupant[y, x] = i + 1
        return
    for k in [i, load - 1] if load else [i]:
        for name, value in GONE.items():
            bodies[name][k] = value


def _fit(ground: Ground, world: World, seen: np.ndarray) -> None:
    """Fixtures as last seen, SEEN_FIXTURE [F]; of the others doors are shut, lamps are on and caches hold something."""
    places, rows = ground.fixtures, world.fixtures[0]
    kind, known = places["kind"], seen["beat"] >= 0
    filled = world.occupant[0][places["y"], places["x"]] > 0  # by somebody made out in an unseen doorway
    rows["state"] = np.where(known, seen["state"], np.where(codes.IS_HINGED[kind] & ~filled, codes.SHUT, codes.OPEN))
    rows["strength"] = np.where(known, 10 * seen["strength"].astype(np.int32), rows["strength"])
    rows["on"] = np.where(known, seen["on"], np.isin(kind, (codes.SWITCH, codes.GENERATOR)))
    rows["fuel"] = np.where(kind == codes.GENERATOR, ground.tuning["fuel_beats"], 0)
    world.stocks[0, :, codes.FOOD] = np.where(codes.HOLDS[kind] & (~known | (seen["full"] > 0)), PLENTY, 0)
    lay_planes(ground, world)


def _fly(ground: Ground, world: World, percept: Percept, seat: int) -> None:
    """Captured drones where they were last seen; in the air is the one that the seat flies, and bears whom it bears."""
    for k, console in enumerate(ground.consoles):
        d, fixture = int(console["drone"]), world.fixtures[0, console["fixture"]]
        drone, seen, flight = world.drones[0, d], percept.drones[0, seat, d], world.flights[0, k]
        fixture["on"] = 0
        if seen["beat"] >= 0:
            drone["y"], drone["x"] = seen["y"], seen["x"]
        if percept.me["flies"][0, seat] != d + 1:
            continue
        fixture["on"], fixture["fuel"], drone["sound"] = 1, seen["battery"], codes.DRONE_HUM
        flight["pilot"], flight["object"] = seat + 1, seen["object"]
        if seen["warned"]:
            flight["fuse"], flight["by"] = ground.tuning["blast_fuse"][0] + 1 - seen["warned"], seat + 1
            flight["since"], drone["warned"] = percept.me["beat"][0, seat], seen["warned"]
        people = world.bodies[0, : world.hearts.shape[1]]
        under = (people["borne"] == codes.ON_DRONE) & (people["y"] == seen["y"]) & (people["x"] == seen["x"])
        people["carrier"][np.flatnonzero(under)[:1]] = -1 - d


def _remember(view: Percept, percept: Percept, seat: int) -> None:
    """Let the seat's first look be what it perceives, and give it its memory; of fixtures, everybody."""
    for name in FIRST_HAND:
        getattr(view, name)[0, seat] = getattr(percept, name)[0, seat]
    persons = percept.bonds.shape[2]
    view.bodies[0, seat, :persons] = percept.bodies[0, seat, :persons]
    unseen = view.fixtures["beat"][0] < 0
    view.fixtures[0][unseen] = np.broadcast_to(percept.fixtures[0, seat], unseen.shape)[unseen]
