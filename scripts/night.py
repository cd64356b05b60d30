"""All that takes long, in one go, with a summary at the end: `./dev night`.

Every night looks elsewhere: the day's number is where random worlds and mutants begin. A mutant that lives does not
fail the night, as some change nothing; everything else that is not good does.
"""

import argparse
import os
import subprocess
import sys
import time
from typing import NamedTuple

from warbell.spread import cores

WORKERS = ("-n", str(cores() + 1), "--dist", "worksteal", "-q")
YESTERDAY = ("git", "rev-list", "-1", "--before=24 hours ago", "HEAD")


class Step(NamedTuple):
    """A command of the night."""

    name: str
    command: tuple[str, ...]
    env: dict[str, str] = {}  # noqa: RUF012 - of a named tuple, and never changed


def steps(commit: str, day: int, mutants: int) -> list[Step]:
    """What a night does; worlds are played beside the engine of a commit."""
    pytest = (sys.executable, "-m", "pytest")
    long = {"WARBELL_NIGHT": "1"}
    same = ("scripts/sides/same.py", commit, "--first", str(day * 1000))
    plain = {**long, "WARBELL_JIT": "0"}
    return [
        Step("all tests, at length", (*pytest, *WORKERS), long),
        Step("oracles and cases in plain Python", (*pytest, *WORKERS, "tests/naive", "tests/cases"), plain),
        Step("bounds checked", (*pytest, *WORKERS, "-m", "bounds"), {**long, "NUMBA_BOUNDSCHECK": "1"}),
        Step("falls of a server", (sys.executable, "scripts/falls.py")),
        Step("the package, from its first compile on", ("./dev", "wheel")),
        Step(f"10,000 worlds beside {commit[:12]}", (sys.executable, *same)),
        Step(f"{mutants} mutants", (sys.executable, "scripts/mutants/mutate.py", str(mutants), "--seed", str(day))),
    ]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="./dev night", description=__doc__.split("\n\n")[0])
    parser.add_argument("commit", nargs="?", help="the engine to play beside (the newest that is a day old)")
    parser.add_argument("--mutants", type=int, default=200, help="how many (200)")
    given = parser.parse_args()
    commit = given.commit or subprocess.run(YESTERDAY, capture_output=True, text=True, check=True).stdout.strip()
    lines, failed = [], False
    for step in steps(commit or "HEAD", int(time.time()) // 86_400, given.mutants):
        print(f"night: {step.name}", file=sys.stderr, flush=True)
        began = time.monotonic()
        code = subprocess.run(step.command, env={**os.environ, **step.env}, check=False).returncode
        failed |= code != 0
        minutes = (time.monotonic() - began) / 60
        lines.append(f"{'good' if code == 0 else f'FAILED ({code})':12} {minutes:6.1f} min  {step.name}")
    print("\n".join(["", *lines]))
    sys.exit(failed)


if __name__ == "__main__":
    main()
