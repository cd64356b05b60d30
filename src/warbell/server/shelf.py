"""The databases of one server: FILE, and of each worker but the first FILE.1, FILE.2, ... beside it."""

import re
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.server.log import Entry
from warbell.server.store import Store, sqlite
from warbell.server.whose import file_of, worker_of


def beside(path: Path) -> dict[int, Path]:
    """The databases beside FILE that hold rooms of other workers of its server, by their number."""
    numbers = sorted(
        int(found[1])
        for each in path.parent.glob("*")
        if (found := re.fullmatch(re.escape(path.name) + r"\.([1-9][0-9]?)", each.name, re.ASCII))
    )
    return {number: file_of(path, number) for number in numbers if number in _workers(file_of(path, number))}


def check(path: Path, workers: int) -> None:
    """BadInput if so many workers would leave rooms out, or have rooms in their databases that are another's."""
    kept = beside(path)
    if kept and max(kept) >= workers:
        raise BadInput(kept[max(kept)], f"rooms of worker {max(kept)}", f"--workers {max(kept) + 1} or more")
    for number in range(workers if workers > 1 else 0):
        other = next(iter(_workers(file_of(path, number)) - {number}), None)
        if other is not None:
            raise BadInput(file_of(path, number), f"rooms of worker {other}", f"those of worker {number} alone")


def _workers(path: Path) -> set[int]:
    """Whose rooms a database holds; nobody's if it is none of warbell."""
    if not path.is_file():
        return set()
    try:
        with closing(Store(sqlite(path), new=False)) as store:
            return {worker_of(room) for room in store.rooms()}
    except BadInput:
        return set()


class Shelf:
    """The databases of a server, to be read."""

    def __init__(self, stores: Mapping[int, Store]) -> None:
        """`stores` are by worker, and one is worker 0's."""
        self._stores = stores

    @property
    def stores(self) -> list[Store]:
        """All of them, in the order of workers."""
        return [store for _, store in sorted(self._stores.items())]

    @property
    def where(self) -> str:
        """What they are called."""
        return self._stores[0].where

    def of(self, room: str) -> Store:
        """The database of a room, if it is there."""
        return self._stores.get(worker_of(room), self._stores[0])

    def rooms(self) -> list[str]:
        """The ids of all rooms, of each database the oldest first."""
        return [room for store in self.stores for room in store.rooms()]

    def entries(self, room: str) -> list[Entry]:
        """All rows of a room, in order; empty if there is no such room. BadInput for a damaged row."""
        return self.of(room).entries(room)

    def episode(self, digest: str) -> Episode:
        """An episode that was kept in any of them; BadInput if it was not, or is damaged."""
        *others, last = self.stores
        for store in others:
            with suppress(BadInput):
                return store.episode(digest)
        return last.episode(digest)
