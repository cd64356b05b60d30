"""Ways on the chart: what each step costs, and how far every cell is from where a seat wants to be.

Distances are in UNITs of a step. Doors count as passable at the price of opening them: in which state they are is
for a percept to say.
"""

from typing import NamedTuple

import numpy as np

from warbell.engine.bits import unpack
from warbell.engine.codes import ALONG, DOOR, DX, DY, FACADE, GLASS, IS_HINGED, IS_SOLID, LADDER, STILL, ZIPLINE
from warbell.engine.kernel import kernel, part
from warbell.engine.percept import Chart
from warbell.engine.tables import tables

UNIT = 10  # the price of a step
OPENING = 10  # more of it through a door
TWO_HANDED = 40  # more of it through a gate
DROP = 2000  # the price of dropping down a facade: more than of any walk around it
FAR = 1 << 28  # more than any distance: not to be reached
RING = 4096  # buckets of the queue; a power of two, more than any price of a step


@tables
class Ways(NamedTuple):
    """The chart as kernels walk it. H x W is the atlas."""

    cost: np.ndarray  # int32 [H, W]: price of a step into the cell, -1 where nobody can stand
    hinged: np.ndarray  # uint8 [H, W]: 1 where a door or gate stands
    fixture_at: np.ndarray  # int32 [H, W]: fixture index + 1
    fixtures: np.ndarray  # GROUND_FIXTURE [F]
    link_at: np.ndarray  # int32 [H, W]: link index + 1, at both ends
    links: np.ndarray  # GROUND_LINK [K]


def ways(chart: Chart, lamp_price: int = 0) -> Ways:
    """The ways of a chart; every cell that a lamp always lights costs `lamp_price` more."""
    width = chart.terrain.shape[1]
    cost = np.full(chart.terrain.shape, UNIT, np.int32)
    hinged = np.zeros(chart.terrain.shape, np.uint8)
    for fixture in chart.fixtures:
        if IS_HINGED[fixture.kind]:
            cost[fixture.y, fixture.x] += OPENING if fixture.kind == DOOR else TWO_HANDED
            hinged[fixture.y, fixture.x] = 1
        elif IS_SOLID[fixture.kind]:
            cost[fixture.y, fixture.x] = -1
    cost[(cost >= 0) & unpack(chart.lamps[0], width)] += lamp_price
    cost[unpack(chart.solid, width) | (chart.terrain == GLASS)] = -1
    return Ways(cost, hinged, chart.fixture_at, chart.fixtures, chart.link_at, chart.links)


@kernel
def spread(
    costs: np.ndarray, link_at: np.ndarray, links: np.ndarray, values: np.ndarray, stop_y: int, stop_x: int
) -> None:
    """Lower values, int32 [m, h, w], to the least price of a walk that ends on a cell and takes over its value there.

    costs, int32 [m, h, w], is the price of entering a cell, below RING, -1 solid. Starts from the values below FAR
    (those RING or more above the least are let be) and may stop where cell (stop_y, stop_x) is known. Without links
    link_at is not looked at. This is Dijkstra's search with buckets for a queue (Dial 1969).
    """
    many, height, width = values.shape
    head = np.empty(RING, np.int32)  # the first entry of each bucket, -1 none
    after = np.empty(height * width * 6, np.int32)  # the next entry of the same bucket
    cells = np.empty(height * width * 6, np.int32)
    for m in range(many):
        cost, value = costs[m], values[m]
        head[:] = -1
        used, live, key = 0, 0, FAR
        for y in range(height):
            for x in range(width):
                key = min(key, value[y, x])
        for y in range(height):
            for x in range(width):
                if value[y, x] < FAR and value[y, x] < key + RING:
                    bucket = value[y, x] & (RING - 1)
                    cells[used], after[used], head[bucket] = y * width + x, head[bucket], used
                    used += 1
        live = used
        while live > 0:
            bucket = key & (RING - 1)
            entry = head[bucket]
            if entry < 0:
                key += 1
                continue
            head[bucket] = after[entry]
            live -= 1
            y, x = cells[entry] // width, cells[entry] % width
            if value[y, x] != key:
                continue
            if y == stop_y and x == stop_x:
                break
            k = link_at[y, x] - 1 if links.shape[0] > 0 else -1
            for way in range(5):
                price = key + cost[y, x]
                if way < 4:
                    ny, nx = y + DY[way], x + DX[way]
                    if not (0 <= ny < height and 0 <= nx < width) or cost[ny, nx] < 0:
                        continue
                elif k >= 0:
                    ny, nx = other_end(links[k], y, x)
                    if not leads_on(links[k], ny, nx):
                        continue
                    price = key + climb(links[k])
                else:
                    continue
                if price < value[ny, nx]:
                    value[ny, nx] = price
                    bucket = price & (RING - 1)
                    cells[used], after[used], head[bucket] = ny * width + nx, head[bucket], used
                    used += 1
                    live += 1


@part
def other_end(link: np.record, y: int, x: int) -> tuple[int, int]:
    """The cell that a link joins to its end (y, x)."""
    if link.y0 == y and link.x0 == x:
        return int(link.y1), int(link.x1)
    return int(link.y0), int(link.x0)


@part
def leads_on(link: np.record, y: int, x: int) -> bool:
    """True if the link can be taken from its end (y, x): a facade from its top alone, a zipline from its upper end."""
    at_first = bool(link.y0 == y and link.x0 == x)
    return at_first if link.kind == ZIPLINE else not at_first or link.kind != FACADE


@part
def climb(link: np.record) -> int:
    """The price of taking a link."""
    if link.kind == FACADE:
        return DROP
    if link.kind == ZIPLINE:
        return UNIT * int(link.beats)
    return UNIT * (2 if link.kind == LADDER else 1)


def field(path: Ways, targets: np.ndarray) -> np.ndarray:
    """Distance of every cell from the nearest target, int32 [H, W] in UNITs; targets is bool [H, W]."""
    value = np.where(targets & (path.cost >= 0), 0, FAR).astype(np.int32)
    spread(path.cost[None], path.link_at, path.links, value[None], -1, -1)
    return value


@part
def onward(path: Ways, value: np.ndarray, y: int, x: int, turn: int) -> int:
    """The first step of a cheapest walk down a field from (y, x): a direction, ALONG a link, or STILL at the goal.

    Of equally good directions it is the first from direction `turn` on.
    """
    best, least = STILL, FAR
    if value[y, x] == 0:
        return STILL
    for k in range(4):
        d = (turn + k) & 3
        ny, nx = y + DY[d], x + DX[d]
        if path.cost[ny, nx] >= 0 and value[ny, nx] + path.cost[ny, nx] < least:
            best, least = d, value[ny, nx] + path.cost[ny, nx]
    k = path.link_at[y, x] - 1
    if k >= 0 and leads_on(path.links[k], y, x):
        ny, nx = other_end(path.links[k], y, x)
        if value[ny, nx] + climb(path.links[k]) < least:
            return ALONG
    return best


@kernel
def steps(path: Ways, value: np.ndarray, out: np.ndarray) -> None:
    """Fill out, uint8 [H, W], with `onward` of every cell that is not solid."""
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            out[y, x] = onward(path, value, y, x, 0) if path.cost[y, x] >= 0 and value[y, x] < FAR else STILL
