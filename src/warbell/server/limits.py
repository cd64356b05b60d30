"""What one address may have, so that no visitor takes the hall."""

import time
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Literal

import msgspec
from starlette.types import Scope

from warbell.errors import BadInput
from warbell.server.chair import Refusal

MINUTE = 60.0  # seconds
SIX = 64  # bits of an address of IPv6 that whoever has it cannot choose

Scarce = Literal["rooms", "sockets", "renderings"]  # what is counted: of the first and the last those of a minute


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
    """What each address has of all workers; without limits nobody is counted."""

    def __init__(self, most: Limits | None, waiting: Callable[[str], Awaitable[int]]) -> None:
        """`waiting` says how many rooms that an address made wait for a game."""
        self._most = most
        self._waiting = waiting
        self._lately: dict[str, dict[str, deque[float]]] = {
            "rooms": defaultdict(deque),
            "renderings": defaultdict(deque),
        }
        self._sockets: defaultdict[int, Counter[str]] = defaultdict(Counter)  # that are open, by worker
        self._swept = 0.0

    async def take(self, worker: int, what: Scarce, address: str) -> None:
        """Count something that an address has of a worker; Refusal if it is one too many."""
        if self._most is None:
            return
        match what:
            case "rooms":
                waiting = await self._waiting(address)
                if waiting >= self._most.waiting:
                    raise Refusal("too many", f"{waiting} rooms of yours wait for a game to begin, and no more may")
                self._count(what, address, self._most.rooms, "rooms")
            case "renderings":
                self._count(what, address, self._most.renderings, "reports, reels and replays")
            case "sockets":
                if sum(open_[address] for open_ in self._sockets.values()) >= self._most.sockets:
                    raise Refusal("too many", f"at most {self._most.sockets} connections")
                self._sockets[worker][address] += 1

    def free(self, worker: int, address: str) -> None:
        """A WebSocket that was counted is open no longer."""
        if self._most is not None:
            self._sockets[worker][address] -= 1
            if not self._sockets[worker][address]:
                del self._sockets[worker][address]

    def drop(self, worker: int) -> None:
        """All that a worker had open is gone."""
        self._sockets.pop(worker, None)

    def _count(self, kind: str, address: str, most: int, what: str) -> None:
        moment = time.monotonic()
        if moment - self._swept > MINUTE:
            self._sweep(moment)
        times = self._lately[kind][address]
        while times and moment - times[0] > MINUTE:
            times.popleft()
        if len(times) >= most:
            raise Refusal("too many", f"at most {most} {what} a minute")
        times.append(moment)

    def _sweep(self, moment: float) -> None:
        """Forget those who have nothing."""
        self._swept = moment
        for counted in self._lately.values():
            for address in [each for each, times in counted.items() if not times or moment - times[-1] > MINUTE]:
                del counted[address]
