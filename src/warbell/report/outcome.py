"""The section that says why a game ended as it did, which goals were met and by whom, and how the score adds up."""

from html import escape

from warbell.report.account import Account, Goal
from warbell.report.beats import link
from warbell.report.deeds import Deed
from warbell.report.tables import table


def reason(told: Account) -> str:
    """What ended it, and since when it could not be won, as HTML."""
    lost = f" <em>{escape(told.hopeless)}</em>" if told.hopeless else ""
    return f'<p class="reason">{escape(told.reason)}{lost}</p>'


def goals(told: Account) -> str:
    """Every goal with its mark, and what who did for it."""
    if not told.goals:
        return "<p>The briefing set no goal in words.</p>"
    return f'<ul class="goals">{"".join(map(_goal, told.goals))}</ul>'


def _goal(goal: Goal) -> str:
    mark, word = ("✓", "met") if goal.met else ("✗", "not met")
    when = f", in beat {link(goal.beat)}" if goal.met and goal.beat >= 0 else ""
    came = f", {goal.came} of {goal.need}" if goal.need > 1 and not goal.met else ""
    deeds = "".join(map(_deed, goal.deeds))
    inside = f"<ul>{deeds}</ul>" if deeds else ""
    return (
        f'<li class="{"met" if goal.met else "unmet"}"><b aria-hidden="true">{mark}</b> {escape(goal.text)}'
        f" <small>{word}{when}{came}</small>{inside}</li>"
    )


def _deed(deed: Deed) -> str:
    return f"<li>{link(deed.beat)} {escape(deed.text)}</li>"


def score(told: Account, total: int) -> str:
    """The rows of the score, which sum to it."""
    if not told.score:
        return "<p>Nothing counted: the score is 0.</p>"
    rows = [[escape(row.text), _points(row.points)] for row in told.score]
    return table("How the score adds up.", ["For", "Points"], rows, ["The score", _points(total)])


def _points(points: int) -> str:
    return f"&minus;{-points}" if points < 0 else f"{points}"
