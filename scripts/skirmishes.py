"""The tables of skirmishes, written anew: of docs/skirmishes.md, or with map files that of docs/minds.md.

    ./dev python scripts/skirmishes.py          how often careful minds win, by style and difficulty; some minutes
    ./dev python scripts/skirmishes.py MAP...   how often each mind wins on MovingAI maps; minutes on all cores

A table stands behind its comment, up to the next line that is none of it.
"""

import re
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import warbell
from warbell.cli.progress import bar
from warbell.episodes.skirmish import STYLES
from warbell.files import write_atomically
from warbell.lab.statistics import wilson
from warbell.spread import cores

DOCS = Path(__file__).parents[1] / "docs"
MINDS = ("sprint", "selfish", "caution", "follow")
SEEDS = range(200)
DIFFICULTIES = (0, 0.25, 0.5, 0.75, 1)
# None of those by which the numbers of the threat were found, which were the first hundred.
LAYOUTS = warbell.SPLITS["validation"][1000:1200]


def on_a_file(path: Path) -> str:
    """A map's row: of 100 games, how many each mind wins."""
    episode = warbell.skirmish(path)
    won = []
    for mind in MINDS:
        results = warbell.run(episode, dict.fromkeys(episode.seats, mind), SEEDS)
        won.append(100 * sum(result.outcome == "won" for result in results) / len(results))
    return f"| {path.stem} | " + " | ".join(f"{rate:.0f}" for rate in won) + " |"


def is_won(style: str, difficulty: float, layout: int) -> bool:
    """Whether careful minds win on that layout, with the dice of the same number."""
    episode = warbell.skirmish(style, layout_seed=layout, difficulty=difficulty)
    (result,) = warbell.run(episode, "caution", [layout], threads=1)
    return result.outcome == "won"


def by_difficulty() -> Iterable[str]:
    """The rows of styles, and one of all of them."""
    games = list(product(STYLES, DIFFICULTIES, LAYOUTS))
    won: dict[tuple[str, float], int] = dict.fromkeys(product([*STYLES, "all three"], DIFFICULTIES), 0)
    with bar("games", len(games)) as progress, ThreadPoolExecutor(cores()) as threads:
        for (style, difficulty, _), is_one in zip(games, threads.map(is_won, *zip(*games, strict=True)), strict=True):
            won[style, difficulty] += is_one
            won["all three", difficulty] += is_one
            if progress:
                progress(1)
    for style in (*STYLES, "all three"):
        played = len(LAYOUTS) * (1 if style in STYLES else len(STYLES))
        rates = [wilson(won[style, difficulty], played) for difficulty in DIFFICULTIES]
        yield (
            f"| {style} | " + " | ".join(f"{each.value:.0f} [{each.low:.0f}-{each.high:.0f}]" for each in rates) + " |"
        )


def write(page: str, mark: str, head: Iterable[object], rows: Iterable[str]) -> None:
    """Put a table behind its comment in a page of the docs."""
    path, titles = DOCS / page, [str(title) for title in head]
    lines = [f"| {' | '.join(titles)} |", "|---|" + "--:|" * (len(titles) - 1), *rows]
    before, after = path.read_text().split(f"<!-- {mark} -->\n")
    table = "\n".join([before + f"<!-- {mark} -->", *lines, re.sub(r"\A(\|.*\n)*", "", after)])
    write_atomically(path, table.encode())


def main() -> None:
    """Write the page."""
    maps = sorted(map(Path, sys.argv[1:]))
    if maps:
        write("minds.md", "skirmishes", ("map", *MINDS), map(on_a_file, maps))
    else:
        write("skirmishes.md", "difficulty", ("style", *DIFFICULTIES), by_difficulty())


if __name__ == "__main__":
    main()
