"""`warbell rooms`: what is kept of rooms, looked at without a server."""

from contextlib import closing
from typing import Annotated

import typer

from warbell.cli.options import Commands, Database, examples
from warbell.cli.serving import open_store

app = typer.Typer(cls=Commands, help="Look at what a server keeps of its rooms.", rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Look at what a server keeps of its rooms."""


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

    with closing(open_store(db, must_exist=True)) as store:
        prepare()
        damage = store.damage()
        found, others = listed(store)
        chosen = rooms or found
        with bar("checking", len(chosen)) as progress:
            bad = list(wrong(store, chosen, progress))
    for line in damage:
        typer.echo(f"the file: {line}")
    for name, why in bad:
        typer.echo(f"room {name}: {why}")
    if others:
        typer.echo(f"there may be other rooms: {others}")
    typer.echo(f"{len(chosen) - len(bad)} of {len(chosen)} rooms are sound")
    if damage or bad or others:
        raise typer.Exit(2)
