"""The workers of a server as one of them sees them: what they ask each other, and what each address has of them all.

A server of one process is a company of one.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

from warbell.server.limits import Counts, Limits, Scarce
from warbell.server.questions import AnyQuestion, CountWaiting
from warbell.server.whose import worker_of

Answering = Callable[[AnyQuestion], Awaitable[Any]]


class Company(ABC):
    """All workers of a server; `number` is this one of `size`, and `secret` what nights come from if they share one."""

    number: int
    size: int
    secret: bytes | None
    limited: bool  # what an address has is counted
    answering: Answering  # what this worker answers; Refusal for what it will not

    def home(self, room: str) -> int:
        """The worker that has a room."""
        worker = worker_of(room)
        return worker if worker < self.size else self.number

    @abstractmethod
    async def ask(self, worker: int, question: AnyQuestion) -> Any:
        """What one of them answers, however long it takes; Refusal if it will not, or is not there."""

    @abstractmethod
    async def ask_all(self, question: AnyQuestion) -> dict[int, Any]:
        """What each of them answers, in their order; without those that are not there, or do not know it in time."""

    @abstractmethod
    async def take(self, what: Scarce, address: str) -> None:
        """Count something for an address; Refusal if that is more than it may have of all workers."""

    @abstractmethod
    def free(self, address: str) -> None:
        """A WebSocket that was counted is open no longer."""


class Alone(Company):
    """A server of one process."""

    number = 0
    size = 1
    secret = None

    def __init__(self, limits: Limits | None) -> None:
        """`limits` are of each address; without them nobody is counted."""
        self.limited = limits is not None
        self._counts = Counts(limits, lambda address: waiting(self.ask_all, address))

    async def ask(self, worker: int, question: AnyQuestion) -> Any:  # noqa: ARG002 - there is nobody else
        """What this process says itself."""
        return await self.answering(question)

    async def ask_all(self, question: AnyQuestion) -> dict[int, Any]:
        """The same."""
        return {self.number: await self.answering(question)}

    async def take(self, what: Scarce, address: str) -> None:
        """Count something for an address; Refusal if that is too much."""
        await self._counts.take(self.number, what, address)

    def free(self, address: str) -> None:
        """Count a WebSocket no longer."""
        self._counts.free(self.number, address)


async def waiting(ask_all: Callable[[AnyQuestion], Awaitable[dict[int, Any]]], address: str) -> int:
    """How many rooms that an address made wait for a game, whoever has them."""
    return sum((await ask_all(CountWaiting(address))).values())
