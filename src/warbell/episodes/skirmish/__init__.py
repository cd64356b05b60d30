"""Skirmishes: episodes made of a seed or of somebody else's map, always the same; only the dice place the infected."""

import math
import os
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from warbell.episodes.episode import Episode, from_sources
from warbell.episodes.movingai import read_map
from warbell.episodes.skirmish import maze, rooms, streets
from warbell.episodes.skirmish.drawing import STREET, WALL, Drawing
from warbell.episodes.skirmish.draws import Draws
from warbell.episodes.skirmish.layout import lay_out
from warbell.episodes.skirmish.script import Names
from warbell.episodes.skirmish.threat import GIVEN, MIX, check_mix, threat
from warbell.errors import BadInput

__all__ = ["SPLITS", "STYLES", "skirmish"]


class Style(NamedTuple):
    """A way to draw maps."""

    draw: Callable[[int, Draws], Drawing]
    stream: int  # of the dice, for good
    place: str


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "rooms": Style(rooms.draw, 0, "Rooms that nobody has walked before"),
        "streets": Style(streets.draw, 1, "Streets that nobody has walked before"),
        "maze": Style(maze.draw, 2, "A maze that nobody has walked before"),
    }
)
SIZES = range(16, 257)  # cells of a side
MOST_LAYOUT = 2**32 - 1
# Layout seeds to train on, to choose by and to report: for good, and no seed is in two of them.
SPLITS: Mapping[str, range] = MappingProxyType(
    {
        "train": range(1_000_000),
        "validation": range(1_000_000, 1_100_000),
        "test": range(1_100_000, 1_200_000),
    }
)


def skirmish(
    on: str | os.PathLike[str],
    seats: int = 4,
    infected: int | None = None,
    *,
    layout_seed: int | None = None,
    difficulty: float | None = None,
    mix: Mapping[str, int] = MIX,
    size: int | None = None,
) -> Episode:
    """An episode that is laid out `on` a map of a style, `rooms`, `streets` or `maze`, or of a MovingAI file.

    A style takes `layout_seed`, by default 0, which is all that its map follows from: 0 to 2**32 - 1, from SPLITS to
    train, validate and test; `size`, cells of a side, 16 to 256, by default 32; and `difficulty`, 0 to 1, by default
    0.5 and counted in thousandths, which changes the threat and not the map. `infected` is how many there are, if
    neither difficulty nor the file's ways shall say it. `mix` are whole shares of the kinds of infected.
    Its `sources` are the files of an episode folder like any other. BadInput if a value is out of its range, or the
    map is broken or too small. With 0 infected it warns that there is no threat.
    """
    where = os.fspath(on)
    check_mix(mix)
    if infected == 0:
        warnings.warn("no threat: with 0 infected nobody is in the way out, and to walk there is to win", stacklevel=2)
    if where in STYLES:
        layout_seed = _within("layout_seed", 0 if layout_seed is None else layout_seed, range(MOST_LAYOUT + 1))
        size = _within("size", 32 if size is None else size, SIZES)
        hard = _thousandths(0.5 if difficulty is None else difficulty)
        style = STYLES[where]
        drawing = style.draw(size, Draws(layout_seed, style.stream))
        names = Names(
            f"skirmish-{where}-{layout_seed}-d{hard}",
            f"Skirmish: {where}, layout {layout_seed}, difficulty {hard / 1000:g}",
            style.place,
        )
        return from_sources(
            lay_out(drawing, names, f"{where} {layout_seed}", seats, threat(where, hard), mix, infected),
            where=f"skirmish on {where} {layout_seed}",
        )
    for name, value in (("layout_seed", layout_seed), ("size", size), ("difficulty", difficulty)):
        if value is not None:
            raise BadInput(name, f"the map {where}", f"it with a style: {', '.join(STYLES)}")
    if not Path(where).suffix and not Path(where).exists():
        raise BadInput("on", repr(where), f"{', '.join(STYLES)}, or a MovingAI map file")
    free = read_map(where)
    drawing = Drawing([[STREET if cell else WALL for cell in row] for row in free.tolist()], STREET)
    name = re.sub(r"[^A-Za-z0-9._ -]", "_", Path(where).stem)[:60]
    names = Names("skirmish", f"Skirmish: {name}", "A map that somebody else made")
    return from_sources(lay_out(drawing, names, where, seats, GIVEN, mix, infected), where=f"skirmish on {where}")


def _within(name: str, value: int, allowed: range) -> int:
    """The value as an int, NumPy's whole numbers too; BadInput if it is none of those that are allowed."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value not in allowed:
        raise BadInput(name, f"{value!s}", f"a whole number from {allowed[0]} to {allowed[-1]}")
    return int(value)


def _thousandths(difficulty: float) -> int:
    if not math.isfinite(difficulty) or not 0 <= difficulty <= 1:
        raise BadInput("difficulty", str(difficulty), "a number from 0 to 1")
    return round(difficulty * 1000)
