"""The commands and their help. Each imports what it needs when it runs, so that `warbell --help` is quick."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from warbell.cli import catalogue, games, maps, measure, serving
from warbell.cli.inputs import Skirmish, choose


def _examples(*lines: str) -> str:
    """Lines for the end of a help page, kept as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class Commands(TyperGroup):
    """Commands of which an unknown one is a BadInput like any other."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that `args` begins with."""
        choose("COMMAND", args[0], self.commands)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=Commands,
    help="A cooperative-survival tactics game and teamwork testbed: one engine for play, planning and experiments.",
    epilog=_examples(
        "warbell play                       play in the browser, alone or together",
        "warbell run curfew --seeds 0:100   play a hundred games, and keep their replays",
        "warbell verify warbell-runs/*/*    prove that every result is what the rules make of its orders",
        "warbell COMMAND --help             more about one of the commands",
    ),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
map_app = typer.Typer(
    cls=Commands, help="Check map and episode files, and import maps made by others.", rich_markup_mode=None
)
app.add_typer(map_app, name="map", no_args_is_help=False)

EpisodeName = Annotated[str, typer.Argument(metavar="EPISODE", help="A built-in episode, or an episode's folder.")]
MapFile = Annotated[Path | None, typer.Option("--map", metavar="FILE", help="The MovingAI map of a skirmish.")]
MINDS = "Who holds the seats: wait, sprint, caution, plan or walkthrough.  [default: caution]"
TeamSize = Annotated[int | None, typer.Option("--seats", metavar="N", help="Seats of a skirmish.  [default: 4]")]
THREAT = "Infected of a skirmish.  [default: as many as the map is large]"
Infected = Annotated[int | None, typer.Option(metavar="N", help=THREAT)]
Mind = Annotated[str | None, typer.Option(metavar="M", help=MINDS)]
OTHERS = "Another mind for seat K; may be repeated."
Seats = Annotated[list[str] | None, typer.Option("--seat", metavar="K=M", help=OTHERS)]
PlanFile = Annotated[Path | None, typer.Option("--plan", metavar="FILE", help="A plan file, for the mind plan.")]
OneSeed = Annotated[int | None, typer.Option(metavar="N", help="The seed of the dice.  [default: 0]")]
ManySeeds = Annotated[str | None, typer.Option(metavar="A:B", help="A game for each seed from A up to below B.")]
Folder = Annotated[Path | None, typer.Option(metavar="DIR", help="The folder for what is written.")]
Threads = Annotated[int | None, typer.Option(metavar="N", min=1, help="Threads to use.  [default: one a core]")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
DATABASES = "The database: a file, or a URL of SQLAlchemy.  [default: the user's own]"
Database = Annotated[str | None, typer.Option("--db", metavar="FILE|URL", help=DATABASES)]
View = Annotated[str | None, typer.Option("--seat", metavar="K", help="Show what seat K knows.  [default: everything]")]
ReplayFile = Annotated[Path, typer.Argument(metavar="REPLAY", help="A .warbell file.")]


@app.callback(invoke_without_command=True)
def options(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Options of warbell itself."""
    if version:
        from warbell import __version__

        typer.echo(f"warbell {__version__}")
        raise typer.Exit


@app.command(
    short_help="Play in the browser.",
    epilog=_examples(
        "warbell play",
        "warbell play heartbeat",
        "warbell play my-episode --port 9000",
        "warbell play skirmish --map Berlin_0_256.map",
    ),
)
def play(
    episode: Annotated[
        str | None, typer.Argument(metavar="[EPISODE]", help="The episode to show first: a name, or a folder.")
    ] = None,
    *,
    map_file: MapFile = None,
    port: Annotated[int | None, typer.Option(metavar="N", help="The port.  [default: 8000, or a free one]")] = None,
    db: Database = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser, where there is one.")] = True,
) -> None:
    """Serve the game on this machine alone, open it in the browser, and print its address.

    Games are kept, and go on where they were the next time.
    """
    serving.play(episode, map_file=map_file, port=port, database=db, browser=browser)


@app.command(
    short_help="Serve the browser game to others.",
    epilog=_examples(
        "warbell serve                                   on this machine alone, port 8000",
        "warbell serve --host 0.0.0.0 --port 80          to everybody who can reach it",
        "warbell serve --db study.db --episode ./mine    a database and an episode of one's own",
    ),
)
def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to bind.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", help="The port; 0 takes a free one.")] = 8000,
    db: Database = None,
    episode: Annotated[
        list[str] | None, typer.Option(metavar="DIR", help="Offer this episode too; may be repeated.")
    ] = None,
) -> None:
    """Serve the browser game until Ctrl-C. Every game is kept in the database, and goes on after a restart."""
    serving.serve(host, port, db, episode or [])


@app.command(
    short_help="Write games that people played, as replays and a table.",
    epilog=_examples(
        "warbell export --out study                      every game",
        "warbell export xWq3... --db study.db            some of them",
        "warbell export --format parquet --out study",
    ),
)
def export(
    rooms: Annotated[list[str] | None, typer.Argument(metavar="[ROOM]...", help="Rooms.  [default: all]")] = None,
    *,
    db: Database = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write to.")] = Path("warbell-export"),
    kind: Annotated[str, typer.Option("--format", metavar="F", help="Of the table: csv or parquet.")] = "csv",
) -> None:
    """Write games as replays that verify, and one table: who, when shown what, ordered what, after how long.

    docs/export.md names the columns.
    """
    serving.export(rooms or [], db, out, kind)


@app.command(
    short_help="Play one game, or many, and keep the replays.",
    epilog=_examples(
        "warbell run curfew                                  one game, all seats held by caution",
        "warbell run curfew --mind sprint --seeds 0:100      a hundred games on all cores",
        "warbell run curfew --seat onjo=wait --seed 3        one seat held by another mind",
        "warbell run curfew --plan my.plan --seeds 0:20      try out a plan",
        "warbell run skirmish --map Berlin_0_256.map         on a MovingAI map",
        "warbell run curfew --seeds 0:1000 --json >all.json  for programs",
    ),
)
def run(
    episode: Annotated[str, typer.Argument(metavar="EPISODE", help="An episode's name or folder, or `skirmish`.")],
    *,
    map_file: MapFile = None,
    seats: TeamSize = None,
    infected: Infected = None,
    mind: Mind = None,
    seat: Seats = None,
    plan: PlanFile = None,
    seed: OneSeed = None,
    seeds: ManySeeds = None,
    out: Folder = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Play one game, or one for each of many seeds, and write a replay of each.

    Replays go to ./warbell-runs/EPISODE-MIND unless --out names a folder; files of the same name are replaced.
    """
    games.run(
        episode,
        skirmish=Skirmish(map_file, seats, infected),
        mind=mind,
        others=seat or [],
        plan_file=plan,
        seed=seed,
        seeds=seeds,
        out=out,
        threads=threads,
        as_json=json,
    )


@app.command(
    short_help="Prove replays right, or find the first bad beat.",
    epilog=_examples("warbell verify warbell-runs/curfew-caution/*.warbell"),
)
def verify(
    replays: Annotated[list[Path], typer.Argument(metavar="REPLAY...", help=".warbell files.")], threads: Threads = None
) -> None:
    """Play replays again and compare every beat with what they hold.

    Exit code 0 if all agree; 1 if the engine disagrees with one; 2 if one is damaged or of another version. One line
    for each that is refused names its first bad beat.
    """
    games.verify(replays, threads)


@app.command(
    short_help="Play a replay in the terminal.",
    epilog=_examples("warbell watch seed-0.warbell", "warbell watch seed-0.warbell --seat onjo --from 40"),
)
def watch(
    replay: ReplayFile,
    *,
    seat: View = None,
    speed: Annotated[float, typer.Option(metavar="X", min=0.1, help="Beats a second.")] = 4.0,
    start: Annotated[int, typer.Option("--from", metavar="BEAT", min=0, help="The beat to begin at.")] = 0,
) -> None:
    """Play a replay in the terminal: stop, step, scrub, and see through anybody's eyes."""
    games.watch(replay, seat, speed, start)


@app.command(
    short_help="Write the after-action page of a replay.",
    epilog=_examples("warbell report seed-0.warbell", "warbell report seed-0.warbell --out report.html"),
)
def report(
    replay: ReplayFile,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The page.  [default: beside the replay]")] = None,
) -> None:
    """Write the after-action page of a replay, one self-contained HTML file."""
    games.report(replay, out)


@app.command(
    short_help="List the episodes, or tell about one.",
    epilog=_examples("warbell episodes", "warbell episodes curfew", "warbell episodes --json"),
)
def episodes(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="An episode's name or folder.")] = None,
    *,
    json: Json = False,
) -> None:
    """List the episodes, or tell all about one: briefing, seats, sheets, objectives, endings."""
    catalogue.episodes(name, json)


@app.command(
    short_help="Measure this machine.",
    epilog=_examples("warbell bench", "warbell bench engine", "warbell bench city --json"),
)
def bench(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="memory, engine, city, threads, start or server.  [default: all]"),
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Measure this machine: throughput, cost of each phase, threads, start-up, memory."""
    measure.bench(name, json)


@map_app.command(
    short_help="Say what a file holds, or what is wrong.",
    epilog=_examples("warbell map check my-episode", "warbell map check Berlin_0_256.map"),
)
def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="An episode's folder, or a MovingAI map.")],
) -> None:
    """Read an episode or a map and say what is wrong with it, or what it holds."""
    maps.check(path)


@map_app.command(
    "from-movingai",
    short_help="Make an episode of a MovingAI map.",
    epilog=_examples("warbell map from-movingai Berlin_0_256.map --out berlin"),
)
def from_movingai(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A MovingAI .map file.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The episode folder to make.")],
    *,
    seats: Annotated[int, typer.Option(metavar="N", help="Seats of the team.")] = 4,
    infected: Annotated[int | None, typer.Option(metavar="N", help=THREAT)] = None,
) -> None:
    """Turn a MovingAI map into an episode folder, with a generated threat, ready to be edited."""
    maps.from_movingai(file, out, seats, infected)
