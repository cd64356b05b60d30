"""Wounds: how a body loses points of health."""

from warbell.engine.codes import ON_SHOULDERS
from warbell.engine.kernel import part
from warbell.engine.people import is_infected

SHAKEN = 2  # beats of doing nothing for who is wounded on a ladder, that of the wound among them


@part
def wound(world, e, i, points):
    """Take points of health off body i; persons feel it in the hearts phase, and who is on a ladder lets go."""
    body = world.bodies[e, i]
    body.hp -= points
    if is_infected(body) and (body.load > 0 or body.borne == ON_SHOULDERS):
        body.stun = max(body.stun, SHAKEN)
    if i < world.hearts.shape[1]:
        world.hearts[e, i].hurt += points
