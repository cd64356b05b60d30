"""What can never be met: targets nobody gets to, and objectives that no play can raise to their need.

Everything is judged at its best, see access.py. An objective counts if an ending needs it or the team is told of it.
"""

from functools import cached_property

import numpy as np

from warbell.engine.bits import unpack
from warbell.engine.codes import (
    ALARM,
    BARRICADED,
    BROKEN,
    ESCAPE,
    FUEL,
    GATHER,
    GENERATOR,
    KEY,
    LOCKED,
    MEDICINE,
    OPEN,
    PLANKS,
    RESCUE,
    SET_ON,
    STOCK,
    SURVIVE,
    SWITCH,
    TREAT,
    VALVE,
    WORK,
)
from warbell.engine.world import Ground
from warbell.episodes.access import Access
from warbell.episodes.atlas import Atlas
from warbell.episodes.check import say
from warbell.episodes.locate import Toml
from warbell.episodes.reach import Cell, plane_of
from warbell.episodes.schema import EpisodePart
from warbell.errors import BadInput

POSSIBLE, OUT_OF_REACH = "", "a place with a way to it"  # what a state lacks, as an error says it
NOBODY_DOES = "a state that something brings about"


def check_possible(
    part: EpisodePart,
    atlas: Atlas,
    toml: Toml,
    ground: Ground,
    access: Access,
    targets: np.ndarray,
    strangers: list[list[Cell]],
) -> None:
    """BadInput at the first target, bool [P, H, W], that its seat cannot reach, and at the first hopeless objective.

    `strangers` are the cells that each of the people without a seat may start on.
    """
    judge = _Judge(part, atlas, toml, ground, access, strangers)
    for p, seat in enumerate(part.seats):
        if not access.leads(p, targets[p]):
            where = say(seat.target)
            no_gate = toml.error(("seats", p, "target"), f"{where}, which {seat.id} cannot reach", OUT_OF_REACH)
            raise judge.cut_off([p], targets[p], where, no_gate)
    needed = {name for ending in part.endings for name in ending.all_of}
    for objective in reversed(part.objectives):  # it comes after earlier ones alone
        if objective.name in needed or not objective.secret:
            needed.update((objective.name, *objective.after))
    for j, objective in enumerate(part.objectives):
        if objective.name in needed:
            judge.objective(j)
    for f, kind in enumerate(access.kinds):
        if kind == VALVE:
            judge.valve(f)
    judge.water()


class _Judge:
    def __init__(
        self,
        part: EpisodePart,
        atlas: Atlas,
        toml: Toml,
        ground: Ground,
        access: Access,
        strangers: list[list[Cell]],
    ) -> None:
        self.part, self.atlas, self.toml, self.ground, self.access = part, atlas, toml, ground, access
        self.strangers = strangers
        self.exits = unpack(ground.exits, atlas.width)

    def cut_off(self, people: list[int], cells: np.ndarray, where: str, otherwise: BadInput) -> BadInput:
        """What is wrong where people do not get to cells: the gate in between, or `otherwise` if there is none."""
        gate = self.access.in_the_way(people, cells)
        return otherwise if gate is None else self._too_few(gate, where)

    def _too_few(self, f: int, where: str) -> BadInput:
        fixture = self.atlas.fixtures[f]
        sheet, cell = self.atlas.on_sheet((fixture.y, fixture.x))
        found = f"a {fixture.drawn.fixture} that only {self.access.hands(f)} can be at, on the way to {where}"
        return sheet.error(cell, found, "a place for two at once")

    def valve(self, f: int) -> None:
        """BadInput if nothing ever turns valve f: neither two of the team, nor a draw or a trigger."""
        if not self.access.works(f) and not {(SET_ON, f, on) for on in (0, 1)} & self.access.given:
            fixture = self.atlas.fixtures[f]
            sheet, cell = self.atlas.on_sheet((fixture.y, fixture.x))
            found = f"a valve that only {self.access.hands(f)} can be at"
            raise sheet.error(cell, found, "a place for two at once, or a wheel of its group with one")

    def water(self) -> None:
        """BadInput at the first basin that holds none at the start and never gets any through pipes."""
        pipes = self.ground.pipes[["one", "other"]].tolist()
        wet = {b for b, basin in enumerate(self.part.basins) if basin.units}
        for _ in pipes:
            wet |= {side for pipe in pipes if not wet.isdisjoint(pipe) for side in pipe}
        for b in range(len(self.part.basins)):
            if b not in wet:
                expected = "units, or [[pipes]] from a basin that holds some"
                raise self.toml.error(("basins", b), "a basin that no water ever comes to", expected)

    def objective(self, j: int) -> None:
        """BadInput if objective j can never be met; those that count losses, or the living, always can."""
        judges = {
            ESCAPE: self._escape, GATHER: self._gather, STOCK: self._stock, WORK: self._work, TREAT: self._treat,
            SURVIVE: self._survive, RESCUE: self._rescue,
        }  # fmt: skip
        goal = self.ground.objectives[j]
        if goal.kind in judges:
            judges[int(goal.kind)](j, goal)

    def _error(self, j: int, key: str, found: str, expected: str) -> BadInput:
        return self.toml.error(("objectives", j, key), found, expected)

    def _escape(self, j: int, goal: np.record) -> None:
        people = self.access.who(self.exits)
        if len(people) < goal.need:
            found = f"{goal.need}, of whom {len(people)} can get to an exit"
            no_gate = self._error(j, "need", found, "people who can act, and exits with a way to them")
            raise self.cut_off(self._all_but(people), self.exits, "an exit", no_gate)

    def _gather(self, j: int, goal: np.record) -> None:
        # Who stands on an exit is gone before anybody counts.
        cells = unpack(self.ground.regions[goal.target], self.atlas.width) & ~self.exits
        room = self.access.most_at(cells)
        if room < goal.need:
            where = say(self.part.objectives[j].at or "")
            no_gate = self._error(j, "at", f"{where}, where only {room} can stand", f"a place for {goal.need}")
            raise self.cut_off(self._all_but(self.access.who(cells)), cells, where, no_gate)

    def _stock(self, j: int, goal: np.record) -> None:
        held = int(self.access.stocks[goal.target, goal.thing])
        if held < goal.need:
            expected = f"at most the {held} that the cache holds, as nobody can put anything in"
            raise self._error(j, "need", str(goal.need), expected)

    def _survive(self, j: int, goal: np.record) -> None:
        if goal.need > self.part.beats:
            raise self._error(j, "need", f"{goal.need} beats", f"at most the {self.part.beats} that there are")

    @cached_property
    def _let_out(self) -> int:
        return self.access.let_out(self.strangers, self.exits)

    def _rescue(self, j: int, goal: np.record) -> None:
        if self._let_out < goal.need:
            found = f"{goal.need}, of whom {self._let_out} can get to an exit"
            raise self._error(j, "need", found, "people without a seat, and exits with a way to them")

    def _treat(self, j: int, goal: np.record) -> None:
        if not self.access.infected:
            raise self._error(
                j, "kind", "treat, with nobody bitten and nothing that bites", "infected, or who is bitten"
            )
        held = self.access.supply(MEDICINE)
        if held < goal.need:
            raise self._error(j, "need", f"{goal.need}, with {held} medicine", "medicine for each, within reach")

    def _work(self, j: int, goal: np.record) -> None:
        f, objective = int(goal.target), self.part.objectives[j]
        drawn = self.atlas.fixtures[f].drawn
        lacks = self._door_lacks(f, -1 - goal.thing) if drawn.hinged else self._switch_lacks(f, goal.thing)
        if lacks == OUT_OF_REACH:
            where = say(objective.at or "")
            no_gate = self._error(j, "at", f"{where}, which nobody can get to", OUT_OF_REACH)
            if drawn.fixture == "gate" and self.access.at_hand(f):
                no_gate = self._too_few(f, where)
            raise self.cut_off(self._all_but([]), plane_of([self.access.cells[f]], self.exits), where, no_gate)
        if lacks:
            found = f"{objective.state!r} for a {drawn.fixture} that is {drawn.state}"
            raise self._error(j, "state", found, lacks)

    def _door_lacks(self, f: int, wanted: int) -> str:
        """What it lacks that a door or gate comes into a state."""
        lacks = {now: self._lacks_from(f, now, wanted) for now in self.access.states(f)}
        return POSSIBLE if POSSIBLE in lacks.values() else lacks[int(self.access.fixtures[f].state)]

    def _lacks_from(self, f: int, now: int, wanted: int) -> str:
        access = self.access
        if now == wanted:
            return POSSIBLE
        if now == BROKEN or wanted == LOCKED:
            return NOBODY_DOES
        if wanted == BROKEN:
            return POSSIBLE if access.infected or access.at_hand(f) else OUT_OF_REACH
        bar = wanted == BARRICADED
        if not (access.at_hand(f) if bar else access.works(f)):
            return OUT_OF_REACH
        if bar:  # what stands open must be shut first
            return POSSIBLE if access.supply(PLANKS) and (now != OPEN or access.works(f)) else "planks within reach"
        # A lock that was under planks is gone with them.
        if now == LOCKED and not (access.wheels(f) or access.supply(KEY) or access.supply(PLANKS)):
            return "a key within reach, or a wheel of its group"
        return POSSIBLE

    def _switch_lacks(self, f: int, wanted: int) -> str:
        """What it lacks that any other fixture is on (1) or off (0) at the end of a beat."""
        access, row = self.access, self.access.fixtures[f]
        if (SET_ON, f, wanted) in access.given:
            return POSSIBLE
        if access.kinds[f] == GENERATOR:
            stays = row.on == 1 and row.fuel > 1  # the last beat of fuel is used up before anybody looks
            stops = row.on == 0 or row.fuel <= self.part.beats
            if stays if wanted else stops:
                return POSSIBLE
            if access.at_hand(f) and wanted and row.fuel < 2 and not access.supply(FUEL):
                return "fuel=BEATS, or a can of fuel within reach"
        elif row.on == wanted:
            return POSSIBLE
        elif access.kinds[f] not in (SWITCH, ALARM, VALVE):
            return NOBODY_DOES
        if access.kinds[f] == VALVE:
            return POSSIBLE if access.works(f) else OUT_OF_REACH
        return POSSIBLE if access.at_hand(f) else OUT_OF_REACH

    def _all_but(self, people: list[int]) -> list[int]:
        return [p for p in range(self.access.team) if p not in people]
