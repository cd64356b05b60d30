"""What minds cost: the processor's time of their decisions, a seat and beat, over games of `curfew` to their end."""

import time
from collections.abc import Callable

import numpy as np

from warbell import episodes
from warbell.bench.figure import Figure
from warbell.engine.batch import advance, perceive
from warbell.engine.codes import RUNNING_STILL
from warbell.engine.percept import blank
from warbell.engine.world import waits
from warbell.server.game import MINDS
from warbell.team import make_mind

WORLDS = 32


def figures(say: Callable[[str], None]) -> list[Figure]:
    """Microseconds of each mind that a room may have."""
    return [_figure(mind, say) for mind in MINDS]


def _figure(name: str, say: Callable[[str], None]) -> Figure:
    say(f"{WORLDS} games of {name}")
    episode = episodes.load("curfew")
    brief = episodes.brief(episode)
    _play(episode, brief, name, 1)  # compiled, and its fields known
    spent, seats = _play(episode, brief, name, WORLDS)
    return Figure(f"minds.{name}", 1e6 * spent / seats, "us/seat-beat", spent)


def _play(episode: episodes.Episode, brief: episodes.Brief, name: str, worlds: int) -> tuple[float, int]:
    """Seconds that the mind took, and how many decisions of seats that was."""
    world = episode.start(np.arange(worlds, dtype=np.uint64))
    percept = blank(world)
    perceive(episode.ground, world, percept)
    mind = make_mind(name, episode, brief, list(range(len(brief.seats))), worlds)
    orders = waits(world)
    spent, seats = 0.0, 0
    while (running := world.clock["ending"] == RUNNING_STILL).any():
        began = time.process_time()
        mind.decide(percept, orders)
        spent += time.process_time() - began
        seats += int(running.sum()) * len(brief.seats)
        advance(episode.ground, world, percept, orders)
    return spent, seats
