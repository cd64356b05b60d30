"""Whether a night can be won at all: an ending whose objectives can be met together, and soon enough.

At its best again, see access.py; that each objective can be met for itself has been checked before.
"""

import numpy as np

from warbell.engine.bits import unpack
from warbell.engine.codes import ESCAPE, GATHER, KEEP, LOSE, SURVIVE, WON, WORK
from warbell.engine.world import Ground
from warbell.episodes.access import Access
from warbell.episodes.budget import Budget
from warbell.episodes.locate import Path, Toml
from warbell.episodes.schema import EpisodePart
from warbell.errors import BadInput

OF_PEOPLE = (ESCAPE, GATHER, LOSE, KEEP)
NEVER = 1 << 30  # a beat later than all


def check_winnable(part: EpisodePart, toml: Toml, ground: Ground, access: Access, budget: Budget) -> None:
    """BadInput if no ending that is won can come about; of several it tells of the one that would come soonest."""
    night = _Night(part, toml, ground, access, budget)
    faults = []
    for index, ending in enumerate(ground.endings):
        if ending.outcome == WON:
            fault = night.fault(index)
            if fault is None:
                return
            faults.append(fault)
    raise min(faults, key=lambda fault: fault[0])[1]


class _Night:
    def __init__(self, part: EpisodePart, toml: Toml, ground: Ground, access: Access, budget: Budget) -> None:
        self.part, self.toml, self.ground, self.access, self.budget = part, toml, ground, access, budget
        self.objectives = [(int(goal.kind), int(goal.target), int(goal.thing)) for goal in ground.objectives]
        self.needs = [int(goal.need) for goal in ground.objectives]
        self.latched = {j for j, goal in enumerate(ground.objectives) if goal.latch}  # may be met no longer at the end
        self.later = {j for j, goal in enumerate(ground.objectives) if goal.after}  # count for nothing at first
        self.wants = [_members(int(ending.all_of)) for ending in ground.endings]
        self.bars = [_members(int(ending.none_of)) for ending in ground.endings]
        self.beats_to: dict[tuple[int, int], list[int]] = {}

    def fault(self, index: int) -> tuple[int, BadInput] | None:
        """Why a won ending cannot come about, with the beat at which it would; None if it can."""
        ending = self.part.endings[index]
        path: Path = ("endings", index)
        expected = "an ending that can come about"
        for before in range(index):
            if self.wants[before] <= self.wants[index] and self.bars[before] <= self.bars[index]:
                found = f"{ending.name!r}, and {self.part.endings[before].name!r} always comes before it"
                return NEVER, self.toml.error(path, found, expected)
        clash = self._clash(self.wants[index] - self.latched, self.bars[index] - self.later)
        if clash:
            names = ", ".join(repr(self.part.objectives[j].name) for j in sorted(clash))
            return NEVER, self.toml.error((*path, "all_of"), f"{names}, which never go together", expected)
        soonest, slowest = max(((self._soonest(j), j) for j in self.wants[index]), default=(1, 0))
        latest = self._latest(index)
        if soonest <= latest:
            return None
        takes = f"at least {soonest}, as many as {self.part.objectives[slowest].name!r} takes at best"
        if latest == self.part.beats:
            return soonest, self.toml.error(("beats",), f"{latest} beats", takes)
        return soonest, self.toml.error(path, f"{ending.name!r}, for which there are {latest} beats", takes)

    def _clash(self, wants: set[int], bars: set[int]) -> set[int]:
        """The objectives that are never met (`wants`) and not met (`bars`) at the same time; none if they can be."""
        for j in wants:
            kind, target, _ = goal = self.objectives[j]
            for k in bars:  # the same thing counted: what is enough for one is too much for the other
                if self.objectives[k] == goal and self.needs[k] <= self.needs[j]:
                    return {j, k}
            for k in wants:
                if kind == WORK and self.objectives[k][:2] == (kind, target) and self.objectives[k] != goal:
                    return {j, k}
        out, gathered, lost = (max(self._needs(wants, kind), default=0) for kind in (ESCAPE, GATHER, LOSE))
        lost = max(lost, len(self._seats(bars)))
        bearable = min(self._needs(bars, LOSE), default=lost + 1) - 1
        if max(out + gathered, len(self._seats(wants))) + lost > self.access.team or lost > bearable:
            return {j for j in wants | bars if self.objectives[j][0] in OF_PEOPLE}
        return set()

    def _needs(self, among: set[int], kind: int) -> list[int]:
        return [self.needs[j] for j in among if self.objectives[j][0] == kind]

    def _seats(self, among: set[int]) -> set[int]:
        """The seats that objectives are about: those to be kept, or not."""
        return {
            target
            for kind, target, _ in (self.objectives[j] for j in among)
            if kind == KEEP and target < self.access.team
        }

    def _soonest(self, j: int) -> int:
        """The first beat at whose end objective j can be met, as far as legs decide it."""
        kind, target, _ = self.objectives[j]
        if kind == SURVIVE:
            return self.needs[j]
        if kind not in (ESCAPE, GATHER):
            return 1
        if (kind, target) not in self.beats_to:
            plane = self.ground.exits if kind == ESCAPE else self.ground.regions[target]
            cells: np.ndarray = unpack(plane, self.ground.terrain.shape[1])
            self.budget.walk(("objectives", j), int(self.access.passable.sum()))
            self.beats_to[kind, target] = self.access.beats_to(cells)
        return self.beats_to[kind, target][self.needs[j] - 1]

    def _latest(self, index: int) -> int:
        """The last beat at whose end an ending can be: before the clock brings another."""
        latest = NEVER
        for other, wants in enumerate(self.wants):
            if not self.bars[other] and all(self.objectives[j][0] == SURVIVE and j not in self.later for j in wants):
                latest = min(latest, max(self.needs[j] for j in wants) - (other < index))
        for k in self.bars[index] - self.later:
            if self.objectives[k][0] == SURVIVE:
                latest = min(latest, self.needs[k] - 1)
        return latest


def _members(bits: int) -> set[int]:
    """The numbers of the bits that are set."""
    return {j for j in range(bits.bit_length()) if bits >> j & 1}
