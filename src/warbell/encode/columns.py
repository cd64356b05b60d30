"""What learners are given of a percept: the parts of a vector column by column, and the layers of a grid.

Sizes and meanings are the same in every episode: so many mates, infected, sounds, however many a night has of them.
All values of a column lie in its range: what has no end of its own is cut at LONG.
"""

from collections import namedtuple
from typing import Any, NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.engine.column import Column, code, flag, number

I2, U1 = np.int16, np.uint8
LONG = 9999  # numbers without an end of their own are cut here
NEVER = 1000  # the age of what was never seen, in beats; older than NEVER - 1 is NEVER - 1
REACH = 127  # cells: what is further to a side is told as so far
# Who is who as a seat sees it: its mates by their places among `mates` and 1, then:
ANOTHER, ONESELF = codes.MAX_PERSONS, codes.MAX_PERSONS + 1
NO_WAY = -1  # steps to where no way leads
TOO_FAR, NO_WAY_LAYER = 254, 255  # the same in a layer, which has bytes
MOST_LEVEL = 255
WHO = f"a mate's place among `mates` and 1, {ANOTHER} another person, {ONESELF} oneself"


class Part(NamedTuple):
    """A part of a vector: the same columns for each of so many things."""

    compact: int  # how many there are of them, in either preset
    full: int
    words: str
    columns: tuple[Column, ...]


def _n(name: str, low: int, high: int, unit: str, words: str) -> Column:
    return number(name, I2, low, high, unit, words)


def _code(name: str, names: tuple[str, ...], words: str) -> Column:
    return code(name, I2, names, words)


def _flag(name: str, words: str) -> Column:
    return flag(name, I2, words)


PLACE = (
    _n("dy", -REACH, REACH, "cells", "rows from oneself, southward"),
    _n("dx", -REACH, REACH, "cells", "columns from oneself, eastward"),
)
NEAR = (_flag("there", "there is one"), *PLACE)
ELSEWHERE = _flag("elsewhere", "on another sheet of the map, where rows and columns say nothing")
AGE = _n("age", 0, NEVER, "beats", f"since seen: 0 now, {NEVER} never, and then all else is 0")
STATE = _code("state", codes.STATES, "whether up")
GAIT = _code("gait", codes.GAITS, "how it moved")
HURT = _n("hurt", 0, 3, "quarters", "health lost")
LEFT = _n("left", -1, LONG, "beats", "until they go down, die or turn, as seen from beside them; else -1")
ARMED = _flag("armed", "they have a pistol that is loaded")
SIGN = _code("sign", ("none", *codes.SIGNALS), "hand signal shown")
WAY = (
    _n("steps", NO_WAY, LONG, "steps", "of the shortest way there on paper, doors open; -1 there is none"),
    *(_flag(name, f"a shortest way begins {name}ward") for name in codes.DIRECTIONS[:4]),
    _flag("along", "a shortest way begins along the link here"),
)

VECTOR = {
    "self": Part(
        1,
        1,
        "oneself",
        (
            _n("beat", 0, LONG, "beats", "played so far"),
            _n("beats_left", 0, LONG, "beats", "until the episode's time is up"),
            _n("hp", -LONG, LONG, "points", "health"),
            _n("timer", -1, LONG, "beats", "until turning, -1 not bitten"),
            _n("bleed", 0, LONG, "beats", "until one who is down dies, or who is up loses a point; 0 no bleeding"),
            _n("salve", 0, LONG, "beats", "that herbs still heal"),
            _n("exposed", 0, LONG, "beats", "in a drone's light without a break"),
            _flag("flies", "one flies a drone at a console"),
            _n("under", 0, LONG, "beats", "under water without air"),
            _n("crept", 0, LONG, "beats", "spent on a slow move"),
            _flag("carries", "one carries somebody"),
            _flag("carried", "somebody carries one"),
            _n("rate", 0, LONG, "beats a minute", "of the heart"),
            _n("fear", 0, 100, "", "how afraid one is"),
            _n("hunger", 0, 100, "", "how hungry one is"),
            _n("control", 0, 100, "", "the hybrid's hold on itself"),
            _n("late", -1, codes.N_ACTIONS - 1, "", "the slipped order that happens next beat, -1 none"),
            _n("stun", 0, LONG, "beats", "on the ground after a fall"),
            _n("effort", 0, LONG, "beats", "put without a break into an order that takes several"),
            _n("flame", 0, LONG, "beats", "that the flare in one's hand still burns"),
            _n("rounds", 0, LONG, "cartridges", "left in one's pistol, 0 without one"),
            _flag("torch", "the torch in one's hand shines"),
            _flag("winded", "out of breath: a run is a walk"),
            _flag("spent", "off balance: nothing can be done in the next beat"),
            STATE,
            _code("nature", codes.NATURES, "what one is"),
            _code("facing", codes.DIRECTIONS, "which way one looks"),
            _flag("gripped", "in the beat of a bite"),
            _flag("lit", "one stands in light"),
        ),
    ),
    "pack": Part(1, 1, "what one carries", tuple(_n(name, 0, LONG, "", "how many") for name in codes.OBJECTS)),
    "target": Part(1, 1, "the way to where the briefing sends one", WAY),
    "mates": Part(
        3,
        7,
        "the team as last seen: the next seat first, round to the one before one's own",
        (
            _flag("there", "the team has this seat"),
            _n("bond", 0, 100, "", "what one feels for them"),
            AGE,
            *PLACE,
            ELSEWHERE,
            STATE,
            _code("nature", codes.NATURES, "what they are"),
            GAIT,
            SIGN,
            _n("mood", 0, 4, "", "0 unread, else quarters of fear and 1"),
            HURT,
            LEFT,
            _flag("carried", "somebody carries them"),
            _flag("hangs", "they hang on a zipline, or under a drone"),
            ARMED,
        ),
    ),
    "infected": Part(
        5,
        10,
        "the nearest infected seen now, zeros where there are fewer",
        (
            *NEAR,
            _code("nature", codes.NATURES, "what it is"),
            STATE,
            GAIT,
            _flag("asleep", "it sleeps"),
        ),
    ),
    "strangers": Part(
        1,
        4,
        "the nearest people without a seat, as last seen and not dead; zeros where there are fewer",
        (*NEAR, AGE, ELSEWHERE, STATE, HURT, LEFT, _code("side", codes.SIDES, "whose side they are on"), ARMED),
    ),
    "drones": Part(
        1,
        3,
        "the nearest drones as last seen, zeros where there are fewer",
        (
            *NEAR,
            AGE,
            _n("warned", 0, LONG, "beats", "its warning has sounded without a break"),
            _flag("lit", "it is in the air, and its lamp shines"),
            _flag("flown", "it is flown by oneself"),
            _n("battery", 0, LONG, "beats", "that its battery lasts, if it is"),
            _n("object", 0, codes.N_OBJECTS, "", "the object that it bears and 1, if it is, 0 none"),
        ),
    ),
    "sounds": Part(
        2,
        8,
        "sounds of this beat, loudest first, zeros where there are fewer",
        (
            _code("sound", codes.SOUNDS, "kind of sound"),
            _code("bearing", codes.BEARINGS, "where it comes from"),
            _n("voice", 0, ONESELF, "", f"whose voice: 0 nobody's, {WHO}"),
            _code("signal", ("none", *codes.SIGNALS), "what was called or whispered"),
            _n("loud", 0, codes.LOUDEST, "cells", "loudness at the ear"),
        ),
    ),
    "goals": Part(
        0,
        6,
        "the first public goals of the briefing, and the way to where they are met; zeros where there are fewer",
        (
            _code("kind", ("none", *codes.OBJECTIVES), "what it asks for"),
            _n("need", 0, LONG, "", "how many, or how much"),
            _n("points", 0, LONG, "points", "that it is worth"),
            *WAY,
        ),
    ),
}

PRINTED = (
    flag("solid", U1, "nobody can stand here on paper, or it is beyond the map"),
    code(
        "place",
        U1,
        ("none", "way out", *codes.LINKS, *codes.FIXTURES),
        "what the paper has here: of several the last in this list",
    ),
    flag("roof", U1, "no drone's light reaches it"),
)
GRID = (
    code("seen", U1, ("never", "before", "now, dark", "now, lit"), "whether this cell was seen"),
    *PRINTED,
    code("door", U1, ("none or never seen", *codes.DOOR_STATES), "a door as last seen"),
    number("person", U1, 0, ONESELF, "", f"somebody seen now: {WHO}"),
    code("infected", U1, codes.NATURES, "an infected seen now, its nature; else 0"),
    code("pose", U1, ("up or nobody", "asleep", "down", "dead"), "of whom is seen here now"),
    flag("drone", U1, "a drone seen now"),
    code("thing", U1, codes.THINGS, "what lies here, as last seen"),
    number("fire", U1, 0, MOST_LEVEL, "", "level of fire seen now"),
    number("smoke", U1, 0, MOST_LEVEL, "", "level of smoke seen now"),
    code("water", U1, codes.LEVELS_OF_WATER, "how high water stands, seen now"),
    number("way", U1, 0, NO_WAY_LAYER, "steps", f"from here to one's target, {TOO_FAR} so many or more; 255 no way"),
)


def places(columns: tuple[Column, ...]) -> Any:
    """The place of each column by its name, as constants of kernels: `places(...).hp`."""
    names = [column.name for column in columns]
    return namedtuple("places", names)(*range(len(names)))  # noqa: PYI024 - its fields are data
