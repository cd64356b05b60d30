"""A mind of one's own in a room: asked on a thread, so that no other room waits for what it thinks.

It is asked for beats that are yet to be played and for no others: what it ordered before is in the log, and need not
come of what it saw. In a room that is taken up again it begins anew.
"""

import logging
import time
from collections.abc import Mapping
from concurrent.futures import Future
from threading import Lock, Thread
from typing import NamedTuple

import numpy as np

from warbell.engine.codes import WAIT
from warbell.engine.percept import Percept
from warbell.episodes import Brief
from warbell.errors import printable
from warbell.guests import Guest, Held
from warbell.order_names import NO_ORDER

THINKS = 15.0  # seconds of a guest that does not come back: a bot's time runs out before
ABSENT = "this server does not offer {}: the beats wait until one does, or until somebody takes this seat"

logger = logging.getLogger("warbell.server")


class Said(NamedTuple):
    """What a guest makes of a beat."""

    orders: list[int]  # of each of its seats
    fault: str = ""  # what it did wrong, in words


class Visitor:
    """A guest in its seats of one world."""

    def __init__(self, name: str, held: Held | None, brief: Brief, seats: list[int]) -> None:
        """`held` is None for a guest that this server does not offer: it cannot be asked."""
        self.name = name
        self._held = held
        self._brief = brief
        self._seats = list(seats)
        self._guest: Guest | None = None  # from the first beat on
        self._lock = Lock()  # of the guest
        self._thought: Future[Said] | None = None  # from when it is asked until its orders are taken
        self._until = 0.0
        self._late = False  # what it thinks is about a beat that was played without it
        self._complained = False

    @property
    def offered(self) -> bool:
        """Whether it can be asked."""
        return self._held is not None

    def ready(self, percept: Percept) -> bool:
        """Ask it for the next beat if it was not asked; True once it has decided or its time is over."""
        assert self._held is not None
        if self._late and self._thought is not None and self._thought.done():
            self._late, self._thought = False, None
        if self._thought is None:
            self._thought, self._until = Future(), time.monotonic() + THINKS
            seen = Percept(*(table.copy() for table in percept))  # it may think on while others play
            Thread(target=self._think, args=(self._held, seen, self._thought), daemon=True).start()
        return self._thought.done() or time.monotonic() >= self._until

    def take(self) -> tuple[dict[int, int], dict[int, str]]:
        """The orders of its seats for the next beat, and by seat in words what it did wrong; once it is ready."""
        said = self._said()
        wrong = {}
        if said.fault:
            waits = [seat for seat, order in zip(self._seats, said.orders, strict=True) if order in (WAIT, NO_ORDER)]
            wrong = {seat: f"{self._brief.titles[seat]} waits: {self.name} {said.fault}" for seat in waits}
        return dict(zip(self._seats, said.orders, strict=True)), wrong

    def _said(self) -> Said:
        assert self._thought is not None
        waits = [WAIT] * len(self._seats)
        self._late = self._late or not self._thought.done()
        if self._late:
            return Said(waits, "is still thinking")
        thought, self._thought = self._thought, None
        error = thought.exception()
        if error is None:
            return thought.result()
        if not self._complained:
            self._complained = True
            logger.warning("%s went wrong in a room", self.name, exc_info=error)
        first = str(error).partition("\n")[0]
        return Said(waits, printable(f"went wrong: {type(error).__name__}: {first}", 200))

    def _think(self, held: Held, percept: Percept, thought: "Future[Said]") -> None:
        try:
            with self._lock:
                if self._guest is None:
                    self._guest = Guest(self.name, held, self._brief, self._seats, 1)
                out = np.zeros((1, len(self._brief.seats)), np.int32)
                self._guest.decide(percept, out)
                orders, fault = out[0, self._seats].tolist(), self._guest.fault
            thought.set_result(Said(orders, printable(f"went wrong: {fault}", 200) if fault else ""))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the room goes on
            thought.set_exception(error)

    def close(self) -> None:
        """Let it know that the game is over, when it has thought to an end."""
        if self._guest is not None or self._thought is not None:
            Thread(target=self._close, daemon=True).start()

    def _close(self) -> None:
        with self._lock:
            if self._guest is not None:
                self._guest.close()


class Visitors:
    """All guests of a game, and what went wrong with them."""

    def __init__(self, groups: Mapping[str, list[int]], offered: Mapping[str, Held], brief: Brief) -> None:
        """`groups` are the seats of each guest by its name, `offered` those that this server has."""
        self.held = [(Visitor(name, offered.get(name), brief, seats), [*seats]) for name, seats in groups.items()]
        self.faults: dict[int, str] = {}  # by seat: what its guest did wrong in the last beat, in words
        self.news: list[str] = []  # those of seats where nothing was wrong in the beat before

    def missing(self) -> list[str]:
        """The guests that hold seats and are not offered here: no beat is played without them."""
        return [guest.name for guest, seats in self.held if seats and not guest.offered]

    def ready(self, percept: Percept) -> bool:
        """True once every guest has decided for the next beat, or had its time; from the first call on they think."""
        return all([guest.ready(percept) for guest, seats in self.held if seats])  # noqa: C419 - all are asked

    def ask(self, orders: list[int]) -> dict[int, str]:
        """Put the orders of guests, once they are ready, among those of all seats [P]; returns what went wrong."""
        wrong: dict[int, str] = {}
        for guest, seats in self.held:
            if seats:  # some may be lent to people
                given, faults = guest.take()
                for seat in seats:
                    orders[seat] = given[seat]
                wrong |= {seat: fault for seat, fault in faults.items() if seat in seats}
        return wrong

    def note(self, faults: Mapping[int, str]) -> None:
        """Take in what went wrong in a beat, by seat."""
        self.news = [fault for seat, fault in faults.items() if seat not in self.faults]
        self.faults = dict(faults)

    def fault(self, seat: int) -> str:
        """What is wrong with the guest that holds a seat, in words; "" if nothing, or if none does."""
        absent = (guest.name for guest, seats in self.held if seat in seats and not guest.offered)
        return next(map(ABSENT.format, absent), self.faults.get(seat, ""))

    def close(self) -> None:
        """Let guests know that no more beats come."""
        for guest, _ in self.held:
            guest.close()
