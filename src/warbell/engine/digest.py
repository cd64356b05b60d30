"""What a world comes to as one number: two that go on alike have the same, and all others almost surely another."""

from typing import NamedTuple

import numpy as np

from warbell.engine.dice import mix
from warbell.engine.kernel import kernel
from warbell.engine.world import World

U1, U8 = np.uint8, np.uint64

# Working memory that a beat always refills before it reads it is left out of a digest.
DERIVED = ("sound", "noises", "sight", "bright", "eyes", "found", "awake", "heard", "occupant")


@kernel
def _fold(tables, out):
    """out[e] = out[e] hashed on with row e of each of the tables; a tuple of uint64 [E, n], and uint64 [E]."""
    for e in range(len(out)):
        h = out[e]
        for words in tables:
            if words.shape[1] == 0:
                continue
            for i in range(words.shape[1]):
                h = (h ^ words[e, i]) * np.uint64(0x9E3779B97F4A7C15)
                h ^= h >> np.uint64(29)
            h = mix(h + np.uint64(words.shape[1]))
        out[e] = h


class Words(NamedTuple):
    """What carries state from one beat to the next, as 64-bit words: the worlds' own memory, looked for once."""

    tables: tuple[np.ndarray, ...]  # uint64 [E, n]
    filled: tuple[tuple[np.ndarray, np.ndarray], ...]  # bytes in `tables`, uint8 [E, m], and what they are copied from


def words(world: World) -> Words:
    """The state of worlds in words, for as many digests as one likes while their tables stay where they are."""
    tables, filled = [], []
    for name, table in zip(World._fields, world, strict=True):
        if name in DERIVED:
            continue
        size = table.nbytes // max(1, len(table))
        if size % 8 == 0 and table.flags.c_contiguous:
            tables.append(table.view(U1).reshape(len(table), size).view(U8))
            continue
        padded = np.zeros((len(table), -(-size // 8)), U8)
        filled.append((padded.view(U1)[:, :size], table))
        tables.append(padded)
    return Words(tuple(tables), tuple(filled))


def digest(world: World | Words) -> np.ndarray:
    """One uint64 per world, [E], over every table that carries state from one beat to the next."""
    state = world if isinstance(world, Words) else words(world)
    for copied, table in state.filled:
        copied[:] = np.ascontiguousarray(table).view(U1).reshape(copied.shape)
    out = np.full(len(state.tables[0]), 0x5761_7262_656C_6C31, U8)
    _fold(state.tables, out)
    return out
