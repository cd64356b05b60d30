"""Doors on the way of whoever came: who opened them, and which broke."""

from warbell.engine import codes
from warbell.report.chain import Told
from warbell.report.history import History
from warbell.report.ordered import by_order, cell_of


def came_through(past: History, body: int, first: int, last: int, told: Told) -> None:
    """How each door came to be open that a body went through from beat to beat, if it was not from the start."""
    way = {cell_of(past, body, beat): beat for beat in range(last, first - 1, -1)}
    for f, place in enumerate(past.episode.ground.fixtures):
        through = way.get((int(place["y"]), int(place["x"])), 0)
        moves = past.of(codes.DOOR_MOVED, codes.DOOR_BROKE)
        for each in [move for move in moves if move.whom == f and move.beat <= through][-1:]:
            text = f"{each.text.removesuffix('.')}{by_order(past, each.who, each.beat)}"
            told.tell(each.beat, f"{text}, and {past.called(body)} came through in beat {through}.", (each.y, each.x))
