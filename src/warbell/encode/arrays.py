"""How the arrays of an observation are read: which columns of a vector say what, and what each layer of a grid is."""

import numpy as np

from warbell.encode.columns import GRID, VECTOR
from warbell.encode.presets import PRESETS, times
from warbell.errors import BadInput

LAYERS = tuple(layer.name for layer in GRID)


def layout(preset: str) -> dict[str, slice]:
    """Which columns of a vector say what: a part's slice, to be read as [how many, columns of the part].

    BadInput for a preset that is none, as from all functions here.
    """
    slices, start = {}, 0
    for name, n in _times(preset).items():
        slices[name] = slice(start, start := start + n * len(VECTOR[name].columns))
    return slices


def columns(preset: str) -> tuple[str, ...]:
    """The name of every column of a vector: "self.hp", "mates.0.dy", "infected.4.asleep"."""
    return tuple(
        f"{name}.{column.name}" if VECTOR[name].full == 1 else f"{name}.{k}.{column.name}"
        for name, n in _times(preset).items()
        for k in range(n)
        for column in VECTOR[name].columns
    )


def bounds(preset: str) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest value that every column of a vector can have: int16 [V] each."""
    chosen = [column for name, n in _times(preset).items() for column in n * VECTOR[name].columns]
    return np.array([column.low for column in chosen], np.int16), np.array([c.high for c in chosen], np.int16)


def _times(preset: str) -> dict[str, int]:
    if preset not in PRESETS:
        raise BadInput("preset", repr(preset), f"one of {', '.join(PRESETS)}")
    return times(preset)
