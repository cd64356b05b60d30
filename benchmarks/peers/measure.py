"""How every world is timed: whole rounds of random actions, CPU seconds of the process, the median of five goes.

Only the step and the observations it gives are timed, with the resets that it needs; the actions are drawn beforehand.
"""

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

GOES, SECONDS = 5, 1.5  # goes, and CPU seconds of each
UNCOUNTED = 2  # goes before: what is compiled at the first step, or again at the second


def report(
    draw: Callable[[], Any], step: Callable[[Any], int], *, agents: int, others: int, observation: str, batch: int = 1
) -> None:
    """Print a line of JSON: agent-steps per CPU-second of `step(draw())`, which says how many agents acted.

    `others` are entities beside the agents that move or act by themselves, in one world; `batch` worlds step at once.
    """
    rates = [_go(draw, step, SECONDS) for _ in range(UNCOUNTED + GOES)][UNCOUNTED:]
    told = {"agents": agents, "others": others, "observation": observation, "batch": batch}
    print(json.dumps({"rate": statistics.median(rates), "least": min(rates), "most": max(rates), **told}), flush=True)


def _go(draw: Callable[[], Any], step: Callable[[Any], int], seconds: float) -> float:
    acted, spent = 0, 0.0
    while spent < seconds:
        actions = draw()
        began = time.process_time()
        acted += step(actions)
        spent += time.process_time() - began
    return acted / spent
