"""Water: how high it stands on a cell, and what that does to who is there; the basins of a ground.

Levels are those of the field WATER: dry, to the ankle, to the chest, over the head. An episode without basins has no
such field, and then nothing here is ever asked for long.
"""

from collections import deque
from collections.abc import Sequence

import numpy as np

from warbell.engine.codes import CHEST, DOWN, DRY, DX, DY, LADDER, OVERHEAD, STAIRS, STILL, UP, WATER
from warbell.engine.kernel import part
from warbell.engine.people import is_person
from warbell.engine.world import GROUND_BASIN


@part
def has_water(world):
    """True if the episode has basins."""
    return world.fields.shape[1] > WATER


@part
def water_at(world, e, y, x):
    """How high water stands on a cell: DRY to OVERHEAD."""
    return world.fields[e, WATER, y, x] if has_water(world) else DRY


@part
def wades(world, e, i):
    """True if body i is in water, where nobody runs."""
    return water_at(world, e, world.bodies[e, i].y, world.bodies[e, i].x) > DRY


@part
def level_of(ground, world, e, b):
    """How high water stands in basin b."""
    return min(OVERHEAD, world.basins[e, b].units // ground.basins[b].area)


@part
def lacks_air(world, e, body):
    """True for somebody whose head is under water: over the head, or to the chest of who lies there."""
    if not is_person(body) or body.state > DOWN or body.carrier < 0:
        return False
    lies = body.state == DOWN and body.carrier == 0
    return water_at(world, e, body.y, body.x) >= (CHEST if lies else OVERHEAD)


@part
def is_adrift(world, e, body):
    """True for an infected that water over its head carries to the drain."""
    free = body.state == UP and body.carrier == 0 and body.load == 0
    return free and water_at(world, e, body.y, body.x) == OVERHEAD


def lay_out(
    cells: Sequence[np.ndarray], drains: Sequence[tuple[int, int]], bottoms: Sequence[int], links: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The tables `basins`, `bed` and `drift` of a Ground: basins of cells, bool [H, W] each, round their drains.

    On a cell with a ladder or stairs there is air under the roof of any basin. A cell with no way to the drain through
    the basin is the last of its bed, and nothing drifts from there.
    """
    basins, bed = np.zeros(len(cells), GROUND_BASIN), list[tuple[int, int, int]]()
    drift = np.full(cells[0].shape, STILL, np.uint8)
    rungs = {
        (int(link[y]), int(link[x]))
        for link in links if link["kind"] in (STAIRS, LADDER)
        for y, x in (("y0", "x0"), ("y1", "x1"))
    }  # fmt: skip
    for b, (plane, drain, bottom) in enumerate(zip(cells, drains, bottoms, strict=True)):
        reached = _outwards(plane, drain, drift)
        rest = [(y, x) for y, x in np.argwhere(plane).tolist() if (y, x) not in reached]
        basins[b] = (len(reached) + len(rest), bottom, *drain, len(bed), len(bed) + len(reached) + len(rest))
        bed += [(*cell, CHEST if cell in rungs else OVERHEAD) for cell in (*reached, *rest)]
    return basins, np.array(bed, np.int32).reshape(-1, 3), drift


def no_basins(shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The tables `basins`, `bed` and `drift` of a ground without any."""
    return np.zeros(0, GROUND_BASIN), np.zeros((0, 3), np.int32), np.full(shape, STILL, np.uint8)


def _outwards(plane: np.ndarray, drain: tuple[int, int], drift: np.ndarray) -> dict[tuple[int, int], None]:
    """The cells of a basin from its drain outwards; each gets its way there."""
    inside, wide = plane.ravel().tolist(), plane.shape[1]  # numbers of Python are looked at many times faster
    offsets = [int(DY[way]) * wide + int(DX[way]) for way in range(4)]
    first = drain[0] * wide + drain[1]
    found, waiting = {first: STILL}, deque([first])
    while waiting:
        at = waiting.popleft()
        for way, offset in enumerate(offsets):
            if inside[at + offset] and at + offset not in found:
                found[at + offset] = (way + 2) % 4
                waiting.append(at + offset)
    drift.ravel()[[*found]] = [*found.values()]
    return {divmod(at, wide): None for at in found}
