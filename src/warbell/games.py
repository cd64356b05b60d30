"""Games in parts: those of a team on a range of seeds, as a part that any process can play, and the table of all."""

import hashlib
import inspect
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any, Final, NamedTuple

import numpy as np

from warbell import __version__, parquet
from warbell.bots import Program
from warbell.engine import RULES_VERSION
from warbell.episodes import Episode
from warbell.episodes.packed import pack_sources, unpack_episode
from warbell.files import write_atomically
from warbell.guests import find, is_place, name_of
from warbell.parts import FOLDER, key_of
from warbell.plans import Plan, show
from warbell.prepare import prepare
from warbell.replay import dump
from warbell.rollout import rollout
from warbell.runs import Result, replays_of, results_of
from warbell.spread import MOST, parts
from warbell.team import Team, seating

FORMAT: Final = 1
NUMBERS: Final = ("score", "beats", "saved", "dead", "turned")


class Played(NamedTuple):
    """What came of some games."""

    results: list[Result]
    replays: list[bytes]  # as many, or none


@dataclass(frozen=True)
class Games:
    """One game for each seed of a range, all seats held by minds that have names."""

    sources: bytes  # of the episode, packed
    held: tuple[tuple[str, str], ...]  # each seat and the name of its mind
    plan: Plan | None  # that the mind `plan` plays
    seeds: range
    filmed: bool = False  # whether they leave replays

    @property
    def key(self) -> str:
        """The hash of all that it depends on: of a mind of one's own the text of its module, or a program's files."""
        about = _about(unpack_episode(self.sources), self.held, self.plan)
        codes = {name: _code(name) for _, name in self.held if is_place(name)}
        return key_of("games", FORMAT, about, codes, self.seeds.start, self.seeds.stop)

    @property
    def size(self) -> int:
        """How many games."""
        return len(self.seeds)

    @property
    def names(self) -> list[str]:
        """Replays as `run` writes them, and the table of results."""
        return [*(f"seed-{seed}.warbell" for seed in self.seeds if self.filmed), f"{FOLDER}/{self.key}.parquet"]

    def make(self, stop: Event | None = None) -> Played:
        """Play them, on one thread."""
        prepare()
        episode, all_seeds = unpack_episode(self.sources), np.array(self.seeds, np.uint64)
        held = seating(episode, dict(self.held))
        made = Played([], [])
        for piece in parts(len(all_seeds), episode, 1):
            seeds = all_seeds[piece]
            with closing(Team(episode, held, len(seeds), self.plan)) as team:
                played = rollout(episode, seeds, team, stop, filmed=self.filmed)
            made.results.extend(results_of(seeds.tolist(), played, []))
            if self.filmed:
                minds = tuple(name_of(mind) for mind in held.values())
                replays = replays_of(self.names[piece], episode, minds, self.plan, seeds.tolist(), played)
                made.replays.extend(dump(replay) for replay in replays)
        return made

    def files(self, made: Played) -> list[bytes]:
        """The replays and the table."""
        note = {"key": self.key, **_about(unpack_episode(self.sources), self.held, self.plan)}
        return [*made.replays, parquet.pack(_table(made.results), note)]


def in_parts(
    episode: Episode, held: Mapping[str, str], plan: Plan | None, seeds: range, *, most: int = MOST, filmed: bool
) -> list[Games]:
    """The games of these seeds in parts of `most`, cut at its multiples: more seeds leave most parts as they are."""
    cuts = [seeds.start, *range((seeds.start // most + 1) * most, seeds.stop, most), seeds.stop]
    packed, seats = pack_sources(episode), tuple(held.items())
    return [Games(packed, seats, plan, range(*ends), filmed) for ends in pairwise(cuts)]


def results_in(folder: Path, games: Iterable[Games]) -> list[Result]:
    """The results of parts that are there."""
    found = []
    for part in games:
        *replays, table = part.names
        rows = parquet.read(folder / table).to_pylist()
        paths: list[str] | list[None] = [str(folder / name) for name in replays] or [None] * len(rows)
        found += [Result(**row, replay=path) for row, path in zip(rows, paths, strict=True)]
    return found


def write_results(path: Path, games: Sequence[Games], results: Sequence[Result]) -> None:
    """Write the results of all parts of a run as one table, the same bytes in whichever parts it was played."""
    first = games[0]
    write_atomically(path, parquet.pack(_table(results), _about(unpack_episode(first.sources), first.held, first.plan)))


def _about(episode: Episode, held: tuple[tuple[str, str], ...], plan: Plan | None) -> dict[str, Any]:
    """What was played, by whom and by which rules."""
    return {
        "episode": episode.name,
        "episode_digest": episode.digest,
        "minds": dict(held),
        "plan": show(plan) if plan else "",
        "rules": RULES_VERSION,
        "warbell": __version__,
    }


def _table(results: Sequence[Result]) -> Any:
    import pyarrow as pa

    types = {"seed": pa.uint64(), "outcome": pa.string(), "ending": pa.string()}
    types |= dict.fromkeys(NUMBERS, pa.int32()) | {"digest": pa.string()}
    rows = [asdict(result) for result in results]
    return pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in types.items()})


def _code(name: str) -> str:
    """A hash of a mind of one's own: of the files that a program's command names, or of a module's text."""
    program = Program.named(name)
    if program is None:
        return _module(name)
    files = [Path(word) for word in program.words if Path(word).is_file()]
    return hashlib.blake2b(b"".join(path.read_bytes() for path in files), digest_size=16).hexdigest()


@cache  # what a process imported it goes on with, whatever is written into the file meanwhile
def _module(name: str) -> str:
    """A hash of the module in which a mind lies, "" where it has no text; BadInput if it is not there."""
    find("--mind", name)
    try:
        text = inspect.getsource(import_module(name.partition(":")[0]))
    except OSError:
        return ""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
