"""Bonds: what the beat's deeds make people feel for each other, and what a loss does to those who see it.

Reads this beat's events, bonds, sight. Writes bonds, fear.
"""

from warbell.engine.codes import (
    COMFORTED,
    DIED,
    DOWN,
    FOOD,
    GAVE,
    SHOVED,
    STRUCK,
    TENDED,
    TRADED,
    TURNED,
)  # fmt: skip
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_person
from warbell.engine.seeing import sees_body


@part
def _grow(world, e, p, q, points):
    """p comes to feel more for q."""
    if p != q:
        world.bonds[e, p, q] = min(100, world.bonds[e, p, q] + points)


@part
def _freed(ground, world, e, q, i):
    """Person q laid hands on body i: those whom an infected had in its grip beside it will remember."""
    foe = world.bodies[e, i]
    if is_person(foe):
        return
    for p in range(world.hearts.shape[1]):
        body = world.bodies[e, p]
        near = abs(body.y - foe.y) + abs(body.x - foe.x) <= 2
        if p != q and near and body.gripped > 0 and is_person(body):
            _grow(world, e, p, q, ground.tuning[0].bond_rescue)


@part
def _mourn(ground, world, e, lost, y, x):
    tuning = ground.tuning[0]
    for p in range(world.hearts.shape[1]):
        body = world.bodies[e, p]
        if p != lost and is_person(body) and body.state <= DOWN and sees_body(ground, world, e, p, y, x):
            heart = world.hearts[e, p]
            grief = tuning.fear_loss + world.bonds[e, p, lost] * tuning.fear_loss_bond // 100
            heart.fear = min(100, heart.fear + grief)


@phase
def bonds(ground, world, e):
    """Phase: every deed and loss of the beat, felt."""
    tuning = ground.tuning[0]
    persons = world.hearts.shape[1]
    for k in range(world.clock[e].events):
        event = world.events[e, k]
        who, whom = event.who, event.whom
        if event.kind == COMFORTED:
            _grow(world, e, whom, who, tuning.bond_comfort)
            _grow(world, e, who, whom, tuning.bond_comfort)
        elif event.kind == TENDED:
            _grow(world, e, whom, who, tuning.bond_tend)
        elif event.kind == GAVE:
            _grow(world, e, whom, who, tuning.bond_food if event.value == FOOD else tuning.bond_gift)
        elif event.kind == TRADED:
            _grow(world, e, whom, who, tuning.bond_gift)
        elif event.kind in (STRUCK, SHOVED):
            _freed(ground, world, e, who, whom)
        elif event.kind in (DIED, TURNED) and who < persons and event.value == 0:
            _mourn(ground, world, e, who, event.y, event.x)
    for p in range(persons):
        load = world.bodies[e, p].load
        if load > 0:
            _grow(world, e, load - 1, p, tuning.bond_carry)
