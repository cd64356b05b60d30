"""A room with those who listen to it: rows become updates, and nothing is sent that is not on disk."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

import msgspec

from warbell.server import protocol
from warbell.server.game import Game
from warbell.server.log import Entry
from warbell.server.portrait import card, mates, message, mine
from warbell.server.room import Room
from warbell.server.stream import History, Stream

if TYPE_CHECKING:
    from warbell.server.echo import Echo

MOST_AT_DOOR = 20  # visitors that are named


class Listener(Protocol):
    """A connection that looks through a seat."""

    def send(self, data: bytes) -> None:
        """Queue a message; never blocks."""

    def finish(self) -> None:
        """Close once all that is queued is sent."""


class Hosted:
    """One room, its streams and its listeners."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.card = card(room)  # as far as it is on disk
        self.kept = 0  # the last version of the room that is on disk
        self.closed = ""  # why, once its rows can be kept no longer
        self.outbox: list[tuple[Listener, bytes]] = []  # to be sent once the room's fresh rows are on disk
        self.listeners: dict[int, set[Listener]] = {}
        self.owners: dict[int, Listener] = {}  # the connection of the person at each seat
        self.echo: Echo | None = None  # the room as those who look on see it, if it is another
        self.door: dict[Listener, protocol.Visitor] = {}  # who looks on, and may want a seat
        self._visitors = 0  # that ever came
        self._told = b""  # of the door
        self.scheduled: int | None = None  # when the hall will look at its clock
        self._streams: dict[int, Stream] = {}
        self._views: dict[int, protocol.View] = {}  # of the beat that was played last, not published yet
        self._behind: set[int] = set()  # seats whose views of several beats are not published
        self._histories = [History() for _ in room.chairs]
        room.observers.append(self._watch)

    @property
    def settled(self) -> bool:
        """True if all that happened in it is on disk, or never will be as nobody sat down yet."""
        return self.kept == self.room.version or not self.room.used

    @property
    def waits(self) -> bool:
        """True until its game begins."""
        return self.room.phase == "gathering"

    @property
    def counts(self) -> bool:
        """True while time passes in it: its game is under way, and somebody is there or something will happen."""
        under_way = self.room.phase in ("planning", "playing")
        return under_way and (bool(self.owners) or self.room.due() is not None)

    def _watch(self, game: Game) -> None:
        story = game.story()
        for p, history in enumerate(self._histories):
            history.add(game.seen[p], game.orders[-1][p] if game.orders else 0)
            chair = self.room.chairs[p]
            if p not in self._streams and chair.holder == "person":
                self._streams[p] = Stream(self.room.version_for(p))
        self._behind |= self._views.keys()
        for p, stream in self._streams.items():
            self._views[p] = self._follow(stream, game, p, (*story, *game.failures.get(p, ())))

    def restore(self, entries: Iterable[Entry]) -> None:
        """Restore the room from its rows. What listeners were told of them is not kept: they get the whole."""
        self.room.restore(entries)
        self.kept = self.room.version
        self.card = card(self.room)
        self._views.clear()
        self._behind.clear()
        for p, stream in self._streams.items():
            stream.forget(self.room.version_for(p))

    def publish(self, now: int) -> None:
        """Turn what changed into updates for everybody who listens, or may come back."""
        if not self.room.dirty:
            return
        self.room.dirty = False
        self.tell_door()  # the host may be another
        others = mates(self.room)
        for seat in {*self._streams, *self.listeners}:
            stream, listeners = self._stream(seat), self.listeners.get(seat, ())
            if seat in self._behind:  # the game goes on from one that was played: an update has the view of one beat
                stream.forget(self.room.version_for(seat))
                del self._views[seat]
                for listener in listeners:
                    self.outbox.append((listener, _ENCODER.encode(self._welcome(seat, self.own(listener), now))))
                continue
            if stream.version == self.room.version_for(seat) and seat not in self._views:
                continue  # only what others keep to themselves
            data = stream.keep(self._update(seat, now, others))
            self.outbox += [(listener, data) for listener in listeners]
        self._behind.clear()

    def _update(self, seat: int, now: int, others: list[protocol.Seat]) -> protocol.Update:
        """The room as it is now to a seat's listeners, with the view of a beat they have not been told of."""
        return protocol.Update(
            version=self.room.version_for(seat),
            room=message(self.room, seat, now, others),
            mine=self._mine(seat),
            view=self._views.pop(seat, None),
        )

    def _mine(self, seat: int) -> protocol.Mine:
        """What concerns a seat, with what it knows of its end and of the night's."""
        stream, concerns = self._stream(seat), mine(self.room, seat)
        concerns.hopeless, concerns.fate = stream.hopeless, stream.fate
        return concerns

    def own(self, listener: Listener) -> int | None:
        """The seat a connection holds."""
        return next((seat for seat, owner in self.owners.items() if owner is listener), None)

    def fate(self, seat: int) -> protocol.Fate | None:
        """How a seat came to do nothing more, once it can."""
        return self._stream(seat).fate

    def _stream(self, seat: int) -> Stream:
        """The stream of a seat, begun where the game is now if nobody has followed it so far."""
        if seat not in self._streams:
            self._streams[seat] = Stream(self.room.version_for(seat))
            if self.room.game is not None:
                self._follow(self._streams[seat], self.room.game, seat, ())
        return self._streams[seat]

    def _follow(self, stream: Stream, game: Game, seat: int, story: tuple[str, ...]) -> protocol.View:
        laid = self.room.laid
        return stream.follow(game.percept, game.seen[seat], laid.brief, laid.outlook, story, game.agreed(seat))

    def join(self, listener: Listener, seat: int, last: int | None, now: int) -> None:
        """Let a connection look through a seat, from the version it saw last or from the whole."""
        self.publish(now)
        stream = self._stream(seat)
        missed = None if last is None or last > self.room.version_for(seat) else stream.since(last)
        self.listeners.setdefault(seat, set()).add(listener)
        if missed is None:
            missed = [_ENCODER.encode(self._welcome(seat, self.own(listener), now))]
        elif not missed:  # an answer all the same: whoever joins waits for one
            missed = [_ENCODER.encode(self._update(seat, now, mates(self.room)))]
        self.outbox += [(listener, data) for data in missed]
        if self.door and self.own(listener) is not None:
            self.outbox.append((listener, self.door_letter()))

    def come(self, listener: Listener, who: str) -> None:
        """Let a visitor stand at the door."""
        self._visitors += 1
        self.door[listener] = protocol.Visitor(number=self._visitors, who=who, wants=None)
        self.tell_door()

    def tell_door(self) -> None:
        """Tell everybody who stands at the door, if that changed; as long as nobody does, there is nothing to tell."""
        if not self.door and not self._told:
            return
        told = self.door_letter()
        if told != self._told:
            self._told = told if self.door else b""
            rooms = (self,) if self.echo is None else (self, self.echo)
            everybody = (some for room in rooms for some in room.listeners.values())
            self.outbox += [(listener, told) for some in everybody for listener in some]

    def door_letter(self) -> bytes:
        """Who stands at the door, as it goes over the wire."""
        host = self.room.host
        visitors = list(self.door.values())[:MOST_AT_DOOR]
        return _ENCODER.encode(protocol.Door(host=host.name if host else None, visitors=visitors))

    def take_over(self, seat: int, listener: Listener) -> None:
        """Let a connection be the one of a seat; another one the seat had is sent away."""
        old = self.owners.get(seat)
        self.owners[seat] = listener
        if old is not None:
            self.part(old)
            message = "this seat went on in another window"
            old.send(_ENCODER.encode(protocol.Refused(reason="elsewhere", message=message, closing=True)))
            old.finish()

    def part(self, listener: Listener) -> None:
        """Let a connection go."""
        if self.door.pop(listener, None) is not None:
            self.tell_door()
        for seat, listeners in list(self.listeners.items()):
            listeners.discard(listener)
            if not listeners:
                del self.listeners[seat]
        if self.echo is not None:
            self.echo.part(listener)

    def close(self, why: str) -> None:
        """Tell everybody that the room is closed, and send them away."""
        self.closed = why
        rooms = (self,) if self.echo is None else (self, self.echo)
        everybody = {each for room in rooms for some in room.listeners.values() for each in some} | {*self.door}
        data = _ENCODER.encode(protocol.Refused(reason="no room", message=why, closing=True))
        for listener in everybody:
            listener.send(data)
            listener.finish()

    def onlookers(self) -> list[tuple[int, Listener]]:
        """Who looks through a seat that is not theirs, each with that seat."""
        return [(p, each) for p, some in self.listeners.items() for each in some if self.own(each) != p]

    def _welcome(self, seat: int, own: int | None, now: int) -> protocol.Welcome:
        """Everything, for a connection that looks through a seat and holds the seat `own`, if any."""
        room, game, stream = self.room, self.room.game, self._stream(seat)
        return protocol.Welcome(
            protocol=protocol.VERSION,
            version=room.version_for(seat),
            id=room.id,
            seat=None if own is None else room.chairs[own].name,
            watching=room.chairs[seat].name,
            go_on=room.created.go_on,
            day=room.created.day,
            seed_from=room.created.seed_from,
            paper=room.laid.paper,
            room=message(room, seat, now, mates(room)),
            mine=self._mine(seat),
            past=self._histories[seat].past(stream.said),
            view=stream.whole(game.percept, seat) if game else None,
            fate=None if own is None or own == seat else self.fate(own),
        )


_ENCODER = msgspec.json.Encoder()
