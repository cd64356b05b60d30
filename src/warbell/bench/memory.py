"""The most memory a large run takes."""

import tempfile
from collections.abc import Callable

from warbell.bench.child import warbell
from warbell.bench.figure import Figure


def figures(say: Callable[[str], None]) -> list[Figure]:
    """`warbell run curfew --seeds 0:1000` under caution, in a process of its own that finds the engine compiled."""
    from warbell.prepare import prepare

    prepare()
    say("a thousand games of curfew")
    with tempfile.TemporaryDirectory() as folder:
        taken = warbell("run", "curfew", "--seeds", "0:1000", "--out", folder, env={})
    return [
        Figure("memory.run curfew --seeds 0:1000", taken.memory, "MiB", taken.cpu),
        Figure("memory.the time it took", taken.wall, "s", taken.cpu),
    ]
