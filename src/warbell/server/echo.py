"""What those who look on are told: the same room some beats ago, made of its rows when they are old enough.

So they hear, beat for beat, what the seat they look through heard, later.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator

from warbell.server import log, protocol
from warbell.server.hosted import Hosted, Listener
from warbell.server.room import Room


class Echo(Hosted):
    """A room as it was, behind the one that it follows."""

    def __init__(self, ahead: Hosted, made_at: int) -> None:
        """`ahead` is the room as it is, `made_at` when it was made."""
        super().__init__(Room(ahead.room.id, ahead.room.laid, ahead.room.created, made_at))
        self.room.fresh.clear()
        self.door = ahead.door
        self.ready = False  # it has been brought to where it has to be
        self.made: asyncio.Future[None]  # until then
        self._ahead = ahead
        self._rows: deque[log.Entry] = deque()  # that are on disk, and not followed yet
        self._heard = self.room.version  # the last row that came
        self._beat = len(ahead.room.created.orders)  # of the room ahead, as far as it is on disk
        self._at = made_at  # when the last row was written that was followed

    @property
    def late(self) -> bool:
        """False once everybody may see everything: the room is over, or shown live."""
        return self._ahead.room.phase != "over" and self._ahead.room.behind > 0

    def begin(self, entries: Iterable[log.Entry]) -> Iterator[None]:
        """Follow all rows of the room that are on disk, as far as they are old, a row at a time.

        What was written after `entries` were read has come by `hear`.
        """
        since, self._rows = self._rows, deque()
        self._heard, self._beat = self.room.version, len(self.room.created.orders)
        self.hear(entries)
        self.hear(since)
        while self._step():
            yield
        self.restore(())
        self.ready = True

    def hear(self, entries: Iterable[log.Entry]) -> None:
        """Take in rows that are on disk now."""
        for entry in entries:
            if entry.version > self._heard:
                self._heard = entry.version
                self._beat += isinstance(entry.row, log.Played)
                self._rows.append(entry)

    def follow(self) -> None:
        """Do again, and tell, what is old enough by now."""
        while self._step():
            self.publish(self._at)

    def look(self, listener: Listener, seat: int, last: int | None) -> None:
        """Let a connection look through a seat."""
        self.join(listener, seat, last, self._at)

    def letters(self) -> list[tuple[Listener, bytes]]:
        """What is to be sent."""
        letters, self.outbox = self.outbox, []
        return letters

    def _step(self) -> bool:
        """Follow the next row, if it is old enough."""
        if not self._rows or not self._is_old(self._rows[0].row):
            return False
        entry = self._rows.popleft()
        self.room.restore([entry])
        self._at = entry.at
        return True

    def _is_old(self, row: log.Row) -> bool:
        if isinstance(row, log.Started):
            beat = len(self.room.created.orders)
        elif isinstance(row, log.Played):
            beat = self.room.beat + 1
        else:  # follows from a beat that was old enough
            return True
        return beat + self._ahead.room.behind <= self._beat

    # --- what is as it is now ---------------------------------------------------------------------------------------

    def own(self, listener: Listener) -> int | None:
        """The seat a connection holds."""
        return self._ahead.own(listener)

    def fate(self, seat: int) -> protocol.Fate | None:
        """How a seat came to do nothing more: who held it knows already."""
        return self._ahead.fate(seat)

    def tell_door(self) -> None:
        """Nobody: the room that is ahead tells everybody."""

    def door_letter(self) -> bytes:
        """Who stands at the door, as it goes over the wire."""
        return self._ahead.door_letter()
