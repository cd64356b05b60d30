"""What a bot is told and what it answers: one JSON document a line. docs/bot-protocol.schema.json is made of these.

Cells are [y, x] of the atlas, in which all sheets lie side by side.
"""

from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta, Struct

from warbell import __version__
from warbell.encode.words import ACTIONS
from warbell.engine import RULES_VERSION, codes
from warbell.engine.bits import unpack
from warbell.episodes import Brief

VERSION = 1  # of this protocol: a bot that is told another one had better stop

Cell = tuple[int, int]


class TeamMember(Struct):
    """A seat of the team, whoever holds it."""

    seat: str
    title: str
    start: Annotated[Cell, Meta(description="0, 0 for who is scattered")]
    target: Annotated[list[Cell], Meta(description="cells it is to go to, if it goes by itself")]


class Sheet(Struct):
    """A sheet of the team's paper: a rectangle of the atlas."""

    name: str
    title: str
    storey: int
    top: int
    left: int
    height: int
    width: int


class Fixture(Struct):
    """A door, gate, switch or the like; percepts name it by its number."""

    fixture: int
    name: str
    kind: str
    at: Cell


class Link(Struct):
    """Stairs, a ladder or a rope between two cells: the order `link` takes it from either."""

    kind: str
    ends: tuple[Cell, Cell]
    beats: Annotated[int, Meta(description="how long it takes")]


class Chart(Struct):
    """The team's paper, as drawn before the night."""

    height: int
    width: int
    sheets: list[Sheet]
    terrains: Annotated[list[str], Meta(description="names of terrains, by the digits of `terrain`")]
    terrain: Annotated[list[str], Meta(description="a string for each row of the atlas, a digit for each cell")]
    walls: Annotated[list[str], Meta(description="the same, `#` where nobody can stand and `.` elsewhere")]
    roofed: Annotated[list[str], Meta(description="the same, `#` under a roof and `.` elsewhere")]
    exits: list[Cell]
    links: list[Link]
    fixtures: list[Fixture]


class Hello(Struct, tag="hello"):
    """The first line to a bot."""

    protocol: int
    warbell: str
    rules: int
    seats: Annotated[list[str], Meta(description="the seats it holds, in every world")]
    worlds: Annotated[int, Meta(description="games that are played side by side, numbered from 0")]
    seconds: Annotated[float, Meta(description="how long it may think about an order")]
    team: list[TeamMember]
    others: Annotated[list[str], Meta(description="people who are not of the team")]
    objectives: list[str]
    orders: Annotated[list[str], Meta(description="every order by its number")]
    chart: Chart


class Decide(Struct, tag="decide"):
    """A question: what a seat of a world perceives at a beat, and so what does it do?"""

    ask: Annotated[int, Meta(description="the number of the question, to be repeated in the answer")]
    world: int
    seat: str
    beat: int
    percept: dict[str, Any]


class Answer(Struct):
    """An answer: the order of the seat and world that was asked about. Other fields are not looked at."""

    ask: int
    order: Annotated[str | int, Meta(description="its name, as in `step north`, or its number")]


ToBot = Hello | Decide
FromBot = Answer


def hello(brief: Brief, seats: list[int], worlds: int, seconds: float) -> Hello:
    """What a bot that holds these seats (indices) is told of the night before it begins."""
    team = zip(brief.seats, brief.titles, brief.starts.tolist(), brief.targets, strict=True)
    width = brief.chart.terrain.shape[1]
    return Hello(
        protocol=VERSION,
        warbell=__version__,
        rules=RULES_VERSION,
        seats=[brief.seats[seat] for seat in seats],
        worlds=worlds,
        seconds=seconds,
        team=[TeamMember(name, title, (y, x), _cells(target, width)) for name, title, (y, x), target in team],
        others=list(brief.others),
        objectives=[objective.text for objective in brief.objectives],
        orders=list(ACTIONS),
        chart=_chart(brief),
    )


def _chart(brief: Brief) -> Chart:
    chart = brief.chart
    height, width = chart.terrain.shape
    return Chart(
        height=height,
        width=width,
        sheets=[
            Sheet(sheet.name, sheet.title, sheet.storey, sheet.top, sheet.left, sheet.height, sheet.width)
            for sheet in brief.sheets
        ],
        terrains=list(codes.TERRAIN),
        terrain=["".join(map(str, row)) for row in chart.terrain.tolist()],
        walls=_drawn(chart.solid, width),
        roofed=_drawn(chart.roofed, width),
        exits=_cells(chart.exits, width),
        links=[
            Link(
                codes.LINKS[row["kind"]],
                ((int(row["y0"]), int(row["x0"])), (int(row["y1"]), int(row["x1"]))),
                int(row["beats"]),
            )
            for row in chart.links
        ],
        fixtures=[
            Fixture(k, name, codes.FIXTURES[row["kind"]], (int(row["y"]), int(row["x"])))
            for k, (row, name) in enumerate(zip(chart.fixtures, brief.fixture_names, strict=True))
        ],
    )


def _cells(plane: np.ndarray, width: int) -> list[Cell]:
    return [(y, x) for y, x in np.argwhere(unpack(plane, width)).tolist()]


def _drawn(plane: np.ndarray, width: int) -> list[str]:
    return ["".join(".#"[cell] for cell in row) for row in unpack(plane, width).astype(int).tolist()]


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(FromBot)


def encode(message: ToBot) -> bytes:
    """A message as the line a bot reads."""
    return _ENCODER.encode(message) + b"\n"


def decode(line: bytes) -> Answer:
    """What a bot wrote; msgspec.MsgspecError or another ValueError if it is no answer."""
    try:
        return _DECODER.decode(line)
    except RecursionError as error:  # one nested deeply
        raise ValueError(str(error)) from None
