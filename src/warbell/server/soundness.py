"""Whether what a database holds is sound: the file itself, and every room done again by its rows."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from warbell.errors import BadInput
from warbell.server import log
from warbell.server.chair import Refusal
from warbell.server.game import table
from warbell.server.room import Room
from warbell.server.store import Store


def listed(store: Store) -> tuple[list[str], str]:
    """The ids of the rooms that can be found, and why there may be others; "" if these are all."""
    rooms: list[str] = []
    try:
        rooms.extend(store.each_room())
    except BadInput as error:
        return rooms, error.found
    return rooms, ""


def wrong(store: Store, rooms: Sequence[str], progress: Callable[[int], None] | None) -> Iterator[tuple[str, str]]:
    """Those of the rooms that a server could not take up, each with why; `progress` is called with 1 after each."""
    laid = lru_cache(maxsize=4)(lambda digest: table(store.episode(digest)))
    for name in rooms:
        try:
            entries = store.entries(name)
            first = entries[0].row if entries else None
            if isinstance(first, log.Created):
                Room(name, laid(first.digest), first, entries[0].at).restore(entries[1:])
            else:
                yield name, "no such room" if first is None else f"its log begins with {log.kind(first)}"
        except (BadInput, Refusal) as error:
            yield name, error.found if isinstance(error, BadInput) else str(error)
        if progress:
            progress(1)
