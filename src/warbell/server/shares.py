"""What visitors have of one process, each by their address: the company counts it, here it is held until it is done."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from warbell.server.company import Company
from warbell.server.hosted import Hosted

AT_ONCE = 2  # renderings of one address that are made side by side; the others of it wait


class Shares:
    """The shares of addresses in one process."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._made: dict[str, list[Hosted]] = defaultdict(list)  # that may still be waiting
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._asking: Counter[str] = Counter()  # renderings that are made or wait for their turn

    async def may_make(self, address: str) -> None:
        """Refuse a room to whoever makes too many."""
        await self._company.take("rooms", address)

    def made(self, address: str, hosted: Hosted) -> None:
        """Note whose room it is."""
        if self._company.limited:
            self._made[address].append(hosted)

    def waiting(self, address: str) -> int:
        """How many rooms that an address made here wait for a game."""
        self._made = defaultdict(list, {
            each: still for each, rooms in self._made.items() if (still := [room for room in rooms if room.waits])
        })  # fmt: skip
        return len(self._made.get(address, ()))

    @asynccontextmanager
    async def socket(self, address: str) -> AsyncIterator[None]:
        """Hold a WebSocket open; Refusal for one too many."""
        await self._company.take("sockets", address)
        try:
            yield
        finally:
            self._company.free(address)

    @asynccontextmanager
    async def rendering(self, address: str) -> AsyncIterator[None]:
        """Wait for one's turn to have something made; Refusal for one too many."""
        if not self._company.limited:
            yield
            return
        await self._company.take("renderings", address)
        turn = self._turns.setdefault(address, asyncio.Semaphore(AT_ONCE))
        self._asking[address] += 1
        try:
            async with turn:
                yield
        finally:
            self._asking[address] -= 1
            if not self._asking[address]:
                del self._asking[address], self._turns[address]
