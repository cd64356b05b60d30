"""Games for researchers: every room's replay, and tables of what was decided, thought and done (docs/export.md).

What their rows say, `decisions.py`, `scores.py` and `rescues.py` find out; here they become files.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from warbell import parquet
from warbell.engine import RULES_VERSION
from warbell.errors import BadInput
from warbell.files import write_atomically
from warbell.replay import Replay, dump
from warbell.report.history import history
from warbell.report.ledger import rescues
from warbell.server import archive, log, tags
from warbell.server.almanac import is_sealed, now
from warbell.server.chair import Refusal
from warbell.server.decisions import DECISIONS, Decisions
from warbell.server.events import EVENTS, event_rows
from warbell.server.forms import Row, text, write_csv, write_parquet
from warbell.server.game import Table, table
from warbell.server.rescues import RESCUES, rescue_rows
from warbell.server.room import Room
from warbell.server.scores import BRIER, MARKS, brier_rows, judged_marks, mark_rows
from warbell.server.shelf import Shelf
from warbell.server.states import STATES, state_rows
from warbell.server.store import Store
from warbell.server.witnesses import Witnesses

KINDS = ("csv", "parquet")
OF_ROOMS = (  # columns of every table
    text("tags", "what whoever made the room noted of it, as `condition=dark; session=3`"),
    text(
        "seed_from",
        "`drawn` by the server; `chosen` by whoever made the room, who may have known the night; `earlier`, of the "
        "game it goes on from, whose replay has it; empty for rooms of before",
    ),
)
FORMS = tuple(
    form._replace(columns=(*form.columns, *OF_ROOMS)) for form in (DECISIONS, EVENTS, STATES, MARKS, BRIER, RESCUES)
)


class Written(NamedTuple):
    """What an export wrote."""

    games: int
    decisions: int  # rows of the table
    table: Path
    left_out: list[tuple[str, str]]  # room and why


def export(
    store: Store | Shelf, rooms: Sequence[str], out: Path, kind: str, progress: Callable[[int], None] | None = None
) -> Written:
    """Write OUT/ROOM.warbell for each room that was played, and the tables OUT/NAME.KIND; damaged rooms are left out.

    `kind` is one of KINDS. `progress` is called with 1 for each room dealt with. BadInput for a room that the database
    does not have, for a folder that cannot be written to, and for Parquet without its library. What an interruption
    leaves is whole: the replays so far, and the tables that were there before, if any.
    """
    rooms = list(dict.fromkeys(rooms))
    if kind == "parquet":
        parquet.require("--format", f"csv, or {parquet.INSTEAD}")
    unknown = set(rooms).difference(store.rooms())
    if unknown:
        raise BadInput("ROOM", min(unknown), "a room of this database")
    laid = lru_cache(maxsize=4)(lambda digest: table(store.episode(digest)))  # rooms of an episode come in a row
    games = decisions = 0
    left_out: list[tuple[str, str]] = []
    write = write_parquet if kind == "parquet" else write_csv
    target = out / f"{DECISIONS.name}.{kind}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".export-", dir=out) as beside:
            parts = [Path(beside) / f"{form.name}.{kind}" for form in FORMS]
            with ExitStack() as stack:
                adds = [stack.enter_context(write(part, form)) for part, form in zip(parts, FORMS, strict=True)]
                for name in rooms:
                    played = _played(store, name, laid)
                    if isinstance(played, str):
                        left_out.append((name, played))
                    else:
                        replay, tables = played
                        write_atomically(out / replay.name, dump(replay))
                        for add, rows in zip(adds, tables, strict=True):
                            add(rows)
                        if replay.rules != RULES_VERSION:
                            why = f"played by rules version {replay.rules}: it has a replay, and no row of the table"
                            left_out.append((name, why))
                        games, decisions = games + 1, decisions + len(tables[0])
                    if progress:
                        progress(1)
            for part in parts:
                with part.open("r+b") as file:
                    os.fsync(file.fileno())
                part.replace(out / part.name)
    except OSError as error:
        raise BadInput(target, (error.strerror or str(error)).lower(), "a place that can be written to") from None
    return Written(games, decisions, target, left_out)


def _played(store: Store | Shelf, name: str, laid: Callable[[str], Table]) -> tuple[Replay, list[list[Row]]] | str:
    """The replay of a room and its rows of each of FORMS, or why there are none."""
    if not re.fullmatch(r"[\w-]{1,40}", name, re.ASCII):
        return "its id is none, and cannot name a file"
    try:
        entries = store.entries(name)
        first = entries[0].row
        if not isinstance(first, log.Created):
            return f"its log begins with {log.kind(first)}"
        if is_sealed(first.day, now()):
            return f"its seed is kept until {first.day} is over, by UTC"
        room = Room(name, laid(first.digest), first, entries[0].at)
        if first.rules != RULES_VERSION:
            room.restore(entries[1:])
            return archive.replay(room), [[] for _ in FORMS]
        made, seen = Decisions(room), Witnesses()
        room.observers.append(seen.watch)
        for entry in entries[1:]:
            made.step(entry)
        replay = archive.replay(made.room)
        tables = [made.table(), *(_filmed(replay, made, seen) if replay.strip else [()] * len(FORMS[1:]))]
        return replay, [[(*row, tags.written(first.tags), first.seed_from) for row in rows] for rows in tables]
    except (BadInput, Refusal) as error:
        return str(error)


def _filmed(replay: Replay, made: Decisions, seen: Witnesses) -> list[Iterable[Row]]:
    """The rows of all tables but the first, which take the film of a game."""
    room, past = made.room, history(replay)
    earlier, brief, judged = len(room.created.orders), room.laid.brief, judged_marks(made, replay.film)
    return [
        event_rows(room.id, past, seen, earlier),
        state_rows(room.id, past, seen, earlier),
        mark_rows(made, judged),
        brier_rows(made, judged),
        rescue_rows(room.id, brief, rescues(past)),
    ]
