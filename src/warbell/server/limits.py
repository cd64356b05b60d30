"""What one address may have, so that no visitor takes the hall."""

import asyncio
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from ipaddress import IPv4Address, IPv6Address, ip_address

import msgspec
from starlette.types import Scope

from warbell.errors import BadInput
from warbell.server.chair import Refusal
from warbell.server.hosted import Hosted

MINUTE = 60.0  # seconds
SIX = 64  # bits of an address of IPv6 that whoever has it cannot choose
AT_ONCE = 2  # renderings of one address that are made side by side; the others of it wait


class Limits(msgspec.Struct, frozen=True):
    """How much each address may have."""

    waiting: int = 20  # rooms it made in which no game has begun
    rooms: int = 30  # that it makes in a minute
    sockets: int = 200  # open WebSockets
    renderings: int = 60  # reports, reels and replays in a minute that have to be made for it


def limits(wishes: list[str]) -> Limits:
    """The limits as `--limit NAME=N` has them; BadInput for what is none."""
    found = Limits()
    for wish in wishes:
        name, _, number = wish.partition("=")
        if name not in Limits.__struct_fields__ or not (number.isascii() and number.isdigit()):
            raise BadInput("--limit", repr(wish), f"NAME=N with one of {', '.join(Limits.__struct_fields__)}")
        found = msgspec.structs.replace(found, **{name: int(number)})
    return found


def address_of(scope: Scope) -> str:
    """Whom a request counts for: its address, or the network of one of IPv6."""
    client = scope.get("client")
    try:
        address: IPv4Address | IPv6Address = ip_address(client[0] if client else "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> SIX << SIX))
    return str(address)


class Counts:
    """What each address has now; without limits nobody is counted."""

    def __init__(self, most: Limits | None) -> None:
        self._most = most
        self._made: dict[str, list[Hosted]] = defaultdict(list)  # that may still be waiting
        self._rooms: dict[str, deque[float]] = defaultdict(deque)  # when each was made, of the last minute
        self._renderings: dict[str, deque[float]] = defaultdict(deque)
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._sockets: Counter[str] = Counter()
        self._swept = 0.0

    def may_make(self, address: str) -> None:
        """Refuse a room to whoever makes too many."""
        if self._most is None:
            return
        waiting = self._made[address] = [each for each in self._made[address] if each.waits]
        if len(waiting) >= self._most.waiting:
            raise Refusal("too many", f"{len(waiting)} rooms of yours wait for a game to begin, and no more may")
        self._count(self._rooms, address, self._most.rooms, "rooms")

    def made(self, address: str, hosted: Hosted) -> None:
        """Note whose room it is."""
        if self._most is not None:
            self._made[address].append(hosted)

    @contextmanager
    def socket(self, address: str) -> Iterator[None]:
        """Hold a WebSocket open; Refusal for one too many."""
        if self._most is not None and self._sockets[address] >= self._most.sockets:
            raise Refusal("too many", f"at most {self._most.sockets} connections")
        self._sockets[address] += 1
        try:
            yield
        finally:
            self._sockets[address] -= 1
            if not self._sockets[address]:
                del self._sockets[address]

    @asynccontextmanager
    async def rendering(self, address: str) -> AsyncIterator[None]:
        """Wait for one's turn to have something made; Refusal for one too many."""
        if self._most is None:
            yield
            return
        self._count(self._renderings, address, self._most.renderings, "reports, reels and replays")
        turn = self._turns.setdefault(address, asyncio.Semaphore(AT_ONCE))
        async with turn:
            yield

    def _count(self, counted: dict[str, deque[float]], address: str, most: int, what: str) -> None:
        moment = time.monotonic()
        if moment - self._swept > MINUTE:
            self._sweep(moment)
        times = counted[address]
        while times and moment - times[0] > MINUTE:
            times.popleft()
        if len(times) >= most:
            raise Refusal("too many", f"at most {most} {what} a minute")
        times.append(moment)

    def _sweep(self, moment: float) -> None:
        """Forget those who have nothing."""
        self._swept = moment
        for counted in (self._rooms, self._renderings):
            for address in [each for each, times in counted.items() if not times or moment - times[-1] > MINUTE]:
                del counted[address]
                if counted is self._renderings and not self._turns[address].locked():
                    del self._turns[address]
        for address in [each for each, rooms in self._made.items() if not any(room.waits for room in rooms)]:
            del self._made[address]
