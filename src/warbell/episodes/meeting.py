"""Where a team is to gather first, as its briefing says: a place small enough to find each other in."""

import numpy as np

from warbell.engine.bits import unpack
from warbell.engine.codes import GATHER
from warbell.engine.world import Ground

ROOM = 64  # cells a place has at most; on a whole floor nobody waits for anybody


def meeting_cells(ground: Ground, count: int) -> np.ndarray | None:
    """A cell for each of `count` people in the place of the first public goal to gather, from its middle outwards.

    int32 [count, 2]; None if there is no such goal, or its place is too large or too small.
    """
    for goal in ground.objectives:
        if goal["kind"] != GATHER or goal["secret"]:
            continue
        place = unpack(ground.regions[goal["target"]], ground.terrain.shape[1])
        cells = np.argwhere(place & ~unpack(ground.solid, ground.terrain.shape[1]))
        if not count <= len(cells) <= ROOM:
            return None
        off = np.abs(2 * cells - (cells.min(0) + cells.max(0))).sum(1)
        nearest: np.ndarray = cells[np.argsort(off, kind="stable")[:count]].astype(np.int32)
        return nearest
    return None
