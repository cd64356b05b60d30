"""Marks in a room: how they are made, fade and are given to team mates, and who is shown which.

On shared paper mates see them as they see lines: as they were when a turn opened, and whenever one is made or taken
away. What becomes of them while beats are played would tell what their owner sees in these beats. On any paper a mark
goes with a signal that points at it.
"""

from collections.abc import Hashable, Iterator, Sequence
from typing import TypeVar

from warbell.belief.marks import Forecast, Mark, faded, seen_bodies, sees
from warbell.server import log
from warbell.server.chair import Chair
from warbell.server.game import Game
from warbell.server.protocol import Marking

K = TypeVar("K", bound=Hashable)


def make_mark(chair: Chair, row: log.Marked, beat: int) -> None:
    """Do what a row says: of a cell that is marked already the new mark stands."""
    if row.what is None:
        chair.marks.pop(row.at, None)
    else:
        chair.marks[row.at] = Mark(*row.at, row.what, row.count, row.sure, beat)
    lay_out(chair)


def lay_out(chair: Chair) -> None:
    """Let mates on shared paper see the marks as they are now."""
    chair.laid_out = tuple(chair.marks.values())


def forget_marks(chair: Chair) -> None:
    """Begin without marks: somebody else has the seat."""
    chair.marks.clear()
    chair.told_marks.clear()
    chair.decides = False
    lay_out(chair)


def fade_marks(game: Game, chairs: Sequence[Chair]) -> None:
    """After a beat: a mark that nobody renewed is gone, and one on a cell that its seat sees."""
    for chair in chairs:
        chair.marks = _left(game, chair.seat, chair.marks)
        chair.told_marks = _left(game, chair.seat, chair.told_marks)


def _left(game: Game, seat: int, marks: dict[K, Mark]) -> dict[K, Mark]:
    """The marks that still say something to a seat."""
    return {
        key: mark
        for key, mark in marks.items()
        if not faded(mark, game.beat) and not sees(game.percept, seat, mark.y, mark.x)
    }


def forecasts(game: Game, chairs: Sequence[Chair]) -> Iterator[Forecast]:
    """Before a beat: the marks of those whose line is new in it."""
    for chair in chairs:
        if chair.decides and chair.marks:
            seen = seen_bodies(game.percept, chair.seat)
            yield from (Forecast(chair.seat, game.beat, mark, seen) for mark in chair.marks.values())
        chair.decides = False


def shown_marks(game: Game, chairs: Sequence[Chair], viewer: int, *, shared: bool) -> list[Marking]:
    """The marks that a seat knows of: its own, and of mates those that still say something to it."""
    known = dict(chairs[viewer].told_marks)
    for chair in chairs if shared else ():
        if chair.seat != viewer:
            known |= {(chair.seat, mark.y, mark.x): mark for mark in chair.laid_out}
    own = {(viewer, *cell): mark for cell, mark in chairs[viewer].marks.items()}
    return [
        Marking(seat, mark.y, mark.x, mark.what, mark.count, mark.sure, mark.beat)
        for (seat, _, _), mark in {**own, **_left(game, viewer, known)}.items()
    ]
