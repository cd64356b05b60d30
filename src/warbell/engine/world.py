"""The state: a few tables of records, the batch of worlds first.

`World` is everything that changes and decides what happens next; `Ground` is what never changes in an episode and is
shared by all its worlds. What a seat knows is neither: it is `views.Percept`.
Arithmetic fields are int32 (compiled and interpreted Python disagree on narrower integers); uint8 is for codes.
"""

from typing import NamedTuple

import numpy as np

from warbell.engine.codes import BEARINGS, LOUDEST, NO_SIGNAL, NO_VOICE, SIGNALS, SOUNDS
from warbell.engine.column import body, code, number, pairs
from warbell.engine.tables import tables

I4, U1, U8 = np.int32, np.uint8, np.uint64


def record_dtype(size: int, *columns: tuple[str, type]) -> np.dtype[np.void]:
    """A record of these columns that is `size` bytes long; TypeError if it is not, or a name hides a NumPy method."""
    for name, _ in columns:
        if hasattr(np.record, name):
            message = f"column {name!r} could not be read by name: NumPy scalars have a method of that name"
            raise TypeError(message)
    dtype = np.dtype((np.record, list(columns)))
    widest = max(dtype[name].itemsize for name, _ in columns)
    if dtype.itemsize != size or size % widest:
        message = f"record is {dtype.itemsize} bytes, declared {size}; both must agree and be a multiple of {widest}"
        raise TypeError(message)
    return dtype


CLOCK = record_dtype(
    96,
    ("seed", U8),  # of the whole night
    ("key", U8),  # of the dice of the beat that was played last
    ("fired", U8),  # bit t: trigger t has fired
    ("met", U8),  # bit j: objective j has been met, now or before
    ("shining", U8),  # bit g: light group g shines, as plane AMBIENT has it
    ("beat", I4),  # beats played
    ("ending", I4),  # index into Ground.endings, or RUNNING_STILL
    ("score", I4),  # points so far: all rewards together
    ("reward", I4),  # points the team won or lost in this beat
    ("par", I4),  # what the team's state was worth at the start
    ("events", I4),  # rows of the event table in use
    ("saved", I4),  # team members who left by an exit
    ("dead", I4),  # team members who died
    ("turned", I4),  # team members who turned
    ("noise", I4),  # loudness of the loudest thing infected could hear this beat
    ("lost", I4),  # events and noises that found no room in their tables: `batch` raises an error when there is one
    ("seats", I4),  # how many of the people have a seat: the first
    ("noises", I4),  # rows of the noise table in use
    ("heeded", I4),  # how many of them, the first, infected hunt by
)

BODY = record_dtype(
    96,
    ("id", I4),  # who the dice know this body as; never changes
    ("y", I4),
    ("x", I4),
    ("hp", I4),  # points
    ("timer", I4),  # beats until turning, -1 not bitten; of an arrival the beat it comes, or see arrivals.py
    (
        "bleed",
        I4,
    ),  # beats until a downed body dies, or one that is up loses a point by bleeding; 0 no bleeding
    ("salve", I4),  # beats that herbs still heal
    ("mended", I4),  # beats of tending a downed body has had
    ("stun", I4),  # beats of doing nothing still to come
    ("exposed", I4),  # beats in a drone's light without a break
    ("crept", I4),  # beats spent on a slow move (sneaking, a ladder, carrying, a zipline)
    ("goal_y", I4),  # where an infected is heading; of people without a seat where they hide, or saw whom they trust
    ("goal_x", I4),
    ("trail", I4),  # beats it will still follow that goal
    ("quarry", I4),  # index + 1 of whom it goes for as far as it can tell, 0 nobody
    ("since", I4),  # the beat in which it came to go for them
    ("foe", I4),  # index + 1 of who hurt this body last; its quarry, clue, lure and since are that one's of then
    ("carrier", I4),  # index + 1 of who bears this body, 0 nobody, below 0 a zipline or a drone; see borne.py
    ("load", I4),  # index + 1 of whom this body bears, 0 nobody
    ("facade", I4),  # index + 1 of the facade that a climber means to go up, 0 none
    ("nature", U1),
    ("state", U1),
    ("side", U1),
    ("facing", U1),
    ("gait", U1),
    ("intent", U1),  # direction, ALONG or STILL: the move the next stroke tries
    ("moved", U1),  # the stroke resolver's working memory
    ("lure", U1),  # what kind of sound drew it, SILENCE none
    ("sign", U1),  # hand signal shown this beat, NO_SIGNAL none
    ("clue", U1),  # what it went for its quarry by: CLUES, NO_CLUE while it hunts nobody
    ("asleep", U1),  # 1 while an infected sleeps
    ("wary", U1),  # 1 once an infected keeps out of the light of drones
    ("shoved", U1),  # how many different ways this body was shoved this beat
    ("gripped", U1),  # counts down from 3 after a bite
    ("borne", U1),  # how `carrier` bears this body: BORNE
    ("errand", U1),  # index + 1 of the field of ways an arrival follows, 0 none
)

HEART = record_dtype(
    76,
    ("rate", I4),  # beats a minute
    ("fear", I4),  # 0..100
    ("hunger", I4),  # 0..100
    ("control", I4),  # 0..100, the hybrid's
    ("winded", I4),  # 1 while out of breath
    ("late", I4),  # the slipped order that happens next beat, -1 none
    ("order", I4),  # the order of this beat after slips and refusals
    ("wish", I4),  # the order somebody without a seat gives themselves for the next beat
    ("spent", I4),  # 1 off balance: nothing can be done in the next beat
    ("talents", I4),  # bits
    ("hurt", I4),  # points of health lost this beat, the cause of fear and pain
    ("effort", I4),  # beats put without a break into an order that takes several
    ("flame", I4),  # beats that the flare in the hand still burns, 0 none
    ("torch", I4),  # 1 while the torch in the hand shines
    ("manner", I4),  # of somebody without a seat: MANNERS
    ("trusts", I4),  # index + 1 of whom somebody without a seat goes with, 0 nobody
    ("halted", I4),  # 1 once told to stay by whom they trust
    ("audible", I4),  # cells away at which Listeners hear it in this beat
    ("grant", I4),  # what an order of the hands settles on in this beat: the phases' working memory
)

WILL = record_dtype(
    44,
    ("lives", I4),  # 1 of somebody without a seat who lives by their needs
    ("asked", I4),  # times they have asked in vain since they were given something
    ("voice", I4),  # index + 1 of whose SAFE they go by, 0 nobody's
    ("safe", I4),  # beats for which they still do
    ("alone", I4),  # beats for which they have not seen whom they go with
    ("rounds", I4),  # cartridges left in their pistol; those with a seat can have one, too
    ("halts", I4),  # beats since they called STOP to somebody at whom they will fire, 0 to nobody
    ("rises", I4),  # beats for which they leave the water they stand in, as it has moved
    ("sells", I4),  # 1 if with their next whisper they give away where they saw whom they go with
    ("told_y", I4),  # where they were told somebody is, 0 nowhere
    ("told_x", I4),
)

FIXTURE = record_dtype(
    24,
    ("state", I4),  # doors: DOOR_STATES; others 0
    ("on", I4),  # switches, generators, alarms: 1 on
    ("strength", I4),  # points left of a door, gate or barricade
    ("fuel", I4),  # beats a generator can still run, a captured drone still fly
    ("hands", I4),  # people who used it this beat
    ("banged", I4),  # points infected hands will have taken off it by the next beat
)

ECHO = record_dtype(
    12,
    ("voice", I4),  # index + 1 of whose voice it is, 0 of an echo that is not there
    ("signal", I4),
    ("beat", I4),  # the beat in which it was heard last
)

BASIN = record_dtype(
    16,
    ("units", I4),  # of water in it
    ("level", I4),  # as it stands on its cells
    ("by", I4),  # index + 1 of who opened the valve through which water came last, 0 nobody
    ("since", I4),  # the beat in which that was
)

VALVE = record_dtype(
    12,
    ("on", I4),  # as it was when water ran last
    ("by", I4),  # index + 1 of whose hands turned it last, 0 nobody's
    ("since", I4),  # the beat in which that was
)

DRONE = record_dtype(
    20,
    ("y", I4),
    ("x", I4),
    ("warned", I4),  # beats its warning has sounded without a break
    ("sound", I4),  # what kind of sound it makes in the next beat; SILENCE: it has landed, its lamp is out
    ("phase", I4),  # the beat of its round at which it started
)

FLIGHT = record_dtype(
    20,
    ("pilot", I4),  # index + 1 of who flies the drone of a console, 0 nobody
    ("object", I4),  # index + 1 of the object that the drone bears, 0 none
    ("fuse", I4),  # beats until its strike, 0 none is to come
    ("by", I4),  # index + 1 of who ordered its last strike, 0 nobody
    ("since", I4),  # the beat in which they did
)

EVENT = record_dtype(
    64,
    ("kind", I4),
    ("who", I4),  # body, drone or goal index, -1 nobody
    ("whom", I4),  # body or fixture index, -1 nobody
    ("y", I4),
    ("x", I4),
    ("value", I4),  # signal, reason, object, points: by kind
    ("told", U8),  # the audience whatever they see: bit p for person p, with a seat or without
    ("heard", U8),  # who heard it as a voice
    ("seen", U8),  # who saw it happen
    # Why, which no percept has: of a bite the infected's, of a blow the struck one's, of a fall that of the last wound.
    ("foe", I4),  # body that did it, -1 nobody
    ("quarry", I4),  # body whom that one went for, -1 nobody
    ("since", I4),  # the beat in which it came to go for them
    ("clue", np.uint16),  # by what: CLUES
    ("lure", np.uint16),  # the sound that drew it, SILENCE none
)

NOISE = record_dtype(
    24,
    ("y", I4),
    ("x", I4),
    ("loud", I4),  # cells
    ("source", I4),  # body that makes it, -1 a thing
    ("by", I4),  # body whose deed it is, -1 nobody's
    ("kind", U1),
    ("voice", U1),  # whose voice it is, NO_VOICE for other sounds
    ("signal", U1),  # NO_SIGNAL for other sounds
    ("above", U1),  # 1 from the sky, over all walls
)

HEARD_COLUMNS = (
    code("sound", U1, SOUNDS, "kind of sound, silence in an unused row"),
    code("bearing", U1, BEARINGS, "where it comes from"),
    body("voice", U1, 0, NO_VOICE, "whose voice it is"),
    code("signal", U1, SIGNALS, "what was called or whispered", none=NO_SIGNAL),
    number("loud", I4, 0, LOUDEST, "cells", "loudness at the ear: 1 the faintest, 0 in an unused row"),
)
HEARD = record_dtype(8, *pairs(HEARD_COLUMNS))


@tables
class World(NamedTuple):
    """A batch of E worlds of one episode, with B bodies, F fixtures, D drones.

    The first P bodies are people, and the first S of these have a seat: orders are int32 [E, S].
    """

    clock: np.ndarray  # CLOCK [E]
    bodies: np.ndarray  # BODY [E, B]
    hearts: np.ndarray  # HEART [E, P]
    packs: np.ndarray  # int32 [E, P, N_OBJECTS]: what each person carries
    bonds: np.ndarray  # int32 [E, P, P]: what the row's person feels for the column's, 0..100
    wills: np.ndarray  # WILL [E, N]: of all people; N is P where anybody lives by their needs or is armed, else 0
    grudges: np.ndarray  # int32 [E, N, N]: what the row's person has against the column's, 0..100
    fixtures: np.ndarray  # FIXTURE [E, F]
    stocks: np.ndarray  # int32 [E, F, N_OBJECTS]: what lies in a cache
    drones: np.ndarray  # DRONE [E, D]
    flights: np.ndarray  # FLIGHT [E, C]: of the captured drone of each console
    echoes: np.ndarray  # ECHO [E, M, ECHOES]: what each body keeps of voices, latest first; M is B with mimics, else 0
    basins: np.ndarray  # BASIN [E, N]: the water of each basin
    valves: np.ndarray  # VALVE [E, V]: what was done to the valve of each pipe
    breath: np.ndarray  # int32 [E, W]: beats each person has had no air; W is P with water, else 0
    goals: np.ndarray  # int32 [E, J]: how far each objective has come
    occupant: np.ndarray  # int32 [E, H, W]: index + 1 of the body on a cell, 0 free
    planes: np.ndarray  # uint64 [E, N_PLANES, words, H]
    fields: np.ndarray  # int32 [E, L, H, W]: levels of what spreads over cells; as many as the episode has, 0 none
    sight: np.ndarray  # uint64 [E, P, SIGHT_ROWS]: each person's lines of sight, light or dark
    bright: np.ndarray  # uint64 [E, P, SIGHT_ROWS]: the lit cells among those in line
    eyes: np.ndarray  # uint64 [E, P, SIGHT_ROWS + 1]: the cells on which a body is made out; the last row is empty
    found: np.ndarray  # uint64 [E, P, words]: the bodies that each person makes out, a bit each
    awake: np.ndarray  # uint64 [E, words]: the infected that are up and awake, a bit each
    heard: np.ndarray  # HEARD [E, P, HEARD_SLOTS]: what reaches each person's ears, loudest first
    events: np.ndarray  # EVENT [E, L]
    noises: np.ndarray  # NOISE [E, N]: what sounds in this beat
    sound: np.ndarray  # uint64 [N_FIELDS, LEVELS + 1, words, H]: working memory of the world in play, one for all E


@tables
class Ground(NamedTuple):
    """What never changes in an episode. H x W is the atlas: all sheets with margins of EDGE around them."""

    tuning: np.ndarray  # TUNING_DTYPE [1]
    terrain: np.ndarray  # uint8 [H, W]
    sheet: np.ndarray  # uint8 [H, W]: which sheet a cell belongs to, 255 margin
    roofed: np.ndarray  # uint64 [words, H]: cells no drone's light reaches
    solid: np.ndarray  # uint64 [words, H]: walls and margin
    walls: np.ndarray  # uint64 [words, H]: walls, which sound crosses at a cost (the margin is never crossed)
    lamps: np.ndarray  # uint64 [1 + groups, words, H]: cells lit always, and by each light group
    regions: np.ndarray  # uint64 [R, words, H]: named regions of the objectives
    exits: np.ndarray  # uint64 [words, H]
    lines: np.ndarray  # uint32 [H, W, SIGHT_ROWS]: lines of sight if every door stood open
    shadows: np.ndarray  # uint32 [SIGHT_ROWS, SIGHT_ROWS, ROWS of hiding.py]: what an opaque cell at an offset hides
    fixture_at: np.ndarray  # int32 [H, W]: fixture index + 1
    fitted: np.ndarray  # uint64 [words, H]: the cells on which there is a fixture
    fixtures: np.ndarray  # GROUND_FIXTURE [F]
    link_at: np.ndarray  # int32 [H, W]: link index + 1, at both ends
    links: np.ndarray  # GROUND_LINK [K]
    routes: np.ndarray  # int32 [D, T, 2]: the cell of each drone at each beat of its round
    laps: np.ndarray  # int32 [D]: beats of a drone's round, 0 of a captured one, which starts at its first cell
    consoles: np.ndarray  # GROUND_CONSOLE [C]
    basins: np.ndarray  # GROUND_BASIN [N]
    pipes: np.ndarray  # GROUND_PIPE [V]: from basin to basin, in the order in which water runs
    bed: np.ndarray  # int32 [K, 3]: the cells of all basins, (y, x, the highest level there), from each drain outwards
    drift: np.ndarray  # uint8 [H, W]: where water draws what floats on a cell: a direction towards the drain, or STILL
    errands: np.ndarray  # uint8 [A, H, W]: the next step of each errand from every cell: a direction, ALONG or STILL
    objectives: np.ndarray  # OBJECTIVE [J]
    endings: np.ndarray  # ENDING [N]
    triggers: np.ndarray  # TRIGGER [T]
    effects: np.ndarray  # EFFECT [K]: what the triggers do
    natures: np.ndarray  # uint8 [N]: 1 for each of NATURES that a body was ever given; `setup.embody` sees to it


GROUND_FIXTURE = record_dtype(
    16,
    ("kind", I4),
    ("y", I4),
    ("x", I4),
    ("group", I4),  # light group, or group of doors a wheel works; 0 none
)
GROUND_LINK = record_dtype(
    28,
    ("kind", I4),
    ("y0", I4),
    ("x0", I4),
    ("y1", I4),
    ("x1", I4),
    ("height", I4),  # storeys of a facade, 0 of others
    ("beats", I4),  # that a ride on a zipline takes, 0 of others
)
GROUND_CONSOLE = record_dtype(
    8,
    ("fixture", I4),  # which it is; its fuel is the battery of the drone
    ("drone", I4),  # the captured drone that is flown at it
)
GROUND_BASIN = record_dtype(
    24,
    ("area", I4),  # cells
    ("bottom", I4),  # how high it lies, in levels
    ("y", I4),  # its drain
    ("x", I4),
    ("first", I4),  # its cells in `bed`: the first
    ("last", I4),  # and the one behind the last
)
GROUND_PIPE = record_dtype(
    16,
    ("valve", I4),  # the fixture that opens it
    ("one", I4),  # a basin
    ("other", I4),  # and the one that it is joined to
    ("flow", I4),  # units a beat at most
)
OBJECTIVE = record_dtype(
    40,
    ("kind", I4),
    ("target", I4),  # region, seat, fixture: by kind
    ("thing", I4),  # object or wanted state
    ("need", I4),  # the count that meets it
    ("secret", I4),
    ("points", I4),  # score for meeting it, in shares as it comes on
    ("latch", I4),  # 1: once met it stays met
    ("spare", I4),
    ("after", U8),  # bit j: it counts only once objective j has been met
)
TRIGGER = record_dtype(
    32,
    ("kind", I4),  # AT_BEAT, ON_GOAL, ON_FIXTURE
    ("target", I4),  # objective, fixture: by kind
    ("value", I4),  # the beat; the fixture's state as an objective of kind WORK has it
    ("first", I4),  # its effects: the first
    ("last", I4),  # and the one behind the last
    ("spare", I4),
    ("after", U8),  # bit j: it waits until objective j has been met
)
EFFECT = record_dtype(
    16,
    ("kind", I4),  # SET_STATE, SET_ON, ARRIVE, TELL, or deal.STOCK + an object
    ("target", I4),  # fixture, the first body, or the trigger that tells
    ("value", I4),  # state, 0 or 1, the body behind the last, or how many objects
    ("strength", I4),  # points of a door in its new state
)
ENDING = record_dtype(
    24,
    ("outcome", I4),  # WON, LOST, TIMEOUT
    ("score", I4),  # points added
    ("all_of", U8),  # bit j: objective j must be met
    ("none_of", U8),  # bit j: objective j must not be met
)


def waits(world: World) -> np.ndarray:
    """Orders by which every seat waits, int32 [E, S]."""
    return np.zeros((len(world.clock), int(world.clock["seats"].max(initial=0))), I4)


def clone(world: World) -> World:
    """An independent copy of every table."""
    return World(*(table.copy() for table in world))
