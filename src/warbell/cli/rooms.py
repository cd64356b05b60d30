"""`warbell rooms`: what is kept of rooms, without a server."""

from typing import Annotated

import typer

from warbell.cli import keeping
from warbell.cli.options import Commands, Database, Json, examples
from warbell.cli.serving import open_shelf

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

app = typer.Typer(cls=Commands, help="Look at what a server keeps of its rooms, or delete it.", rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Look at what a server keeps of its rooms, or delete it."""


@app.command(
    short_help="Say which rooms are sound, and what is damaged.",
    epilog=examples(
        "warbell rooms check                    every room of the user's own database",
        "warbell rooms check --db study.db      of another one; a server may run meanwhile",
        "warbell rooms check xWq3...            some of them",
    ),
)
def check(
    rooms: Annotated[list[str] | None, typer.Argument(metavar="[ROOM]...", help="Rooms.  [default: all]")] = None,
    *,
    db: Database = None,
) -> None:
    """Let SQLite look through the file, and play every room again by its rows, as a server that takes it up does.

    One line for each thing that is damaged. Exit code 0 if all is sound, 2 if something is not.
    """
    from warbell.cli.progress import bar
    from warbell.prepare import prepare
    from warbell.server.soundness import listed, wrong

    with open_shelf(db) as shelf:
        prepare()
        damage = [(store.where, line) for store in shelf.stores for line in store.damage()]
        found = [(store, *listed(store)) for store in shelf.stores]
        others = [why for _, _, why in found if why]
        chosen = rooms or [room for _, here, _ in found for room in here]
        with bar("checking", len(chosen)) as progress:
            bad = [
                each
                for store in shelf.stores
                for each in wrong(store, [room for room in chosen if shelf.of(room) is store], progress)
            ]
    for where, line in damage:
        typer.echo(f"the file{f' {where}' if len(found) > 1 else ''}: {line}")
    for name, why in bad:
        typer.echo(f"room {name}: {why}")
    for why in others:
        typer.echo(f"there may be other rooms: {why}")
    typer.echo(f"{len(chosen) - len(bad)} of {len(chosen)} rooms are sound")
    if damage or bad or others:
        raise typer.Exit(2)


@app.command(
    "list",
    short_help="List the rooms, and who was in them.",
    epilog=examples(
        "warbell rooms list                     every room of the user's own database, oldest first",
        "warbell rooms list --who Ana           those in which somebody called themselves so",
        "warbell rooms list --json              for programs",
    ),
)
def list_(
    db: Database = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Rooms in which somebody was called so.")] = None,
    as_json: Json = False,
) -> None:
    """List the rooms, oldest first; a server may run meanwhile."""
    keeping.list_rooms(db, who, as_json=as_json)


@app.command(
    short_help="Show what is kept of a room.",
    epilog=examples("warbell rooms show xWq3...             a server may run meanwhile"),
)
def show(room: Annotated[str, typer.Argument(metavar="ROOM")], *, db: Database = None, as_json: Json = False) -> None:
    """Show what is kept of a room. Its seed is not shown: it may go on."""
    keeping.show_room(db, room, as_json=as_json)


@app.command(
    short_help="Delete rooms, for ever.",
    epilog=examples(
        "warbell rooms delete xWq3... kZ81...   asks before",
        "warbell rooms delete xWq3... --yes --db postgresql://bell@db.example/games",
    ),
)
def delete(
    rooms: Annotated[list[str], typer.Argument(metavar="ROOM...", help="Rooms.")],
    *,
    db: Database = None,
    yes: Yes = False,
) -> None:
    """Delete all that is kept of rooms, for ever, and write the database anew. No server may run meanwhile.

    docs/serving.md says what stays.
    """
    keeping.delete_rooms(db, rooms, sure=yes)


@app.command(
    short_help="Forget what somebody called themselves, for ever.",
    epilog=examples(
        "warbell rooms forget Ana               in every room; asks before",
        "warbell rooms forget Ana xWq3... --yes in one of them",
    ),
)
def forget(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What they called themselves.")],
    rooms: Annotated[list[str] | None, typer.Argument(metavar="[ROOM]...", help="Rooms.  [default: all]")] = None,
    *,
    db: Database = None,
    yes: Yes = False,
) -> None:
    """Take a name out of rooms, and the keys to the seats of whoever had it, for ever. No server may run meanwhile.

    What was ordered from these seats stays, as the games follow from it: docs/serving.md.
    """
    keeping.forget_person(db, name, rooms or [], sure=yes)
