"""A film to be looked at: any column of any table over all beats, whoever made it and by whatever numbers."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from warbell.engine import codes
from warbell.engine.world import record_dtype
from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.film.camera import ACROSS
from warbell.film.strip import CODED, FAMILIES, HAPPENED, HAPPENED_CODED, PLAIN, Strip, TableOf, gather, unfold

MOST_VALUES = 1 << 25  # of a column over all beats
MOST_COLUMNS = 256  # of a table that is none of cells
OF_CELLS = (*codes.FIELDS, "lit", "blocked")  # tables with a row for each row of the atlas
EVENT = record_dtype(4 * len(HAPPENED), *((name, np.int32) for name in HAPPENED))


class Rows:
    """A table: `rows["y"]` is its column y, int32 [N + 1, rows], as `Film.column` has it."""

    def __init__(self, film: "Film", name: str) -> None:
        self._film = film
        self._name = name

    def __getitem__(self, column: str) -> np.ndarray:
        return self._film.column(self._name, column)

    def __len__(self) -> int:
        table = self._film.tables.get(self._name)
        return table.rows if table else 0


class Film:
    """A game of N beats; row 0 of every column is the start, row n what beat n left.

    Codes are those of this warbell. The tables are `clock` (one row), `bodies`, `hearts` (people), `fixtures` and
    `drones`, with the columns of `engine.world`. What cannot be read is a BadInput, raised when it is looked at.
    """

    def __init__(self, name: str, strip: Strip) -> None:
        """`name` is the file that errors name. BadInput if the strip contradicts itself."""
        self.name = name
        self.beats = strip.beats  # N
        self.tables: dict[str, TableOf] = {table.name: table for table in strip.layout.tables}
        self.families = strip.layout.values  # kind of event that came about: family of its value
        self._strip = strip
        self._known: dict[tuple[str, str], np.ndarray] = {}
        self._starts: dict[str, int] = {}
        at, size = 0, strip.beats + 1
        for table in strip.layout.tables:
            if table.rows < 0 or table.rows * size > MOST_VALUES:
                raise self._broken(f"a table {table.name} of {table.rows} rows")
            self._starts[table.name] = at
            at += table.rows * len(table.columns) * size
        if len(self.tables) < len(strip.layout.tables):
            raise self._broken("a table twice")
        try:
            self._at = np.cumsum(gather(strip.gaps), dtype=np.int64) - 1
            self._changes = unfold(strip.changes)
            happened = unfold(strip.events).reshape(len(strip.layout.happened), -1)
        except ValueError as error:
            raise self._broken(str(error)) from None
        if len(self._at) != len(self._changes) or (np.diff(self._at, append=at) <= 0).any():
            raise self._broken("changes at no possible place")
        self._happened = dict(zip(strip.layout.happened, happened, strict=True))

    def _broken(self, found: str) -> BadInput:
        return BadInput(self.name, f"a film with {found}", "one as docs/replay-format.md has it")

    def must_fit(self, episode: Episode) -> None:
        """Make sure that there is a row for everything that the episode has, and no more; BadInput if not.

        So a film takes no more memory than the game of its episode would.
        """
        people, fixtures = len(episode.seats) + len(episode.others), len(episode.fixture_names)
        height, width = episode.ground.terrain.shape
        needed = {
            "clock": 1, "bodies": len(episode.body_names), "hearts": people, "packs": people, "fixtures": fixtures,
            "stocks": fixtures, "drones": len(episode.drone_names),
        }  # fmt: skip
        seldom = {"bonds": people, "goals": len(episode.objectives), "basins": len(episode.basin_names)}
        of_people, of_cells = dict.fromkeys(("breath", "wills", "grudges"), people), dict.fromkeys(OF_CELLS, height)
        for name, rows in {**needed, **seldom, **of_people, **of_cells}.items():
            table = self.tables.get(name)
            if (table or name in needed) and (found := table.rows if table else 0) != rows:
                expected = f"{rows}, as in the episode it is of"
                raise BadInput(self.name, f"a film with {found} rows of {name}", expected)
            if table and len(table.columns) > max(width + ACROSS, MOST_COLUMNS):
                raise BadInput(self.name, f"a film with {len(table.columns)} columns of {name}", "fewer")

    def rows(self, table: str) -> Rows:
        """A table by its name; one that the film has not has no rows."""
        return Rows(self, table)

    @property
    def clock(self) -> Rows:
        """One row: how the game stands."""
        return self.rows("clock")

    @property
    def bodies(self) -> Rows:
        """Everybody."""
        return self.rows("bodies")

    @property
    def hearts(self) -> Rows:
        """The people among the bodies, the first of them."""
        return self.rows("hearts")

    @property
    def fixtures(self) -> Rows:
        """Doors and whatever else stands fast."""
        return self.rows("fixtures")

    @property
    def drones(self) -> Rows:
        """The drones."""
        return self.rows("drones")

    def column(self, table: str, column: str) -> np.ndarray:
        """A column of a table, int32 [N + 1, rows]; if there is none of that name all 0, or none of its codes."""
        if (table, column) not in self._known:
            self._known[table, column] = self._column(table, column)
        return self._known[table, column]

    def _column(self, name: str, column: str) -> np.ndarray:
        table, size = self.tables.get(name, TableOf(name, 0, [])), self.beats + 1
        if column not in dict(table.columns):
            family = CODED.get(f"{name}.{column}", PLAIN)
            return np.full((size, table.rows), FAMILIES[family].none if family else 0, np.int32)
        values = np.zeros(table.rows * size, np.int32)
        family = PLAIN
        for k, (each, of) in enumerate(table.columns):
            if each == column:
                first = self._starts[name] + k * table.rows * size
                low, high = np.searchsorted(self._at, (first, first + len(values)))
                values[self._at[low:high] - first] = self._changes[low:high]
                family = of
        over_beats = values.reshape(table.rows, size).cumsum(axis=1, dtype=np.int32).T
        return self._code(over_beats, family) if family else over_beats

    def _code(self, numbers: np.ndarray, family: str) -> np.ndarray:
        """The numbers of the file as codes of this warbell; BadInput for one that it has not."""
        if family not in FAMILIES:
            return numbers
        known, names = FAMILIES[family], self._strip.layout.names.get(family, [])
        codes_of = np.array([known.names.index(name) if name in known.names else -2 for name in names] or [0], np.int32)
        inside = (numbers >= 0) & (numbers < len(names))
        found: np.ndarray = np.where(inside, codes_of[np.where(inside, numbers, 0)], known.none)
        strange = numbers[inside & (found == -2)]
        if len(strange):
            expected = f"one of the {family} that this warbell knows"
            raise BadInput(self.name, f"{names[strange[0]] or 'no name'!r} in its film", expected)
        return found.astype(np.int32)

    def field(self, name: str) -> np.ndarray | None:
        """What is set or burns on cells (FIELDS), int32 [N + 1, H, W]; None if the episode had no such things."""
        table = self.tables.get(name)
        if table is None:
            return None
        return np.stack([self.column(name, column) for column, _ in table.columns], axis=-1)

    @cached_property
    def packs(self) -> np.ndarray:
        """What people carry: int32 [N + 1, P, N_OBJECTS]."""
        return self._things("packs")

    @cached_property
    def stocks(self) -> np.ndarray:
        """What lies in fixtures: int32 [N + 1, F, N_OBJECTS]."""
        return self._things("stocks")

    def _things(self, table: str) -> np.ndarray:
        return np.stack([self.column(table, name) for name in codes.OBJECTS], axis=-1)

    @cached_property
    def bonds(self) -> np.ndarray:
        """What the row's person feels for the column's: int32 [N + 1, P, P]."""
        people = len(self.rows("bonds"))
        return np.stack([self.column("bonds", str(q)) for q in range(people)], axis=-1)

    @property
    def goals(self) -> np.ndarray:
        """How far each objective has come: int32 [N + 1, J]."""
        return self.column("goals", "0")

    def plane(self, name: str, beat: int) -> np.ndarray:
        """The cells of a plane, "lit" say: bool [H, W]; W may be up to 63 cells wider than the atlas.

        Of a plane that the film has not, there are no cells.
        """
        table = self.tables.get(name, TableOf(name, 0, []))
        firsts = [
            str(x) for x in range(0, ACROSS * len(table.columns), ACROSS)
        ]  # columns have the names of their cells
        columns = [self.column(name, each)[beat] for each in firsts if each in dict(table.columns)]
        bits = np.array(columns, "<i4").reshape(len(columns), table.rows, 1).view(np.uint8)
        cells = np.unpackbits(bits, axis=2, bitorder="little").astype(bool)  # [columns, H, ACROSS]
        return cells.transpose(1, 0, 2).reshape(table.rows, ACROSS * len(columns))

    @cached_property
    def events(self) -> np.ndarray:
        """What happened, in order: EVENT [K]."""
        happened = self._happened
        rows = np.zeros(len(next(iter(happened.values()), ())), EVENT)
        for name in HAPPENED:
            rows[name] = happened.get(name, -1)
        rows["beat"] = np.cumsum(rows["beat"])
        kinds = rows["kind"].copy()
        rows["kind"] = self._code(kinds, "events")
        if (rows["kind"] < 0).any() or (np.diff(rows["beat"], prepend=0, append=self.beats) < 0).any():
            raise self._broken("an event of no kind, or of no beat of it")
        of = self._strip.layout.values
        names = self._strip.layout.names.get("events", [])
        for number in np.unique(kinds).tolist():
            family = of.get(names[number] if 0 <= number < len(names) else "", PLAIN)
            if family:
                rows["value"][kinds == number] = self._code(rows["value"][kinds == number], family)
        for column, family in HAPPENED_CODED.items():
            known = len(self._strip.layout.names.get(family, []))
            if column in happened and ((rows[column] < 0) | (rows[column] >= known)).any():
                raise self._broken(f"an event with a {column} that has no name")
            rows[column] = self._code(rows[column], family)
        return rows

    def events_of(self, beat: int) -> np.ndarray:
        """What happened in a beat: EVENT [n]."""
        first, last = np.searchsorted(self.events["beat"], (beat, beat + 1))
        return self.events[first:last]


class Differing(NamedTuple):
    """The first thing of a film that is not what another has."""

    beat: int
    what: str  # "bodies 4, y"
    found: str
    expected: str


def difference(claimed: Film, played: Film) -> Differing | None:
    """Where a film first differs from what was played, None if nowhere; what only `claimed` has is read past.

    A number that is no name's reads as another such number does: of one layout, films that read alike may differ.
    """
    found: list[Differing] = []
    for kind, family in played.families.items():
        if (named := claimed.families.get(kind, "numbers")) != family:
            return Differing(0, f"values of {kind!r}", named, family)
    for table in played.tables.values():
        there = claimed.tables.get(table.name, TableOf(table.name, 0, []))
        if there.rows != table.rows:
            return Differing(0, table.name, f"{there.rows} rows", f"{table.rows} rows")
        for column, _ in table.columns:
            if column not in dict(there.columns):
                return Differing(0, f"{table.name} without {column}", "no such column", "one")
            one, other = claimed.column(table.name, column), played.column(table.name, column)
            for beat, row in np.argwhere(one != other)[:1].tolist():
                found.append(
                    Differing(beat, f"{table.name} {row}, {column}", str(one[beat, row]), str(other[beat, row]))
                )
    one, other = claimed.events, played.events
    both = min(len(one), len(other))
    for k in [*np.flatnonzero(one[:both] != other[:both]).tolist(), *([both] if len(one) != len(other) else [])][:1]:
        beat = int((one if len(one) > k else other)["beat"][k])
        told = (str(rows[k]) if k < len(rows) else "none" for rows in (one, other))
        found.append(Differing(beat, f"event {k + 1}", *told))
    return min(found, default=None)
