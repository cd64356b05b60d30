"""A match: the turns and the clocks of a room's game, from its start to its end.

It says what may be wished for and what follows from a row, and writes none. It knows the time from what it is told.
"""

from collections.abc import Callable, Sequence

from warbell.belief.marks import MOST, Forecast, Mark, objection
from warbell.server import log, protocol
from warbell.server.chair import Chair, Refusal, chair_of
from warbell.server.footage import beat_of
from warbell.server.game import Game, Table
from warbell.server.marking import fade_marks, forecasts, forget_marks, lay_out, make_mark
from warbell.server.people import Progress, text
from warbell.server.pointing import show_points
from warbell.server.reading import read
from warbell.team import STAND_IN

COUNT_IN = 4  # beats' time before the first beat of a live game
LOOK = 10  # milliseconds until a room looks again whether its guests have decided
HURRIED = 60  # milliseconds a beat takes when no person can act any more

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
        self._until: int | None = None  # when the clock of a planning phase runs out
        self._kept_ms: int | None = None  # what was left of the clock when somebody was lost whom the beats wait for
        self._next = 0  # when the next beat is due
        self._ordered: dict[int, int] = {}  # what the lines of people order for the next beat
        self.forecasts: list[Forecast] = []  # the marks that decisions were made on, as far as these were played
        held = [chair.who if chair.holder == "mind" else None for chair in chairs]
        self.game = Game(laid, created.seed, held, shared=self.settings.shared_paper)
        self._show()
        for beat, orders in enumerate(created.numbers):
            self._let_stand(created, beat)
            self.game.decide({})
            self.game.play(orders)
            self._show()
            self.game.ask()  # for what people will remember of it
        self._first = self.game.beat
        if self.settings.pace == "live":
            self.turn = 1
            self.phase, self._next = "playing", at + COUNT_IN * self.settings.tempo
            self._ask()
        else:
            self._plan(at)
        for chair in chairs:
            if chair.holder == "person" and not chair.here:
                self._lose(chair, at)

    def _let_stand(self, created: log.Created, beat: int) -> None:
        """Let the seats of people do unasked what they did from that beat on in the game that this one goes on from."""
        people, seats = self.game.people, self.game.laid.brief.seats
        changed = ((seats.index(name), cells) for since, name, cells in created.stands if since == beat)
        lines = {seat: people.read(seat, cells) for seat, cells in changed if seat in people.seats}
        if lines:
            self.game.take(lines)

    def _show(self) -> None:
        for observer in self._observers:
            observer(self.game)
        self.game.failures.clear()

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

    def may_withdraw(self, chair: Chair, turn: int) -> None:
        """Refuse to take a line out of ink that is in none, or is played already."""
        if self.phase != "planning":
            raise Refusal("not now", f"the room is {self.phase}")
        if turn != self.turn or not chair.ready:
            raise Refusal("stale", f"no line of {chair.name} for turn {turn} is in ink now")

    def may_mark(self, chair: Chair, mark: Mark | None) -> None:
        """Refuse a mark of a seat that plans nothing now, and one that nobody could make; None takes one away."""
        game = self.game
        self.may_plan(chair, chair.commits if self.settings.pace == "live" else self.turn)
        if not game.able(chair.seat) or game.down(chair.seat):
            raise Refusal("not now", f"{chair.name} can do nothing now")
        if mark is None:
            return
        if (mark.y, mark.x) not in chair.marks and len(chair.marks) == MOST:
            raise Refusal("plan", f"{MOST + 1} marks; a seat has at most {MOST}")
        wrong = objection(game.laid.brief, game.percept, chair.seat, mark)
        if wrong:
            raise Refusal("plan", wrong)

    def may_halt(self, turn: int) -> None:
        """Refuse to stop the beats when there are none, or they are another turn's."""
        if self.phase != "playing" or self.settings.pace == "live":
            raise Refusal("not now", "no beats to stop")
        if turn != self.turn:
            raise Refusal("stale", f"turn {turn} is past, this is turn {self.turn}")

    def may_go_on(self, chair: Chair) -> None:
        """Refuse to go on without somebody who is here, or whom nobody waits for."""
        if chair.lost_at is None:
            raise Refusal("not now", f"nobody waits for {chair.who}")

    def may_admit(self) -> None:
        """Refuse a seat while beats are played, unless live."""
        if self.phase == "playing" and self.settings.pace != "live":
            raise Refusal("not now", "the beats are played; between turns it can be")

    def kept(self, chair: Chair) -> str:
        """What is left of a seat's line, as it may be played on unasked: nothing while somebody holds it."""
        held = self.game.percept.me["gripped"][0, chair.seat]
        return "" if held else text(self.game.people.left(chair.seat))

    # --- what follows from rows -------------------------------------------------------------------------------------

    def follow(self, row: log.Row, at: int) -> None:
        """Do what follows from a row; Refusal if it cannot come after the start."""
        match row:
            case log.Admitted():
                self._admit(chair_of(self.chairs, row.seat), at)
            case log.Left():
                self._leave(chair_of(self.chairs, row.seat), at)
            case log.Lost():
                self._lose(chair_of(self.chairs, row.seat), at)
            case log.Back():
                self._return(chair_of(self.chairs, row.seat), at)
            case log.Dropped():
                self._drop(chair_of(self.chairs, row.seat), at, stand_in=row.stand_in)
            case log.Drafted():
                chair_of(self.chairs, row.seat).draft = row.line
            case log.Committed():
                self._commit(chair_of(self.chairs, row.seat), row.line, at)
            case log.Withdrawn():
                chair = chair_of(self.chairs, row.seat)
                chair.ready, chair.draft, chair.decides = False, chair.line, False
            case log.Pointed():
                chair_of(self.chairs, row.seat).pointing = row.at
            case log.Marked():
                make_mark(chair_of(self.chairs, row.seat), row, self.game.beat)
            case log.Halted():
                chair_of(self.chairs, row.seat).why = ["halt"]
                self._stop(at)
            case log.Woke():
                self._wake(at, row.down)
            case log.Expired():
                self._expire(at)
            case log.Played():
                if not self.game.over and self.settings.pace != "live" and any(c.why for c in self._asked()):
                    self._stop(at)
            case log.Ended():
                self.phase, self.outcome = "over", row.outcome
                self.game.guests.close()
            case _:
                raise Refusal("not now", "the game has begun")

    def _plan(self, at: int) -> None:
        """Open a planning phase: of those whose line runs on, only who has a reason to plan again is asked."""
        self.phase = "planning"
        self.turn += 1
        timed = self.settings.pace == "timed"
        self._until = at + 1000 * self.settings.seconds if timed else None
        for chair in self.chairs:
            chair.ready = chair.ready and not chair.why and not self.game.down(chair.seat)
            chair.line, chair.draft = self.kept(chair) if chair.ready else "", None
            lay_out(chair)
        self._freeze(at)
        self._go_if_ready(at)

    def _asked(self) -> list[Chair]:
        """Whose line the room waits for: people who are there, or may come back, and are on their feet."""
        game = self.game
        people = (self.chairs[p] for p in game.people.seats if game.able(p) and not game.down(p))
        return [chair for chair in people if chair.holder == "person" and not chair.dropped]

    def _go_if_ready(self, at: int) -> None:
        if self.phase == "planning" and not self.waits and all(chair.ready for chair in self._asked()):
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
        self.phase, self._until, self._next = "playing", None, at

    def _ask(self) -> dict[int, Progress]:
        progress = self.game.ask()
        self._ordered = {seat: line.order for seat, line in progress.items()}
        return progress

    def _stop(self, at: int) -> None:
        """Let people plan again: the orders asked for are not given."""
        self.game.people.hold()
        self._plan(at)

    def _commit(self, chair: Chair, line: str, at: int) -> None:
        chair.line, chair.draft, chair.decides = line, None, True
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
                chair.line, chair.ready = self.kept(chair) if chair.draft is None else chair.draft, True
                chair.decides = True
        self._set_out(at)

    def _admit(self, chair: Chair, at: int) -> None:
        """Give a seat to somebody who was let in, and is about to come."""
        forget_marks(chair)
        self.game.people.hold()
        if chair.seat in self.game.people.seats:
            self.game.restore(chair.seat)
        else:
            self.game.lend(chair.seat)
        chair.dropped = chair.stand_in = chair.ready = False
        chair.line, chair.draft = "", None
        chair.lost_at = at if self.game.able(chair.seat) else None
        if self.phase == "playing":
            self._replan(chair)
        self._freeze(at)

    def _leave(self, chair: Chair, at: int) -> None:
        forget_marks(chair)
        chair.token, chair.here, chair.lost_at = "", False, None
        chair.dropped, chair.stand_in = True, False
        lent = self.game.lent(chair.seat)
        chair.holder, chair.who = "mind", chair.mind if lent and chair.mind else STAND_IN
        if lent:
            self.game.people.hold()
            self.game.give_back(chair.seat)
            if self.phase == "playing":
                self._ask()
        else:
            self.game.replace(chair.seat)
        self._resume(at)

    def _drop(self, chair: Chair, at: int, *, stand_in: bool) -> None:
        chair.lost_at, chair.dropped = None, True
        chair.stand_in = stand_in or self.settings.dropout == "mind"
        if chair.stand_in:
            self.game.replace(chair.seat)
        self._resume(at)

    # --- who is gone, and whom the beats wait for -------------------------------------------------------------------

    @property
    def waits(self) -> bool:
        """True while the beats wait for somebody who lost the connection; people may plan meanwhile."""
        return self.settings.dropout == "pause" and any(chair.lost_at is not None for chair in self.chairs)

    def _lose(self, chair: Chair, at: int) -> None:
        chair.here = False
        if chair.dropped or not self.game.able(chair.seat):
            return
        chair.lost_at = at
        if self.waits and self.phase == "playing" and self.settings.pace != "live":
            for each in self.chairs:
                each.why = []
            self._stop(at)
        self._freeze(at)

    def _return(self, chair: Chair, at: int) -> None:
        if not any(other.here for other in self.chairs):
            for other in self.chairs:  # the countdown for those still missing begins now that somebody waits for them
                other.lost_at = None if other.lost_at is None else at
        chair.here, chair.lost_at = True, None
        if chair.dropped:
            chair.dropped = chair.stand_in = chair.ready = False
            chair.line = ""
            self.game.restore(chair.seat)
            if self.phase == "playing":
                self._replan(chair)
        self._resume(at)

    def _wake(self, at: int, down: int) -> None:
        """Go on after the server was down: what is left of the clock is what was left of it."""
        self._next = at
        self._until = None if self._until is None else self._until + down
        for chair in self.chairs:  # they have as long as ever to come back: it was not they who were gone
            chair.lost_at = None if chair.lost_at is None else at

    def _freeze(self, at: int) -> None:
        """Stop the clock while the beats wait for somebody."""
        if self.waits and self._until is not None:
            self._kept_ms, self._until = max(0, self._until - at), None

    def _resume(self, at: int) -> None:
        """Go on where it was, if nobody is waited for any more."""
        if self.waits:
            return
        if self._kept_ms is not None:
            self._until, self._kept_ms = at + self._kept_ms, None
        self._next = max(at, self._next)
        self._go_if_ready(at)

    # --- beats and time ---------------------------------------------------------------------------------------------

    def play(self, at: int, recorded: log.Played | None = None) -> log.Played:
        """Play a beat, by what everybody orders or as it was recorded, as a row that still has to be followed."""
        game = self.game
        self.forecasts += forecasts(game, self.chairs)
        orders = game.decide(self._ordered)
        if recorded is None:
            game.play(orders, faults=game.guests.ask(orders))
        else:
            faults = {chair_of(self.chairs, seat).seat: fault for seat, fault in recorded.faults.items()}
            game.play(recorded.numbers, faults)
        show_points(game, self.chairs)
        fade_marks(game, self.chairs)
        for seat, why in game.why(self._ask()).items():
            chair = self.chairs[seat]
            chair.why = [each for each in why if chair.heeds(each)]
        self._show()
        # Nobody wants to watch at leisure what they can do nothing about.
        acts = any(map(game.able, game.people.seats)) or not game.people.seats
        tempo = self.settings.tempo // self.speed if acts else min(self.settings.tempo, HURRIED)
        self._next = max(at, self._next + tempo)
        return beat_of(game)

    @property
    def speed(self) -> int:
        """How many times as fast as the tempo beats are played: as whoever is here and likes it slowest; live, once."""
        wishes = [chair.speed for chair in self.chairs if chair.here and chair.holder == "person"]
        return 1 if self.settings.pace == "live" else min(wishes, default=1)

    def due(self) -> int | None:
        """When something is to happen by itself; None for not before somebody does something."""
        if self.phase not in ("planning", "playing"):
            return None
        times = self._countdowns()
        if self._plays:
            times.append(self._next)
        if self._until is not None:
            times.append(self._until)
        return min(times, default=None)

    @property
    def _plays(self) -> bool:
        """True while beats pass: they wait for people who are waited for, and for guests that are not offered here."""
        return self.phase == "playing" and not self.waits and not self.game.guests.missing()

    def _countdowns(self) -> list[int]:
        """When grace is over, for everybody who is missed: where the beats wait, by somebody who is here."""
        if self.settings.dropout == "pause" and not any(chair.here for chair in self.chairs):
            return []
        return [chair.lost_at + 1000 * self.settings.grace for chair in self.chairs if chair.lost_at is not None]

    def happen(self, now: int) -> log.Row | None:
        """One thing that is due, as a row still to be followed; a beat is played for it. None if nothing is."""
        if min(self._countdowns(), default=now + 1) <= now:
            lost = (chair for chair in self.chairs if chair.lost_at is not None)
            first = min(lost, key=lambda chair: (chair.lost_at, chair.seat))
            ends = self.settings.dropout == "end"
            return log.Ended(outcome=self.game.outcome()) if ends else log.Dropped(seat=first.name)
        if self._plays and now >= self._next:
            if not self.game.guests.ready(self.game.percept):
                self._next = now + LOOK
                return None
            return self.play(now)
        if self.phase == "planning" and self._until is not None and now >= self._until:
            return log.Expired()
        return None

    @property
    def counts_in(self) -> bool:
        """True before the first beat of a live game."""
        return self.settings.pace == "live" and self.phase == "playing" and self.game.beat == self._first

    def left_ms(self, now: int) -> int | None:
        """What is left of the clock or the countdown that runs."""
        until = min(self._countdowns(), default=None) if self.waits else self._until
        if self.counts_in and not self.waits:
            until = self._next
        return None if until is None else max(0, until - now)
