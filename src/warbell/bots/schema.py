"""The bot protocol for others: JSON Schema, made from protocol.py and the columns of percepts.

`python -m warbell.bots.schema` writes docs/bot-protocol.schema.json; a test compares it with what is committed.
"""

import sys
from pathlib import Path
from typing import Any

import msgspec

from warbell.bots import protocol
from warbell.encode.json_view import KEYS, ME_ELSEWHERE
from warbell.engine import codes
from warbell.engine.column import Column
from warbell.engine.percept import BODY_COLUMNS, DRONE_COLUMNS, EVENT_COLUMNS, FIXTURE_COLUMNS, ME_COLUMNS
from warbell.engine.world import HEARD_COLUMNS
from warbell.files import write_atomically

SCHEMA = Path(__file__).resolve().parents[3] / "docs/bot-protocol.schema.json"

Json = dict[str, Any]
INTEGER: Json = {"type": "integer"}
STRING: Json = {"type": "string"}


def schema() -> str:
    """The JSON Schema of every line, as the text of docs/bot-protocol.schema.json."""
    kinds = {"ToBot": protocol.ToBot, "FromBot": protocol.FromBot}
    entries, components = msgspec.json.schema_components(list(kinds.values()), ref_template="#/$defs/{name}")
    components["Decide"]["properties"]["percept"] = {"$ref": "#/$defs/Percept"}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"warbell bot protocol {protocol.VERSION}",
        "$defs": {**components, "Percept": percept()},
        "properties": dict(zip(kinds, entries, strict=True)),
    }
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2).decode() + "\n"


def percept() -> Json:
    """What a seat knows, as `json_view.view` says it."""
    door = {"state", "strength"}  # of what has hinges alone
    return _object(
        {
            "seat": STRING,
            "beat": INTEGER,
            "ending": {**INTEGER, "description": "-1 while the game runs"},
            "me": _object({KEYS.get(each.name, each.name): _value(each) for each in _told(ME_COLUMNS, ME_ELSEWHERE)}),
            "pack": _counts("how many of each object it carries"),
            "bonds": _counts("how close it feels to each team mate"),
            "window": {
                "type": "array",
                "items": STRING,
                "description": f"{codes.SIGHT_ROWS} rows, oneself in the middle: blank not seen now, . dark, * lit",
            },
            "known": {
                "type": "object",
                "additionalProperties": STRING,
                "description": "by row of the atlas, cells ever seen: bit x of the hexadecimal number is column x",
            },
            "bodies": _list({"body": INTEGER, "name": STRING, **_columns(BODY_COLUMNS)}),
            "fixtures": _list({"fixture": INTEGER, "name": STRING, "kind": STRING, **_columns(FIXTURE_COLUMNS)}, door),
            "drones": _list({"drone": INTEGER, **_columns(DRONE_COLUMNS)}),
            "heard": _list(_columns(HEARD_COLUMNS)),
            "events": _list({**_columns(EVENT_COLUMNS), "text": STRING}),
            "orders": {"type": "array", "items": INTEGER, "description": "the numbers of the orders possible now"},
        }
    )


def _told(columns: tuple[Column, ...], left_out: tuple[str, ...] = ()) -> list[Column]:
    return [column for column in columns if column.kind != "spare" and column.name not in left_out]


def _columns(columns: tuple[Column, ...]) -> Json:
    return {column.name: _value(column) for column in _told(columns)}


def _value(column: Column) -> Json:
    simple = {"flag": "boolean", "code": "string", "body": "string"}.get(column.kind, "integer")
    found: Json = {"type": simple, "description": f"{column.words} ({column.unit})" if column.unit else column.words}
    if column.kind == "code":
        found["enum"] = list(dict.fromkeys(column.names))
    if column.none is not None:
        found["type"] = [simple, "null"]
        if "enum" in found:
            found["enum"].append(None)
    return found


def _counts(words: str) -> Json:
    return {"type": "object", "additionalProperties": INTEGER, "description": words}


def _list(properties: Json, optional: set[str] | None = None) -> Json:
    return {"type": "array", "items": _object(properties, optional)}


def _object(properties: Json, optional: set[str] | None = None) -> Json:
    required = [name for name in properties if name not in (optional or ())]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def main() -> None:
    """Write the file."""
    write_atomically(SCHEMA, schema().encode())
    sys.stdout.write(f"{SCHEMA}\n")


if __name__ == "__main__":
    main()
