"""Ghosts: where the team of a game was, for who looks at their own game of the same night."""

import numpy as np

from warbell.engine import codes
from warbell.replay import Replay
from warbell.server import protocol


def ghosts(replay: Replay) -> protocol.Ghosts:
    """The seats of a replay that has a film, beat for beat; who got out is on the map no more."""
    seats = len(replay.episode.seats)
    bodies = replay.film.bodies
    y, x, state = (bodies[name][:, :seats] for name in ("y", "x", "state"))
    beats = [
        [
            protocol.GhostAt(p, int(y[beat, p]), int(x[beat, p]), int(state[beat, p]))
            for p in np.flatnonzero(here).tolist()
        ]
        for beat, here in enumerate(state != codes.AWAY)
    ]
    return protocol.Ghosts(names=list(replay.episode.titles), beats=beats)
