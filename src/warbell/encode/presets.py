"""Presets of observations: the arrays that a percept becomes for a learner, and how they are written.

`compact` is one short vector a seat, `full` a longer one and a grid. Both have the same shape in every episode. Nothing
is scaled: values are the rules' own integers; docs/percept.md names every column with its range and unit.
"""

from typing import Final, NamedTuple

import numpy as np

from warbell.encode.columns import GRID as LAYERS
from warbell.encode.columns import VECTOR as PARTS
from warbell.encode.fill import Counts
from warbell.encode.paper import Paper
from warbell.encode.tell import play_and_tell, tell
from warbell.engine.batch import Run
from warbell.engine.codes import SIGHT_ROWS
from warbell.engine.entering import entered
from warbell.engine.percept import Percept
from warbell.engine.record import Turn
from warbell.engine.world import Ground, World

COMPACT: Final = "compact"
FULL: Final = "full"
PRESETS = (COMPACT, FULL)
VECTOR: Final = "observation"  # the names of the arrays
GRID: Final = "grid"


class Array(NamedTuple):
    """One array of an observation, as one seat has it; `low` and `high` hold for all its values."""

    shape: tuple[int, ...]
    dtype: np.dtype
    low: int
    high: int


def times(preset: str) -> dict[str, int]:
    """How many of each part a vector holds."""
    return {name: part.compact if preset == COMPACT else part.full for name, part in PARTS.items()}


def arrays_of(preset: str) -> dict[str, Array]:
    """The arrays of a preset by their names."""
    columns = [column for name, n in times(preset).items() for column in n * PARTS[name].columns]
    low = min(column.low for column in columns if column.low is not None)
    high = max(column.high for column in columns if column.high is not None)
    found = {VECTOR: Array((len(columns),), np.dtype(np.int16), low, high)}
    if preset == FULL:
        found[GRID] = Array((len(LAYERS), SIGHT_ROWS, SIGHT_ROWS), np.dtype(np.uint8), 0, 255)
    return found


def buffers(arrays: dict[str, Array], worlds: int, seats: int) -> dict[str, np.ndarray]:
    """Arrays [E, S, ...] to write observations into."""
    return {name: np.zeros((worlds, seats, *array.shape), array.dtype) for name, array in arrays.items()}


def encode(percept: Percept, paper: Paper, out: dict[str, np.ndarray]) -> None:
    """Write every seat's observation into the arrays of `out`, buffers of either preset."""
    tell(percept, paper, *_places(out))


def encoding(beats: int, turn: Turn, paper: Paper, out: dict[str, np.ndarray]) -> Run:
    """A run for `batch.advance` as `record.noting`, that writes observations straight after the beat of a few worlds.

    While worlds are in the processor's cache that takes half as long.
    """

    def run(
        ground: Ground, world: World, percept: Percept, orders: np.ndarray, first: int, last: int, does: int
    ) -> None:
        _play_and_tell(beats, ground, world, percept, orders, first, last, does, turn, paper, *_places(out))

    return run


def _places(out: dict[str, np.ndarray]) -> tuple[Counts, np.ndarray, np.ndarray]:
    """What kernels take of the arrays of an observation."""
    return _COUNTS[FULL if GRID in out else COMPACT], out[VECTOR], out.get(GRID, _NO_GRIDS)


_play_and_tell = entered(play_and_tell)
_COUNTS = {preset: Counts(*(times(preset)[name] for name in Counts._fields)) for preset in PRESETS}
_NO_GRIDS = np.zeros((0, 0, len(LAYERS), SIGHT_ROWS, SIGHT_ROWS), np.uint8)
