"""Replays as a forger with a library of our format writes them: other contents, and every checksum right."""

import hashlib
import zlib

import msgspec
import numpy as np

from warbell.film import pack
from warbell.order_names import named
from warbell.replay import CHECK, FORMAT, MAGIC, SIZES, VERSIONS, Replay


class Parts:
    """A replay in parts, any of which may be changed before it is put together again."""

    def __init__(self, replay: Replay) -> None:
        indices, names = named(replay.orders, replay.strange)
        self.rules = replay.rules
        self.header = {**msgspec.to_builtins(replay.header), "orders": list(names)}
        self.sources: dict[str, bytes] = dict(replay.episode.sources)
        self.indices = indices.astype("<i2")  # [N, P]
        self.seals = replay.seals.copy()  # uint64 [N], not bound to anything
        self.film: object = msgspec.msgpack.decode(pack(replay.strip)) if replay.strip else None
        self.packed_header = self.packed_sources = self.packed_film = b""  # in place of what would be packed
        self._bind()

    def _packed(self) -> tuple[bytes, bytes]:
        header = self.packed_header or zlib.compress(msgspec.msgpack.encode(self.header), 9)
        packed = zlib.compress(msgspec.msgpack.encode(dict(sorted(self.sources.items()))), 9)
        film = b"" if self.film is None else zlib.compress(msgspec.msgpack.encode(self.film), 4)
        sources, film = self.packed_sources or packed, self.packed_film or film
        head = VERSIONS.pack(MAGIC, FORMAT, self.rules) + SIZES[FORMAT].pack(len(header), len(sources), len(film))
        return head + header + sources, film

    def _bind(self) -> None:
        """Keep what the seals of the file are bound to, as it is now."""
        head, film = self._packed()
        digest = hashlib.blake2b(head + film, digest_size=8).digest()
        self.pledge = np.uint64(int.from_bytes(digest, "little"))

    def file(self) -> bytes:
        """The bytes of the file; the seals are those that were bound to the file as it was first."""
        head, film = self._packed()
        check = zlib.crc32(head)
        body = head + CHECK.pack(check)
        for orders, sealed in zip(self.indices, (self.seals ^ self.pledge).astype("<u8"), strict=True):
            record = orders.tobytes() + sealed.tobytes()
            check = zlib.crc32(record, check)
            body += record + CHECK.pack(check)
        body += film + CHECK.pack(zlib.crc32(film))
        return body + hashlib.blake2b(body, digest_size=16).digest()

    def rebound(self) -> bytes:
        """The same by a forger who binds the seals anew, which anybody can: only what is played again refuses it."""
        self._bind()
        return self.file()
