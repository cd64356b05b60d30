"""The world before: an arena and the facts set in it, and the names by which a case speaks of what is there.

Cells are `row,column` counted from 1 at the top left of the drawing. People are `a` to `d`; the n-th shambler of the
drawing is `z`, `z2`, `z3`, the listeners `l`, `l2`, and who arrives later is counted on; fixtures and drones go by
kind: `door`, `door2`, `switch`, `drone`.
"""

import re

import numpy as np
from arena import INFECTED, OTHERS, SEATS, arena
from case_file import Case, CaseError, CaseLine
from case_night import (
    ARRIVAL,
    BODY,
    CELL,
    ENDING,
    FIXTURE,
    LETTERS,
    OBJECTIVE,
    TRIGGER_LINE,
    await_beat,
    ending,
    objective,
    trigger,
    walk,
)

from warbell.engine import codes as c
from warbell.engine.batch import perceive
from warbell.engine.bits import pack
from warbell.engine.percept import blank
from warbell.engine.setup import lay_low, lay_planes, live_by_needs, put_thing, stir_thing
from warbell.engine.tuning import Tuning

BODY_FIELDS = (
    "hp",
    "timer",
    "bleed",
    "mended",
    "stun",
    "exposed",
    "crept",
    "trail",
    "gripped",
    "salve",
    "goal_y",
    "goal_x",
)
HEART_FIELDS = ("rate", "fear", "hunger", "effort", "flame", "torch", "manner", "trusts", "halted")
LAID = rf"({'|'.join((*c.THINGS[1:], 'fire', 'smoke'))})(?: (\d+))? at {CELL}"
WILL_FIELDS = ("asked", "alone", "safe", "rounds", "halts", "rises", "told_y", "told_x")
FIXTURE_FIELDS = ("strength", "fuel")
MARKS = {"asleep": "asleep", "wary": "wary", "off balance": "spent", "winded": "winded"}  # word -> a column of 0 and 1
MARK = f"({'|'.join(MARKS)})"
OBJECT = f"({'|'.join(c.OBJECTS)})"


def bit(plane: np.ndarray, y: int, x: int) -> bool:
    """Whether cell (y, x) is set in a plane, uint64 [words, H]; the engine's own `get` is for kernels alone."""
    return bool(int(plane[x // 64, y]) >> x % 64 & 1)


def set_bit(plane: np.ndarray, y: int, x: int, *, on: bool) -> None:
    """Set or clear cell (y, x) of a plane."""
    mask = np.uint64(1 << x % 64)
    plane[x // 64, y] = plane[x // 64, y] | mask if on else plane[x // 64, y] & ~mask


class Stage:
    """A case's ground, world, percepts and names."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.facts = list(case.before.facts)
        rows = [line.text for line in case.before.drawing]
        numbers = self._pull(r"tuning (\w+) (-?\d+)")
        goals = [objective(*groups) for groups in self._pull(OBJECTIVE)]
        endings = [ending(*groups) for groups in self._pull(ENDING)]
        basins = self._pull(rf"basin {CELL} {CELL} holds (\d+)(?: at height (-?\d+))?")
        pipes = self._pull(r"valve joins (\d) (\d)")
        consoles = self._pull(rf"console flies from {CELL}")
        drones = self._pull(rf"drone ((?:{CELL} ?)+?)(?: from (\d+))?")
        coming = [line.text[0] for line in self.facts if re.fullmatch(ARRIVAL, line.text)]
        self.ground, self.world = arena(
            "\n".join(rows),
            seed=int((self._pull(r"seed (\d+)") or [("0",)])[0][0]),
            tuning=Tuning(**{name: int(value) for name, value in numbers}),
            routes=tuple(tuple((int(y), int(x)) for y, x in re.findall(CELL, drone[0])) for drone in drones),
            objectives=tuple((goal[0], 0, *goal[2:]) for goal in goals),
            endings=tuple(endings),
            extra_infected=len(coming),
            fields=c.WATER if self._holds_things() else 0,
            basins=tuple((*map(int, row[:4]), int(row[5] or 0), int(row[4])) for row in basins),
            pipes=tuple((int(one) - 1, int(other) - 1) for one, other in pipes),
            consoles=tuple((int(y), int(x)) for y, x in consoles),
            needs=any(re.search(r" lives by needs| rounds \d", line.text) for line in self.facts),
        )
        self.paper = [re.sub("[ZKVM]", ",", re.sub("[a-dpqzlkm]", ".", row)) for row in rows]
        people = [name for name in SEATS + OTHERS if any(name in row for row in rows)]
        infected = [LETTERS[INFECTED[character]] for row in rows for character in row if character in INFECTED]
        self.bodies = people + _numbered(infected + coming)
        self.people = people
        self.seats = [name for name in people if name in SEATS]
        self.fixtures = _numbered([c.FIXTURES[kind] for kind in self.ground.fixtures["kind"]])
        self.drones = _numbered(["drone"] * (len(drones) + len(consoles)))
        for d, drone in enumerate(drones):
            self._start_drone(d, int(drone[-1] or 0))
        for j, goal in enumerate(goals):
            self.ground.objectives["target"][j] = self._target(goal[1])
        for line in self.facts:
            self._set(line)
        self.percept = blank(self.world)
        perceive(self.ground, self.world, self.percept)

    def _pull(self, pattern: str) -> list[tuple[str, ...]]:
        """Take out the facts of a kind that the arena must know when it is built."""
        found = [(line, re.fullmatch(pattern, line.text)) for line in self.facts]
        self.facts = [line for line, match in found if match is None]
        return [match.groups() for _, match in found if match is not None]

    def _holds_things(self) -> bool:
        """Whether a fact says so, `things`, or puts one somewhere."""
        return any(line.text == "things" or re.fullmatch(LAID, line.text) for line in self.facts)

    def _start_drone(self, d: int, beat: int) -> None:
        """Put a drone where it is in a beat of its round."""
        row = self.world.drones[0, d]
        row.phase = beat
        row.y, row.x = self.ground.routes[d, beat % self.ground.laps[d]]

    def _target(self, name: str) -> int:
        if name in self.fixtures:
            return self.fixtures.index(name)
        return self.bodies.index(name) if name else 0

    def _set(self, line: CaseLine) -> None:
        for pattern, setter in SETTERS:
            match = re.fullmatch(pattern, line.text)
            if match:
                setter(self, *match.groups())
                return
        raise CaseError(self.case.path, line.number, f"found {line.text!r}, which is no fact of the world before")

    def body(self, name: str):
        """The record of a body."""
        return self.world.bodies[0, self.bodies.index(name)]

    def heart(self, name: str):
        """The record of a person's heart."""
        return self.world.hearts[0, self.people.index(name)]

    def will(self, name: str):
        """The record of what a person who lives by their needs is about."""
        return self.world.wills[0, self.people.index(name)]

    def marked(self, name: str, mark: str):
        """The record, of a body or a heart, that has the column of a mark."""
        body = self.body(name)
        return body if MARKS[mark] in body.dtype.names else self.heart(name)

    def fixture(self, name: str):
        """The record of a fixture."""
        return self.world.fixtures[0, self.fixtures.index(name)]


def _numbered(kinds: list[str]) -> list[str]:
    names = [f"{kind}{kinds[: i + 1].count(kind)}" for i, kind in enumerate(kinds)]
    return [name.removesuffix("1") for name in names]


def _stand_on(stage: Stage, name: str, character: str) -> None:
    body, ground = stage.body(name), stage.ground
    y, x = int(body.y), int(body.x)
    ground.terrain[y, x] = {"_": c.FLOOR, ":": c.RUBBLE, ",": c.STREET}[character]
    if character == "_":
        set_bit(ground.roofed, y, x, on=True)
    if character != ":":
        set_bit(ground.lamps[0], y, x, on=False)
    row = stage.paper[y - 1]
    stage.paper[y - 1] = row[: x - 1] + character + row[x:]


def _down(stage: Stage, name: str) -> None:
    lay_low(stage.ground, stage.world, stage.bodies.index(name))


def _carry(stage: Stage, carrier: str, load: str) -> None:
    _down(stage, load)
    up, down = stage.body(carrier), stage.body(load)
    stage.world.occupant[0, down.y, down.x] = 0
    down.y, down.x = up.y, up.x
    up.load, down.carrier = stage.bodies.index(load) + 1, stage.bodies.index(carrier) + 1
    down.borne = c.IN_ARMS


def _has(stage: Stage, name: str, item: str, count: str | None) -> None:
    stage.world.packs[0, stage.people.index(name), c.OBJECTS.index(item)] = int(count or 1)


def _holds(stage: Stage, name: str, item: str, count: str | None) -> None:
    stage.world.stocks[0, stage.fixtures.index(name), c.OBJECTS.index(item)] = int(count or 1)


def _bond(stage: Stage, one: str, other: str, bond: str) -> None:
    stage.world.bonds[0, stage.people.index(one), stage.people.index(other)] = int(bond)


def _lives(stage: Stage, name: str) -> None:
    live_by_needs(stage.world, stage.people.index(name), c.CIVILIAN)


def _owes(stage: Stage, name: str, side: str) -> None:
    stage.body(name).side = c.SIDES.index(side)


def _grudge(stage: Stage, one: str, other: str, points: str) -> None:
    stage.world.grudges[0, stage.people.index(one), stage.people.index(other)] = int(points)


def _assured(stage: Stage, name: str, voice: str, beats: str) -> None:
    stage.will(name).voice, stage.will(name).safe = stage.people.index(voice) + 1, int(beats)


def _will_number(stage: Stage, name: str, key: str, value: str) -> None:
    setattr(stage.will(name), key, int(value))


def _door(stage: Stage, name: str, state: str) -> None:
    stage.fixture(name).state = c.DOOR_STATES.index(state)
    lay_planes(stage.ground, stage.world)


def _goes_for(stage: Stage, name: str, y: str, x: str) -> None:
    body = stage.body(name)
    body.goal_y, body.goal_x, body.trail = int(y), int(x), stage.ground.tuning[0].patience


def _region(stage: Stage, *corners: str) -> None:
    top, left, bottom, right = map(int, corners)
    cells = np.zeros(stage.ground.terrain.shape, bool)
    cells[top : bottom + 1, left : right + 1] = True
    stage.ground.regions[0] = pack(cells)


def _sheets(stage: Stage, column: str) -> None:
    sheet = stage.ground.sheet
    right = np.arange(sheet.shape[1]) >= int(column)
    sheet[(sheet == 0) & right] = 1


def _way(stage: Stage, name: str, key: str, way: str) -> None:
    setattr(stage.body(name), {"faces": "facing", "intends": "intent"}[key], c.DIRECTIONS.index(way))


def _talent(stage: Stage, name: str, talent: str) -> None:
    stage.heart(name).talents = 1 << c.TALENTS.index(talent)


def _body_number(stage: Stage, name: str, key: str, value: str) -> None:
    setattr(stage.body(name), key, int(value))


def _heart_number(stage: Stage, name: str, key: str, value: str) -> None:
    setattr(stage.heart(name), key, int(value))


def _fixture_number(stage: Stage, name: str, key: str, value: str) -> None:
    setattr(stage.fixture(name), key, int(value))


def _mark(stage: Stage, name: str, mark: str) -> None:
    setattr(stage.marked(name, mark), MARKS[mark], 1)


def _on(stage: Stage, name: str) -> None:
    stage.fixture(name).on = 1


def _dark(stage: Stage) -> None:
    stage.ground.lamps[0] = 0


def _ladder(stage: Stage) -> None:
    stage.ground.links["kind"] = c.LADDER


def _height(stage: Stage, storeys: str) -> None:
    stage.ground.links["height"] = int(storeys)


def _stands_on(stage: Stage, upper: str, lower: str) -> None:
    """One climber on the shoulders of another, at the facade."""
    up, down = stage.body(upper), stage.body(lower)
    stage.world.occupant[0, up.y, up.x] = 0
    up.y, up.x, up.borne = down.y, down.x, c.ON_SHOULDERS
    down.load, up.carrier = stage.bodies.index(upper) + 1, stage.bodies.index(lower) + 1


def _at_end(stage: Stage, name: str, end: str) -> None:
    """Somebody on an end of the facade or the zipline, who cannot be drawn there."""
    (link,) = stage.ground.links
    i, body = stage.bodies.index(name), stage.body(name)
    stage.world.occupant[0, body.y, body.x] = 0
    body.y, body.x = (link.y0, link.x0) if end in ("base", "upper end") else (link.y1, link.x1)
    stage.world.occupant[0, body.y, body.x] = i + 1


def _hangs(stage: Stage, name: str, beats: str) -> None:
    """Somebody who has ridden on the zipline for so many beats."""
    (link,) = stage.ground.links
    body = stage.body(name)
    takes = link.beats * (2 if body.load else 1)
    stage.world.occupant[0, body.y, body.x] = 0
    body.carrier, body.borne, body.crept = -1, c.ON_LINE, int(beats)
    body.y, body.x = (link.y1, link.x1) if 2 * body.crept > takes else (link.y0, link.x0)
    if body.load:
        load = stage.world.bodies[0, body.load - 1]
        load.y, load.x = body.y, body.x


def _ride(stage: Stage, beats: str) -> None:
    stage.ground.links["beats"] = int(beats)


def _wants_up(stage: Stage, name: str) -> None:
    body = stage.body(name)
    body.facade, body.trail = 1, stage.ground.tuning[0].patience


def _keeps(stage: Stage, name: str, voice: str, word: str) -> None:
    """A mimic has heard somebody say a word."""
    echoes = stage.world.echoes[0, stage.bodies.index(name)]
    free = int((echoes["voice"] > 0).sum())
    echoes[free] = stage.bodies.index(voice) + 1, c.SIGNALS.index(word), -1 - free


def _lay(stage: Stage, what: str, number: str | None, y: str, x: str) -> None:
    cell = int(y), int(x)
    if what in ("fire", "smoke"):
        stage.world.fields[0, c.FIELDS.index(what), *cell] = int(number)
    else:
        put_thing(stage.ground, stage.world, c.THINGS.index(what), *cell)
        if number is not None:
            stage.world.fields[0, c.LEFT, *cell] = int(number)
    stir_thing(stage.world, *cell)


def _no_air(stage: Stage, name: str, beats: str) -> None:
    stage.world.breath[0, stage.people.index(name)] = int(beats)


def _things(stage: Stage) -> None:
    """Things can be set in this world; it was built so."""


def _console(stage: Stage, drone: str) -> int:
    """The console of a drone."""
    return int(np.flatnonzero(stage.ground.consoles["drone"] == stage.drones.index(drone))[0])


def _flies(stage: Stage, name: str, drone: str) -> None:
    """Somebody flies a drone, on a battery that is as good as new unless a fact says otherwise."""
    k = _console(stage, drone)
    stage.world.flights["pilot"][0, k] = stage.people.index(name) + 1
    fixture = stage.world.fixtures[0, stage.ground.consoles["fixture"][k]]
    fixture.on, fixture.fuel = 1, fixture.fuel or stage.ground.tuning[0].battery_beats
    stage.world.drones["sound"][0, stage.drones.index(drone)] = c.DRONE_HUM


def _hangs_under(stage: Stage, name: str, drone: str) -> None:
    d, body = stage.drones.index(drone), stage.body(name)
    stage.world.occupant[0, body.y, body.x] = 0
    body.carrier, body.borne = -1 - d, c.ON_DRONE
    body.y, body.x = stage.world.drones["y"][0, d], stage.world.drones["x"][0, d]


def _bears(stage: Stage, drone: str, item: str) -> None:
    stage.world.flights["object"][0, _console(stage, drone)] = c.OBJECTS.index(item) + 1


SETTERS = (
    (r"things", _things),
    (LAID, _lay),
    (rf"{BODY} has had no air for (\d+)", _no_air),
    (r"dark", _dark),
    (r"ladder", _ladder),
    (r"height (\d+)", _height),
    (rf"{BODY} stands on {BODY}", _stands_on),
    (rf"{BODY} on the (base|top|upper end|landing)", _at_end),
    (rf"{BODY} rides for (\d+)", _hangs),
    (r"beats (\d+)", _ride),
    (rf"{BODY} wants up", _wants_up),
    (rf"{BODY} keeps {BODY} ([A-Z]+)", _keeps),
    (r"another sheet from column (\d+)", _sheets),
    (rf"region {CELL} {CELL}", _region),
    (ARRIVAL, await_beat),
    (TRIGGER_LINE, trigger),
    (rf"{BODY} walks to {CELL}", walk),
    (rf"{BODY} {MARK}", _mark),
    (rf"{BODY} stands on ([_:,])", _stand_on),
    (rf"{BODY} down", _down),
    (rf"{BODY} carries {BODY}", _carry),
    (rf"{BODY} (faces|intends) (\w+)", _way),
    (rf"{BODY} goes for {CELL}", _goes_for),
    (rf"{BODY} is ({'|'.join(c.TALENTS)})", _talent),
    (rf"{BODY} has {OBJECT}(?: (\d+))?", _has),
    (rf"{BODY} ({'|'.join(BODY_FIELDS)}) (-?\d+)", _body_number),
    (rf"{BODY} ({'|'.join(HEART_FIELDS)}) (-?\d+)", _heart_number),
    (rf"bond {BODY} {BODY} (\d+)", _bond),
    (r"([pq]) lives by needs", _lives),
    (rf"([pq]) owes the ({'|'.join(c.SIDES)})s?", _owes),
    (rf"grudge {BODY} {BODY} (\d+)", _grudge),
    (rf"([pq]) was told SAFE by {BODY} for (\d+)", _assured),
    (rf"{BODY} ({'|'.join(WILL_FIELDS)}) (\d+)", _will_number),
    (rf"{FIXTURE} ({'|'.join(c.DOOR_STATES)})", _door),
    (rf"{BODY} flies (drone\d?)", _flies),
    (rf"{BODY} hangs under (drone\d?)", _hangs_under),
    (rf"(drone\d?) bears {OBJECT}", _bears),
    (rf"{FIXTURE} on", _on),
    (rf"{FIXTURE} ({'|'.join(FIXTURE_FIELDS)}) (-?\d+)", _fixture_number),
    (rf"{FIXTURE} holds {OBJECT}(?: (\d+))?", _holds),
)
