"""The protocol for others: JSON Schema for any program, TypeScript for the client, both made from protocol.py.

What a field means is the comment behind it there: the schema says it too.

`python -m warbell.server.types` writes them, and the catalogue of codes beside them; a test compares them with what is
committed.
"""

import inspect
import json
import re
import sys
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect as shapes

from warbell.belief import marks
from warbell.commented import describe
from warbell.files import write_atomically
from warbell.server import catalogue, protocol

ROOT = Path(__file__).resolve().parents[3]
TYPESCRIPT = ROOT / "client/src/protocol.ts"
CODES = ROOT / "client/src/codes.ts"
SCHEMA = ROOT / "docs/protocol.schema.json"
ENTRIES = {
    "FromServer": protocol.FromServer,
    "FromClient": protocol.FromClient,
    "Lobby": protocol.Lobby,
    "NewRoom": protocol.NewRoom,
    "Made": protocol.Made,
    "Claim": protocol.Claim,
    "Seated": protocol.Seated,
    "RoomCard": protocol.RoomCard,
    "Account": protocol.Account,
    "Reel": protocol.Reel,
    "Brought": protocol.Brought,
    "Paper": protocol.Paper,
    "Nights": protocol.Nights,
    "Ghosts": protocol.Ghosts,
}
HEAD = """\
// Made from src/warbell/server/protocol.py by `python -m warbell.server.types`; edit that instead.
import type {{ {families} }} from './codes';

export const PROTOCOL = {version};
export const MOST_BYTES = {bytes};
export const MOST_REPLAY = {replay};
export const MOST_MARKS = {marks};
export const MARK_FADES = {fades}; // beats
"""


def schema() -> str:
    """The JSON Schema of every message, as the text of docs/protocol.schema.json."""
    entries, components = msgspec.json.schema_components(list(ENTRIES.values()), ref_template="#/$defs/{name}")
    describe(components, protocol)
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"warbell protocol {protocol.VERSION}",
        "$defs": components,
        "properties": dict(zip(ENTRIES, entries, strict=True)),
    }
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2).decode() + "\n"


def typescript() -> str:
    """The same as TypeScript, as the text of client/src/protocol.ts."""
    structs: dict[str, shapes.StructType] = {}
    for each in shapes.multi_type_info(list(ENTRIES.values())):
        _collect(each, structs)
    declared = [_declare(struct) for struct in structs.values()]
    named = (name for name in (*catalogue.FAMILIES, *catalogue.NUMBERS) if re.search(rf"\b{name}\b", "".join(declared)))
    numbers = {"version": protocol.VERSION, "bytes": protocol.MOST_BYTES, "replay": protocol.MOST_REPLAY}
    numbers |= {"marks": marks.MOST, "fades": marks.FADES}
    parts = [HEAD.format(families=", ".join(named), **numbers), *declared]
    for name in ("FromServer", "FromClient"):
        union = shapes.type_info(ENTRIES[name])
        assert isinstance(union, shapes.UnionType)
        parts.append(f"export type {name} = {_union(union)};\n")
    return "\n".join(parts)


def _collect(kind: Any, structs: dict[str, shapes.StructType]) -> None:
    """Every struct that a type needs, those it is made of first."""
    if isinstance(kind, shapes.StructType):
        if kind.cls.__name__ not in structs:
            for field in kind.fields:
                _collect(field.type, structs)
            structs[kind.cls.__name__] = kind
    elif isinstance(kind, shapes.UnionType):
        for each in kind.types:
            _collect(each, structs)
    elif isinstance(kind, shapes.ListType):
        _collect(kind.item_type, structs)
    elif isinstance(kind, shapes.DictType):
        _collect(kind.value_type, structs)


def _declare(struct: shapes.StructType) -> str:
    name, doc = struct.cls.__name__, inspect.getdoc(struct.cls)
    head = f"/** {' '.join((doc or '').split())} */\n"
    if struct.array_like:
        fields = ", ".join(f"{field.name}: {_text(field.type)}" for field in struct.fields)
        columns = ", ".join(f"{field.name}: {k}" for k, field in enumerate(struct.fields))
        return f"{head}export type {name} = [{fields}];\nexport const {name}At = {{ {columns} }} as const;\n"
    lines = [f'  type: "{struct.tag}";'] if struct.tag else []
    for field in struct.fields:
        # What the server leaves to a default it still sends; what the client may leave out is optional to it.
        sent = name in FROM_SERVER
        lines.append(f"  {field.name}{'' if field.required or sent else '?'}: {_text(field.type)};")
    return f"{head}export interface {name} {{\n" + "\n".join(lines) + "\n}\n"


def _names(*kinds: Any) -> frozenset[str]:
    structs: dict[str, shapes.StructType] = {}
    for each in shapes.multi_type_info(kinds):
        _collect(each, structs)
    return frozenset(structs)


FROM_SERVER = _names(protocol.FromServer, protocol.Lobby, protocol.Brought)  # Settings among them: whole when sent


def _union(kind: shapes.UnionType) -> str:
    return " | ".join(_text(each) for each in kind.types)


def _text(kind: Any) -> str:
    simple: dict[type, str] = {
        shapes.IntType: "number",
        shapes.StrType: "string",
        shapes.BoolType: "boolean",
        shapes.NoneType: "null",
    }
    if type(kind) in simple:
        return simple[type(kind)]
    if isinstance(kind, shapes.Metadata):
        return str((kind.extra or {}).get("typescript", _text(kind.type)))
    if isinstance(kind, shapes.LiteralType):
        return " | ".join(map(json.dumps, kind.values))
    if isinstance(kind, shapes.StructType):
        return kind.cls.__name__
    if isinstance(kind, shapes.UnionType):
        return _union(kind)
    if isinstance(kind, shapes.TupleType):
        return f"[{', '.join(_text(each) for each in kind.item_types)}]"
    if isinstance(kind, shapes.DictType):
        return f"Record<string, {_text(kind.value_type)}>"
    if isinstance(kind, shapes.ListType):
        inner = _text(kind.item_type)
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    message = f"no TypeScript for {kind}"
    raise TypeError(message)


def main() -> None:
    """Write all three files."""
    for path, text in ((TYPESCRIPT, typescript()), (CODES, catalogue.typescript()), (SCHEMA, schema())):
        write_atomically(path, text.encode())
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
