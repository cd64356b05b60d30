"""The graph paper of an episode: what the briefing hands out to everybody, as messages."""

from functools import cache

import numpy as np

from warbell.encode.letters import letters
from warbell.engine import codes
from warbell.engine.actions import decode
from warbell.engine.bits import unpack
from warbell.episodes import Brief, Episode, SheetInfo, brief
from warbell.plans import Order, Roll
from warbell.server import protocol
from warbell.server.places import goals, regions

MOVES = (codes.WAIT, codes.STEP, codes.RUN, codes.SNEAK)


def paper(episode: Episode) -> protocol.Paper:
    """All that is known beforehand of an episode."""
    public = brief(episode)
    height, width = public.chart.terrain.shape
    tuning = public.tuning[0]
    return protocol.Paper(
        episode=episode.name,
        title=episode.title,
        place=episode.place,
        briefing=episode.briefing,
        objectives=[objective.text for objective in public.objectives],
        beats=episode.beats,
        seats=seats(public),
        others=list(public.others),
        partners=episode.partners,
        apart=episode.apart,
        roll=str(Roll(*episode.roll)),
        height=height,
        width=width,
        sheets=[_sheet(public, sheet) for sheet in episode.sheets],
        fixtures=[
            protocol.Fixture(int(row["kind"]), int(row["y"]), int(row["x"]), name)
            for row, name in zip(public.chart.fixtures, public.fixture_names, strict=True)
        ],
        links=[
            protocol.Link(*(int(row[name]) for name in ("kind", "y0", "x0", "y1", "x1", "height", "beats")))
            for row in public.chart.links
        ],
        consoles=[(int(row["fixture"]), int(row["drone"])) for row in public.chart.consoles],
        exits=[(int(y), int(x)) for y, x in np.argwhere(unpack(public.chart.exits, width))],
        regions=regions(episode),
        goals=goals(episode),
        basins=list(episode.basin_names),
        laid=list(range(1, len(codes.THINGS))) if episode.holds_things else [],
        names=names(),
        numbers=protocol.Numbers(
            person_hp=int(tuning["person_hp"]),
            tremble_from=int(tuning["tremble_from"]),
            drone_light=int(tuning["drone_light"]),
            warn_beats=int(tuning["drone_patience"]),
        ),
        tuning={name: int(tuning[name]) for name in tuning.dtype.names or ()},
    )


def card(
    known: protocol.Paper, new: list[str], most_saved: list[protocol.Run], fewest_beats: list[protocol.Run]
) -> protocol.EpisodeCard:
    """An episode as the lobby shows it: a part of its paper, what is new in it, and its records."""
    fields = (name for name in protocol.EpisodeCard.__struct_fields__ if hasattr(known, name))
    return protocol.EpisodeCard(
        name=known.episode,
        new=new,
        most_saved=most_saved,
        fewest_beats=fewest_beats,
        **{name: getattr(known, name) for name in fields},
    )


def seats(public: Brief) -> list[protocol.SeatInfo]:
    """The seats of an episode, in order."""
    return [
        protocol.SeatInfo(name=name, title=title, letter=letter)
        for name, title, letter in zip(public.seats, public.titles, letters(public.titles), strict=True)
    ]


@cache
def names() -> protocol.Names:
    """The names of all codes."""
    return protocol.Names(
        natures=list(codes.NATURES),
        states=list(codes.STATES),
        sides=list(codes.SIDES),
        gaits=list(codes.GAITS),
        directions=list(codes.DIRECTIONS),
        bearings=list(codes.BEARINGS),
        sounds=list(codes.SOUNDS),
        signals=list(codes.SIGNALS),
        objects=list(codes.OBJECTS),
        things=list(codes.THINGS),
        fixtures=list(codes.FIXTURES),
        doors=list(codes.DOOR_STATES),
        terrain=list(codes.TERRAIN),
        links=list(codes.LINKS),
        events=list(codes.EVENTS),
        reasons=list(codes.REASONS),
        actions=[_cell(action) for action in range(codes.N_ACTIONS)],
    )


def _cell(action: int) -> str:
    """An action as the cell of a plan."""
    verb, direction, signal, item, cells = (int(part) for part in decode(action))
    return str(Order(verb, direction, signal, item, cells))


def _sheet(public: Brief, sheet: SheetInfo) -> protocol.Sheet:
    rows = slice(sheet.top, sheet.top + sheet.height)
    columns = slice(sheet.left, sheet.left + sheet.width)
    roofed = unpack(public.chart.roofed, public.chart.terrain.shape[1])[rows, columns].astype(np.uint8)
    return protocol.Sheet(
        name=sheet.name,
        title=sheet.title,
        storey=sheet.storey,
        top=sheet.top,
        left=sheet.left,
        height=sheet.height,
        width=sheet.width,
        terrain=["".join(map(str, row)) for row in public.chart.terrain[rows, columns].tolist()],
        roofed=["".join(map(str, row)) for row in roofed.tolist()],
    )
