"""What `episode.toml` may hold, as types: the field names are the keys of the file, and anything else is an error."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from warbell.engine.codes import MAX_PERSONS

MOST_BODIES = 200_000
MOST_BEATS = 100_000
MOST_SHEETS = 16
MOST_DRONES = 64
MOST_OBJECTIVES = 63  # a set of objectives is one 64-bit word, and the clock is one of them
MOST_STOREYS = 20  # of a facade
MOST_RIDE = 200  # beats on a zipline
MOST_UNITS = 1 << 22  # of water in a basin
MOST_TRIGGERS = 64  # which have fired is one such word too

Name = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{1,39}$")]
SeatId = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,19}$")]
# No control characters: these texts go to terminals.
Title = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")]
Text = Annotated[str, Meta(max_length=4000, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f-\x9f]*$")]
Percent = Annotated[int, Meta(ge=0, le=100)]
Count = Annotated[int, Meta(ge=0, le=1000)]
Rounds = Annotated[int, Meta(ge=0, le=100)]
Points = Annotated[int, Meta(ge=1, le=10_000)]
Beats = Annotated[int, Meta(ge=1, le=MOST_BEATS)]
Round = Annotated[int, Meta(ge=0, le=MOST_BEATS)]
Place = str | list[str]  # cells, in the words of places.py

Outcome = Literal["won", "lost", "timeout"]
Thing = Literal["desk", "barricade", "shards", "slick"]
Kind = Literal["shambler", "listener", "climber", "mimic"]
Link = Literal["stairs", "ladder", "facade", "zipline"]
Goal = Literal["escape", "survive", "lose", "gather", "stock", "work", "keep", "treat", "rescue"]
Manner = Literal["stay", "hide", "follow"]
Side = Literal["civilian", "raider", "soldier"]
Partner = Literal["follow", "caution", "selfish", "sprint", "wait"]
Signal = Literal[
    "HELP", "COME", "GO", "STOP", "SAFE", "NOW", "ANCHOR", "BEACON", "CANDLE", "DORY", "ELM", "FERRY", "GULL",
    "HARBOUR",
]  # fmt: skip
Talent = Literal["planner", "tactician", "hybrid", "medic", "steady"]
Object = Literal[
    "food", "medicine", "key", "fuel", "planks", "rope", "bottle", "oil", "flare", "mop", "extinguisher", "phone",
    "battery", "herbs", "torch",
]  # fmt: skip


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file."""


class SheetPart(Part, frozen=True):
    """A sheet; its map is the file `NAME.txt` beside episode.toml."""

    name: Name
    title: Title | None = None
    storey: Annotated[int, Meta(ge=-20, le=100)] = 0
    roofed: bool = False  # no sky over any of it; elsewhere only over floor


class RegionPart(Part, frozen=True):
    """A name for some cells; with a title they are on the team's map."""

    name: Name
    at: Place
    title: Title | None = None


class SeatPart(Part, frozen=True):
    """A member of the team."""

    id: SeatId
    title: Title
    start: Place
    target: Place
    scatter: bool = False  # the dice choose among the cells of `start`
    hp: Points | None = None
    fear: Percent = 0
    hunger: Percent = 0
    control: Percent = 100
    bitten: Beats | None = None
    down: bool = False
    talents: list[Talent] = []
    pack: dict[str, object] = {}  # how many of which object
    rounds: Rounds = 0  # cartridges in a pistol at the belt


class PersonPart(Part, frozen=True):
    """Somebody who is not of the team, and whom nobody plays."""

    id: SeatId
    title: Title
    start: Place
    manner: Manner = "hide"
    side: Side | None = None  # whom they owe; who has one lives by their needs
    scatter: bool = False  # the dice choose among the cells of `start`
    hp: Points | None = None
    fear: Percent = 0
    hunger: Percent = 0
    bitten: Beats | None = None
    down: bool = False
    pack: dict[str, object] = {}  # how many of which object
    rounds: Rounds = 0  # cartridges in a pistol at the belt


class BondPart(Part, frozen=True):
    """What two people feel for each other; `back` where it is not the same both ways."""

    between: Annotated[list[str], Meta(min_length=2, max_length=2)]
    points: Percent
    back: Percent | None = None


class InfectedPart(Part, frozen=True):
    """Infected of one kind, on cells that the dice of the seed choose."""

    kind: Kind
    count: Annotated[int, Meta(ge=1, le=MOST_BODIES)]
    at: Place
    away: Annotated[int, Meta(ge=0, le=200)] = 0
    mingled: bool = False  # also where somebody might have been scattered, and was not
    asleep: bool = False
    wary: bool = False  # it knows already what a drone's light does
    name: Title | None = None
    group: Name | None = None  # by which a draw has it there or not
    hp: Points | None = None


class ArrivalPart(Part, frozen=True):
    """Infected that come onto the map later: at a beat that the dice choose, or when a trigger calls them."""

    kind: Kind
    count: Annotated[int, Meta(ge=1, le=MOST_BODIES)]
    at: Place
    beat: Beats | Annotated[list[Beats], Meta(min_length=2, max_length=2)] | None = None
    gap: Annotated[int, Meta(ge=0, le=600)] = 0  # beats from one of them to the next
    toward: Place | None = None  # where they walk unless something draws them away
    name: Title | None = None
    group: Name | None = None  # by which a trigger calls them, and a draw has them come or not
    hp: Points | None = None


class DronePart(Part, frozen=True):
    """A drone and its round."""

    name: Title
    route: Annotated[list[str], Meta(min_length=1, max_length=64)]
    at: Round | Annotated[list[Round], Meta(min_length=2, max_length=2)] = 0
    pause: Annotated[int, Meta(ge=0, le=600)] = 0
    pace: Annotated[int, Meta(ge=1, le=4)] = 1


class ConsolePart(Part, frozen=True):
    """A console and the captured drone that is flown at it."""

    name: Title  # of the drone
    at: str  # the mark of the console
    drone: str  # where the drone stands at the start
    battery: Annotated[int, Meta(ge=0, le=1000)] = 0  # beats that it flies before it needs another battery
    load: Object | None = None  # the object that hangs under it from the start


class LinkPart(Part, frozen=True):
    """A way from a cell to another that is not beside it."""

    kind: Link
    from_: str = msgspec.field(name="from")
    to: str = msgspec.field(name="to")
    height: Annotated[int, Meta(ge=1, le=MOST_STOREYS)] | None = None  # of a facade, in storeys
    beats: Annotated[int, Meta(ge=2, le=MOST_RIDE)] | None = None  # of a ride on a zipline


class ThingPart(Part, frozen=True):
    """Things that stand or lie on cells from the start."""

    kind: Thing
    at: Place


class BasinPart(Part, frozen=True):
    """Cells that water fills together, and how much of it there is at the start."""

    name: Name
    at: Place
    drain: str  # the mark towards which it draws what floats
    units: Annotated[int, Meta(ge=0, le=MOST_UNITS)] = 0
    height: Annotated[int, Meta(ge=-100, le=400)] | None = None  # of its floor, in levels; else three a storey
    title: Title | None = None  # with one it is on the team's map


class PipePart(Part, frozen=True):
    """What joins two basins, while its valve is on."""

    valve: str
    joins: Annotated[list[str], Meta(min_length=2, max_length=2)]
    flow: Points | None = None  # units a beat at most


class ObjectivePart(Part, frozen=True):
    """Something that can be met; which other fields it takes is said by its kind (check.py)."""

    name: Name
    kind: Goal
    text: Text = ""
    need: Annotated[int, Meta(ge=1, le=MOST_BEATS)] | None = None
    at: Place | None = None
    object: Object | None = None
    state: str | None = None
    seat: SeatId | None = None
    secret: bool = False
    points: Annotated[int, Meta(ge=0, le=10_000)] = 0  # of score for meeting it
    latch: bool = False  # once met it stays met
    after: list[str] = []  # it counts once all of these have been met


class ChangePart(Part, frozen=True):
    """What becomes of a fixture: its state, or what it holds."""

    at: str
    state: str | None = None
    holds: dict[str, object] | None = None  # how many of which object, nothing else


class OptionPart(Part, frozen=True):
    """One way a draw can come out."""

    name: Name
    set: list[ChangePart] = []
    with_: list[Name] = msgspec.field(name="with", default_factory=list)  # groups that are there with it alone


class DrawPart(Part, frozen=True):
    """Something that the dice decide before the first beat, one option as likely as another."""

    name: Name
    text: Text  # what the briefing says of it
    options: Annotated[list[OptionPart], Meta(min_length=2, max_length=32)]


class TriggerPart(Part, frozen=True):
    """What the night does by itself, once, when something is so."""

    beat: Beats | None = None
    objective: str | None = None
    fixture: str | None = None
    state: str | None = None  # of the fixture
    after: list[str] = []  # it waits until all of these have been met
    set: list[ChangePart] = []
    arrive: list[Name] = []
    text: Text = ""  # what everybody gets to know of it


class EndingPart(Part, frozen=True):
    """How the episode can end; the first whose conditions hold does."""

    name: Name
    outcome: Outcome
    text: Text
    all_of: list[str] = []
    none_of: list[str] = []
    score: Annotated[int, Meta(ge=-100_000, le=100_000)] = 0


class StoryPart(Part, frozen=True):
    """A text shown at a beat, or when an objective is met."""

    text: Text
    beat: Annotated[int, Meta(ge=0, le=MOST_BEATS)] | None = None
    objective: str | None = None


class RollPart(Part, frozen=True):
    """A roll call agreed on before the night: seat p gives the signal in each beat b with b mod `every` = p."""

    signal: Signal
    every: Annotated[int, Meta(ge=1, le=MOST_BEATS)]


class EpisodePart(Part, frozen=True):
    """The whole file."""

    name: Name
    title: Title
    place: Title
    briefing: Text
    beats: Beats
    sheets: Annotated[list[SheetPart], Meta(min_length=1, max_length=MOST_SHEETS)]
    seats: Annotated[list[SeatPart], Meta(min_length=1, max_length=MAX_PERSONS)]
    objectives: Annotated[list[ObjectivePart], Meta(min_length=1, max_length=MOST_OBJECTIVES)]
    endings: Annotated[list[EndingPart], Meta(min_length=1, max_length=64)]
    overtime: Text = "Morning comes, and nothing is decided."
    people: Annotated[list[PersonPart], Meta(max_length=MAX_PERSONS)] = []
    regions: Annotated[list[RegionPart], Meta(max_length=200)] = []
    partners: Partner = "follow"  # the mind that holds the seats which nobody else takes
    roll: RollPart | None = None
    apart: bool = False  # the team has no paper in common: nobody sees another's line
    bond: Percent = 0  # what any two feel for each other, unless `bonds` says otherwise
    bonds: Annotated[list[BondPart], Meta(max_length=4096)] = []
    infected: Annotated[list[InfectedPart], Meta(max_length=1000)] = []
    arrivals: Annotated[list[ArrivalPart], Meta(max_length=200)] = []
    drones: Annotated[list[DronePart], Meta(max_length=MOST_DRONES)] = []
    consoles: Annotated[list[ConsolePart], Meta(max_length=16)] = []
    draws: Annotated[list[DrawPart], Meta(max_length=64)] = []
    triggers: Annotated[list[TriggerPart], Meta(max_length=MOST_TRIGGERS)] = []
    things: Annotated[list[ThingPart], Meta(max_length=200)] = []
    basins: Annotated[list[BasinPart], Meta(max_length=64)] = []
    pipes: Annotated[list[PipePart], Meta(max_length=200)] = []
    links: Annotated[list[LinkPart], Meta(max_length=200)] = []
    story: Annotated[list[StoryPart], Meta(max_length=200)] = []
    tuning: dict[str, object] = {}  # numbers of the rules that are others here

    @property
    def everybody(self) -> list[SeatPart | PersonPart]:
        """All people, in the order of their bodies: those with a seat, then the others."""
        return [*self.seats, *self.people]

    @property
    def packs(self) -> list[InfectedPart | ArrivalPart]:
        """All infected there may be, in the order of their bodies: those of the start, then those who arrive."""
        return [*self.infected, *self.arrivals]
