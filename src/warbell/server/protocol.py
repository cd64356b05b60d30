"""Every message between server and client.

These structs are the only definition: the JSON Schema and the client's TypeScript types are generated from them
(`python -m warbell.server.types`). What a seat perceives is told by rows whose fields are the columns of
`engine/percept.py`.

A number in a row is a code of `engine/codes.py`; the names are in `Paper.names`. Cells are (y, x) of the atlas.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from warbell.belief.marks import Sure
from warbell.engine import percept
from warbell.engine.column import Column
from warbell.engine.world import HEARD_COLUMNS
from warbell.server.catalogue import FAMILY

VERSION = 2  # of this protocol; another one is refused
MOST_BYTES = 64 * 1024  # of a message from a client
MOST_REPLAY = 4 * 1024 * 1024  # bytes of a replay that somebody brings
TAG = r"^[a-z][a-z0-9_-]{0,19}$"  # the name of one
MOST_TAGS = 8  # of a room
MOST_MESSAGES, MOST_SECONDS = 100, 20  # messages a connection may send in so many seconds

SeatName = Annotated[str, Meta(min_length=1, max_length=40)]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]  # of UTC: "2026-11-27"
Text = Annotated[str, Meta(max_length=40)]
TagName = Annotated[str, Meta(pattern=TAG)]
Line = Annotated[str, Meta(max_length=4000)]  # cells of the plan format, apart by blanks
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Speed = Annotated[int, Meta(ge=1, le=8)]
Seed = Annotated[int, Meta(ge=0, le=2**53 - 1)]  # as large as a number of JavaScript can be

# Codes of engine/codes.py, each with the family it is of in the client's codes.ts (server/catalogue.py).
Refusal = Annotated[int, Meta(extra={"typescript": "Reason"})]
EventKindIfAny = Annotated[int, Meta(extra={"typescript": "EventKind | typeof NO_EVENT"})]
FixtureKind = Annotated[int, Meta(extra={"typescript": "FixtureKind"})]
LinkKind = Annotated[int, Meta(extra={"typescript": "LinkKind"})]
ThingCode = Annotated[int, Meta(extra={"typescript": "Thing"})]

Pace = Literal["thinking", "timed", "live"]
Dropout = Literal["pause", "mind", "wait", "end"]
Phase = Literal["gathering", "planning", "playing", "over"]
SeedFrom = Literal["drawn", "chosen", "earlier"]  # by the server; by whoever made the room; of a game gone on from
Why = Literal[
    "hurt", "held", "up", "near", "lit", "water", "heart", "call", "offer", "failed", "saw", "heard", "cue", "done",
    "halt", "long",
]  # fmt: skip
Stop = Literal["danger", "call", "line", "new"]  # what reasons are about, see `lookout.STOPS`
Reason = Literal[
    "malformed",  # no message of this protocol: unknown type or field, a value out of bounds
    "version",  # another version of the protocol
    "too large",
    "too many",
    "too slow",
    "no room",
    "no seat",
    "token",  # unknown, or of another room
    "taken",  # the seat is held by somebody
    "not yours",  # an order for a seat that is not one's own, or by a spectator
    "not now",  # the room is in another phase
    "stale",  # of a turn that is past, or sent before
    "plan",  # a line that is no plan
    "over",
    "origin",
    "elsewhere",  # the seat went on in another window
    "full",  # as many rooms as this server takes
    "episode",
    "engine",  # it could not be compiled
    "replay",  # a file that is no whole replay, or one that is too much to be shown
]


class _Message(Struct, forbid_unknown_fields=True):
    pass


# --- rows: arrays on the wire, as they are many ---------------------------------------------------------------------


def _fields(columns: tuple[Column, ...], index: str = "") -> dict[str, Any]:
    """The fields of a row: the columns of a table of a percept, behind the index of what the row is about."""
    fields: dict[str, Any] = {index: Annotated[int, Meta(description="its index")]} if index else {}
    for column in columns:
        if column.kind == "spare":
            continue
        kind = FAMILY.get(column.names, "number")
        if column.names and column.none is not None:
            kind += f" | typeof NO_{kind.upper()}"
        words = f"{column.words} ({column.unit})" if column.unit else column.words
        fields[column.name] = Annotated[int, Meta(description=words, extra={"typescript": kind})]
    return fields


class Me(Struct, array_like=True):
    """One's own body and heart: the columns of `percept.ME`."""

    __annotations__ = _fields(percept.ME_COLUMNS)


class SeenBody(Struct, array_like=True):
    """A body as last seen; the first P are the team."""

    __annotations__ = _fields(percept.BODY_COLUMNS, "body")


class SeenFixture(Struct, array_like=True):
    """A fixture as last seen."""

    __annotations__ = _fields(percept.FIXTURE_COLUMNS, "fixture")


class SeenDrone(Struct, array_like=True):
    """A drone as last seen."""

    __annotations__ = _fields(percept.DRONE_COLUMNS, "drone")


class SeenThing(Struct, array_like=True):
    """What is set, burns or smokes on a cell, and how high water stands there."""

    y: int  # row of the atlas
    x: int  # column of the atlas
    thing: ThingCode  # what is set there, a code of Names.things
    left: int  # its number: points, beats or falls, by kind; -1 unknown, as it is only remembered
    fire: int  # beats it still burns
    smoke: int  # beats of smoke
    water: int  # 0 dry, 1 to the ankle, 2 to the chest, 3 over the head


class Sound(Struct, array_like=True):
    """A sound of this beat."""

    __annotations__ = _fields(HEARD_COLUMNS)


class Happening(Struct, array_like=True):
    """Something one saw or learnt happen this beat; `who` and `whom` as the event says, -1 nobody."""

    __annotations__ = _fields(percept.EVENT_COLUMNS)


class CellsRow(Struct, array_like=True):
    """Cells in a row of the atlas: bit x of the hexadecimal number is column x."""

    y: int  # row of the atlas
    cells: str  # bit x is column x of it


class Said(Struct, array_like=True):
    """A line of the log."""

    beat: int  # in which it was
    text: str  # a sentence


class LogLine(Struct, array_like=True):
    """A line of a reel's log, and the event it tells of."""

    beat: int  # in which it was
    text: str  # a sentence
    kind: EventKindIfAny  # none: the story, who came in sight, what was heard
    who: int  # as the event says, -1 nobody
    whom: int  # as the event says, -1 nobody


# --- what a seat knows ----------------------------------------------------------------------------------------------


class View(_Message):
    """What one seat perceives at a beat.

    Of known, bodies, fixtures, drones and things only what changed since the view before; everything in a `Welcome`.
    """

    seat: int  # whose view this is, an index; -1 everybody's
    me: Me  # what one knows of oneself
    pack: list[int]  # [objects]
    bonds: list[int]  # [P]
    now: list[int]  # [25]: cells seen now, a window centred on oneself; bit c of row r is cell (y - 12 + r, x - 12 + c)
    bright: list[int]  # [25]: those of them that are lit
    afar: list[int]  # [25]: cells that the lamp of the drone one flies shows, a window centred on it; [] for none
    known: list[CellsRow]  # cells ever seen
    bodies: list[SeenBody]  # as seen last
    fixtures: list[SeenFixture]  # as seen last
    drones: list[SeenDrone]  # as seen last
    things: list[SeenThing]  # on cells, as seen last
    heard: list[Sound]  # in this beat, loudest first
    events: list[Happening]  # of this beat
    orders: list[int]  # actions possible now, by their numbers in Names.actions
    log: list[str]  # the beat in words: what happened, what was heard


class Past(_Message):
    """One's own beats so far, a value a beat, the start first."""

    rate: list[int]  # of the heart (beats a minute)
    fear: list[int]  # 0 to 100
    hunger: list[int]  # 0 to 100
    hp: list[int]  # health (points)
    did: list[int]  # the action ordered for the beat, by its number in Names.actions; 0 at the start
    refused: list[Refusal]  # why it came to nothing, or came late; 0 if it did not
    log: list[Said]  # what happened, in words


# --- the graph paper ------------------------------------------------------------------------------------------------


class Names(_Message):
    """The names of the codes, by code."""

    natures: list[str]  # what bodies are
    states: list[str]  # of bodies
    sides: list[str]  # whom somebody owes
    gaits: list[str]  # how bodies move
    directions: list[str]  # the last is the cell one is on
    bearings: list[str]  # from where a sound comes
    sounds: list[str]  # what is heard
    signals: list[str]  # words that are called, whispered and signed
    objects: list[str]  # what people carry
    things: list[str]  # what is set on cells
    fixtures: list[str]  # kinds of what stands fast
    doors: list[str]  # states of doors and gates
    terrain: list[str]  # of cells
    links: list[str]  # ways between two cells
    events: list[str]  # kinds of what happens
    reasons: list[str]  # why an order came to nothing
    actions: list[str]  # each action as a cell of a plan


class Sheet(_Message):
    """A sheet; its cell (0, 0) is (top, left) of the atlas."""

    name: str  # as plans have it
    title: str  # as people read it
    storey: int  # how high it lies: one on another has a higher number
    top: int  # row of the atlas
    left: int  # column of the atlas
    height: int  # cells
    width: int  # cells
    terrain: list[str]  # a digit a cell: a code of names.terrain
    roofed: list[str]  # "1" indoors


class Fixture(Struct, array_like=True):
    """Where a fixture stands."""

    kind: FixtureKind  # a code of Names.fixtures
    y: int  # row of the atlas
    x: int  # column of the atlas
    name: str  # as people call it


class Link(Struct, array_like=True):
    """A way between two cells; a facade from its base to its top, so many storeys high, a zipline to where it lands."""

    kind: LinkKind  # a code of Names.links
    y0: int  # row of its one end
    x0: int  # column of it
    y1: int  # row of the other
    x1: int  # column of it
    height: int  # of a facade (storeys)
    beats: int  # of a ride on a zipline


class SeatInfo(_Message):
    """A seat of an episode."""

    name: SeatName  # its id, as messages and plans have it
    title: str  # what people call whoever has it
    letter: str  # what the board calls it


class Region(_Message):
    """A place by the title that everybody calls it by."""

    title: str  # as people call it
    cells: list[CellsRow]  # those that belong to it


class Goal(_Message):
    """An objective, and where it is met; no cells where that may be anywhere."""

    text: str  # as the briefing has it
    place: str  # what is there: "harbour steps"
    cells: list[CellsRow]  # where it is met


class Numbers(_Message):
    """Numbers of the rules a player goes by."""

    person_hp: int  # health of the unhurt (points)
    tremble_from: int  # fear from which hands tremble
    drone_light: int  # cells
    warn_beats: int  # beats in a drone's light until it strikes


class Paper(_Message):
    """The team's graph paper: what everybody knows beforehand."""

    episode: str  # its name
    title: str  # of the episode
    place: str  # where it plays
    briefing: str  # paragraphs apart by empty lines
    objectives: list[str]  # those the team is told of, in words
    beats: int  # the last beat there is
    seats: list[SeatInfo]  # in the order of their indices
    others: list[str]  # how those are called who come behind the seats and are nobody's to play
    partners: str  # the mind that holds the seats which nobody else takes
    apart: bool  # the team has no paper in common, whatever a room's settings say
    roll: str  # the roll call that was agreed on, as a cell of a plan: "roll-none" for none
    height: int  # of the atlas (cells)
    width: int  # of the atlas (cells)
    sheets: list[Sheet]  # the maps that lie in the atlas
    fixtures: list[Fixture]  # in the order of their indices
    links: list[Link]  # stairs, ladders, facades and ziplines
    consoles: list[tuple[int, int]]  # the fixture, and the drone that is flown there
    exits: list[tuple[int, int]]  # cells (y, x) by which one leaves
    regions: list[Region]  # places with a title
    goals: list[Goal]  # of the objectives, in their order
    basins: list[str]  # that water fills, by the index of fixtures' `one` and `other` less 1
    laid: list[ThingCode]  # what can be set on cells; empty if nothing can
    names: Names  # of codes
    numbers: Numbers  # of the rules
    tuning: dict[str, int]  # every number of the rules, by its name


# --- rooms ----------------------------------------------------------------------------------------------------------


class Settings(_Message):
    """How a room is played."""

    pace: Pace = "thinking"  # no clock, a clock for planning, or beats that do not wait
    seconds: Annotated[int, Meta(ge=5, le=3600)] = 60  # for planning, when timed
    tempo: Annotated[int, Meta(ge=0, le=5000)] = 500  # milliseconds a beat takes to be watched; live: of the clock
    dropout: Dropout = "pause"  # when grace is over: the beats wait on, a mind plays, the body stands still, or the
    # game ends
    grace: Annotated[int, Meta(ge=0, le=3600)] = 60  # seconds until the dropout policy is applied
    shared_paper: bool = True  # the team sees each other's lines; else each only its own
    spectators: bool = True  # who has no seat may look on, as may who can do nothing more with theirs
    delay: Annotated[int, Meta(ge=0, le=600)] = 20  # beats by which they are behind; 0: they see it live
    listed: bool = True  # in the lobby


class Seat(_Message):
    """Who holds a seat."""

    name: SeatName  # its id
    holder: Literal["open", "person", "mind"]  # who has it
    who: str  # what the person is called, or the mind
    here: bool  # a person's connection is up
    ready: bool  # has committed
    stand_in: bool  # a mind plays until the person is back
    line: str | None  # cells of a plan, apart by blanks, that one may see: of a person's what is in pencil or in ink
    # for this turn, of one's own else what is left of the last; of a mind what it means to do next; None where one may
    # not, or there is none
    answers: bool  # a mind that gives code words back
    reason: str  # of a mind whose line one may see: why it gave its last order; else ""


class Outcome(_Message):
    """How it ended."""

    outcome: Literal["won", "lost", "timeout", "abandoned"]  # how it counts
    ending: str  # its name
    text: str  # what the episode says of it
    score: int  # points
    beats: int  # that were played
    saved: int  # people of the team who got out
    dead: int  # people of the team who died
    turned: int  # people of the team who turned
    others: int = 0  # people without a seat who got out; not noted in rooms of before


class From(_Message):
    """A beat of a finished game to go on from."""

    room: Text  # its id
    beat: Count  # after which one goes on


class Room(_Message):
    """A room as one of its seats or spectators sees it."""

    phase: Phase  # what it is at
    turn: int  # planning phases so far
    beat: int  # beats played
    left_ms: int | None  # of the clock or the countdown that runs, when this was sent
    waits: bool  # the beats wait for somebody who lost the connection
    speed: int  # how many times as fast as the tempo the beats are played
    behind: int  # beats by which who looks on is behind; 0: they see it live
    seats: list[Seat]  # in the order of their indices
    settings: Settings  # how it is played
    outcome: Outcome | None = None  # once it is over


class Fate(_Message):
    """How a seat came to do nothing more, as far as it was told of it itself."""

    what: Literal["died", "turned", "out"]  # became of it
    beat: int  # in which it was
    cause: str  # in a sentence
    signs: list[Said]  # what of it could be seen coming, and when


class Pointing(_Message):
    """Where somebody pointed with a signal that this seat saw or heard."""

    seat: int  # index of who did
    y: int  # row of the atlas
    x: int  # column of the atlas
    beat: int  # in which they did


class Marking(_Message):
    """What a seat thinks is at a cell, or within one cell of it."""

    seat: int  # index of who thinks so
    y: int  # row of the atlas
    x: int  # column of the atlas
    what: str  # "nobody", a name of Names.natures, or of a seat or one of the others
    count: int  # at least so many
    sure: Sure  # per cent
    beat: int  # after which it was made


class Mine(_Message):
    """What concerns the seat that is looked through."""

    commits: int  # lines of this seat that are on disk: the acknowledgement of a commit
    at: int  # how many cells of the line in ink are done with, from its beginning on
    did: int  # the action ordered for the last beat, by its number in Names.actions; 0 before the first
    why: list[Why]  # what stopped the beats, as far as this seat perceived it
    reflex: str  # the cell of the reflex in force: "reflex-shove-around"
    roll: str  # that of the roll call
    answer: str  # that of what it answers, unasked: "answer-HELP-COME-2"
    stops: list[Stop]  # what stops one's turn
    speed: int  # at which one likes to watch
    points: list[Pointing]  # the last of each team mate
    pointing: tuple[int, int] | None  # the cell (y, x) one points at with one's next signal
    marks: list[Marking]  # one's own, and those of team mates that one knows of
    hopeless: str = ""  # why it can no longer be won, as far as this seat knows who is lost; "" while it may be
    fate: Fate | None = None  # once it can do nothing more


# --- server to client -----------------------------------------------------------------------------------------------


class Welcome(_Message, tag="welcome"):
    """Everything, for one who joins or missed too much."""

    protocol: int  # its version
    version: int  # of the room: rows of its log that this seat may know of
    id: str  # of the room
    seat: SeatName | None  # one's own
    watching: SeatName | None  # whose view this is; None before there is one
    go_on: From | None  # the beat of another game at which this one began
    day: Day | None  # whose night it is
    seed_from: SeedFrom | None  # if it was not drawn, somebody may know the night; of old rooms nobody knows
    paper: Paper  # what everybody knows beforehand
    room: Room  # as this seat sees it
    mine: Mine  # what concerns the seat that is looked through
    past: Past  # its beats so far
    view: View | None  # what it perceives; None before the start
    fate: Fate | None = None  # of one's own seat, while one looks through another


class Update(_Message, tag="update"):
    """What changed. Versions grow by one or more."""

    version: int  # of the room, as in Welcome
    room: Room  # as this seat sees it
    mine: Mine  # what concerns the seat that is looked through
    view: View | None = None  # of a new beat


class Rehearsal(_Message, tag="rehearsal"):
    """Where the team would go by these lines, as far as one knows: a track of cells (y, x) for each seat."""

    asked: int  # as in the question
    tracks: list[list[tuple[int, int]]]  # [P][beats + 1]; empty for a seat whose place is unknown
    flights: list[list[tuple[int, int]]]  # [P][beats + 1]: of the drone that each seat flies; empty if it gets nowhere
    passed: list[list[int]]  # [P][cells]: the beat after which each cell of the line was done with
    failed: list[list[int]]  # [P]: which cells of the line come to nothing, as far as one knows
    bitten: int  # in how many beats one is bitten first, as far as one knows and thinks; -1 not at all


class Visitor(_Message):
    """Somebody who looks on, and may want a seat."""

    number: int  # of the connection
    who: str  # "" if they did not say
    wants: SeatName | None  # the seat they ask for, if any


class Door(_Message, tag="door"):
    """Who stands at the door; told to everybody whenever it changes."""

    host: SeatName | None  # who lets them in: whoever of those present has had a seat longest
    visitors: list[Visitor]  # the first 20


class Key(_Message, tag="key"):
    """The key to a seat, for a visitor who was let in."""

    seat: SeatName  # that one has now
    token: str  # for Join; whoever has it has the seat


class Refused(_Message, tag="refused"):
    """A message that changed nothing (of a draft the beginning stands), and why. May close the connection."""

    reason: Reason  # for programs
    message: str  # for people
    closing: bool = False  # the connection is closed


class Pong(_Message, tag="pong"):
    """The answer to a ping, at once: everything that was sent before it has been heard."""

    asked: int  # what the ping asked


FromServer = Welcome | Update | Rehearsal | Door | Key | Refused | Pong


# --- client to server -----------------------------------------------------------------------------------------------


class Join(_Message, tag="join"):
    """The first message: a seat's token, or whose view to watch; the last version seen, to get only what was missed.

    With both, whoever has the seat and can do nothing more with it looks on through another, in a room that takes
    spectators. Who looks on is `Room.behind` beats behind.
    """

    protocol: int  # the version one speaks
    token: Annotated[str, Meta(max_length=100)] | None = None  # of the seat that is one's own
    watch: SeatName | None = None  # the seat to look through
    last: Count | None = None  # the version seen last
    who: Text = ""  # what a visitor is called


class Ask(_Message, tag="ask"):
    """A visitor asks for a seat that a mind holds, or whose person is gone; None takes it back."""

    seat: SeatName | None  # the one that is wanted
    who: Text = ""  # what one is called


class Answer(_Message, tag="answer"):
    """The host lets a visitor take the seat they asked for, or not."""

    visitor: Count  # their number, as Door has it
    yes: bool  # they may have it


class Start(_Message, tag="start"):
    """Begin; open seats are given to `caution`."""


class Draft(_Message, tag="draft"):
    """A line in pencil: teammates see it, and it counts when the clock runs out."""

    turn: Count  # as in Commit
    line: Line  # cells of a plan


class Commit(_Message, tag="commit"):
    """A line in ink for this turn. `ms`: how long it took since the view was drawn."""

    turn: Count  # Room.turn; when live, Mine.commits
    line: Line  # cells of a plan
    ms: Count = 0  # milliseconds


class Halt(_Message, tag="halt"):
    """Stop the beats and plan again."""

    turn: Count  # Room.turn


class Withdraw(_Message, tag="withdraw"):
    """Take a line out of ink while others still plan."""

    turn: Count  # Room.turn


class Heed(_Message, tag="heed"):
    """Say what stops one's own turn, and how fast one likes to watch."""

    stops: Annotated[list[Stop], Meta(max_length=4)]  # all that stop it; nothing else does
    speed: Speed  # how many times as fast as the tempo


class GoOn(_Message, tag="go on"):
    """Let a mind play for somebody whose connection is lost, until they are back."""

    seat: SeatName  # whose connection is lost


class Show(_Message, tag="show"):
    """As the host: let those who look on see it live, or again as far behind as the room was made."""

    live: bool  # else as far behind as Settings.delay


class Point(_Message, tag="point"):
    """Point at a cell with one's next signal; shown to whoever perceives it. None: at nothing."""

    at: tuple[Count, Count] | None  # (y, x)


class Mark(_Message, tag="mark"):
    """Mark what one thinks is at a cell that one does not see, or within one cell of it. None: nothing any more."""

    at: tuple[Count, Count]  # (y, x)
    what: Text | None  # as in Marking
    count: Annotated[int, Meta(ge=1, le=9)] = 1  # at least so many
    sure: Sure = 75  # per cent


class Rehearse(_Message, tag="rehearse"):
    """Ask where these lines would lead if one's marks are true; `asked` comes back in the answer."""

    asked: Count  # any number, to know the answer by
    lines: dict[SeatName, Line]  # by seat, cells of a plan


class Leave(_Message, tag="leave"):
    """Give the seat up: it goes back to the mind that held it, or else to one that stands in."""


class Ping(_Message, tag="ping"):
    """Ask whether anybody is there; `asked` comes back in the answer."""

    asked: Count  # any number of the client's own, as the number of the question


FromClient = (
    Join
    | Ping
    | Ask
    | Answer
    | Show
    | Start
    | Draft
    | Commit
    | Withdraw
    | Halt
    | Heed
    | Point
    | Mark
    | GoOn
    | Rehearse
    | Leave
)


# --- over HTTP ------------------------------------------------------------------------------------------------------


class Run(_Message):
    """A game that people played from its start by the rules of today, and that the engine reproduces."""

    room: str  # its id
    who: list[str]  # what the people called themselves, in the order of seats
    outcome: Literal["won", "lost", "timeout"]  # how it counts
    saved: int  # people of the team who got out
    beats: int  # that were played
    score: int  # points
    others: int = 0  # people without a seat who got out


class EpisodeCard(_Message):
    """An episode to choose."""

    name: str  # by which rooms are made
    title: str  # as people read it
    place: str  # where it plays
    briefing: str  # paragraphs apart by empty lines
    objectives: list[str]  # those the team is told of, in words
    beats: int  # the last beat there is
    seats: list[SeatInfo]  # in the order of their indices
    partners: str  # the mind that holds the seats which nobody else takes
    apart: bool  # the team has no paper in common
    sheets: list[Sheet]  # its maps
    new: list[str] = msgspec.field(default_factory=list)  # kinds that no night of the season before it holds, by name
    most_saved: list[Run] = msgspec.field(default_factory=list)  # of this server's listed games that were won
    fewest_beats: list[Run] = msgspec.field(default_factory=list)  # the same, by beats


class Tonight(_Message):
    """The night of the day: one episode and one seed for everybody, until the day is over."""

    day: Day  # which it is
    left_ms: int  # until the next one
    episode: str  # name
    results: list[Run]  # of listed games of it, the best first


class RoomCard(_Message):
    """A room in the lobby."""

    id: str  # by which it is found
    episode: str  # name
    title: str  # of the episode
    phase: Phase  # what it is at
    beat: int  # beats played
    seed_from: SeedFrom | None  # as in Welcome
    seats: list[Seat]  # without their lines
    settings: Settings  # how it is played
    outcome: Outcome | None = None  # of a night whose day is not over without its ending
    day: Day | None = None  # whose night it is
    sealed: bool = False  # that day is not over: what happened is shown to its own people alone


class Lobby(_Message):
    """GET /api/lobby."""

    protocol: int  # its version
    preparing: int | None  # seconds for which the engine has been compiled; None once it is
    episodes: list[EpisodeCard]  # that are offered
    minds: list[str]  # that may hold a seat
    rooms: list[RoomCard]  # listed ones that are not over, the newest first
    tonight: Tonight  # the night of the day


class NewRoom(_Message):
    """POST /api/rooms. Seats without a mind are open to people."""

    episode: Text  # name
    seed: Seed | None = None  # chosen by the server if None
    day: Day | None = None  # as its night, with the seed of it; of today alone
    minds: dict[SeatName, Text] = msgspec.field(default_factory=dict)  # by seat, of Lobby.minds
    settings: Settings = msgspec.field(default_factory=Settings)  # how it is played
    go_on: From | None = None  # the beat of a finished game at which it begins
    tags: Annotated[dict[TagName, Text], Meta(max_length=MOST_TAGS)] = msgspec.field(default_factory=dict)  # noted of
    # it for exports alone, as its condition or session; nobody who plays is told


class Made(_Message):
    """The room that was made."""

    id: str  # by which it is found


class Claim(_Message):
    """POST /api/rooms/ID/seats: take an open seat."""

    seat: SeatName  # an open one
    who: Text  # what one is called


class Seated(_Message):
    """The key to a seat; only whoever took it gets it, once."""

    seat: SeatName  # that one has now
    token: str  # for Join


class GoalTold(_Message):
    """An objective as it stood at the end, and who did what for it."""

    text: str  # as the briefing has it
    met: bool  # at the end
    beat: int  # in which it was met first, -1 never
    came: int  # how far it came
    need: int  # when it is met: people, things or beats, by its kind
    deeds: list[Said]  # what who did for it


class ScoreRow(_Message):
    """A row of the score."""

    text: str  # what for
    points: int  # of the score


class Account(_Message):
    """GET /api/rooms/ID/account of a finished game: why it ended as it did. The points of all rows sum to the score."""

    reason: str  # what ended it
    hopeless: str  # since when it could no longer be won, and why; "" if it could to its end
    goals: list[GoalTold]  # those the briefing names
    score: list[ScoreRow]  # its rows


class Reel(_Message):
    """GET /api/rooms/ID/reel?seat=NAME of a finished game: a seat's views from the start to the end.

    Each holds what changed; without a seat they hold everything. Their words are in the log.
    """

    paper: Paper  # what everybody knew beforehand
    outcome: Outcome  # how it ended
    seed: str  # in decimal; "" while it is kept
    seat: SeatName | None  # whose views these are; None: everybody's
    orders: list[list[int]]  # [beats][P]; of a seat's reel its own alone, -1 in the place of all others
    log: list[LogLine]  # as the seat was told it; without a seat everything, as a referee tells it
    views: list[View]  # [beats + 1]


class Brought(_Message):
    """POST /api/replays?seat=NAME with the bytes of a file: a replay that somebody brings, of which nothing is kept.

    Of one that is not proved there is no seat's reel.
    """

    proved: bool  # the engine reproduces it
    words: str  # what was proved, or why it was not
    reel: Reel  # what is in it


class GhostAt(Struct, array_like=True):
    """Somebody of another team in a beat, while they are on the map."""

    who: int  # index into Ghosts.names
    y: int  # row of the atlas
    x: int  # column of the atlas
    state: Annotated[int, Meta(extra={"typescript": "State"})]  # up, down or dead


class Ghosts(_Message):
    """GET /api/rooms/ID/ghosts/OTHER: where the team of another game of the same night was, beat for beat."""

    names: list[str]  # titles of the seats
    beats: list[list[GhostAt]]  # [beats + 1]: those on the map


class Nights(_Message):
    """GET /api/rooms/ID/nights of a night of a day: the listed games of other teams in it, the best first."""

    runs: list[Run]  # those of others
