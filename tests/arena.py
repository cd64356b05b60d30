"""A small world drawn in text, for tests of the engine alone: no episode files, no loader.

`#` wall, `.` street (lit), `,` street in the dark, `_` floor under a roof (dark), `:` rubble, `%` glass, `+` shut
door, `/` open door, `L` locked door, `G` shut gate, `W` wheel (group 1, works doors and gates of group 1), `S` switch
and `*` a cell lit by it, `N` generator, `C` cache, `X` exit, `<` and `>` two ends of a stair, `v` the base and `^`
the top of a facade of two storeys, `(` and `)` the upper end and the landing of a zipline of four beats, `B` alarm,
`H` shut shutter, `O` loudspeaker, `P` plot, `T` bed, `"` garden; `a`-`d` seats, `p` and `q` other people, `z`
shamblers, `l` listeners, `k` climbers, `m` mimics (all on lit street; `Z`, `K`, `V` and `M` on dark street).
"""

import numpy as np

from warbell.engine import codes as c
from warbell.engine.bits import pack, unpack
from warbell.engine.lines import lines_of_sight, shadows
from warbell.engine.setup import embody, empty_world, lay_planes, stand
from warbell.engine.tuning import TUNING, Tuning, record
from warbell.engine.world import EFFECT, ENDING, GROUND_FIXTURE, GROUND_LINK, OBJECTIVE, TRIGGER, Ground, World

FIXTURES = {"+": c.DOOR, "/": c.DOOR, "L": c.DOOR, "G": c.GATE, "W": c.WHEEL, "S": c.SWITCH, "N": c.GENERATOR,
            "C": c.CACHE, "X": c.EXIT, "B": c.ALARM, "H": c.SHUTTER, "O": c.LOUDSPEAKER,
            "P": c.PLOT, "T": c.BED}  # fmt: skip
STATES = {"+": c.SHUT, "/": c.OPEN, "L": c.LOCKED, "G": c.SHUT, "H": c.SHUT}
SEATS, OTHERS = "abcd", "pq"
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
    needs: bool = False,
) -> tuple[Ground, World]:
    """The Ground and World of a drawing; worlds get seeds seed, seed + 1, ...; cell (0, 0) of the drawing is (1, 1)."""
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
        fixtures[f] = (FIXTURES[grid[y, x]], y, x, 1 if grid[y, x] in "WGLSN" else 0)
        fixture_at[y, x] = f + 1
    link_at = np.zeros((height, width), np.int32)
    joined = []
    for signs, kind, storeys, beats in (("<>", c.STAIRS, 0, 0), ("v^", c.FACADE, 2, 0), ("()", c.ZIPLINE, 0, 4)):
        ends = [tuple(map(int, np.argwhere(grid == end)[0])) for end in signs if (grid == end).any()]
        if len(ends) == 2:
            joined.append((kind, *ends[0], *ends[1], storeys, beats))
            link_at[ends[0]] = link_at[ends[1]] = len(joined)
    links = np.array(joined, GROUND_LINK)
    lamps = np.stack([pack(np.isin(grid, list('.abcdpqzlkm+/LGWSCXB<>v^()N:%HOPT"'))), pack(grid == "*")])
    longest = max((len(route) for route in routes), default=1)
    ground = Ground(
        tuning=record(tuning), terrain=terrain, sheet=sheet, roofed=pack(terrain == c.FLOOR),
        solid=pack((terrain == c.WALL) | (terrain == c.EDGE)), walls=pack(terrain == c.WALL), lamps=lamps,
        regions=pack(np.zeros((height, width), bool))[None], exits=pack(grid == "X"), lines=lines_of_sight(terrain),
        shadows=shadows(), fixture_at=fixture_at, fixtures=fixtures, link_at=link_at, links=links,
        routes=np.array([[route[t % len(route)] for t in range(longest)] for route in routes], np.int32).reshape(
            len(routes), longest, 2
        ),
        laps=np.array([len(route) for route in routes], np.int32),
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
        fields=fields,
        mimics=any(nature == c.MIMIC for *_, nature in infected),
        needs=needs,
    )
    world.clock["seed"] = np.arange(seed, seed + worlds, dtype=np.uint64)
    world.fixtures["state"] = [STATES.get(grid[cell], 0) for cell in places]
    lay_planes(ground, world)
    for i, (y, x, nature) in enumerate([(*cell, c.PERSON) for cell in people] + infected):
        embody(ground, world, i, nature)
        stand(world, i, y, x)
    _scatter(ground, world, len(people) + len(infected))
    for d, route in enumerate(routes):
        world.drones["y"][:, d], world.drones["x"][:, d] = route[0]
    return ground, world


def _scatter(ground: Ground, world: World, first: int) -> None:
    """Infected of either kind by turns on free cells, from body `first` on."""
    clear = unpack(world.planes[0, c.CLEAR], ground.terrain.shape[1])
    free = np.argwhere(clear & (world.occupant[0] == 0) & (ground.fixture_at == 0))
    pick = np.random.default_rng(7).permutation(len(free))
    for k, i in enumerate(range(first, world.bodies.shape[1])):
        embody(ground, world, i, c.SHAMBLER if k % 2 == 0 else c.LISTENER)
        stand(world, i, *free[pick[k]])
