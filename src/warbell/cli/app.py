"""The commands and their help. Each imports what it needs when it runs, so that `warbell --help` is quick."""

from pathlib import Path
from typing import Annotated

import typer

from warbell.cli import catalogue, datasets, games, lab, maps, measure, rescues, rooms, serving
from warbell.cli.inputs import Sharing, Skirmish
from warbell.cli.options import (
    Commands,
    Dask,
    Database,
    Difficulty,
    Folder,
    Guests,
    Infected,
    Json,
    Layout,
    ManySeeds,
    Mind,
    Mix,
    OneSeed,
    Parts,
    PlanFile,
    ReplayFile,
    Seats,
    ShardOf,
    Size,
    SkirmishMap,
    Tags,
    TeamSize,
    Threads,
    examples,
)

app = typer.Typer(
    cls=Commands,
    help="A cooperative-survival tactics game and teamwork testbed: one engine for play, planning and experiments.",
    epilog=examples(
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
app.add_typer(maps.app, name="map", no_args_is_help=False)
app.add_typer(rooms.app, name="rooms", no_args_is_help=False)


@app.callback(invoke_without_command=True)
def options(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Options of warbell itself."""
    if version:
        from warbell import __version__

        typer.echo(f"warbell {__version__}")
        raise typer.Exit


@app.command(
    short_help="Play in the browser.",
    epilog=examples(
        "warbell play",
        "warbell play heartbeat",
        "warbell play my-episode --port 9000",
        "warbell play skirmish --map streets --layout 7",
        "warbell play skirmish --map Berlin_0_256.map",
        "warbell play --guest brave=my_minds:Brave        beside a mind of one's own",
    ),
)
def play(
    episode: Annotated[
        str | None, typer.Argument(metavar="[EPISODE]", help="The episode to show first: a name, or a folder.")
    ] = None,
    *,
    map_: SkirmishMap = None,
    layout: Layout = None,
    difficulty: Difficulty = None,
    size: Size = None,
    mix: Mix = None,
    seats: TeamSize = None,
    infected: Infected = None,
    port: Annotated[int | None, typer.Option(metavar="N", help="The port.  [default: 8000, or a free one]")] = None,
    db: Database = None,
    guest: Guests = None,
    tag: Tags = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser, where there is one.")] = True,
) -> None:
    """Serve the game on this machine alone, open it in the browser, and print its address.

    Games are kept, and go on where they were the next time.
    """
    skirmish = Skirmish(map_, layout, difficulty, size, mix, seats, infected)
    serving.play(
        episode, skirmish=skirmish, port=port, database=db, guests=guest or [], tags=tag or [], browser=browser
    )


@app.command(
    short_help="Serve the browser game to others.",
    epilog=examples(
        "warbell serve                                   on this machine alone, port 8000",
        "warbell serve --host 0.0.0.0 --port 80          to everybody who can reach it",
        "warbell serve --db study.db --episode ./mine    a database and an episode of one's own",
        "warbell serve --guest bot='exec:python bot.py'  a mind of one's own: docs/bots.md",
        "warbell serve --origin https://game.example/bell --proxy 127.0.0.1    behind a proxy",
        "warbell serve --tag condition=dark --tag session=3                    noted in every row of an export",
        "warbell serve --db postgresql://bell@db.example/games --metrics 9100   in PostgreSQL, with figures",
        "warbell serve --workers auto                    rooms on all cores",
    ),
)
def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to bind.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", help="The port; 0 takes a free one.")] = 8000,
    db: Database = None,
    episode: Annotated[
        list[str] | None, typer.Option(metavar="DIR", help="Offer this episode too; may be repeated.")
    ] = None,
    guest: Guests = None,
    tag: Tags = None,
    origin: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="By what name and path people come; may be repeated.")
    ] = None,
    proxy: Annotated[
        list[str] | None, typer.Option(metavar="IP", help="Believe this proxy whom it forwards; may be repeated.")
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(metavar="K=N", help="Of an address: waiting, rooms, sockets or renderings; may be repeated."),
    ] = None,
    metrics: Annotated[
        str | None, typer.Option(metavar="[HOST:]PORT", help="Figures for Prometheus, on a port of their own.")
    ] = None,
    log: Annotated[str, typer.Option(metavar="F", help="What it says on stderr: text or json.")] = "text",
    workers: Annotated[
        str, typer.Option(metavar="N", help="Processes that share the rooms, each with a file; auto: one a core.")
    ] = "1",
) -> None:
    """Serve the browser game until Ctrl-C. Every game is kept in the database, and goes on after a restart."""
    serving.serve(
        host,
        port,
        database=db,
        folders=episode or [],
        guests=guest or [],
        origins=origin or [],
        proxies=proxy or [],
        wishes=limit or [],
        tags=tag or [],
        metrics=metrics,
        log=log,
        workers=workers,
    )


@app.command(
    short_help="Write games that people played, as replays and tables.",
    epilog=examples(
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
    kind: Annotated[str, typer.Option("--format", metavar="F", help="Of the tables: csv or parquet.")] = "csv",
) -> None:
    """Write games as replays that verify, and tables: who, when shown what, ordered what; what happened, and why.

    docs/export.md names the columns, and answers three questions from them.
    """
    serving.export(rooms or [], db, out, kind)


@app.command(
    short_help="Play one game, or many, and keep the replays.",
    epilog=examples(
        "warbell run curfew                                  one game, all seats held by caution",
        "warbell run curfew --mind sprint --seeds 0:100      a hundred games on all cores",
        "warbell run curfew --seat onjo=wait --seed 3        one seat held by another mind",
        "warbell run curfew --plan my.plan --seeds 0:20      try out a plan",
        "warbell run curfew --mind my_minds:Shy              a mind of one's own, the class Shy of my_minds.py",
        "warbell run curfew --seat 'onjo=exec:python bot.py' a program of one's own, in any language: docs/bots.md",
        "warbell run skirmish --map rooms --layout 7 --difficulty 0.8   rooms that nobody has walked before",
        "warbell run skirmish --map Berlin_0_256.map         on a MovingAI map",
        "warbell run curfew --seeds 0:1000 --json >all.json  for programs",
        "warbell run curfew --seeds 0:9000 --parts           kept in parts and a table: Ctrl-C, and go on later",
        "warbell run curfew --seeds 0:9000 --shard 1/4       the first of four machines with one folder",
        "warbell run curfew --seeds 0:9000 --dask tcp://10.0.0.1:8786",
    ),
)
def run(
    episode: Annotated[str, typer.Argument(metavar="EPISODE", help="An episode's name or folder, or `skirmish`.")],
    *,
    map_: SkirmishMap = None,
    layout: Layout = None,
    difficulty: Difficulty = None,
    size: Size = None,
    mix: Mix = None,
    seats: TeamSize = None,
    infected: Infected = None,
    mind: Mind = None,
    seat: Seats = None,
    plan: PlanFile = None,
    seed: OneSeed = None,
    seeds: ManySeeds = None,
    out: Folder = None,
    threads: Threads = None,
    parts: Parts = False,
    shard: ShardOf = None,
    dask: Dask = None,
    json: Json = False,
) -> None:
    """Play one game, or one for each of many seeds, and write a replay of each.

    Replays go to ./warbell-runs/EPISODE-MIND unless --out names a folder; files of the same name are replaced.
    With --parts, --shard or --dask results are kept as well, in parts that are never played twice, and once all are
    there in one table, results.parquet: docs/many-machines.md.
    """
    games.run(
        episode,
        skirmish=Skirmish(map_, layout, difficulty, size, mix, seats, infected),
        mind=mind,
        others=seat or [],
        plan_file=plan,
        seed=seed,
        seeds=seeds,
        out=out,
        threads=threads,
        sharing=Sharing(parts, shard, dask),
        as_json=json,
    )


@app.command(
    short_help="Prove replays right, or find the first bad beat.",
    epilog=examples(
        "warbell verify warbell-runs/curfew-caution/*.warbell",
        "warbell verify sent-in/*.warbell --episode curfew     of no other night, however it is called",
        "warbell verify sent-in/*.warbell --json >table.json   for programs: a table of the best, say",
    ),
)
def verify(
    replays: Annotated[list[Path], typer.Argument(metavar="REPLAY...", help=".warbell files.")],
    *,
    episode: Annotated[
        str | None,
        typer.Option("--episode", metavar="NAME", help="The episode that all must be of: a name, or a folder."),
    ] = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Play replays again, compare every beat with what they hold, and say what that proves.

    An episode is a built-in one only if it is so to the byte; --episode demands one, and refuses what is of another.
    Who held the seats is what the file says: no file can prove it. Exit code 0 if all agree; 1 if the engine disagrees
    with one, or it is of another episode; 2 if one is damaged; 3 if one was played by other rules. One line for each
    that is refused names its first bad beat.
    """
    games.verify(replays, episode, threads, as_json=json)


@app.command(
    short_help="Make a dataset of replays, for learning from play.",
    epilog=examples(
        "warbell dataset warbell-runs/curfew-caution/*.warbell --out data",
        "warbell dataset study/*.warbell warbell-runs/*/*.warbell --out data     games of people and of minds",
        "warbell dataset study/*.warbell --out data --preset full                with what is around each seat",
        "warbell dataset study/*.warbell --out data --shard 1/4                  the first of four machines",
    ),
)
def dataset(
    replays: Annotated[list[Path], typer.Argument(metavar="REPLAY...", help=".warbell files.")],
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the dataset.")],
    preset: Annotated[str, typer.Option(metavar="NAME", help="What is seen, as arrays: compact or full.")] = "compact",
    threads: Threads = None,
    shard: ShardOf = None,
    dask: Dask = None,
    json: Json = False,
) -> None:
    """Play replays again and write what each seat saw, could do, did and got, a row for each seat and beat, as Parquet.

    A folder for each episode, in parts; those that are there are not made again. A replay that does not verify is left
    out, and stderr says why. Exit code 2 if all are. docs/dataset.md names the columns, and loads them.
    """
    datasets.dataset(replays, out, preset, threads, Sharing(True, shard, dask), as_json=json)


@app.command(
    short_help="Show one beat of a replay.",
    epilog=examples(
        "warbell show seed-0.warbell                      how it ended",
        "warbell show seed-0.warbell --beat 40            a beat: 0 is the start",
        "warbell show seed-0.warbell --sheet upper        one sheet of several",
        "warbell show seed-0.warbell --beat 40 --json     for programs",
    ),
)
def show(
    replay: ReplayFile,
    *,
    beat: Annotated[int | None, typer.Option(metavar="N", help="The beat.  [default: the last]")] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="The sheet.  [default: all]")] = None,
    json: Json = False,
) -> None:
    """Print one beat of a replay: how everybody is, what happened, and the board of every sheet with its signs.

    The words come first, the boards after them. Colours where stdout is a terminal; NO_COLOR=1 turns them off.
    """
    games.show(replay, beat, sheet, as_json=json)


@app.command(
    short_help="Write the after-action page of a replay.",
    epilog=examples(
        "warbell report seed-0.warbell",
        "warbell report seed-0.warbell --out report.html",
        "warbell report seed-0.warbell --whatif            with the last order that would have changed each death",
        "warbell report seed-0.warbell --json              for programs",
    ),
)
def report(
    replay: ReplayFile,
    *,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The page.  [default: beside the replay]")] = None,
    whatif: Annotated[
        bool, typer.Option("--whatif", help="Look for the last order that would have changed each death.")
    ] = False,
    json: Json = False,
) -> None:
    """Write the after-action page of a replay, one self-contained HTML file.

    --json prints what the page shows instead, one document: docs/report.schema.json says what is in it.
    --whatif plays the game again from each beat before a death, with one order of whom it befell changed and all others
    as they were, and names the last order that would have changed it. Where none is found it says nothing;
    docs/watching.md says what that shows and what not.
    """
    games.report(replay, out, whatif=whatif, as_json=json)


@app.command(
    short_help="Say what every rescue of many games took, and was worth.",
    epilog=examples(
        "warbell ledger warbell-runs/garden-plan/*.warbell",
        "warbell ledger warbell-runs/garden-*/*.warbell --out rescues.csv    and a row for each rescue",
        "warbell ledger study/*.warbell --json                               for programs",
    ),
)
def ledger(
    replays: Annotated[list[Path], typer.Argument(metavar="REPLAY...", help=".warbell files.")],
    *,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="A table of every rescue, as CSV.")] = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Say what every rescue took, and play each game again without it: who would have died, and who would not.

    Left out is one rescue at a time; every other order and all dice stay as they were. Intervals are of 95 %, over
    games. A replay that does not verify is left out, and stderr says why. Exit code 2 if all are. docs/ledger.md says
    more.
    """
    rescues.ledger(replays, out, threads, as_json=json)


@app.command(
    short_help="Play a replay on from a beat with other minds.",
    epilog=examples(
        "warbell branch seed-3.warbell --beat 90                       as it was: the same game again",
        "warbell branch seed-3.warbell --beat 90 --seat onjo=sprint    what if another mind held one seat?",
        "warbell branch seed-3.warbell --beat 90 --plan rest.plan      what if they had done this?",
        "warbell compare seed-3.warbell seed-3-branch-90.warbell       and what came of it?",
    ),
)
def branch(
    replay: ReplayFile,
    *,
    beat: Annotated[int, typer.Option(metavar="N", help="Beats to keep; 0 plays the whole night anew.")],
    mind: Annotated[str | None, typer.Option(metavar="M", help="The mind that takes over all seats.")] = None,
    seat: Seats = None,
    plan: PlanFile = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The branch.  [default: STEM-branch-N.warbell, beside it]")
    ] = None,
    json: Json = False,
) -> None:
    """Play a replay again to beat N by its orders, then on to its end by minds, under the same dice.

    Seats that nobody else is named for go on with their minds, in the middle of what they were doing; a person's goes
    on as caution. A mind that takes a seat over begins at beat N, and a plan with its first cell. `report` names the
    beat of every death: branch some beats before one, and compare.
    """
    games.branch(replay, beat, mind=mind, others=seat or [], plan_file=plan, out=out, as_json=json)


@app.command(
    short_help="Say where two games of an episode part.",
    epilog=examples(
        "warbell compare seed-3.warbell seed-3-branch-90.warbell",
        "warbell compare caution/seed-3.warbell sprint/seed-3.warbell --json",
    ),
)
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="A .warbell file.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another game of the same episode.")],
    *,
    json: Json = False,
) -> None:
    """Say which orders and what in the world first differ, what happened in one game only, and how both end.

    Exit code 0 whether they differ or not.
    """
    games.compare(first, second, as_json=json)


@app.command(
    short_help="List the episodes, or tell about one.",
    epilog=examples("warbell episodes", "warbell episodes curfew", "warbell episodes --json"),
)
def episodes(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="An episode's name or folder.")] = None,
    *,
    json: Json = False,
) -> None:
    """List the episodes, or tell all about one: briefing, seats, sheets, objectives, endings."""
    catalogue.episodes(name, json)


@app.command(
    short_help="Say what every number that a seat perceives means.",
    epilog=examples(
        "warbell layout                      tables of Markdown, for people",
        "warbell layout --json >layout.json  for programs that read arrays by offsets",
    ),
)
def layout(*, json: Json = False) -> None:
    """Say of every column of percepts, vectors and grids its name, dtype, place, range, unit and meaning.

    docs/percept.md says how to read it.
    """
    from warbell.encode import layout as made

    typer.echo(made.text() if json else made.page(), nl=False)


@app.command(
    short_help="Show what a plan owes to timing, words and people.",
    epilog=examples(
        "warbell ablate curfew                            the walkthrough, its variants, and its rivals",
        "warbell ablate curfew --plan my.plan             a plan of one's own",
        "warbell ablate my-episode --seeds 0:50           a quick look at a night that is being made",
        "warbell ablate curfew --out study --json >a.json for programs; study/ has table and picture as well",
    ),
)
def ablate(
    episode: Annotated[str, typer.Argument(metavar="EPISODE", help="An episode's name or folder.")],
    *,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="A plan file.  [default: the episode's walkthrough]")
    ] = None,
    seeds: Annotated[
        str | None, typer.Option(metavar="A:B", help="The seeds every team plays.  [default: 0:200]")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to.  [default: ./warbell-runs/EPISODE-ablation]")
    ] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, help="Processes.  [default: one a core]")] = None,
    parts: Parts = False,
    shard: ShardOf = None,
    dask: Dask = None,
    json: Json = False,
) -> None:
    """Play a plan without its cues, words, comfort, clocks, reflexes; at a run; with each seat replaced or late.

    Beside it play hundreds of plans without a thought and scripts that look at nothing but the clock, and every mind in
    all seats, all on the same seeds. Prints the table with 95 % intervals and whether the night keeps the law that
    teamwork decides; writes ablation.csv (with the text of every plan) and ablation.svg. Takes minutes. With --parts,
    --shard or --dask games are kept in parts that are never played twice: docs/many-machines.md.

    docs/ablation.md says what each row is, what the numbers are and what they do not show.
    """
    lab.ablate(episode, plan, seeds, out, workers, Sharing(parts, shard, dask), as_json=json)


@app.command(
    short_help="Measure this machine.",
    epilog=examples(
        "warbell bench", "warbell bench engine", "warbell bench city --json", "warbell bench server --workers 2"
    ),
)
def bench(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="memory, engine, city, threads, start, server or minds.  [default: all]"),
    ] = None,
    *,
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="Processes of the server.")] = 1,
    json: Json = False,
) -> None:
    """Measure this machine: throughput, cost of each phase, threads, start-up, memory."""
    measure.bench(name, json, workers)
