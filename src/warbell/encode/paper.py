"""What an observation needs of the briefing, worked out once an episode: ways, goals, and the map with a margin."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from warbell.encode.columns import LONG, NO_WAY, NO_WAY_LAYER, PRINTED, TOO_FAR, WAY, places
from warbell.engine.bits import pack, unpack
from warbell.engine.codes import DX, DY, ESCAPE, GATHER, IS_HINGED, LINKS, RESCUE, SIGHT, STOCK, WORK
from warbell.engine.kernel import kernel
from warbell.engine.percept import Chart
from warbell.engine.tables import tables
from warbell.minds.ways import FAR, UNIT, Ways, climb, field, leads_on, other_end, ways

if TYPE_CHECKING:
    from warbell.episodes import Brief

LAYER = places(PRINTED)
STEPS = places(WAY)
WAY_OUT, FIRST_LINK = 1, 2
FIRST_FIXTURE = FIRST_LINK + len(LINKS)


@tables
class Paper(NamedTuple):
    """The briefing as encoders read it: H x W is the atlas, M the same with a margin of SIGHT cells on every side."""

    beats: np.ndarray  # int32 [1]: when the episode's time is up
    sheet: np.ndarray  # uint8 [H, W]
    ways: np.ndarray  # int16 [T, H, W, len(WAY)]: from each cell to each of T places
    target: np.ndarray  # int32 [S]: which of them each seat is sent to
    goals: np.ndarray  # int16 [G, 3]: the kind + 1, need and points of each public goal
    goal_at: np.ndarray  # int32 [G]: which of the places it is met at
    printed: np.ndarray  # uint8 [len(PRINTED), M]
    steps: np.ndarray  # uint8 [T, M]: the steps of `ways` as a layer has them
    doors: np.ndarray  # int32 [N, 3]: the fixture, row and column of each


@kernel
def _ways(path, value, out):
    """Fill out, int16 [H, W, len(WAY)], with how far it is down a field of distances, and every best first step."""
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            out[y, x, :] = 0
            if path.cost[y, x] < 0 or value[y, x] >= FAR:
                out[y, x, STEPS.steps] = NO_WAY
                continue
            here = value[y, x]
            out[y, x, STEPS.steps] = min((here + UNIT - 1) // UNIT, LONG)
            if here == 0:
                continue
            for d in range(4):
                ny, nx = y + DY[d], x + DX[d]
                if path.cost[ny, nx] >= 0:
                    out[y, x, STEPS.north + d] = value[ny, nx] + path.cost[ny, nx] == here
            k = path.link_at[y, x] - 1
            if k >= 0 and leads_on(path.links[k], y, x):
                ny, nx = other_end(path.links[k], y, x)
                out[y, x, STEPS.along] = value[ny, nx] + climb(path.links[k]) == here


def paper_of(brief: "Brief") -> Paper:
    """The paper of an episode."""
    chart = brief.chart
    open_goals = chart.objectives[chart.objectives["secret"] == 0]
    planes = [*brief.targets, *(_met_at(chart, goal) for goal in open_goals)]
    which: dict[bytes, int] = {}
    at = np.array([which.setdefault(plane.tobytes(), len(which)) for plane in planes], np.int32)
    path = ways(chart)
    found = np.zeros((len(which), *chart.terrain.shape, len(WAY)), np.int16)
    for plane, k in zip(planes, at, strict=True):
        if not found[k].any():
            _ways(path, field(path, unpack(plane, chart.terrain.shape[1])), found[k])
    steps = found[..., STEPS.steps]
    seats = len(brief.seats)
    doors = [(f, place["y"], place["x"]) for f, place in enumerate(chart.fixtures) if IS_HINGED[place["kind"]]]
    return Paper(
        beats=np.array([brief.beats], np.int32),
        sheet=chart.sheet,
        ways=found,
        target=at[:seats],
        goals=np.array(
            [(goal["kind"] + 1, min(goal["need"], LONG), min(max(0, goal["points"]), LONG)) for goal in open_goals],
            np.int16,
        ).reshape(-1, 3),
        goal_at=at[seats:],
        printed=_margin(_printed(chart, path), 0, solid=1),
        steps=_margin(np.where(steps < 0, NO_WAY_LAYER, np.minimum(steps, TOO_FAR)), NO_WAY_LAYER),
        doors=np.array(doors, np.int32).reshape(-1, 3),
    )


def _met_at(chart: Chart, goal: np.void) -> np.ndarray:
    """The cells on or beside which a goal is met, a plane; empty where it is met anywhere."""
    if goal["kind"] in {ESCAPE, RESCUE}:
        return chart.exits
    if goal["kind"] == GATHER:
        region: np.ndarray = chart.regions[goal["target"]]
        return region
    cells = np.zeros(chart.terrain.shape, bool)
    if goal["kind"] in {STOCK, WORK}:
        y, x = (int(chart.fixtures[goal["target"]][name]) for name in ("y", "x"))
        cells[[y, y - 1, y, y + 1, y], [x, x, x + 1, x, x - 1]] = True
    return pack(cells)


def _printed(chart: Chart, path: Ways) -> np.ndarray:
    """The layers PRINTED of the atlas: uint8 [3, H, W]."""
    width = chart.terrain.shape[1]
    out = np.zeros((len(PRINTED), *chart.terrain.shape), np.uint8)
    out[LAYER.solid] = path.cost < 0
    out[LAYER.roof] = unpack(chart.roofed, width)
    out[LAYER.place] = np.where(unpack(chart.exits, width), WAY_OUT, 0)
    for table, at, first in (
        (chart.links, chart.link_at, FIRST_LINK),
        (chart.fixtures, chart.fixture_at, FIRST_FIXTURE),
    ):
        there = at > 0
        out[LAYER.place][there] = first + table["kind"][at[there] - 1]
    return out


def _margin(layers: np.ndarray, value: int, *, solid: int | None = None) -> np.ndarray:
    """Layers [n, H, W] as bytes, with SIGHT cells of a value around them; of the first another."""
    around = ((0, 0), (SIGHT, SIGHT), (SIGHT, SIGHT))
    out = np.pad(layers.astype(np.uint8), around, constant_values=value)
    if solid is not None:
        out[0] = np.pad(layers[0].astype(np.uint8), around[1:], constant_values=solid)
    return out
