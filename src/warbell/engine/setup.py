"""How a world begins: everything at rest, bodies whole, doors as strong as they are built, planes that fit them.

Whoever makes a world makes it of these: the loader of an episode, the belief of a seat, the drawing of a test.
"""

import numpy as np

from warbell.engine.bits import pack, unpack, words_for
from warbell.engine.codes import (
    BARRICADE,
    BARRICADED,
    BLOCKED,
    BRAND,
    BROKEN,
    CIVILIAN,
    CLEAR,
    DESK,
    DOWN,
    DRONE_HUM,
    ECHOES,
    FACADE,
    FIXTURE_STRENGTH,
    GLASS,
    HEARD_SLOTS,
    INFECTED,
    IS_FIRM,
    IS_HINGED,
    IS_INFECTED,
    IS_SOLID,
    LEFT,
    LEVELS,
    MIMIC,
    N_FIELDS,
    N_OBJECTS,
    N_PLANES,
    NATURE_HP,
    NO_SIGNAL,
    OPEN,
    OVERHEAD,
    RINGING_PHONE,
    RUNNING_STILL,
    SET_ON,
    SET_STATE,
    SIGHT_ROWS,
    SILENCE,
    SPOILING,
    STILL,
    STIRRING,
    TEAM,
    THING,
    TIMED_PHONE,
    TRIPWIRE,
    VEILED,
    WATER,
)
from warbell.engine.tuning import Tuning
from warbell.engine.world import (
    BASIN,
    BODY,
    CLOCK,
    DRONE,
    ECHO,
    EVENT,
    FIXTURE,
    FLIGHT,
    HEARD,
    HEART,
    NOISE,
    VALVE,
    WILL,
    Ground,
    World,
)


def empty_world(
    ground: Ground,
    worlds: int,
    *,
    bodies: int,
    persons: int,
    seats: int,
    fields: int = 0,
    things: int = 0,
    mimics: bool = False,
    needs: bool = False,
) -> World:
    """Worlds of a ground in which nobody is anybody yet: all tables at zero but for what is not so at rest.

    Doors are open and as strong as they are built; planes are empty, until `lay_planes`. `things` are how many there
    will be from the start: the table of events has room for all that a beat can bring. With `mimics` there is
    room for the words that they keep, with `needs` for what people who live by these hold against others.
    """
    height, width = ground.terrain.shape
    words, fixtures, drones, goals = (width + 63) // 64, len(ground.fixtures), len(ground.laps), len(ground.objectives)
    disc = (2 * int(ground.tuning[0].drone_light) + 1) ** 2  # cells: whoever is there may be struck
    log = 16 + 24 * persons + 3 * fixtures + max(64, min(bodies, disc)) * drones + goals
    switched = int(np.isin(ground.effects["kind"], (SET_STATE, SET_ON)).sum())  # all triggers may fire at once
    log += max(0, switched - fixtures) + max(0, len(ground.triggers) - 14)
    sounds = 8 + bodies + 2 * persons + 4 * fixtures + drones
    facades = int((ground.links["kind"] == FACADE).sum())
    if facades:  # each may fall and be climbed, and whoever falls or climbs is heard
        log, sounds = log + 3 * facades, sounds + bodies + facades
    if fields:  # everybody may trip twice; so many things may catch fire, give way or sound at once
        burning = max(128, things)
        log, sounds = log + 2 * bodies + burning, sounds + 2 * bodies + burning
    if mimics:
        log += bodies
    if len(ground.consoles):  # whom each warns or strikes, takes up, sets down; what they set off
        log += len(ground.consoles) * (bodies + 8)
        sounds += len(ground.consoles) * 2
    if fields > WATER:  # everybody may go under, drown, and lose what spoils; basins fill, valves are heard
        log, sounds = log + (2 + len(SPOILING)) * persons + len(ground.basins), sounds + len(ground.pipes)
    world = World(
        clock=np.zeros(worlds, CLOCK),
        bodies=np.zeros((worlds, bodies), BODY),
        hearts=np.zeros((worlds, persons), HEART),
        packs=np.zeros((worlds, persons, N_OBJECTS), np.int32),
        bonds=np.zeros((worlds, persons, persons), np.int32),
        wills=np.zeros((worlds, persons if needs else 0), WILL),
        grudges=np.zeros((worlds, persons if needs else 0, persons if needs else 0), np.int32),
        fixtures=np.zeros((worlds, fixtures), FIXTURE),
        stocks=np.zeros((worlds, fixtures, N_OBJECTS), np.int32),
        drones=np.zeros((worlds, drones), DRONE),
        flights=np.zeros((worlds, len(ground.consoles)), FLIGHT),
        echoes=np.zeros((worlds, bodies if mimics else 0, ECHOES), ECHO),
        basins=np.zeros((worlds, len(ground.basins)), BASIN),
        valves=np.zeros((worlds, len(ground.pipes)), VALVE),
        breath=np.zeros((worlds, persons if fields > WATER else 0), np.int32),
        goals=np.zeros((worlds, goals), np.int32),
        occupant=np.zeros((worlds, height, width), np.int32),
        planes=np.zeros((worlds, N_PLANES, words, height), np.uint64),
        fields=np.zeros((worlds, fields, height, width), np.int32),
        sight=np.zeros((worlds, persons, SIGHT_ROWS), np.uint64),
        bright=np.zeros((worlds, persons, SIGHT_ROWS), np.uint64),
        eyes=np.zeros((worlds, persons, SIGHT_ROWS + 1), np.uint64),
        found=np.zeros((worlds, persons, words_for(bodies)), np.uint64),
        awake=np.zeros((worlds, words_for(bodies)), np.uint64),
        heard=np.zeros((worlds, persons, HEARD_SLOTS), HEARD),
        events=np.zeros((worlds, log), EVENT),
        noises=np.zeros((worlds, sounds), NOISE),
        sound=np.zeros((N_FIELDS, LEVELS + 1, words, height), np.uint64),
    )
    world.clock["seats"], world.clock["ending"] = seats, RUNNING_STILL
    world.bodies["id"] = np.arange(bodies)
    world.bodies["timer"], world.bodies["intent"], world.bodies["sign"] = -1, STILL, NO_SIGNAL
    world.hearts["late"] = -1
    feel(ground, world.hearts)
    world.fixtures["strength"] = [strength(ground.tuning[0], kind) for kind in ground.fixtures["kind"]]
    world.drones["sound"] = np.where(ground.laps > 0, DRONE_HUM, SILENCE)
    return world


def embody(ground: Ground, world: World, i: int | slice, nature: int) -> None:
    """Make body i of every world one of a nature: whole, and on the side that its nature or its row puts it.

    Infected may be many at once, a slice of rows.
    ValueError for a mimic in a world that was made without room for what mimics keep.
    """
    if nature == MIMIC and not world.echoes.shape[1]:
        message = "a mimic in a world without echoes: see empty_world"
        raise ValueError(message)
    ground.natures[nature] = 1
    bodies = world.bodies[:, i]
    bodies["nature"], bodies["hp"] = nature, getattr(ground.tuning[0], NATURE_HP[nature])
    bodies["side"] = INFECTED if IS_INFECTED[nature] else np.where(i < world.clock["seats"], TEAM, CIVILIAN)


def live_by_needs(world: World, p: int, side: int) -> None:
    """Let person p of every world, who has no seat, live by their needs, and owe a side.

    The world was made with room for it: see empty_world.
    """
    world.bodies["side"][:, p], world.wills["lives"][:, p] = side, 1


def stand(world: World, i: int, y: int, x: int) -> None:
    """Stand body i of every world on a cell that is free."""
    world.bodies["y"][:, i], world.bodies["x"][:, i] = y, x
    world.occupant[:, y, x] = i + 1


def lay_low(ground: Ground, world: World, i: int) -> None:
    """Let body i of every world be down, with all the time there is to help it."""
    bodies = world.bodies[:, i]
    bodies["state"], bodies["hp"], bodies["bleed"] = DOWN, 0, ground.tuning[0].bleed_out


def feel(ground: Ground, hearts: np.ndarray, fear: int = 0, hunger: int = 0) -> None:
    """Give hearts, HEART [...], their fear and hunger, 0..100, and let them beat as these make them in the long run."""
    tuning = ground.tuning[0]
    hearts["fear"], hearts["hunger"] = fear, hunger
    hearts["rate"] = tuning.heart_rest + (tuning.heart_fear * fear + tuning.heart_hunger * hunger) // 100


def strength(tuning: Tuning, kind: int, state: int = OPEN, bare: int | None = None) -> int:
    """The points of a fixture of a kind in a state, 0 if it has none; `bare` of one that is built otherwise."""
    if not FIXTURE_STRENGTH[kind] or state == BROKEN:
        return 0
    built = getattr(tuning, FIXTURE_STRENGTH[kind]) if bare is None else bare
    return int(built + (tuning.planks_strength if state == BARRICADED else 0))


def put_thing(ground: Ground, world: World, thing: int, y: int, x: int) -> None:
    """Let a thing be on a cell of every world from the start, as whole as it is when it is set."""
    tuning = ground.tuning[0]
    world.fields[:, THING, y, x] = thing
    strengths = {BARRICADE: tuning.barricade_strength, DESK: tuning.desk_strength, TRIPWIRE: tuning.wire_falls}
    world.fields[:, LEFT, y, x] = strengths.get(thing, 0)
    if IS_FIRM[thing]:
        bit = np.uint64(1 << (x & 63))
        world.planes[:, BLOCKED, x >> 6, y] |= bit
        world.planes[:, CLEAR, x >> 6, y] &= ~bit


def stir_thing(world: World, y: int, x: int) -> None:
    """Bring the planes VEILED and STIRRING of every world in line with what its fields say of a cell."""
    thing, _, fire, smoke = world.fields[0, :WATER, y, x]
    bit = np.uint64(1 << (x & 63))
    if smoke:
        world.planes[:, VEILED, x >> 6, y] |= bit
    if fire or smoke or thing in (BRAND, TIMED_PHONE, RINGING_PHONE):
        world.planes[:, STIRRING, x >> 6, y] |= bit


def pour(ground: Ground, world: World, units: list[int]) -> None:
    """Fill the basins of every world with so many units of water each, and let it stand on their cells."""
    world.basins["units"] = units
    for k, (place, filled) in enumerate(zip(ground.basins, units, strict=True)):
        level = min(OVERHEAD, filled // place["area"])
        world.basins["level"][:, k] = level
        for y, x, most in ground.bed[place["first"] : place["last"]]:
            world.fields[:, WATER, y, x] = min(level, most)


def lay_planes(ground: Ground, world: World) -> None:
    """Fill the planes BLOCKED, VEILED and CLEAR of every world by terrain, fixtures and the states of doors."""
    kind, cells = ground.fixtures["kind"], (ground.fixtures["y"], ground.fixtures["x"])
    solid = unpack(ground.solid, ground.terrain.shape[1])
    for fixtures, planes in zip(world.fixtures, world.planes, strict=True):
        shut = IS_HINGED[kind] & ~np.isin(fixtures["state"], (OPEN, BROKEN))
        veiled, blocked = np.zeros_like(solid), ground.terrain == GLASS
        veiled[cells] = shut
        blocked[cells] = shut | (IS_SOLID[kind] & ~IS_HINGED[kind])
        planes[BLOCKED], planes[VEILED], planes[CLEAR] = pack(blocked), pack(veiled), pack(~blocked & ~solid)
