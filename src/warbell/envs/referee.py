"""What a referee knows of a batch as numbers, for critics that see everything while policies see percepts."""

import numpy as np

from warbell.engine.world import World
from warbell.film.camera import LEFT_OUT, NUMBERS, RECORDS

KNOWN_TO_NOBODY = LEFT_OUT - {"beat"}  # working memory of the engine, and what only its dice know
_WORD = 4  # bytes of the columns that are told; longer ones are sets of bits


class Referee:
    """The state of every world as one row of int32; `layout` says which numbers are what.

    The rows of `clock`, `bodies`, `hearts`, `fixtures` and `drones` column by column ("bodies.hp" is that of every
    body), then `packs`, `stocks`, `bonds` and `goals`, as `warbell.engine.world` describes them. What lies, burns or
    smokes on cells is left out, and so is the paper.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._columns: list[tuple[str, str]] = []
        self.layout: dict[str, slice] = {}
        start = 0
        for table in RECORDS:
            kind = getattr(world, table).dtype
            for column in kind.names:
                if column not in KNOWN_TO_NOBODY and kind[column].itemsize <= _WORD:
                    self._columns.append((table, column))
                    start = self._note(f"{table}.{column}", start, getattr(world, table)[column])
        for table in NUMBERS:
            start = self._note(table, start, getattr(world, table))
        self.width = start

    def _note(self, name: str, start: int, values: np.ndarray) -> int:
        stop = start + int(np.prod(values.shape[1:]))
        self.layout[name] = slice(start, stop)
        return stop

    def state(self) -> np.ndarray:
        """The state now: int32 [E, width], a fresh array."""
        worlds = len(self._world.clock)
        out = np.empty((worlds, self.width), np.int32)
        for table, column in self._columns:
            values = getattr(self._world, table)[column]
            out[:, self.layout[f"{table}.{column}"]] = values.reshape(worlds, -1)
        for table in NUMBERS:
            out[:, self.layout[table]] = getattr(self._world, table).reshape(worlds, -1)
        return out
