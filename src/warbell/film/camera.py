"""The camera: films a batch of worlds, beat by beat. Nothing else reads worlds for somebody who looks on.

Every column of the state is filmed but working memory and what only the dice need to know, so that what a film can
show does not depend on what today's viewers ask for. Kept is what changed: a game takes some kilobytes.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.engine.world import World
from warbell.film.changes import changed_cells, changed_words
from warbell.film.strip import (
    CODED,
    CODED_FIELDS,
    FAMILIES,
    HAPPENED,
    HAPPENED_CODED,
    PLAIN,
    VALUES,
    Frame,
    Layout,
    Strip,
    TableOf,
    fold,
    fold_events,
    gaps,
    spread,
    trimmed,
)

MOST = 1 << 21  # changes of a game: a longer one is not filmed to its end, and has no film
LEFT_OUT = {
    "id", "moved", "order", "wish", "audible", "grant",  # what dice know bodies as, and working memory
    "seed", "key", "fired", "met", "shining", "beat", "events", "noises", "heeded", "par", "lost", "seats",  # clock
}  # fmt: skip
NAMED = {"packs": codes.OBJECTS, "stocks": codes.OBJECTS}  # tables whose columns are things
RECORDS = ("clock", "bodies", "hearts", "fixtures", "drones")
SELDOM = ("flights", "basins", "breath", "wills", "grudges")  # what most nights have none of: it is no table of those
NUMBERS = ("packs", "stocks", "bonds", "goals")
PLANES = ("lit", "blocked")
ACROSS = 32  # cells of the atlas in a column of a plane

_NO_EVENTS = np.zeros((0, len(HAPPENED)), np.int32)
_NUMBER = {name: k for k, name in enumerate(FAMILIES)}
_KINDS = _NUMBER["events"]
_VALUE_OF = np.array([_NUMBER[VALUES[kind]] if kind in VALUES else -1 for kind in codes.EVENTS])  # family, by kind


class Camera:
    """Films E worlds of one episode from their start on; their tables have to stay where they are."""

    def __init__(self, world: World) -> None:
        """The start itself is filmed at once."""
        shapes = tuple((name, table.shape[1:], table.dtype) for name, table in _tables(world))
        self.layout, self._cells, self._whole, self._family = _plan(shapes, world.planes.shape[2:])
        self._before = np.zeros((len(world.clock), len(self._whole)), np.int32)  # the words of all worlds
        self._now = np.empty_like(self._before)
        self._beat = 0
        self._count = np.zeros(len(world.clock), int)  # changes of each world
        self._world = world
        self._rows = [*_rows(world)]
        self._changed: list[tuple[np.ndarray, ...]] = []  # for each beat: index of the word, before, now
        self._happened: list[tuple[np.ndarray, ...]] = []  # for each beat: world, int32 [columns]
        self.shoot()

    def shoot(self) -> None:
        """Film the start, or one beat more; worlds that ended before stand still and are left alone."""
        clock, events = self._world.clock, self._world.events
        live = (clock["beat"] == self._beat) & (self._count <= MOST)
        at = 0
        for rows in self._rows:
            self._now[:, at : at + rows.shape[1]] = rows
            at += rows.shape[1]
        changed, old, new = changed_words(self._before, self._now, live)
        self._changed.append((changed, old, new))
        self._count += np.bincount(changed // self._now.shape[1], minlength=len(live))
        self._before, self._now = self._now, self._before
        counts = clock["events"] * live
        if counts.any():
            rows = events[np.arange(events.shape[1]) < counts[:, None]]
            columns = [np.full(len(rows), self._beat), *(rows[name] for name in HAPPENED[1:])]
            self._happened.append((np.repeat(np.arange(len(live)), counts), np.stack(columns, 1).astype(np.int32)))
        self._beat += 1

    def strips(self, beats: list[int]) -> list[Strip | None]:
        """The film of each world to its last beat; None of one that is longer than films may be."""
        words = self._now.shape[1]
        changed, old, new = (np.concatenate(each) for each in zip(*self._changed, strict=True))
        beat = np.repeat(np.arange(len(self._changed)), [len(each[0]) for each in self._changed])
        order = np.argsort(changed // words, kind="stable")
        ends = np.cumsum(self._count)
        happened = [np.concatenate(each) for each in zip(*self._happened, strict=True)] if self._happened else None
        made: list[Strip | None] = []
        for e, last in enumerate(beats):
            mine = order[ends[e] - self._count[e] : ends[e]]
            mine = mine[beat[mine] <= last]
            events = _NO_EVENTS
            if happened is not None:
                events = happened[1][(happened[0] == e) & (happened[1][:, 0] <= last)]
            parts = beat[mine], changed[mine] % words, old[mine], new[mine]
            made.append(None if self._count[e] > MOST else self._strip(last, *parts, events))
        return made

    def _strip(
        self, last: int, beat: np.ndarray, word: np.ndarray, old: np.ndarray, new: np.ndarray, events: np.ndarray
    ) -> Strip:
        source, cell, value, change = changed_cells(word, old, new, self._cells, self._whole)
        at = cell * (last + 1) + beat[source]
        order = np.argsort(at)
        return Strip(
            beats=last,
            layout=self._trim(cell[order], value[order], events),
            gaps=spread(gaps(at[order])),
            changes=fold(change[order]),
            events=fold_events(events),
        )

    def take(self) -> Frame:
        """The last beat of a batch of one world, as a change from the one before; all that was shot is let go."""
        (changed, old, new), happened = self._changed[-1], self._happened
        _, cell, _, change = changed_cells(changed, old, new, self._cells, self._whole)
        order = np.argsort(cell)
        events = happened[-1][1] if happened and happened[-1][1][0, 0] == self._beat - 1 else _NO_EVENTS
        self._changed, self._happened = [], []
        self._count[:] = 0
        return Frame(spread(gaps(cell[order])), fold(change[order]), fold_events(events))

    def _trim(self, cell: np.ndarray, value: np.ndarray, events: np.ndarray) -> Layout:
        """The layout with the names of those codes alone that occur."""
        kinds, values = events[:, HAPPENED.index("kind")], events[:, HAPPENED.index("value")]
        coded = [(events[:, HAPPENED.index(column)], _NUMBER[name]) for column, name in HAPPENED_CODED.items()]
        family = np.concatenate(
            [self._family[cell], np.full(len(kinds), _KINDS), _VALUE_OF[kinds]]
            + [np.full(len(kinds), of) for _, of in coded]
        )
        number = np.concatenate([value, kinds, values, *(numbers for numbers, _ in coded)])
        used = np.zeros((len(FAMILIES), max(len(of.names) for of in FAMILIES.values())), bool)
        used[:, 0] = True  # of a cell that never changed nothing is kept
        named = (family >= 0) & (number >= 0) & (number < used.shape[1])
        used[family[named], number[named]] = True
        happened = [codes.EVENTS[kind] for kind in np.flatnonzero(used[_KINDS]).tolist()]
        return Layout(
            tables=self.layout.tables,
            values={kind: VALUES[kind] for kind in happened if kind in VALUES},
            names={
                name: trimmed(of.names, np.flatnonzero(row))
                for row, (name, of) in zip(used, FAMILIES.items(), strict=True)
            },
        )


def _tables(world: World) -> Iterator[tuple[str, np.ndarray]]:
    """What is filmed row by row, by its name: records, numbers, and what not every episode has."""
    yield from ((name, getattr(world, name)) for name in (*RECORDS, *NUMBERS))
    yield from ((name, getattr(world, name)) for name in SELDOM if getattr(world, name).size)
    yield from ((codes.FIELDS[k], world.fields[:, k]) for k in range(world.fields.shape[1]))


def _rows(world: World) -> Iterator[np.ndarray]:
    """What is filmed in words, int32 [E, n]: the worlds' own memory."""
    for table in (*(table for _, table in _tables(world)), *(world.planes[:, codes.PLANES.index(k)] for k in PLANES)):
        rows = table.view()
        rows.shape = len(table), table[:1].size  # where this cannot be without a copy, it fails
        yield rows.view(np.int32)


class _Plan(NamedTuple):
    """Where the words of a world's tables go; the same for all worlds of an episode."""

    layout: Layout
    cells: np.ndarray  # int64 [words, 4]: the cell of each byte of a word, or of the whole word; -1 is left out
    whole: np.ndarray  # bool [words]: a word is one cell
    family: np.ndarray  # int64 [cells]: the number of the family of its codes, -1 none


@lru_cache(maxsize=16)
def _plan(shapes: tuple[tuple[str, tuple[int, ...], np.dtype[np.void]], ...], plane: tuple[int, int]) -> _Plan:
    """The plan for tables of these names and shapes, and for planes."""
    filmed = [_of(*shape) for shape in shapes]
    filmed += [_plane(name, *plane) for name in PLANES]
    layout = Layout([each.table for each in filmed])
    starts = np.cumsum([0, *(each.table.rows * len(each.table.columns) for each in filmed)])
    cells = [np.where(each.cells >= 0, each.cells + start, -1) for each, start in zip(filmed, starts, strict=False)]
    families = [family for table in layout.tables for _, family in table.columns for _ in range(table.rows)]
    return _Plan(
        layout,
        np.concatenate(cells),
        np.concatenate([each.whole for each in filmed]),
        np.array([_NUMBER.get(each, -1) for each in families]),
    )


class _Filmed(NamedTuple):
    """A table: what it is in a film, and where its words go."""

    table: TableOf
    cells: np.ndarray  # int64 [words, 4]: cells of the table; -1 is left out
    whole: np.ndarray  # bool [words]


def _of(name: str, shape: tuple[int, ...], kind: np.dtype[np.void]) -> _Filmed:
    """A table of records or of numbers; the shape is that of one world."""
    rows = shape[0] if shape else 1
    if kind.names is None:
        across = shape[1] if len(shape) > 1 else 1
        columns = NAMED.get(name, tuple(map(str, range(across))))
        cells = np.full((rows, across, 4), -1)
        cells[:, :, 0] = np.arange(across) * rows + np.arange(rows)[:, None]
        return _filmed(name, rows, columns, cells, np.ones(rows * across, bool))
    fields = {column: (kind[column].itemsize, kind.fields[column][1]) for column in kind.names}  # type: ignore[index]
    columns = tuple(column for column, (size, _) in fields.items() if column not in LEFT_OUT and size <= 4)
    cells = np.full((rows, kind.itemsize // 4, 4), -1)
    whole = np.zeros((rows, kind.itemsize // 4), bool)
    for k, column in enumerate(columns):
        size, at = fields[column]
        cells[:, at // 4, at % 4] = np.arange(rows) + k * rows
        whole[:, at // 4] = size == 4
    return _filmed(name, rows, columns, cells, whole.ravel())


def _plane(name: str, words: int, height: int) -> _Filmed:
    """A plane of cells: rows of the atlas, ACROSS cells a column."""
    cells = np.full((words, height, 2, 4), -1)
    half = np.arange(words)[:, None, None] * 2 + np.arange(2)
    cells[:, :, :, 0] = half * height + np.arange(height)[:, None]
    columns = tuple(str(k * ACROSS) for k in range(2 * words))
    return _filmed(name, height, columns, cells, np.ones(words * height * 2, bool))


def _family(table: str, column: str) -> str:
    """The family of a column's codes, PLAIN if it holds numbers."""
    return CODED.get(f"{table}.{column}", CODED_FIELDS.get(table, PLAIN))


def _filmed(name: str, rows: int, columns: tuple[str, ...], cells: np.ndarray, whole: np.ndarray) -> _Filmed:
    table = TableOf(name, rows, [(column, _family(name, column)) for column in columns])
    return _Filmed(table, cells.reshape(-1, 4), whole)
