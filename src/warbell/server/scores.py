"""What people thought was unseen and what was there: the rows of a game in two more tables of an export.

`marks` has a row for each mark a decision was made on, `brier` the means of a seat, and of the game.
"""

from collections.abc import Iterator, Sequence

from warbell.episodes import Brief
from warbell.film import Film
from warbell.report.brier import Judged, judge, mean
from warbell.server.decisions import Decisions
from warbell.server.forms import Form, Row

MARKS = Form(
    "marks",
    (
        "room", "seat", "who", "decision", "beat", "marked", "sheet", "row", "column", "what", "count", "sure", "there",
        "true", "brier",
    ),
    ("room", "seat", "who", "sheet", "what"),
    shares=("brier",),
)  # fmt: skip
BRIER = Form("brier", ("room", "seat", "marks", "true", "brier"), ("room", "seat"), shares=("brier",))
PLACES = 4  # of decimals: what a score of one mark needs


def judged_marks(made: Decisions, film: Film) -> list[Judged]:
    """All marks that decisions of a game were made on, with what came of them."""
    brief = made.room.laid.brief
    return judge(film, (*brief.seats, *brief.others), (forecast for *_, forecast in made.forecasts))


def mark_rows(made: Decisions, judged: Sequence[Judged]) -> Iterator[Row]:
    """The rows of `marks`."""
    room = made.room
    for (who, decision, forecast), each in zip(made.forecasts, judged, strict=True):
        mark = forecast.mark
        told = room.id, room.chairs[forecast.seat].name, who, decision, forecast.beat, mark.beat
        place = _place(room.laid.brief, mark.y, mark.x)
        yield *told, *place, mark.what, mark.count, mark.sure, each.there, int(each.true), each.brier


def brier_rows(made: Decisions, judged: Sequence[Judged]) -> Iterator[Row]:
    """The rows of `brier`: of each seat with marks, and of the game, whose seat is empty."""
    room = made.room
    for p, chair in [*enumerate(room.chairs), (None, None)]:
        mine = [each for each in judged if p in (None, each.forecast.seat)]
        score = mean(mine)
        if score is not None:
            name = chair.name if chair else ""
            yield room.id, name, len(mine), sum(each.true for each in mine), round(score, PLACES)


def _place(brief: Brief, y: int, x: int) -> tuple[str, int, int]:
    """The sheet, the row and the column of a cell of the atlas."""
    for sheet in brief.sheets:
        row, column = y - sheet.top, x - sheet.left
        if 0 <= row < sheet.height and 0 <= column < sheet.width:
            return sheet.name, row, column
    message = f"cell {(y, x)} of no sheet"
    raise ValueError(message)
