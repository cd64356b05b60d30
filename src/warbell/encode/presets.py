"""Presets of observations: the arrays that a percept becomes for a learner, and the buffers they are written into."""

from typing import Final, NamedTuple

import numpy as np

from warbell.encode.arrays import LAYERS, grids, vectors, width
from warbell.engine.codes import SIGHT_ROWS
from warbell.engine.percept import Chart, Percept

COMPACT: Final = "compact"
FULL: Final = "full"
PRESETS = (COMPACT, FULL)
VECTOR: Final = "observation"  # the names of the arrays
GRID: Final = "grid"


class Array(NamedTuple):
    """One array of an observation, as one seat has it."""

    shape: tuple[int, ...]
    dtype: np.dtype
    low: int
    high: int


def arrays_of(preset: str, seats: int, drones: int) -> dict[str, Array]:
    """The arrays of a preset by their names."""
    numbers = np.iinfo(np.int32)
    found = {VECTOR: Array((width(seats, drones),), np.dtype(np.int32), int(numbers.min), int(numbers.max))}
    if preset == FULL:
        found[GRID] = Array((len(LAYERS), SIGHT_ROWS, SIGHT_ROWS), np.dtype(np.uint8), 0, 255)
    return found


def buffers(arrays: dict[str, Array], worlds: int, seats: int) -> dict[str, np.ndarray]:
    """Arrays [E, S, ...] to write observations into."""
    return {name: np.zeros((worlds, seats, *array.shape), array.dtype) for name, array in arrays.items()}


def encode(percept: Percept, chart: Chart, out: dict[str, np.ndarray]) -> None:
    """Write every seat's observation into the arrays of `out`."""
    vectors(percept, out[VECTOR])
    if GRID in out:
        out[GRID][:] = grids(percept, chart)
