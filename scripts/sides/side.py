"""One side: plays the engine that it finds, whichever commit's, and hands out what every beat came to.

It knows an engine by what has the same meaning in all of them: sources of an episode go in, and orders by their names;
what comes out is named columns, whatever tables they lay in. Orders are drawn from the masks by a hash of the world's
seed, the beat and the seat, so that both sides draw the same ones as long as their masks agree.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from tree import serve

from warbell.encode.words import order
from warbell.engine import batch, codes
from warbell.engine.percept import Percept, blank
from warbell.episodes import from_sources
from warbell.errors import BadInput
from warbell.prepare import prepare

CLOCK = ("beat", "ending", "score", "reward", "saved", "dead", "turned")
LOG = ("kind", "who", "whom", "y", "x", "value", "told", "seen", "heard")
CODED = {"percept.heard.sound": codes.SOUNDS, "event.kind": codes.EVENTS}  # compared by name, as numbers may change
ODD = 40  # one order in so many is any at all, possible or not
# How often a verb is drawn where it is possible.
WEIGHTS = {
    "step": 8, "run": 5, "sneak": 2, "link": 12, "strike": 4, "shove": 4, "use": 8, "set": 12, "take": 10, "give": 4,
    "carry": 8, "tend": 10, "comfort": 4, "offer": 12, "rob": 4, "shoot": 4,
}  # fmt: skip
STAYS = 8  # beats for which a seat rather keeps to one direction
LEANING = 5  # how much rather


class Engine:
    """The requests that a side answers."""

    def __init__(self) -> None:
        prepare()
        self.names = [order(action) for action in range(codes.N_ACTIONS)]

    def orders(self) -> list[str]:
        """The names of all orders there are."""
        return self.names

    def settle(self, common: Sequence[str]) -> None:
        """From here on orders are indices into this list of names that both sides know."""
        self.actions = np.array([self.names.index(name) for name in common])
        verbs = [name.split()[0] for name in common]
        often = Counter(verbs)
        self.index = np.full(len(self.names) + 1, -1)  # of an order by its number here; the last of them is -1, none
        self.index[self.actions] = np.arange(len(common))
        self.weights = np.array([WEIGHTS.get(verb, 1) / often[verb] for verb in verbs])
        ways = [codes.DIRECTIONS.index(name.split()[-1]) if name.split()[-1] in WAYS else -1 for name in common]
        self.leaning = np.array([[LEANING if way == k else 1 for way in ways] for k in range(len(WAYS))])

    def play(self, sources: dict[str, bytes], seeds: np.ndarray, beats: int, given: np.ndarray | None) -> Any:
        """Play worlds of an episode: a hash of each column after each beat, and what happened in them.

        `given` are the orders of the only world, [beats, P], None to have them drawn. The words that refuse an episode
        if it is broken.
        """
        try:
            self.episode = from_sources(sources, played=True)
        except BadInput as error:
            return str(error)
        self.seeds, self.beats, self.given = seeds, beats, given
        seals, happened = [], np.zeros(256, np.int64)
        for beat, columns, world in self._beats():
            names = [name for name, _ in columns]
            seals.append([_seal(values) for _, values in columns])
            of_now = _in_use(world) & (world.clock["beat"] == beat)[:, None]  # a world that has ended keeps its last
            happened += np.bincount(world.events["kind"][of_now], minlength=256)
        endings = Counter(
            self.episode.endings[k].outcome if k >= 0 else "running" for k in world.clock["ending"].tolist()
        )
        events = {name: int(happened[kind]) for kind, name in enumerate(codes.EVENTS)}
        return {"columns": names, "seals": seals, "events": events, "endings": dict(endings)}

    def values(self, names: Sequence[str]) -> dict[str, np.ndarray]:
        """These columns of the worlds that were played last, int64 [1 + beats, E, ...]."""
        kept: dict[str, list[np.ndarray]] = {name: [] for name in names}
        for _, columns, _ in self._beats():
            for name, values in columns:
                if name in kept:
                    kept[name].append(values)
        return {name: np.stack(values) for name, values in kept.items()}

    def _beats(self) -> Iterator[tuple[int, list[tuple[str, np.ndarray]], Any]]:
        ground = self.episode.ground
        world = self.episode.start(self.seeds)
        percept = blank(world)
        batch.perceive(ground, world, percept)
        yield 0, list(self._columns(world, percept)), world
        for beat in range(self.beats):
            mask = percept.mask[..., self.actions]
            chosen = self._drawn(mask, beat) if self.given is None else self.given[beat][None]
            orders = self.actions[chosen].astype(np.int32)
            batch.advance(ground, world, percept, orders)
            yield beat + 1, list(self._columns(world, percept)), world

    def _drawn(self, mask: np.ndarray, beat: int) -> np.ndarray:
        """An order for each seat, int [E, P]: one of its mask, uint8 [E, P, A], and now and then any at all."""
        seats, actions = mask.shape[1:]
        seed = self.seeds[:, None, None]
        seat, action = np.arange(seats)[None, :, None], np.arange(actions)[None, None, :]
        way = (_hash(seed, beat // STAYS, seat, 1000) % np.uint64(len(WAYS))).astype(int)[..., 0]
        weights = self.weights * self.leaning[way]
        luck = (_hash(seed, beat, seat, action) >> np.uint64(11)).astype(float) / 2**53
        chosen = np.where(mask > 0, -np.log1p(-luck) / weights, np.inf).argmin(axis=-1)  # whose time comes first
        anything = _hash(seed, beat, seat, 2000)[..., 0]
        odd = anything % np.uint64(ODD) == 0
        return np.where(odd, (anything >> np.uint64(8)) % np.uint64(actions), chosen).astype(int)

    def _columns(self, world: Any, percept: Percept) -> Iterator[tuple[str, np.ndarray]]:
        """Everything that is compared, int64 [E, ...] by name; rows of a table that are not in use are -1."""
        for name, table in zip(Percept._fields, percept, strict=True):
            if name == "pack":
                yield from ((f"percept.pack.{item}", _whole(table[..., k])) for k, item in enumerate(codes.OBJECTS))
                continue
            if table.dtype.names is None:
                yield f"percept.{name}", _whole(table[..., self.actions] if name == "mask" else table)
                continue
            used = None
            if name in percept.me.dtype.names:  # it counts the rows in use
                used = np.arange(table.shape[2]) < percept.me[name][..., None]
            for field in table.dtype.names:
                values = self.index[table[field]] if field == "late" else table[field]  # an order by its number
                yield f"percept.{name}.{field}", _named(f"percept.{name}.{field}", _whole(values, used))
        for field in CLOCK:
            yield f"clock.{field}", _whole(world.clock[field])
        used = _in_use(world)
        log = [_named(f"event.{field}", _whole(world.events[field], used)) for field in LOG]
        rank = _rank(log, used)
        for field, values in zip(LOG, log, strict=True):
            yield f"event.{field}", np.take_along_axis(values, rank, axis=1)


WAYS = codes.DIRECTIONS[:4]


def _in_use(world: Any) -> np.ndarray:
    return np.arange(world.events.shape[1]) < world.clock["events"][:, None]


def _rank(log: list[np.ndarray], used: np.ndarray) -> np.ndarray:
    """An order of each world's events in which it does not matter which was written first, int [E, n].

    What and where comes before how much and to whom it is known, so that rows which differ there alone stay abreast.
    """
    words = np.zeros(used.shape, np.uint64), np.zeros(used.shape, np.uint64)
    for k, values in enumerate(log):
        words[k >= LOG.index("value")][:] = _mix(words[k >= LOG.index("value")] ^ values.view(np.uint64))
    key = (words[0] >> np.uint64(33) << np.uint64(32)) | (words[1] >> np.uint64(32))
    return np.argsort(np.where(used, key, np.uint64(2**64 - 1)), axis=1)


def _whole(values: np.ndarray, used: np.ndarray | None = None) -> np.ndarray:
    whole = values.astype(np.int64, order="C")
    return whole if used is None else np.where(used, whole, -1)


def _named(column: str, values: np.ndarray) -> np.ndarray:
    """Codes as numbers that stand for their names in every engine."""
    if column not in CODED:
        return values
    names = np.array([crc32(name.encode()) for name in CODED[column]] + [-1], np.int64)
    return names[values]


def _seal(values: np.ndarray) -> bytes:
    return hashlib.blake2b(f"{values.shape}".encode() + values.tobytes(), digest_size=8).digest()


def _mix(word: np.ndarray) -> np.ndarray:
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


def _hash(seed: np.ndarray, beat: int, seat: np.ndarray, what: Any) -> np.ndarray:
    """One uint64 for each seed, seat and thing to be decided in a beat."""
    word = _mix(seed + np.uint64(0x9E3779B97F4A7C15))
    for part in (beat, seat, what):
        word = _mix((word ^ np.asarray(part).astype(np.uint64)) + np.uint64(0x9E3779B97F4A7C15))
    return word


if __name__ == "__main__":
    serve(Engine())
