"""What workers of a server ask each other, which app.py answers, and what they say to the front."""

from typing import Any, ClassVar

import msgspec

from warbell.server import protocol
from warbell.server.limits import Scarce

MOMENT = 1.0  # seconds in which a worker has to answer what it knows, or is left out


class Question(msgspec.Struct, frozen=True, tag=True):
    """What a worker is asked; `answer` is the type of what it says, and `patience` the seconds it has for it."""

    answer: ClassVar[Any] = None
    patience: ClassVar[float] = MOMENT


class Part(msgspec.Struct):
    """A worker's part of the lobby."""

    lobby: protocol.Lobby
    made: list[int]  # when each of its rooms was, in milliseconds since 1970


class ShowLobby(Question, frozen=True):
    """Its part of the lobby."""

    answer = Part


class ListOfDay(Question, frozen=True):
    """Its listed games of a day's night."""

    answer = list[protocol.Run]
    patience = 30.0  # they may have to be played again

    day: str
    digest: str  # of the episode


class MakeRoom(Question, frozen=True):
    """A room, as somebody at an address wishes; its id."""

    answer = str

    wish: protocol.NewRoom
    address: str


class ShowGhosts(Question, frozen=True):
    """Where the team of a listed game was, packed, for somebody at an address."""

    answer = bytes

    room: str
    address: str


class CountWaiting(Question, frozen=True):
    """How many rooms that an address made there wait for a game."""

    answer = int

    address: str


class TellHealth(Question, frozen=True):
    """Whether its rows get to the disk, in a word."""

    answer = str
    patience = 5.0  # longer than it takes to know that they do not


class TellFigures(Question, frozen=True):
    """Its figures, as Prometheus reads them."""

    answer = bytes


AnyQuestion = ShowLobby | ListOfDay | MakeRoom | ShowGhosts | CountWaiting | TellHealth | TellFigures


class Take(msgspec.Struct, frozen=True, tag=True):
    """Count something for an address; refused if that is more than it may have of all workers."""

    what: Scarce
    address: str


class Free(msgspec.Struct, frozen=True, tag=True):
    """A WebSocket of an address is open no longer."""

    address: str


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker would answer a request now."""


OfFront = Take | Free | Ready
FRONT = -1  # whom that is said to
Sent = tuple[int, msgspec.Raw]  # by a worker: to which other one, or to the front, and what
