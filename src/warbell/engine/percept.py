"""The percept: all that a seat sees, hears, remembers and was told. Minds and encoders get this and never the world.

Public to every seat besides it is the `Chart`, the graph paper of the briefing: walls, stairs, where fixtures stand.
What state anything is in, who is where, what sounds: only the percept says.
"""

from typing import Annotated, NamedTuple, get_type_hints

import numpy as np

from warbell.engine.codes import (
    DIRECTIONS,
    DOOR_STATES,
    DRY,
    EVENTS,
    GAITS,
    HEARD_SLOTS,
    N_ACTIONS,
    N_OBJECTS,
    NATURES,
    NO_SIGNAL,
    NOT_SEEN,
    OBJECTS,
    OVERHEAD,
    RUNNING_STILL,
    SIDES,
    SIGHT_ROWS,
    SIGNALS,
    STATES,
    UNREAD,
)
from warbell.engine.column import AXES, Table, body, code, flag, number, pairs
from warbell.engine.tables import placed, tables
from warbell.engine.world import HEARD, HEARD_COLUMNS, I4, U1, U8, Ground, World, record_dtype, waits

PERCEPT_EVENTS = 24  # events of one beat a seat can take in

# A column added here is told by the protocol, the view in JSON and the layout file without another word:
# write it in `views.py`, then `./dev python -m warbell.server.types` and `./dev python -m warbell.encode.layout`.
ME_COLUMNS = (
    number("beat", I4, 0, None, "beats", "played so far"),
    number("ending", I4, -1, None, "", "index of the ending, -1 while the episode goes on"),
    number("y", I4, 0, None, "", "row of the atlas"),
    number("x", I4, 0, None, "", "column of the atlas"),
    number("hp", I4, None, None, "points", "health"),
    number("timer", I4, -1, None, "beats", "until turning, -1 not bitten"),
    number("bleed", I4, 0, None, "beats", "until one who is down dies, or who is up loses a point; 0 no bleeding"),
    number("salve", I4, 0, None, "beats", "that herbs still heal"),
    number("exposed", I4, 0, None, "beats", "in a drone's light without a break"),
    number("crept", I4, 0, None, "beats", "spent on a slow move: sneaking, a ladder, carrying, a zipline"),
    body("load", I4, 1, 0, "whom one carries, index + 1"),
    body("carrier", I4, 1, 0, "who carries one, index + 1"),
    number("rate", I4, 0, None, "beats a minute", "of the heart"),
    number("fear", I4, 0, 100, "", "how afraid one is"),
    number("hunger", I4, 0, 100, "", "how hungry one is"),
    number("control", I4, 0, 100, "", "the hybrid's hold on itself"),
    number("late", I4, -1, N_ACTIONS - 1, "", "the slipped order that happens next beat, -1 none"),
    number("stun", I4, 0, None, "beats", "on the ground after a fall"),
    number("effort", I4, 0, None, "beats", "put without a break into an order that takes several"),
    number("flies", I4, 1, None, "", "index + 1 of the drone one flies", none=0),
    number("under", I4, 0, None, "beats", "under water without air"),
    number("flame", I4, 0, None, "beats", "that the flare in one's hand still burns, 0 none"),
    number("rounds", I4, 0, None, "cartridges", "left in one's pistol, 0 without one"),
    flag("torch", I4, "the torch in one's hand shines"),
    flag("winded", I4, "out of breath: a run is a walk"),
    flag("spent", I4, "off balance: nothing can be done in the next beat"),
    code("state", U1, STATES, "whether one is up"),
    code("nature", U1, NATURES, "what one is"),
    code("facing", U1, DIRECTIONS, "which way one looks"),
    flag("gripped", U1, "in the beat of a bite"),
    code("sign", U1, SIGNALS, "hand signal one shows", none=NO_SIGNAL),
    flag("lit", U1, "one stands in light"),
    number("events", U1, 0, PERCEPT_EVENTS, "", "rows of `events` in use"),
    number("heard", U1, 0, HEARD_SLOTS, "", "rows of `heard` in use"),
)
BODY_COLUMNS = (
    SEEN := number("beat", I4, -1, None, "", "in which it was last seen, -1 never; seen now if it equals `me.beat`"),
    number("y", I4, 0, None, "", "row of the atlas"),
    number("x", I4, 0, None, "", "column of the atlas"),
    code("nature", U1, NATURES, "what it is"),
    code("state", U1, STATES, "whether it is up"),
    code("sign", U1, SIGNALS, "hand signal it showed", none=NO_SIGNAL),
    code("gait", U1, GAITS, "how it moved"),
    code("facing", U1, DIRECTIONS, "which way it looked"),
    number("mood", U1, 0, 3, "quarters", "fear, of people within 3 cells", none=UNREAD),
    number("hurt", U1, 0, 3, "quarters", "health lost, of people"),
    flag("carried", U1, "somebody carries it"),
    code("side", U1, SIDES, "whose side it is on"),
    flag("asleep", U1, "it sleeps"),
    flag("hangs", U1, "it hangs on a zipline, at the end of it where it is, or under a drone"),
    flag("armed", U1, "somebody has a pistol that is loaded"),
    number("left", I4, -1, None, "beats", "until they go down, die or turn, of people beside one; else -1"),
)
FIXTURE_COLUMNS = (
    SEEN,
    code("state", U1, DOOR_STATES, "of doors; of others 0"),
    flag("on", U1, "it is switched on"),
    number("strength", U1, 0, 25, "tens of points", "how much a door can take, rounded up"),
    flag("full", U1, "a cache still held something"),
    number("one", U1, 1, None, "", "index + 1 of a basin that a valve joins, for whoever has read the plan", none=0),
    number("other", U1, 1, None, "", "index + 1 of the other", none=0),
    number("one_level", U1, DRY, OVERHEAD, "", "how high water was heard to stand in the one", none=UNREAD),
    number("other_level", U1, DRY, OVERHEAD, "", "how high in the other", none=UNREAD),
)
DRONE_COLUMNS = (
    SEEN,
    number("y", I4, 0, None, "", "row of the atlas"),
    number("x", I4, 0, None, "", "column of the atlas"),
    number("warned", I4, 0, None, "beats", "its warning has sounded without a break"),
    flag("lit", I4, "it is in the air, and its lamp shines"),
    number("battery", I4, 0, None, "beats", "that its battery lasts, for whoever flies it; else 0"),
    number("object", I4, 1, N_OBJECTS, "", "index + 1 of the object it bears, for whoever flies it", none=0),
)
EVENT_COLUMNS = (
    code("kind", I4, EVENTS, "what happened"),
    number("who", I4, -1, None, "", "index of a body, drone or goal, by kind; -1 nobody"),
    number("whom", I4, -1, None, "", "index of a body or fixture, by kind; -1 nobody"),
    number("y", I4, None, None, "", "row of the atlas"),
    number("x", I4, None, None, "", "column of the atlas"),
    number("value", I4, None, None, "", "signal, reason, object or points, by kind"),
)
ME = record_dtype(112, *pairs(ME_COLUMNS))
SEEN_BODY = record_dtype(28, *pairs(BODY_COLUMNS))
SEEN_FIXTURE = record_dtype(12, *pairs(FIXTURE_COLUMNS))
SEEN_DRONE = record_dtype(28, *pairs(DRONE_COLUMNS))
SEEN_EVENT = record_dtype(24, *pairs(EVENT_COLUMNS))


@tables
class Percept(NamedTuple):
    """What the S seats of E worlds know of B bodies, P of them people.

    Every table is a function of what was perceivable, this beat and before.
    """

    me: Annotated[np.ndarray, Table(ME, ("E", "S"), "one's own body and heart", ME_COLUMNS)]
    pack: Annotated[np.ndarray, Table(I4, ("E", "S", N_OBJECTS), "what one carries", names=OBJECTS)]
    bonds: Annotated[np.ndarray, Table(I4, ("E", "S", "P"), "what one feels for each of the people, 0..100")]
    now: Annotated[np.ndarray, Table(U8, ("E", "S", SIGHT_ROWS), "cells seen now, a window centred on oneself")]
    bright: Annotated[np.ndarray, Table(U8, ("E", "S", SIGHT_ROWS), "those of them that are lit")]
    known: Annotated[np.ndarray, Table(U8, ("E", "S", "K", "H"), "cells ever seen")]
    fields: Annotated[
        np.ndarray,
        Table(I4, ("E", "S", "L", SIGHT_ROWS, SIGHT_ROWS), "levels at the cells seen now, NOT_SEEN (-1) elsewhere"),
    ]
    things: Annotated[
        np.ndarray,
        Table(U1, ("E", "S", "Y", "X"), "what lies on cells (THINGS), as last seen; 0 nothing, or never seen"),
    ]
    afar: Annotated[
        np.ndarray,
        Table(U8, ("E", "S", "A"), "cells that the lamp of the drone one flies shows, a window centred on it"),
    ]
    afar_fields: Annotated[np.ndarray, Table(I4, ("E", "S", "L", "A", "A"), "levels at those cells, as in `fields`")]
    bodies: Annotated[np.ndarray, Table(SEEN_BODY, ("E", "S", "B"), "every body as last seen", BODY_COLUMNS)]
    sighted: Annotated[np.ndarray, Table(I4, ("E", "S", "N"), "how many bodies are seen now, and then which")]
    fixtures: Annotated[np.ndarray, Table(SEEN_FIXTURE, ("E", "S", "F"), "fixtures as last seen", FIXTURE_COLUMNS)]
    drones: Annotated[np.ndarray, Table(SEEN_DRONE, ("E", "S", "D"), "drones as last seen", DRONE_COLUMNS)]
    heard: Annotated[
        np.ndarray, Table(HEARD, ("E", "S", HEARD_SLOTS), "sounds of this beat, loudest first", HEARD_COLUMNS)
    ]
    events: Annotated[
        np.ndarray,
        Table(SEEN_EVENT, ("E", "S", PERCEPT_EVENTS), "what one saw or learnt happen this beat", EVENT_COLUMNS),
    ]
    mask: Annotated[np.ndarray, Table(U1, ("E", "S", N_ACTIONS), "1 for each order that is possible")]


TABLES: dict[str, Table] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Percept, include_extras=True).items()
}


@tables
class Chart(NamedTuple):
    """The team's graph paper, the same for every seat: the part of `Ground` the briefing hands out.

    H x W cells; planes of bits, uint64 [words, H], are cells by `unpack`. `terrain` and `sheet`, uint8 [H, W], are
    codes and which sheet a cell is on. `solid`, `roofed` and `exits` are planes; `lamps` [1 + groups, words, H] has one
    for the cells that each light group lights, `regions` [R, words, H] one for each place. `fixture_at` and `link_at`,
    int32 [H, W], are indices + 1 into `fixtures` (GROUND_FIXTURE [F]) and `links` (GROUND_LINK [K]), 0 where none is;
    `consoles` (GROUND_CONSOLE [C]) are where drones are flown from, `objectives` (OBJECTIVE [J]) the goals.
    """

    terrain: np.ndarray
    sheet: np.ndarray
    solid: np.ndarray
    roofed: np.ndarray
    exits: np.ndarray
    lamps: np.ndarray
    regions: np.ndarray
    fixture_at: np.ndarray
    fixtures: np.ndarray
    link_at: np.ndarray
    links: np.ndarray
    consoles: np.ndarray
    objectives: np.ndarray


def chart(ground: Ground) -> Chart:
    """The public part of a ground, sharing its arrays."""
    return Chart(*(getattr(ground, name) for name in Chart._fields))


def blank(world: World) -> Percept:
    """Percepts of seats that have seen nothing yet, for all worlds of a batch."""
    worlds, seats = waits(world).shape
    words, height = world.planes.shape[2:]
    rows, columns = world.occupant.shape[1:] if world.fields.shape[1] else (0, 0)
    percept = _empty(
        {
            "E": worlds,
            "S": seats,
            "P": world.hearts.shape[1],
            "B": world.bodies.shape[1],
            "N": world.bodies.shape[1] + 1,
            "F": world.fixtures.shape[1],
            "D": world.drones.shape[1],
            "L": world.fields.shape[1],
            "A": SIGHT_ROWS if world.flights.shape[1] else 0,
            "K": words,
            "H": height,
            "Y": rows,
            "X": columns,
        }
    )
    percept.me["ending"] = RUNNING_STILL
    percept.fields[:] = NOT_SEEN
    percept.afar_fields[:] = NOT_SEEN
    percept.fixtures["one_level"] = percept.fixtures["other_level"] = UNREAD
    for table in (percept.bodies, percept.fixtures, percept.drones):
        table["beat"] = -1
    return placed(percept)


def nobodys() -> Percept:
    """Percepts of no world at all."""
    return _empty(dict.fromkeys(AXES, 0))


def _empty(sizes: dict[str, int]) -> Percept:
    """All tables full of zeros, by the sizes of their axes."""
    return Percept(
        **{
            name: np.zeros([axis if isinstance(axis, int) else sizes[axis] for axis in table.axes], table.dtype)
            for name, table in TABLES.items()
        }
    )
