"""The rows of games, a row a seat and beat: what each seat knew, could do, did and got. docs/dataset.md names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import Any, Final

import numpy as np

from warbell import parquet
from warbell.encode.paper import paper_of
from warbell.encode.presets import Array, arrays_of, buffers, encode
from warbell.encode.words import ACTIONS
from warbell.engine import RULES_VERSION
from warbell.engine.percept import Percept
from warbell.episodes import brief
from warbell.errors import BadInput
from warbell.files import read_bytes
from warbell.order_names import names_of
from warbell.parts import key_of
from warbell.prepare import prepare
from warbell.proof import judge
from warbell.replay import Replay, parse
from warbell.rollout import ABANDONED, Recorded, Rollout
from warbell.team import holders

FORMAT: Final = 1
CUT_SHORT: Final = ("timeout", ABANDONED)  # outcomes of games that no rule ended
MASK: Final = "action_mask"


class Source:
    """A replay file; one that is sent to another process takes its bytes along."""

    def __init__(self, name: str, game: str, path: Path, data: bytes | None = None) -> None:
        self.name, self.game, self.path = name, game, path  # its own name, the hash at its end
        self._data = data

    def __reduce__(self) -> tuple[Any, ...]:
        return Source, (self.name, self.game, Path(self.name), self.data)

    @property
    def data(self) -> bytes:
        """All bytes of the file; BadInput if it cannot be read any more."""
        return self._data or read_bytes(self.path)


@dataclass(frozen=True)
class Rows:
    """The rows of some games of one episode: a part that any process can make."""

    preset: str
    folder: str  # of the episode
    sources: tuple[Source, ...]

    @property
    def key(self) -> str:
        """The hash of all that it depends on."""
        return key_of("dataset", FORMAT, self.preset, self.folder, [[each.name, each.game] for each in self.sources])

    @property
    def size(self) -> int:
        """How many games."""
        return len(self.sources)

    @property
    def names(self) -> list[str]:
        """The one file."""
        return [f"{self.folder}/{self.key}.parquet"]

    def make(self, stop: Event | None = None) -> bytes:
        """Play the games again; those that do not verify have no rows, and the file says so."""
        import pyarrow as pa

        prepare()
        replays = [parse(source.name, source.data) for source in self.sources]
        witness = Witness(replays, self.preset)
        verdicts, played = judge(replays, stop, witness)
        refused = [[verdict.where, str(verdict)] for verdict in verdicts if isinstance(verdict, BadInput)]
        proved = [e for e, verdict in enumerate(verdicts) if isinstance(verdict, Replay)]
        schema = _schema(witness.arrays)
        tables = [_rows(replays[e], self.sources[e].game, played, e, witness, schema) for e in proved]
        note = {
            "key": self.key,
            "format": FORMAT,
            "preset": self.preset,
            "rules": RULES_VERSION,
            "arrays": {
                name: {"dtype": array.dtype.name, "shape": array.shape, "low": array.low, "high": array.high}
                for name, array in witness.arrays.items()
            },
            "seats": list(replays[0].header.seats),
            "actions": list(ACTIONS),
            "games": len(proved),
            "left_out": refused,
        }
        return parquet.pack(pa.concat_tables([schema.empty_table(), *tables]), note)

    def files(self, made: bytes) -> list[bytes]:
        """The one file."""
        return [made]


class Witness(Recorded):
    """Gives the orders of games that were played, and keeps what their seats knew and could do before each."""

    def __init__(self, replays: Sequence[Replay], preset: str) -> None:
        super().__init__([replay.orders for replay in replays])
        episode = replays[0].episode
        self.arrays = arrays_of(preset)
        self._paper = paper_of(brief(episode))
        self._seen: list[dict[str, np.ndarray]] = []  # a beat: arrays [E, S, ...]
        self._percept: Percept | None = None

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Look, and fill in the recorded orders of the next beat."""
        self._percept = percept  # the same tables from beat to beat: after the last they say how it ended
        self._seen.append(self._look(percept))
        super().decide(percept, out)

    @cached_property
    def seen(self) -> list[dict[str, np.ndarray]]:
        """What was seen before each beat and after the last, once all were played: arrays [E, S, ...] by name."""
        assert self._percept is not None
        return [*self._seen, self._look(self._percept)]

    def _look(self, percept: Percept) -> dict[str, np.ndarray]:
        found = buffers(self.arrays, *percept.mask.shape[:2])
        encode(percept, self._paper, found)
        return {**found, MASK: np.packbits(percept.mask.astype(bool), axis=2, bitorder="little")}


def _schema(arrays: Mapping[str, Array]) -> Any:
    """The columns of all games with these arrays."""
    import pyarrow as pa

    texts, flag = pa.string(), pa.bool_()
    columns = {"game": texts, "replay": texts, "episode": texts, "episode_digest": texts, "seed": pa.uint64()}
    columns |= {"outcome": texts, "seat": texts, "holder": texts, "beat": pa.int32(), "order": pa.int16()}
    columns |= {"order_name": texts, "reward": pa.int32(), "terminated": flag, "truncated": flag}
    columns[MASK] = pa.list_(pa.uint8(), -(-len(ACTIONS) // 8))
    for name, array in arrays.items():
        columns[name] = pa.list_(pa.from_numpy_dtype(array.dtype), int(np.prod(array.shape)))
    return pa.schema(columns)


def _rows(replay: Replay, game: str, played: Rollout, e: int, witness: Witness, schema: Any) -> Any:
    """The rows of one game, world `e` of those played: seat by seat, beat by beat, the last of each with no order."""
    import pyarrow as pa

    head, beats, seats = replay.header, len(replay.orders), len(replay.header.seats)
    count = seats * (beats + 1)
    at = np.tile(np.arange(beats + 1), seats)  # beats that were played before each row
    ended = at == beats - 1
    short = head.outcome in CUT_SHORT

    def given(of_beats: np.ndarray) -> Any:
        """What goes with orders, [beats, seats], null where there is none."""
        padded = np.concatenate([of_beats, of_beats[-1:]]).T.ravel()
        return pa.array(padded, mask=at == beats)

    held = [[holder.name for holder in holders(head, beat)] for beat in range(beats)]
    constant = {
        "game": game, "replay": replay.name, "episode": head.episode, "episode_digest": head.episode_digest,
        "seed": head.seed, "outcome": head.outcome,
    }  # fmt: skip
    columns = {name: pa.repeat(pa.scalar(value, schema.field(name).type), count) for name, value in constant.items()}
    columns["seat"] = pa.array(np.repeat(np.array(head.seats, object), beats + 1))
    columns["holder"] = pa.array(np.array([*held, held[-1]], object).T.ravel())
    columns["beat"] = pa.array((at + 1).astype(np.int32))
    columns["order"] = given(replay.orders)
    columns["order_name"] = given(np.array([names_of(row) for row in replay.orders.tolist()], object))
    columns["reward"] = given(np.repeat(played.rewards[e][:, None], seats, axis=1))
    columns["terminated"] = pa.array(ended & (not short))
    columns["truncated"] = pa.array(ended & short)
    for name in (MASK, *witness.arrays):
        seen = np.stack([look[name][e] for look in witness.seen[: beats + 1]], axis=1).reshape(count, -1)
        columns[name] = pa.FixedSizeListArray.from_arrays(pa.array(seen.ravel()), seen.shape[1])
    return pa.table(columns, schema=schema)
