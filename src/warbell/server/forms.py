"""Tables as files: CSV as RFC 4180 has it, or Parquet, from the same rows."""

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

FORMULA = "=+-@\t\r"  # what one begins with
GROUP = 20_000  # rows that are kept for a row group of Parquet, at least

Row = tuple[Any, ...]
Add = Callable[[list[Row]], None]  # adds rows to a table
Write = Callable[[Path, "Form"], AbstractContextManager[Add]]


class Form(NamedTuple):
    """A table: its name and its columns, of whole numbers but for those that are named further on."""

    name: str
    columns: tuple[str, ...]
    texts: tuple[str, ...]
    times: tuple[str, ...] = ()  # milliseconds since 1970; text in CSV
    shares: tuple[str, ...] = ()  # from 0 to 1


@contextmanager
def write_csv(path: Path, form: Form) -> Iterator[Add]:
    """A table as CSV."""
    times, texts = ([k for k, name in enumerate(form.columns) if name in names] for names in (form.times, form.texts))

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
        writer.writerow(form.columns)
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
    """A table as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    types = dict.fromkeys(form.columns, pa.int64()) | dict.fromkeys(form.texts, pa.string())
    types |= dict.fromkeys(form.times, pa.timestamp("ms", tz="UTC")) | dict.fromkeys(form.shares, pa.float64())
    if "seed" in types:
        types["seed"] = pa.uint64()
    kept: list[Row] = []

    def write() -> None:
        columns = zip(form.columns, zip(*kept, strict=True), strict=True)
        writer.write_table(pa.table({name: pa.array(column, types[name]) for name, column in columns}))
        kept.clear()

    def add(rows: list[Row]) -> None:
        kept.extend(rows)
        if len(kept) >= GROUP:
            write()

    with parquet.ParquetWriter(path, pa.schema(types)) as writer:
        yield add
        if kept:
            write()
