"""The table of the season in docs/nights.md, written anew: `./dev python scripts/season.py`. Takes minutes.

It stands behind the comment `<!-- season -->`, up to the next blank line: games won of seeds 0 to 199, in per cent, by
each night's walkthrough and by teams of one mind.
"""

import re
from pathlib import Path

from warbell import episodes
from warbell.episodes import Episode
from warbell.files import write_atomically
from warbell.lab.statistics import wilson
from warbell.runs import run

PAGE = Path(__file__).parents[1] / "docs/nights.md"
SEEDS = range(200)
MARK = "<!-- season -->\n"
MINDS = ("walkthrough", "caution", "follow", "sprint", "selfish", "wait")


def main() -> None:
    """Play everything and write the table."""
    lines = [f"| night | {' | '.join(MINDS)} |", "|---" + "|--:" * len(MINDS) + "|"]
    lines += [f"| {episode.title} | {' | '.join(_won(episode, mind) for mind in MINDS)} |" for episode in _season()]
    before, after = PAGE.read_text().split(MARK)
    table = "\n".join(lines) + "\n"
    write_atomically(PAGE, (before + MARK + table + re.sub(r"\A(\|.*\n)*", "", after)).encode())


def _season() -> list[Episode]:
    return [episodes.load(name) for name in episodes.names()]


def _won(episode: Episode, mind: str) -> str:
    """As "97.5 (94 to 99)"."""
    results = run(episode, dict.fromkeys(episode.seats, mind), SEEDS)
    found = wilson(sum(result.outcome == "won" for result in results), len(results))
    return f"{found.value:.1f} ({found.low:.0f} to {found.high:.0f})"


if __name__ == "__main__":
    main()
