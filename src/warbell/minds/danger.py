"""What a careful seat fears about the cells around it: a window of prices, from its own percept."""

from typing import NamedTuple

import numpy as np

from warbell.engine.bits import get, in_window
from warbell.engine.codes import (
    CHEST,
    DRY,
    DX,
    DY,
    FIRE,
    IS_FIRM,
    OVERHEAD,
    SHARDS,
    SIGHT,
    TRIPWIRE,
    UP,
    WATER,
)
from warbell.engine.kernel import kernel, part
from warbell.engine.people import is_infected
from warbell.engine.percept import Percept
from warbell.engine.tables import tables
from warbell.minds.fields import field_of, toll
from warbell.minds.ways import FAR, Ways, leads_on, other_end

REACH = 9  # cells the window reaches to each side
SPAN = 2 * REACH + 1
MEMORY = 8  # beats for which an infected is feared where it was last seen
LAMPLIGHT = 20  # prices, in tenths of a step, on top of that of walking
GLARE = 120  # light that was not on the chart
DISC_PRICE = 160
CROWDED = 25
BURNING = 1500  # fire: one goes a long way round it
TRAPPED = 80  # a wire to fall over, shards that crunch
DROWNING = 1500  # water over one's head
# Water to the chest: a beat more, and what it spoils. No field knows of it beyond the window, so it must cost less than
# going back and coming again, which is two steps: else a lake wider than the window turns one round, over and over.
WADING = 15
ANKLE_DEEP = 5  # water in which one is heard, and cannot run
BLOCKED_WAY = -(1 << 20)  # a barricade, a desk, water over one's head: no way
ASLEEP = 300  # a sleeper: one goes round it, and beside it one is safe
DREAD = (150, 60, 30, 10, 5)  # by the steps to an infected
WORST = 2500  # no cell costs more


@tables
class Lamps(NamedTuple):
    """What is known of light beforehand."""

    cast: np.ndarray  # uint64 [words, H]: cells that some lamp of the chart lights, always or while it is on
    disc: np.ndarray  # int32 [1]: cells around a drone that are lit now or may be next beat
    flown: np.ndarray  # int32 [1]: the first of the drones that are flown at consoles; all behind it are


@part
def _add(cost: np.ndarray, r: int, c: int, price: int) -> None:
    if 0 <= r < SPAN and 0 <= c < SPAN and cost[r, c] >= 0:
        cost[r, c] = min(WORST, cost[r, c] + price)


@part
def _is_feared(lamps: Lamps, percept: Percept, e: int, p: int, k: int) -> bool:
    """True if the light of drone k is one to keep out of: of a curfew drone, or of a captured one that warns."""
    drone = percept.drones[e, p, k]
    known = drone.beat >= 0 and percept.me[e, p].beat - drone.beat <= 2 and drone.lit == 1
    return bool(known and (k < lamps.flown[0] or drone.warned > 0))


@part
def _is_friendly(lamps: Lamps, percept: Percept, e: int, p: int, y: int, x: int) -> bool:
    """True if a cell is lit by a captured drone that a seat sees, and that does not warn."""
    for k in range(lamps.flown[0], percept.drones.shape[2]):
        drone, disc = percept.drones[e, p, k], lamps.disc[0]
        dy, dx = drone.y - y, drone.x - x
        now = drone.beat == percept.me[e, p].beat and drone.lit == 1 and drone.warned == 0
        if now and dy * dy + dx * dx <= disc * disc + disc:
            return True
    return False


@part
def _set_there(percept: Percept, e: int, p: int, y: int, x: int, r: int, c: int) -> int:
    """The price of what is set or burns on a cell of the window, as far as is known; below 0 for what stands there."""
    if percept.things.shape[2] == 0:
        return 0
    thing = percept.things[e, p, y, x]
    if IS_FIRM[thing]:
        return BLOCKED_WAY
    if percept.fields[e, p, FIRE, r - REACH + SIGHT, c - REACH + SIGHT] > 0:
        return BURNING
    if percept.fields.shape[2] > WATER:
        level = percept.fields[e, p, WATER, r - REACH + SIGHT, c - REACH + SIGHT]
        if level == OVERHEAD:  # never into it, and out of it over as few cells as can be
            return DROWNING if percept.fields[e, p, WATER, SIGHT, SIGHT] == OVERHEAD else BLOCKED_WAY
        if level > DRY:
            return WADING if level == CHEST else ANKLE_DEEP
    return TRAPPED if thing in (TRIPWIRE, SHARDS) else 0


@kernel
def window_all(
    path: Ways,
    lamps: Lamps,
    fields: tuple[np.ndarray, np.ndarray, np.ndarray],
    percept: Percept,
    seats: np.ndarray,
    costs: np.ndarray,
    rims: np.ndarray,
) -> None:
    """Fill costs and rims, int32 [E, n, SPAN, SPAN], for the windows around the n seats of all worlds.

    costs is the price of entering a cell, -1 solid; rims the distance to the seat's goal, by its field,
    where a walk may leave the window or reach its goal, and FAR inside.
    """
    height, width = path.cost.shape
    disc = lamps.disc[0]
    for e in range(costs.shape[0]):
        for n in range(costs.shape[1]):
            p = seats[n]
            me, cost, rim, value = percept.me[e, p], costs[e, n], rims[e, n], field_of(fields, e, n)
            y0, x0 = me.y - REACH, me.x - REACH
            for r in range(SPAN):
                for c in range(SPAN):
                    y, x = y0 + r, x0 + c
                    cost[r, c], rim[r, c] = -1, FAR
                    if not (0 <= y < height and 0 <= x < width) or path.cost[y, x] < 0:
                        continue
                    cost[r, c] = path.cost[y, x] + _set_there(percept, e, p, y, x, r, c)
                    if cost[r, c] < 0:
                        cost[r, c] = -1
                        continue
                    odd = in_window(percept.bright[e, p], r - REACH, c - REACH) and not get(lamps.cast, y, x)
                    if odd and not _is_friendly(lamps, percept, e, p, y, x):
                        cost[r, c] += GLARE
                    leaves = r in (0, SPAN - 1) or c in (0, SPAN - 1) or value[y, x] == 0
                    k = path.link_at[y, x] - 1
                    if k >= 0 and leads_on(path.links[k], y, x):
                        ny, nx = other_end(path.links[k], y, x)
                        leaves = leaves or value[ny, nx] < value[y, x]
                    if leaves:
                        rim[r, c] = value[y, x]
            for k in range(percept.drones.shape[2]):
                drone = percept.drones[e, p, k]
                if _is_feared(lamps, percept, e, p, k):
                    for dy in range(-disc, disc + 1):
                        for dx in range(-disc, disc + 1):
                            if dy * dy + dx * dx <= disc * disc + disc:
                                _add(cost, drone.y + dy - y0, drone.x + dx - x0, DISC_PRICE)
            for i in range(percept.bodies.shape[2]):
                body = percept.bodies[e, p, i]
                age = me.beat - body.beat
                far = abs(body.y - me.y) > SPAN or abs(body.x - me.x) > SPAN
                if body.beat < 0 or body.state != UP or i == p or far or age > MEMORY:
                    continue
                if is_infected(body) and body.asleep == 1:
                    _add(cost, body.y - y0, body.x - x0, ASLEEP)
                elif is_infected(body):
                    for dy in range(-4, 5):
                        for dx in range(abs(dy) - 4, 5 - abs(dy)):
                            dread = DREAD[abs(dy) + abs(dx)]
                            _add(cost, body.y + dy - y0, body.x + dx - x0, dread if age < 3 else dread // 2)
                elif age == 0:
                    _add(cost, body.y - y0, body.x - x0, CROWDED)
            for f in range(percept.fixtures.shape[2]):
                price = toll(path, percept, e, p, f)
                if price > 0:
                    _add(cost, path.fixtures[f].y - y0, path.fixtures[f].x - x0, price)


@part
def glaring(lamps: Lamps, percept: Percept, e: int, p: int, d: int) -> bool:
    """True if the cell in direction d lies in light that will pass: a drone's, or what no lamp on the chart casts."""
    me = percept.me[e, p]
    y, x, disc = me.y + DY[d], me.x + DX[d], lamps.disc[0]
    odd = in_window(percept.bright[e, p], DY[d], DX[d]) and not get(lamps.cast, y, x)
    if odd and not _is_friendly(lamps, percept, e, p, y, x):
        return True
    for k in range(percept.drones.shape[2]):
        drone = percept.drones[e, p, k]
        dy, dx = drone.y - y, drone.x - x
        if _is_feared(lamps, percept, e, p, k) and dy * dy + dx * dx <= disc * disc + disc:
            return True
    return False
