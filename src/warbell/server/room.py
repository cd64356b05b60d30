"""A room: seats, turns and clocks around one game.

Everything that happens in it is a row of its log, and a room that is made again from its rows is the same room. It
knows the time only from what it is told, and no connections.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable

from warbell.engine import RULES_VERSION
from warbell.errors import BadInput
from warbell.plans import Cell
from warbell.server import log, protocol
from warbell.server.chair import Chair, Refusal
from warbell.server.game import Game, Table
from warbell.server.people import Progress, text
from warbell.team import STAND_IN

HURRIED = 60  # milliseconds a beat takes when no person can act any more
MOST_CELLS = 200  # of a line
TURN_BEATS = 60  # beats after which a turn ends at the latest


def _nobody(_game: Game) -> None:
    """Watch nothing."""


class Room:
    """One room."""

    def __init__(self, name: str, laid: Table, created: log.Created, at: int) -> None:
        self.id = name
        self.laid = laid
        self.created = created
        self.settings = created.settings
        self.chairs = [Chair(seat, created.minds.get(seat)) for seat in laid.brief.seats]
        self.phase: protocol.Phase = "gathering"
        self.turn = 0
        self.version = 0
        self.fresh: list[log.Entry] = []  # rows the store has not been given yet
        self.dirty = False  # something changed that listeners have not been told
        self.watch: Callable[[Game], None] = _nobody  # called with the game after the start and after every beat
        self.game: Game | None = None
        self.outcome: protocol.Outcome | None = None
        self._until: int | None = None  # when the clock of a phase, or the countdown of a pause, runs out
        self._kept_ms: int | None = None  # what was left of the phase's clock when the room paused
        self._before: protocol.Phase = "planning"  # a pause
        self._next = 0  # when the next beat is due
        self._turn_beats = 0
        self._ordered: dict[int, int] = {}  # what the lines of people order for the next beat
        self._add(created, at)

    # --- rows -------------------------------------------------------------------------------------------------------

    def _add(self, row: log.Row, at: int) -> None:
        self.version += 1
        self.fresh.append(log.Entry(self.id, self.version, at, row))
        self.dirty = True
        self._apply(row, at)

    def restore(self, entries: Iterable[log.Entry]) -> None:
        """Do again what a log says, from its second row on; BadInput if the engine does not agree with it."""
        where = f"room {self.id}"
        if self.created.rules != RULES_VERSION:
            raise BadInput(where, f"rules version {self.created.rules}", f"version {RULES_VERSION}, as here")
        for entry in entries:
            try:
                if isinstance(entry.row, log.Played):
                    self._beat(entry.at, entry.row)
                else:
                    self._add(entry.row, entry.at)
            except (AssertionError, LookupError, ValueError, OverflowError, Refusal) as error:
                found = f"row {entry.version}, {log.kind(entry.row)}, that does not follow ({error})"
                raise BadInput(where, found, "a row that can come there") from None
        self.fresh.clear()

    def _apply(self, row: log.Row, at: int) -> None:
        match row:
            case log.Claimed():
                chair = self.chair(row.seat)
                chair.holder, chair.who, chair.token = "person", row.who, row.token
                chair.here = False
            case log.Left():
                self._leave(self.chair(row.seat), at)
            case log.Lost():
                self._lose(self.chair(row.seat), at)
            case log.Back():
                self._return(self.chair(row.seat), at)
            case log.Dropped():
                self._drop(self.chair(row.seat), at)
            case log.Started():
                self._start(at)
            case log.Drafted():
                self.chair(row.seat).draft = row.line
            case log.Committed():
                self._commit(self.chair(row.seat), row.line, at)
            case log.Halted():
                assert self.game is not None
                for chair in self.chairs:
                    chair.why = ["halt"]
                self.game.people.hold()
                self._plan(at)
            case log.Expired():
                self._expire(at)
            case log.Ended():
                self.phase, self.outcome = "over", row.outcome

    # --- what people wish; Refusal if it cannot be ------------------------------------------------------------------

    def chair(self, seat: str) -> Chair:
        """The chair of a seat."""
        for chair in self.chairs:
            if chair.name == seat:
                return chair
        raise Refusal("no seat", f"no seat {seat!r} in this room; there are {', '.join(c.name for c in self.chairs)}")

    def index(self, seat: str) -> int:
        """The number of a seat."""
        return self.chairs.index(self.chair(seat))

    def claim(self, seat: str, who: str, token: str, at: int) -> None:
        """Give an open seat to a person; `token` is the hash of the key."""
        chair = self.chair(seat)
        if self.phase == "over":
            raise Refusal("over", "this game is over")
        if chair.holder != "open":
            title = self.laid.brief.titles[self.index(seat)]
            raise Refusal("taken", f"{title} is held by {chair.who}")
        self._add(log.Claimed(seat=seat, who=who, token=token), at)

    def start(self, at: int) -> None:
        """Begin the game."""
        if self.phase != "gathering":
            raise Refusal("not now", "the game has begun")
        self._add(log.Started(), at)

    def draft(self, seat: str, turn: int, line: str, at: int) -> None:
        """A line in pencil; of one that cannot be read the beginning stands, and Refusal says what is wrong."""
        chair = self._planner(seat, turn)
        readable = self._beginning(seat, line)
        if readable not in (None, chair.draft):
            self._add(log.Drafted(seat=seat, line=readable), at)
        if readable != line:
            self._read(seat, line)

    def commit(self, seat: str, turn: int, line: str, ms: int, at: int) -> None:
        """A line in ink."""
        self._planner(seat, turn)
        cells = {self.index(seat): self._read(seat, line)}
        for p, other in enumerate(self.chairs if self.settings.shared_paper else ()):  # else it would tell of a line
            if other.holder == "person" and other.ready and other.name != seat:
                cells[p] = self._read(other.name, other.line)
        assert self.game is not None
        wrong = self.game.people.crossing(cells)
        if wrong:
            raise Refusal("plan", wrong)
        self._add(log.Committed(seat=seat, line=line, ms=ms), at)

    def halt(self, seat: str, turn: int, at: int) -> None:
        """Stop the beats."""
        if self.phase == "over":
            raise Refusal("over", "this game is over")
        if self.phase != "playing" or self.settings.pace == "live":
            raise Refusal("not now", "no beats to stop")
        if turn != self.turn:
            raise Refusal("stale", f"turn {turn} is past, this is turn {self.turn}")
        self._add(log.Halted(seat=seat), at)

    def leave(self, seat: str, at: int) -> None:
        """Give the seat up."""
        if self.phase == "over":
            raise Refusal("over", "this game is over")
        self._add(log.Left(seat=seat), at)

    def come(self, seat: str, at: int) -> None:
        """A person's connection is up."""
        if not self.chair(seat).here and self.phase != "over":
            self._add(log.Back(seat=seat), at)

    def go(self, seat: str, at: int) -> None:
        """A person's connection is down."""
        if self.chair(seat).here and self.phase != "over":
            self._add(log.Lost(seat=seat), at)

    def _planner(self, seat: str, turn: int) -> Chair:
        chair = self.chair(seat)
        if self.phase == "over":
            raise Refusal("over", "this game is over")
        live = self.settings.pace == "live" and self.phase == "playing"
        if self.phase != "planning" and not live:
            raise Refusal("not now", f"the room is {self.phase}")
        wanted = chair.commits if live else self.turn
        if turn != wanted:
            raise Refusal("stale", f"turn {turn} is not now, this is turn {wanted}")
        if chair.ready and not live:
            raise Refusal("stale", f"the line of {seat} for turn {turn} is in ink")
        return chair

    def _read(self, seat: str, line: str) -> tuple[Cell, ...]:
        assert self.game is not None
        try:
            cells = self.game.people.read(self.index(seat), line)
        except BadInput as error:
            raise Refusal("plan", str(error)) from None
        if len(cells) > MOST_CELLS:
            raise Refusal("plan", f"{len(cells)} cells; a line has at most {MOST_CELLS}")
        return cells

    def _beginning(self, seat: str, line: str) -> str | None:
        """A line as far as it can be read; None if it cannot from its first cell on."""
        cells = line.split()

        def is_wrong(count: int) -> bool:
            try:
                self._read(seat, " ".join(cells[:count]))
            except Refusal:
                return True
            return False

        if not is_wrong(len(cells)):
            return line
        return " ".join(cells[: bisect_left(range(len(cells)), True, key=is_wrong) - 1]) or None

    # --- what follows from rows -------------------------------------------------------------------------------------

    def _start(self, at: int) -> None:
        for chair in self.chairs:
            if chair.holder == "open":
                chair.holder, chair.who = "mind", STAND_IN
        held = [chair.who if chair.holder == "mind" else None for chair in self.chairs]
        self.game = Game(self.laid, self.created.seed, held, shared=self.settings.shared_paper)
        self.watch(self.game)
        for orders in self.created.orders:
            self.game.decide({})
            self.game.play(orders)
            self.watch(self.game)
            self.game.ask()  # for what people will remember of it
        if self.settings.pace == "live":
            self.turn = 1
            self.phase, self._next = "playing", at + self.settings.tempo
            self._ask()
        else:
            self._plan(at)
        for chair in self.chairs:
            if chair.holder == "person" and not chair.here:
                self._lose(chair, at)

    def _plan(self, at: int) -> None:
        """Open a planning phase."""
        self.phase = "planning"
        self.turn += 1
        self._until = at + 1000 * self.settings.seconds if self.settings.pace == "timed" else None
        for chair in self.chairs:
            chair.ready, chair.draft = False, None
        self._go_if_ready(at)

    def _asked(self) -> list[Chair]:
        """Whose line the room waits for: people who are there, or may come back, and can still act."""
        assert self.game is not None
        people = (self.chairs[p] for p in self.game.people.seats if self.game.able(p))
        return [chair for chair in people if chair.holder == "person" and not chair.dropped]

    def _go_if_ready(self, at: int) -> None:
        if self.phase == "planning" and all(chair.ready for chair in self._asked()):
            self._set_out(at)

    def _set_out(self, at: int) -> None:
        """Play the lines of this turn."""
        assert self.game is not None
        lines = {}
        for p in self.game.people.seats:
            chair = self.chairs[p]
            chair.line = chair.line if chair.ready else ""
            lines[p] = self.game.people.read(p, chair.line)
            chair.why = []
        self.game.take(lines)
        self._ask()
        self.phase, self._until, self._next, self._turn_beats = "playing", None, at, 0

    def _commit(self, chair: Chair, line: str, at: int) -> None:
        assert self.game is not None
        chair.line, chair.draft = line, None
        chair.commits += 1
        if self.settings.pace == "live":
            self._replan(chair)
        else:
            chair.ready = True
            self._go_if_ready(at)

    def _replan(self, chair: Chair) -> None:
        """Play a seat's line from now on, between two beats."""
        assert self.game is not None
        seat, people = self.index(chair.name), self.game.people
        people.hold()
        self.game.take({seat: people.read(seat, chair.line)})
        self._ask()

    def _ask(self) -> dict[int, Progress]:
        assert self.game is not None
        progress = self.game.ask()
        self._ordered = {seat: line.order for seat, line in progress.items()}
        return progress

    def _expire(self, at: int) -> None:
        assert self.game is not None
        for chair in self._asked():
            if not chair.ready:
                left = text(self.game.people.left(self.index(chair.name)))
                chair.line, chair.ready = left if chair.draft is None else chair.draft, True
        self._set_out(at)

    def _leave(self, chair: Chair, at: int) -> None:
        chair.token, chair.here, chair.lost_at = "", False, None
        if self.game is None:
            chair.holder, chair.who = "open", ""
            return
        chair.holder, chair.who, chair.dropped = "mind", STAND_IN, True
        self.game.replace(self.index(chair.name))
        self._unpause(at)
        self._go_if_ready(at)

    def _lose(self, chair: Chair, at: int) -> None:
        chair.here = False
        if self.game is None or chair.dropped or not self.game.able(self.index(chair.name)):
            return
        chair.lost_at = at
        if self.settings.dropout == "pause" and self.phase in ("planning", "playing"):
            self._before, self.phase = self.phase, "paused"
            self._kept_ms = None if self._until is None else max(0, self._until - at)
            self._until = None

    def _return(self, chair: Chair, at: int) -> None:
        if not any(other.here for other in self.chairs):
            for other in self.chairs:  # the countdown for those still missing begins now that somebody waits for them
                other.lost_at = None if other.lost_at is None else at
        chair.here, chair.lost_at = True, None
        if chair.dropped and self.game is not None:
            chair.dropped, chair.line = False, ""
            self.game.restore(self.index(chair.name))
            if self.phase == "playing":
                self._replan(chair)
        self._unpause(at)

    def _drop(self, chair: Chair, at: int) -> None:
        assert self.game is not None
        chair.lost_at, chair.dropped = None, True
        if self.settings.dropout == "mind":
            self.game.replace(self.index(chair.name))
        self._unpause(at)
        self._go_if_ready(at)

    def _unpause(self, at: int) -> None:
        if self.phase == "paused" and not any(chair.lost_at is not None for chair in self.chairs):
            self.phase, self._next = self._before, at
            self._until = None if self._kept_ms is None else at + self._kept_ms

    # --- time -------------------------------------------------------------------------------------------------------

    def due(self) -> int | None:
        """When something is to happen by itself; None for not before somebody does something."""
        times = []
        if self.phase == "playing":
            times.append(self._next)
        if self.phase == "planning" and self._until is not None:
            times.append(self._until)
        waits = self.phase == "paused" and any(chair.here for chair in self.chairs)
        if waits or (self.phase in ("planning", "playing") and self.settings.dropout != "pause"):
            times += self._countdowns()
        return min(times, default=None)

    def _countdowns(self) -> list[int]:
        """When grace is over, for everybody who is missing."""
        return [chair.lost_at + 1000 * self.settings.grace for chair in self.chairs if chair.lost_at is not None]

    def tick(self, now: int) -> None:
        """Do one thing that is due."""
        grace = 1000 * self.settings.grace
        for chair in self.chairs:
            if chair.lost_at is not None and now >= chair.lost_at + grace:
                if self.settings.dropout == "end":
                    self._end(now)
                else:
                    self._add(log.Dropped(seat=chair.name), now)
                return
        if self.phase == "playing" and now >= self._next:
            self._beat(now)
        elif self.phase == "planning" and self._until is not None and now >= self._until:
            self._add(log.Expired(), now)

    def _beat(self, at: int, recorded: log.Played | None = None) -> None:
        """Play a beat; a recorded one must come out as it was recorded."""
        assert self.game is not None
        game = self.game
        orders = game.decide(self._ordered)
        game.play(recorded.orders if recorded else orders)
        if recorded and recorded.seal != game.seals[-1]:
            raise BadInput(f"room {self.id}", f"another world after beat {game.beat}", "what its log says")
        self.watch(game)
        self._turn_beats += 1
        # Nobody wants to watch at leisure what they can do nothing about.
        acts = any(map(game.able, game.people.seats)) or not game.people.seats
        tempo = self.settings.tempo if acts else min(self.settings.tempo, HURRIED)
        self._next = max(at, self._next + tempo)
        reasons = game.why(self._ask())
        for seat, why in reasons.items():
            self.chairs[seat].why = why
        self._add(log.Played(orders=game.orders[-1], seal=game.seals[-1]), at)
        if recorded:
            self.fresh.clear()
        if game.over:
            if not recorded:
                self._end(at)
        elif self.settings.pace != "live" and self._stops():
            game.people.hold()
            self._plan(at)

    def _stops(self) -> bool:
        """True if somebody who is asked has a reason to plan again, or all have the same one."""
        assert self.game is not None
        asked = self._asked()
        if any(chair.why for chair in asked):
            return True
        why: protocol.Why = "long" if self._turn_beats >= TURN_BEATS else "idle"
        if not asked or (why == "idle" and any(self.game.people.left(self.index(chair.name)) for chair in asked)):
            return False
        for chair in asked:
            chair.why = [why]
        return True

    def _end(self, at: int) -> None:
        assert self.game is not None
        self._add(log.Ended(outcome=self.game.outcome()), at)

    def wake(self, now: int) -> None:
        """Go on after the server was down: nobody is connected yet, and no clock ran meanwhile."""
        for chair in self.chairs:
            if chair.here:
                self.go(chair.name, now)
            if chair.lost_at is not None:
                chair.lost_at = now
        self._next = now
        if self._until is not None and self.phase == "planning":
            self._until = now + 1000 * self.settings.seconds

    def left_ms(self, now: int) -> int | None:
        """What is left of the clock or the countdown that runs."""
        until = self._until if self.phase == "planning" else None
        if self.phase == "paused" and any(chair.here for chair in self.chairs):
            until = min(self._countdowns(), default=None)
        return None if until is None else max(0, until - now)
