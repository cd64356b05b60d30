"""`rooms`: one floor of a building, divided by walls into rooms, with doors and gaps between them and few lamps."""

from warbell.episodes.skirmish.drawing import DOOR, FLOOR, LAMP, WALL, Drawing, fill, solid
from warbell.episodes.skirmish.draws import Draws

SMALLEST = 3  # cells: no side of a room is shorter
LARGEST = 8  # a room whose sides are no longer may stay as it is
LEFT_WHOLE = 300  # per mille of those that stay
CELLS_PER_OPENING = 9  # of a wall
SHUT = 400  # per mille of the openings that are doors
LIT = 250  # per mille of the rooms


def draw(size: int, draws: Draws) -> Drawing:
    """A floor of size by size cells."""
    rows = solid(size)
    fill(rows, 1, 1, size - 1, size - 1, FLOOR)
    waiting = [(1, 1, size - 1, size - 1)]
    while waiting:
        top, left, bottom, right = room = waiting.pop()
        large = max(bottom - top, right - left) > LARGEST
        parts = [] if not large and draws.chance(LEFT_WHOLE) else _divide(rows, room, draws)
        if not parts and draws.chance(LIT):
            rows[(top + bottom) // 2][(left + right) // 2] = LAMP
        waiting += parts
    return Drawing(rows, FLOOR)


Room = tuple[int, int, int, int]  # top, left, bottom, right; the last two lie outside it


def _divide(rows: list[list[str]], room: Room, draws: Draws) -> list[Room]:
    """The two halves of a room, with a wall between them that has openings; none if it is too small to be halved."""
    top, left, bottom, right = room
    upright = right - left > bottom - top or (right - left == bottom - top and draws.chance(500))
    # A wall ends on walls: never at an opening, which it would stop up.
    if upright:
        places = range(left + SMALLEST, right - SMALLEST)
        free = [x for x in places if rows[top - 1][x] == WALL == rows[bottom][x]]
    else:
        places = range(top + SMALLEST, bottom - SMALLEST)
        free = [y for y in places if rows[y][left - 1] == WALL == rows[y][right]]
    if not free:
        return []
    at = draws.one(free)
    wall = [(y, at) for y in range(top, bottom)] if upright else [(at, x) for x in range(left, right)]
    for y, x in wall:
        rows[y][x] = WALL
    stretch = -(-len(wall) // (1 + len(wall) // CELLS_PER_OPENING))
    for first in range(0, len(wall), stretch):
        y, x = draws.one(wall[first : first + stretch])
        rows[y][x] = DOOR if draws.chance(SHUT) else FLOOR
    return (
        [(top, left, bottom, at), (top, at + 1, bottom, right)]
        if upright
        else [
            (top, left, at, right),
            (at + 1, left, bottom, right),
        ]
    )
