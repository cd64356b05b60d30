"""`warbell bench`."""

from dataclasses import asdict

import typer

from warbell.cli.inputs import choose
from warbell.cli.printing import print_json


def bench(name: str | None, as_json: bool, workers: int) -> None:
    """`warbell bench`: a table, or one JSON document; `workers` are of the server."""
    from warbell.bench import NAMES, machine, measure
    from warbell.prepare import prepare

    chosen = [choose("NAME", name, NAMES)] if name else list(NAMES)
    prepare()
    options: dict[str, dict[str, int]] = {"server": {"workers": workers}}
    figures = [figure for each in chosen for figure in measure(each, _say, **options.get(each, {}))]
    if as_json:
        print_json({"machine": machine(), "figures": [asdict(figure) for figure in figures]})
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("figure", caption=", ".join(f"{key} {value}" for key, value in machine().items()))
    table.add_column("value", justify="right")
    table.add_column("unit")
    table.add_column("CPU s", justify="right")
    for figure in figures:
        table.add_row(figure.name, _number(figure.value), figure.unit, f"{figure.cpu_seconds:.1f}")
    Console().print(table)


def _say(what: str) -> None:
    typer.echo(f"warbell: measuring {what}", err=True)


def _number(value: float) -> str:
    """Three digits that count, or the whole number."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
