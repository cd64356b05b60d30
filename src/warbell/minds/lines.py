"""Lines of minds: what a mind means to do next, written as people write theirs, for whoever shares its paper."""

from itertools import groupby

import numpy as np

from warbell.engine.codes import ALONG, DX, DY, LINK, STEP
from warbell.engine.kernel import kernel
from warbell.minds.ways import Ways, onward, other_end
from warbell.plans import Cell, Order

AHEAD = 12  # steps of its way that a mind shows


def written(ways: list[int], gait: int = STEP) -> tuple[Cell, ...]:
    """Directions, and ALONG for a link, as the cells of a line."""
    return tuple(
        Order(LINK, times=len(list(same))) if d == ALONG else Order(gait, d, times=len(list(same)))
        for d, same in groupby(ways)
    )


@kernel
def _descend(path: Ways, value: np.ndarray, y: int, x: int, out: np.ndarray) -> int:
    for n in range(out.shape[0]):
        d = onward(path, value, y, x, 0)
        if d > ALONG:
            return n
        out[n] = d
        if d == ALONG:
            y, x = other_end(path.links[path.link_at[y, x] - 1], y, x)
        else:
            y, x = y + DY[d], x + DX[d]
    return int(out.shape[0])


def downhill(path: Ways, value: np.ndarray, y: int, x: int) -> list[int]:
    """The first AHEAD steps of a cheapest walk down a field, int32 [H, W], from (y, x)."""
    out = np.empty(AHEAD, np.uint8)
    return out[: _descend(path, value, y, x, out)].tolist()  # type: ignore[no-any-return]
