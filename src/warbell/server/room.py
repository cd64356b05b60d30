"""A room: its seats and its log. First people gather in it, then it holds a match.

Everything that happens in it is a row of its log, and a room that is made again from its rows is the same room. It
knows the time only from what it is told, and no connections. A room of older rules is a relic.
"""

from collections.abc import Iterable

from warbell.belief.marks import Mark, Sure
from warbell.engine import RULES_VERSION
from warbell.errors import BadInput
from warbell.server import log, protocol
from warbell.server.chair import Chair, Refusal, chair_of
from warbell.server.footage import opening
from warbell.server.game import Game, Table
from warbell.server.lookout import STOPS
from warbell.server.match import Match, Observer
from warbell.server.reading import beginning, read
from warbell.server.relic import Relic
from warbell.team import STAND_IN


class Room:
    """One room."""

    def __init__(self, name: str, laid: Table, created: log.Created, at: int) -> None:
        self.id = name
        self.made = at  # milliseconds since 1970
        self.laid = laid
        self.created = created
        self.settings = created.settings
        self.chairs = [Chair(p, seat, created.minds.get(seat)) for p, seat in enumerate(laid.brief.seats)]
        self.version = 0
        self.fresh: list[log.Entry] = []  # rows the store has not been given yet
        self.dirty = False  # something changed that listeners have not been told
        self.observers: list[Observer] = []  # called with the game after the start and after every beat
        self.match: Match | None = None  # from the start on
        self.relic: Relic | None = None  # instead, of a room of older rules
        self.used = False  # somebody sat down, or it began: until then no row of it is kept
        self._live = False  # by the host's word who looks on sees it live
        self._add(created, at)

    @property
    def phase(self) -> protocol.Phase:
        """What the room is at; one of older rules is over."""
        if self.relic is not None:
            return "over"
        return "gathering" if self.match is None else self.match.phase

    @property
    def turn(self) -> int:
        """The turn that is planned or played, from 1 on; 0 before the start."""
        return 0 if self.match is None else self.match.turn

    @property
    def game(self) -> Game | None:
        """The game, from the start on."""
        return None if self.match is None else self.match.game

    @property
    def outcome(self) -> protocol.Outcome | None:
        """How the game ended, once it is over."""
        if self.relic is not None:
            return self.relic.outcome
        return None if self.match is None else self.match.outcome

    @property
    def beat(self) -> int:
        """Beats played."""
        if self.relic is not None:
            return self.relic.beats
        return self.game.beat if self.game else 0

    @property
    def begun(self) -> Match:
        """The match; Refusal before the start."""
        if self.match is None:
            raise Refusal("not now", f"the room is {self.phase}")
        return self.match

    # --- rows -------------------------------------------------------------------------------------------------------

    def _add(self, row: log.Row, at: int) -> None:
        self.version += 1
        self.fresh.append(log.Entry(self.id, self.version, at, row))
        self.dirty = True
        unshared = not self.settings.shared_paper
        if isinstance(row, log.Pointed) or (unshared and isinstance(row, (log.Drafted, log.Marked))):
            self.chair(row.seat).kept_back += 1
        if isinstance(row, log.Heeded):
            chair = self.chair(row.seat)
            chair.stops, chair.speed = row.stops, row.speed
            return
        if isinstance(row, log.Shown):
            self._live = row.live
            return
        if isinstance(row, (log.Claimed, log.Admitted)):
            self._sit(row)
        self.used |= isinstance(row, (log.Claimed, log.Started))
        if self.match is None:
            self._gather(row, at)
        else:
            self.match.follow(row, at)

    def version_for(self, viewer: int) -> int:
        """The version as a seat may know it: without the rows that others keep to themselves."""
        return self.version - sum(chair.kept_back for chair in self.chairs if chair.seat != viewer)

    def _sit(self, row: log.Claimed | log.Admitted) -> None:
        """Let a person have a seat."""
        chair = self.chair(row.seat)
        chair.holder, chair.who, chair.token, chair.here = "person", row.who, row.token, False
        chair.since = self.version

    def restore(self, entries: Iterable[log.Entry]) -> None:
        """Do again what a log says, from its second row on; BadInput if the engine does not agree with it.

        What was played by other rules is not done again: such a room is a relic.
        """
        where = f"room {self.id}"
        if self.created.rules != RULES_VERSION:
            self._rest([entry.row for entry in entries])
            return
        for entry in entries:
            try:
                if isinstance(entry.row, log.Played):
                    self._play_again(entry.row, entry.at)
                self._add(entry.row, entry.at)
            except (AssertionError, LookupError, ValueError, OverflowError, Refusal) as error:
                found = f"row {entry.version}, {log.kind(entry.row)}, that does not follow ({error})"
                raise BadInput(where, found, "a row that can come there") from None
        self.fresh.clear()

    def _rest(self, rows: list[log.Row]) -> None:
        """Be a relic: who sat where, and what was played, as the rows say."""
        self.version += len(rows)
        partners = STAND_IN
        for row in rows:
            if isinstance(row, (log.Claimed, log.Admitted)):
                self._sit(row)
            elif isinstance(row, log.Left):
                self._gather(row, 0)
            elif isinstance(row, log.Started):
                partners = row.partners
        for chair in self.chairs:
            if chair.holder == "open":
                chair.holder, chair.who = "mind", partners
        self.relic = Relic(self.id, self.laid, self.created, rows)
        self.fresh.clear()

    def _play_again(self, recorded: log.Played, at: int) -> None:
        """Play a recorded beat, which must come out as it was recorded."""
        match = self.begun
        played = match.play(at, recorded)
        of_format_1 = any(isinstance(order, int) for order in recorded.orders)
        if recorded.seal != (match.game.seal(1) if of_format_1 else played.seal):
            raise BadInput(f"room {self.id}", f"another world after beat {match.game.beat}", "what its log says")

    def _gather(self, row: log.Row, at: int) -> None:
        """Do what follows from a row before the start; Refusal if it cannot come there."""
        match row:
            case log.Created():
                pass
            case log.Claimed() | log.Admitted():
                pass
            case log.Left():
                chair = self.chair(row.seat)
                chair.holder, chair.who = ("mind", chair.mind) if chair.mind else ("open", "")
                chair.token, chair.here = "", False
            case log.Lost():
                self.chair(row.seat).here = False
            case log.Back():
                self.chair(row.seat).here = True
            case log.Started():
                for chair in self.chairs:
                    if chair.holder == "open":
                        chair.holder = "mind"
                        chair.who = chair.mind = row.partners
                self.match = Match(self.laid, self.created, self.chairs, self.observers, at)
            case _:
                raise Refusal("not now", "the game has not begun")

    # --- what people wish; Refusal if it cannot be ------------------------------------------------------------------

    def chair(self, seat: str) -> Chair:
        """The chair of a seat."""
        return chair_of(self.chairs, seat)

    def index(self, seat: str) -> int:
        """The number of a seat."""
        return self.chair(seat).seat

    def claim(self, seat: str, who: str, token: str, at: int) -> None:
        """Give an open seat to a person; `token` is the hash of the key."""
        chair = self.chair(seat)
        self._must_go_on()
        if chair.holder != "open":
            title = self.laid.brief.titles[self.index(seat)]
            raise Refusal("taken", f"{title} is held by {chair.who}")
        self._add(log.Claimed(seat=seat, who=who, token=token), at)

    @property
    def host(self) -> Chair | None:
        """Who lets others in: whoever of those present has had a seat longest."""
        present = [chair for chair in self.chairs if chair.holder == "person" and chair.here]
        return min(present, key=lambda chair: chair.since, default=None)

    @property
    def behind(self) -> int:
        """Beats by which who looks on is behind; 0: they see it live."""
        return 0 if self._live else self.settings.delay

    def show(self, live: bool, at: int) -> None:
        """Let those who look on see it live, or again as far behind as the room was made."""
        self._must_go_on()
        if not self.settings.spectators:
            raise Refusal("not yours", "this room takes no spectators")
        if live != self._live:
            self._add(log.Shown(live=live), at)

    def may_ask(self, seat: str) -> None:
        """Refuse to ask for a seat that somebody has who is here, or may be back any moment."""
        self._must_go_on()
        chair = self.chair(seat)
        if chair.holder == "open":
            raise Refusal("not now", f"{self.laid.brief.titles[chair.seat]} is open to whoever sits down")
        gone = chair.holder == "person" and not chair.here
        if not gone and chair.holder != "mind":
            raise Refusal("taken", f"{self.laid.brief.titles[chair.seat]} is held by {chair.who}")

    def admit(self, seat: str, who: str, token: str, at: int) -> None:
        """Give a seat that a mind holds, or whose person is gone, to somebody else; `token` is the hash of the key."""
        self.may_ask(seat)
        if self.match is not None:
            self.match.may_admit()
        self._add(log.Admitted(seat=seat, who=who, token=token), at)

    def start(self, at: int) -> None:
        """Begin the game."""
        if self.relic is not None:
            raise Refusal("over", self.relic.sentence)
        if self.phase != "gathering":
            raise Refusal("not now", "the game has begun")
        self._add(opening(self.laid, self.created), at)

    def draft(self, seat: str, turn: int, line: str, at: int) -> None:
        """A line in pencil; of one that cannot be read the beginning stands, and Refusal says what is wrong."""
        self._must_go_on()
        chair, people = self.chair(seat), self.begun.game.people
        self.begun.may_plan(chair, turn)
        readable = beginning(people, chair.seat, line)
        if readable not in (None, chair.draft):
            self._add(log.Drafted(seat=seat, line=readable), at)
        if readable != line:
            read(people, chair.seat, line)

    def commit(self, seat: str, turn: int, line: str, ms: int, at: int) -> None:
        """A line in ink."""
        self._must_go_on()
        self.begun.may_commit(self.chair(seat), turn, line)
        self._add(log.Committed(seat=seat, line=line, ms=ms), at)

    def withdraw(self, seat: str, turn: int, at: int) -> None:
        """Take a line out of ink."""
        self._must_go_on()
        self.begun.may_withdraw(self.chair(seat), turn)
        self._add(log.Withdrawn(seat=seat), at)

    def heed(self, seat: str, stops: list[protocol.Stop], speed: int, at: int) -> None:
        """Let a turn be stopped by these reasons and no others; watch at that speed."""
        self._must_go_on()
        chair = self.chair(seat)
        stops = [stop for stop in STOPS if stop in stops]
        if (chair.stops, chair.speed) != (stops, speed):
            self._add(log.Heeded(seat=seat, stops=stops, speed=speed), at)

    def point(self, seat: str, cell: tuple[int, int] | None, at: int) -> None:
        """Point at a cell with the next signal."""
        self._must_go_on()
        height, width = self.laid.brief.chart.terrain.shape
        if cell is not None and not (cell[0] < height and cell[1] < width):
            raise Refusal("plan", f"no cell {cell} to point at")
        if self.begun and self.chair(seat).pointing != cell:
            self._add(log.Pointed(seat=seat, at=cell), at)

    def mark(self, seat: str, cell: tuple[int, int], what: str | None, count: int, sure: Sure, at: int) -> None:
        """Mark what somebody thinks is at a cell; with no `what` take the mark away."""
        self._must_go_on()
        match, chair = self.begun, self.chair(seat)
        match.may_mark(chair, None if what is None else Mark(*cell, what, count, sure, self.beat))
        if what is not None or cell in chair.marks:
            self._add(log.Marked(seat=seat, at=cell, what=what, count=count, sure=sure), at)

    def go_on(self, seat: str, at: int) -> None:
        """Let a mind play for somebody who is gone."""
        self._must_go_on()
        self.begun.may_go_on(self.chair(seat))
        self._add(log.Dropped(seat=seat, stand_in=True), at)

    def halt(self, seat: str, turn: int, at: int) -> None:
        """Stop the beats."""
        if self.match is None:
            raise Refusal("not now", "no beats to stop")
        self._must_go_on()
        self.match.may_halt(turn)
        self._add(log.Halted(seat=seat), at)

    def leave(self, seat: str, at: int) -> None:
        """Give the seat up."""
        self._must_go_on()
        self._add(log.Left(seat=seat), at)

    def come(self, seat: str, at: int) -> None:
        """A person's connection is up."""
        if not self.chair(seat).here and self.phase != "over":
            self._add(log.Back(seat=seat), at)

    def go(self, seat: str, at: int) -> None:
        """A person's connection is down."""
        if self.chair(seat).here and self.phase != "over":
            self._add(log.Lost(seat=seat), at)

    def _must_go_on(self) -> None:
        if self.relic is not None:
            raise Refusal("over", self.relic.sentence)
        if self.phase == "over":
            raise Refusal("over", "this game is over")

    # --- time -------------------------------------------------------------------------------------------------------

    def due(self) -> int | None:
        """When something is to happen by itself; None for not before somebody does something."""
        return None if self.match is None else self.match.due()

    def tick(self, now: int) -> None:
        """Do one thing that is due."""
        row = None if self.match is None else self.match.happen(now)
        if row is not None:
            self._add(row, now)
        if isinstance(row, log.Played) and self.begun.game.over:
            self._add(log.Ended(outcome=self.begun.game.outcome()), now)

    def put_away(self) -> None:
        """Let guests go: nobody looks at the room any more, and it is made again from its rows when somebody does."""
        if self.game is not None:
            self.game.guests.close()

    def wake(self, now: int, up: int) -> None:
        """Go on after the server was down, last known to be up at `up`: nobody is connected yet."""
        if self.match is not None and self.phase != "over":
            self._add(log.Woke(down=now - up), now)
        for chair in self.chairs:
            if chair.here:
                self.go(chair.name, now)

    def left_ms(self, now: int) -> int | None:
        """What is left of the clock or the countdown that runs."""
        return None if self.match is None else self.match.left_ms(now)
