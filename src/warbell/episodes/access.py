"""Access: where the people of a team can get at all, and how soon at best. Whatever is not sure counts for the team.

A door is passable, opened or broken down, and so is glass. A gate is for two pairs of hands at once, there or at a
wheel of its group: that blows break one too, in the end, is not what it is drawn for. Whatever a draw or a trigger may
bring about is so, and whoever is scattered starts where it is best. Who lies down does nothing until somebody comes who
can.

How soon is counted in strokes, two a beat. A run is a cell a stroke, a stair or a drop is two, a zipline what it takes,
and a ladder three, as somebody who is shoved to its foot while making ready climbs in the next beat. A captured drone
that another can fly lifts anybody from under the sky to anywhere else of its sheet under it. Shoves carry further than
legs, but only as far as somebody stands already: nobody gets anywhere before the first of the team could run there, and
of the others each gets one cell further at most for everybody else.
"""

from functools import cached_property

import numpy as np

from warbell.engine.bits import unpack
from warbell.engine.codes import (
    BROKEN,
    CLEAR,
    DOWN,
    FACADE,
    GATE,
    GLASS,
    HOLDS,
    IS_FIRM,
    IS_HANDLED,
    IS_HINGED,
    IS_INFECTED,
    LADDER,
    OPEN,
    SET_STATE,
    STAIRS,
    THING,
    VALVE,
    WHEEL,
    ZIPLINE,
)
from warbell.engine.deal import STOCK
from warbell.engine.world import Ground, World
from warbell.episodes.reach import Cell, Pieces, cells_of, plane_of, steps_from

OPENING = 2  # strokes that a shut door costs whoever comes first: a beat of hands or blows
BREAKING = 1  # that glass does: who is shoved at it goes through in the beat of the blow
CLIMBS = {STAIRS: 2, LADDER: 3, FACADE: 2}  # strokes
A_BEAT = 2  # strokes


Way = tuple[Cell, Cell, int]  # from, to, strokes


class Access:
    """What the team of an episode can get to, from the tables it starts with."""

    def __init__(self, ground: Ground, world: World, starts: list[list[Cell]], draws: np.ndarray) -> None:
        """Find the gates that can be opened, then those behind them, until nothing changes.

        `world` is one world, in which each person starts on one of the cells of its own; `draws`, EFFECT [K], are what
        the seed may have set before. A gate that stays shut is a piece by itself, in which nobody is.
        """
        self.terrain, self.starts = ground.terrain, starts
        self.bodies, self.packs = world.bodies[0], world.packs[0]
        self.fixtures, self.stocks = world.fixtures[0], world.stocks[0].copy()
        self.team = int(world.clock["seats"][0])
        self.infected = bool(IS_INFECTED[self.bodies["nature"]].any() or (self.bodies["timer"] >= 0).any())
        self.kinds: list[int] = ground.fixtures["kind"].tolist()
        self.cells = [(y, x) for y, x in ground.fixtures[["y", "x"]].tolist()]
        self.groups: list[int] = ground.fixtures["group"].tolist()
        effects = [tuple(effect) for table in (draws, ground.effects) for effect in table.tolist()]
        self.given = {(kind, f, value) for kind, f, value, _ in effects}  # what comes about without the team
        for kind, f, value in self.given:
            if kind >= STOCK:
                self.stocks[f, kind - STOCK] = max(self.stocks[f, kind - STOCK], value)
        self.doors = [f for f, kind in enumerate(self.kinds) if IS_HINGED[kind]]
        self.closed = [f for f in self.doors if not {OPEN, BROKEN} & self.states(f)]
        self.passable = unpack(world.planes[0, CLEAR], self.terrain.shape[1]) | (self.terrain == GLASS)
        for things in world.fields[0, THING : THING + 1]:  # they are pushed, or broken down
            self.passable |= IS_FIRM[things]
        self.passable |= plane_of((self.cells[f] for f in self.doors), self.passable)
        self.links, self.drops = ways(ground.links)
        self.links += lifts(ground, self.passable, self.team)
        self.barred = {self.cells[f]: f for f in self.closed if self.kinds[f] == GATE}
        self._pieces = Pieces(self.passable, apart=self.barred)
        for a, b, _ in self.links:
            self._pieces.join(a, b)
        before = -1
        while len(self.barred) != before:
            before = len(self.barred)
            for cell, f in list(self.barred.items()):
                if self.works(f):
                    self._open(cell)

    def states(self, f: int) -> set[int]:
        """The states that door or gate f comes into without the team: as it is drawn, by draws and by triggers."""
        return {int(self.fixtures[f].state), *(value for kind, g, value in self.given if (kind, g) == (SET_STATE, f))}

    def _open(self, cell: Cell) -> None:
        del self.barred[cell]
        for side in sides(cell):
            if side not in self.barred:
                self._pieces.join(cell, side)

    def _homes(self, p: int) -> set[int]:
        """The pieces that person p can be in: those of the starts, and those that one can drop to from there."""
        homes = {self._pieces.of(cell) for cell in self.starts[p]}
        before = -1
        while len(homes) != before:
            before = len(homes)
            homes |= {self._pieces.of(base) for top, base, _ in self.drops if self._pieces.of(top) in homes}
        return homes

    @property
    def able(self) -> list[int]:
        """The people who can act, or to whom somebody gets who can."""
        up = (self._homes(p) for p in range(self.team) if self.bodies[p].state != DOWN)
        reached = set[int]().union(*up)
        return [p for p in range(self.team) if self._homes(p) & reached]

    @cached_property
    def _climbs(self) -> list[Way]:
        """The drops as who walks back from a goal takes them."""
        return [(base, top, far) for top, base, far in self.drops]

    def hands(self, f: int) -> int:
        """How many can stand beside fixture f at once; where it says 2 or more, two can."""
        beside = [self._pieces.of(side) for side in sides(self.cells[f])]
        homes = [self._homes(p) for p in self.able]
        own = set[int]().union(*homes)
        return min(sum(piece in own for piece in beside), sum(not home.isdisjoint(beside) for home in homes))

    def at_hand(self, f: int) -> bool:
        """True if anybody can get beside fixture f, or onto it."""
        around = {self._pieces.of(cell) for cell in (self.cells[f], *sides(self.cells[f]))}
        return any(self._homes(p) & around for p in self.able)

    @cached_property
    def _wheels(self) -> dict[int, list[int]]:
        wheels: dict[int, list[int]] = {}
        for f, (kind, group) in enumerate(zip(self.kinds, self.groups, strict=True)):
            if kind == WHEEL and group:
                wheels.setdefault(group, []).append(f)
        return wheels

    def wheels(self, f: int) -> list[int]:
        """The wheels that work door or gate f."""
        return self._wheels.get(self.groups[f], [])

    def works(self, f: int) -> bool:
        """True if the team can work door, gate or valve f, by hand or by a wheel."""
        by_hand = self.hands(f) > 1 if self.kinds[f] in (GATE, VALVE) else self.at_hand(f)
        return by_hand or any(self.hands(wheel) > 1 for wheel in self.wheels(f))

    def supply(self, item: int) -> int:
        """How many of an object the team can ever have."""
        caches = [f for f, kind in enumerate(self.kinds) if HOLDS[kind] and self.at_hand(f)]
        return int(self.packs[self.able, item].sum() + self.stocks[caches, item].sum())

    @cached_property
    def _numbers(self) -> np.ndarray:
        return self._pieces.numbers()

    def who(self, cells: np.ndarray) -> list[int]:
        """The people who can get to one of these cells, bool [H, W]."""
        within = set(np.unique(self._numbers[cells]).tolist())
        return [p for p in self.able if self._homes(p) & within]

    def let_out(self, strangers: list[list[Cell]], exits: np.ndarray) -> int:
        """How many people without a seat can get from one of their cells to an exit, bool [H, W], gates or not."""
        back = steps_from(exits, self.passable, self.links, drops=self._climbs)
        return sum(any(cell in back for cell in cells) for cells in strangers)

    def most_at(self, cells: np.ndarray) -> int:
        """How many people can stand on these cells, bool [H, W], at once."""
        pieces, counts = (each.tolist() for each in np.unique(self._numbers[cells], return_counts=True))
        homes = [self._homes(p) for p in self.able]
        most = 0
        for piece, count in zip(pieces, counts, strict=True):
            most += min(count, sum(piece in home for home in homes))
        return min(most, len(self.who(cells)))

    def leads(self, p: int, cells: np.ndarray) -> bool:
        """True if there is a way from where person p starts to one of these cells, bool [H, W]."""
        return not self._homes(p).isdisjoint(np.unique(self._numbers[cells]).tolist())

    def in_the_way(self, people: list[int], cells: np.ndarray) -> int | None:
        """The gate that keeps people from cells, bool [H, W], the one nearest to these; None if it is no gate's doing.

        Instead of the gate the wheel that is to open it, if one person gets there.
        """
        steps = steps_from(cells, self.passable, self.links, drops=self._climbs)
        homes = set[int]().union(*map(self._homes, people))
        gates = [
            (steps[cell], f)
            for cell, f in self.barred.items()
            if cell in steps and any(self._pieces.of(side) in homes for side in sides(cell))
        ]
        if not gates:
            return None
        gate = min(gates)[1]
        return next((wheel for wheel in self.wheels(gate) if self.hands(wheel)), gate)

    def beats_to(self, cells: np.ndarray) -> list[int]:
        """The fewest beats after which one person, two, ... can have got to these cells, bool [H, W]."""
        open_ = self.passable & ~plane_of(self.barred, self.passable)
        goal, tolls, people = cells & open_, self._tolls(), self.who(cells)
        first = steps_from(goal, open_, self.links, tolls=tolls, drops=self._climbs)
        later = steps_from(goal, open_, self.links, drops=self._climbs) if tolls.any() and self.team > 1 else first
        lead = min((first[cell] for p in people for cell in self.starts[p] if cell in first), default=0)
        alone = [min(later[cell] for cell in self.starts[p] if cell in later) for p in people]
        return [max(1, -(-max(lead, strokes - (self.team - 1)) // 2)) for strokes in sorted(alone)]

    def _tolls(self) -> np.ndarray:
        """Strokes that it costs the first of the team to enter a cell that is shut, int32 [H, W].

        None for a door that something else may open before: infected, a wheel, a draw, a trigger, or hands that were
        laid on the fixture beside it while their owner was shoved along.
        """
        tolls: np.ndarray = BREAKING * (self.terrain == GLASS).astype(np.int32)
        worked = {cell for cell, kind in zip(self.cells, self.kinds, strict=True) if IS_HANDLED[kind]}
        for f in () if self.infected else self.closed:
            if not self.wheels(f) and worked.isdisjoint(sides(self.cells[f])):
                tolls[self.cells[f]] = OPENING
        return tolls


def ways(links: np.ndarray) -> tuple[list[Way], list[Way]]:
    """The links that lead both ways, and those that lead from the first cell to the second alone."""
    both: list[Way] = []
    down: list[Way] = []
    for link in links:
        kind, one, other = int(link.kind), (int(link.y0), int(link.x0)), (int(link.y1), int(link.x1))
        if kind == ZIPLINE:
            down.append((one, other, A_BEAT * int(link.beats)))
        elif kind == FACADE:
            down.append((other, one, CLIMBS[kind]))
        else:
            both.append((one, other, CLIMBS[kind]))
    return both, down


def lifts(ground: Ground, passable: np.ndarray, team: int) -> list[Way]:
    """Ways by a captured drone, which another of the team has to fly: between all cells under the sky of its sheet.

    All of them lead over the first one; to be lifted takes a beat at least, and so does to be set down.
    """
    found: list[Way] = []
    open_ = passable & ~unpack(ground.roofed, passable.shape[1])
    for console in ground.consoles if team > 1 else ():
        y, x = ground.routes[console["drone"], 0]
        hub, *others = cells_of(open_ & (ground.sheet == ground.sheet[y, x])) or [(0, 0)]
        found += [(hub, cell, A_BEAT) for cell in others]
    return found


def sides(cell: Cell) -> tuple[Cell, Cell, Cell, Cell]:
    """The four cells beside one."""
    y, x = cell
    return (y - 1, x), (y, x + 1), (y + 1, x), (y, x - 1)
