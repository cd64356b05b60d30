"""Percepts as flat arrays for agents: whole batches at once, every shape and scale fixed by the episode's brief.

`vectors` is small and fast; `grids` is what a convolution wants; the legal orders are `percept.mask` as it is.
Nothing is scaled: values are the rules' own integers, in the units of `percept.py`; docs/percept.md names every column.
"""

import numpy as np

from warbell.encode.columns import GRID, VECTOR
from warbell.encode.fill import Rows, fill
from warbell.engine import codes
from warbell.engine.percept import Chart, Percept

SELF, MATE, HUNTER, DRONE, SOUND = (
    tuple(column.name for column in VECTOR[part].columns) for part in ("self", "mates", "hunters", "drones", "heard")
)
LAYERS = tuple(layer.name for layer in GRID)


def layout(seats: int, drones: int) -> dict[str, slice]:
    """Which columns of a vector say what, for an episode of so many seats and drones."""
    times = {"S": seats, "D": drones}
    columns, start = {}, 0
    for name, part in VECTOR.items():
        stop = start + len(part.columns) * (part.times if isinstance(part.times, int) else times[part.times])
        columns[name] = slice(start, stop)
        start = stop
    return columns


def width(seats: int, drones: int) -> int:
    """The length of a vector."""
    return int(layout(seats, drones)["heard"].stop)


def vectors(percept: Percept, out: np.ndarray | None = None) -> np.ndarray:
    """Every seat's percept as one row of numbers: int32 [E, S, width(S, D)], filled into `out` if it is given.

    `mates` has a block of MATE for each seat in seat order (one's own too), `hunters` a block of HUNTER for each of
    the NEAREST infected seen now, zeros where there are fewer. `dy`, `dx` are cells from oneself, `age` beats since
    it was seen (0 now, NEVER never).
    """
    worlds, seats = percept.me.shape
    if out is None:
        out = np.empty((worlds, seats, width(seats, percept.drones.shape[2])), np.int32)
    rows = Rows(*(_words(table) for table in (percept.me, percept.bodies, percept.drones, percept.heard)))
    fill(percept, rows, out)
    return out


def _words(table: np.ndarray) -> np.ndarray:
    """The rows of a table read as int32, [..., words of a row]."""
    return table.view(np.int32).reshape(*table.shape, table.dtype.itemsize // 4)


def grids(percept: Percept, chart: Chart) -> np.ndarray:
    """Every seat's surroundings as layers: uint8 [E, S, len(LAYERS), SIGHT_ROWS, SIGHT_ROWS], oneself in the middle.

    Layers are 0 or 1, but for `person` (seat + 1, 255 another person), `infected` (its nature), `fixture` (its kind
    + 1) and `link` (its kind + 1). `shut` holds doors last seen not open or broken. Bodies and drones show while seen.
    """
    me = percept.me
    worlds, seats = me.shape
    size, sight = codes.SIGHT_ROWS, codes.SIGHT
    out = np.zeros((worlds, seats, len(LAYERS), size, size), np.uint8)
    layer = {name: out[:, :, k] for k, name in enumerate(LAYERS)}
    columns = np.arange(size, dtype=np.uint64)
    layer["seen"][:] = percept.now[..., None] >> columns & np.uint64(1)
    layer["bright"][:] = percept.bright[..., None] >> columns & np.uint64(1)
    height, broad = chart.terrain.shape
    # [E, S, row, column] by broadcasting: the worlds, the seats, the cells of the window.
    e, p = np.ogrid[:worlds, :seats]
    e, p = e[..., None, None], p[..., None, None]
    ys = me["y"][..., None, None] + np.arange(-sight, sight + 1)[:, None]
    xs = me["x"][..., None, None] + np.arange(-sight, sight + 1)
    inside = (ys >= 0) & (ys < height) & (xs >= 0) & (xs < broad)
    ys, xs = np.clip(ys, 0, height - 1), np.clip(xs, 0, broad - 1)
    bit = (xs & 63).astype(np.uint64)

    def here(plane: np.ndarray) -> np.ndarray:
        cells: np.ndarray = plane[xs >> 6, ys] >> bit & np.uint64(1)
        return cells

    word = percept.known[e, p, xs >> 6, ys]
    layer["known"][:] = inside * (word >> bit & np.uint64(1))
    layer["solid"][:] = here(chart.solid).astype(bool) | ~inside
    layer["exit"][:] = inside * here(chart.exits)
    layer["roof"][:] = inside * here(chart.roofed)
    layer["link"][:] = np.where(inside, _kinds(chart.links)[chart.link_at[ys, xs]], 0)
    fixture = np.where(inside, chart.fixture_at[ys, xs], 0)
    layer["fixture"][:] = _kinds(chart.fixtures)[fixture]
    seen = percept.fixtures
    shut = (seen["beat"] >= 0) & (seen["state"] != codes.OPEN) & (seen["state"] != codes.BROKEN)
    shut &= codes.IS_HINGED[chart.fixtures["kind"]]
    shut = np.concatenate([np.zeros((worlds, seats, 1), bool), shut], axis=-1)
    layer["shut"][:] = shut[e, p, fixture]
    bodies = percept.bodies
    infected = codes.IS_INFECTED[bodies["nature"]]
    index = np.arange(bodies.shape[2])
    people = np.broadcast_to(np.where(index < seats, index + 1, 255), bodies.shape)
    _put(layer["person"], bodies, me, np.where(infected, 0, people))
    _put(layer["infected"], bodies, me, np.where(infected, bodies["nature"], 0))
    _put(layer["asleep"], bodies, me, bodies["asleep"])
    _put(layer["drone"], percept.drones, me, np.ones(percept.drones.shape, np.uint8))
    return out


def _kinds(table: np.ndarray) -> np.ndarray:
    """Kind + 1 by index + 1, with 0 for none."""
    return np.concatenate([[0], table["kind"] + 1]).astype(np.uint8)


def _put(layer: np.ndarray, table: np.ndarray, me: np.ndarray, values: np.ndarray) -> None:
    """Write the values of what is seen now, [E, S, n], at their places in windows [E, S, rows, columns]."""
    ys = table["y"] - me["y"][..., None] + codes.SIGHT
    xs = table["x"] - me["x"][..., None] + codes.SIGHT
    seen = (table["beat"] == me["beat"][..., None]) & (values > 0)
    seen &= (ys >= 0) & (ys < codes.SIGHT_ROWS) & (xs >= 0) & (xs < codes.SIGHT_ROWS)
    e, p, _ = where = np.nonzero(seen)
    layer[e, p, ys[where], xs[where]] = values[where]
