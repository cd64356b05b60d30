"""A seat as a room keeps it, and the answer to a wish that is not granted."""

from collections.abc import Iterable
from typing import Literal

from warbell.belief.marks import Mark
from warbell.server.lookout import ABOUT, STOPS
from warbell.server.protocol import Pointing, Reason, Stop, Why


class Refusal(Exception):  # noqa: N818 - an answer, no fault
    """A wish that is not granted, and why."""

    def __init__(self, reason: Reason, message: str, *, closing: bool = False) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.message = message
        self.closing = closing

    def __reduce__(self) -> tuple[type["Refusal"], tuple[Reason, str]]:
        """As it comes from another process."""
        return Refusal, (self.reason, self.message)


class Chair:
    """A seat as the room keeps it."""

    def __init__(self, seat: int, name: str, mind: str | None) -> None:
        self.seat = seat
        self.name = name
        self.mind = mind  # that holds the seat while no person does
        self.holder: Literal["open", "person", "mind"] = "mind" if mind else "open"
        self.who = mind or ""
        self.token = ""
        self.since = 0  # the version of the room in which a person took it
        self.here = False
        self.lost_at: int | None = None  # when the connection went, until it is back or grace is over
        self.dropped = False  # nobody waits for it
        self.stand_in = False  # a mind plays until the person is back
        self.ready = False
        self.draft: str | None = None
        self.line = ""  # committed for the turn
        self.commits = 0
        self.why: list[Why] = []
        self.pointing: tuple[int, int] | None = None  # with the next signal
        self.points: dict[int, Pointing] = {}  # by seat: what each team mate pointed at last
        self.marks: dict[tuple[int, int], Mark] = {}  # by cell
        self.laid_out: tuple[Mark, ...] = ()  # those of them that mates on shared paper see
        self.told_marks: dict[tuple[int, int, int], Mark] = {}  # by seat and cell: what mates gave by a signal
        self.decides = False  # its line is new, and not played yet
        self.kept_back = 0  # rows of the log that the others are not told of
        self.stops: list[Stop] = list(STOPS)
        self.speed = 1

    def heeds(self, why: Why) -> bool:
        """True for a reason that stops the turn of this seat."""
        return why not in ABOUT or ABOUT[why] in self.stops


def chair_of(chairs: Iterable[Chair], seat: str) -> Chair:
    """The chair of a seat; Refusal if there is none."""
    for chair in chairs:
        if chair.name == seat:
            return chair
    raise Refusal("no seat", f"no seat {seat!r} in this room; there are {', '.join(c.name for c in chairs)}")
