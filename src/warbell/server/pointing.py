"""Pointing: what somebody points at is shown with their next signal, to whoever sees or hears it.

A mark that they have there is given with it.
"""

from collections.abc import Sequence

from warbell.engine import codes
from warbell.engine.percept import Percept
from warbell.server.chair import Chair
from warbell.server.game import Game
from warbell.server.protocol import Pointing

SIGNALLING = (codes.CALL, codes.SIGN, codes.WHISPER)


def show_points(game: Game, chairs: Sequence[Chair]) -> None:
    """Show what was pointed at with the signals of the beat that was played; it is then pointed at no longer."""
    orders = game.orders[-1]
    for chair in chairs:
        if chair.pointing is None or codes.ACTION_VERB[orders[chair.seat]] not in SIGNALLING:
            continue
        y, x = chair.pointing
        for other in chairs:
            if gives(game.percept, other.seat, chair.seat):
                other.points[chair.seat] = Pointing(chair.seat, y, x, game.beat)
                if (y, x) in chair.marks:
                    other.told_marks[chair.seat, y, x] = chair.marks[y, x]
        chair.pointing = None


def gives(percept: Percept, seat: int, other: int) -> bool:
    """True if a seat of world 0 sees or hears another give a signal in this beat."""
    row, beat = percept.bodies[0, seat, other], percept.me["beat"][0, seat]
    heard = percept.heard[0, seat, : percept.me["heard"][0, seat]]
    shown = row["beat"] == beat and row["sign"] != codes.NO_SIGNAL
    told = (heard["voice"] == other) & (heard["signal"] != codes.NO_SIGNAL)
    return other != seat and bool(shown or told.any())
