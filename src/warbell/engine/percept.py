"""The percept: all that a seat sees, hears, remembers and was told. Minds and encoders get this and never the world.

Public to every seat besides it is the `Chart`, the graph paper of the briefing: walls, stairs, where fixtures stand.
What state anything is in, who is where, what sounds: only the percept says.
"""

from typing import NamedTuple

import numpy as np

from warbell.engine.codes import HEARD_SLOTS, N_ACTIONS, N_OBJECTS, RUNNING_STILL, SIGHT_ROWS
from warbell.engine.tables import tables
from warbell.engine.world import HEARD, I4, U1, U8, Ground, World, record_dtype, waits

PERCEPT_EVENTS = 24  # events of one beat a seat can take in
NOT_SEEN = -1  # the level of a field at a cell that is not seen now

ME = record_dtype(
    80,
    ("beat", I4),  # beats played
    ("ending", I4),  # index of the ending, -1 while the episode goes on
    ("y", I4),
    ("x", I4),
    ("hp", I4),
    ("timer", I4),  # beats until turning, -1 not bitten
    ("bleed", I4),
    ("exposed", I4),  # beats in a drone's light
    ("crept", I4),
    ("load", I4),  # index + 1 of whom one carries
    ("carrier", I4),  # index + 1 of who carries one
    ("rate", I4),
    ("fear", I4),
    ("hunger", I4),
    ("control", I4),
    ("late", I4),  # the slipped order that happens next beat, -1 none
    ("winded", I4),  # 1 while out of breath: a run is a walk
    ("spent", I4),  # 1 off balance: nothing can be done in the next beat
    ("state", U1),
    ("nature", U1),
    ("facing", U1),
    ("gripped", U1),  # 1 in the beat of a bite
    ("sign", U1),
    ("lit", U1),  # 1 if one stands in light
    ("events", U1),  # rows of `events` in use
    ("heard", U1),  # rows of `heard` in use
)
SEEN_BODY = record_dtype(
    24,
    ("beat", I4),  # when last seen, -1 never; seen now if it equals me.beat
    ("y", I4),
    ("x", I4),
    ("nature", U1),
    ("state", U1),
    ("sign", U1),  # hand signal it showed
    ("gait", U1),
    ("facing", U1),
    ("mood", U1),  # of people within 3 cells: fear in quarters 0..3; else 255
    ("hurt", U1),  # health lost in quarters 0..3
    ("carried", U1),  # 1 if somebody carries it
    ("side", U1),
    ("asleep", U1),  # 1 if it sleeps
    ("spare", np.uint16),
)
SEEN_FIXTURE = record_dtype(
    8,
    ("beat", I4),  # when last seen, -1 never
    ("state", U1),
    ("on", U1),
    ("strength", U1),  # points in tens, rounded up
    ("full", U1),  # 1 if a cache still held something
)
SEEN_DRONE = record_dtype(
    16,
    ("beat", I4),  # when last seen, -1 never
    ("y", I4),
    ("x", I4),
    ("warned", I4),
)
SEEN_EVENT = record_dtype(
    24,
    ("kind", I4),
    ("who", I4),
    ("whom", I4),
    ("y", I4),
    ("x", I4),
    ("value", I4),
)


@tables
class Percept(NamedTuple):
    """What the S seats of E worlds know of B bodies, P of them people.

    Every table is a function of what was perceivable, this beat and before.
    """

    me: np.ndarray  # ME [E, S]: one's own body and heart
    pack: np.ndarray  # int32 [E, S, N_OBJECTS]: what one carries
    bonds: np.ndarray  # int32 [E, S, P]: what one feels for each of the people
    now: np.ndarray  # uint64 [E, S, SIGHT_ROWS]: cells seen now, a window centred on oneself
    bright: np.ndarray  # uint64 [E, S, SIGHT_ROWS]: those of them that are lit
    known: np.ndarray  # uint64 [E, S, words, H]: cells ever seen
    fields: np.ndarray  # int32 [E, S, L, SIGHT_ROWS, SIGHT_ROWS]: levels at the cells seen now, NOT_SEEN elsewhere
    bodies: np.ndarray  # SEEN_BODY [E, S, B]: every body as last seen
    fixtures: np.ndarray  # SEEN_FIXTURE [E, S, F]
    drones: np.ndarray  # SEEN_DRONE [E, S, D]
    heard: np.ndarray  # HEARD [E, S, HEARD_SLOTS]: sounds of this beat, loudest first
    events: np.ndarray  # SEEN_EVENT [E, S, PERCEPT_EVENTS]: what one saw or learnt happen this beat
    mask: np.ndarray  # uint8 [E, S, N_ACTIONS]: 1 for each order that is possible


@tables
class Chart(NamedTuple):
    """The team's graph paper, the same for every seat: the part of `Ground` the briefing hands out."""

    terrain: np.ndarray  # uint8 [H, W]
    sheet: np.ndarray  # uint8 [H, W]
    solid: np.ndarray  # uint64 [words, H]
    roofed: np.ndarray  # uint64 [words, H]
    exits: np.ndarray  # uint64 [words, H]
    lamps: np.ndarray  # uint64 [1 + groups, words, H]: which cells each light group lights
    regions: np.ndarray  # uint64 [R, words, H]
    fixture_at: np.ndarray  # int32 [H, W]
    fixtures: np.ndarray  # GROUND_FIXTURE [F]
    link_at: np.ndarray  # int32 [H, W]
    links: np.ndarray  # GROUND_LINK [K]
    objectives: np.ndarray  # OBJECTIVE [J]


def chart(ground: Ground) -> Chart:
    """The public part of a ground, sharing its arrays."""
    return Chart(*(getattr(ground, name) for name in Chart._fields))


def blank(world: World) -> Percept:
    """Percepts of seats that have seen nothing yet, for all worlds of a batch."""
    worlds, seats = waits(world).shape
    persons, bodies, fixtures, drones, fields = (
        table.shape[1] for table in (world.hearts, world.bodies, world.fixtures, world.drones, world.fields)
    )
    percept = _empty((worlds, seats), persons, bodies, fixtures, drones, fields, world.planes.shape[2:])
    percept.me["ending"] = RUNNING_STILL
    for table in (percept.bodies, percept.fixtures, percept.drones):
        table["beat"] = -1
    return percept


def nobodys() -> Percept:
    """Percepts of no world at all."""
    return _empty((0, 0), 0, 0, 0, 0, 0, (0, 0))


def _empty(
    whose: tuple[int, int],
    persons: int,
    bodies: int,
    fixtures: int,
    drones: int,
    fields: int,
    plane: tuple[int, ...],
) -> Percept:
    return Percept(
        me=np.zeros(whose, ME),
        pack=np.zeros((*whose, N_OBJECTS), I4),
        bonds=np.zeros((*whose, persons), I4),
        now=np.zeros((*whose, SIGHT_ROWS), U8),
        bright=np.zeros((*whose, SIGHT_ROWS), U8),
        known=np.zeros((*whose, *plane), U8),
        fields=np.full((*whose, fields, SIGHT_ROWS, SIGHT_ROWS), NOT_SEEN, I4),
        bodies=np.zeros((*whose, bodies), SEEN_BODY),
        fixtures=np.zeros((*whose, fixtures), SEEN_FIXTURE),
        drones=np.zeros((*whose, drones), SEEN_DRONE),
        heard=np.zeros((*whose, HEARD_SLOTS), HEARD),
        events=np.zeros((*whose, PERCEPT_EVENTS), SEEN_EVENT),
        mask=np.zeros((*whose, N_ACTIONS), U1),
    )
