"""Plays the engine of another commit beside this tree's and compares everything, beat by beat: `./dev same COMMIT`.

Compared are every seat's percept with its mask, column by column, the log of events, score, reward and endings. What
is played are the golden replays, and random episodes of which many worlds are played at once. Columns are compared by
their hashes; only where those differ are both sides asked for the values. Of each world only the first beat that
differs counts, as all that follows from it differs as well.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import filterfalse
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from allowed import allowed, gone
from drawn import sources
from tree import CACHE, ROOT, Side, unpacked

from warbell.cli.progress import bar
from warbell.encode.words import ACTIONS
from warbell.replay import load

PROGRAM = Path(__file__).with_name("side.py")
GOLDEN = ROOT / "tests/replays/golden"
BATCH = 20  # worlds of an episode
KINDS = ("old", "new")


class Game(NamedTuple):
    """Worlds of one episode to be played on both sides."""

    name: str
    sources: dict[str, bytes]
    seeds: np.ndarray  # uint64 [E]
    beats: int
    orders: np.ndarray | None  # [beats, P], indices into the names both sides know; None to have them drawn


class Found:
    """What was played and what differed."""

    def __init__(self) -> None:
        self.worlds = self.beats = self.refused = 0
        self.events: Counter[str] = Counter()
        self.endings: Counter[str] = Counter()
        self.first: dict[str, str] = {}  # column -> where it differed first
        self.often: Counter[str] = Counter()  # column -> worlds in whose first differing beat it differs
        self.differing = 0  # worlds
        self.rules: Counter[str] = Counter()  # allowed differences -> games in which they were met
        self.episode: tuple[str, dict[str, bytes]] | None = None  # the first in which something differed

    def note(self, game: Game, column: str, line: str, worlds: int = 1) -> None:
        """Keep the first line of each column, and the first episode."""
        self.first.setdefault(column, line)
        self.often[column] += worlds
        self.episode = self.episode or (game.name, game.sources)


class Pair:
    """Both sides, given the same to do at the same time."""

    def __init__(self, old: Path) -> None:
        self.sides = [Side(tree, PROGRAM) for tree in (old, ROOT)]
        old_names, new_names = self.both("orders")
        self.common = sorted(set(old_names) & set(new_names))
        self.lost = sorted(set(old_names) - set(new_names))
        self.added = sorted(set(new_names) - set(old_names))
        for side in self.sides:
            side.ask("settle", self.common)
        for side in self.sides:
            side.answer()

    def both(self, what: str, *args: Any) -> list[Any]:
        """Their answers to one request, the old one's first."""
        for side in self.sides:
            side.ask(what, *args)
        return [side.answer() for side in self.sides]

    def play(self, game: Game, found: Found) -> bool:
        """Compare one game; False if no side takes its episode."""
        old, new = self.both("play", game.sources, game.seeds, game.beats, game.orders)
        if isinstance(old, str) or isinstance(new, str):
            if old == new:
                found.refused += 1
                return False
            words = [each if isinstance(each, str) else "nothing wrong" for each in (old, new)]
            found.differing += 1
            found.note(game, "reading", f"{game.name}: old {words[0]}; new {words[1]}")
            return True
        found.worlds += len(game.seeds)
        found.beats += game.beats * len(game.seeds)
        found.events += Counter(new["events"])
        found.endings += Counter(new["endings"])
        for name in filterfalse(gone, set(old["columns"]) ^ set(new["columns"])):
            side = KINDS[name in new["columns"]]
            found.first.setdefault(f"{name} is only in the {side} engine", "")
        shared = [name for name in old["columns"] if name in new["columns"]]
        seals = [[_picked(beat, each["columns"], shared) for beat in each["seals"]] for each in (old, new)]
        differing = [name for k, name in enumerate(shared) if any(a[k] != b[k] for a, b in zip(*seals, strict=True))]
        if differing:
            self._look_closer(game, differing, found)
        return True

    def _look_closer(self, game: Game, columns: list[str], found: Found) -> None:
        """Which worlds differ in these columns, where first, and whether they may."""
        old, new = self.both("values", columns)
        since = np.full(len(game.seeds), game.beats + 1)  # the first differing beat of each world
        odd: dict[str, np.ndarray] = {}
        for column in columns:
            a, b = old[column], new[column]
            if a.shape != b.shape:
                found.differing += len(game.seeds)
                found.note(game, column, f"{game.name}: shape old {a.shape[1:]}, new {b.shape[1:]}", len(game.seeds))
                return
            free, rules = allowed(column, a, b)
            found.rules.update(rules)
            odd[column] = (a != b) & ~free
            by_world = odd[column].reshape(*a.shape[:2], -1).any(axis=2)
            since = np.minimum(since, np.where(by_world.any(axis=0), by_world.argmax(axis=0), game.beats + 1))
        found.differing += int((since <= game.beats).sum())
        for column, where in odd.items():
            at = [(int(beat), e) for e, beat in enumerate(since) if beat <= game.beats and where[beat, e].any()]
            if at:
                beat, e = min(at)
                cell = tuple(np.argwhere(where[beat, e])[0].tolist())
                a, b = (int(side[column][(beat, e, *cell)]) for side in (old, new))
                line = f"{game.name}, seed {game.seeds[e]}, beat {beat}, {self._index(column, cell)}: old {a}, new {b}"
                found.note(game, column, line, len(at))

    def _index(self, column: str, cell: tuple[int, ...]) -> str:
        if column == "percept.mask":
            return f"seat {cell[0]}, {self.common[cell[1]]!r}"
        inner = f"[{', '.join(map(str, cell[1:]))}]" if len(cell) > 1 else ""
        if column.startswith("percept."):
            return f"seat {cell[0]}{inner}"
        return f"row {cell[0]}" if cell else "world"


def _picked(seals: list[bytes], columns: list[str], wanted: list[str]) -> list[bytes]:
    of = dict(zip(columns, seals, strict=True))
    return [of[name] for name in wanted]


def golden(common: list[str]) -> Iterator[Game]:
    """The golden replays, their orders by names."""
    for path in sorted(GOLDEN.glob("*.warbell")):
        replay = load(path)
        index = {name: k for k, name in enumerate(common)}
        orders = np.array([[index[ACTIONS[order]] for order in row] for row in replay.orders])
        yield Game(path.name, replay.episode.sources, np.array([replay.header.seed], np.uint64), len(orders), orders)


def random_games(first: int, beats: int) -> Iterator[Game]:
    """Worlds of one random episode after another."""
    seed = first
    while True:
        seeds = np.random.default_rng(seed).integers(0, 2**64, BATCH, np.uint64)
        yield Game(f"episode {seed}", sources(seed), seeds, beats, None)
        seed += 1


def compare(commit: str, worlds: int, beats: int, first: int) -> Found:
    """Play the golden replays and so many random worlds on both sides."""
    found = Found()
    pair = Pair(unpacked(commit))
    for name in filterfalse(gone, pair.lost):
        found.first[f"the order {name!r} is only in the old engine"] = ""
    for game in golden(pair.common):
        pair.play(game, found)
    with bar("worlds", worlds) as progress:
        played = 0
        for game in random_games(first, beats):
            if played >= worlds:
                break
            if pair.play(game, found):
                played += BATCH
                if progress:
                    progress(BATCH)
    for side in pair.sides:
        side.close()
    return found


def report(found: Found) -> None:
    """What was played, and every kind of difference in one line."""
    print(f"{found.worlds} worlds, {found.beats} beats; {found.refused} drawn episodes were refused by both, alike")
    print("endings: " + ", ".join(f"{name} {count}" for name, count in found.endings.most_common()))
    print("events: " + ", ".join(f"{name} {count}" for name, count in found.events.most_common()))
    for rule, count in found.rules.items():
        print(f"allowed, in {count} games: {rule}")
    for column, line in found.first.items():
        print(f"{column}: {line}; in {found.often[column]} worlds" if line else column)
    if found.episode:
        name, files = found.episode
        folder = CACHE.parent / "differs"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for file, text in files.items():
            (folder / file).write_bytes(text)
        print(f"{name} lies in {folder}")
    print(f"{found.differing} worlds differ" if found.first else "no difference")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="./dev same", description=__doc__.split("\n\n")[0],
        epilog="as in: ./dev same main~3 --worlds 2000; one episode again: ./dev same main~3 --first 77 --worlds 1",
    )  # fmt: skip
    parser.add_argument("commit", help="what to compare this tree with, as git names it")
    parser.add_argument("--worlds", type=int, default=10_000, help="how many random ones (10000)")
    parser.add_argument("--beats", type=int, default=60, help="how long each is (60)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first random episode (0)")
    given = parser.parse_args()
    found = compare(given.commit, given.worlds, given.beats, given.first)
    report(found)
    sys.exit(bool(found.first))


if __name__ == "__main__":
    main()
