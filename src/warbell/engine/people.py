"""People: who is one, who can act, who stands where."""

from warbell.engine.codes import HYBRID, PERSON, UP
from warbell.engine.kernel import part


@part
def is_person(body):
    """True for people, the hybrid among them, whatever shape they are in."""
    return body.nature in (PERSON, HYBRID)


@part
def can_act(body):
    """True if orders to this body mean anything."""
    return body.state == UP and is_person(body) and body.carrier == 0


@part
def person_at(world, e, y, x):
    """Index of the person on a cell, or -1."""
    i = world.occupant[e, y, x] - 1
    if i >= 0 and is_person(world.bodies[e, i]):
        return i
    return -1
