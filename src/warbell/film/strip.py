"""A strip: a film as it is kept, and what its tables and codes are called (docs/replay-format.md).

A strip says itself what it holds: the names of its tables and columns, and of every code a name, so that it is read by
programs with more columns or other numbers. A cell is a row of a column; of each is kept when it changed and by how
much, starting from 0. Positions count cells table by table, column by column, row by row, and beats within a cell.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from warbell.encode.words import ACTIONS
from warbell.engine import codes

MOST_LAYOUT = 1 << 18  # bytes of the layout of a strip, packed
PLAIN = ""  # in the place of a family: the numbers of the column are numbers


class Family(NamedTuple):
    """Codes of one kind."""

    names: tuple[str, ...]  # by number
    none: int  # what stands for none of them


FAMILIES: Mapping[str, Family] = {
    "natures": Family(codes.NATURES, codes.NOBODY),
    "states": Family(codes.STATES, codes.UP),
    "sides": Family(codes.SIDES, codes.TEAM),
    "directions": Family(codes.DIRECTIONS, codes.HERE),
    "moves": Family((*codes.DIRECTIONS[: codes.HERE], "along the link"), codes.STILL),
    "gaits": Family(codes.GAITS, codes.REST),
    "sounds": Family(codes.SOUNDS, codes.SILENCE),
    "signals": Family(codes.SIGNALS, codes.NO_SIGNAL),
    "borne": Family(codes.BORNE, codes.NOT_BORNE),
    "clues": Family(codes.CLUES, codes.NO_CLUE),
    "doors": Family(codes.DOOR_STATES, codes.OPEN),
    "orders": Family(ACTIONS, -1),
    "events": Family(codes.EVENTS, -1),
    "reasons": Family(codes.REASONS, codes.ALLOWED),
    "objects": Family(codes.OBJECTS, -1),
    "links": Family(codes.LINKS, codes.STAIRS),
    "things": Family(codes.THINGS, codes.NO_THING),
}
CODED = {
    "bodies.nature": "natures", "bodies.state": "states", "bodies.side": "sides", "bodies.facing": "directions",
    "bodies.gait": "gaits", "bodies.intent": "moves", "bodies.borne": "borne", "bodies.clue": "clues",
    "bodies.lure": "sounds", "bodies.sign": "signals", "hearts.late": "orders", "fixtures.state": "doors",
    "drones.sound": "sounds",
}  # fmt: skip
CODED_FIELDS = {codes.FIELDS[codes.THING]: "things"}  # tables all of whose columns are codes
HAPPENED = (
    "beat", "kind", "who", "whom", "y", "x", "value", "foe", "quarry", "since", "clue", "lure",
)  # fmt: skip
"""Columns of events; the last five say why, and are in no percept."""
HAPPENED_CODED = {"clue": "clues", "lure": "sounds"}  # those of codes, beside kind and value
VALUES = {
    "refused": "reasons", "bumped": "reasons", "took": "objects", "gave": "objects", "ate": "objects",
    "cured": "objects", "called": "signals", "whispered": "signals", "signed": "signals", "shoved": "directions",
    "door moved": "doors", "linked": "links", "set": "objects", "threw": "objects", "wielded": "objects",
    "tripped": "things", "caught fire": "things", "gave way": "things", "spoilt": "objects",
    "robbed": "objects", "offered": "objects", "traded": "objects", "loaded": "objects", "delivered": "objects",
}  # fmt: skip


class TableOf(msgspec.Struct, frozen=True):
    """What a table of a strip is: the same rows and columns at every beat."""

    name: str
    rows: int
    columns: list[tuple[str, str]]  # name, and the family of its codes or PLAIN


class Layout(msgspec.Struct, frozen=True):
    """What the numbers of a strip mean."""

    tables: list[TableOf]
    happened: tuple[str, ...] = HAPPENED
    values: dict[str, str] = msgspec.field(default_factory=lambda: dict(VALUES))  # kind of event: family of its value
    names: dict[str, list[str]] = msgspec.field(  # of each family, by number; any other number is none of them
        default_factory=lambda: {name: list(family.names) for name, family in FAMILIES.items()}
    )

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return sum(table.rows * len(table.columns) for table in self.tables)


class Strip(msgspec.Struct, frozen=True):
    """A film of N beats with M changes and K events, as it is kept."""

    beats: int  # N
    layout: Layout
    gaps: bytes  # uint32 [M]: from the position before to that of each change; the first from -1
    changes: bytes  # int32 [M]: by how much, folded
    events: bytes  # int32 [columns, K], folded; beats as differences from the event before


class _Kept(msgspec.Struct, frozen=True):
    """A strip whose layout, which takes many times more memory than bytes, is not read yet."""

    beats: int
    layout: msgspec.Raw
    gaps: bytes
    changes: bytes
    events: bytes


class Frame(msgspec.Struct, frozen=True):
    """One beat of one game as a change from the beat before it, as a log keeps it; positions are cells."""

    gaps: bytes
    changes: bytes
    events: bytes


def pack(strip: Strip) -> bytes:
    """The bytes of a strip, the same for equal films."""
    return _ENCODER.encode(strip)


def unpack(data: bytes) -> Strip:
    """A strip from its bytes; ValueError if it is none."""
    kept = _DECODER.decode(data)
    if len(bytes(kept.layout)) > MOST_LAYOUT:
        message = f"a layout of more than {MOST_LAYOUT} bytes"
        raise ValueError(message)
    return Strip(kept.beats, _LAYOUT_DECODER.decode(kept.layout), kept.gaps, kept.changes, kept.events)


def spliced(strip: Strip, frames: Sequence[Frame]) -> Strip:
    """A film with more beats behind its last; ValueError if the frames are none of its."""
    before, last = strip.beats + 1, strip.beats + len(frames)
    parts: list[Strip | Frame] = [strip, *frames]
    at = [np.cumsum(gather(each.gaps), dtype=np.int64) - 1 for each in parts]
    cells = np.concatenate([at[0] // before, *at[1:]])
    beats = np.concatenate([at[0] % before, *(np.full(len(each), before + k) for k, each in enumerate(at[1:]))])
    changes = np.concatenate([unfold(each.changes) for each in parts])
    events = np.concatenate([unfold_events(each.events, len(strip.layout.happened)) for each in parts])
    where = cells * (last + 1) + beats
    order = np.argsort(where)
    return Strip(last, strip.layout, spread(gaps(where[order])), fold(changes[order]), fold_events(events))


def fold_events(events: np.ndarray) -> bytes:
    """Events, int32 [K, columns], as a strip keeps them."""
    if not len(events):
        return b""
    columns = events.T.copy()
    columns[0, 1:] -= events[:-1, 0]
    return fold(columns)


def unfold_events(data: bytes, columns: int = len(HAPPENED)) -> np.ndarray:
    """What was folded of events, int32 [K, columns]; ValueError if the bytes are none."""
    events = unfold(data).reshape(columns, -1).T.copy()
    events[:, 0] = np.cumsum(events[:, 0])
    return events


def fold(numbers: np.ndarray) -> bytes:
    """Whole numbers, int32 [...], as bytes that compress well: near 0 whatever their sign, lowest bytes first."""
    wide = numbers.astype(np.int32).ravel()
    return spread(((wide << 1) ^ (wide >> 31)).view(np.uint32))


def unfold(data: bytes) -> np.ndarray:
    """What was folded, int32 [n]; ValueError if the bytes are not those of whole numbers."""
    folded = gather(data)
    return (folded >> np.uint32(1)).view(np.int32) ^ -(folded & np.uint32(1)).view(np.int32)


def gaps(places: np.ndarray) -> np.ndarray:
    """How far each of some ascending places, integers [n], is from the one before, the first of them from -1."""
    apart = places.copy()
    apart[1:] -= places[:-1]
    apart[:1] += 1
    return apart


def spread(numbers: np.ndarray) -> bytes:
    """uint32 [n] as bytes: first the lowest of all, then the second ones, and so on."""
    return numbers.astype("<u4").view(np.uint8).reshape(-1, 4).T.tobytes()


def gather(data: bytes) -> np.ndarray:
    """What was spread, uint32 [n]; ValueError if the bytes are not those of whole numbers."""
    return np.ascontiguousarray(np.frombuffer(data, np.uint8).reshape(4, -1).T).view("<u4").ravel().astype(np.uint32)


def trimmed(names: Sequence[str], used: np.ndarray) -> list[str]:
    """The names of the codes `used`, 0 among them, each at its number; the others are blank: a file needs none."""
    there = used[used < len(names)].tolist()
    kept = [""] * (there[-1] + 1)
    for code in there:
        kept[code] = names[code]
    return kept


_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[_Kept] = msgspec.msgpack.Decoder(_Kept)
_LAYOUT_DECODER: msgspec.msgpack.Decoder[Layout] = msgspec.msgpack.Decoder(Layout)
