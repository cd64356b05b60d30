"""The tables of docs/nights.md, written anew from the nights' ablations: `./dev python scripts/nights.py [NIGHT ...]`.

A table stands behind its comment, `<!-- NIGHT law -->` or `<!-- NIGHT rows -->`, up to the next blank line. Of the
plans at a run only the best is shown, of the others the best three. Takes minutes on all cores.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from warbell import episodes
from warbell.files import write_atomically
from warbell.lab.ablate import Ablation, Row, ablate
from warbell.lab.law import law
from warbell.lab.rivals import SAME, SHORT
from warbell.plans import parse

PAGE = Path(__file__).parents[1] / "docs/nights.md"
SEEDS = range(200)
SHOWN = {SAME: 1, SHORT: 1, "the plan": 99, "one seat": 99, "minds": 99}


def law_table(result: Ablation) -> list[str]:
    """The clauses."""
    lines = ["| the law | found | asked | kept | by |", "|---|--:|---|---|---|"]
    for figure in law(result):
        asked = f"at least {figure.low:.0f}" if figure.high is None else f"{figure.low:.0f} to {figure.high:.0f}"
        kept = ("yes" if figure.kept else "**NO**") + ("" if figure.sure else " ?")
        found = f"{figure.found.value:.1f} ({figure.found.low:.0f} to {figure.found.high:.0f})"
        lines.append(f"| {figure.name} | {found} | {asked} | {kept} | {figure.who} |")
    return lines


def row_table(result: Ablation) -> list[str]:
    """The rows, group by group."""
    lines = ["| row | won % | 95 % | score | against the plan | beats | saved | lost |"]
    lines.append("|---|--:|---|--:|---|--:|--:|--:|")
    for group in dict.fromkeys(row.group for row in result.rows):
        rows = [row for row in result.rows if row.group == group]
        shown = SHOWN.get(group, 3)
        best = rows if shown >= len(rows) else sorted(rows, key=lambda row: (-row.won.value, -row.score.value))[:shown]
        lines.append(f"| **{group}**{'' if best is rows else f': the best {shown} of {len(rows)}'} |" + " |" * 7)
        lines += [_line(row) for row in best]
    return lines


def _line(row: Row) -> str:
    won, score, change = row.won, row.score, row.change
    return (
        f"| {row.name} | {won.value:.1f} | {won.low:.0f} to {won.high:.0f} | {score.value:.0f} "
        f"| {change.value:+.0f} ({change.low:+.0f} to {change.high:+.0f}) "
        f"| {row.beats:.0f} | {row.saved:.1f} | {row.lost:.1f} |"
    )


TABLES: dict[str, Callable[[Ablation], list[str]]] = {"law": law_table, "rows": row_table}


def main() -> None:
    """Write the page, or what of it is of the nights that are named."""
    page = PAGE.read_text()
    for name in sys.argv[1:] or episodes.names():
        episode = episodes.load(name)
        result = ablate(episode, parse(episode.walkthrough, "walkthrough.plan", episodes.brief(episode)), SEEDS)
        for what, table in TABLES.items():
            mark = f"<!-- {name} {what} -->\n"
            before, after = page.split(mark)
            page = before + mark + "\n".join(table(result)) + "\n" + re.sub(r"\A(\|.*\n)*", "", after)
    write_atomically(PAGE, page.encode())


if __name__ == "__main__":
    main()
