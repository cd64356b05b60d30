"""What a seat's marks add to what it perceives and remembers, before its belief is drawn: docs/adr/0051.

People stand where they are thought to be, and whoever is remembered where nobody is thought to be is there no more.
Infected that are thought of are bodies more, awake. What is seen now no mark changes, nor what was seen after it was
made.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from warbell.belief.marks import EMPTY, Mark, free, sees
from warbell.engine.codes import AWAY, NO_SIGNAL, PERSON, UNREAD, UP
from warbell.engine.percept import Percept
from warbell.engine.setup import embody, stand
from warbell.engine.world import Ground, World
from warbell.episodes import Brief

AROUND = ((0, 0), (-1, 0), (0, 1), (1, 0), (0, -1), (-1, -1), (-1, 1), (1, 1), (1, -1))  # the cells of a mark, (dy, dx)


def suppose(brief: Brief, percept: Percept, seat: int, marks: Sequence[Mark]) -> Percept:
    """The percept with the people of world 0 where a seat thinks they are, and nobody where it thinks nobody is."""
    if not marks:
        return percept
    bodies = percept.bodies.copy()
    seen, beat = bodies[0, seat], percept.me["beat"][0, seat]
    for p, start in enumerate(brief.starts):
        if seen["beat"][p] < 0:  # where the briefing has them, unless a mark says otherwise
            seen["y"][p], seen["x"][p] = start
    for mark in marks:
        older = (seen["beat"] < beat) & (seen["beat"] <= mark.beat)
        older[seat] = False
        person = mark.person(brief)
        if person is not None and older[person]:
            row = seen[person]
            if row["beat"] < 0:
                row["nature"], row["state"], row["sign"], row["mood"] = PERSON, UP, NO_SIGNAL, UNREAD
            row["beat"], row["y"], row["x"], row["carried"] = mark.beat, mark.y, mark.x, 0
        elif mark.what == EMPTY:
            near = (abs(seen["y"] - mark.y) <= 1) & (abs(seen["x"] - mark.x) <= 1)
            gone = np.flatnonzero(older & near & (seen["state"] != AWAY))
            seen["state"][gone], seen["beat"][gone], seen["nature"][gone] = (
                AWAY,
                mark.beat,
                np.maximum(seen["nature"][gone], PERSON),
            )
    return percept._replace(bodies=bodies)


def natures(marks: Sequence[Mark]) -> list[int]:
    """The natures of the infected that marks speak of, one for each body, mark by mark."""
    return [mark.nature for mark in marks for _ in range(mark.count) if mark.nature is not None]


def stand_up(ground: Ground, world: World, brief: Brief, percept: Percept, seat: int, marks: Sequence[Mark]) -> None:
    """Let the last bodies of world 0 be those infected, awake, out of the seat's sight; who finds no cell is away."""
    kinds, places = natures(marks), (mark for mark in marks for _ in range(mark.count) if mark.nature is not None)
    for i, (nature, mark) in enumerate(zip(kinds, places, strict=True), world.bodies.shape[1] - len(kinds)):
        embody(ground, world, i, nature)
        cell = next((at for at in _cells(mark) if _can_stand(world, brief, percept, seat, *at)), None)
        if cell is None:
            world.bodies["state"][0, i] = AWAY
        else:
            stand(world, i, *cell)


def _cells(mark: Mark) -> Iterator[tuple[int, int]]:
    return ((mark.y + dy, mark.x + dx) for dy, dx in AROUND)


def _can_stand(world: World, brief: Brief, percept: Percept, seat: int, y: int, x: int) -> bool:
    return free(brief, y, x) and not world.occupant[0, y, x] and not sees(percept, seat, y, x)
