"""Integer codes and fixed limits: the vocabulary the tables are written in.

A family whose kinds have properties is a list of rows: the code, its name in files, views and pages, and the flags the
rules ask for. Codes are for good; a new kind is a new row at the end. How a kind is told, drawn or heard is said
elsewhere, and the page gets `codes.ts` from here. Codes are plain module constants, because compiled kernels freeze
them; tables that kernels look up are arrays, as a tuple would be compiled into a chain of branches.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np


def _table(values: Iterable[int]) -> np.ndarray:
    """A constant table, int64."""
    table = np.array(list(values), np.int64)
    table.setflags(write=False)
    return table


def _names(rows: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    """The names of a family by code; ValueError if the codes of its rows are not 0, 1, 2 and so on."""
    if [code for code, *_ in rows] != list(range(len(rows))):
        message = f"codes of {rows} are out of order"
        raise ValueError(message)
    return tuple(name for _, name, *_ in rows)


def _which(rows: Sequence[Any], flag: str) -> np.ndarray:
    """Which kinds of a family have a flag, a constant table by code, bool."""
    table = np.array([getattr(row, flag) for row in rows], bool)
    table.setflags(write=False)
    return table


# --- directions -------------------------------------------------------------------------------------------------------
NORTH, EAST, SOUTH, WEST, HERE = 0, 1, 2, 3, 4
DIRECTIONS = ("north", "east", "south", "west", "here")
DY = _table((-1, 0, 1, 0, 0))
DX = _table((0, 1, 0, -1, 0))
ALONG = 4  # an intent that follows the link under the body instead of a direction
STILL = 255  # no intent

# Eight bearings clockwise from north, HERE in the same cell, ELSEWHERE on another sheet.
BEARINGS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest", "here", "elsewhere")
BEARING_HERE, BEARING_ELSEWHERE = 8, 9

# --- the map ----------------------------------------------------------------------------------------------------------
EDGE, FLOOR, STREET, RUBBLE, CHANNEL, GARDEN, RAIL, WALL, GLASS = 0, 1, 2, 3, 4, 5, 6, 7, 8
TERRAIN = ("edge", "floor", "street", "rubble", "channel", "garden", "rail", "wall", "glass")
# Of a facade end 0 is the base and end 1 the top: people go down it alone. A zipline is ridden from end 0.
STAIRS, LADDER, FACADE, ZIPLINE = 0, 1, 2, 3
LINKS = ("stairs", "ladder", "facade", "zipline")


class Fixture(NamedTuple):
    """A kind of thing that has its cell on the map."""

    code: int
    name: str
    hinged: bool = False  # a door: open, shut, locked, barricaded or broken, and struck down
    solid: bool = False  # nobody stands on its cell, or only while it is open
    handled: bool = False  # hands are laid on it
    switched: bool = False  # on or off
    strength: str = ""  # the number of tuning.py that says how many points it is built with
    holds: bool = False  # things lie in it, and are taken out


_FIXTURES = (
    Fixture(DOOR := 0, "door", hinged=True, solid=True, handled=True, strength="door_strength"),
    Fixture(GATE := 1, "gate", hinged=True, solid=True, handled=True, strength="gate_strength"),  # needs two people
    Fixture(SWITCH := 2, "switch", handled=True, switched=True),
    Fixture(GENERATOR := 3, "generator", solid=True, handled=True, switched=True),
    Fixture(CACHE := 4, "cache", holds=True),
    Fixture(EXIT := 5, "exit"),
    Fixture(WHEEL := 6, "wheel", solid=True, handled=True),  # for two as well; works doors, gates, valves of its group
    Fixture(ALARM := 7, "alarm", solid=True, handled=True, switched=True),
    Fixture(BED := 8, "bed"),  # who is on it does not bleed
    Fixture(SHUTTER := 9, "shutter", hinged=True, solid=True, handled=True, strength="shutter_strength"),
    Fixture(LOUDSPEAKER := 10, "loudspeaker", solid=True, handled=True, switched=True),  # runs on a battery
    Fixture(PLOT := 11, "plot", holds=True),  # of a garden; the night fills it at its hour
    Fixture(VALVE := 12, "valve", solid=True, handled=True, switched=True),  # for two as well; on: water runs through
    Fixture(CONSOLE := 13, "console", solid=True, handled=True, switched=True),  # on: its captured drone is in the air
)
FIXTURES = _names(_FIXTURES)
IS_HINGED = _which(_FIXTURES, "hinged")
IS_SOLID = _which(_FIXTURES, "solid")
IS_HANDLED = _which(_FIXTURES, "handled")
HOLDS = _which(_FIXTURES, "holds")
IS_SWITCHED = _which(_FIXTURES, "switched")
FIXTURE_STRENGTH = tuple(fixture.strength for fixture in _FIXTURES)
OPEN, SHUT, LOCKED, BARRICADED, BROKEN = 0, 1, 2, 3, 4
DOOR_STATES = ("open", "shut", "locked", "barricaded", "broken")


# --- what hunters go by -----------------------------------------------------------------------------------------------
NO_CLUE, BY_SIGHT, BY_NOISE, BY_HEART = 0, 1, 2, 3
CLUES = ("nothing", "sight", "noise", "a heart")


# --- bodies -----------------------------------------------------------------------------------------------------------
class Nature(NamedTuple):
    """What a body is."""

    code: int
    name: str
    hp: str = ""  # the number of tuning.py that says how many points it starts with
    person: bool = False
    infected: bool = False


_NATURES = (
    Nature(NOBODY := 0, "nobody"),
    Nature(PERSON := 1, "person", "person_hp", person=True),
    Nature(HYBRID := 2, "hybrid", "person_hp", person=True),
    Nature(SHAMBLER := 3, "shambler", "shambler_hp", infected=True),
    Nature(LISTENER := 4, "listener", "listener_hp", infected=True),
    Nature(CLIMBER := 5, "climber", "climber_hp", infected=True),
    Nature(MIMIC := 6, "mimic", "mimic_hp", infected=True),
)
NATURES = _names(_NATURES)
NATURE_HP = tuple(nature.hp for nature in _NATURES)
INFECTED_NATURES = tuple(nature.name for nature in _NATURES if nature.infected)
IS_PERSON = _which(_NATURES, "person")
IS_INFECTED = _which(_NATURES, "infected")

UP, DOWN, DEAD, AWAY = 0, 1, 2, 3
STATES = ("up", "down", "dead", "away")  # away: left the map alive by an exit, or not come onto it yet
TEAM, INFECTED, CIVILIAN, RAIDER, SOLDIER = 0, 1, 2, 3, 4
SIDES = ("team", "infected", "civilian", "raider", "soldier")  # whom somebody owes
NOT_BORNE, IN_ARMS, ON_SHOULDERS, ON_LINE, ON_DRONE = 0, 1, 2, 3, 4
BORNE = ("not", "in arms", "on shoulders", "on a zipline", "under a drone")  # how a body is borne
STAYS, HIDES, FOLLOWS = 0, 1, 2
MANNERS = ("stay", "hide", "follow")  # what somebody without a seat does when nothing else is the matter
REST, SNEAK_GAIT, STEP_GAIT, RUN_GAIT = 0, 1, 2, 3
GAITS = ("still", "sneaking", "stepping", "running")
# How the last stroke went for a body; the resolver's working memory.
SETTLED, MOVER, LOSER, ON_PATH, GOES = 0, 1, 2, 3, 4


# --- objects ----------------------------------------------------------------------------------------------------------
class Object(NamedTuple):
    """A kind of thing that people carry."""

    code: int
    name: str
    beats: str = ""  # the number of tuning.py that says how many beats it takes to set it; "" if it is never set
    thrown: bool = False
    wielded: bool = False  # put to work out of the hand
    spoils: bool = False  # in water


_OBJECTS = (
    Object(FOOD := 0, "food", spoils=True),
    Object(MEDICINE := 1, "medicine", spoils=True),
    Object(KEY := 2, "key"),
    Object(FUEL := 3, "fuel"),
    Object(PLANKS := 4, "planks", "set_planks"),
    Object(ROPE := 5, "rope", "set_rope"),
    Object(BOTTLE := 6, "bottle", "set_bottle", thrown=True),
    Object(OIL := 7, "oil", "set_oil"),
    Object(FLARE := 8, "flare", "set_flare", thrown=True, wielded=True, spoils=True),
    Object(MOP := 9, "mop", "set_mop"),
    Object(EXTINGUISHER := 10, "extinguisher", "set_extinguisher", wielded=True),
    Object(PHONE := 11, "phone", "set_phone", thrown=True, spoils=True),
    Object(BATTERY := 12, "battery", spoils=True),
    Object(HERBS := 13, "herbs"),
    Object(TORCH := 14, "torch", wielded=True),
)
OBJECTS = _names(_OBJECTS)
N_OBJECTS = len(OBJECTS)
SET_BEATS = tuple(kind.beats for kind in _OBJECTS)
SETTABLE = _table(kind.code for kind in _OBJECTS if kind.beats)
THROWABLE = _table(kind.code for kind in _OBJECTS if kind.thrown)
WIELDABLE = _table(kind.code for kind in _OBJECTS if kind.wielded)
SPOILING = _table(kind.code for kind in _OBJECTS if kind.spoils)
# Where one of these is, cells can hold things; planks alone bar doors.
MAKES_THINGS = tuple(kind.code for kind in _OBJECTS if (kind.beats or kind.thrown) and kind.code != PLANKS)
FARTHEST = 6  # cells: nothing is thrown further
LEG = 2  # cells: no captured drone flies further in a beat


# --- what has been set on a cell --------------------------------------------------------------------------------------
class Thing(NamedTuple):
    """A kind of thing that lies or stands on a cell of its own; one a cell."""

    code: int
    name: str
    of: int = -1  # the object it was made of, -1 none
    solid: bool = False  # nobody stands on its cell
    kept: bool = False  # whoever takes it has the object again
    burns: str = ""  # the number of tuning.py that says how many beats it burns; "" if it does not


_THINGS = (
    Thing(NO_THING := 0, "nothing"),
    Thing(BARRICADE := 1, "barricade", PLANKS, solid=True, burns="burn_wood"),
    Thing(TRIPWIRE := 2, "tripwire", ROPE, kept=True),
    Thing(SHARDS := 3, "shards", BOTTLE),
    Thing(SLICK := 4, "slick", OIL, burns="burn_oil"),
    Thing(BRAND := 5, "burning flare", FLARE),
    Thing(WEDGE := 6, "wedge", MOP, kept=True),
    Thing(CLOUD_TRAP := 7, "extinguisher at a door", EXTINGUISHER, kept=True),
    Thing(TIMED_PHONE := 8, "phone", PHONE, kept=True),
    Thing(RINGING_PHONE := 9, "ringing phone", PHONE, kept=True),
    Thing(DEAD_PHONE := 10, "silent phone", PHONE),
    Thing(ROPE_LADDER := 11, "rope ladder", ROPE, kept=True),
    Thing(DESK := 12, "desk", solid=True, burns="burn_wood"),
    Thing(ASHES := 13, "ashes"),
)
THINGS = _names(_THINGS)
IS_FIRM = _which(_THINGS, "solid")
IS_KEPT = _which(_THINGS, "kept")
THING_BURNS = tuple(thing.burns for thing in _THINGS)
MADE_OF = _table(thing.of for thing in _THINGS)

# --- signals ----------------------------------------------------------------------------------------------------------
HELP, COME, GO, STOP, SAFE, NOW = range(6)
SIGNALS = (
    "HELP", "COME", "GO", "STOP", "SAFE", "NOW", "ANCHOR", "BEACON", "CANDLE", "DORY", "ELM", "FERRY", "GULL",
    "HARBOUR",
)  # fmt: skip
N_SIGNALS = 14
FIRST_CODE_WORD = 6  # the eight code words, by which a plan names its cues A to H
NO_SIGNAL = 255

# --- verbs and the flat action space ----------------------------------------------------------------------------------
PLAIN, WAYS, WAYS_AND_HERE, WORDS, WORD_WAYS = 1, 4, 5, N_SIGNALS, 4 * N_SIGNALS
SETS, WIELDS, THROWS = 5 * len(SETTABLE), 4 * len(WIELDABLE), (4 * FARTHEST + 1) * len(THROWABLE)
OFFERS = 4 * N_OBJECTS
LEGS, LOADS = 4 * LEG, N_OBJECTS


class Verb(NamedTuple):
    """What an order says to do."""

    code: int
    name: str
    arguments: int  # how many it can have, by kind: directions, object x direction (x cells), signals x direction
    steady: bool = False  # not possible off balance
    empty: bool = False  # not possible with somebody in one's arms


_VERBS = (
    Verb(WAIT := 0, "wait", PLAIN),
    Verb(STEP := 1, "step", WAYS, steady=True),
    Verb(RUN := 2, "run", WAYS, steady=True, empty=True),
    Verb(SNEAK := 3, "sneak", WAYS, steady=True),
    Verb(LINK := 4, "link", PLAIN, steady=True),
    Verb(STRIKE := 5, "strike", WAYS, steady=True, empty=True),
    Verb(SHOVE := 6, "shove", WAYS_AND_HERE, steady=True, empty=True),
    Verb(USE := 7, "use", WAYS_AND_HERE, steady=True),
    Verb(SET := 8, "set", SETS, steady=True, empty=True),
    Verb(TAKE := 9, "take", WAYS_AND_HERE, steady=True),
    Verb(GIVE := 10, "give", WAYS, steady=True),
    Verb(CARRY := 11, "carry", WAYS, steady=True, empty=True),
    Verb(RELEASE := 12, "release", PLAIN, steady=True),
    Verb(TEND := 13, "tend", WAYS_AND_HERE, steady=True, empty=True),
    Verb(COMFORT := 14, "comfort", WAYS, steady=True),
    Verb(CALL := 15, "call", WORDS),
    Verb(WHISPER := 16, "whisper", WORD_WAYS, steady=True),
    Verb(SIGN := 17, "sign", WORDS),
    Verb(WIELD := 18, "wield", WIELDS, steady=True, empty=True),
    Verb(THROW := 19, "throw", THROWS, steady=True, empty=True),
    Verb(ROB := 20, "rob", WAYS, steady=True, empty=True),
    Verb(OFFER := 21, "offer", OFFERS, steady=True),
    Verb(SHOOT := 22, "shoot", WAYS, steady=True, empty=True),
    Verb(FLY := 23, "fly", LEGS, steady=True, empty=True),
    Verb(LOAD := 24, "load", LOADS, steady=True, empty=True),
    Verb(HOIST := 25, "hoist", PLAIN, steady=True, empty=True),
    Verb(LOWER := 26, "lower", PLAIN, steady=True, empty=True),
    Verb(BLAST := 27, "blast", PLAIN, steady=True, empty=True),
)
VERBS = _names(_VERBS)
N_VERBS = len(VERBS)
NEEDS_BALANCE = _which(_VERBS, "steady")
NEEDS_EMPTY_ARMS = _which(_VERBS, "empty")
VERB_ARGS = _table(verb.arguments for verb in _VERBS)
# An action is VERB_BASE[verb] + argument; WHISPER's argument is signal * 4 + direction. Of verbs with an object it
# begins with the object's place in their table: SET's is place * 5 + direction, WIELD's place * 4 + direction, THROW's
# place * 25 + direction * 6 + cells - 1, or + 24 for down over an edge. OFFER's is object * 4 + direction, LOAD's the
# object, FLY's direction * 2 + cells - 1.
VERB_BASE = _table(VERB_ARGS.cumsum() - VERB_ARGS)
N_ACTIONS = int(VERB_ARGS.sum())
ACTION_VERB = _table(np.repeat(np.arange(N_VERBS), VERB_ARGS))

# --- why an order could not be ----------------------------------------------------------------------------------------
(
    ALLOWED, UNABLE, NO_WAY, SHUT_WAY, NO_LINK, NOBODY_THERE, NOTHING_THERE, LACKING, LADEN, NOT_YET, UNKNOWN_ORDER,
    IN_THE_WAY, NEEDS_TWO, IS_LOCKED, IS_EMPTY, SLIPPED, STILL_BUSY, OFF_BALANCE, TAKEN_UP, WEDGED_SHUT,
    ON_THE_LINE, NOT_FLYING, TOO_HEAVY,
) = range(23)  # fmt: skip
REASONS = (
    "allowed", "not able to act", "no way through", "shut", "no stairs or ladder here", "nobody there", "nothing there",
    "lacks the object", "arms are full", "not possible yet", "no such order", "somebody was in the way",
    "needs two pairs of hands", "locked", "empty", "hands slipped", "still busy with the late order",
    "off balance", "something lies there", "wedged", "somebody hangs on the line",
    "flies no drone", "the drone bears a load",
)  # fmt: skip


# --- sounds -----------------------------------------------------------------------------------------------------------
class Sound(NamedTuple):
    """A kind of sound."""

    code: int
    name: str
    spoken: bool = False  # in somebody's voice, which is known by it
    known: bool = False  # infected know it and take no notice


_SOUNDS = (
    Sound(SILENCE := 0, "silence"),
    Sound(FOOTSTEPS := 1, "footsteps"),
    Sound(RUNNING := 2, "running"),
    Sound(SHUFFLING := 3, "shuffling", known=True),
    Sound(BLOW := 4, "a blow"),
    Sound(DOOR_SOUND := 5, "a door"),
    Sound(BANGING := 6, "banging"),
    Sound(GLASS_SOUND := 7, "breaking glass"),
    Sound(CRY := 8, "a cry", spoken=True),
    Sound(DRONE_HUM := 9, "a drone", known=True),
    Sound(DRONE_WARNING := 10, "a drone's warning"),
    Sound(GUNSHOT := 11, "a shot"),
    Sound(ENGINE := 12, "an engine"),
    Sound(ALARM_SOUND := 13, "an alarm"),
    Sound(VOICE := 14, "a call", spoken=True),
    Sound(WHISPERING := 15, "a whisper", spoken=True),
    Sound(PANTING := 16, "panting"),
    Sound(STRAINING := 17, "straining iron"),
    Sound(HAMMERING := 18, "work of hands"),
    Sound(THUD := 19, "a fall"),
    Sound(SCRAPING := 20, "scraping"),
    Sound(RINGING := 21, "a phone"),
    Sound(LOUDSPEAKER_SOUND := 22, "a loudspeaker"),
    Sound(NAILS := 23, "nails on stone", known=True),
    Sound(RUSHING := 24, "rushing water"),
    Sound(WINCH := 25, "a winch"),
)
SOUNDS = _names(_SOUNDS)
IS_SPOKEN = _which(_SOUNDS, "spoken")
IS_KNOWN = _which(_SOUNDS, "known")
NO_VOICE = 255  # a sound that is nobody's voice


# --- events -----------------------------------------------------------------------------------------------------------
class Event(NamedTuple):
    """A kind of thing that happens: who knows of it beside those who are told of each as they are logged."""

    code: int
    name: str
    seen: bool = True  # by who sees its cell
    public: bool = False  # by everybody
    voiced: bool = False  # by who hears the voice
    felt: bool = False  # who only sees it does not learn its value: points or words


_EVENTS = (
    Event(REFUSED := 0, "refused", seen=False),
    Event(BUMPED := 1, "bumped", seen=False),
    Event(STRUCK := 2, "struck"),
    Event(SHOVED := 3, "shoved"),
    Event(FELL := 4, "fell", felt=True),
    Event(DIED := 5, "died"),
    Event(BITTEN := 6, "bitten", felt=True),
    Event(TURNED := 7, "turned"),
    Event(CURED := 8, "cured"),
    Event(REVIVED := 9, "revived", felt=True),
    Event(DOOR_MOVED := 10, "door moved"),
    Event(DOOR_BROKE := 11, "door broke"),
    Event(SWITCHED := 12, "switched"),
    Event(TOOK := 13, "took"),
    Event(GAVE := 14, "gave"),
    Event(ATE := 15, "ate"),
    Event(LIFTED := 16, "lifted"),
    Event(PUT_DOWN := 17, "put down"),
    Event(TENDED := 18, "tended"),
    Event(COMFORTED := 19, "comforted", felt=True),
    Event(CALLED := 20, "called", voiced=True),
    Event(WHISPERED := 21, "whispered", felt=True),
    Event(SIGNED := 22, "signed"),
    Event(WARNED := 23, "warned"),
    Event(DRONE_STRUCK := 24, "drone struck"),
    Event(ESCAPED := 25, "escaped"),
    Event(GOAL_MET := 26, "goal met", seen=False),
    Event(ENDED := 27, "ended", seen=False, public=True),
    Event(LINKED := 28, "linked"),
    Event(SMASHED := 29, "smashed"),
    Event(BARRED := 30, "barred", felt=True),
    Event(TIDINGS := 31, "tidings", seen=False, public=True),
    Event(SET_UP := 32, "set"),
    Event(THREW := 33, "threw"),
    Event(WIELDED := 34, "wielded"),
    Event(TRIPPED := 35, "tripped"),
    Event(CAUGHT_FIRE := 36, "caught fire"),
    Event(BURNT := 37, "burnt", felt=True),
    Event(GAVE_WAY := 38, "gave way"),
    Event(PUSHED := 39, "pushed"),
    Event(JOINED := 40, "joined"),
    Event(DROPPED := 41, "dropped"),
    Event(CLIMBED := 42, "climbed over"),
    Event(LADDER_FELL := 43, "ladder fell"),
    Event(LANDED := 44, "landed"),
    Event(WATER_MOVED := 45, "water moved"),
    Event(WENT_UNDER := 46, "went under"),
    Event(DROWNED := 47, "drowned"),
    Event(SPOILT := 48, "spoilt"),
    Event(ROBBED := 49, "robbed"),
    Event(OFFERED := 50, "offered"),
    Event(TRADED := 51, "traded"),
    Event(PARTED := 52, "parted"),
    Event(SHOT := 53, "shot"),
    Event(SOLD := 54, "sold", seen=False),  # its cell is the place that was given away
    Event(TOOK_OVER := 55, "took over"),
    Event(LOADED := 56, "loaded"),
    Event(HOISTED := 57, "hoisted"),
    Event(LOWERED := 58, "lowered"),
    Event(DELIVERED := 59, "delivered"),
)
EVENTS = _names(_EVENTS)
IS_SEEN = _which(_EVENTS, "seen")
IS_PUBLIC = _which(_EVENTS, "public")
IS_VOICED = _which(_EVENTS, "voiced")
IS_FELT = _which(_EVENTS, "felt")
FELLED = 0  # the value of a STRUCK event whose blow felled, instead of the points it took

# --- planes of a world ------------------------------------------------------------------------------------------------
# CLEAR: cells a body can stand on now, neither solid nor blocked. STIRRING: cells on which a thing counts down, or that
# burn or smoke; BEATEN: those of things that were beaten. On all other cells the fields stay as they are.
BLOCKED, VEILED, AMBIENT, LIT, CLEAR, STIRRING, BEATEN = range(7)
PLANES = ("blocked", "veiled", "ambient", "lit", "clear", "stirring", "beaten")
N_PLANES = 7
# What is set and what burns, by cell, in `world.fields`: all of them where an episode has such things, else none.
# LEFT is the number of a thing: points of what is solid, falls that a wire holds, beats of what counts down. WATER, the
# level of it on a cell, is there where an episode has basins, and then the others are too.
THING, LEFT, FIRE, SMOKE, WATER = range(5)
FIELDS = ("thing", "left", "fire", "smoke", "water")
NOISE_FIELD, HEART_FIELD, EAR_FIELD = 0, 1, 2  # the last is working memory: how well one ear hears each cell
N_FIELDS = 3

# --- water ------------------------------------------------------------------------------------------------------------
DRY, ANKLE, CHEST, OVERHEAD = range(4)
LEVELS_OF_WATER = ("dry", "ankle-deep", "chest-deep", "over the head")
BRIM = 4  # units a cell that a basin holds

# --- objectives, endings, triggers ------------------------------------------------------------------------------------
ESCAPE, SURVIVE, LOSE, GATHER, STOCK, WORK, KEEP, TREAT, RESCUE = range(9)
OBJECTIVES = ("escape", "survive", "lose", "gather", "stock", "work", "keep", "treat", "rescue")
WON, LOST, TIMEOUT = 0, 1, 2
OUTCOMES = ("won", "lost", "timeout")
RUNNING_STILL = -1  # clock.ending while an episode goes on
AT_BEAT, ON_GOAL, ON_FIXTURE = 0, 1, 2
SET_STATE, SET_ON, ARRIVE, TELL = 0, 1, 2, 3

# --- talents (bits) ---------------------------------------------------------------------------------------------------
PLANNER, TACTICIAN, HYBRID_BLOOD, MEDIC, STEADY = 1, 2, 4, 8, 16
TALENTS = ("planner", "tactician", "hybrid", "medic", "steady")

# --- why a die is cast: every purpose its own stream, by a number for good --------------------------------------------
D_CONTEST, D_SLIP, D_BITE, D_WANDER, D_WANDER_WAY, D_SHARE, D_START = 1, 2, 3, 4, 5, 6, 7
D_TIE, D_POLICY, D_INFECT, D_DRAW, D_TURN, D_WHEN, D_ROUND, D_SPREAD, D_FLEE = 9, 10, 11, 12, 13, 14, 15, 16, 17
D_LADDER, D_FALL, D_BRINK, D_ECHO, D_WORD = 20, 21, 22, 23, 24

# --- fixed limits -----------------------------------------------------------------------------------------------------
SIGHT = 12  # cells: no line of sight is longer; a window is SIGHT_ROWS x SIGHT_ROWS
SIGHT_ROWS = 2 * SIGHT + 1
LOUDEST = 24  # cells: how far away the loudest sound is heard
LEVELS = LOUDEST + 1  # a sound of loudness n starts at level n + 1 in its own cell and is heard where it is 1
HEARD_SLOTS = 8  # sounds a seat can tell apart in one beat
ECHOES = 6  # words that a mimic keeps
UNREAD = 255  # a mood that cannot be read from where one is
NOT_SEEN = -1  # the level of a field at a cell that is not seen now
MAX_PERSONS = 64  # an audience is one 64-bit word
