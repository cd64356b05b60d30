"""One seat's percept as a JSON document: for clients, for language models, and to compare views byte by byte."""

import json
from typing import Any

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.percept import Percept
from warbell.episodes import Brief

UNSEEN, DARK, BRIGHT = " ", ".", "*"


def view(percept: Percept, brief: Brief, seat: int, world: int = 0) -> dict[str, Any]:
    """All that a seat knows, in plain values.

    Cells are atlas (y, x). `window` is SIGHT_ROWS strings of SIGHT_ROWS characters centred on the seat: " " not seen
    now, "." seen in the dark, "*" seen in the light. `known` maps an atlas row to its cells ever seen, a hexadecimal
    number whose bit x is column x. `orders` are the action codes possible now.
    """
    me = percept.me[world, seat]
    cast = words.seat_cast(percept, brief, seat, world)
    ids = brief.seats
    return {
        "seat": ids[seat],
        "beat": int(me["beat"]),
        "ending": int(me["ending"]),
        "me": {
            **{name: int(me[name]) for name in ("y", "x", "hp", "timer", "bleed", "exposed", "crept")},
            **{name: int(me[name]) for name in ("rate", "fear", "hunger", "control", "late")},
            "state": codes.STATES[me["state"]],
            "nature": codes.NATURES[me["nature"]],
            "facing": codes.DIRECTIONS[me["facing"]],
            **{name: bool(me[name]) for name in ("gripped", "lit", "winded", "spent")},
            "carries": _body(me["load"], cast),
            "carried_by": _body(me["carrier"], cast),
            "sign": _signal(me["sign"]),
        },
        "pack": _objects(percept.pack[world, seat]),
        "bonds": {ids[k]: int(percept.bonds[world, seat, k]) for k in range(len(ids)) if k != seat},
        "window": _window(percept.now[world, seat], percept.bright[world, seat]),
        "known": _rows(percept.known[world, seat]),
        "bodies": [_seen_body(percept.bodies[world, seat, k], k, cast) for k in _ever(percept.bodies, world, seat)],
        "fixtures": [
            _fixture(percept.fixtures[world, seat, f], f, brief) for f in _ever(percept.fixtures, world, seat)
        ],
        "drones": [
            {"drone": k, **{name: int(percept.drones[world, seat, k][name]) for name in ("beat", "y", "x", "warned")}}
            for k in _ever(percept.drones, world, seat)
        ],
        "heard": [_heard(row, cast) for row in percept.heard[world, seat, : me["heard"]]],
        "events": [
            {
                "kind": codes.EVENTS[row["kind"]],
                **{name: int(row[name]) for name in ("who", "whom", "y", "x", "value")},
                "text": words.sentence(row, cast),
            }
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


def _body(index_plus_1: int, cast: words.Cast) -> str | None:
    return cast.body(int(index_plus_1) - 1) if index_plus_1 else None


def _signal(code: int) -> str | None:
    return codes.SIGNALS[code] if code < codes.N_SIGNALS else None


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
    return {
        "body": index,
        "name": cast.body(index),
        **{name: int(row[name]) for name in ("beat", "y", "x", "hurt")},
        "nature": codes.NATURES[row["nature"]],
        "state": codes.STATES[row["state"]],
        "side": codes.SIDES[row["side"]],
        "gait": codes.GAITS[row["gait"]],
        "facing": codes.DIRECTIONS[row["facing"]],
        "sign": _signal(row["sign"]),
        "mood": None if row["mood"] > 3 else int(row["mood"]),
        "carried": bool(row["carried"]),
        "asleep": bool(row["asleep"]),
    }


def _fixture(row: Any, index: int, brief: Brief) -> dict[str, Any]:
    kind = int(brief.chart.fixtures[index]["kind"])
    known: dict[str, Any] = {"fixture": index, "name": brief.fixture_names[index], "beat": int(row["beat"])}
    if codes.IS_HINGED[kind]:
        known |= {"state": codes.DOOR_STATES[row["state"]], "strength": int(row["strength"])}
    return known | {"kind": codes.FIXTURES[kind], "on": bool(row["on"]), "full": bool(row["full"])}


def _heard(row: Any, cast: words.Cast) -> dict[str, Any]:
    return {
        "sound": codes.SOUNDS[row["sound"]],
        "bearing": codes.BEARINGS[row["bearing"]],
        "voice": None if row["voice"] == codes.NO_VOICE else cast.body(int(row["voice"])),
        "signal": _signal(row["signal"]),
        "loud": int(row["loud"]),
    }
