"""A match: the turns and the clocks of a room's game, from its start to its end.

It says what may be wished for and what follows from a row, and writes none. It knows the time from what it is told.
"""

from collections.abc import Callable, Sequence

from warbell.server import log, protocol
from warbell.server.chair import Chair, Refusal, chair_of
from warbell.server.footage import beat_of
from warbell.server.game import Game, Table
from warbell.server.people import Progress, text
from warbell.server.reading import read
from warbell.team import STAND_IN

HURRIED = 60  # milliseconds a beat takes when no person can act any more
TURN_BEATS = 60  # beats after which a turn ends at the latest

Observer = Callable[[Game], None]


class Match:
    """The game of a room and whose line it waits for."""

    def __init__(
        self, laid: Table, created: log.Created, chairs: list[Chair], observers: Sequence[Observer], at: int
    ) -> None:
        """`observers` are called with the game now, after every beat it goes on from, and after every beat."""
        self.settings = created.settings
        self.chairs = chairs
        self.phase: protocol.Phase = "planning"
        self.turn = 0
        self.outcome: protocol.Outcome | None = None
        self._observers = observers
        self._until: int | None = None  # when the clock of a phase, or the countdown of a pause, runs out
        self._kept_ms: int | None = None  # what was left of the phase's clock when the room paused
        self._before: protocol.Phase = "planning"  # a pause
        self._next = 0  # when the next beat is due
        self._turn_beats = 0
        self._ordered: dict[int, int] = {}  # what the lines of people order for the next beat
        held = [chair.who if chair.holder == "mind" else None for chair in chairs]
        self.game = Game(laid, created.seed, held, shared=self.settings.shared_paper)
        self._show()
        for orders in created.numbers:
            self.game.decide({})
            self.game.play(orders)
            self._show()
            self.game.ask()  # for what people will remember of it
        if self.settings.pace == "live":
            self.turn = 1
            self.phase, self._next = "playing", at + self.settings.tempo
            self._ask()
        else:
            self._plan(at)
        for chair in chairs:
            if chair.holder == "person" and not chair.here:
                self._lose(chair, at)

    def _show(self) -> None:
        for observer in self._observers:
            observer(self.game)

    # --- what people may wish; Refusal if it cannot be --------------------------------------------------------------

    def may_plan(self, chair: Chair, turn: int) -> None:
        """Refuse a line at all when none is asked for, or it is for another turn."""
        live = self.settings.pace == "live" and self.phase == "playing"
        if self.phase != "planning" and not live:
            raise Refusal("not now", f"the room is {self.phase}")
        wanted = chair.commits if live else self.turn
        if turn != wanted:
            raise Refusal("stale", f"turn {turn} is not now, this is turn {wanted}")
        if chair.ready and not live:
            raise Refusal("stale", f"the line of {chair.name} for turn {turn} is in ink")

    def may_commit(self, chair: Chair, turn: int, line: str) -> None:
        """Refuse a line that cannot be in ink now."""
        self.may_plan(chair, turn)
        people = self.game.people
        cells = {chair.seat: read(people, chair.seat, line)}
        for other in self.chairs if self.settings.shared_paper else ():  # else it would tell of a line
            if other.holder == "person" and other.ready and other is not chair:
                cells[other.seat] = read(people, other.seat, other.line)
        wrong = people.crossing(cells)
        if wrong:
            raise Refusal("plan", wrong)

    def may_halt(self, turn: int) -> None:
        """Refuse to stop the beats when there are none, or they are another turn's."""
        if self.phase != "playing" or self.settings.pace == "live":
            raise Refusal("not now", "no beats to stop")
        if turn != self.turn:
            raise Refusal("stale", f"turn {turn} is past, this is turn {self.turn}")

    # --- what follows from rows -------------------------------------------------------------------------------------

    def follow(self, row: log.Row, at: int) -> None:
        """Do what follows from a row; Refusal if it cannot come after the start."""
        match row:
            case log.Left():
                self._leave(chair_of(self.chairs, row.seat), at)
            case log.Lost():
                self._lose(chair_of(self.chairs, row.seat), at)
            case log.Back():
                self._return(chair_of(self.chairs, row.seat), at)
            case log.Dropped():
                self._drop(chair_of(self.chairs, row.seat), at)
            case log.Drafted():
                chair_of(self.chairs, row.seat).draft = row.line
            case log.Committed():
                self._commit(chair_of(self.chairs, row.seat), row.line, at)
            case log.Halted():
                for chair in self.chairs:
                    chair.why = ["halt"]
                self._stop(at)
            case log.Expired():
                self._expire(at)
            case log.Played():
                if not self.game.over and self.settings.pace != "live" and self._has_reason_to_stop():
                    self._stop(at)
            case log.Ended():
                self.phase, self.outcome = "over", row.outcome
            case _:
                raise Refusal("not now", "the game has begun")

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
        people = (self.chairs[p] for p in self.game.people.seats if self.game.able(p))
        return [chair for chair in people if chair.holder == "person" and not chair.dropped]

    def _go_if_ready(self, at: int) -> None:
        if self.phase == "planning" and all(chair.ready for chair in self._asked()):
            self._set_out(at)

    def _set_out(self, at: int) -> None:
        """Play the lines of this turn."""
        lines = {}
        for p in self.game.people.seats:
            chair = self.chairs[p]
            chair.line = chair.line if chair.ready else ""
            lines[p] = self.game.people.read(p, chair.line)
            chair.why = []
        self.game.take(lines)
        self._ask()
        self.phase, self._until, self._next, self._turn_beats = "playing", None, at, 0

    def _ask(self) -> dict[int, Progress]:
        progress = self.game.ask()
        self._ordered = {seat: line.order for seat, line in progress.items()}
        return progress

    def _stop(self, at: int) -> None:
        """Let people plan again: the orders asked for are not given."""
        self.game.people.hold()
        self._plan(at)

    def _commit(self, chair: Chair, line: str, at: int) -> None:
        chair.line, chair.draft = line, None
        chair.commits += 1
        if self.settings.pace == "live":
            self._replan(chair)
        else:
            chair.ready = True
            self._go_if_ready(at)

    def _replan(self, chair: Chair) -> None:
        """Play a seat's line from now on, between two beats."""
        seat, people = chair.seat, self.game.people
        people.hold()
        self.game.take({seat: people.read(seat, chair.line)})
        self._ask()

    def _expire(self, at: int) -> None:
        for chair in self._asked():
            if not chair.ready:
                left = text(self.game.people.left(chair.seat))
                chair.line, chair.ready = left if chair.draft is None else chair.draft, True
        self._set_out(at)

    def _leave(self, chair: Chair, at: int) -> None:
        chair.token, chair.here, chair.lost_at = "", False, None
        chair.holder, chair.who, chair.dropped = "mind", STAND_IN, True
        self.game.replace(chair.seat)
        self._unpause(at)
        self._go_if_ready(at)

    def _lose(self, chair: Chair, at: int) -> None:
        chair.here = False
        if chair.dropped or not self.game.able(chair.seat):
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
        if chair.dropped:
            chair.dropped, chair.line = False, ""
            self.game.restore(chair.seat)
            if self.phase == "playing":
                self._replan(chair)
        self._unpause(at)

    def _drop(self, chair: Chair, at: int) -> None:
        chair.lost_at, chair.dropped = None, True
        if self.settings.dropout == "mind":
            self.game.replace(chair.seat)
        self._unpause(at)
        self._go_if_ready(at)

    def _unpause(self, at: int) -> None:
        if self.phase == "paused" and not any(chair.lost_at is not None for chair in self.chairs):
            self.phase, self._next = self._before, at
            self._until = None if self._kept_ms is None else at + self._kept_ms

    # --- beats and time ---------------------------------------------------------------------------------------------

    def play(self, at: int, recorded: list[int] | None = None) -> log.Played:
        """Play a beat, by what everybody orders or by recorded orders [P], as a row that still has to be followed."""
        game = self.game
        orders = game.decide(self._ordered)
        game.play(orders if recorded is None else recorded)
        self._show()
        self._turn_beats += 1
        # Nobody wants to watch at leisure what they can do nothing about.
        acts = any(map(game.able, game.people.seats)) or not game.people.seats
        tempo = self.settings.tempo if acts else min(self.settings.tempo, HURRIED)
        self._next = max(at, self._next + tempo)
        for seat, why in game.why(self._ask()).items():
            self.chairs[seat].why = why
        return beat_of(game)

    def _has_reason_to_stop(self) -> bool:
        """True if somebody who is asked has a reason to plan again, or all have the same one."""
        asked = self._asked()
        if any(chair.why for chair in asked):
            return True
        why: protocol.Why = "long" if self._turn_beats >= TURN_BEATS else "idle"
        if not asked or (why == "idle" and any(self.game.people.left(chair.seat) for chair in asked)):
            return False
        for chair in asked:
            chair.why = [why]
        return True

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

    def happen(self, now: int) -> log.Row | None:
        """One thing that is due, as a row still to be followed; a beat is played for it. None if nothing is."""
        grace = 1000 * self.settings.grace
        for chair in self.chairs:
            if chair.lost_at is not None and now >= chair.lost_at + grace:
                ends = self.settings.dropout == "end"
                return log.Ended(outcome=self.game.outcome()) if ends else log.Dropped(seat=chair.name)
        if self.phase == "playing" and now >= self._next:
            return self.play(now)
        if self.phase == "planning" and self._until is not None and now >= self._until:
            return log.Expired()
        return None

    def wake(self, now: int) -> None:
        """Go on after the server was down: no clock ran meanwhile."""
        self._next = now
        if self._until is not None and self.phase == "planning":
            self._until = now + 1000 * self.settings.seconds

    def left_ms(self, now: int) -> int | None:
        """What is left of the clock or the countdown that runs."""
        until = self._until if self.phase == "planning" else None
        if self.phase == "paused" and any(chair.here for chair in self.chairs):
            until = min(self._countdowns(), default=None)
        return None if until is None else max(0, until - now)
