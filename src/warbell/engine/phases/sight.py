"""Sight: each living person's free lines of sight this beat.

Reads places, plane VEILED, lines, shadows. Writes sight. Whether there is light to see by is asked later, by
`engine.seeing`: a line serves both ways, so infected who see by it read the same windows.
"""

import numpy as np

from warbell.engine.bits import bits_of, windows
from warbell.engine.codes import DOWN, SIGHT_ROWS, VEILED
from warbell.engine.hiding import hidden_too, hide, nothing_hidden
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_infected
from warbell.engine.seeing import clear_window


@part
def look_from(ground, world, e, y, x, window, doors):
    """Fill a window, uint64 [SIGHT_ROWS], with the cells in a free line from (y, x); `doors` is working memory."""
    lines = ground.lines[y, x]
    for r in range(np.uint64(lines.shape[0])):  # not SIGHT_ROWS: a loop of so many would be written out row by row
        window[r] = np.uint64(lines[r])
    windows(world.planes[e, VEILED], y, x, doors)
    hidden = nothing_hidden()
    for r in range(SIGHT_ROWS):
        for c in bits_of(doors[r]):
            hidden = hidden_too(hidden, ground.shadows[r, c])
    hide(window, hidden)


@part
def look_around(ground, world, e, p):
    """The lines of sight of person p from where they are now: the static ones, less what shut doors and smoke hide."""
    window = world.sight[e, p]
    body = world.bodies[e, p]
    if is_infected(body) or body.state > DOWN:
        clear_window(window)
    else:  # the second window's place is free until the eyes phase needs it
        look_from(ground, world, e, body.y, body.x, window, world.bright[e, p])


@phase
def sight(ground, world, e):
    """Phase: everybody looks."""
    for p in range(world.hearts.shape[1]):
        look_around(ground, world, e, p)
