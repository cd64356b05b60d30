"""Films for tests: of one world as it stands, and of games that are forged."""

import numpy as np

from warbell.engine.world import clone
from warbell.film import Camera, Film
from warbell.rollout import Recorded, rollout


def film_of(world):
    """The film of world 0 as it stands: one beat, the start."""
    start = clone(world)
    start.clock["beat"] = 0
    return Film("a world", Camera(start).strips([0] * len(start.clock))[0])


def strip_of(replay, beats):
    """The film of the first beats of a replay."""
    orders = replay.orders[:beats]
    seeds = np.array([replay.header.seed], np.uint64)
    played = rollout(replay.episode, seeds, Recorded([orders]), views=False, filmed=True, beats=[beats])
    return played.strips[0]
