"""Desks: furniture that is pushed, one cell at a time, by who shoves at it; two in line push it at a walk, one at half.

A part of the blows: reads orders, places, fields. Writes fields, intents of those who push, effort, noises, events.
"""

from warbell.engine.bits import get
from warbell.engine.codes import (
    ACTION_VERB,
    ALONG,
    CLEAR,
    DESK,
    DX,
    DY,
    LEFT,
    LOSER,
    MOVER,
    PUSHED,
    SCRAPING,
    SHOVE,
    VERB_BASE,
)
from warbell.engine.events import log_act
from warbell.engine.kernel import part
from warbell.engine.noises import noise
from warbell.engine.people import is_person
from warbell.engine.things import clear_away, lay, thing_at

ALONE = 2  # beats in which one person alone moves a desk by a cell


@part
def way_of(world, e, p):
    """The direction in which person p shoves; -1 if they do not."""
    action = world.hearts[e, p].order
    return action - VERB_BASE[SHOVE] if ACTION_VERB[action] == SHOVE and action - VERB_BASE[SHOVE] < ALONG else -1


@part
def pushes(world, e, p):
    """True if person p shoves at a desk."""
    way = way_of(world, e, p)
    body = world.bodies[e, p]
    return way >= 0 and thing_at(world, e, body.y + DY[way], body.x + DX[way]) == DESK


@part
def leans(world, e, p):
    """Index of who pushes a desk and at whose back person p pushes the same way, or -1."""
    way = way_of(world, e, p)
    if way < 0:
        return -1
    body = world.bodies[e, p]
    q = world.occupant[e, body.y + DY[way], body.x + DX[way]] - 1
    if 0 <= q < world.hearts.shape[1] and is_person(world.bodies[e, q]):
        return q if pushes(world, e, q) and way_of(world, e, q) == way else -1
    return -1


@part
def _helper(world, e, p):
    for q in range(world.hearts.shape[1]):
        if leans(world, e, q) == p:
            return q
    return -1


@part
def _target(world, e, p):
    """(y, x): the cell onto which person p pushes a desk."""
    way, body = way_of(world, e, p), world.bodies[e, p]
    return body.y + 2 * DY[way], body.x + 2 * DX[way]


@part
def _is_free(ground, world, e, y, x):
    bare = get(world.planes[e, CLEAR], y, x) and world.occupant[e, y, x] == 0
    return bare and thing_at(world, e, y, x) == 0 and ground.fixture_at[y, x] == 0 and ground.link_at[y, x] == 0


@part
def _gives(ground, world, e, p):
    """True if the desk that person p pushes goes: pushed hard enough, by nobody else, and onto a free cell."""
    if world.hearts[e, p].effort < ALONE and _helper(world, e, p) < 0:
        return False
    y, x = _target(world, e, p)
    way, body = way_of(world, e, p), world.bodies[e, p]
    at_y, at_x = body.y + DY[way], body.x + DX[way]
    if not _is_free(ground, world, e, y, x):
        return False
    for q in range(world.hearts.shape[1]):
        if q != p and pushes(world, e, q):
            other, way_q = world.bodies[e, q], way_of(world, e, q)
            same = other.y + DY[way_q] == at_y and other.x + DX[way_q] == at_x
            to_y, to_x = _target(world, e, q)
            if same or (to_y == y and to_x == x):
                return False
    return True


@part
def push(ground, world, e):
    """Every desk that is pushed in this beat; who pushed one that goes is left a MOVER after it. How many went."""
    went = 0
    for p in range(world.hearts.shape[1]):
        heart = world.hearts[e, p]
        heart.grant = 0
        if pushes(world, e, p):
            heart.effort += 1
            heart.grant = 1 if _gives(ground, world, e, p) else 0
            log_act(world, e, PUSHED, p, -1, heart.grant)
            body = world.bodies[e, p]
            way = way_of(world, e, p)
            noise(world, e, SCRAPING, body.y + DY[way], body.x + DX[way], ground.tuning[0].loud_push).by = p
    for p in range(world.hearts.shape[1]):
        q = leans(world, e, p)
        if q >= 0 and world.hearts[e, q].grant == 1:
            _follow(world, e, p)
    for p in range(world.hearts.shape[1]):
        if world.hearts[e, p].grant == 1:
            went += 1
            _shift(world, e, p)
            _follow(world, e, p)
            world.hearts[e, p].effort = 0
    return went


@part
def _follow(world, e, p):
    """Let person p go on after the desk, unless somebody shoves them another way."""
    body, way = world.bodies[e, p], way_of(world, e, p)
    if body.shoved == 0:
        body.shoved = 1
        body.intent = way
        body.moved = MOVER
    elif body.intent != way:
        body.moved = LOSER


@part
def _shift(world, e, p):
    """Move the desk that person p pushes onto its next cell."""
    way, body = way_of(world, e, p), world.bodies[e, p]
    y, x = body.y + DY[way], body.x + DX[way]
    left = world.fields[e, LEFT, y, x]
    to_y, to_x = _target(world, e, p)
    clear_away(world, e, y, x)
    lay(world, e, DESK, to_y, to_x, left)
