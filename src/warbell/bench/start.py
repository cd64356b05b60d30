"""From the command to its end: the first start, which compiles the engine, and later ones."""

import tempfile
from collections.abc import Callable

from warbell.bench.child import warbell
from warbell.bench.figure import Figure


def figures(say: Callable[[str], None]) -> list[Figure]:
    """`warbell run curfew` with an empty cache, then with a full one, each in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"WARBELL_CACHE": folder}
        say("a first start, with an empty cache")
        first = warbell("run", "curfew", "--out", folder, env=env)
        say("later starts")
        later = min(warbell("run", "curfew", "--out", folder, env=env) for _ in range(5))
        quick = min(warbell("--help", env=env) for _ in range(3))
    return [
        Figure("start.first run, compiling", first.wall, "s", first.cpu),
        Figure("start.later run", later.wall, "s", later.cpu),
        Figure("start.--help", quick.wall, "s", quick.cpu),
    ]
