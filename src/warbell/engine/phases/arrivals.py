"""Arrivals: infected that come onto the map in the course of the night, at their beat or when a trigger calls them.

Reads timers, planes, occupant. Writes places, states, timers. Who finds its cell taken comes later; of several who
are due on one cell the lowest draw comes first.
"""

from warbell.engine.bits import get
from warbell.engine.codes import AWAY, CLEAR, D_WHEN, SHUFFLING, STEP_GAIT, UP
from warbell.engine.dice import draw
from warbell.engine.kernel import part, phase
from warbell.engine.noises import sound_of
from warbell.engine.people import is_person

CALLED_FOR = -1  # the timer of who comes at once when a trigger calls; of who comes n beats later it is n less
ABSENT = -(1 << 30)  # the timer of who is not there tonight


@part
def _due(world, e, body):
    """True for an infected whose time has come, and whose cell is free."""
    if body.state != AWAY or is_person(body) or body.timer < 0 or body.timer > world.clock[e].beat + 1:
        return False
    return get(world.planes[e, CLEAR], body.y, body.x) and world.occupant[e, body.y, body.x] == 0


@part
def _comes_first(world, e, i):
    """True if no other who is due on the cell of body i has a lower draw."""
    body, key = world.bodies[e, i], world.clock[e].key
    mine = draw(key, body.id, D_WHEN)
    for k in range(world.hearts.shape[1], world.bodies.shape[1]):
        other = world.bodies[e, k]
        rival = k != i and other.y == body.y and other.x == body.x and _due(world, e, other)
        if rival and draw(key, other.id, D_WHEN) < mine:
            return False
    return True


@phase
def arrivals(ground, world, e):
    """Phase: whoever is due and finds room steps onto the map."""
    for i in range(world.hearts.shape[1], world.bodies.shape[1]):
        body = world.bodies[e, i]
        if not _due(world, e, body) or not _comes_first(world, e, i):
            continue
        body.state = UP
        body.timer = -1
        body.gait = STEP_GAIT
        sound_of(world, e, i, SHUFFLING, ground.tuning[0].loud_shuffle)
        world.occupant[e, body.y, body.x] = i + 1
