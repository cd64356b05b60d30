"""Who ordered what, shown what: the rows a game gives to the table of an export (docs/export.md).

Nothing is known here that the log does not say: a room is made again row by row, and looked at before and after each.
"""

import hashlib
from typing import Any, NamedTuple

from warbell.belief.marks import Forecast
from warbell.encode.json_view import view_bytes
from warbell.encode.words import seen_events
from warbell.engine import codes
from warbell.errors import BadInput
from warbell.order_names import name_of
from warbell.server import log
from warbell.server.forms import Column, Form, Row, number, text
from warbell.server.game import Game
from warbell.server.people import text as written
from warbell.server.room import Room
from warbell.team import STAND_IN

HASH_SIZE = 16  # bytes of a view's BLAKE2b
LATEST = 253_402_300_800_000  # milliseconds since 1970: the year 10000, which no clock showed
MOST_MS = 2**31  # more than the protocol lets a client say


class Shown(NamedTuple):
    """What a decision was made on."""

    reasons: str | None = None  # why the beats had stopped, as the seat was told, apart by blanks
    shown_beat: int | None = None
    shown_at: int | None = None
    view: str | None = None  # hash of what the seat knew
    rate: int | None = None
    fear: int | None = None
    hunger: int | None = None
    hp: int | None = None
    infected_in_sight: int | None = None
    sounds_heard: int | None = None


class Decided(NamedTuple):
    """A person's decision."""

    decision: int | None = None
    ink: str | None = None  # "commit", "clock", "left" or "none"
    line: str | None = None
    committed_at: int | None = None
    server_ms: int | None = None
    paused_ms: int | None = None
    client_ms: int | None = None
    marks: int | None = None  # that it was made on


NOTHING, NO_LINE = Shown(), Decided(ink="none")
MS = "milliseconds"
DECISIONS = Form(
    "decisions",
    (
        text("room", "id of the room, and name of its replay"),
        text("episode", "its name"),
        text("episode_digest", "sha256 of the episode's files, in hex"),
        Column("seed", "seed", "of the game's dice"),
        text(
            "outcome",
            "of the game: `won`, `lost`, `timeout`; `abandoned` if the room ended before; `running` if it may go on "
            "(its replay says `abandoned` until then)",
        ),
        text("pace", "`thinking` (no clock), `timed`, or `live` (beats do not wait)"),
        number("tempo", "a beat takes to be watched; in `live` from beat to beat", MS),
        number("seconds", "for planning, in `timed` rooms", "seconds"),
        text("dropout", "what happens when somebody is gone: `pause`, `mind`, `wait` or `end`"),
        number("shared_paper", "1 if the team saw each other's lines, in pencil and in ink; else 0"),
        Column("started_at", "time", "when the game began"),
        number("beat", "the beat the order was for, from 1"),
        text("seat", "id of the seat"),
        text("holder", "who decided: `person`; `mind`; `stand-in`, a mind in a person's place; `earlier`, see below"),
        text("who", "the name the person chose, or that of the mind; for `earlier` the room"),
        number("turn", "planning phases so far, from 1; always 1 in `live`; empty for `earlier`"),
        text(
            "reasons", "why the beats had stopped, as the seat was told, apart by blanks; empty if for others, or none"
        ),
        number("shown_beat", "the decision was made on the view after this beat; 0 is the start"),
        Column(
            "shown_at",
            "time",
            "when that view was written: for a person when the planning phase opened, in `live` and for minds at the "
            "last beat",
        ),
        text("view", "hash of all the seat knew at `shown_beat`, 32 hex digits, see below"),
        number("rate", "of the heart then", "beats a minute"),
        number("fear", "then, 0 to 100"),
        number("hunger", "then, 0 to 100"),
        number("hp", "health then", "points"),
        number("infected_in_sight", "infected on their feet that the seat saw then, awake or asleep"),
        number("sounds_heard", "sounds it heard in the last beat then, 8 at most"),
        number(
            "decision",
            "the seat's decisions so far, from 1: rows with the same one come of one line; empty where no person "
            "decided",
        ),
        text("ink", "how a person's line came to count, see below; empty for minds, stand-ins and `earlier`"),
        text(
            "line",
            "the whole line, as cells of a plan; of minds and stand-ins what they meant to do next when they were "
            "asked; empty for minds of one's own, which have none to show, and `earlier`; in CSV `ink` tells a "
            "person's empty line from none",
        ),
        Column("committed_at", "time", "when the server took the line, or its clock ran out"),
        number("server_ms", "`committed_at` - `shown_at`", MS),
        number(
            "paused_ms", "the part of it in which the beats waited for somebody who was gone, or no server was up", MS
        ),
        number(
            "client_ms",
            "from drawing the view to the commit, as the page measured it; empty unless `ink` is `commit`",
            MS,
        ),
        number("marks", "marks that the decision was made on, see below; empty where no person decided"),
        text("order", "what was ordered for the beat, as a cell of a plan; `.` is to wait"),
        text("action", "the same by its name, as replays have it: `step north`, `call HELP`, `wait`"),
        text("why", "why a mind or a stand-in gave this order, in its own words; empty for all others"),
        text("happened", "what came of it, see below"),
    ),
)


class Decisions:
    """A room made again row by row, and the rows of the table that come of it."""

    def __init__(self, room: Room) -> None:
        self.room = room
        room.observers.append(self._watch)
        self._rows: list[Row] = []  # from "beat" on
        self._before = room.fresh[0].at  # when the last row was written
        self._started = 0
        self._shown = 0  # when the view that people plan on was written
        self._beaten = 0  # when the last beat, or the start, was
        self._paused = 0  # milliseconds since _shown in which the beats waited for somebody, or the server was down
        self._lines: dict[int, tuple[int, Decided, Shown]] = {}  # the turn, and what was decided for it
        self._hands: list[tuple[str, bool]] = []  # why each seat could not act before a beat, if it had a late order
        self._happened: list[str] = []
        self.forecasts: list[tuple[str, int, Forecast]] = []  # who made it, and the number of the decision
        self._reasons: list[str] = []  # for the turn that is planned, by seat

    def step(self, entry: log.Entry) -> None:
        """Do one row; BadInput if it says what cannot be."""
        room, row, turn = self.room, entry.row, self.room.turn
        if not 0 <= entry.at < LATEST or (isinstance(row, log.Committed) and not 0 <= row.ms < MOST_MS):
            raise BadInput(f"room {room.id}", f"row {entry.version} of no possible time", "a row of a log")
        if room.match is not None and room.match.waits:
            self._paused += entry.at - self._before
        elif isinstance(row, log.Woke):
            self._paused += row.down
        self._before = entry.at
        waiting = {p: chair.draft for p, chair in enumerate(room.chairs) if not chair.ready}
        who = self._deciders() if isinstance(row, log.Played) else []
        room.restore([entry])
        match row:
            case log.Started():
                self._started = self._beaten = entry.at
            case log.Played():
                self._add(room.begun.game, who, turn)
                for each in room.begun.forecasts[len(self.forecasts) :]:
                    _, name, _, line = who[each.seat]
                    self.forecasts.append((name, line.decision or 0, each))
                self._beaten = entry.at
            case log.Committed():
                self._decided(room.index(row.seat), turn, "commit", row.line, entry.at, row.ms)
            case log.Withdrawn() | log.Admitted():
                p = room.index(row.seat)
                if p in self._lines:
                    self._lines[p] = (0, *self._lines[p][1:])
            case log.Expired():
                for p, draft in waiting.items():
                    if room.chairs[p].ready:
                        ink = "left" if draft is None else "clock"
                        self._decided(p, turn, ink, room.chairs[p].line, entry.at, None)
        live = room.settings.pace == "live" and isinstance(row, (log.Started, log.Played))
        if room.turn != turn:  # who is not asked goes on with the line there is
            going = {p: each for p, each in self._lines.items() if each[0] == turn and room.chairs[p].ready}
            self._lines |= {p: (room.turn, *each[1:]) for p, each in going.items()}
        if live or room.turn != turn:
            self._shown, self._paused = entry.at, 0
            self._reasons = [" ".join(chair.why) for chair in room.chairs]

    def _decided(self, p: int, turn: int, ink: str, line: str, at: int, ms: int | None) -> None:
        before = self._lines[p][1].decision or 0 if p in self._lines else 0
        marks = len(self.room.chairs[p].marks)
        made = Decided(before + 1, ink, line, at, at - self._shown, self._paused, ms, marks)
        self._lines[p] = turn, made, self._percept(p, self._shown, self._reasons[p])

    def _percept(self, p: int, at: int, reasons: str | None = None) -> Shown:
        """What a seat knows now, written at `at`."""
        game, brief = self.room.begun.game, self.room.laid.brief
        me, bodies = game.percept.me[0, p], game.percept.bodies[0, p]
        infected = codes.IS_INFECTED[bodies["nature"]] & (bodies["state"] == codes.UP)
        return Shown(
            reasons=reasons,
            shown_beat=game.beat,
            shown_at=at,
            view=hashlib.blake2b(view_bytes(game.percept, brief, p), digest_size=HASH_SIZE).hexdigest(),
            rate=int(me["rate"]),
            fear=int(me["fear"]),
            hunger=int(me["hunger"]),
            hp=int(me["hp"]),
            infected_in_sight=int((infected & (bodies["beat"] == me["beat"])).sum()),
            sounds_heard=int(me["heard"]),
        )

    def _deciders(self) -> list[tuple[str, str, Shown, Decided]]:
        """Who decides each seat's next order, and on what."""
        room, people, found = self.room, self.room.begun.game.people.seats, []
        for p, chair in enumerate(room.chairs):
            person = p in people
            instead = person and chair.dropped and (chair.holder == "mind" or chair.stand_in)
            if person and not instead:
                turn, line, shown = self._lines.get(p, (0, NO_LINE, NOTHING))
                if turn != room.turn:  # asked for a line, it gave none
                    line, shown = NO_LINE, NOTHING
                found.append(("person", chair.who, shown, line))
            else:
                who = STAND_IN if instead else chair.who
                line = Decided(line=self._meant(p))
                found.append(("stand-in" if instead else "mind", who, self._percept(p, self._beaten), line))
        return found

    def _meant(self, p: int) -> str | None:
        """What the mind that holds a seat means to do next; None of one that does nothing more, or shows nothing."""
        game = self.room.begun.game
        meant = game.meant().get(p) if game.able(p) else None
        return None if meant is None else written(meant)

    def _add(self, game: Game, who: list[tuple[str, str, Shown, Decided]], turn: int | None) -> None:
        """Add the rows of the beat that was played."""
        actions = self.room.laid.paper.names.actions
        for p, (holder, name, shown, line) in enumerate(who):
            action = game.orders[-1][p]
            order = actions[action] if 0 <= action < len(actions) else None
            why = game.reason(p) if line.line is not None and holder in ("mind", "stand-in") else ""
            done = order, name_of(action), why or None, self._happened[p]
            self._rows.append((game.beat, self.room.chairs[p].name, holder, name, turn, *shown, *line, *done))

    def table(self) -> list[Row]:
        """The rows of the game as far as it was played, in the order of the columns."""
        room, game, created = self.room, self.room.begun.game, self.room.created
        outcome = game.outcome().outcome if game.over or room.phase == "over" else "running"
        settings, digest = room.settings, room.laid.episode.digest
        played = settings.pace, settings.tempo, settings.seconds, settings.dropout, int(settings.shared_paper)
        head = room.id, created.episode, digest, created.seed, outcome, *played, self._started
        return [(*head, *row) for row in self._rows]

    def _watch(self, game: Game) -> None:
        """See what came of the orders of a beat."""
        percept, seats = game.percept, range(len(self.room.chairs))
        if game.beat:
            self._happened = [happened(seen_events(percept, p), p, *self._hands[p]) for p in seats]
        me = percept.me[0]
        self._hands = [
            ("" if percept.mask[0, p, 1:].any() else standing(me[p]), int(me["late"][p]) >= 0) for p in seats
        ]
        if game.beat and self.room.phase == "gathering":  # a beat of the game this one goes on from
            go_on = self.room.created.go_on
            self._add(game, [("earlier", go_on.room if go_on else "", NOTHING, Decided()) for _ in seats], None)


def standing(me: Any) -> str:
    """Why a seat that could do nothing could not, by its percept (ME): in one word."""
    if codes.IS_INFECTED[me["nature"]]:
        return "turned"
    if me["state"] >= codes.DEAD:
        return codes.STATES[me["state"]]
    if me["carrier"]:
        return "carried"
    return "down" if me["state"] == codes.DOWN else "unable"


def happened(events: Any, seat: int, unable: str, late: bool) -> str:
    """What came of an order by the events (SEEN_EVENT [n]) its seat was told of.

    `unable`: why it could not act when it gave the order, "" if it could; `late`: an order that had slipped was still
    to come.
    """
    if unable:
        return unable
    own = events[events["who"] == seat]
    reasons = own["value"][own["kind"] == codes.REFUSED].tolist()
    if late:  # the order that had slipped came in its place
        reasons = [reason for reason in reasons if reason != codes.STILL_BUSY]
    if codes.SLIPPED in reasons:
        return "slipped"
    bumped = (own["kind"] == codes.BUMPED).any()
    text = f"refused: {codes.REASONS[reasons[-1]]}" if reasons else "bumped" if bumped else "done"
    return f"late, {text}" if late else text
