"""The rows of a room's log: everything that was decided in it, in order. A room is nothing but its rows, read again.

Row n of a room makes its version n. docs/store.md describes them for those who read the database.
"""

import msgspec
from msgspec import Struct

from warbell.belief.marks import Sure
from warbell.engine import RULES_VERSION
from warbell.order_names import numbers_of
from warbell.server.protocol import From, Outcome, SeatName, SeedFrom, Settings, Speed, Stop
from warbell.team import STAND_IN

Orders = list[str | int]  # [P]: of each seat, by name; numbers of replay format 1 in rows of store format 1


class _Row(Struct, forbid_unknown_fields=True):
    pass


class Created(_Row, tag="created"):
    """The first row: what is played."""

    episode: str  # name
    digest: str  # of its sources, which are kept beside the log
    seed: int
    minds: dict[SeatName, str]
    settings: Settings
    go_on: From | None = None
    seed_from: SeedFrom | None = None  # who may know it; not noted in rooms of before
    orders: list[Orders] = msgspec.field(default_factory=list)  # [beats]: played before the room's first turn
    stands: list[tuple[int, SeatName, str]] = msgspec.field(default_factory=list)  # what people did unasked in those:
    # from the order for a beat on, as cells
    rules: int = RULES_VERSION  # the rules it is played by
    warbell: str = ""  # version of the program it is played with
    day: str | None = None  # of UTC, "2026-11-27", whose night it is
    tags: dict[str, str] = msgspec.field(default_factory=dict)  # for exports alone, see tags.py

    @property
    def numbers(self) -> list[list[int]]:
        """`orders` as this warbell numbers them: [beats][P]."""
        return [numbers_of(row) for row in self.orders]


class Claimed(_Row, tag="claimed"):
    """A person took an open seat."""

    seat: SeatName
    who: str
    token: str  # sha256 of the seat's token, hex


class Admitted(_Row, tag="admitted"):
    """The host let somebody take a seat that a mind held, or whose person was gone."""

    seat: SeatName
    who: str
    token: str  # sha256 of the seat's token, hex


class Left(_Row, tag="left"):
    """A person gave the seat up: open again before the start; after it the mind it had, or else caution, holds it."""

    seat: SeatName


class Lost(_Row, tag="lost"):
    """A person's connection went down."""

    seat: SeatName


class Back(_Row, tag="back"):
    """A person's connection came up, for the first time or again."""

    seat: SeatName


class Dropped(_Row, tag="dropped"):
    """A lost seat is waited for no longer: grace is over, or those present go on without it."""

    seat: SeatName
    stand_in: bool = False  # a mind plays until the person is back; else as the room's dropout policy has it


class Started(_Row, tag="started"):
    """The game began; `footage.opening` makes it."""

    film: bytes = b""  # the start, and the beats that were played before the room's first turn
    start: int = 0  # digest of the first world
    seals: list[int] = msgspec.field(default_factory=list)  # of those beats
    partners: str = STAND_IN  # the mind that took the open seats; rooms of before had no other


class Drafted(_Row, tag="drafted"):
    """A line in pencil."""

    seat: SeatName
    line: str


class Committed(_Row, tag="committed"):
    """A line in ink."""

    seat: SeatName
    line: str
    ms: int  # since the view was drawn, as the client measured


class Withdrawn(_Row, tag="withdrawn"):
    """A line in ink is in pencil again."""

    seat: SeatName


class Heeded(_Row, tag="heeded"):
    """What stops somebody's turn, and how fast they like to watch."""

    seat: SeatName
    stops: list[Stop]
    speed: Speed


class Pointed(_Row, tag="pointed"):
    """What somebody points at with their next signal."""

    seat: SeatName
    at: tuple[int, int] | None  # cell (y, x) of the atlas


class Marked(_Row, tag="marked"):
    """What somebody thinks is at a cell that they do not see, or that they think so no longer."""

    seat: SeatName
    at: tuple[int, int]  # cell (y, x) of the atlas
    what: str | None  # "nobody", a nature of infected, or the name of somebody
    count: int = 1
    sure: Sure = 75


class Shown(_Row, tag="shown"):
    """The host let those who look on see it live, or no longer."""

    live: bool


class Halted(_Row, tag="halted"):
    """Somebody stopped the beats."""

    seat: SeatName


class Woke(_Row, tag="woke"):
    """The server went up again: no clock of the room ran while it was down."""

    down: int  # milliseconds since it was last known to be up, as the rows count them; below 0 if clocks were set back


class Expired(_Row, tag="expired"):
    """The clock of a planning phase ran out: pencil counts as ink."""


class Played(_Row, tag="played", omit_defaults=True):
    """A beat: what every seat ordered, and the seal of the world it led to."""

    orders: Orders
    seal: int  # rollout.seal
    film: bytes = b""  # what changed, for those who look on
    faults: dict[SeatName, str] = msgspec.field(default_factory=dict)  # what guests did wrong, in words

    @property
    def numbers(self) -> list[int]:
        """`orders` as this warbell numbers them: [P]."""
        return numbers_of(self.orders)


class Ended(_Row, tag="ended"):
    """The last row: how it ended, as the beats before already say; or the game was abandoned."""

    outcome: Outcome


Row = (
    Created | Claimed | Admitted | Left | Lost | Back | Dropped | Heeded | Pointed | Marked | Shown | Started
    | Drafted | Committed | Withdrawn | Halted | Woke | Expired | Played | Ended
)  # fmt: skip


class Entry(Struct):
    """A row where it stands."""

    room: str
    version: int
    at: int  # milliseconds since 1970, by a clock that is not set while a server runs: see steady.py
    row: Row


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Row)


def encode(row: Row) -> bytes:
    """A row as the store keeps it."""
    return _ENCODER.encode(row)


def decode(data: bytes) -> Row:
    """A row from the store; msgspec.ValidationError if it is none."""
    row: Row = _DECODER.decode(data)
    return row


def kind(row: Row) -> str:
    """The tag of a row: "committed"."""
    return str(type(row).__struct_config__.tag)
