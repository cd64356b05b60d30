"""The first moment of an episode: one world set up, copied for every seed, and the infected dealt out by its dice."""

from dataclasses import dataclass

import numpy as np

from warbell.engine.bits import pack
from warbell.engine.codes import (
    BLOCKED,
    CLEAR,
    DOOR_STATES,
    DOWN,
    DRONE_HUM,
    GLASS,
    HYBRID,
    HYBRID_BLOOD,
    INFECTED,
    NATURE_HP,
    NATURES,
    NO_SIGNAL,
    OBJECTS,
    PERSON,
    RUNNING_STILL,
    SOUTH,
    STILL,
    TALENTS,
    TEAM,
    UP,
    VEILED,
)
from warbell.engine.deal import Deck, deal, option_of
from warbell.engine.dice import beat_key
from warbell.engine.tuning import Tuning
from warbell.engine.world import Ground, World, empty_world
from warbell.episodes.atlas import Atlas, Fixture
from warbell.episodes.night import Night
from warbell.episodes.schema import EpisodePart, InfectedPart, SeatPart

EMPTY = ("sound", "sight", "events")  # tables that hold nothing before the first beat, and the largest


@dataclass(frozen=True, eq=False)
class Opening:
    """How every world of an episode starts, but for where the infected stand."""

    world: World  # E = 1, the infected without places
    ground: Ground
    deck: Deck

    def start(self, seeds: np.ndarray) -> World:
        """One world for each seed, uint64 [E]."""
        one = self.world
        _, height, width = one.occupant.shape
        world = empty_world(
            len(seeds),
            bodies=one.bodies.shape[1],
            persons=one.hearts.shape[1],
            seats=int(one.clock[0]["seats"]),
            fixtures=one.fixtures.shape[1],
            drones=one.drones.shape[1],
            goals=one.goals.shape[1],
            height=height,
            width=width,
        )
        for name, table, of in zip(World._fields, world, one, strict=True):
            if name not in EMPTY:
                table[:] = of
        world.clock["seed"] = seeds
        deal(self.ground, world, self.deck)
        return world

    def chosen(self, seed: int) -> list[int]:
        """The option that each draw comes out with."""
        key = np.uint64(beat_key(np.uint64(seed), 0))  # a compiled one hands out an int, too big to hand back in
        return [int(option_of(self.deck, key, d)) for d in range(len(self.deck.draws))]


def open_world(part: EpisodePart, atlas: Atlas, ground: Ground, tuning: Tuning, night: Night) -> World:
    """The world of an episode before any infected has a place (E = 1)."""
    world = empty_world(
        1,
        bodies=len(part.seats) + sum(group.count for group in part.packs),
        persons=len(part.seats),
        seats=len(part.seats),
        fixtures=len(atlas.fixtures),
        drones=len(part.drones),
        goals=len(ground.objectives),
        height=atlas.height,
        width=atlas.width,
    )
    world.clock["ending"] = RUNNING_STILL
    bodies = world.bodies[0]
    bodies["id"] = np.arange(len(bodies))
    for name, value in (("timer", -1), ("intent", STILL), ("sign", NO_SIGNAL), ("facing", SOUTH)):
        bodies[name] = value
    world.hearts["late"] = -1
    for p, (seat, cells) in enumerate(zip(part.seats, night.starts, strict=True)):
        _seat(world, p, seat, tuning)
        bodies[p]["y"], bodies[p]["x"] = cells[0]
        if not seat.scatter:
            world.occupant[(0, *cells[0])] = p + 1
    _bonds(world, part)
    row = len(part.seats)
    for index, group in enumerate(part.packs):
        rows = bodies[row : row + group.count]
        rows["nature"], rows["side"], rows["state"] = NATURES.index(group.kind), INFECTED, UP
        rows["hp"] = group.hp or getattr(tuning, NATURE_HP[NATURES.index(group.kind)])
        if isinstance(group, InfectedPart):
            rows["asleep"], rows["wary"] = group.asleep, group.wary
        else:
            rows["errand"] = night.errand_of(index - len(part.infected))
        row += group.count
    for f, fixture in enumerate(atlas.fixtures):
        _fixture(world, f, fixture, tuning)
    for d in range(len(part.drones)):
        world.drones[0, d]["sound"] = DRONE_HUM
    _planes(world, atlas)
    return world


def _seat(world: World, p: int, seat: SeatPart, tuning: Tuning) -> None:
    body, heart = world.bodies[0, p], world.hearts[0, p]
    talents = sum(1 << TALENTS.index(talent) for talent in set(seat.talents))
    body["nature"] = HYBRID if talents & HYBRID_BLOOD else PERSON
    body["side"], body["state"], body["hp"] = TEAM, UP, seat.hp or tuning.person_hp
    if seat.down:
        body["state"], body["hp"], body["bleed"] = DOWN, 0, tuning.bleed_out
    if seat.bitten is not None:
        body["timer"] = seat.bitten
    heart["rate"] = tuning.heart_rest + (tuning.heart_fear * seat.fear + tuning.heart_hunger * seat.hunger) // 100
    heart["fear"], heart["hunger"], heart["talents"] = seat.fear, seat.hunger, talents
    heart["control"] = seat.control if talents & HYBRID_BLOOD else 0
    for item, number in seat.pack.items():
        world.packs[0, p, OBJECTS.index(item)] = number


def _bonds(world: World, part: EpisodePart) -> None:
    ids = [seat.id for seat in part.seats]
    world.bonds[0] = part.bond * (1 - np.eye(len(ids), dtype=np.int32))
    for bond in part.bonds:
        a, b = (ids.index(seat) for seat in bond.between)
        world.bonds[0, a, b] = bond.points
        world.bonds[0, b, a] = bond.points if bond.back is None else bond.back


def _fixture(world: World, f: int, fixture: Fixture, tuning: Tuning) -> None:
    row, drawn, numbers = world.fixtures[0, f], fixture.drawn, dict(fixture.drawn.numbers)
    if drawn.hinged:
        row["state"] = DOOR_STATES.index(drawn.state)
        bare = tuning.gate_strength if drawn.fixture == "gate" else tuning.door_strength
        full = bare + (tuning.planks_strength if drawn.state == "barricaded" else 0)
        row["strength"] = 0 if drawn.state == "broken" else numbers.get("strength", full)
    else:
        row["on"] = drawn.state == "on"
    if drawn.fixture == "generator":
        row["fuel"] = numbers.get("fuel", tuning.fuel_beats if drawn.state == "on" else 0)
        row["on"] &= row["fuel"] > 0
    for item in OBJECTS:
        world.stocks[0, f, OBJECTS.index(item)] = numbers.get(item, 0)


def _planes(world: World, atlas: Atlas) -> None:
    blocked = atlas.terrain == GLASS
    veiled = np.zeros_like(blocked)
    for f, fixture in enumerate(atlas.fixtures):
        cell = fixture.y, fixture.x
        if fixture.drawn.hinged:
            veiled[cell] = DOOR_STATES[world.fixtures[0, f]["state"]] not in ("open", "broken")
            blocked[cell] = veiled[cell]
        else:
            blocked[cell] = not atlas.free[cell]
    world.planes[0, BLOCKED] = pack(blocked)
    world.planes[0, VEILED] = pack(veiled)
    world.planes[0, CLEAR] = pack(atlas.passable & ~blocked)
