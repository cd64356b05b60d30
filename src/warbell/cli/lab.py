"""`warbell ablate`: what a plan owes to its timing, its words and its people."""

import csv
import io
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from warbell.cli.inputs import find_episode, parse_seeds
from warbell.cli.printing import print_json
from warbell.cli.progress import bar
from warbell.errors import BadInput
from warbell.files import write_atomically

if TYPE_CHECKING:
    from warbell.lab.ablate import Ablation

SEEDS = "0:200"
WIDTH = 160  # columns of the table where no terminal says how wide it is
COLUMNS = (
    "group", "name", "played", "won", "won_low", "won_high", "score", "score_low", "score_high", "change", "change_low",
    "change_high", "beats", "saved", "dead", "plan",
)  # fmt: skip


def ablate(
    name: str, plan_file: Path | None, seeds: str | None, out: Path | None, workers: int | None, as_json: bool
) -> None:
    """`warbell ablate`."""
    from warbell.episodes import brief
    from warbell.lab.ablate import ablate
    from warbell.plans import parse, read
    from warbell.prepare import prepare

    episode = find_episode(name)
    if plan_file is not None:
        plan = read(plan_file, brief(episode), episode.name)
    elif episode.walkthrough is not None:
        plan = parse(episode.walkthrough, f"{episode.name}/walkthrough.plan", brief(episode))
    else:
        raise BadInput(name, "an episode without a walkthrough", "a plan: --plan FILE")
    chosen = list(parse_seeds(None, seeds or SEEDS))
    prepare()
    with ExitStack() as bars:

        def progress(what: str, games: int) -> Callable[[int], None] | None:
            bars.close()
            return bars.enter_context(bar(what, games))

        result = ablate(episode, plan, chosen, workers, progress)
    folder = out or Path("warbell-runs") / f"{episode.name}-ablation"
    _write(result, folder)
    if as_json:
        print_json(document(result))
    else:
        _print(result)
        typer.echo(f"table, plans and picture: {folder}")


def document(result: "Ablation") -> dict[str, Any]:
    """The JSON document of `warbell ablate --json`."""
    from warbell.lab.law import figures

    return {
        "episode": result.episode,
        "seeds": list(result.seeds),
        "rows": [_flat(row) for row in result.rows],
        "fields": [asdict(field) for field in result.fields],
        "law": [{**asdict(one), "kept": one.kept} for one in figures(result)],
    }


def _flat(row: Any) -> dict[str, Any]:
    values = [row.group, row.name, row.played, *row.won, *row.score, *row.change, row.beats, row.saved, row.dead]
    return dict(zip(COLUMNS, [*values, row.plan], strict=True))


def _write(result: "Ablation", folder: Path) -> None:
    """`ablation.csv` with every row and its plan, `ablation.svg`."""
    from warbell.lab.chart import chart

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(folder, (error.strerror or str(error)).lower(), "a folder to write into") from None
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(_flat(row) for row in result.rows)
    write_atomically(folder / "ablation.csv", text.getvalue().encode())
    write_atomically(folder / "ablation.svg", (chart(result) + "\n").encode())


def _print(result: "Ablation") -> None:
    from rich.console import Console
    from rich.table import Table

    from warbell.lab.law import figures, groups

    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    first, last = result.seeds
    table = Table("row", title=f"{result.episode}, seeds {first} to {last - 1}", title_justify="left")
    for head in ("won %", "95 %", "score", "against the plan", "beats", "saved", "lost"):
        table.add_column(head, justify="right", no_wrap=True)
    for group in groups(result.rows):
        table.add_section()
        table.add_row(f"[bold]{group}[/bold]")
        for row in (row for row in result.rows if row.group == group):
            change = f"{row.change.value:+.0f} [{row.change.low:+.0f} {row.change.high:+.0f}]".replace("[", r"\[")
            between = rf"\[{row.won.low:.0f}-{row.won.high:.0f}]"
            numbers = (f"{row.won.value:.1f}", between, f"{row.score.value:.0f}", change)
            people = (f"{row.beats:.0f}", f"{row.saved:.1f}", f"{row.dead:.1f}")
            table.add_row(f"  {row.name}", *numbers, *people)
    console.print(table)
    law = Table("the law of the nights", "found", "asked", "kept", "by", title_justify="left")
    for one in figures(result):
        asked = f"{one.low:.0f} to {one.high:.0f}" if one.high < float("inf") else f"at least {one.low:.0f}"
        law.add_row(one.name, f"{one.found:.1f}", asked, "yes" if one.kept else "NO", one.who)
    console.print(law)
    for field in result.fields:
        often = sum(rate >= 90 for _, rate in field.rates)
        never = sum(rate == 0 for _, rate in field.rates)
        console.print(
            f"{field.group}: {field.plans} tried on {field.seeds} seeds, {often} won 90 % and more, {never} none; "
            f"the best are in the table"
        )
