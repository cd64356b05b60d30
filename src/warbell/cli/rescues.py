"""`warbell ledger`: every rescue of many games, what it took, and what would have come of it without."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from warbell.cli.printing import print_json
from warbell.cli.progress import bar
from warbell.errors import BadInput
from warbell.files import write_atomically

if TYPE_CHECKING:
    from rich.table import Table

    from warbell.lab.statistics import Interval
    from warbell.lab.worth import Told, Worth
    from warbell.replay import Replay

WIDTH = 160  # columns of the table where no terminal says how wide it is
COLUMNS = (
    "replay", "whom", "danger", "began", "ended", "did", "by", "helped", "health", "spent", "charge", "shouts", "shots",
    "noise", "bitten", "fell", "lost", "would_have_died", "would_have_lived", "would_have_been_left",
)  # fmt: skip


def ledger(paths: Sequence[Path], out: Path | None, threads: int | None, *, as_json: bool) -> None:
    """`warbell ledger`."""
    from warbell.lab.worth import by_deed, by_whom, tell, worth
    from warbell.prepare import prepare
    from warbell.proof import verify

    prepare()
    with bar("verifying", len(paths)) as progress:
        verdicts = verify(paths, threads, progress)
    refused = [verdict for verdict in verdicts if isinstance(verdict, BadInput)]
    for why in refused:
        typer.echo(f"left out {why}", err=True)
    replays = [verdict for verdict in verdicts if not isinstance(verdict, BadInput)]
    if not replays:
        raise typer.Exit(BadInput.exit_code)
    with bar("rescues", len(replays)) as progress:
        told = tell(replays, progress)
    rows = [_row(replays[each.game], each) for each in told]
    if out is not None:
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerows([COLUMNS, *rows])
        write_atomically(out, text.getvalue())
    deeds, people = worth(told, by_deed), worth(told, by_whom)
    if as_json:
        print_json(
            {
                "games": len(replays),
                "rescues": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
                "by_deed": [_flat(each) for each in deeds],
                "by_whom": [_flat(each) for each in people],
            }
        )
        return
    _print(len(replays), deeds, people)
    if out is not None:
        typer.echo(f"every rescue: {out}")


def _row(replay: "Replay", told: "Told") -> list[Any]:
    import numpy as np

    from warbell.encode.words import portions

    rescue, without, names = told.rescue, told.without, replay.episode.body_names

    def listed(bodies: Sequence[int]) -> str:
        return "; ".join(names[body] for body in sorted(set(bodies)))

    changed = ["", "", ""] if without is None else [listed(without.lost), listed(without.kept), int(without.left)]
    return [
        replay.name, told.whom, told.danger, rescue.danger.began, rescue.danger.ended, told.did,
        listed([who for deed in rescue.deeds for who in deed.who]), listed(rescue.helpers), sum(rescue.health),
        portions(np.array(rescue.spent)) if any(rescue.spent) else "", rescue.charge, rescue.shouts,
        rescue.shots, rescue.noise, listed(rescue.bitten), listed(rescue.fell), listed(rescue.lost), *changed,
    ]  # fmt: skip


def _flat(row: "Worth") -> dict[str, Any]:
    sure = {
        name: each and each._asdict()
        for name, each in (("doomed", row.doomed), ("left", row.left), ("lives", row.lives))
    }
    return {**row._asdict(), **sure}


def _print(games: int, deeds: Sequence["Worth"], people: Sequence["Worth"]) -> None:
    from rich.console import Console

    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console.width = WIDTH
    count = "1 game" if games == 1 else f"{games} games"
    if not deeds:
        console.print(f"{count}, and nobody in danger whom somebody else's deed brought out of it")
        return
    console.print(f"{count}. A rescue is a danger that ended by somebody else's deed; docs/ledger.md says more.")
    console.print(_table("what ended it", deeds))
    console.print(_table("who was in danger", people))
    console.print("In brackets 95 % intervals over games; - where there are fewer than three. Noise is in cells.")


def _table(head: str, rows: Sequence["Worth"]) -> "Table":
    from rich.table import Table

    table = Table(head)
    for title in (
        "rescues", "games", "beats", "health", "objects", "noise", "would have died %", "been left %", "lives",
    ):  # fmt: skip
        table.add_column(title, justify="right")
    for row in rows:
        took = (row.beats, row.health, row.objects, row.noise)
        sure = (_interval(row.doomed, 0), _interval(row.left, 0), _interval(row.lives, 2, "+"))
        table.add_row(row.name, f"{row.rescues}", f"{row.games}", *(f"{value:.1f}" for value in took), *sure)
    return table


def _interval(found: "Interval | None", digits: int, sign: str = "") -> str:
    """As "+0.40 [+0.21 +0.59]"; where nothing can be said, a dash."""
    if found is None:
        return "-"
    value, low, high = (f"{each:{sign}.{digits}f}" for each in found)
    return f"{value} [{low} {high}]"
