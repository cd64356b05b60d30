"""What tables and documents call bodies and cells."""

from collections.abc import Iterable

from warbell.episodes import Episode, SheetInfo
from warbell.report.tracks import inside

Place = tuple[str, int, int] | tuple[None, None, None]  # the name of the sheet, and the row and column on it


def names_of_bodies(episode: Episode) -> tuple[str, ...]:
    """What every body is called, [B]: who has a seat by its id, everybody else by their name."""
    return (*episode.seats, *episode.body_names[len(episode.seats) :])


def on_sheet(sheets: Iterable[SheetInfo], y: int, x: int) -> Place:
    """Where a cell of the atlas is; None of one on no sheet."""
    for sheet in sheets:
        if inside(sheet, y, x):
            return sheet.name, y - sheet.top, x - sheet.left
    return None, None, None
