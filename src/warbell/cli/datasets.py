"""`warbell dataset`: replays as rows to learn from."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from warbell.cli.inputs import Sharing, choose
from warbell.cli.printing import print_json
from warbell.cli.progress import bar
from warbell.errors import BadInput

if TYPE_CHECKING:
    from warbell.dataset.writing import Written
    from warbell.parts import Keeping


def dataset(
    replays: Sequence[Path], out: Path, preset: str, threads: int | None, sharing: Sharing, *, as_json: bool
) -> None:
    """`warbell dataset`."""
    keeping = sharing.keeping(out)
    from warbell.crew import crew
    from warbell.dataset import write
    from warbell.encode.presets import PRESETS
    from warbell.prepare import prepare

    choose("--preset", preset, PRESETS)
    prepare()
    with crew(sharing.dask, threads) as hand, bar("games", len(replays)) as progress:
        written = write(replays, preset, hand, keeping, progress)
    for _, why in written.left_out:
        typer.echo(f"left out {why}", err=True)
    if as_json:
        print_json({**written._asdict(), "left_out": [list(each) for each in written.left_out]})
    else:
        typer.echo(_told(written, keeping))
    if len(written.left_out) == len(replays):
        raise typer.Exit(BadInput.exit_code)


def _told(written: "Written", keeping: "Keeping") -> str:
    """How much there is, and where."""
    whose = f"shard {keeping.shard.number} of {keeping.shard.of}: " if keeping.shard.of > 1 else ""
    where = ", ".join(str(keeping.folder / folder) for folder in written.folders) or "no folder"
    return (
        f"{whose}{written.games} games, {written.rows} rows in {written.parts} parts ({written.made} made now): {where}"
    )
