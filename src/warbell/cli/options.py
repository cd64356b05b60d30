"""What the commands share: their options, the examples of a help page, and how a group refuses what is no command."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from warbell.cli.inputs import choose

NAMES = "wait, sprint, selfish, caution, follow, plan, walkthrough, module:Class, or exec:COMMAND"
MINDS = f"Who holds the seats: {NAMES}.  [default: caution]"
THREAT = "Infected of a skirmish.  [default: by its difficulty, or as many as the map file is large]"
DATABASES = "The database: a file, or a URL of SQLAlchemy.  [default: the user's own]"

MAP = "The map of a skirmish: rooms, streets or maze, made of --layout; or a MovingAI file."
MIX = "Shares of the kinds of infected, as in shambler=3,listener=1.  [default: half, half]"

SkirmishMap = Annotated[str | None, typer.Option("--map", metavar="STYLE|FILE", help=MAP)]
Layout = Annotated[int | None, typer.Option("--layout", metavar="N", help="The seed of the map.  [default: 0]")]
Difficulty = Annotated[float | None, typer.Option(metavar="D", help="From 0 to 1, for a style.  [default: 0.5]")]
Size = Annotated[int | None, typer.Option(metavar="N", help="Cells of a side, for a style.  [default: 32]")]
Mix = Annotated[str | None, typer.Option(metavar="K=N,...", help=MIX)]
TeamSize = Annotated[int | None, typer.Option("--seats", metavar="N", help="Seats of a skirmish.  [default: 4]")]
Infected = Annotated[int | None, typer.Option(metavar="N", help=THREAT)]
Mind = Annotated[str | None, typer.Option(metavar="M", help=MINDS)]
Seats = Annotated[
    list[str] | None, typer.Option("--seat", metavar="K=M", help="Another mind for seat K; may be repeated.")
]
PlanFile = Annotated[Path | None, typer.Option("--plan", metavar="FILE", help="A plan file, for the mind plan.")]
OneSeed = Annotated[int | None, typer.Option(metavar="N", help="The seed of the dice.  [default: 0]")]
ManySeeds = Annotated[str | None, typer.Option(metavar="A:B", help="A game for each seed from A up to below B.")]
Folder = Annotated[Path | None, typer.Option(metavar="DIR", help="The folder for what is written.")]
Threads = Annotated[int | None, typer.Option(metavar="N", min=1, help="Threads to use.  [default: one a core]")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Database = Annotated[str | None, typer.Option("--db", metavar="FILE|URL", help=DATABASES)]
Guests = Annotated[
    list[str] | None,
    typer.Option("--guest", metavar="NAME=M", help="Offer module:Class or exec:COMMAND to rooms; may be repeated."),
]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="NAME=TEXT", help="Note this of every room made here; may be repeated."),
]
Parts = Annotated[bool, typer.Option("--parts", help="Keep results as Parquet in parts; parts that are there stay.")]
ShardOf = Annotated[str | None, typer.Option("--shard", metavar="I/N", help="Make every N-th part, from the I-th.")]
Dask = Annotated[str | None, typer.Option(metavar="ADDRESS", help="Make parts on a Dask cluster: its scheduler.")]
ReplayFile = Annotated[Path, typer.Argument(metavar="REPLAY", help="A .warbell file.")]


def examples(*lines: str) -> str:
    """Lines for the end of a help page, kept as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class Commands(TyperGroup):
    """Commands of which an unknown one is a BadInput like any other."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that `args` begins with."""
        choose("COMMAND", args[0], self.commands)
        return super().resolve_command(ctx, args)
