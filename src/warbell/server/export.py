"""Games for researchers: every room's replay, and one table with a row for each seat and beat (docs/export.md).

What the rows of the table say, `decisions.py` finds out; here they become files.
"""

import csv
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from warbell.engine import RULES_VERSION
from warbell.errors import BadInput
from warbell.files import write_atomically
from warbell.replay import Replay, dump
from warbell.server import archive, log
from warbell.server.chair import Refusal
from warbell.server.decisions import COLUMNS, TEXTS, TIMES, Decisions, Row
from warbell.server.game import Table, table
from warbell.server.room import Room
from warbell.server.store import Store

KINDS = ("csv", "parquet")
GROUP = 20_000  # rows that are kept for a row group of Parquet, at least


Add = Callable[[list[Row]], None]  # adds rows to a table


class Written(NamedTuple):
    """What an export wrote."""

    games: int
    decisions: int  # rows of the table
    table: Path
    left_out: list[tuple[str, str]]  # room and why


def export(
    store: Store, rooms: Sequence[str], out: Path, kind: str, progress: Callable[[int], None] | None = None
) -> Written:
    """Write OUT/ROOM.warbell for each room that was played, and OUT/decisions.KIND; damaged rooms are left out.

    `kind` is one of KINDS. `progress` is called with 1 for each room dealt with. BadInput for a room that the database
    does not have, for a folder that cannot be written to, and for Parquet without its library. What an interruption
    leaves is whole: the replays so far, and the table that was there before, if any.
    """
    rooms = list(dict.fromkeys(rooms))
    if kind == "parquet" and find_spec("pyarrow") is None:
        raise BadInput("--format", "parquet without its library", "csv, or `pip install warbell[parquet]` before")
    unknown = set(rooms).difference(store.rooms())
    if unknown:
        raise BadInput("ROOM", min(unknown), "a room of this database")
    laid = lru_cache(maxsize=4)(lambda digest: table(store.episode(digest)))  # rooms of an episode come in a row
    games = decisions = 0
    left_out: list[tuple[str, str]] = []
    write = _parquet if kind == "parquet" else _csv
    target = out / f"decisions.{kind}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".export-", dir=out) as beside:
            part = Path(beside) / target.name
            with write(part) as add:
                for name in rooms:
                    played = _played(store, name, laid)
                    if isinstance(played, str):
                        left_out.append((name, played))
                    else:
                        replay, rows = played
                        write_atomically(out / replay.name, dump(replay))
                        add(rows)
                        if replay.rules != RULES_VERSION:
                            why = f"played by rules version {replay.rules}: it has a replay, and no row of the table"
                            left_out.append((name, why))
                        games, decisions = games + 1, decisions + len(rows)
                    if progress:
                        progress(1)
            with part.open("r+b") as file:
                os.fsync(file.fileno())
            part.replace(target)
    except OSError as error:
        raise BadInput(target, (error.strerror or str(error)).lower(), "a place that can be written to") from None
    return Written(games, decisions, target, left_out)


@contextmanager
def _csv(path: Path) -> Iterator[Add]:
    """A table as CSV (RFC 4180)."""
    times = [k for k, name in enumerate(COLUMNS) if name in TIMES]

    def add(rows: list[Row]) -> None:
        for row in rows:
            cells = list(row)
            for k in times:
                cells[k] = _iso(row[k])
            writer.writerow(cells)

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        yield add


def _iso(ms: int | None) -> str | None:
    if ms is None:
        return None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@contextmanager
def _parquet(path: Path) -> Iterator[Add]:
    """A table as Parquet."""
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    types = dict.fromkeys(COLUMNS, pa.int64()) | {"seed": pa.uint64()}
    types |= dict.fromkeys(TEXTS, pa.string()) | dict.fromkeys(TIMES, pa.timestamp("ms", tz="UTC"))
    kept: list[Row] = []

    def write() -> None:
        columns = zip(COLUMNS, zip(*kept, strict=True), strict=True)
        writer.write_table(pa.table({name: pa.array(column, types[name]) for name, column in columns}))
        kept.clear()

    def add(rows: list[Row]) -> None:
        kept.extend(rows)
        if len(kept) >= GROUP:
            write()

    with parquet.ParquetWriter(path, pa.schema(types)) as writer:
        yield add
        if kept:
            write()


def _played(store: Store, name: str, laid: Callable[[str], Table]) -> tuple[Replay, list[Row]] | str:
    """The replay of a room and its rows of the table, or why there are none."""
    if not re.fullmatch(r"[\w-]{1,40}", name, re.ASCII):
        return "its id is none, and cannot name a file"
    try:
        entries = store.entries(name)
        first = entries[0].row
        if not isinstance(first, log.Created):
            return f"its log begins with {log.kind(first)}"
        room = Room(name, laid(first.digest), first, entries[0].at)
        if first.rules != RULES_VERSION:
            room.restore(entries[1:])
            return archive.replay(room), []
        made = Decisions(room)
        for entry in entries[1:]:
            made.step(entry)
        return archive.replay(made.room), made.table()
    except (BadInput, Refusal) as error:
        return str(error)
