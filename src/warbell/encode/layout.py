"""What is perceived, spelled out for programs and for people: docs/percept-layout.json, docs/percept.md.

`python -m warbell.encode.layout` writes the one and the tables of the other; a test compares them with what is
committed.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from warbell.encode.arrays import LAYERS, layout
from warbell.encode.columns import GRID, VECTOR
from warbell.encode.presets import PRESETS, times
from warbell.encode.words import ACTIONS
from warbell.engine import RULES_VERSION, codes
from warbell.engine.column import AXES, Column
from warbell.engine.percept import TABLES
from warbell.files import write_atomically

DOCS = Path(__file__).resolve().parents[3] / "docs"
FILE, PAGE = DOCS / "percept-layout.json", DOCS / "percept.md"
START = "<!-- from here on made by `python -m warbell.encode.layout` -->\n"
SIZES = {**AXES, "V": "columns of a vector: those of every part as many times as it says, part behind part"}


def document() -> dict[str, Any]:
    """Tables, vectors and grids, column by column. Offsets and sizes are bytes; numbers are little-endian."""
    return {
        "rules": RULES_VERSION,
        "axes": SIZES,
        "tables": [
            {
                "name": name,
                "dtype": "record" if table.columns else np.dtype(table.dtype).name,
                "bytes": np.dtype(table.dtype).itemsize,
                "shape": list(table.axes),
                "meaning": table.words,
                **({"names": list(table.names)} if table.names else {}),
                "columns": [
                    {**_column(column), "offset": table.dtype.fields[column.name][1]} for column in table.columns
                ],
            }
            for name, table in TABLES.items()
        ],
        "vector": {
            "dtype": "int16",
            "shape": ["E", "S", "V"],
            "presets": {preset: {"parts": times(preset), "columns": _width(preset)} for preset in PRESETS},
            "parts": [
                {
                    "name": name,
                    "meaning": part.words,
                    "columns": [_column(column) for column in part.columns],
                }
                for name, part in VECTOR.items()
            ],
        },
        "grid": {
            "dtype": "uint8",
            "shape": ["E", "S", len(LAYERS), codes.SIGHT_ROWS, codes.SIGHT_ROWS],
            "layers": [_column(layer) for layer in GRID],
        },
        "actions": list(ACTIONS),
    }


def text() -> str:
    """The document as the text of docs/percept-layout.json."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


def page() -> str:
    """The same as tables of Markdown, as they stand in docs/percept.md."""
    parts = ["## Tables\n"]
    for name, table in TABLES.items():
        kind = f"{np.dtype(table.dtype).itemsize} bytes a row" if table.columns else np.dtype(table.dtype).name
        parts.append(f"**`{name}`** [{', '.join(map(str, table.axes))}], {kind}: {table.words}.\n")
        if table.names:
            parts.append(f"Along the last axis: {', '.join(table.names)}.\n")
        if table.columns:
            head = "| column | dtype | at byte | range | unit | what |\n|---|---|---|---|---|---|\n"
            rows = (
                f"| `{column.name}` | {np.dtype(column.dtype).name} | {table.dtype.fields[column.name][1]} | "
                f"{_range(column)} | {column.unit} | {column.words} |\n"
                for column in table.columns
            )
            parts.append(head + "".join(rows))
    widths = " and ".join(f"V = {_width(preset)} in `{preset}`" for preset in PRESETS)
    parts.append(f"## Vectors\nint16 [E, S, V], {widths}: these parts, one behind the other.\n")
    head = f"| part | {' | '.join(f'`{preset}`' for preset in PRESETS)} | what |\n|---|---|---|---|\n"
    rows = (f"| `{name}` | {part.compact} | {part.full} | {part.words} |\n" for name, part in VECTOR.items())
    parts.append(head + "".join(rows))
    for name, part in VECTOR.items():
        columns = (f"| {k} | `{c.name}` | {_range(c)} | {c.unit} | {c.words} |\n" for k, c in enumerate(part.columns))
        parts.append(f"**`{name}`**\n\n| | column | range | unit | what |\n|---|---|---|---|---|\n" + "".join(columns))
    size = codes.SIGHT_ROWS
    parts.append(f"## Grids\nuint8 [E, S, {len(LAYERS)}, {size}, {size}]: these layers, oneself in the middle.\n")
    head = "| | layer | range | unit | what |\n|---|---|---|---|---|\n"
    layers = (f"| {k} | `{each.name}` | {_range(each)} | {each.unit} | {each.words} |\n" for k, each in enumerate(GRID))
    parts.append(head + "".join(layers))
    parts.append("## Codes\n")
    told = [*(column for table in TABLES.values() for column in table.columns), *GRID]
    parts.append(_codes([*told, *(column for part in VECTOR.values() for column in part.columns)]))
    return "\n".join(parts)


def _width(preset: str) -> int:
    return int(max(each.stop for each in layout(preset).values()))


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "dtype": np.dtype(column.dtype).name,
        "kind": column.kind,
        "low": column.low,
        "high": column.high,
        "none": column.none,
        "unit": column.unit,
        **({"names": list(column.names)} if column.names else {}),
        "meaning": column.words,
    }


def _range(column: Column) -> str:
    low, high = ("" if end is None else str(end) for end in (column.low, column.high))
    none = "" if column.none is None else f", {column.none} none"
    return f"{low}..{high}{none}" if low or high else "any"


def _codes(columns: Iterable[Column]) -> str:
    """Every family of names once, behind the columns that are written in it."""
    families: dict[tuple[str, ...], list[str]] = {}
    for column in columns:
        if column.names and column.name not in families.setdefault(column.names, []):
            families[column.names].append(column.name)
    return "".join(
        f"- {', '.join(f'`{name}`' for name in users)}: {', '.join(f'{k} {each}' for k, each in enumerate(names))}\n"
        for names, users in families.items()
    )


def main() -> None:
    """Write both."""
    written = PAGE.read_text().split(START)[0]
    for path, made in ((FILE, text()), (PAGE, written + START + page())):
        write_atomically(path, made.encode())
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
