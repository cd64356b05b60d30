"""From percepts to messages: of each seat's percept, what changed since it was last told."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple, cast

import numpy as np
from msgspec import Struct

from warbell.engine.codes import FIELDS, NOT_SEEN, SIGHT, THING
from warbell.engine.percept import SEEN_BODY, SEEN_DRONE, SEEN_FIXTURE, Percept
from warbell.server.protocol import CellsRow, Happening, Me, SeenBody, SeenDrone, SeenFixture, SeenThing, Sound, View


class Wire(NamedTuple):
    """How the rows of a table go over the wire, each behind its index."""

    fields: Callable[[tuple[int, ...]], tuple[int, ...]]  # those that are sent
    known: tuple[int, int]  # its columns: a row is known if the first is 0 or more, or the second over 0

    @classmethod
    def of(cls, table: np.dtype[np.void], message: type[Struct]) -> "Wire":
        """That of a table whose rows are told as a message."""
        names = table.names or ()
        beat = names.index("beat")
        return cls(
            itemgetter(*(names.index(name) for name in message.__struct_fields__[1:])),
            (beat, names.index("one") if "one" in message.__struct_fields__ else beat),
        )


BODY, FIXTURE, DRONE = Wire.of(SEEN_BODY, SeenBody), Wire.of(SEEN_FIXTURE, SeenFixture), Wire.of(SEEN_DRONE, SeenDrone)
EVENTS, HEARD = (Me.__struct_fields__.index(name) for name in ("events", "heard"))  # how many rows are in use
FLIES = Me.__struct_fields__.index("flies")

UNKNOWN = -1  # the number of a thing that is only remembered
NOTHING = (0,) * len(FIELDS)


class Told:
    """What one seat of one world was told so far, of the tables that are sent as changes."""

    __slots__ = ("bodies", "drones", "fixtures", "known", "things")

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Make the next view a whole one."""
        self.bodies = self.fixtures = self.drones = self.known = b""
        self.things: dict[tuple[int, int], tuple[int, ...]] | None = None  # by cell; None before the first view

    def view(self, percept: Percept, seat: int, log: list[str]) -> View:
        """The view of a seat of world 0: of the tables of things seen only what differs from what was told before."""
        # Rows of arrays encode as array-like structs do, without the cost of making them.
        me = percept.me.item(0, seat)
        known, self.known = _changed(percept.known[0, seat].T, self.known)
        bodies, self.bodies = _changed(percept.bodies[0, seat], self.bodies)
        fixtures, self.fixtures = _changed(percept.fixtures[0, seat], self.fixtures)
        drones, self.drones = _changed(percept.drones[0, seat], self.drones)
        things = self._things(percept, seat) if percept.fields.shape[2] else []
        heard = percept.heard[0, seat, : me[HEARD]]
        events = percept.events[0, seat, : me[EVENTS]]
        return View(
            seat=seat,
            me=cast("Me", me),
            pack=percept.pack[0, seat].tolist(),
            bonds=percept.bonds[0, seat].tolist(),
            now=percept.now[0, seat].tolist(),
            bright=percept.bright[0, seat].tolist(),
            afar=percept.afar[0, seat].tolist() if me[FLIES] else [],
            known=_known(percept.known[0, seat].T, known),
            bodies=cast("list[SeenBody]", _rows(percept.bodies[0, seat], bodies, BODY)),
            fixtures=cast("list[SeenFixture]", _rows(percept.fixtures[0, seat], fixtures, FIXTURE)),
            drones=cast("list[SeenDrone]", _rows(percept.drones[0, seat], drones, DRONE)),
            things=cast("list[SeenThing]", things),
            heard=cast("list[Sound]", heard.tolist()),
            events=cast("list[Happening]", events.tolist()),
            orders=percept.mask[0, seat].nonzero()[0].tolist(),
            log=log,
        )

    def _things(self, percept: Percept, seat: int) -> list[tuple[int, ...]]:
        """What is on the cells seen now, where it differs from what was told of them; at first all that is known."""
        me = percept.me[0, seat]
        if self.things is None:
            known = np.argwhere(percept.things[0, seat]).tolist()
            self.things = {(y, x): (int(percept.things[0, seat, y, x]), UNKNOWN, 0, 0, 0) for y, x in known}
            rows = dict(self.things)
        else:
            rows = {}
        self._look(rows, percept.fields[0, seat], me)
        if me["flies"]:
            self._look(rows, percept.afar_fields[0, seat], percept.drones[0, seat, me["flies"] - 1])
        return [(*cell, *row) for cell, row in rows.items()]

    def _look(self, rows: dict[tuple[int, int], tuple[int, ...]], fields: np.ndarray, middle: np.record) -> None:
        """Add what differs in the levels, int32 [L, 25, 25], of a window around somebody or something."""
        assert self.things is not None
        told, dry = self.things, (0,) * (len(FIELDS) - len(fields))
        top, left = int(middle["y"]) - SIGHT, int(middle["x"]) - SIGHT
        for r, c in np.argwhere(fields[THING] != NOT_SEEN).tolist():
            cell, now = (top + r, left + c), (*fields[:, r, c].tolist(), *dry)
            if now != told.get(cell, NOTHING):
                told[cell] = rows[cell] = now


def _changed(table: np.ndarray, before: bytes) -> tuple[Any, bytes]:
    """The rows that differ from `before` (all of them from b""), and what to compare with next time."""
    now = table.tobytes()
    if now == before:
        return (), before
    if not before:
        return np.arange(len(table)), now
    rows, old = (np.frombuffer(part, np.uint8).reshape(len(table), -1) for part in (now, before))
    return (rows != old).any(axis=1).nonzero()[0], now


def _rows(table: np.ndarray, chosen: Any, wire: Wire) -> list[tuple[int, ...]]:
    """The chosen rows that were ever seen, or read of on the plan of pipes, each behind its index."""
    if not len(chosen):
        return []
    seen, read = wire.known
    rows = ((index, table.item(index)) for index in chosen.tolist())
    return [(index, *wire.fields(row)) for index, row in rows if row[seen] >= 0 or row[read] > 0]


def _known(plane: np.ndarray, chosen: Any) -> list[CellsRow]:
    """The chosen rows of a plane, uint64 [H, words]."""
    rows = ((int(y), sum(word << (64 * k) for k, word in enumerate(plane[y].tolist()))) for y in chosen)
    return [CellsRow(y, f"{cells:x}") for y, cells in rows if cells]
