"""One look at what a seat perceives in a beat, for all who read it: tables as tuples.

A look at one field of one NumPy record costs as much as a whole row, and what a seat is told is read by its diary, its
lookout, its obituary and its history.
"""

from typing import NamedTuple

import numpy as np

from warbell.engine.percept import ME, SEEN_BODY, SEEN_DRONE, SEEN_EVENT, Percept
from warbell.engine.world import HEARD

Row = tuple[int, ...]


def _places(table: np.dtype[np.void]) -> dict[str, int]:
    """Where in a row each column is."""
    return {name: k for k, name in enumerate(table.names or ())}


OWN, BODY, DRONE, EVENT, SOUND = map(_places, (ME, SEEN_BODY, SEEN_DRONE, SEEN_EVENT, HEARD))
_EVENTS, _HEARD, _BEAT = OWN["events"], OWN["heard"], OWN["beat"]


class Glance(NamedTuple):
    """What one seat of one world perceives now, but for the cells."""

    seat: int
    me: Row  # ME, its columns at OWN
    events: list[Row]  # SEEN_EVENT, those of this beat; at EVENT
    heard: list[Row]  # HEARD, likewise; at SOUND
    bodies: list[tuple[int, Row]]  # SEEN_BODY, those in sight, each behind its index; at BODY
    drones: list[Row]  # SEEN_DRONE, all of them; at DRONE


def glance(percept: Percept, seat: int) -> Glance:
    """The look of a seat of world 0."""
    me: Row = percept.me.item(0, seat)
    bodies = percept.bodies[0, seat]
    return Glance(
        seat,
        me,
        percept.events[0, seat, : me[_EVENTS]].tolist() if me[_EVENTS] else [],
        percept.heard[0, seat, : me[_HEARD]].tolist() if me[_HEARD] else [],
        [(k, bodies.item(k)) for k in (bodies["beat"] == me[_BEAT]).nonzero()[0].tolist()],
        percept.drones[0, seat].tolist(),
    )
