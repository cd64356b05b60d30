"""Betrayal: who without a seat gives away where a friend is, to whom, and for what.

They give it away with a whisper of GO: in panic to whoever robbed or struck them, and for food or medicine that they
need and have nothing to give for. What they know is where they see whom they go with, or saw them last.
"""

from warbell.engine.actions import encode
from warbell.engine.codes import DOWN, FOOD, GO, OFFERED, ROBBED, STRUCK, UP, WAIT, WHISPER
from warbell.engine.kernel import part
from warbell.engine.people import is_person
from warbell.engine.seeing import beside, makes_out
from warbell.engine.trust import bears_grudge, in_panic
from warbell.engine.wants import comes_first, spare_of, wants


@part
def _is_paid_by(ground, world, e, q, p, item):
    """True if person q would do it for what person p held out: they need it badly, and have nothing to give for it."""
    badly = item != FOOD or world.hearts[e, q].hunger >= ground.tuning[0].robs_at
    poor = wants(ground, world, e, q, item) and spare_of(ground, world, e, q) < 0
    return badly and poor and not bears_grudge(world, e, q, p)


@part
def _buys(ground, world, e, q, p):
    """True if person p, by what they did in this beat, has a friend's place out of person q: by force or at a price."""
    for k in range(world.clock[e].events):
        event = world.events[e, k]
        if event.who != p or event.whom != q:
            continue
        if event.kind in (ROBBED, STRUCK) and in_panic(ground, world, e, q):
            return True
        if event.kind == OFFERED and _is_paid_by(ground, world, e, q, p, event.value):
            return True
    return False


@part
def _knows_where(world, e, q, friend):
    """True if person q knows where a friend is: they see them alive, or saw them last somewhere."""
    if makes_out(world, e, q, friend):
        return is_person(world.bodies[e, friend]) and world.bodies[e, friend].state <= DOWN
    return world.bodies[e, q].trail > 0


@part
def give_away(ground, world, e, q):
    """The order of person q to tell somebody beside them where whom they go with is; else WAIT."""
    body, friend = world.bodies[e, q], world.hearts[e, q].trusts - 1
    if friend < 0 or not _knows_where(world, e, q, friend):
        return WAIT
    found, whose = -1, -1
    for way in range(4):
        p = beside(world, e, q, way)
        if p < 0 or p == friend or world.bodies[e, p].state != UP or not comes_first(world, e, p, whose):
            continue
        if _buys(ground, world, e, q, p):
            found, whose = way, p
    if found < 0:
        return WAIT
    if makes_out(world, e, q, friend):
        body.goal_y, body.goal_x, body.trail = world.bodies[e, friend].y, world.bodies[e, friend].x, 1
    world.wills[e, q].sells = 1
    return encode(WHISPER, found, GO, 0)
