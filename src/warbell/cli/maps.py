"""`warbell map`: check files, and import maps made by others."""

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from warbell.errors import BadInput

if TYPE_CHECKING:
    from warbell.episodes import Episode


def check(path: Path) -> None:
    """`warbell map check`."""
    from warbell.episodes import brief, load, skirmish
    from warbell.episodes.episode import WALKTHROUGH
    from warbell.plans import parse

    episode = skirmish(path) if path.suffix == ".map" else load(path)
    if episode.walkthrough is not None:
        parse(episode.walkthrough, str(path / WALKTHROUGH), brief(episode), episode.name)
    typer.echo(f"{path}: good: {_holds(episode)}")


def from_movingai(file: Path, out: Path, seats: int, infected: int | None) -> None:
    """`warbell map from-movingai`: the folder is made beside its place and renamed, so that no half of one stays."""
    from warbell.episodes import skirmish

    episode = skirmish(file, seats, infected)
    if out.exists():
        raise BadInput(out, "something there already", "a folder to be made")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name[:60]}."))
        try:
            for name, data in episode.sources.items():
                (beside / name).write_bytes(data)
            beside.chmod(0o755)
            beside.rename(out)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise BadInput(out, (error.strerror or str(error)).lower(), "a place that can be written to") from None
    typer.echo(f"{out}: {_holds(episode)}")


def _holds(episode: "Episode") -> str:
    sheets = ", ".join(f"{sheet.name} {sheet.height}x{sheet.width}" for sheet in episode.sheets)
    infected = len(episode.body_names) - len(episode.seats)
    return f"{episode.name}, {sheets}; {len(episode.seats)} seats, {infected} infected, at most {episode.beats} beats"
