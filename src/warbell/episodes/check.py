"""What an episode must make sense as: people on free cells, ways to their targets, room for the infected."""

from dataclasses import replace

import numpy as np

from warbell.engine.codes import MAX_PERSONS, OBJECTS
from warbell.engine.tuning import TUNING, Tuning, bounds
from warbell.episodes.atlas import Atlas
from warbell.episodes.locate import Path, Toml
from warbell.episodes.places import Places
from warbell.episodes.reach import Cell, Pieces
from warbell.episodes.schema import EpisodePart

MOST_OF_A_THING = 99

Links = list[tuple[Cell, Cell]]


def check_tuning(part: EpisodePart, toml: Toml) -> Tuning:
    """The numbers of the rules with the episode's own in place."""
    numbers: dict[str, int] = {}
    for name, value in part.tuning.items():
        path: Path = ("tuning", name)
        if not hasattr(TUNING, name):
            raise toml.error(path, f"unknown number {name!r}", "a field of engine/tuning.py")
        least, most = bounds(name)
        numbers[name] = whole(toml, path, value, most, least)
    return replace(TUNING, **numbers)


def check_team(part: EpisodePart, toml: Toml) -> None:
    """Names of seats, their packs and bonds."""
    ids = [person.id for person in part.everybody]
    if len(ids) > MAX_PERSONS:
        raise toml.error(("people",), f"{len(ids)} people in all", f"at most {MAX_PERSONS}, seats among them")
    for k, person in enumerate(part.everybody):
        table, index = ("seats", k) if k < len(part.seats) else ("people", k - len(part.seats))
        if person.id in ids[:k]:
            raise toml.error((table, index, "id"), f"the name {person.id!r} again", "a name of its own")
        for item, number in person.pack.items():
            path: Path = (table, index, "pack", item)
            if item not in OBJECTS:
                raise toml.error(path, f"unknown object {item!r}", "one of " + ", ".join(OBJECTS))
            whole(toml, path, number, MOST_OF_A_THING)
    for k, person in enumerate(part.people):
        if person.rounds and person.side is None:
            raise toml.error(("people", k, "rounds"), str(person.rounds), "a side: who has none never fires")
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


def check_ways(
    part: EpisodePart, atlas: Atlas, places: Places, starts: list[list[Cell]], links: Links, drops: Links
) -> np.ndarray:
    """The cells each seat is to head for, bool [P, H, W]; each must be able to reach one, and every exit it needs.

    `starts` are the cells that each seat may start on; `drops` lead from the first of two cells to the second only.
    """
    targets = [
        places.cells(seat.target, ("seats", index, "target")) & atlas.passable for index, seat in enumerate(part.seats)
    ]
    exits = [(f.y, f.x) for f in atlas.fixtures if f.drawn.fixture == "exit"]
    escape = [i for i, objective in enumerate(part.objectives) if objective.kind == "escape"]
    if escape and not exits:
        raise places.toml.error(("objectives", escape[0]), "escape, with no exit on any sheet", "a legend with an exit")
    pieces = Pieces(atlas.passable)
    for a, b in links:
        pieces.join(a, b)
    numbers = pieces.numbers()
    falls = {(int(numbers[top]), int(numbers[base])) for top, base in drops}
    for index, (seat, cells) in enumerate(zip(part.seats, starts, strict=True)):
        goals = set(np.unique(numbers[targets[index]]).tolist())
        for start in dict.fromkeys(int(numbers[cell]) for cell in cells):
            reached = _below(start, falls)
            if reached.isdisjoint(goals):
                found = f"{say(seat.target)}, which {seat.id} cannot reach"
                raise places.toml.error(("seats", index, "target"), found, "a place with a way to it")
            for cell in exits if escape else ():
                if int(numbers[cell]) not in reached:
                    sheet, at = atlas.on_sheet(cell)
                    raise sheet.error(at, f"an exit that {seat.id} cannot reach", "an exit with a way to it")
    return np.stack(targets)


def _below(piece: int, falls: set[tuple[int, int]]) -> set[int]:
    """A piece of the ground, and all that one can drop to from there."""
    reached, waiting = {piece}, [piece]
    while waiting:
        top = waiting.pop()
        further = {base for above, base in falls if above == top} - reached
        reached |= further
        waiting += further
    return reached


def say(place: str | list[str]) -> str:
    """A place in the words of an error."""
    return repr(place) if isinstance(place, str) else ", ".join(map(repr, place))


def whole(toml: Toml, path: Path, value: object, most: int, least: int = 0) -> int:
    """The value at `path` as a whole number from `least` to `most`; BadInput if it is none."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise toml.error(path, repr(value), f"a whole number from {least} to {most}")
    return value
