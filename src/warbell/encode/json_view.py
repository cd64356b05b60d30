"""One seat's percept as a JSON document: for clients, for language models, and to compare views byte by byte."""

import json
from typing import Any

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.column import Column
from warbell.engine.percept import (
    BODY_COLUMNS,
    DRONE_COLUMNS,
    EVENT_COLUMNS,
    FIXTURE_COLUMNS,
    ME_COLUMNS,
    Percept,
)
from warbell.engine.world import HEARD_COLUMNS
from warbell.episodes import Brief

UNSEEN, DARK, BRIGHT = " ", ".", "*"
ME_ELSEWHERE = ("beat", "ending", "events", "heard")  # said by the document itself
KEYS = {"load": "carries", "carrier": "carried_by"}  # where a column's name is not its key
# The order of keys is part of a view's bytes, and exports hold their hashes. Columns not named here follow the others.
ME_FIRST = (
    "y", "x", "hp", "timer", "bleed", "exposed", "crept", "rate", "fear", "hunger", "control", "late", "state",
    "nature", "facing", "gripped", "lit", "winded", "spent", "load", "carrier", "sign",
)  # fmt: skip
BODY_FIRST = (
    "beat", "y", "x", "hurt", "nature", "state", "side", "gait", "facing", "sign", "mood", "carried", "asleep",
)  # fmt: skip


def view(percept: Percept, brief: Brief, seat: int, world: int = 0) -> dict[str, Any]:
    """All that a seat knows, in plain values.

    Cells are atlas (y, x). `window` is SIGHT_ROWS strings of SIGHT_ROWS characters centred on the seat: " " not seen
    now, "." seen in the dark, "*" seen in the light. `afar` is the same around the drone
    that the seat flies, if it flies one. `known` maps an atlas row to its cells ever seen, a hexadecimal number whose
    bit x is column x. `orders` are the action codes possible now.
    """
    me = percept.me[world, seat]
    cast = words.seat_cast(percept, brief, seat, world)
    ids = brief.seats
    return {
        "seat": ids[seat],
        "beat": int(me["beat"]),
        "ending": int(me["ending"]),
        "me": {
            KEYS.get(name, name): value
            for name, value in _plain(ME_COLUMNS, me, cast, ME_FIRST).items()
            if name not in ME_ELSEWHERE
        },
        "pack": _objects(percept.pack[world, seat]),
        "bonds": {ids[k]: int(percept.bonds[world, seat, k]) for k in range(len(ids)) if k != seat},
        "window": _window(percept.now[world, seat], percept.bright[world, seat]),
        **({"afar": _window(percept.afar[world, seat], percept.afar[world, seat])} if me["flies"] else {}),
        "known": _rows(percept.known[world, seat]),
        "bodies": [_seen_body(percept.bodies[world, seat, k], k, cast) for k in _ever(percept.bodies, world, seat)],
        "fixtures": [
            _fixture(percept.fixtures[world, seat, f], f, brief, cast) for f in _ever(percept.fixtures, world, seat)
        ],
        "drones": [
            {"drone": k, **_plain(DRONE_COLUMNS, percept.drones[world, seat, k], cast)}
            for k in _ever(percept.drones, world, seat)
        ],
        "heard": [_plain(HEARD_COLUMNS, row, cast) for row in percept.heard[world, seat, : me["heard"]]],
        "events": [
            {**_plain(EVENT_COLUMNS, row, cast), "text": words.sentence(row, cast)}
            for row in words.seen_events(percept, seat, world)
        ],
        "orders": np.flatnonzero(percept.mask[world, seat]).tolist(),
    }


def view_bytes(percept: Percept, brief: Brief, seat: int, world: int = 0) -> bytes:
    """The same document as canonical UTF-8: two views are equal if and only if their bytes are."""
    return json.dumps(view(percept, brief, seat, world), ensure_ascii=False, separators=(",", ":")).encode()


def _ever(table: np.ndarray, world: int, seat: int) -> list[int]:
    """The rows of a table of things seen that were seen at any time."""
    indices: list[int] = np.flatnonzero(table["beat"][world, seat] >= 0).tolist()
    return indices


def _plain(
    columns: tuple[Column, ...], row: Any, cast: words.Cast, first: tuple[str, ...] = ()
) -> dict[str, int | bool | str | None]:
    """A row in plain values by the names of its columns, those named `first` before all others."""
    told = {
        column.name: _value(column, value, cast)
        for column, value in zip(columns, row.item(), strict=True)
        if column.kind != "spare"
    }
    return {name: told[name] for name in (*first, *(name for name in told if name not in first))}


def _value(column: Column, value: int, cast: words.Cast) -> int | bool | str | None:
    if value == column.none:
        return None
    match column.kind:
        case "flag":
            return bool(value)
        case "code":
            return column.names[value]
        case "body":
            return cast.body(value - (column.low or 0))
        case _:
            return value


def _objects(counts: np.ndarray) -> dict[str, int]:
    return {name: n for name, n in zip(codes.OBJECTS, counts.tolist(), strict=True) if n}


def _window(now: np.ndarray, bright: np.ndarray) -> list[str]:
    size = codes.SIGHT_ROWS
    return [
        "".join((BRIGHT if lit >> c & 1 else DARK) if seen >> c & 1 else UNSEEN for c in range(size))
        for seen, lit in zip(now.tolist(), bright.tolist(), strict=True)
    ]


def _rows(plane: np.ndarray) -> dict[str, str]:
    rows = {}
    for y, row in enumerate(plane.T.tolist()):
        bits = sum(word << (64 * k) for k, word in enumerate(row))
        if bits:
            rows[str(y)] = f"{bits:x}"
    return rows


def _seen_body(row: Any, index: int, cast: words.Cast) -> dict[str, Any]:
    return {"body": index, "name": cast.body(index), **_plain(BODY_COLUMNS, row, cast, BODY_FIRST)}


def _fixture(row: Any, index: int, brief: Brief, cast: words.Cast) -> dict[str, Any]:
    kind = int(brief.chart.fixtures[index]["kind"])
    told = _plain(FIXTURE_COLUMNS, row, cast)
    known = {"fixture": index, "name": brief.fixture_names[index], "beat": told.pop("beat")}
    door = {name: told.pop(name) for name in ("state", "strength")}
    return known | (door if codes.IS_HINGED[kind] else {}) | {"kind": codes.FIXTURES[kind]} | told
