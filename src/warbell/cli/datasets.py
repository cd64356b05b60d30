"""`warbell dataset`: replays as rows to learn from."""

from collections.abc import Sequence
from pathlib import Path

import typer

from warbell.cli.inputs import Sharing, choose
from warbell.cli.printing import print_json
from warbell.cli.progress import bar


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
        return
    whose = f"shard {keeping.shard.number} of {keeping.shard.of}: " if keeping.shard.of > 1 else ""
    where = ", ".join(str(out / folder) for folder in written.folders) or "no folder"
    typer.echo(
        f"{whose}{written.games} games, {written.rows} rows in {written.parts} parts ({written.made} made now): {where}"
    )
