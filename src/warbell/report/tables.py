"""The tables of a report, as HTML: timing, deeds, and the numbers behind its plots."""

from collections import Counter
from html import escape

from warbell.engine import codes
from warbell.plans.cells import CUES
from warbell.report.beats import link
from warbell.report.cues import Met, cues_met
from warbell.report.deeds import deeds as deeds_of
from warbell.report.history import History


def table(caption: str, heads: list[str], rows: list[list[str]], feet: list[str] | None = None) -> str:
    """A table whose first column heads its rows, with a row of sums perhaps; cells are HTML."""
    top = "".join(f'<th scope="col">{head}</th>' if head else "<td></td>" for head in heads)
    body = "".join(map(_row, rows))
    foot = f"<tfoot>{_row(feet)}</tfoot>" if feet else ""
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Table, scrolls sideways"><table>'
        f"<caption>{caption}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody>{foot}</table></div>"
    )


def _row(cells: list[str]) -> str:
    return f'<tr><th scope="row">{cells[0]}</th>{"".join(f"<td>{cell}</td>" for cell in cells[1:])}</tr>'


def numbers(caption: str, heads: list[str], rows: list[list[str]]) -> str:
    """The numbers behind a plot, out of the way until somebody asks."""
    return f'<details class="numbers"><summary>Numbers</summary>{table(escape(caption), heads, rows)}</details>'


def timing(past: History) -> str:
    """The cues as they were met, and how long who waited."""
    met, seats = cues_met(past.orders), range(len(past.episode.seats))
    if not met:
        return "<p>No cue was given: nobody signed or called a code word.</p>"
    most = max(1, *(wait.beats for each in met for wait in each.waits))
    waited = [sum(wait.beats for each in met for wait in each.waits if wait.seat == seat) for seat in seats]
    titles = [escape(title) for title in past.episode.titles]
    return table(
        "How many beats each waited for the others.",
        ["Cue", "Beat", *titles],
        [[_cue(each), link(each.beat), *(_wait(each, seat, most) for seat in seats)] for each in met],
        ["Waited in all", "", *(f"{beats}" for beats in waited)],
    )


def _cue(met: Met) -> str:
    word = codes.SIGNALS[codes.FIRST_CODE_WORD + met.cue]
    return f'<b class="box">{CUES[met.cue]}</b> <small>{word}{", nobody answered" if met.alone else ""}</small>'


def _wait(met: Met, seat: int, most: int) -> str:
    """A bar and its number; what did not stand at the cue waited for nobody."""
    beats = next((wait.beats for wait in met.waits if wait.seat == seat), None)
    if beats is None:
        return "&ndash;"
    return f'<span class="wait" style="width:{3 * beats / most:.2f}rem"></span>{beats}'


def deeds(past: History) -> str:
    """Who did what for whom, and how often."""
    done: dict[tuple[int, int], Counter[str]] = {}
    for each in deeds_of(past):
        for who in each.who:
            done.setdefault((who, each.whom), Counter())[each.did] += 1
    if not done:
        return "<p>Nobody did anything for anybody.</p>"
    names = [escape(name) for name in past.episode.body_names[: past.people]]
    rows = [
        [
            names[who],
            *("&ndash;" if who == whom else _times(done.get((who, whom), Counter())) for whom in range(len(names))),
        ]
        for who in range(past.people)
        if past.is_seat(who) or any(who == one for one, _ in done)
    ]
    return table("Rows did it, columns had it done for them.", ["", *(f"for {name}" for name in names)], rows)


def _times(counts: Counter[str]) -> str:
    return "<br>".join(f"{escape(deed)}{f' {n}&times;' if n > 1 else ''}" for deed, n in sorted(counts.items()))
