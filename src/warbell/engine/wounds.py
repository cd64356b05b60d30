"""Wounds: how a body loses points of health."""

from warbell.engine.kernel import part


@part
def wound(world, e, i, points):
    """Take points of health off body i; persons feel it in the hearts phase."""
    world.bodies[e, i].hp -= points
    if i < world.hearts.shape[1]:
        world.hearts[e, i].hurt += points
