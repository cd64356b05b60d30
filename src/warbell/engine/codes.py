"""Integer codes and fixed limits: the vocabulary the tables are written in.

Plain module constants, because compiled kernels freeze them; tables that kernels look up are arrays, as a tuple would
be compiled into a chain of branches. Each family has a tuple of names in code order, so that
`NAMES[code]` is what files, views and pages say.
"""

from collections.abc import Iterable

import numpy as np


def _table(values: Iterable[int]) -> np.ndarray:
    """A constant table, int64."""
    table = np.array(list(values), np.int64)
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

# --- terrain ----------------------------------------------------------------------------------------------------------
EDGE, FLOOR, STREET, RUBBLE, CHANNEL, GARDEN, RAIL, WALL, GLASS = 0, 1, 2, 3, 4, 5, 6, 7, 8
TERRAIN = ("edge", "floor", "street", "rubble", "channel", "garden", "rail", "wall", "glass")

# --- links ------------------------------------------------------------------------------------------------------------
STAIRS, LADDER, ZIPLINE, FACADE = 0, 1, 2, 3
LINKS = ("stairs", "ladder", "zipline", "facade")

# --- bodies -----------------------------------------------------------------------------------------------------------
NOBODY, PERSON, HYBRID, SHAMBLER, LISTENER, CLIMBER, MIMIC, SWARM = 0, 1, 2, 3, 4, 5, 6, 7
NATURES = ("nobody", "person", "hybrid", "shambler", "listener", "climber", "mimic", "swarm")
FIRST_INFECTED = SHAMBLER  # natures from here on are infected

UP, DOWN, DEAD, AWAY = 0, 1, 2, 3
STATES = ("up", "down", "dead", "away")  # away: left the map alive by an exit

TEAM, INFECTED, CIVILIAN, RAIDER, SOLDIER = 0, 1, 2, 3, 4
SIDES = ("team", "infected", "civilian", "raider", "soldier")

REST, SNEAK_GAIT, STEP_GAIT, RUN_GAIT = 0, 1, 2, 3
GAITS = ("still", "sneaking", "stepping", "running")

# How the last stroke went for a body; the resolver's working memory.
SETTLED, MOVER, LOSER, ON_PATH, GOES = 0, 1, 2, 3, 4

# --- objects ----------------------------------------------------------------------------------------------------------
FOOD, MEDICINE, KEY, FUEL, PLANKS, ROPE, BOTTLE, OIL, FLARE, BATTERY, MOP, EXTINGUISHER, PHONE = range(13)
OBJECTS = (
    "food", "medicine", "key", "fuel", "planks", "rope", "bottle", "oil", "flare", "battery", "mop", "extinguisher",
    "phone",
)  # fmt: skip
N_OBJECTS = 13

# --- fixtures ---------------------------------------------------------------------------------------------------------
DOOR, GATE, SWITCH, GENERATOR, CACHE, EXIT, WHEEL, ALARM, BED, LOUDSPEAKER, CONSOLE, VALVE, PLOT, BELL = range(14)
FIXTURES = (
    "door", "gate", "switch", "generator", "cache", "exit", "wheel", "alarm", "bed", "loudspeaker", "console", "valve",
    "plot", "bell",
)  # fmt: skip
# A gate is a door for two pairs of hands; a wheel needs two as well, and works every door and gate of its group.

OPEN, SHUT, LOCKED, BARRICADED, BROKEN = 0, 1, 2, 3, 4
DOOR_STATES = ("open", "shut", "locked", "barricaded", "broken")

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
(
    WAIT, STEP, RUN, SNEAK, LINK, STRIKE, SHOVE, USE, SET, TAKE, GIVE, CARRY, RELEASE, TEND, COMFORT, CALL, WHISPER,
    SIGN, POWER, FLY,
) = range(20)  # fmt: skip
VERBS = (
    "wait", "step", "run", "sneak", "link", "strike", "shove", "use", "set", "take", "give", "carry", "release", "tend",
    "comfort", "call", "whisper", "sign", "power", "fly",
)  # fmt: skip
# How many arguments each verb has: directions, directions and HERE, object x direction, signals, signal x direction.
VERB_ARGS = _table((1, 4, 4, 4, 1, 4, 4, 5, 4 * N_OBJECTS, 5, 4, 4, 1, 5, 4, N_SIGNALS, 4 * N_SIGNALS, N_SIGNALS, 2, 1))
N_VERBS = 20
# An action is VERB_BASE[verb] + argument; SET's argument is object * 4 + direction, WHISPER's signal * 4 + direction.
VERB_BASE = _table(VERB_ARGS.cumsum() - VERB_ARGS)
N_ACTIONS = int(VERB_ARGS.sum())
ACTION_VERB = _table(np.repeat(np.arange(N_VERBS), VERB_ARGS))

# --- why an order could not be ----------------------------------------------------------------------------------------
(
    ALLOWED, UNABLE, NO_WAY, SHUT_WAY, NO_LINK, NOBODY_THERE, NOTHING_THERE, LACKING, LADEN, NOT_YET, UNKNOWN_ORDER,
    IN_THE_WAY, NEEDS_TWO, IS_LOCKED, IS_EMPTY, SLIPPED, STILL_BUSY, OFF_BALANCE,
) = range(18)  # fmt: skip
REASONS = (
    "allowed", "not able to act", "no way through", "shut", "no stairs or ladder here", "nobody there", "nothing there",
    "lacks the object", "arms are full", "not possible yet", "no such order", "somebody was in the way",
    "needs two pairs of hands", "locked", "empty", "hands slipped", "still busy with the late order",
    "off balance",
)  # fmt: skip

# --- sounds -----------------------------------------------------------------------------------------------------------
(
    SILENCE, FOOTSTEPS, RUNNING, SHUFFLING, BLOW, DOOR_SOUND, BANGING, GLASS_SOUND, CRY, DRONE_HUM, DRONE_WARNING,
    GUNSHOT, ENGINE, ALARM_SOUND, BELL_SOUND, VOICE, WHISPERING, PANTING, STRAINING,
) = range(19)  # fmt: skip
SOUNDS = (
    "silence", "footsteps", "running", "shuffling", "a blow", "a door", "banging", "breaking glass", "a cry",
    "a drone", "a drone's warning", "a shot", "an engine", "an alarm", "the bell", "a call", "a whisper",
    "panting", "straining iron",
)  # fmt: skip
NO_VOICE = 255  # a sound that is nobody's voice

# --- drones -----------------------------------------------------------------------------------------------------------
PATROL = 0  # flies its timetable and enforces the curfew
DRONE_MODES = ("patrol",)

# --- planes of a world ------------------------------------------------------------------------------------------------
# CLEAR: cells a body can stand on now, neither solid nor blocked.
BLOCKED, VEILED, AMBIENT, LIT, CLEAR, WATER, FIRE, SLICK, TRAPPED = range(9)
PLANES = ("blocked", "veiled", "ambient", "lit", "clear", "water", "fire", "slick", "trapped")
N_PLANES = 9
NOISE_FIELD, HEART_FIELD, EAR_FIELD = 0, 1, 2  # the last is working memory: how well one ear hears each cell
N_FIELDS = 3

# --- events -----------------------------------------------------------------------------------------------------------
(
    REFUSED, BUMPED, STRUCK, SHOVED, FELL, DIED, BITTEN, TURNED, CURED, REVIVED, DOOR_MOVED, DOOR_BROKE, SWITCHED,
    TOOK, GAVE, ATE, LIFTED, PUT_DOWN, TENDED, COMFORTED, CALLED, WHISPERED, SIGNED, WARNED, DRONE_STRUCK, ESCAPED,
    GOAL_MET, ENDED, LINKED, SMASHED, BARRED, TIDINGS,
) = range(32)  # fmt: skip
EVENTS = (
    "refused", "bumped", "struck", "shoved", "fell", "died", "bitten", "turned", "cured", "revived", "door moved",
    "door broke", "switched", "took", "gave", "ate", "lifted", "put down", "tended", "comforted", "called", "whispered",
    "signed", "warned", "drone struck", "escaped", "goal met", "ended", "linked", "smashed", "barred",
    "tidings",
)  # fmt: skip

FELLED = 0  # the value of a STRUCK event whose blow felled, instead of the points it took

# --- objectives and endings -------------------------------------------------------------------------------------------
ESCAPE, SURVIVE, LOSE, GATHER, STOCK, WORK, KEEP, TREAT = range(8)
OBJECTIVES = ("escape", "survive", "lose", "gather", "stock", "work", "keep", "treat")
WON, LOST, TIMEOUT = 0, 1, 2
OUTCOMES = ("won", "lost", "timeout")
RUNNING_STILL = -1  # clock.ending while an episode goes on

# --- triggers ---------------------------------------------------------------------------------------------------------
AT_BEAT, ON_GOAL, ON_FIXTURE = 0, 1, 2
SET_STATE, SET_ON, ARRIVE, TELL = 0, 1, 2, 3

# --- talents (bits) ---------------------------------------------------------------------------------------------------
PLANNER, TACTICIAN, HYBRID_BLOOD, MEDIC, STEADY = 1, 2, 4, 8, 16
TALENTS = ("planner", "tactician", "hybrid", "medic", "steady")

# --- why a die is cast: every purpose its own stream ------------------------------------------------------------------
(
    D_CONTEST, D_SLIP, D_BITE, D_WANDER, D_WANDER_WAY, D_SHARE, D_START, D_STRIKE, D_TIE, D_POLICY, D_INFECT, D_DRAW,
    D_TURN, D_WHEN, D_ROUND,
) = range(1, 16)  # fmt: skip

# --- fixed limits -----------------------------------------------------------------------------------------------------
SIGHT = 12  # cells: no line of sight is longer; a window is SIGHT_ROWS x SIGHT_ROWS
SIGHT_ROWS = 2 * SIGHT + 1
LOUDEST = 24  # cells: the loudest sound that fades (the bell does not); it is heard that many cells away
LEVELS = LOUDEST + 1  # a sound of loudness n starts at level n + 1 in its own cell and is heard where it is 1
HEARD_SLOTS = 8  # sounds a seat can tell apart in one beat
MAX_PERSONS = 64  # an audience is one 64-bit word
