"""What a referee reads in a film, from whom nothing is hidden, for a finished game is public.

Nothing that plays may import this.
"""

import numpy as np

from warbell.encode import words
from warbell.engine import codes
from warbell.episodes import Episode
from warbell.film import Film


def referee_cast(film: Film, beat: int, episode: Episode) -> words.Cast:
    """Everything by its full name."""
    return words.Cast(
        bodies=episode.body_names,
        natures=film.bodies["nature"][beat],
        fixtures=episode.fixture_names,
        drones=episode.drone_names,
        objectives=tuple(objective.text for objective in episode.objectives),
        endings=tuple(ending.text for ending in episode.endings),
        tidings=episode.tidings,
        basins=episode.basin_names,
    )


def objectives_met(film: Film, beat: int) -> list[int]:
    """The indices of the objectives met in a beat."""
    rows = film.events_of(beat)
    met: list[int] = rows["who"][rows["kind"] == codes.GOAL_MET].tolist()
    return met


def centre(film: Film, beat: int, seats: int) -> tuple[int, int]:
    """The team member nearest to the middle of those still on the map, else the first."""
    ys, xs, states = (film.bodies[name][beat, :seats] for name in ("y", "x", "state"))
    here = np.flatnonzero((states != codes.AWAY) & (states != codes.DEAD))
    if not len(here):
        return int(ys[0]), int(xs[0])
    k = here[np.argmin(np.abs(ys[here] - np.median(ys[here])) + np.abs(xs[here] - np.median(xs[here])))]
    return int(ys[k]), int(xs[k])
