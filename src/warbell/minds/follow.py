"""follow: keeps with the nearest, helps up who is down, comforts, says when to pull; alone it is careful.

Whom it follows are team mates whom other minds or people hold: who holds a seat is no secret. Those who think as it
does it does not follow: they go the same way as it does.
"""

from typing import TYPE_CHECKING

import numpy as np

from warbell.engine.codes import DOWN, UP
from warbell.engine.kernel import kernel, part
from warbell.engine.people import is_infected
from warbell.engine.percept import Percept
from warbell.minds.caution import WARY, Caution
from warbell.minds.danger import REACH, SPAN
from warbell.minds.senses import NEAR
from warbell.minds.steps import ALONE
from warbell.minds.ways import FAR

if TYPE_CHECKING:
    from warbell.episodes import Brief

TRAIL = 25  # beats for which somebody is looked for where they were last seen
FALLEN = 40  # beats for which somebody who was seen to fall may still be helped


@part
def _whom(percept: Percept, e: int, p: int, held: np.ndarray, near: int) -> int:
    """Whom a seat goes to, the nearest by where it last saw them; ALONE if nobody.

    Those it may follow; and who is down, of all, if no infected is about.
    """
    me, best, least = percept.me[e, p], ALONE, FAR
    for q in range(percept.me.shape[1]):
        mate = percept.bodies[e, p, q]
        age, away = me.beat - mate.beat, abs(mate.y - me.y) + abs(mate.x - me.x)
        if q == p or mate.beat < 0 or is_infected(mate) or (age > 0 and away <= 1):
            continue  # nobody known, or it is no longer where it was last seen
        fallen = mate.state == DOWN and age <= FALLEN and near > WARY
        led = mate.state == UP and age <= TRAIL and held[q] == 0
        if (fallen or led) and away < least:
            best, least = q, away
    return best


@kernel
def lead_all(
    percept: Percept,
    sensed: np.ndarray,
    seats: np.ndarray,
    held: np.ndarray,
    windows: tuple[np.ndarray, np.ndarray],
    leads: np.ndarray,
) -> None:
    """Fill leads, int32 [E, n], and aim the windows of those who go to somebody at whom they go to."""
    for e in range(leads.shape[0]):
        for n in range(seats.shape[0]):
            p = seats[n]
            me, q = percept.me[e, p], _whom(percept, e, p, held, sensed[e, p, NEAR])
            leads[e, n] = ALONE
            if q != ALONE:
                mate = percept.bodies[e, p, q]
                r, c = REACH + mate.y - me.y, REACH + mate.x - me.x
                if 0 <= r < SPAN and 0 <= c < SPAN and windows[0][e, n, r, c] >= 0:
                    leads[e, n] = q
                    windows[1][e, n, :, :] = FAR
                    windows[1][e, n, r, c] = 0


class Follow(Caution):
    """Who keeps with others."""

    cares = True

    def __init__(self, brief: "Brief", seats: list[int], worlds: int) -> None:
        super().__init__(brief, seats, worlds)
        self.held = np.zeros(len(brief.seats), np.uint8)
        self.held[seats] = 1

    def lead(self, percept: Percept) -> None:
        """Choose whom each seat goes to."""
        lead_all(percept, self.senses[0], self.seats, self.held, self.windows, self.leads)
