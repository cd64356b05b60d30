"""What people thought was unseen and what was there: the rows of a game in two more tables of an export.

`marks` has a row for each mark a decision was made on, `brier` the means of a seat, and of the game.
"""

from collections.abc import Iterator, Sequence

from warbell.film import Film
from warbell.report.brier import Judged, judge, mean
from warbell.report.named import on_sheet
from warbell.server.decisions import Decisions
from warbell.server.forms import Column, Form, Row, number, text

ROOM = text("room", "id of the room")
SEAT = text("seat", "id of the seat")
MARKS = Form(
    "marks",
    (
        ROOM,
        SEAT,
        text("who", "the name the person chose"),
        number("decision", "of `decisions`: join them by `room`, `seat` and `decision`"),
        number("beat", "the decision was made on the view after this beat, and is judged by what was there then"),
        number("marked", "the beat after which the mark was made"),
        text("sheet", "of its cell"),
        number("row", "of its cell, on the sheet"),
        number("column", "of its cell, on the sheet"),
        text("what", "a kind of infected, `nobody`, the id of a seat, or the name of somebody without one"),
        number("count", "at least so many"),
        number("sure", "50 (maybe), 75 (likely) or 95 (surely)", "per cent"),
        number(
            "there",
            "how many really were there, on the cell or within one cell of it (diagonally too), that the seat did not "
            "see: infected of the kind on their feet; the person, alive or dead; for `nobody` people and infected that "
            "live",
        ),
        number("true", "1 if `there` is at least `count`, for `nobody` if it is 0; else 0"),
        Column("brier", "share", "(`sure` / 100 - `true`)²"),
    ),
)
BRIER = Form(
    "brier",
    (
        ROOM,
        text("seat", "id of the seat; empty for the game"),
        number("marks", "how many there were"),
        number("true", "how many of them were true"),
        Column("brier", "share", "the mean of theirs, to four decimals"),
    ),
)
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
        place = on_sheet(room.laid.brief.sheets, mark.y, mark.x)
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
