"""One whole screen: heading, map, sound, people, events, keys; it fits the terminal it is given, from 80x24 up."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from warbell.encode.scene import Scene
from warbell.episodes import SheetInfo
from warbell.terminal import palette
from warbell.terminal.board import board, crop, sheet_of
from warbell.terminal.panel import line, vitals

LOG_LINES = 3
PANEL = 80  # columns of the panel, where it stands beside the map
BESIDE = 150  # columns from which it does
MAP_LEAST = 8  # rows of map, however small the terminal


@dataclass(frozen=True)
class Frame:
    """What one screen shows."""

    title: str  # the episode's
    scene: Scene
    last: int  # the last beat of the run
    rates: np.ndarray  # int32 [beats so far, P]: hearts
    recent: Sequence[str]  # events in words, the newest last
    status: str  # the bottom line
    sheet: int | None = None  # another sheet than the viewer's, to look at


def screen(frame: Frame, rows: int, columns: int) -> RenderableType:
    """The frame laid out for a terminal of rows x columns characters."""
    scene = frame.scene
    people, heard = vitals(scene.vitals, frame.rates), line("heard:", scene.heard)
    sheet = sheet_of(scene) if frame.sheet is None else scene.sheets[frame.sheet]
    heading = _line(frame.title, "bold")
    heading.append(f"  {sheet.title}", palette.GREY)
    heading.append(f"  beat {scene.beat} of {frame.last}", f"bold {palette.ORANGE}")
    heading.append(f"  seen by {scene.viewer}", palette.SKY)
    status = _line(frame.status, palette.GREY)
    if columns >= BESIDE:
        log = _log(frame.recent, PANEL, max(rows - len(scene.vitals) - 7, LOG_LINES))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column()
        grid.add_column(width=PANEL)
        maps, _ = _maps(scene, sheet, rows - 3, columns - PANEL - 2)
        grid.add_row(maps, Group(people, Text(""), heard, Text(""), *log))
        return Group(heading, grid, status)
    taken = 4 + len(scene.vitals)  # heading, sound, people under their own heading, status
    maps, height = _maps(scene, sheet, max(MAP_LEAST, rows - taken - LOG_LINES), columns)
    log = _log(frame.recent, columns, max(LOG_LINES, rows - taken - height))
    return Group(heading, maps, heard, people, *log, status)


def _log(recent: Sequence[str], columns: int, lines: int) -> list[Text]:
    """The newest events in so many lines, the long ones wrapped under their beat."""
    wrapped = [part for text in recent for part in wrap(text, columns, subsequent_indent=" " * 6)]
    newest = wrapped[-lines:]
    return [_line(text) for text in newest + [""] * (lines - len(newest))]


def _line(text: str, style: str = "") -> Text:
    return Text(text, style, no_wrap=True, overflow="ellipsis")


def _maps(scene: Scene, sheet: SheetInfo, rows: int, columns: int) -> tuple[RenderableType, int]:
    """The sheet to look at, below and beside it those others that have room as a whole; and the rows all that takes."""
    part = crop(scene, sheet, rows, columns)
    below: list[RenderableType] = [board(scene, part)]
    beside: list[RenderableType] = []
    left, right = rows - part.height, rows
    for other in scene.sheets:
        under = crop(scene, other, left - 1, columns)
        aside = crop(scene, other, right - 1, columns - part.width * part.cell - 2)
        if other != sheet and under.whole(other):
            below += [_line(other.title, palette.GREY), board(scene, under)]
            left -= other.height + 1
        elif other != sheet and aside.whole(other):
            beside += [_line(other.title, palette.GREY), board(scene, aside)]
            right -= other.height + 1
    if not beside:
        return Group(*below), rows - left
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_row(Group(*below), Group(*beside))
    return grid, rows - min(left, right)
