"""`warbell map show`: the sheets of an episode, and how they are lit when its people get there."""

import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import typer

from warbell.cli.catalogue import drawing, graph_paper, listed, sheet_title
from warbell.cli.inputs import Skirmish, check_seed, find_episode
from warbell.errors import BadInput

if TYPE_CHECKING:
    from rich.text import Text

    from warbell.episodes import Episode
    from warbell.forecast import Forecast

UNSEEN, DARK, FAR_LIGHT, LIGHT = " ", "·", ":", "*"  # dark or lit, and whether anybody can have come there
LEGEND = (
    f"{DARK} dark   {LIGHT} lit   where somebody can have come to by then at a walk",
    f"blank dark   {FAR_LIGHT} lit   where nobody can have come to yet",
    "letters: where that seat gets to in this very beat if it walks on and on, or where it lies; capital if lit",
)


def show(path: Path, skirmish: Skirmish, beat: int | None, seed: int | None) -> None:
    """`warbell map show`."""
    from warbell import episodes

    if seed is not None and beat is None:
        raise BadInput("--seed", "no beat", "--beat N with it")
    episode = episodes.skirmish(path) if path.suffix == ".map" else find_episode(str(path), skirmish)
    width = max(shutil.get_terminal_size().columns, 40)
    if beat is None:
        typer.echo("\n\n".join("\n".join(drawing(episode, sheet, width)) for sheet in episode.sheets))
        return
    if not 0 <= beat <= episode.beats:
        raise BadInput("--beat", str(beat), f"a beat of the episode, from 0 to {episode.beats}")
    from rich.console import Console

    console = Console(highlight=False)
    for line in _pages(episode, beat, check_seed("--seed", seed or 0), width):
        console.print(line, soft_wrap=True)


def _pages(episode: "Episode", beat: int, seed: int, width: int) -> Iterator["Text"]:
    """The sheets in a beat, and the legend below them."""
    from rich.text import Text

    from warbell.cli import palette
    from warbell.encode.letters import letters
    from warbell.forecast import forecast

    initials = letters(episode.titles)
    then = forecast(episode, seed, beat)
    marks = _marks(episode, then, beat, initials)
    key = dict.fromkeys(f"{each.lower()} {each} {title}" for each, title in zip(initials, episode.titles, strict=True))
    for sheet in episode.sheets:
        rows, signs = graph_paper(episode, sheet, marks)
        key.update(dict.fromkeys(signs))
        yield from (Text(sheet_title(sheet)), Text(rows[0]), *map(_inked, rows[1:]), Text(""))
    key.update(dict.fromkeys([f"{palette.DRONE} drone"] if then.drones else []))
    yield Text(f"beat {beat} of {episode.beats}, seed {seed}, everybody waiting", "bold")
    for line in (*(line for text in LEGEND for line in wrap(text, width, subsequent_indent="  ")), *listed(key, width)):
        yield Text(line)


def _marks(episode: "Episode", then: "Forecast", beat: int, initials: tuple[str, ...]) -> dict[tuple[int, ...], str]:
    """What stands on the cells of the atlas: light on plain ground, drones, and over all how far each seat gets."""
    from warbell.cli import palette
    from warbell.engine.bits import unpack
    from warbell.engine.codes import GLASS

    ground = episode.ground
    reached = {cell for walk in then.walks for cell in walk}
    bare = ~unpack(ground.solid, ground.terrain.shape[1]) & (ground.terrain != GLASS)
    bare &= (ground.fixture_at == 0) & (ground.link_at == 0)
    marks: dict[tuple[int, ...], str] = {
        (y, x): (LIGHT if then.lit[y, x] else DARK) if (y, x) in reached else FAR_LIGHT if then.lit[y, x] else UNSEEN
        for y, x in zip(*(each.tolist() for each in bare.nonzero()), strict=True)
    }
    marks.update(dict.fromkeys(then.drones, palette.DRONE))
    for letter, start, walk in reversed([*zip(initials, then.starts, then.walks, strict=True)]):
        for cell in [cell for cell, when in walk.items() if when == beat] if walk else [start]:
            marks[cell] = letter if then.lit[cell] else letter.lower()
    return marks


def _inked(row: str) -> "Text":
    """A line of graph paper in the colours of its marks."""
    from rich.text import Text

    from warbell.cli import palette
    from warbell.engine.codes import SHUT

    inks = {LIGHT: palette.INK["disc"], FAR_LIGHT: palette.INK["lit"], DARK: palette.INK["floor"]}
    inks |= dict.fromkeys(palette.FIXTURES.values(), palette.INK["fixture"])
    inks |= dict.fromkeys(palette.LINKS.values(), palette.INK["link"])
    inks |= {palette.DOORS[SHUT]: palette.INK["door"], palette.EXIT: palette.INK["exit"]}
    inks |= {palette.DRONE: palette.INK["drone"], palette.WALL: palette.INK["wall"]}
    text = Text(row[:5], palette.INK["floor"])
    for ink, signs in groupby(row[5:], lambda sign: palette.INK["team"] if sign.isalnum() else inks.get(sign, "")):
        text.append("".join(signs), ink)
    return text
