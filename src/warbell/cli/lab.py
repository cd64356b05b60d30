"""`warbell ablate`: what a plan owes to its timing, its words and its people."""

import csv
import io
from contextlib import ExitStack
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from warbell.cli.inputs import Sharing, find_episode, parse_seeds
from warbell.cli.printing import print_json
from warbell.cli.progress import bar
from warbell.errors import BadInput
from warbell.files import write_atomically

if TYPE_CHECKING:
    from warbell.lab.ablate import Ablation, Row
    from warbell.lab.law import Figure
    from warbell.lab.trials import Progress

SEEDS = "0:200"
WIDTH = 160  # columns of the table where no terminal says how wide it is
COLUMNS = (
    "group", "name", "played", "won", "won_low", "won_high", "score", "score_low", "score_high", "change", "change_low",
    "change_high", "beats", "saved", "lost", "plan",
)  # fmt: skip


def ablate(
    name: str,
    plan_file: Path | None,
    seeds: str | None,
    out: Path | None,
    workers: int | None,
    sharing: Sharing,
    *,
    as_json: bool,
) -> None:
    """`warbell ablate`."""
    from warbell.crew import crew
    from warbell.episodes import brief
    from warbell.lab.ablate import ablate
    from warbell.lab.statistics import LEAST
    from warbell.lab.trials import Unfinished
    from warbell.plans import parse, read
    from warbell.prepare import prepare

    if name == "skirmish":
        raise BadInput("EPISODE", "skirmish, which has no plan", "an episode's name or folder")
    episode = find_episode(name)
    if plan_file is not None:
        plan = read(plan_file, brief(episode), episode.name)
    elif episode.walkthrough is not None:
        plan = parse(episode.walkthrough, f"{episode.name}/walkthrough.plan", brief(episode))
    else:
        raise BadInput(name, "an episode without a walkthrough", "a plan: --plan FILE")
    chosen = parse_seeds(None, seeds or SEEDS)
    if len(chosen) < LEAST:
        raise BadInput("--seeds", f"{len(chosen)} seeds", f"{LEAST} at least: fewer have no interval")
    folder = out or Path("warbell-runs") / f"{episode.name}-ablation"
    _make(folder)  # before the work that would be lost without it
    keeping = sharing.keeping(folder) if sharing.wanted else None
    prepare()
    with ExitStack() as bars, ExitStack() as hands:
        hand = hands.enter_context(crew(sharing.dask)) if sharing.dask else None

        def stage(what: str, games: int) -> "Progress | None":
            bars.close()
            return bars.enter_context(bar(what, games))

        try:
            result = ablate(episode, plan, chosen, workers, stage, hand, keeping)
        except Unfinished as stop:
            bars.close()
            _print_unfinished(sharing.shard, stop.missing, as_json=as_json)
            return
    _write(result, folder)
    if as_json:
        print_json(document(result))
    else:
        _print(result)
        typer.echo(f"table, plans and picture: {folder}")


def _print_unfinished(shard: str | None, missing: int, *, as_json: bool) -> None:
    if as_json:
        print_json({"shard": shard, "missing": missing})
    else:
        typer.echo(
            f"shard {shard}: its share of this stage is done; {missing} parts of the other shards are missing. "
            "Once they are there, the same command goes on"
        )


def document(result: "Ablation") -> dict[str, Any]:
    """The JSON document of `warbell ablate --json`."""
    from warbell.lab.law import law

    return {
        "episode": result.episode,
        "seeds": list(result.seeds),
        "rows": [_flat(row) for row in result.rows],
        "fields": [asdict(field) for field in result.fields],
        "law": [_clause(one) for one in law(result)],
    }


def _flat(row: "Row") -> dict[str, Any]:
    values = [row.group, row.name, row.played, *row.won, *row.score, *row.change, row.beats, row.saved, row.lost]
    return dict(zip(COLUMNS, [*values, row.plan], strict=True))


def _clause(one: "Figure") -> dict[str, Any]:
    found = dict(zip(("found", "found_low", "found_high"), one.found, strict=True))
    asked = {"low": one.low, "high": one.high}
    return {"name": one.name, **found, **asked, "who": one.who, "kept": one.kept, "sure": one.sure}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(folder, (error.strerror or str(error)).lower(), "a folder to write into") from None


def _write(result: "Ablation", folder: Path) -> None:
    """`ablation.csv` with every row and its plan, `ablation.svg`."""
    from warbell.lab.chart import chart

    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(_flat(row) for row in result.rows)
    write_atomically(folder / "ablation.csv", text.getvalue())
    write_atomically(folder / "ablation.svg", chart(result) + "\n")


def _print(result: "Ablation") -> None:
    from rich.console import Console
    from rich.table import Table

    from warbell.lab.law import law

    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console.width = WIDTH
    first, behind = result.seeds
    table = Table("row", title=f"{result.episode}, seeds {first} to {behind - 1}", title_justify="left")
    for head in ("won %", "95 %", "score", "against the plan", "beats", "saved", "lost"):
        table.add_column(head, justify="right", no_wrap=True)
    for group, rows in groupby(result.rows, lambda row: row.group):
        table.add_section()
        table.add_row(group, style="bold")
        for row in rows:
            change = f"{row.change.value:+.0f} [{row.change.low:+.0f} {row.change.high:+.0f}]"
            between = f"[{row.won.low:.0f}-{row.won.high:.0f}]"
            numbers = (f"{row.won.value:.1f}", between, f"{row.score.value:.0f}", change)
            table.add_row(f"  {row.name}", *numbers, f"{row.beats:.0f}", f"{row.saved:.1f}", f"{row.lost:.1f}")
    console.print(table)
    clauses = Table("the law of the nights", "found", "asked", "kept", "by")
    for one in law(result):
        found = f"{one.found.value:.1f} [{one.found.low:.0f}-{one.found.high:.0f}]"
        asked = f"at least {one.low:.0f}" if one.high is None else f"{one.low:.0f} to {one.high:.0f}"
        verdict = ("yes" if one.kept else "NO") + ("" if one.sure else "?")
        clauses.add_row(one.name, found, asked, verdict, one.who)
    console.print(clauses)
    for field in result.fields:
        often = sum(rate >= 90 for _, rate in field.rates)
        never = sum(rate == 0 for _, rate in field.rates)
        console.print(
            f"{field.group}: {field.plans} tried on {field.seeds} seeds, {often} won 90 % and more, {never} none; "
            f"the best are in the table"
        )
