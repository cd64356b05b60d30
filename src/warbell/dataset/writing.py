"""A dataset of many replays: which of them can be played again, in which parts, and writing those that are missing."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from warbell import parquet
from warbell.dataset.rows import Rows, Source
from warbell.encode.presets import arrays_of
from warbell.encode.words import ACTIONS
from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.files import read_bytes
from warbell.parts import Hand, Keeping, fulfil
from warbell.replay import HASH_SIZE, parse

MOST_BYTES: Final = 32 * 2**20  # of a part's observations and masks before they are packed, unless one game is larger

LeftOut = tuple[str, str]  # a replay and why


class _Game(NamedTuple):
    """What is kept of a replay until it is played again."""

    source: Source
    episode: Episode
    seed: int
    beats: int


class Written(NamedTuple):
    """What a dataset came to."""

    games: int
    rows: int
    folders: list[str]  # one for each episode
    parts: int  # of this shard
    made: int  # of those: the others were there
    left_out: list[LeftOut]


def write(
    paths: Sequence[Path],
    preset: str,
    hand: Hand,
    keeping: Keeping,
    progress: Callable[[int], None] | None = None,
) -> Written:
    """Write the parts of a shard of the dataset of these replays, and say what they hold.

    Replays are played again and left out if they do not verify. The order of `paths` makes no difference. `progress` is
    called with numbers of games. BadInput for a folder with parts of another dataset, or that cannot be written to.
    """
    found, left_out = _games(paths)
    if progress:
        progress(len(left_out))
    parts = [*_cut(found, preset)]
    folders = list(dict.fromkeys(part.folder for part in parts))
    for folder in folders:
        there = {f"{folder}/{path.name}" for path in (keeping.folder / folder).glob("*.parquet")}
        if strange := there.difference(*(part.names for part in parts)):
            expected = "none, or the parts of these replays in this preset; another folder for another dataset"
            raise BadInput(keeping.folder / min(strange), "a part of another dataset", expected)
    made = fulfil(parts, hand, keeping, progress)
    own = keeping.shard.own(parts)
    games = rows = 0
    for part in own:
        count, note = parquet.rows_and_note(keeping.folder / part.names[0])
        games, rows = games + note["games"], rows + count
        left_out += [(name, why) for name, why in note["left_out"]]
    return Written(games, rows, folders, len(own), made, left_out)


def _games(paths: Sequence[Path]) -> tuple[list[_Game], list[LeftOut]]:
    """The replays that can be played again, in an order of their own, and the others."""
    found: dict[str, _Game] = {}
    left_out = []
    for path in paths:
        try:
            game = _game(path)
        except BadInput as error:
            left_out.append((str(path), str(error)))
            continue
        first = found.setdefault(game.source.game, game)
        if first is not game:
            left_out.append((str(path), f"{path}: the same game as {first.source.path}"))
    return sorted(found.values(), key=lambda one: (one.episode.digest, one.seed, one.source.game)), left_out


def _game(path: Path) -> _Game:
    """A replay that can be played again; BadInput if it cannot."""
    data = read_bytes(path)
    replay = parse(str(path), data).playable()
    if not len(replay.orders):
        raise BadInput(path, "a game without a beat", "one that was played")
    source = Source(path.name, data[-HASH_SIZE:].hex(), path)
    return _Game(source, replay.episode, replay.header.seed, len(replay.orders))


def _cut(games: Sequence[_Game], preset: str) -> Iterator[Rows]:
    """All games in parts of one episode and MOST_BYTES each, a game at least."""
    folder, kept, full = "", list[Source](), 0
    arrays = arrays_of(preset).values()
    each = sum(array.dtype.itemsize * int(np.prod(array.shape)) for array in arrays) + len(ACTIONS) // 8 + 1
    for source, episode, _, beats in games:
        weight = (beats + 1) * len(episode.seats) * each
        own = f"{episode.name}-{episode.digest[:8]}"
        if kept and (own != folder or full + weight > MOST_BYTES):
            yield Rows(preset, folder, tuple(kept))
            kept, full = [], 0
        folder, full = own, full + weight
        kept.append(source)
    if kept:
        yield Rows(preset, folder, tuple(kept))
