"""Parts of large work: each is made once, wherever, and kept in a file named after all that it depends on.

A part is a pure function of what it holds, so that its file is the same whoever makes it, and one that is there is
never made again: by the next command, by another shard, by another machine (docs/many-machines.md).
"""

import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from warbell import __version__, parquet
from warbell.engine import RULES_VERSION
from warbell.errors import BadInput
from warbell.files import write_atomically

FOLDER = "parts"  # of results, in the folder of a run
TABLE = "results.parquet"  # beside it: all results, once all parts are there


class Part(Protocol):
    """A piece of work that any process can do, given nothing but itself."""

    @property
    def key(self) -> str:
        """The hash of all that it depends on, as `key_of` makes it."""

    @property
    def size(self) -> int:
        """How many things it is of those that progress counts."""

    @property
    def names(self) -> Sequence[str]:
        """Paths of its files in the folder where parts are kept; the last is Parquet, and notes the key."""

    def make(self, stop: Any = None) -> Any:
        """Do it, anywhere. Raises Stopped soon after the Event `stop` is set."""

    def files(self, made: Any) -> Sequence[bytes]:
        """What becomes of `names`."""


_P = TypeVar("_P", bound=Part)
Hand = Callable[[Iterable[Any]], Generator[tuple[Any, Any]]]  # yields each part with what it made, as they finish


class Shard(NamedTuple):
    """A share of all parts: every `of`-th of them."""

    number: int = 1  # from 1
    of: int = 1

    def own(self, parts: Sequence[_P]) -> Sequence[_P]:
        """The parts of this shard."""
        return parts[self.number - 1 :: self.of]


class Keeping(NamedTuple):
    """Where parts are kept, and which of them are made here."""

    folder: Path
    shard: Shard = Shard()


def key_of(kind: str, version: int, *what: Any) -> str:
    """The name of a part, 32 hex digits: a hash of its kind and format, the rules, this warbell and JSON of `what`.

    The minds of the house and what replays note may differ from one warbell to the next, hence its version.
    """
    text = json.dumps([kind, version, RULES_VERSION, __version__, *what], ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def is_whole(folder: Path, part: Part) -> bool:
    """Whether all files of a part are there, and the last of them is its own and can be read to its end."""
    paths = [folder / name for name in part.names]
    if not all(path.is_file() for path in paths):
        return False
    note = parquet.note_of(paths[-1])
    return note is not None and note.get("key") == part.key


def fulfil(parts: Sequence[Part], hand: Hand, keeping: Keeping, progress: Callable[[int], None] | None = None) -> int:
    """Make the parts of a shard that are not there yet, and return how many that were.

    Whenever this ends, what is there is whole: the Parquet file of a part is written last. BadInput if the folder
    cannot be written to.
    """
    folder = keeping.folder
    own = {part.key: part for part in keeping.shard.own(parts)}
    due = [part for part in own.values() if not is_whole(folder, part)]
    if progress:
        progress(sum(part.size for part in keeping.shard.own(parts)) - sum(part.size for part in due))
    with closing(hand(due)) as finished:
        for part, made in finished:
            for name, data in zip(part.names, part.files(made), strict=True):
                target = folder / name
                try:
                    target.parent.mkdir(parents=True, exist_ok=True)
                except OSError as error:
                    raise BadInput(
                        target.parent, (error.strerror or str(error)).lower(), "a folder to write into"
                    ) from None
                write_atomically(target, data)
            if progress:
                progress(part.size)
    return len(due)
