"""Who is a person and who an infected, who can act, who stands where."""

from warbell.engine.codes import IS_INFECTED, IS_PERSON, UP
from warbell.engine.kernel import part


@part
def is_person(body):
    """True for people, the hybrid among them, whatever shape they are in."""
    return IS_PERSON[body.nature]


@part
def is_infected(body):
    """True for infected of every kind, dead ones too."""
    return IS_INFECTED[body.nature]


@part
def is_awake(body):
    """True for an infected that is up and awake."""
    return IS_INFECTED[body.nature] & (body.state == UP) & (body.asleep == 0)


@part
def is_able(body):
    """True for somebody who is up and has hold of themselves, on their own feet or on a zipline."""
    return body.state == UP and is_person(body) and body.stun == 0


@part
def can_act(body):
    """True if orders to this body mean anything."""
    return is_able(body) and body.carrier == 0


@part
def stands(body):
    """True for who is up and has a cell of their own."""
    return body.state == UP and body.carrier == 0


@part
def person_at(world, e, y, x):
    """Index of the person on a cell, or -1."""
    i = world.occupant[e, y, x] - 1
    if i >= 0 and is_person(world.bodies[e, i]):
        return i
    return -1


@part
def somebody_beside(world, e, y, x):
    """True if a body stands or lies on a cell beside (y, x)."""
    at = world.occupant[e]
    return at[y - 1, x] | at[y + 1, x] | at[y, x - 1] | at[y, x + 1] != 0
