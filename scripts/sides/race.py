"""Times the engine of another commit against this tree's, by turns: `./dev bench engine --against COMMIT`.

Both sides run this tree's benchmarks. They run one after the other, and the one that began is second the next time, so
that whatever slows the machine down slows both; of each figure the medians are shown, in processor time.
"""

import argparse
from pathlib import Path
from statistics import median

from tree import ROOT, Side, unpacked

from warbell.cli.progress import bar

PROGRAM = Path(__file__).with_name("pace.py")
ROUNDS = 5


def race(commit: str, wanted: str) -> dict[str, list[tuple[float, float]]]:
    """For each figure whose name has `wanted` in it the seconds of both sides, the old one's first, round by round."""
    sides = [Side(tree, PROGRAM) for tree in (unpacked(commit), ROOT)]
    for side in sides:
        side.ask("names")
        names = side.answer()
    times: dict[str, list[tuple[float, float]]] = {}
    chosen = [(k, name) for k, name in enumerate(names) if wanted in name]
    with bar("rounds", ROUNDS * len(chosen)) as progress:
        for k, name in chosen:
            for turn in range(ROUNDS):
                took = [0.0, 0.0]
                for s in (0, 1) if turn % 2 == 0 else (1, 0):
                    sides[s].ask("run", k)
                    took[s] = sides[s].answer()
                times.setdefault(name, []).append((took[0], took[1]))
                if progress:
                    progress(1)
    for side in sides:
        side.close()
    return times


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="./dev bench engine", description=__doc__.split("\n\n")[0], epilog="as in: --against main~3 --figure idle"
    )
    parser.add_argument("--against", metavar="COMMIT", required=True, help="as git names it")
    parser.add_argument("--figure", metavar="WORDS", default="", help="only figures with this in their names")
    given = parser.parse_args()
    print(f"{'CPU seconds, medians of ' + str(ROUNDS):55} {'old':>9} {'new':>9}   new / old, and of single rounds")
    for name, pairs in race(given.against, given.figure).items():
        old, new = (median(side) for side in zip(*pairs, strict=True))
        ratios = [b / a for a, b in pairs]
        print(f"{name:55} {old:9.4f} {new:9.4f}   {new / old:.2f}  {min(ratios):.2f} to {max(ratios):.2f}")


if __name__ == "__main__":
    main()
