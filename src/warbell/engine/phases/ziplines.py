"""Ziplines: one rider at a time, one way, in silence; whoever rides does nothing until they land.

Reads orders, links, planes, occupant. Writes who hangs on a line, places, events. Who hangs there has no cell: they
are at the end they set off from for the first half of the ride, then at the other. There they hang on until the cell
below is free after everybody's strokes, whatever has become of them on the way; only the dead fall off.
"""

from warbell.engine.bits import get
from warbell.engine.borne import bring_along, hang, unbear
from warbell.engine.codes import (
    ACTION_VERB,
    BUMPED,
    CLEAR,
    IN_THE_WAY,
    LANDED,
    LINK,
    LINKED,
    ON_LINE,
    TAKEN_UP,
    ZIPLINE,
)
from warbell.engine.events import audience_of, log, log_act
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_person
from warbell.engine.phases.treading import tread
from warbell.engine.things import has_things


@part
def _has_ziplines(ground):
    found = False
    for k in range(ground.links.shape[0]):
        found |= ground.links[k].kind == ZIPLINE
    return found


@part
def _line_taken(ground, world, e, p):
    """The zipline that person p takes in this beat, -1 if they take none."""
    body = world.bodies[e, p]
    if ACTION_VERB[world.hearts[e, p].order] != LINK or not is_person(body):
        return -1
    k = ground.link_at[body.y, body.x] - 1
    return k if ground.links[k].kind == ZIPLINE else -1


@part
def _land(ground, world, e, p):
    """Person p comes down onto the cell at the end of their line, or hangs on above it while it is taken."""
    body = world.bodies[e, p]
    taken = world.occupant[e, body.y, body.x] > 0
    if taken or not get(world.planes[e, CLEAR], body.y, body.x):
        log(world, e, BUMPED, p, -1, body.y, body.x, IN_THE_WAY if taken else TAKEN_UP, audience_of(p))
        return
    unbear(world, e, p)
    body.crept = 0
    world.occupant[e, body.y, body.x] = p + 1
    log_act(world, e, LANDED, p, -1, 0)
    if has_things(world):
        tread(ground, world, e, p)


@part
def _ride(ground, world, e, p):
    """A beat of the ride of person p; with somebody in their arms it takes twice as long."""
    body = world.bodies[e, p]
    link = ground.links[-1 - body.carrier]
    beats = link.beats * (2 if body.load > 0 else 1)
    body.crept = min(body.crept + 1, beats)
    if 2 * body.crept > beats:
        body.y, body.x = link.y1, link.x1
        bring_along(world, e, p)
    if body.crept == beats:
        _land(ground, world, e, p)


@phase
def ziplines(ground, world, e):
    """Phase: who sets off, who is on the way, who lands."""
    if not _has_ziplines(ground):
        return
    for p in range(world.hearts.shape[1]):
        k = _line_taken(ground, world, e, p)
        if k >= 0:
            hang(world, e, p, k, ON_LINE)
            log_act(world, e, LINKED, p, -1, ZIPLINE)
        if world.bodies[e, p].borne == ON_LINE:
            _ride(ground, world, e, p)
