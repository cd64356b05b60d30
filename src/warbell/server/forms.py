"""Tables as files: CSV as RFC 4180 has it, or Parquet, from the same rows; and what their columns mean."""

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

FORMULA = "=+-@\t\r"  # what one begins with
GROUP = 20_000  # rows that are kept for a row group of Parquet, at least

Row = tuple[Any, ...]
Add = Callable[[list[Row]], None]  # adds rows to a table
Write = Callable[[Path, "Form"], AbstractContextManager[Add]]
Kind = Literal["text", "number", "seed", "time", "share"]


class Column(NamedTuple):
    """A column of a table.

    A `number` is whole, a `seed` a whole number of 64 bits, a `time` milliseconds since 1970 (text in CSV), a `share`
    lies between 0 and 1.
    """

    name: str
    kind: Kind
    words: str  # what it says, as docs/export.md has it
    unit: str = ""


def text(name: str, words: str) -> Column:
    """A column of text."""
    return Column(name, "text", words)


def number(name: str, words: str, unit: str = "") -> Column:
    """A column of whole numbers."""
    return Column(name, "number", words, unit)


class Form(NamedTuple):
    """A table: its name and its columns."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What its columns are called."""
        return tuple(column.name for column in self.columns)

    def of(self, kind: Kind) -> tuple[str, ...]:
        """The names of its columns of a kind."""
        return tuple(column.name for column in self.columns if column.kind == kind)


@contextmanager
def write_csv(path: Path, form: Form) -> Iterator[Add]:
    """A table as CSV."""
    times, texts = ([k for k, each in enumerate(form.columns) if each.kind == kind] for kind in ("time", "text"))

    def add(rows: list[Row]) -> None:
        for row in rows:
            cells = list(row)
            for k in times:
                cells[k] = _iso(row[k])
            for k in texts:
                cells[k] = _no_formula(row[k])
            writer.writerow(cells)

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(form.names)
        yield add


def _no_formula(text: str | None) -> str | None:
    """A text that a spreadsheet would take for a formula, with ' before it."""
    return f"'{text}" if text and text[0] in FORMULA else text


def _iso(ms: int | None) -> str | None:
    if ms is None:
        return None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@contextmanager
def write_parquet(path: Path, form: Form) -> Iterator[Add]:
    """A table as Parquet, in whose schema every column says what it means and its unit."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        "text": pa.string(), "number": pa.int64(), "seed": pa.uint64(), "time": pa.timestamp("ms", tz="UTC"),
        "share": pa.float64(),
    }  # fmt: skip
    schema = pa.schema(
        pa.field(each.name, types[each.kind], metadata={"description": each.words, "unit": each.unit})
        for each in form.columns
    )
    kept: list[Row] = []

    def write() -> None:
        columns = zip(schema, zip(*kept, strict=True), strict=True)
        writer.write_table(pa.table([pa.array(column, field.type) for field, column in columns], schema=schema))
        kept.clear()

    def add(rows: list[Row]) -> None:
        kept.extend(rows)
        if len(kept) >= GROUP:
            write()

    with parquet.ParquetWriter(path, schema) as writer:
        yield add
        if kept:
            write()
