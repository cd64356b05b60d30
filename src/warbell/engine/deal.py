"""Dealing the infected out before the first beat: each seed its own places, drawn like every other chance."""

import numpy as np

from warbell.engine.codes import D_START
from warbell.engine.dice import beat_key, below
from warbell.engine.kernel import kernel
from warbell.engine.world import record_dtype

GROUP = record_dtype(
    16,
    ("first", np.int32),  # body row of the first of the group
    ("count", np.int32),  # bodies
    ("start", np.int32),  # where the group's cells start in the list of all cells
    ("stop", np.int32),  # and where they end
)
WHO_PER_GROUP = 1 << 24  # more than there are cells, so that no two groups share a die


@kernel
def deal(clock, bodies, occupant, groups, cells):
    """Put the bodies of each of `groups` (GROUP [G]) on free cells among its own (y * W + x, int32), in every world.

    Each group's cells must be enough for it and for all groups dealt before it.
    """
    width = occupant.shape[2]
    deck = np.empty_like(cells)
    for e in range(clock.shape[0]):
        deck[:] = cells
        key = beat_key(clock[e].seed, 0)
        for g in range(groups.shape[0]):
            group = groups[g]
            placed = 0
            for i in range(group.start, group.stop):
                if placed == group.count:
                    break
                # The next card of a shuffle that stops as soon as enough are drawn.
                j = i + below(group.stop - i, key, g * WHO_PER_GROUP + i, D_START)
                cell = deck[j]
                deck[j] = deck[i]
                y, x = cell // width, cell % width
                if occupant[e, y, x] == 0:
                    body = bodies[e, group.first + placed]
                    body.y, body.x = y, x
                    occupant[e, y, x] = group.first + placed + 1
                    placed += 1
