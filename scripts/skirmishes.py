"""The table of docs/minds.md, written anew from skirmishes by `./dev python scripts/skirmishes.py MAP...`.

It stands behind its comment, `<!-- skirmishes -->`, up to the next blank line. Takes minutes on all cores.
"""

import re
import sys
from pathlib import Path

import warbell
from warbell.files import write_atomically

PAGE = Path(__file__).parents[1] / "docs/minds.md"
MINDS = ("sprint", "selfish", "caution", "follow")
SEEDS = range(200)
MARK = "<!-- skirmishes -->\n"


def line(path: Path) -> str:
    """A map's row: of 100 games, how many each mind wins."""
    episode = warbell.skirmish(path)
    won = []
    for mind in MINDS:
        results = warbell.run(episode, dict.fromkeys(episode.seats, mind), SEEDS)
        won.append(100 * sum(result.outcome == "won" for result in results) / len(results))
    return f"| {path.stem} | " + " | ".join(f"{rate:.0f}" for rate in won) + " |"


def main() -> None:
    """Write the page."""
    head = [f"| map | {' | '.join(MINDS)} |", "|---|" + "--:|" * len(MINDS)]
    before, after = PAGE.read_text().split(MARK)
    table = "\n".join(head + [line(Path(name)) for name in sorted(sys.argv[1:])])
    write_atomically(PAGE, (before + MARK + table + "\n" + re.sub(r"\A(\|.*\n)*", "", after)).encode())


if __name__ == "__main__":
    main()
