"""`maze`: dark passages two cells wide, with some rings and few lamps; whoever comes can only come from two sides."""

from warbell.episodes.skirmish.drawing import FLOOR, LAMP, Drawing, fill, solid
from warbell.episodes.skirmish.draws import Draws

WIDE = 2  # cells of a passage
PITCH = WIDE + 1
WINDING = 650  # per mille of the steps that go on from where the last one led
OPENED = 600  # per mille of the dead ends that are opened
LIT = 60  # per mille of the crossings

Crossing = tuple[int, int]  # row and column of the lattice that passages lie on


def draw(size: int, draws: Draws) -> Drawing:
    """A maze of size by size cells."""
    rows = solid(size)
    side = (size - 1) // PITCH
    ways: dict[Crossing, list[Crossing]] = {(draws.below(side), draws.below(side)): []}
    growing = list(ways)
    while growing:
        at = len(growing) - 1 if draws.chance(WINDING) else draws.below(len(growing))
        here = growing[at]
        beyond = [there for there in _beside(here, side) if there not in ways]
        if beyond:
            there = draws.one(beyond)
            ways[there] = []
            _join(ways, here, there)
            growing.append(there)
        else:
            growing.pop(at)
    for here in sorted(ways):
        if len(ways[here]) == 1 and draws.chance(OPENED):
            _join(ways, here, draws.one([there for there in _beside(here, side) if there not in ways[here]]))
    for (i, j), others in sorted(ways.items()):
        top, left = 1 + PITCH * i, 1 + PITCH * j
        for a, b in [(i, j), *others]:
            down, along = PITCH * max(a - i, 0), PITCH * max(b - j, 0)
            fill(rows, top, left, top + WIDE + down, left + WIDE + along, FLOOR)
    for i, j in sorted(ways):
        if draws.chance(LIT):
            rows[1 + PITCH * i][1 + PITCH * j] = LAMP
    return Drawing(rows, FLOOR)


def _beside(at: Crossing, side: int) -> list[Crossing]:
    i, j = at
    near = ((i - 1, j), (i, j + 1), (i + 1, j), (i, j - 1))
    return [(a, b) for a, b in near if 0 <= a < side and 0 <= b < side]


def _join(ways: dict[Crossing, list[Crossing]], one: Crossing, other: Crossing) -> None:
    ways[one].append(other)
    ways[other].append(one)
