"""Wants: what somebody needs and has not, what they can spare, and how they come by the one for the other.

They take it where it lies, hold something out for it or ask for it, and rob when they starve and have asked in vain.
"""

from warbell.engine.actions import encode
from warbell.engine.bits import set_in
from warbell.engine.codes import (
    ALLOWED,
    D_SHARE,
    DOWN,
    DX,
    DY,
    FOOD,
    HELP,
    MEDICINE,
    N_OBJECTS,
    NO_SIGNAL,
    OFFER,
    ROB,
    STEP,
    TAKE,
    WAIT,
    WHISPER,
)  # fmt: skip
from warbell.engine.dice import draw
from warbell.engine.kernel import part
from warbell.engine.people import is_person
from warbell.engine.phases.hands import may_take
from warbell.engine.trust import owes
from warbell.engine.walks import toward


@part
def hurt(ground, world, e, q):
    """True if person q wants medicine: bitten, or with half of their health or less."""
    body = world.bodies[e, q]
    return body.timer >= 0 or 2 * body.hp <= ground.tuning[0].person_hp


@part
def wants(ground, world, e, q, item):
    """True if person q has need of an object: food when hungry, medicine when hurt."""
    if item == FOOD:
        return world.hearts[e, q].hunger >= ground.tuning[0].asks_at
    return item == MEDICINE and hurt(ground, world, e, q)


@part
def spare_of(ground, world, e, q):
    """The first object of person q that they have no need of; -1 if there is none."""
    for item in range(N_OBJECTS):
        if world.packs[e, q, item] > 0 and not wants(ground, world, e, q, item):
            return item
    return -1


@part
def lacks(ground, world, e, q):
    """True if person q needs what they have not."""
    food = wants(ground, world, e, q, FOOD) and world.packs[e, q, FOOD] == 0
    return food or (wants(ground, world, e, q, MEDICINE) and world.packs[e, q, MEDICINE] == 0)


@part
def has_to_give(ground, world, e, q):
    """True if person q has food or medicine, and no need of what they have of them."""
    has = False
    for item in (FOOD, MEDICINE):
        if world.packs[e, q, item] > 0:
            if wants(ground, world, e, q, item):
                return False
            has = True
    return has


@part
def comes_first(world, e, p, other):
    """True if person p comes before another, -1 nobody, by the draw."""
    key = world.clock[e].key
    return other < 0 or draw(key, world.bodies[e, p].id, D_SHARE) < draw(key, world.bodies[e, other].id, D_SHARE)


@part
def way_to(body, other):
    """The direction of a body on the next cell."""
    found = 0
    for way in range(4):
        if body.y + DY[way] == other.y and body.x + DX[way] == other.x:
            found = way
    return found


@part
def _take(ground, world, e, q):
    """The order to take from a store beside person q that holds something; else WAIT."""
    body = world.bodies[e, q]
    for way in range(5):
        y, x = body.y + DY[way], body.x + DX[way]
        if ground.fixture_at[y, x] > 0 and may_take(ground, world, e, way, y, x) == ALLOWED:
            return encode(TAKE, way, NO_SIGNAL, 0)
    return WAIT


@part
def _whom_to_ask(ground, world, e, q, robs):
    """The nearest person whom person q makes out and may ask, or rob; of several as near by the draw; -1 nobody."""
    body = world.bodies[e, q]
    whom, gap = -1, ground.tuning[0].asks_within + 1
    for p in set_in(world.found[e, q]):
        other = world.bodies[e, p]
        if p == q or not is_person(other) or other.state > DOWN or other.carrier != 0:
            continue
        if owes(ground, world, e, q, p) if robs else other.state == DOWN:
            continue
        far = abs(other.y - body.y) + abs(other.x - body.x)
        if far < gap or (far == gap and whom >= 0 and comes_first(world, e, p, whom)):
            whom, gap = p, far
    return whom


@part
def _go_where_told(ground, world, e, q):
    """The order of somebody who starves and was told where somebody is: to go there, and rob unasked; else WAIT."""
    body, will = world.bodies[e, q], world.wills[e, q]
    if abs(will.told_y - body.y) + abs(will.told_x - body.x) > 1:
        return toward(ground, world, e, q, will.told_y, will.told_x, STEP)
    will.told_y, will.told_x = 0, 0
    will.asked = ground.tuning[0].asks_before
    return WAIT


@part
def provide(ground, world, e, q):
    """The order of somebody who needs what they have not: take it, offer for it, ask for it, rob; else WAIT."""
    body, will, tuning = world.bodies[e, q], world.wills[e, q], ground.tuning[0]
    order = _take(ground, world, e, q)
    if order == WAIT and will.told_y > 0 and world.hearts[e, q].hunger >= tuning.robs_at and body.load == 0:
        order = _go_where_told(ground, world, e, q)
    if order != WAIT:
        return order
    in_vain = will.asked >= tuning.asks_before
    if in_vain and (world.hearts[e, q].hunger < tuning.robs_at or body.load > 0):
        return WAIT
    p = _whom_to_ask(ground, world, e, q, in_vain)
    if p < 0:
        return WAIT
    other = world.bodies[e, p]
    if abs(other.y - body.y) + abs(other.x - body.x) > 1:
        return toward(ground, world, e, q, other.y, other.x, STEP)
    way = way_to(body, other)
    if in_vain:
        return encode(ROB, way, NO_SIGNAL, 0)
    will.asked += 1
    spare = spare_of(ground, world, e, q)
    return encode(WHISPER, way, HELP, 0) if spare < 0 else encode(OFFER, way, NO_SIGNAL, spare)
