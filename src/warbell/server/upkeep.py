"""What whoever keeps a database does with its rooms: lists them, deletes them, forgets a person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sql

from warbell.server import log
from warbell.server.store import Store
from warbell.server.tables import log as _log

SOMEBODY = "somebody"  # what a person is called who was forgotten
TELLING = ("created", "claimed", "admitted", "ended")  # kinds of rows that a list is made of


class Kept(msgspec.Struct):
    """A room as its rows have it; times are milliseconds since 1970."""

    room: str
    made: int
    last: int  # when its last row was written
    episode: str = ""
    digest: str = ""  # of the episode
    day: str | None = None  # whose night it is
    rules: int = 0
    minds: dict[str, str] = msgspec.field(default_factory=dict)  # by seat, as the room was made
    people: list[tuple[str, str]] = msgspec.field(default_factory=list)  # seat and name of each who ever sat down
    state: str = "gathering"  # or playing, or how it ended: won, lost, timeout, abandoned
    beats: int = 0  # played in it
    rows: int = 0
    bytes: int = 0  # of the rows
    kinds: dict[str, int] = msgspec.field(default_factory=dict)  # rows of each kind


def listed(store: Store, rooms: Sequence[str] | None = None) -> list[Kept]:
    """The rooms, or those of them that are there, oldest first; BadInput if the database cannot be read."""
    these = sql.true() if rooms is None else _log.c.room.in_(rooms)
    sizes = (
        sql.select(_log.c.room, _log.c.kind, sql.func.count(), sql.func.sum(sql.func.length(_log.c.row)),
            sql.func.min(_log.c.at), sql.func.max(_log.c.at))
        .where(these).group_by(_log.c.room, _log.c.kind)
    )  # fmt: skip
    telling = (
        sql.select(_log.c.room, _log.c.row).where(these, _log.c.kind.in_(TELLING)).order_by(_log.c.room, _log.c.version)
    )
    with store.connected() as connection:
        sized, told = connection.execute(sizes).all(), connection.execute(telling).all()
    found: dict[str, Kept] = {}
    for room, kind, count, size, first, last in sized:
        kept = found.setdefault(room, Kept(room, first, last))
        kept.made, kept.last = min(kept.made, first), max(kept.last, last)
        kept.kinds[kind] = count
        kept.rows += count
        kept.bytes += int(size)
    for kept in found.values():
        kept.beats = kept.kinds.get("played", 0)
        kept.state = "playing" if "started" in kept.kinds else "gathering"
    for room, row in _decoded(told):
        _note(found[room], row)
    return sorted(found.values(), key=lambda kept: (kept.made, kept.room))


def _decoded(rows: Iterable[Any]) -> Iterator[tuple[str, log.Row]]:
    """Rows of rooms, without those that cannot be read: `warbell rooms check` says which these are."""
    for room, data in rows:
        try:
            row = log.decode(data)
        except msgspec.MsgspecError:
            continue
        yield room, row


def _note(kept: Kept, row: log.Row) -> None:
    match row:
        case log.Created():
            kept.episode, kept.digest, kept.day = row.episode, row.digest, row.day
            kept.rules, kept.minds = row.rules, row.minds
        case log.Claimed() | log.Admitted():
            kept.people.append((row.seat, row.who))
        case log.Ended():
            kept.state = row.outcome.outcome
        case _:
            pass


def delete(store: Store, rooms: Sequence[str]) -> None:
    """Delete all rows of rooms, and what is left of them in the files; nobody may serve the database meanwhile."""
    with store.connected(writing=True) as connection:
        connection.execute(_log.delete().where(_log.c.room.in_(rooms)))
    store.write_anew()


def forget(store: Store, who: str, rooms: Sequence[str] | None = None) -> dict[str, list[str]]:
    """Take a name out of rooms, and with it the keys to the seats of whoever had it: rooms, and the seats in each.

    What was ordered from these seats stays: the beats that were played follow from it. Nobody may serve the database.
    """
    sat = sql.select(_log.c.room, _log.c.version, _log.c.row).where(_log.c.kind.in_(("claimed", "admitted")))
    if rooms is not None:
        sat = sat.where(_log.c.room.in_(rooms))
    forgotten: dict[str, list[str]] = defaultdict(list)
    with store.connected(writing=True) as connection:
        for room, version, data in connection.execute(sat).all():
            row = log.decode(data)
            if isinstance(row, (log.Claimed, log.Admitted)) and row.who == who:
                nobody = msgspec.structs.replace(row, who=SOMEBODY, token="")
                here = (_log.c.room == room) & (_log.c.version == version)
                connection.execute(_log.update().where(here).values(row=log.encode(nobody)))
                forgotten[room].append(row.seat)
    if forgotten:
        store.write_anew()
    return forgotten
