"""Changes the engine in small wrong ways, one at a time, and looks whether a test notices: `./dev mutate 50`.

Each mutant is played as plain Python, which needs no compiling: first by the cases of its own file, then by all cases,
the oracles, whatever else is quick as plain Python, and the golden games. One that none of them notices lives, and is
shown: a hole in the tests, or a change that changes nothing.
"""

import argparse
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

from mutations import Mutation, mutations

from warbell.cli.progress import bar
from warbell.spread import cores

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "src/warbell/engine"
NOT_RULES = ("kernel.py", "tables.py")  # how rules are compiled; a fault there is no fault of play
COPIED = ("src", "tests", "scripts", "docs", "locks", "pyproject.toml", "dev")
PATIENCE = 300  # seconds for a stage: a mutant may run for ever


class Mutant(NamedTuple):
    """A change of a file of the engine."""

    path: Path  # below ROOT
    mutation: Mutation

    def __str__(self) -> str:
        text = (ROOT / self.path).read_text()
        both = (text.splitlines(), self.mutation.of(text).splitlines())
        changes = [line for line in difflib.unified_diff(*both, n=0, lineterm="") if line[0] in "+-"][2:]
        return "\n    ".join([f"{self.path}:{self.mutation.line}", *changes])


def mutants(pattern: str) -> list[Mutant]:
    """All there are in the files of the engine that fit a pattern."""
    paths = [path for path in sorted(ENGINE.rglob(pattern)) if path.suffix == ".py" and path.name not in NOT_RULES]
    return [Mutant(path.relative_to(ROOT), each) for path in paths for each in mutations(path.read_text())]


def stages(mutant: Mutant) -> list[tuple[str, ...]]:
    """What pytest is to run, one after the other until something fails."""
    own = mutant.path.stem
    has_cases = (ROOT / f"tests/cases/{own}.txt").exists()
    return [
        *([("tests/cases", "-k", own)] if has_cases else []),
        ("tests/cases",),
        ("tests/naive",),
        ("tests", "-m", "interpreted", "--ignore=tests/cases", "--ignore=tests/naive"),
        ("tests/playthroughs",),
        ("tests/replays/test_golden.py", "-k", "verifies"),
    ]


class Yard:
    """Copies of the tree to try mutants in, each in use by one at a time."""

    def __init__(self, folder: Path, count: int) -> None:
        self._free: Queue[Path] = Queue()
        for k in range(count):
            copy = folder / str(k)
            copy.mkdir()
            for name in COPIED:
                if (ROOT / name).is_dir():
                    shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("page", "__pycache__"))
                else:
                    shutil.copy(ROOT / name, copy / name)
            self._free.put(copy)

    def verdict(self, mutant: Mutant) -> str:
        """The stage that noticed it, "" if none did."""
        copy = self._free.get()
        path = copy / mutant.path
        text = path.read_text()
        path.write_text(mutant.mutation.of(text))
        try:
            return next((" ".join(stage) for stage in stages(mutant) if not _passes(copy, stage)), "")
        finally:
            path.write_text(text)
            self._free.put(copy)


def _passes(copy: Path, stage: tuple[str, ...]) -> bool:
    env = {**os.environ, "WARBELL_JIT": "0", "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    quick = ("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--hypothesis-profile=unshrunk")
    command = [sys.executable, "-m", "pytest", *quick, *stage]
    try:
        done = subprocess.run(command, cwd=copy, env=env, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode in (0, 5)  # 5: no tests, where a name has none


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="./dev mutate", description=__doc__.split("\n\n")[0], epilog="as in: ./dev mutate 20 --file strokes.py"
    )
    parser.add_argument("count", type=int, help="how many, chosen at random")
    parser.add_argument("--seed", type=int, default=0, help="another choice (0)")
    parser.add_argument("--file", default="*.py", metavar="PATTERN", help="only in files of the engine of this name")
    given = parser.parse_args()
    every = mutants(given.file)
    chosen = random.Random(given.seed).sample(every, min(given.count, len(every)))
    alive: list[Mutant] = []
    by: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(cores()) as pool:
        yard = Yard(Path(folder), cores())
        with bar("mutants", len(chosen)) as progress:
            for mutant, stage in zip(chosen, pool.map(yard.verdict, chosen), strict=True):
                by[stage.replace(f" -k {mutant.path.stem}", " of its file")] += 1
                if not stage:
                    alive.append(mutant)
                if progress:
                    progress(1)
    for mutant in alive:
        print(mutant)
    noticed = ", ".join(f"{count} by {stage}" for stage, count in by.most_common() if stage)
    print(f"{len(alive)} of {len(chosen)} mutants live, of {len(every)} there are; {noticed}")


if __name__ == "__main__":
    main()
