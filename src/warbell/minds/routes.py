"""Routes to single cells, kept once asked for: which way to step, from every cell of the chart."""

import numpy as np

from warbell.engine.codes import DX, DY, FACADE, STILL, UP, ZIPLINE
from warbell.engine.percept import Chart, Percept
from warbell.minds.ways import field, steps, ways

Cell = tuple[int, int]  # (y, x) of the atlas
CROWD = 30  # tenths of a step that somebody in the way costs a detour


class Routes:
    """Routes on one chart."""

    def __init__(self, chart: Chart) -> None:
        self.ways = ways(chart)
        self.width = chart.terrain.shape[1]
        self.known: dict[Cell, bytes] = {}

    def to(self, goal: Cell) -> bytes:
        """The step towards `goal` from each cell y * width + x: a direction, ALONG, or STILL if there is no way."""
        route = self.known.get(goal)
        if route is None:
            route = self.known[goal] = self._steps(goal, self.ways.cost)
        return route

    def around(self, goal: Cell, percept: Percept, e: int, p: int) -> bytes:
        """The same, but rather round everybody whom seat p of world e sees stand in the way."""
        seen = percept.bodies[e, p]
        seen = seen[(seen["beat"] == percept.me["beat"][e, p]) & (seen["state"] == UP)]
        cost = self.ways.cost.copy()
        cost[seen["y"], seen["x"]] += np.where(cost[seen["y"], seen["x"]] >= 0, CROWD, 0).astype(np.int32)
        return self._steps(goal, cost)

    def _steps(self, goal: Cell, cost: np.ndarray) -> bytes:
        targets = np.zeros(cost.shape, np.bool_)
        targets[goal] = True
        path = self.ways._replace(cost=cost)
        out = np.full(cost.shape, STILL, np.uint8)
        steps(path, field(path, targets), out)
        return out.tobytes()

    def ahead(self, cell: Cell, direction: int, far: int) -> Cell:
        """The cell `far` steps in a direction, or the last before something solid."""
        for _ in range(far):
            beyond = cell[0] + DY[direction], cell[1] + DX[direction]
            if self.ways.cost[beyond] < 0:
                break
            cell = beyond
        return cell

    def link_end(self, cell: Cell) -> Cell:
        """Where the link of a cell leads; the cell itself if it has none, or one that leads here only."""
        k = self.ways.link_at[cell] - 1
        if k < 0:
            return cell
        kind, y0, x0, y1, x1 = (int(self.ways.links[k][name]) for name in ("kind", "y0", "x0", "y1", "x1"))
        if cell == {FACADE: (y0, x0), ZIPLINE: (y1, x1)}.get(kind):
            return cell
        return (y1, x1) if cell == (y0, x0) else (y0, x0)

    def straight(self, cell: Cell, goal: Cell) -> int:
        """The direction of a goal one or two cells straight ahead with nothing solid between, else STILL."""
        for direction in range(4):
            if goal in (self.ahead(cell, direction, 1), self.ahead(cell, direction, 2)) and goal != cell:
                return direction
        return STILL
