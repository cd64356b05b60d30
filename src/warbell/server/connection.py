"""One WebSocket: who it is, what it may send, and a queue so that a slow reader holds up nobody."""

import asyncio
import contextlib
import logging
from collections import deque

import msgspec
from starlette.types import Receive, Send

from warbell.belief.rehearsal import rehearse
from warbell.errors import BadInput
from warbell.server import protocol
from warbell.server.chair import Chair, Refusal
from warbell.server.hall import Hall, hashed
from warbell.server.hosted import Hosted
from warbell.server.room import Room
from warbell.server.typed import plain

MOST_QUEUED = 4 * 1024 * 1024  # bytes a reader may be behind
JOINS = 10.0  # seconds in which the first message has to come
WAITS = 2.0  # seconds that the refusal which closes a connection may wait for the disk
CLOSED = 4000  # the close code of a refusal

logger = logging.getLogger("warbell.server")
_DECODER: msgspec.json.Decoder[protocol.FromClient] = msgspec.json.Decoder(protocol.FromClient)
_ENCODER = msgspec.json.Encoder()


class Gone(Exception):  # noqa: N818 - people go, that is no error
    """The other side has closed."""


class Connection:
    """A person at a seat, or a spectator."""

    def __init__(self, hall: Hall, receive: Receive, send: Send, room: str) -> None:
        """`receive` and `send` are those of ASGI: a wrapper around them would cost as much as a message."""
        self._hall = hall
        self._from_client = receive
        self._to_client = send
        self._room = room
        self._times: deque[float] = deque(maxlen=protocol.MOST_MESSAGES)
        self._queue: deque[bytes] = deque()
        self._queued = 0
        self._more = asyncio.Event()
        self._closing = False
        self._seat: str | None = None
        self._hosted: Hosted | None = None  # once the room is found

    async def serve(self) -> None:
        """Talk until one side has enough."""
        await self._from_client()  # websocket.connect
        await self._to_client({"type": "websocket.accept"})
        sender = asyncio.create_task(self._send_queued())
        try:
            hosted = await self._join()
            while not self._closing:
                message = await self._receive()
                try:
                    await self._obey(hosted, message)
                except Refusal as refusal:
                    if refusal.closing:
                        raise
                    self._refuse(refusal)
        except Refusal as refusal:
            refusal.closing = True  # whatever it was that kept somebody from joining
            await self._dismiss(refusal)
        except Gone:
            self.finish()
        finally:
            if self._hosted is not None:
                self._hosted.part(self)
                self._gone(self._hosted)
            self.finish()  # whatever happened, or the sender would wait for ever
            await sender

    # --- out --------------------------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Queue a message; never blocks. Who reads too slowly is cut off, and may come back."""
        self._queue.append(data)
        self._queued += len(data)
        if self._queued > MOST_QUEUED:
            self._queue.clear()
            self._closing = True
        self._more.set()

    def finish(self) -> None:
        """Close once all that is queued is sent."""
        self._closing = True
        self._more.set()

    async def _dismiss(self, refusal: Refusal) -> None:
        """Refuse and close; without a word if what the refusal follows from cannot be put on disk in time."""
        if self._hosted is not None and not (self._hosted.settled or self._hosted.closed):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(WAITS):
                    await self._hall.durable()
                    self._refuse(refusal)
        else:
            self._refuse(refusal)
        self.finish()

    def _refuse(self, refusal: Refusal) -> None:
        """Refuse once that is on disk from which the refusal follows: the turn that is over, the seat that is taken."""
        self._hall.gauges.refused(refusal.reason)
        logger.info("room %s seat %s refused: %s: %s", self._room, self._seat, refusal.reason, refusal.message)
        refused = protocol.Refused(reason=refusal.reason, message=refusal.message, closing=refusal.closing)
        data = _ENCODER.encode(refused)
        if self._hosted is None or self._hosted.settled or refusal.closing:
            self.send(data)
        else:
            self._hosted.outbox.append((self, data))
            self._hall.changed(self._hosted)

    async def _send_queued(self) -> None:
        try:
            while True:
                while self._queue:
                    data = self._queue.popleft()
                    self._queued -= len(data)
                    await self._to_client({"type": "websocket.send", "text": data.decode()})
                if self._closing:
                    break
                self._more.clear()
                await self._more.wait()
            await self._to_client({"type": "websocket.close", "code": CLOSED})
        except (RuntimeError, OSError):
            self._closing = True  # nobody is there: the reader is told by its own means

    # --- in ---------------------------------------------------------------------------------------------------------

    async def _receive(self) -> protocol.FromClient:
        event = await self._from_client()
        if event["type"] == "websocket.disconnect":
            raise Gone
        data = event.get("text")
        raw = data.encode() if data is not None else event.get("bytes") or b""
        if len(raw) > protocol.MOST_BYTES:
            raise Refusal("too large", f"a message of {len(raw)} bytes; at most {protocol.MOST_BYTES}", closing=True)
        moment = asyncio.get_running_loop().time()
        if len(self._times) == protocol.MOST_MESSAGES and moment - self._times[0] < protocol.MOST_SECONDS:
            limit = f"at most {protocol.MOST_MESSAGES} messages in {protocol.MOST_SECONDS} seconds"
            raise Refusal("too many", limit, closing=True)
        self._times.append(moment)
        try:
            return _DECODER.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:  # the last for one nested deeply
            raise Refusal("malformed", str(error), closing=True) from None

    async def _join(self) -> Hosted:
        try:
            async with asyncio.timeout(JOINS):
                message = await self._receive()
        except TimeoutError:
            raise Refusal(
                "too slow", f"the first message has to come within {JOINS:.0f} seconds", closing=True
            ) from None
        if not isinstance(message, protocol.Join):
            raise Refusal("malformed", "the first message has to be a join", closing=True)
        if message.protocol != protocol.VERSION:
            wanted = f"version {message.protocol}; this server speaks {protocol.VERSION}"
            raise Refusal("version", wanted, closing=True)
        try:
            hosted = await self._hall.find(self._room)
        except BadInput as error:
            logger.warning("%s", error)
            raise Refusal("no room", "this room's log is damaged", closing=True) from None
        self._hosted, room = hosted, hosted.room
        if message.token is not None:
            key = hashed(message.token)
            chair = next((chair for chair in room.chairs if chair.token and chair.token == key), None)
            if chair is None:
                raise Refusal("token", "this is no key to a seat of this room", closing=True)
            if message.watch not in (None, chair.name):
                _must_be_done(room, chair.seat)
            self._seat = chair.name
            hosted.take_over(room.index(chair.name), self)
            room.come(chair.name, self._hall.now())
        elif room.phase == "over":
            self._hall.nights.may_see(room, None)
        elif not room.settings.spectators:
            raise Refusal("not yours", "this room takes no spectators", closing=True)
        seat = room.index(message.watch or self._seat or room.chairs[0].name)
        if self._seat == room.chairs[seat].name:
            self._hall.join(hosted, self, seat, last=message.last)
        else:
            await self._hall.look_on(hosted, self, seat, last=message.last)
        if self._seat is None:
            hosted.come(self, plain(message.who))
            self._hall.changed(hosted)
        return hosted

    async def _obey(self, hosted: Hosted, message: protocol.FromClient) -> None:
        seat = self._seat
        if isinstance(message, protocol.Join):
            raise Refusal("malformed", "joined already", closing=True)
        if isinstance(message, protocol.Ping):
            self.send(_ENCODER.encode(protocol.Pong(message.asked)))
            return
        if seat is None:
            if not isinstance(message, protocol.Ask):
                raise Refusal("not yours", "a spectator gives no orders")
            self._ask(hosted, message)
            return
        if hosted.room.chair(seat).holder != "person":
            raise Refusal("not yours", f"{seat} was given up")
        match message:
            case protocol.Ask():
                raise Refusal("not yours", "you have a seat")
            case protocol.Answer(visitor=visitor, yes=yes):
                self._answer(hosted, seat, visitor, yes=yes)
            case protocol.Show(live=live):
                self._show(hosted, seat, live=live)
            case protocol.Start():
                self._hall.do(hosted, lambda room, at: room.start(at))
            case protocol.Draft(turn=turn, line=line):
                self._hall.do(hosted, lambda room, at: room.draft(seat, turn, line, at))
            case protocol.Commit(turn=turn, line=line, ms=ms):
                self._hall.do(hosted, lambda room, at: room.commit(seat, turn, line, ms, at))
            case protocol.Withdraw(turn=turn):
                self._hall.do(hosted, lambda room, at: room.withdraw(seat, turn, at))
            case protocol.Heed(stops=stops, speed=speed):
                self._hall.do(hosted, lambda room, at: room.heed(seat, stops, speed, at))
            case protocol.Point(at=cell):
                self._hall.do(hosted, lambda room, at: room.point(seat, cell, at))
            case protocol.Mark(at=cell, what=what, count=count, sure=sure):
                self._hall.do(hosted, lambda room, at: room.mark(seat, cell, what, count, sure, at))
            case protocol.GoOn(seat=gone):
                self._hall.do(hosted, lambda room, at: room.go_on(gone, at))
            case protocol.Halt(turn=turn):
                self._hall.do(hosted, lambda room, at: room.halt(seat, turn, at))
            case protocol.Leave():
                self._hall.do(hosted, lambda room, at: room.leave(seat, at))
                await self._hall.durable(hosted)
                self.finish()
            case protocol.Rehearse(asked=asked, lines=lines):
                hosted.outbox.append((self, _ENCODER.encode(_rehearse(hosted.room, seat, asked, lines))))
                self._hall.changed(hosted)  # it may know of a beat that is not on disk yet

    def _ask(self, hosted: Hosted, message: protocol.Ask) -> None:
        """Ask for a seat, or no longer."""
        if self not in hosted.door:
            raise Refusal("not now", "you were let in: come with the key")
        if message.seat is not None:
            hosted.room.may_ask(message.seat)
        visitor = hosted.door[self]
        visitor.wants, visitor.who = message.seat, plain(message.who) or visitor.who
        hosted.tell_door()
        self._hall.changed(hosted)

    def _answer(self, hosted: Hosted, seat: str, number: int, *, yes: bool) -> None:
        """Let a visitor in, or not."""
        host = _must_be_host(hosted.room, seat)
        asking = [(other, visitor) for other, visitor in hosted.door.items() if visitor.number == number]
        for listener, visitor in asking:
            if visitor.wants is None:
                continue
            wanted, visitor.wants = visitor.wants, None
            if yes:
                key = protocol.Key(seat=wanted, token=self._hall.admit(hosted, wanted, visitor.who))
                hosted.outbox.append((listener, _ENCODER.encode(key)))
                hosted.part(listener)  # who has a seat sees through no other
            else:
                no = protocol.Refused(reason="not yours", message=f"{host.who} keeps the seat as it is")
                hosted.outbox.append((listener, _ENCODER.encode(no)))
            hosted.tell_door()
            self._hall.changed(hosted)
            return
        raise Refusal("stale", "nobody at the door wants a seat any more")

    def _show(self, hosted: Hosted, seat: str, *, live: bool) -> None:
        """Let those who look on see it live, or no longer: then they have to come anew."""
        _must_be_host(hosted.room, seat)
        self._hall.do(hosted, lambda room, at: room.show(live, at))
        if hosted.room.behind:
            for _, listener in hosted.onlookers():
                hosted.part(listener)
                listener.finish()

    def _gone(self, hosted: Hosted) -> None:
        """Note that the person is gone, unless the seat goes on in another window."""
        if self._seat is None:
            self._hall.changed(hosted)  # the door is told
            return
        index = hosted.room.index(self._seat)
        if hosted.owners.get(index) is self:
            del hosted.owners[index]
            self._hall.do(hosted, lambda room, at: room.go(str(self._seat), at))


def _must_be_host(room: Room, seat: str) -> Chair:
    """The chair of the host; Refusal if it is not this seat."""
    host = room.host
    if host is None or host.name != seat:
        raise Refusal("not yours", f"{host.who if host else 'nobody'} is the host")
    return host


def _must_be_done(room: Room, seat: int) -> None:
    """Refuse to let somebody look through another seat while they can act, or where nobody may look on."""
    if room.phase == "over":
        return
    if room.game is None or room.game.able(seat):
        raise Refusal("not now", "while you can act you see through your own eyes alone", closing=True)
    if not room.settings.spectators:
        raise Refusal("not yours", "this room takes no spectators", closing=True)


def _rehearse(room: Room, seat: str, asked: int, lines: dict[str, str]) -> protocol.Rehearsal:
    game = room.game
    if game is None or room.phase == "over":
        raise Refusal("not now", "nothing to rehearse")
    try:
        cells = {name: game.people.read(room.index(name), line) for name, line in lines.items()}
    except BadInput as error:
        raise Refusal("plan", str(error)) from None
    p, laid = room.index(seat), room.laid
    memory, marks = game.people.memory(p), room.chairs[p].marks.values()
    found = rehearse(laid.brief, game.percept, p, cells, routes=laid.routes, memory=memory, marks=marks)
    return protocol.Rehearsal(
        asked=asked,
        tracks=found.tracks,
        flights=found.flights,
        passed=found.passed,
        failed=found.failed,
        bitten=found.bitten,
    )
