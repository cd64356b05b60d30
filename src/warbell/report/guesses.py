"""What people thought was unseen: a table of how often they were right, by how sure they were."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import get_args

from warbell.belief.marks import Forecast, Sure
from warbell.report.brier import Judged, judge, mean
from warbell.report.history import History
from warbell.report.tables import table

WORDS: dict[int, str] = dict(zip(get_args(Sure), ("Maybe", "Likely", "Surely"), strict=True))


def guesses(past: History, forecasts: Iterable[Forecast]) -> str:
    """A row for each seat that marked anything, and one for all of them."""
    people = (*past.episode.seats, *past.episode.others)
    judged = judge(past.film, people, forecasts)
    seats = sorted({each.forecast.seat for each in judged})
    rows = [
        [escape(past.episode.titles[seat]), *_cells([each for each in judged if each.forecast.seat == seat])]
        for seat in seats
    ]
    notes = (
        "<p>Each mark counts with each decision that was made on it. It came true if what it says was there, unseen,"
        " on its cell or within one cell of it. The Brier score is the mean of (probability &minus; outcome)&sup2;:"
        " 0 is the best, and who says &ldquo;maybe&rdquo; to everything has 0.25.</p>"
    )
    heads = ["", *(f"{word}, {sure}&nbsp;%" for sure, word in WORDS.items()), "All", "Brier score"]
    return notes + table("How many marks came true.", heads, rows, ["All", *_cells(judged)])


def _cells(judged: Sequence[Judged]) -> list[str]:
    by = [[each for each in judged if each.forecast.mark.sure == sure] for sure in WORDS]
    return [*map(_share, by), _share(judged), f"{mean(judged):.2f}" if judged else "&ndash;"]


def _share(judged: Sequence[Judged]) -> str:
    return f"{sum(each.true for each in judged)} of {len(judged)}" if judged else "&ndash;"
