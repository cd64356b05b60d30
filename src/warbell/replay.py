"""Replays: one file that holds an episode, a seed, every order and a seal for each beat, and can be verified anywhere.

Layout (docs/replay-format.md): prelude, header, episode sources, checksum; a record a beat; the film; a hash of the
whole file. Here is what needs no engine run: a file that is not whole is refused by name of its first bad beat. Whether
the engine reproduces a whole one, `proof.py` finds out; a game by other rules is shown by its film alone.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
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
from warbell.episodes import Episode
from warbell.episodes.packed import unpack_episode
from warbell.errors import BadInput
from warbell.film import Film, Strip, pack, unpack
from warbell.order_names import NO_ORDER, OF_FORMAT_1, named, numbered

MAGIC = b"WARBELL\n"
FORMAT = 3
VERSIONS = struct.Struct("<8sHH")  # magic, format, rules
SIZES = {1: struct.Struct("<II"), 2: struct.Struct("<III"), 3: struct.Struct("<III")}
"""Bytes of the header, the episode, the film."""
BOUND = 3  # the first format whose seals hold for all of the file, and not for world and orders alone
PRELUDE = VERSIONS.size + SIZES[FORMAT].size  # bytes
CHECK = struct.Struct("<I")  # CRC-32: of prelude, header and episode; of the film
HASH_SIZE = 16  # bytes of the BLAKE2b over everything before it

MOST_HEADER = 2**21  # bytes of a header as it is inflated
MOST_FILM = 32 * 2**20  # bytes of a film as it is inflated: a longer one is not kept
LEVEL = 4  # of compressing a film: higher ones take longer than the game, for less than a twentieth of it

Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class Branch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A beat after which a game was played on with others in some of its seats."""

    beat: Count  # beats of the earlier game that were kept
    seats: tuple[str, ...]  # ids of the seats that changed hands
    minds: tuple[str, ...]  # who had held each seat until then
    plan: str  # text of the plan file that was played until then, "" without one


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a replay says of itself; `verify` checks all of it but who held the seats, and the version."""

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


class _Written(Header, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A header as files from format 2 on hold it."""

    orders: tuple[str, ...] = ()  # the names of the orders that were given, in the order they are met in


class OtherRules(BadInput):
    """A whole replay of a game by rules that this warbell does not play; the command line exits with code 3."""

    exit_code = 3


@dataclass(frozen=True)
class Replay:
    """One whole replay of N beats with P seats; whether the engine agrees, only `verify` says."""

    name: str  # the file it came from
    header: Header
    sources: bytes  # the episode's files, packed
    orders: np.ndarray  # int16 [N, P]: as this warbell numbers them, NO_ORDER, or from N_ACTIONS on `strange` ones
    seals: np.ndarray  # uint64 [N]
    strip: Strip | None = None  # its film as it is kept; a file of format 1 holds none, nor a game that is too long
    strange: tuple[str, ...] = ()  # names of orders that this warbell has not
    rules: int = RULES_VERSION  # that it was played by
    form: int = FORMAT  # of the file

    @cached_property
    def episode(self) -> Episode:
        """The episode, rebuilt from the files inside the replay; BadInput if it is not the one the header names."""
        return _episode(self)

    @cached_property
    def film(self) -> Film:
        """What happened, to be looked at; BadInput if the file holds no film, or one that cannot be read."""
        if self.strip is None:
            raise BadInput(
                self.name, "a replay without a film", "one whose beats can be shown; its report tells what it holds"
            )
        film = Film(self.name, self.strip)
        film.must_fit(self.episode)
        return film

    def playable(self) -> "Replay":
        """Itself, if this warbell plays by its rules; else OtherRules, which says who does."""
        if self.rules != RULES_VERSION:
            found = f"a game by rules version {self.rules}, of warbell {self.header.warbell}"
            expected = f"version {RULES_VERSION}: only a warbell that plays by version {self.rules} can prove it"
            raise OtherRules(self.name, found, expected)
        return self


def dump(replay: Replay) -> bytes:
    """The bytes of a replay file; BadInput for a replay of an older format, which is kept as it is."""
    if replay.form != FORMAT:
        raise BadInput(replay.name, f"a replay of format {replay.form}", f"one of format {FORMAT}, to be written")
    orders, names = named(replay.orders, replay.strange)
    header = zlib.compress(msgspec.msgpack.encode({**msgspec.to_builtins(replay.header), "orders": names}), 9)
    film = b"" if replay.strip is None else pack(replay.strip)
    film = zlib.compress(film, LEVEL) if 0 < len(film) <= MOST_FILM else b""
    sizes = SIZES[FORMAT].pack(len(header), len(replay.sources), len(film))
    head = VERSIONS.pack(MAGIC, FORMAT, replay.rules) + sizes + header + replay.sources
    check = zlib.crc32(head)
    records = np.zeros(len(orders), _record(len(replay.header.seats)))
    records["orders"] = orders
    records["seal"] = replay.seals ^ _pledge(head, film)
    records["check"] = _chain(check, records)
    body = head + CHECK.pack(check) + records.tobytes() + film + CHECK.pack(zlib.crc32(film))
    return body + hashlib.blake2b(body, digest_size=HASH_SIZE).digest()


def load(path: str | PathLike[str]) -> Replay:
    """Read a replay and check that it is whole; BadInput names the header or the first bad beat."""
    return parse(fspath(path), files.read_bytes(path))


def parse(name: str, data: bytes) -> Replay:
    """A replay from the bytes of the file `name`; BadInput as for `load`."""
    if not data.startswith(MAGIC):
        raise BadInput(name, "no warbell replay", "a file that `warbell run` wrote")
    if len(data) < VERSIONS.size:
        raise BadInput(name, "a file cut off in its header", "a whole replay")
    _, form, rules = VERSIONS.unpack_from(data)
    if form not in SIZES:
        raise BadInput(name, f"replay format {form}", f"format {FORMAT}, or an older one")
    header_at = VERSIONS.size + SIZES[form].size
    if len(data) < header_at:
        raise BadInput(name, "a file cut off in its header", "a whole replay")
    header_size, sources_size, *film_size = SIZES[form].unpack_from(data, VERSIONS.size)
    sources_at = header_at + header_size
    check_at = sources_at + sources_size
    if len(data) < check_at + CHECK.size:
        raise BadInput(name, "a file cut off in its header", "a whole replay")
    (check,) = CHECK.unpack_from(data, check_at)
    if zlib.crc32(data[:check_at]) != check:
        raise BadInput(name, "a damaged header", f"checksum {check:08x}")
    header, names = _header(name, data[header_at:sources_at], form)
    tail = sum(film_size) + CHECK.size * len(film_size)
    records, end = _records(name, header, check, data, check_at + CHECK.size, tail)
    orders, strange = _orders(name, names, records["orders"], form)
    film = data[end : end + sum(film_size)]
    seals, strip = records["seal"].astype(np.uint64), _strip(name, header, film)
    if form >= BOUND:
        seals ^= _pledge(data[:check_at], film)
    return Replay(name, header, data[sources_at:check_at], orders, seals, strip, strange, rules, form)


@dataclass(frozen=True)
class Step:
    """The world after `beat` beats, re-simulated; an independent copy."""

    beat: int  # 0 is the start
    world: World  # E = 1
    percept: Percept  # E = 1
    orders: np.ndarray  # int32 [P]: what was ordered for this beat; all WAIT at the start


def steps(replay: Replay) -> Iterator[Step]:
    """Play a replay again, the start and then every beat; its seals are not compared.

    OtherRules if it was played by rules that this warbell does not play by.
    """
    ground = replay.playable().episode.ground
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


def _pledge(head: bytes, film: bytes) -> np.uint64:
    """What every seal in a file is bound to, so that nothing beside the records can be changed under them: 64 bits."""
    return np.uint64(int.from_bytes(hashlib.blake2b(head + film, digest_size=8).digest(), "little"))


def _orders(name: str, names: tuple[str, ...], indices: np.ndarray, form: int) -> tuple[np.ndarray, tuple[str, ...]]:
    """The orders by number, int16 [N, P], and the strange names; BadInput for an index or a name that says nothing."""
    least = NO_ORDER if form == 1 else 0  # format 1 has no name for what is no order
    beyond = ((indices < least) | (indices >= len(names))).any(axis=1)
    if beyond.any():
        beat = int(np.flatnonzero(beyond)[0])
        found = f"beat {beat + 1} with an order that is none: {' '.join(map(str, indices[beat].tolist()))}"
        raise BadInput(name, found, f"numbers from {least} to {len(names) - 1}, of those that its header names")
    orders, strange = numbered(names, indices)
    if form > 1:
        again, met = named(orders, strange)
        if met != names or not np.array_equal(again, indices):
            raise BadInput(name, "a header that names other orders than its beats", "those given, as they are met")
    return orders, strange


def _header(name: str, packed: bytes, form: int) -> tuple[Header, tuple[str, ...]]:
    """The header, and the names of the orders of the records."""
    names: tuple[str, ...] = OF_FORMAT_1
    try:
        data = files.inflate(packed, MOST_HEADER)
        header = msgspec.msgpack.decode(data, type=Header if form == 1 else _Written)
        if isinstance(header, _Written):
            fields = msgspec.structs.asdict(header)
            names = fields.pop("orders")
            header = Header(**fields)
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadInput(name, f"a header that cannot be read: {error}", "the header of a replay") from None
    if len(header.minds) != len(header.seats) or not (0 <= header.seed < 2**64):
        raise BadInput(name, "a header that contradicts itself", "a mind for each seat and a seed of 64 bits")
    for before, branch in pairwise((Branch(0, (), (), ""), *header.branches)):
        known = len(branch.minds) == len(header.seats) and {*branch.seats} <= {*header.seats}
        if not known or not before.beat <= branch.beat <= header.beats:
            raise BadInput(name, "a header that contradicts itself", "branches of seats and beats of the game")
    return header, names


def _strip(name: str, header: Header, packed: bytes) -> Strip | None:
    """The film as it is kept; BadInput if it is none, or that of another game."""
    if not packed:
        return None
    try:
        strip = unpack(files.inflate(packed, MOST_FILM))
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadInput(name, f"a film that cannot be read: {error}", "the film of a replay") from None
    if strip.beats != header.beats:
        raise BadInput(name, f"a film of {strip.beats} beats", f"{header.beats}, as the header says")
    return strip


def _records(name: str, header: Header, check: int, data: bytes, at: int, tail: int) -> tuple[np.ndarray, int]:
    """The records of all beats, from `at` on, and where they end; BadInput names the first damaged or missing one.

    `tail` are the bytes between the records and the hash: the film and its checksum.
    """
    dtype = _record(len(header.seats))
    present = min(header.beats, (len(data) - at) // dtype.itemsize)
    records = np.frombuffer(data, dtype, present, at)
    expected = np.array(_chain(check, records), np.uint32)
    wrong = np.flatnonzero(records["check"] != expected)
    if len(wrong):
        raise BadInput(name, f"beat {wrong[0] + 1} damaged", f"its checksum to be {expected[wrong[0]]:08x}")
    if present < header.beats:
        raise BadInput(name, f"a file cut off in beat {present + 1}", f"{header.beats} beats")
    end = at + present * dtype.itemsize
    surplus = len(data) - end - tail - HASH_SIZE
    if surplus:
        found = f"{surplus} bytes too many" if surplus > 0 else "a file cut off"
        raise BadInput(name, f"{found} after beat {present}, the last", f"its film, and a hash of {HASH_SIZE} bytes")
    if tail:
        (check,) = CHECK.unpack_from(data, end + tail - CHECK.size)
        if zlib.crc32(data[end : end + tail - CHECK.size]) != check:
            raise BadInput(name, "a damaged film", f"checksum {check:08x}")
    if hashlib.blake2b(data[:-HASH_SIZE], digest_size=HASH_SIZE).digest() != data[-HASH_SIZE:]:
        raise BadInput(name, f"a damaged hash after beat {present}, the last", "the hash of the whole file")
    return records, end


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
