"""Replays: one file that holds an episode, a seed, every order and a seal for each beat, and can be verified anywhere.

Layout (docs/replay-format.md): prelude, header, episode sources, checksum; a record a beat; a hash of the whole file.
Here is what needs no engine run: a file that is not whole is refused by name of its first bad beat. Whether the engine
reproduces a whole one, `proof.py` finds out.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from os import PathLike, fspath
from typing import Annotated

import msgspec
import numpy as np

from warbell import files
from warbell.engine import RULES_VERSION
from warbell.engine.batch import advance, perceive
from warbell.engine.codes import MAX_PERSONS
from warbell.engine.percept import Percept, blank
from warbell.engine.world import World, clone
from warbell.episodes import Episode, from_sources
from warbell.errors import BadInput

MAGIC = b"WARBELL\n"
FORMAT = 1
PRELUDE = struct.Struct("<8sHHII")  # magic, format, rules, bytes of the header, bytes of the episode
CHECK = struct.Struct("<I")  # CRC-32 of prelude, header and episode
HASH_SIZE = 16  # bytes of the BLAKE2b over everything before it

Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class Branch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A beat after which a game was played on with others in some of its seats."""

    beat: Count  # beats of the earlier game that were kept
    seats: tuple[str, ...]  # ids of the seats that changed hands
    minds: tuple[str, ...]  # who had held each seat until then
    plan: str  # text of the plan file that was played until then, "" without one


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a replay says of itself; all of it is checked by `verify` but who held the seats, and the version."""

    episode: str  # name
    episode_digest: str  # sha256 of its sources, hex
    title: str
    seats: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=MAX_PERSONS)]
    minds: tuple[str, ...]  # who held each seat
    plan: str  # text of the plan file, "" without one
    warbell: str  # version of the program that wrote it
    seed: int  # 0 .. 2**64 - 1
    start: int  # digest of the world before the first beat
    digest: int  # digest of the last world
    beats: Count
    outcome: str
    ending: str
    score: int
    saved: Count
    dead: Count
    turned: Count
    branches: tuple[Branch, ...] = ()  # in their order; `minds` and `plan` are those after the last


@dataclass(frozen=True)
class Replay:
    """One whole replay of N beats with P seats; whether the engine agrees, only `verify` says."""

    name: str  # the file it came from
    header: Header
    sources: bytes  # the episode's files, packed
    orders: np.ndarray  # int16 [N, P]
    seals: np.ndarray  # uint64 [N]

    @cached_property
    def episode(self) -> Episode:
        """The episode, rebuilt from the files inside the replay; BadInput if it is not the one the header names."""
        return _episode(self)


@lru_cache(maxsize=1)
def pack_sources(episode: Episode) -> bytes:
    """The files of an episode as a replay holds them; the same for all replays of an episode, so done once."""
    return zlib.compress(msgspec.msgpack.encode(dict(sorted(episode.sources.items()))), 9)


def dump(replay: Replay) -> bytes:
    """The bytes of a replay file."""
    header = zlib.compress(msgspec.msgpack.encode(replay.header), 9)
    head = PRELUDE.pack(MAGIC, FORMAT, RULES_VERSION, len(header), len(replay.sources)) + header + replay.sources
    check = zlib.crc32(head)
    records = np.zeros(len(replay.orders), _record(len(replay.header.seats)))
    records["orders"] = replay.orders
    records["seal"] = replay.seals
    records["check"] = _chain(check, records)
    body = head + CHECK.pack(check) + records.tobytes()
    return body + hashlib.blake2b(body, digest_size=HASH_SIZE).digest()


def load(path: str | PathLike[str]) -> Replay:
    """Read a replay and check that it is whole; BadInput names the header or the first bad beat."""
    return parse(fspath(path), files.read_bytes(path))


def parse(name: str, data: bytes) -> Replay:
    """A replay from the bytes of the file `name`; BadInput as for `load`."""
    if not data.startswith(MAGIC):
        raise BadInput(name, "no warbell replay", "a file that `warbell run` wrote")
    if len(data) < PRELUDE.size:
        raise BadInput(name, "a file cut off in its header", "a whole replay")
    _, form, rules, header_size, sources_size = PRELUDE.unpack_from(data)
    if form != FORMAT:
        raise BadInput(name, f"replay format {form}", f"format {FORMAT}")
    if rules != RULES_VERSION:
        raise BadInput(name, f"rules version {rules}", f"version {RULES_VERSION}, which this warbell plays by")
    sources_at = PRELUDE.size + header_size
    check_at = sources_at + sources_size
    if len(data) < check_at + CHECK.size:
        raise BadInput(name, "a file cut off in its header", "a whole replay")
    (check,) = CHECK.unpack_from(data, check_at)
    if zlib.crc32(data[:check_at]) != check:
        raise BadInput(name, "a damaged header", f"checksum {check:08x}")
    header = _header(name, data[PRELUDE.size : sources_at])
    records = _records(name, header, check, data, check_at + CHECK.size)
    return Replay(
        name=name,
        header=header,
        sources=data[sources_at:check_at],
        orders=records["orders"].astype(np.int16),
        seals=records["seal"].astype(np.uint64),
    )


@dataclass(frozen=True)
class Step:
    """The world after `beat` beats, re-simulated; an independent copy."""

    beat: int  # 0 is the start
    world: World  # E = 1
    percept: Percept  # E = 1
    orders: np.ndarray  # int32 [P]: what was ordered for this beat; all WAIT at the start


def steps(replay: Replay) -> Iterator[Step]:
    """Play a replay again, the start and then every beat, for viewers; its seals are not compared."""
    ground = replay.episode.ground
    world = replay.episode.start(np.array([replay.header.seed], np.uint64))
    percept = blank(world)
    perceive(ground, world, percept)
    yield Step(0, clone(world), _copy(percept), np.zeros(len(replay.header.seats), np.int32))
    for beat, row in enumerate(replay.orders.astype(np.int32), start=1):
        advance(ground, world, percept, row[None].copy())
        yield Step(beat, clone(world), _copy(percept), row)


def _copy(percept: Percept) -> Percept:
    return Percept(*(table.copy() for table in percept))


def _record(seats: int) -> np.dtype[np.void]:
    """One beat: the orders given, the seal of the world they led to, the checksum of all records so far."""
    return np.dtype([("orders", "<i2", (seats,)), ("seal", "<u8"), ("check", "<u4")])


def _chain(check: int, records: np.ndarray) -> list[int]:
    """The checksum of each record: CRC-32 of the head and of all records up to it, their own checksums left out."""
    # A CRC that ran on over its own value would forget what came before it.
    size = records.dtype.itemsize
    data, out = records.tobytes(), []
    for at in range(0, len(data), size):
        check = zlib.crc32(data[at : at + size - CHECK.size], check)
        out.append(check)
    return out


def _header(name: str, packed: bytes) -> Header:
    try:
        header = msgspec.msgpack.decode(_inflate(packed), type=Header)
    except (zlib.error, msgspec.MsgspecError, ValueError) as error:
        raise BadInput(name, f"a header that cannot be read: {error}", "the header of a replay") from None
    if len(header.minds) != len(header.seats) or not (0 <= header.seed < 2**64):
        raise BadInput(name, "a header that contradicts itself", "a mind for each seat and a seed of 64 bits")
    for before, branch in pairwise((Branch(0, (), (), ""), *header.branches)):
        known = len(branch.minds) == len(header.seats) and {*branch.seats} <= {*header.seats}
        if not known or not before.beat <= branch.beat <= header.beats:
            raise BadInput(name, "a header that contradicts itself", "branches of seats and beats of the game")
    return header


def _inflate(packed: bytes) -> bytes:
    """Decompress, with a bound on what may come out; ValueError if there is more, or it is cut off."""
    stream = zlib.decompressobj()
    data = stream.decompress(packed, files.MOST_BYTES)
    if not stream.eof or stream.unused_data:
        raise ValueError("it is cut off or too long")
    return data


def _records(name: str, header: Header, check: int, data: bytes, at: int) -> np.ndarray:
    """The records of all beats, from `at` on; BadInput names the first that is damaged or missing."""
    dtype = _record(len(header.seats))
    present = min(header.beats, (len(data) - at) // dtype.itemsize)
    records = np.frombuffer(data, dtype, present, at)
    expected = np.array(_chain(check, records), np.uint32)
    wrong = np.flatnonzero(records["check"] != expected)
    if len(wrong):
        raise BadInput(name, f"beat {wrong[0] + 1} damaged", f"its checksum to be {expected[wrong[0]]:08x}")
    if present < header.beats:
        raise BadInput(name, f"a file cut off in beat {present + 1}", f"{header.beats} beats")
    surplus = len(data) - at - present * dtype.itemsize - HASH_SIZE
    if surplus:
        found = f"{surplus} bytes too many" if surplus > 0 else "a file cut off"
        raise BadInput(name, f"{found} after beat {present}, the last", f"a hash of {HASH_SIZE} bytes")
    if hashlib.blake2b(data[:-HASH_SIZE], digest_size=HASH_SIZE).digest() != data[-HASH_SIZE:]:
        raise BadInput(name, f"a damaged hash after beat {present}, the last", "the hash of the whole file")
    return records


@lru_cache(maxsize=4)
def unpack_episode(packed: bytes) -> Episode:
    """The episode in packed sources; BadInput if it is none.

    Most replays read together are of one episode, so it is built once.
    """
    try:
        sources = msgspec.msgpack.decode(_inflate(packed), type=dict[str, bytes])
    except (zlib.error, msgspec.MsgspecError, ValueError) as error:
        raise BadInput("episode", f"something unreadable: {error}", "the files of an episode") from None
    episode = from_sources(sources, played=True)
    if episode.sources != sources:
        raise BadInput("episode", "files that differ from how an episode keeps them", "those of a run")
    return episode


def _episode(replay: Replay) -> Episode:
    """Rebuild the episode a replay holds and compare it with what the header says of it."""
    header, where = replay.header, f"{replay.name}: header"
    try:
        episode = unpack_episode(replay.sources)
    except BadInput as error:
        raise BadInput(f"{where}: {error.where}", error.found, error.expected, error.line, error.column) from None
    for what, said, held in (
        ("episode", header.episode, episode.name),
        ("episode digest", header.episode_digest, episode.digest),
        ("title", header.title, episode.title),
        ("seats", " ".join(header.seats), " ".join(episode.seats)),
    ):
        if said != held:
            raise BadInput(where, f"{what} {said}", f"{held}, as in the episode it holds")
    return episode
