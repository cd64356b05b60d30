"""What an episode must make sense as: people on free cells, ways to their targets, room for the infected."""

from dataclasses import replace

import numpy as np

from warbell.engine.codes import OBJECTS
from warbell.engine.deal import GROUP
from warbell.engine.tuning import TUNING, Tuning
from warbell.episodes.atlas import Atlas
from warbell.episodes.locate import Path, Toml
from warbell.episodes.places import Places
from warbell.episodes.reach import Cell, plane_of, steps_from
from warbell.episodes.schema import MOST_BODIES, EpisodePart

MOST_OF_A_THING = 99
MOST_NUMBER = 100_000

Links = list[tuple[Cell, Cell]]


def check_tuning(part: EpisodePart, toml: Toml) -> Tuning:
    """The numbers of the rules with the episode's own in place."""
    numbers: dict[str, int] = {}
    for name, value in part.tuning.items():
        path: Path = ("tuning", name)
        if not hasattr(TUNING, name):
            raise toml.error(path, f"unknown number {name!r}", "a field of engine/tuning.py")
        numbers[name] = _whole(toml, path, value, MOST_NUMBER)
    return replace(TUNING, **numbers)


def check_team(part: EpisodePart, toml: Toml) -> None:
    """Names of seats, their packs and bonds."""
    ids = [seat.id for seat in part.seats]
    for index, seat in enumerate(part.seats):
        if seat.id in ids[:index]:
            raise toml.error(("seats", index, "id"), f"the seat {seat.id!r} again", "a name of its own")
        for item, number in seat.pack.items():
            path: Path = ("seats", index, "pack", item)
            if item not in OBJECTS:
                raise toml.error(path, f"unknown object {item!r}", "one of " + ", ".join(OBJECTS))
            _whole(toml, path, number, MOST_OF_A_THING)
    for index, bond in enumerate(part.bonds):
        for end, seat_id in enumerate(bond.between):
            if seat_id not in ids or bond.between.count(seat_id) > 1:
                raise toml.error(("bonds", index, "between", end), repr(seat_id), "two of " + ", ".join(ids))
    for index, story in enumerate(part.story):
        if (story.beat is None) == (story.objective is None):
            raise toml.error(("story", index), "a text for no moment, or for two", "either beat or objective")
        names = [objective.name for objective in part.objectives]
        if story.objective is not None and story.objective not in names:
            raise toml.error(("story", index, "objective"), repr(story.objective), "one of " + ", ".join(names))


def check_starts(part: EpisodePart, atlas: Atlas, places: Places) -> list[Cell]:
    """The cell of each seat; seats that share a mark of several cells take them in reading order."""
    starts: list[Cell] = []
    for index, seat in enumerate(part.seats):
        path: Path = ("seats", index, "start")
        free = places.cells(seat.start, path) & atlas.free & ~atlas.doors
        cells = [cell for y, x in np.argwhere(free) if (cell := (int(y), int(x))) not in starts]
        if not cells:
            raise places.toml.error(path, f"{_words(seat.start)}, where no free cell is left", "a free cell")
        starts.append(cells[0])
    return starts


def check_ways(part: EpisodePart, atlas: Atlas, places: Places, starts: list[Cell], links: Links) -> np.ndarray:
    """The cells each seat is to head for, bool [P, H, W]; each must be able to reach one, and every exit it needs."""
    targets = [
        places.cells(seat.target, ("seats", index, "target")) & atlas.passable for index, seat in enumerate(part.seats)
    ]
    exits = [(f.y, f.x) for f in atlas.fixtures if f.drawn.fixture == "exit"]
    escape = [i for i, objective in enumerate(part.objectives) if objective.kind == "escape"]
    if escape and not exits:
        raise places.toml.error(("objectives", escape[0]), "escape, with no exit on any sheet", "a legend with an exit")
    reached = atlas.nothing()
    for index, (seat, start) in enumerate(zip(part.seats, starts, strict=True)):
        if not reached[start]:  # else this seat reaches what an earlier one does
            reached = plane_of(steps_from([start], atlas.passable, links), reached)
        if not (targets[index] & reached).any():
            found = f"{_words(seat.target)}, which {seat.id} cannot reach"
            raise places.toml.error(("seats", index, "target"), found, "a place with a way to it")
        for cell in exits if escape else ():
            if not reached[cell]:
                sheet, at = atlas.on_sheet(cell)
                raise sheet.error(at, f"an exit that {seat.id} cannot reach", "an exit with a way to it")
    return np.stack(targets)


def check_infected(
    part: EpisodePart, atlas: Atlas, places: Places, starts: list[Cell], links: Links
) -> tuple[np.ndarray, np.ndarray]:
    """The groups of infected, GROUP [G], and their cells, int32; there must be room for all, however the dice fall."""
    rows = len(part.seats) + sum(group.count for group in part.infected)
    if rows > MOST_BODIES:
        raise places.toml.error(("infected",), f"{rows} bodies", f"at most {MOST_BODIES}")
    standing = atlas.free & ~atlas.doors
    for fixture in atlas.fixtures:
        standing[fixture.y, fixture.x] = False
    team = plane_of(starts, standing)
    groups = np.zeros(len(part.infected), GROUP)
    planes: list[np.ndarray] = []
    first, start = len(part.seats), 0
    for index, group in enumerate(part.infected):
        path: Path = ("infected", index, "at")
        cells = places.cells(group.at, path) & standing & ~team
        if group.away:
            cells &= ~plane_of(steps_from(starts, atlas.passable, links, group.away - 1), team)
        taken = sum(other.count for other, plane in zip(part.infected, planes, strict=False) if (plane & cells).any())
        room = int(cells.sum())
        if room - taken < group.count:
            raise places.toml.error(path, f"room for {max(room - taken, 0)}", f"room for {group.count} {group.kind}s")
        groups[index] = (first, group.count, start, start + room)
        planes.append(cells)
        first, start = first + group.count, start + room
    listed = [np.flatnonzero(plane).astype(np.int32) for plane in planes]
    return groups, np.concatenate([*listed, np.zeros(0, np.int32)])


def _words(place: str | list[str]) -> str:
    return repr(place) if isinstance(place, str) else ", ".join(map(repr, place))


def _whole(toml: Toml, path: Path, value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise toml.error(path, repr(value), f"a whole number from 0 to {most}")
    return value
