"""The first moment of an episode: one world set up, copied for every seed, and the infected dealt out by its dice."""

from dataclasses import dataclass

import numpy as np

from warbell.engine.codes import (
    BROKEN,
    DOOR_STATES,
    DRONE_HUM,
    FIELDS,
    FIXTURES,
    HYBRID,
    HYBRID_BLOOD,
    MAKES_THINGS,
    MANNERS,
    MIMIC,
    NATURES,
    OBJECTS,
    PERSON,
    SIDES,
    SOUTH,
    TALENTS,
    THINGS,
    WATER,
)
from warbell.engine.deal import Deck, deal, option_of
from warbell.engine.dice import beat_key
from warbell.engine.setup import (
    embody,
    empty_world,
    feel,
    lay_low,
    lay_planes,
    live_by_needs,
    pour,
    put_thing,
    stand,
    strength,
)
from warbell.engine.tables import placed
from warbell.engine.world import EVENT, Ground, World
from warbell.episodes.atlas import Fixture
from warbell.episodes.night import Night
from warbell.episodes.schema import EpisodePart, InfectedPart, PersonPart, SeatPart

EMPTY = ("sound", "events")  # tables that hold nothing before the first beat, and the largest


@dataclass(frozen=True, eq=False)
class Opening:
    """How every world of an episode starts, but for where the infected stand."""

    world: World  # E = 1, the infected without places
    ground: Ground
    deck: Deck

    def start(self, seeds: np.ndarray) -> World:
        """One world for each seed, uint64 [E]."""
        one, worlds = self.world, len(seeds)
        copied = {name: np.repeat(of, worlds, axis=0) for name, of in one._asdict().items() if name not in EMPTY}
        events = np.zeros((worlds, *one.events.shape[1:]), EVENT)
        world = placed(World(**copied, sound=np.zeros_like(one.sound), events=events))
        world.clock["seed"] = seeds
        deal(self.ground, world, self.deck)
        return world

    def chosen(self, seed: int) -> list[int]:
        """The option that each draw comes out with."""
        key = np.uint64(beat_key(np.uint64(seed), 0))  # a compiled one hands out an int, too big to hand back in
        return [int(option_of(self.deck, key, d)) for d in range(len(self.deck.draws))]


def open_world(part: EpisodePart, fixtures: list[Fixture], ground: Ground, night: Night) -> World:
    """The world of an episode before any infected has a place (E = 1)."""
    seats = len(part.seats)
    fields = len(FIELDS) if part.basins else WATER if has_things(part, fixtures) else 0
    persons = len(part.everybody)
    count = persons + sum(group.count for group in part.packs)
    mimics = any(group.kind == NATURES[MIMIC] for group in part.packs)
    needs = any(person.rounds for person in part.everybody) or any(person.side for person in part.people)
    world = empty_world(
        ground,
        1,
        bodies=count,
        persons=persons,
        seats=seats,
        fields=fields,
        things=sum(map(len, night.things)),
        mimics=mimics,
        needs=needs,
    )
    bodies = world.bodies[0]
    bodies["facing"] = SOUTH
    for p, (person, cells) in enumerate(zip(part.everybody, (*night.starts, *night.strangers), strict=True)):
        _person(ground, world, p, person)
        bodies[p]["goal_y"], bodies[p]["goal_x"] = (0, 0) if p < seats else cells[0]
        if person.scatter:
            bodies[p]["y"], bodies[p]["x"] = cells[0]
        else:
            stand(world, p, *cells[0])
    _bonds(world, part)
    row = persons
    for index, group in enumerate(part.packs):
        rows = bodies[row : row + group.count]
        embody(ground, world, slice(row, row + group.count), NATURES.index(group.kind))
        if group.hp:
            rows["hp"] = group.hp
        if isinstance(group, InfectedPart):
            rows["asleep"], rows["wary"] = group.asleep, group.wary
        else:
            rows["errand"] = night.errand_of(index - len(part.infected))
        row += group.count
    for f, fixture in enumerate(fixtures):
        _fixture(ground, world, f, fixture)
    lay_planes(ground, world)
    pour(ground, world, [basin.units for basin in part.basins])
    for k, console in enumerate(part.consoles):
        world.fixtures["fuel"][0, ground.consoles["fixture"][k]] = console.battery
        world.flights["object"][0, k] = OBJECTS.index(console.load) + 1 if console.load else 0
    _switch_on_drones(ground, world)
    world.valves["on"] = world.fixtures["on"][:, ground.pipes["valve"]]
    for thing, cells in zip(part.things, night.things, strict=True):
        for y, x in cells:
            put_thing(ground, world, THINGS.index(thing.kind), y, x)
    return world


def _switch_on_drones(ground: Ground, world: World) -> None:
    """Have the drone of each console that is on be in the air."""
    for place in ground.consoles:
        if world.fixtures["on"][0, place["fixture"]]:
            world.drones["sound"][0, place["drone"]] = DRONE_HUM


def has_things(part: EpisodePart, fixtures: list[Fixture]) -> bool:
    """True if things can be set, thrown or burnt in an episode: it holds such an object, or a thing from the start."""
    kept = [person.pack for person in part.everybody]
    kept += [dict(fixture.drawn.numbers) for fixture in fixtures]
    kept += [change.holds or {} for draw in part.draws for option in draw.options for change in option.set]
    kept += [{console.load: 1} for console in part.consoles if console.load]
    held = {OBJECTS.index(name) for names in kept for name in names if name in OBJECTS}
    return bool(part.things) or any(item in MAKES_THINGS for item in held)


def _person(ground: Ground, world: World, p: int, seat: SeatPart | PersonPart) -> None:
    body, heart = world.bodies[0, p], world.hearts[0, p]
    talents = 0
    if isinstance(seat, SeatPart):
        talents = sum(1 << TALENTS.index(talent) for talent in set(seat.talents))
    else:
        heart["manner"] = MANNERS.index(seat.manner)
    embody(ground, world, p, HYBRID if talents & HYBRID_BLOOD else PERSON)
    if isinstance(seat, PersonPart) and seat.side is not None:
        live_by_needs(world, p, SIDES.index(seat.side))
    if seat.rounds:
        world.wills["rounds"][0, p] = seat.rounds
    if seat.hp:
        body["hp"] = seat.hp
    if seat.down:
        lay_low(ground, world, p)
    if ground.tuning[0].bleed_every and not seat.down and 2 * body["hp"] <= ground.tuning[0].person_hp:
        body["bleed"] = ground.tuning[0].bleed_every
    if seat.bitten is not None:
        body["timer"] = seat.bitten
    feel(ground, heart, seat.fear, seat.hunger)
    heart["talents"] = talents
    if isinstance(seat, SeatPart) and talents & HYBRID_BLOOD:
        heart["control"] = seat.control
    for item, number in seat.pack.items():
        world.packs[0, p, OBJECTS.index(item)] = number


def _bonds(world: World, part: EpisodePart) -> None:
    ids = [person.id for person in part.everybody]
    team = np.arange(len(ids)) < len(part.seats)
    world.bonds[0] = part.bond * (team & team[:, None] & ~np.eye(len(ids), dtype=bool))
    for bond in part.bonds:
        a, b = (ids.index(seat) for seat in bond.between)
        world.bonds[0, a, b] = bond.points
        world.bonds[0, b, a] = bond.points if bond.back is None else bond.back


def _fixture(ground: Ground, world: World, f: int, fixture: Fixture) -> None:
    row, drawn, numbers, tuning = world.fixtures[0, f], fixture.drawn, dict(fixture.drawn.numbers), ground.tuning[0]
    if drawn.hinged:
        row["state"] = DOOR_STATES.index(drawn.state)
        row["strength"] = strength(tuning, FIXTURES.index(drawn.fixture), row["state"])
        if "strength" in numbers and row["state"] != BROKEN:
            row["strength"] = numbers["strength"]
    else:
        row["on"] = drawn.state == "on"
    if drawn.fixture == "loudspeaker":
        row["fuel"] = tuning.speaker_beats if drawn.state == "on" else 0
    if drawn.fixture == "generator":
        row["fuel"] = numbers.get("fuel", tuning.fuel_beats if drawn.state == "on" else 0)
        row["on"] &= row["fuel"] > 0
    for item in OBJECTS:
        world.stocks[0, f, OBJECTS.index(item)] = numbers.get(item, 0)
