"""`warbell map`: check and draw files, and import maps made by others."""

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warbell.cli import paper
from warbell.cli.inputs import Skirmish, lay_out
from warbell.cli.options import (
    THREAT,
    Commands,
    Difficulty,
    Infected,
    Layout,
    Mix,
    OneSeed,
    Size,
    SkirmishMap,
    TeamSize,
    examples,
)
from warbell.errors import BadInput

if TYPE_CHECKING:
    from warbell.episodes import Episode


app = typer.Typer(
    cls=Commands, help="Check and draw map and episode files, import others' maps.", rich_markup_mode=None
)


@app.command(
    short_help="Say what a file holds, or what is wrong.",
    epilog=examples("warbell map check my-episode", "warbell map check Berlin_0_256.map"),
)
def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="An episode, its folder, or a MovingAI map.")],
) -> None:
    """Read an episode or a map and say what is wrong with it, or what it holds."""
    from warbell.episodes import brief, load, skirmish
    from warbell.episodes.episode import WALKTHROUGH
    from warbell.plans import parse

    episode = skirmish(path) if path.suffix in (".map", ".scen") else load(str(path))
    if episode.walkthrough is not None:
        parse(episode.walkthrough, str(path / WALKTHROUGH), brief(episode), episode.name)
    typer.echo(f"{path}: good: {_holds(episode)}")


@app.command(
    short_help="Draw the sheets, and how a beat looks.",
    epilog=examples(
        "warbell map show curfew                          its sheets, with the numbers of rows and columns",
        "warbell map show my-episode --beat 40            what is lit after 40 beats, and who can be where",
        "warbell map show my-episode --beat 40 --seed 7   in another night",
        "warbell map show skirmish --map maze --layout 7  the map of a skirmish",
    ),
)
def show(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="An episode, its folder, or a MovingAI map.")],
    *,
    map_: SkirmishMap = None,
    layout: Layout = None,
    difficulty: Difficulty = None,
    size: Size = None,
    mix: Mix = None,
    seats: TeamSize = None,
    infected: Infected = None,
    beat: Annotated[int | None, typer.Option(metavar="N", help="The beat to look at, 0 being the start.")] = None,
    seed: OneSeed = None,
) -> None:
    """Draw the sheets of an episode with the numbers that plans use.

    With --beat: what is lit after that beat if everybody waits, and how far each seat could have come by then at a
    walk, opening what is in its way. So one sees whether the square is dark when they get there.
    """
    paper.show(path, Skirmish(map_, layout, difficulty, size, mix, seats, infected), beat, seed)


@app.command(
    "from-movingai",
    short_help="Make an episode of a MovingAI map.",
    epilog=examples("warbell map from-movingai Berlin_0_256.map --out berlin"),
)
def from_movingai(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A MovingAI .map file.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The episode folder to make.")],
    *,
    seats: Annotated[int, typer.Option(metavar="N", help="Seats of the team.")] = 4,
    infected: Annotated[int | None, typer.Option(metavar="N", help=THREAT)] = None,
) -> None:
    """Turn a MovingAI map into an episode folder, with a generated threat, ready to be edited."""
    episode = lay_out(on=file, seats=seats, infected=infected)
    if out.exists():
        raise BadInput(out, "something there already", "a folder to be made")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        # Made beside its place and renamed, so that no half of one stays.
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
    seats, people = len(episode.seats), len(episode.others)
    others = f"{people} other people, " if people else ""
    infected = len(episode.body_names) - seats - people
    there = f"{seats} seats, {others}{infected} infected, at most {episode.beats} beats"
    return f"{episode.name}, {sheets}; {there}; partners: {episode.partners}"
