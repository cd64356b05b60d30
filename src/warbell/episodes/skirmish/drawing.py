"""A map as a style draws it, before anybody stands on it."""

from typing import NamedTuple

WALL, STREET, FLOOR, RUBBLE = "#", ".", ",", ":"
DOOR, LAMP, INNER_LAMP = "d", "L", "l"
STOPS = "12"  # of the drone
LEGEND = {
    DOOR: "floor door",
    LAMP: "{ground} lamp=4",
    INNER_LAMP: "floor lamp=3",
    **dict.fromkeys(STOPS, "{ground}"),
}
NAMES = {STREET: "street", FLOOR: "floor"}


class Drawing(NamedTuple):
    """The characters of a sheet, row by row; all but walls can be walked on or opened."""

    rows: list[list[str]]
    ground: str  # STREET or FLOOR: what the team, the exits and the caches may have under them
    pause: int | None = None  # beats that a drone hangs at each of STOPS; None: there is no drone


def solid(size: int) -> list[list[str]]:
    """Nothing but wall, size by size cells."""
    return [[WALL] * size for _ in range(size)]


def fill(rows: list[list[str]], top: int, left: int, bottom: int, right: int, what: str) -> None:
    """Put `what` on all cells of a rectangle; bottom and right lie outside it."""
    for row in rows[top:bottom]:
        row[left:right] = [what] * (right - left)
