"""The catalogue for the page: client/src/codes.ts, made from the name tables of engine/codes.py.

Each family is an object of names with their codes, and a type: the union of its codes. All of a table is in it, as
every kind that has a name is drawn and told; a kind without a look does not compile.
"""

import re
from collections.abc import Mapping

from warbell.encode.words import NO_EVENT
from warbell.engine import codes

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "Direction": codes.DIRECTIONS,
    "Bearing": codes.BEARINGS,
    "Terrain": codes.TERRAIN,
    "LinkKind": codes.LINKS,
    "Nature": codes.NATURES,
    "State": codes.STATES,
    "Side": codes.SIDES,
    "Gait": codes.GAITS,
    "Item": codes.OBJECTS,
    "Thing": codes.THINGS,
    "FixtureKind": codes.FIXTURES,
    "DoorState": codes.DOOR_STATES,
    "Signal": codes.SIGNALS,
    "Verb": codes.VERBS,
    "Reason": codes.REASONS,
    "SoundKind": codes.SOUNDS,
    "EventKind": codes.EVENTS,
}
FAMILY = {names: family for family, names in FAMILIES.items()}
NUMBERS = {
    "NO_SIGNAL": (codes.NO_SIGNAL, "in the place of a signal"),
    "NO_VOICE": (codes.NO_VOICE, "a sound that is nobody's voice"),
    "NO_EVENT": (NO_EVENT, "in the place of an event's kind"),
    "UNREAD": (codes.UNREAD, "a mood nobody can read"),
    "FIRST_CODE_WORD": (codes.FIRST_CODE_WORD, "signals from here on are code words, of cues A to H"),
    "SIGHT": (codes.SIGHT, "cells: no line of sight is longer"),
    "SIGHT_ROWS": (codes.SIGHT_ROWS, "rows and columns of a window, oneself in the middle"),
    "LOUDEST": (codes.LOUDEST, "cells that the loudest sound carries"),
}
HEAD = """\
// Made from src/warbell/engine/codes.py by `python -m warbell.server.types`; edit that instead.
"""


def typescript() -> str:
    """The text of client/src/codes.ts."""
    parts = [HEAD, *(_family(name, names) for name, names in FAMILIES.items())]
    infected = ", ".join(f"Nature.{key(name)}" for name in codes.INFECTED_NATURES)
    parts.append(f"export const INFECTED: ReadonlySet<Nature> = new Set<Nature>([{infected}]);\n")
    parts.append("".join(f"export const {name} = {value}; // {words}\n" for name, (value, words) in NUMBERS.items()))
    return "\n".join(parts)


def key(name: str) -> str:
    """A name as a property: "a drone's warning" is `dronesWarning`."""
    first, *others = re.sub(r"^(an?|the) ", "", name).replace("'", "").split()
    return first + "".join(word.capitalize() for word in others)


def _family(name: str, names: tuple[str, ...]) -> str:
    rows = "".join(f"  {key(each)}: {code},\n" for code, each in enumerate(names))
    return f"export const {name} = {{\n{rows}}} as const;\nexport type {name} = (typeof {name})[keyof typeof {name}];\n"
