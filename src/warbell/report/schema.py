"""The report as JSON for others: its JSON Schema, made from shape.py.

`python -m warbell.report.schema` writes docs/report.schema.json; a test compares it with what is committed.
"""

import sys
from pathlib import Path

import msgspec

from warbell.commented import describe
from warbell.files import write_atomically
from warbell.report import shape

SCHEMA = Path(__file__).resolve().parents[3] / "docs/report.schema.json"


def schema() -> str:
    """The text of docs/report.schema.json."""
    (entry,), components = msgspec.json.schema_components([shape.Report], ref_template="#/$defs/{name}")
    describe(components, shape)
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"warbell report {shape.VERSION}",
        "$defs": components,
        **entry,
    }
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2).decode() + "\n"


def main() -> None:
    """Write the file."""
    write_atomically(SCHEMA, schema().encode())
    sys.stdout.write(f"{SCHEMA}\n")


if __name__ == "__main__":
    main()
