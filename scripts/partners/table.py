"""What a player makes of a night with its partners: `./dev python scripts/partners/table.py` writes the table.

The first seat is held by nobody who does anything, by `caution`, and by the plan beside this file; all others by the
episode's partners. The table stands behind its comment, `<!-- partners -->`, up to the next blank line.
"""

import re
import sys
from pathlib import Path

import warbell
from warbell.episodes import brief, load, names
from warbell.files import write_atomically
from warbell.plans import read
from warbell.runs import Result

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs/minds.md"
SEEDS = range(100)
MARK = "<!-- partners -->\n"
PLAYERS = {"wait": "idle", "caution": "on `caution`", "plan": "played well"}


def played(night: str, player: str, seeds: range = SEEDS) -> list[Result]:
    """The games of a night in which the first seat is held by `wait`, `caution` or the `plan` of this folder."""
    episode = load(night)
    plan = read(str(HERE / f"{night}.plan"), brief(episode), night)
    held = dict.fromkeys(episode.seats, episode.partners) | {episode.seats[0]: player}
    return warbell.run(episode, held, seeds, plan=plan)


def line(night: str, player: str) -> str:
    """A row: how often it is won, who gets out and how it ends."""
    results = played(night, player)
    won = 100 * sum(result.outcome == "won" for result in results) / len(results)
    saved = sum(result.saved for result in results) / len(results)
    beats = sum(result.beats for result in results) / len(results)
    return f"| {night} | {PLAYERS[player]} | {won:.0f} | {saved:.1f} | {beats:.0f} |"


def main() -> None:
    """Write the page, and print the table."""
    rows = [line(night, player) for night in names() for player in PLAYERS]
    table = "\n".join(["| night | first seat | won % | saved | beats |", "|---|---|--:|--:|--:|", *rows])
    before, after = PAGE.read_text().split(MARK)
    write_atomically(PAGE, (before + MARK + table + "\n" + re.sub(r"\A(\|.*\n)*", "", after)).encode())
    sys.stdout.write(table + "\n")


if __name__ == "__main__":
    main()
