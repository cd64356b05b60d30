"""`warbell rooms list`, `show`, `delete` and `forget`: what is kept of rooms, and that it is kept no longer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import typer

from warbell.cli.printing import print_json
from warbell.cli.serving import open_shelf
from warbell.errors import BadInput, printable

if TYPE_CHECKING:
    from warbell.server.shelf import Shelf
    from warbell.server.store import Store
    from warbell.server.upkeep import Kept


def list_rooms(database: str | None, who: str | None, *, as_json: bool) -> None:
    """`warbell rooms list`."""
    from warbell.server.upkeep import listed

    with open_shelf(database) as shelf:
        everything = [each for store in shelf.stores for each in listed(store)]
    everything.sort(key=lambda kept: (kept.made, kept.room))
    kept = [each for each in everything if who is None or who in [name for _, name in each.people]]
    if as_json:
        print_json([_document(each) for each in kept])
        return
    head = ("room", "made (UTC)", "episode", "state", "beats", "people")
    lines = [head, *((*_cells(each), ", ".join(_people(each))) for each in kept)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head) - 1)]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        typer.echo("  ".join([*cells, line[-1]]).rstrip())


def show_room(database: str | None, room: str, *, as_json: bool) -> None:
    """`warbell rooms show`."""
    with open_shelf(database) as shelf:
        (kept,) = _found(shelf, [room])
    if as_json:
        print_json(_document(kept))
        return
    state = kept.state if kept.state in ("gathering", "playing") else f"over: {kept.state}"
    night = f", the night of {kept.day}" if kept.day else ""
    facts = {
        "room": kept.room,
        "made": f"{_time(kept.made)}, last written to {_time(kept.last)} (UTC)",
        "episode": f"{printable(kept.episode)} {kept.digest[:12]}{night}, rules {kept.rules}",
        "state": f"{state}; {kept.beats} beats played",
        "people": ", ".join(_people(kept)) or "none",
        "minds": ", ".join(f"{mind} ({seat})" for seat, mind in kept.minds.items()) or "none",
        "rows": f"{kept.rows}, {kept.bytes:,} bytes: {', '.join(f'{n} {kind}' for kind, n in kept.kinds.items())}",
    }
    for name, fact in facts.items():
        typer.echo(f"{name:<9}{fact}")


def delete_rooms(database: str | None, rooms: Sequence[str], *, sure: bool) -> None:
    """`warbell rooms delete`."""
    from warbell.server.upkeep import delete

    with _alone(database) as shelf:
        found = _found(shelf, rooms)
        rows = sum(kept.rows for kept in found)
        _ask(f"delete {len(found)} rooms, {rows} rows, for ever", sure=sure)
        for store, here in _by_store(shelf, rooms):
            delete(store, here)
    typer.echo(f"deleted {len(found)} rooms, {rows} rows")


def forget_person(database: str | None, name: str, rooms: Sequence[str], *, sure: bool) -> None:
    """`warbell rooms forget`."""
    from warbell.server.typed import plain
    from warbell.server.upkeep import forget, listed

    who = plain(name)
    with _alone(database) as shelf:
        kept = _found(shelf, rooms) if rooms else [each for store in shelf.stores for each in listed(store)]
        count = sum(who in [each for _, each in room.people] for room in kept)
        if not count:
            raise BadInput("NAME", repr(name), "what somebody called themselves; `warbell rooms list` has all names")
        _ask(f"forget {printable(who)} in {count} rooms, for ever", sure=sure)
        forgotten: dict[str, list[str]] = {}
        for store, here in _by_store(shelf, rooms) if rooms else [(store, None) for store in shelf.stores]:
            forgotten |= forget(store, who, here)
    typer.echo(f"forgot {printable(who)} in {len(forgotten)} rooms, {sum(map(len, forgotten.values()))} seats")


@contextmanager
def _alone(database: str | None) -> Iterator["Shelf"]:
    """Databases that nobody serves meanwhile; BadInput if somebody does."""
    with open_shelf(database) as shelf:
        for store in shelf.stores:
            store.keep_alone()
        yield shelf


def _by_store(shelf: "Shelf", rooms: Sequence[str]) -> list[tuple["Store", list[str]]]:
    """Rooms by the database that has them."""
    parts = [(store, [room for room in rooms if shelf.of(room) is store]) for store in shelf.stores]
    return [(store, here) for store, here in parts if here]


def _found(shelf: "Shelf", rooms: Sequence[str]) -> list["Kept"]:
    """The rooms; BadInput if one of them is not there."""
    from warbell.server.upkeep import listed

    found = [kept for store, here in _by_store(shelf, rooms) for kept in listed(store, here)]
    missing = {*rooms} - {kept.room for kept in found}
    if missing:
        raise BadInput(shelf.where, f"no room {min(missing)}", "one that `warbell rooms list` has")
    return found


def _ask(what: str, *, sure: bool) -> None:
    """Go on only with somebody's word; BadInput where nobody can be asked."""
    import sys

    if sure:
        return
    if not sys.stdin.isatty():
        raise BadInput("--yes", "nobody to ask", f"it given, to {what}")
    typer.confirm(f"{what[0].upper()}{what[1:]}?", abort=True, err=True)


def _document(kept: "Kept") -> dict[str, Any]:
    """A room for programs."""
    people = [{"seat": seat, "who": who} for seat, who in kept.people]
    times = {"made": _iso(kept.made), "last": _iso(kept.last)}
    return {**msgspec.structs.asdict(kept), **times, "people": people}


def _people(kept: "Kept") -> list[str]:
    return [f"{printable(who)} ({seat})" for seat, who in kept.people]


def _cells(kept: "Kept") -> tuple[str, ...]:
    return kept.room, _time(kept.made), printable(kept.episode), kept.state, str(kept.beats)


def _time(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y-%m-%d %H:%M")


def _iso(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds")
