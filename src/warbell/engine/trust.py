"""Trust: what people who live by their needs think of others, by bonds, which remember kindness, and grudges."""

import numpy as np

from warbell.engine.bits import U0
from warbell.engine.codes import UP
from warbell.engine.kernel import part
from warbell.engine.people import is_person


@part
def any_lives(world):
    """True if anybody of the episode lives by their needs, or is armed."""
    return world.wills.shape[1] > 0


@part
def lives(world, e, q):
    """True if person q lives by their needs."""
    return any_lives(world) and world.wills[e, q].lives == 1


@part
def regard(world, e, q, p):
    """What person q thinks of person p: what they feel, less what they have against them; below 0 it is a grudge."""
    held = world.grudges[e, q, p] if any_lives(world) else 0
    return world.bonds[e, q, p] - held


@part
def held_against(world, e, q, points):
    """The people, a bit each, against whom person q has so much or more: few, and their regard for others is better."""
    held, some = world.grudges[e, q], U0
    for p in range(np.uint64(held.shape[0])):  # without branches
        some |= np.uint64(held[p] >= points) << p
    return some


@part
def bears_grudge(world, e, q, p):
    """True if person q has more against person p than for them."""
    return regard(world, e, q, p) < 0


@part
def trusts(ground, world, e, q, p):
    """True if person q goes by the word of person p: whom they go with, or think well enough of."""
    going = world.hearts[e, q].trusts == p + 1 and not bears_grudge(world, e, q, p)
    return going or regard(world, e, q, p) >= ground.tuning[0].trusts_from


@part
def loves(ground, world, e, q, p):
    """True if person p is a friend of person q."""
    return p != q and world.bonds[e, q, p] >= ground.tuning[0].friend_bond


@part
def has_friends(ground, world, e, q):
    """True if person q has a friend, or counts as their own."""
    bonds, most = world.bonds[e, q], 0
    for p in range(np.uint64(bonds.shape[0])):
        most = max(most, bonds[p])
    return most >= ground.tuning[0].friend_bond


@part
def owes(ground, world, e, q, p):
    """True if person q owes person p: one of their own side, or somebody they trust."""
    return world.bodies[e, q].side == world.bodies[e, p].side or trusts(ground, world, e, q, p)


@part
def fears(ground, world, e, q, p):
    """True if person q flees from person p, who is up, for what they did."""
    able = p != q and is_person(world.bodies[e, p]) and world.bodies[e, p].state == UP
    return able and regard(world, e, q, p) <= -ground.tuning[0].fears_at


@part
def in_panic(ground, world, e, q):
    """True if fear makes person q do what they would not do else."""
    return world.hearts[e, q].fear >= ground.tuning[0].panics_at
