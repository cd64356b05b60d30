"""A small world drawn in text, for tests of the engine alone: no episode files, no loader.

`#` wall, `.` street (lit), `,` street in the dark, `_` floor under a roof (dark), `:` rubble, `%` glass, `+` shut
door, `/` open door, `L` locked door, `G` shut gate, `W` wheel (group 1, works doors and gates of group 1), `S` switch
and `*` a cell lit by it, `N` generator, `C` cache, `X` exit, `<` and `>` two ends of a stair, `v` the base and `^`
the top of a facade of two storeys, `(` and `)` the upper end and the landing of a zipline of four beats, `B` alarm,
`H` shut shutter, `Y` valve, `O` loudspeaker, `P` plot, `T` bed, `D` console, `"` garden; `a`-`d` seats, `p` and `q`
other people, `z` shamblers, `l` listeners, `k` climbers, `m` mimics (all on lit street; `Z`, `K`, `V` and `M` on dark
street).
"""

from functools import lru_cache

import numpy as np

from warbell.engine import codes as c
from warbell.engine.bits import pack, unpack
from warbell.engine.lines import lines_of_sight, shadows
from warbell.engine.setup import embody, empty_world, lay_planes, pour, stand
from warbell.engine.tuning import TUNING, Tuning, record
from warbell.engine.water import lay_out, no_basins
from warbell.engine.world import (
    EFFECT,
    ENDING,
    GROUND_CONSOLE,
    GROUND_FIXTURE,
    GROUND_LINK,
    GROUND_PIPE,
    OBJECTIVE,
    TRIGGER,
    Ground,
    World,
)

FIXTURES = {"+": c.DOOR, "/": c.DOOR, "L": c.DOOR, "G": c.GATE, "W": c.WHEEL, "S": c.SWITCH, "N": c.GENERATOR,
            "C": c.CACHE, "X": c.EXIT, "Y": c.VALVE, "B": c.ALARM, "H": c.SHUTTER, "O": c.LOUDSPEAKER,
            "P": c.PLOT, "T": c.BED, "D": c.CONSOLE}  # fmt: skip
STATES = {"+": c.SHUT, "/": c.OPEN, "L": c.LOCKED, "G": c.SHUT, "H": c.SHUT}
SEATS, OTHERS = "abcd", "pq"
Basin = tuple[int, int, int, int, int, int]  # of a rectangle: top, left, bottom, right; how high it lies, its units
INFECTED = {"z": c.SHAMBLER, "Z": c.SHAMBLER, "l": c.LISTENER, "K": c.LISTENER, "k": c.CLIMBER, "V": c.CLIMBER,
            "m": c.MIMIC, "M": c.MIMIC}  # fmt: skip


def arena(
    text: str,
    *,
    worlds: int = 1,
    seed: int = 0,
    tuning: Tuning = TUNING,
    routes: tuple[tuple[tuple[int, int], ...], ...] = (),
    objectives: tuple[tuple[int, ...], ...] = (),
    endings: tuple[tuple[int, ...], ...] = (),
    extra_infected: int = 0,
    fields: int = 0,
    basins: tuple[Basin, ...] = (),
    pipes: tuple[tuple[int, int], ...] = (),
    needs: bool = False,
    consoles: tuple[tuple[int, int], ...] = (),
) -> tuple[Ground, World]:
    """The Ground and World of a drawing; worlds get seeds seed, seed + 1, ...; cell (0, 0) of the drawing is (1, 1).

    `consoles` are the cells of the drones of the consoles, in reading order; they come after those of `routes`.
    """
    rows = [row for row in text.split("\n") if row.strip()]
    height, width = len(rows) + 2, max(map(len, rows)) + 2
    grid = np.full((height, width), " ")
    for y, row in enumerate(rows):
        for x, character in enumerate(row):
            grid[y + 1, x + 1] = character
    terrain = np.full((height, width), c.STREET, np.uint8)
    for characters, code in (
        (" ", c.EDGE),
        ("#", c.WALL),
        ("_", c.FLOOR),
        (":", c.RUBBLE),
        ("%", c.GLASS),
        ('"', c.GARDEN),
    ):
        terrain[np.isin(grid, list(characters))] = code
    sheet = np.where(terrain == c.EDGE, 255, 0).astype(np.uint8)
    places = [(int(y), int(x)) for y, x in np.argwhere(np.isin(grid, list(FIXTURES)))]
    fixtures = np.zeros(len(places), GROUND_FIXTURE)
    fixture_at = np.zeros((height, width), np.int32)
    for f, (y, x) in enumerate(places):
        fixtures[f] = (FIXTURES[grid[y, x]], y, x, 1 if grid[y, x] in "WGLSNY" else 0)
        fixture_at[y, x] = f + 1
    link_at = np.zeros((height, width), np.int32)
    joined = []
    for signs, kind, storeys, beats in (("<>", c.STAIRS, 0, 0), ("v^", c.FACADE, 2, 0), ("()", c.ZIPLINE, 0, 4)):
        ends = [tuple(map(int, np.argwhere(grid == end)[0])) for end in signs if (grid == end).any()]
        if len(ends) == 2:
            joined.append((kind, *ends[0], *ends[1], storeys, beats))
            link_at[ends[0]] = link_at[ends[1]] = len(joined)
    links = np.array(joined, GROUND_LINK)
    lamps = np.stack([pack(np.isin(grid, list('.abcdpqzlkm+/LGWSCXB<>v^()N:%HOPTYD"'))), pack(grid == "*")])
    places_of, bed, drift = _lay_out(grid, basins, links)
    laps = [len(route) for route in routes] + [0] * len(consoles)
    flown = [f for f in range(len(fixtures)) if fixtures["kind"][f] == c.CONSOLE]
    first = len(routes)
    assert len(flown) == len(consoles)
    routes = (*routes, *((cell,) for cell in consoles))
    longest = max((len(route) for route in routes), default=1)
    ground = Ground(
        tuning=record(tuning), terrain=terrain, sheet=sheet, roofed=pack(terrain == c.FLOOR),
        solid=pack((terrain == c.WALL) | (terrain == c.EDGE)), walls=pack(terrain == c.WALL), lamps=lamps,
        regions=pack(np.zeros((height, width), bool))[None], exits=pack(grid == "X"),
        lines=_lines(terrain.tobytes(), terrain.shape).copy(),
        shadows=shadows(), fixture_at=fixture_at, fitted=pack(fixture_at > 0), fixtures=fixtures,
        link_at=link_at, links=links,
        routes=np.array([[route[t % len(route)] for t in range(longest)] for route in routes], np.int32).reshape(
            len(routes), longest, 2
        ),
        laps=np.array(laps, np.int32),
        consoles=np.array([(f, first + k) for k, f in enumerate(flown)], GROUND_CONSOLE),
        basins=places_of, pipes=_pipes(fixtures, pipes, tuning), bed=bed, drift=drift,
        errands=np.zeros((0, height, width), np.uint8),
        objectives=np.array([(*goal, *[0] * (9 - len(goal))) for goal in objectives], OBJECTIVE),
        endings=np.array(list(endings), ENDING) if endings else np.zeros(0, ENDING),
        triggers=np.zeros(0, TRIGGER), effects=np.zeros(0, EFFECT),
        natures=np.zeros(len(c.NATURES), np.uint8),
    )  # fmt: skip
    people = [tuple(map(int, np.argwhere(grid == name)[0])) for name in SEATS + OTHERS if (grid == name).any()]
    seats = sum((grid == name).any() for name in SEATS)
    infected = [(int(y), int(x), INFECTED[grid[y, x]]) for y, x in np.argwhere(np.isin(grid, list(INFECTED)))]
    world = empty_world(
        ground,
        worlds,
        bodies=len(people) + len(infected) + extra_infected,
        persons=len(people),
        seats=seats,
        fields=len(c.FIELDS) if basins else fields,
        mimics=any(nature == c.MIMIC for *_, nature in infected),
        needs=needs,
    )
    world.clock["seed"] = np.arange(seed, seed + worlds, dtype=np.uint64)
    world.fixtures["state"] = [STATES.get(grid[cell], 0) for cell in places]
    lay_planes(ground, world)
    pour(ground, world, [basin[-1] for basin in basins])
    for i, (y, x, nature) in enumerate([(*cell, c.PERSON) for cell in people] + infected):
        embody(ground, world, i, nature)
        stand(world, i, y, x)
    _scatter(ground, world, len(people) + len(infected))
    for d, route in enumerate(routes):
        world.drones["y"][:, d], world.drones["x"][:, d] = route[0]
    return ground, world


def _pipes(fixtures: np.ndarray, pipes: tuple[tuple[int, int], ...], tuning: Tuning) -> np.ndarray:
    """The pipes of an arena: for each two basins the valve that joins them, in reading order."""
    valves = np.flatnonzero(fixtures["kind"] == c.VALVE).tolist()
    rows = [(f, *joined, tuning.valve_flow) for f, joined in zip(valves, pipes, strict=False)]
    return np.array(rows, GROUND_PIPE) if rows else np.zeros(0, GROUND_PIPE)


def _lay_out(grid: np.ndarray, basins: tuple[Basin, ...], links: np.ndarray) -> tuple[np.ndarray, ...]:
    """The basins of an arena: of each rectangle the cells that one can stand on, the last of them its drain."""
    if not basins:
        return no_basins(grid.shape)
    cells = []
    for top, left, bottom, right, *_ in basins:
        plane = np.zeros(grid.shape, bool)
        plane[top : bottom + 1, left : right + 1] = True
        cells.append(plane & ~np.isin(grid, list(" #%+/LGHWSNCBOXY")))
    drains = [tuple(np.argwhere(plane)[-1].tolist()) for plane in cells]
    return lay_out(cells, drains, [basin[4] for basin in basins], links)


@lru_cache(maxsize=64)
def _lines(terrain: bytes, shape: tuple[int, int]) -> np.ndarray:
    """Lines of sight are most of what an arena costs, and many tests draw one map again and again."""
    return lines_of_sight(np.frombuffer(terrain, np.uint8).reshape(shape))


def _scatter(ground: Ground, world: World, first: int) -> None:
    """Infected of either kind by turns on free cells, from body `first` on."""
    clear = unpack(world.planes[0, c.CLEAR], ground.terrain.shape[1])
    free = np.argwhere(clear & (world.occupant[0] == 0) & (ground.fixture_at == 0))
    pick = np.random.default_rng(7).permutation(len(free))
    for k, i in enumerate(range(first, world.bodies.shape[1])):
        embody(ground, world, i, c.SHAMBLER if k % 2 == 0 else c.LISTENER)
        stand(world, i, *free[pick[k]])
