"""Ziplines: who sets off leaves the ground, who has ridden long enough comes down where there is room."""

from naive.orders import link_at, link_of, ordered
from naive.things import tread
from naive.world import log, person, standing

from warbell.engine import codes as c


def _set_off(state, p):
    body = state.bodies[p]
    link, _ = link_at(state, body.at)
    if person(body) and body.borne == c.NOT_BORNE and ordered(state, p)[0] == c.LINK and link.kind == c.ZIPLINE:
        body.carrier, body.borne, body.crept = -1 - state.ground.links.index(link), c.ON_LINE, 0
        log(state, c.LINKED, p, -1, body.at, c.ZIPLINE, {p})


def _come_down(state, p):
    body = state.bodies[p]
    if body.at in standing(state):
        log(state, c.BUMPED, p, -1, body.at, c.IN_THE_WAY, {p})
    elif body.at not in state.clear:
        log(state, c.BUMPED, p, -1, body.at, c.TAKEN_UP, {p})
    else:
        body.carrier = body.borne = body.crept = 0
        log(state, c.LANDED, p, -1, body.at, 0, {p})
        tread(state, p)


def _ride(state, p):
    body = state.bodies[p]
    link = link_of(state, body)
    takes = 2 * link.beats if body.load else link.beats
    body.crept = min(body.crept + 1, takes)
    if body.crept > takes - body.crept:  # nearer to the other end
        body.at = link.y1, link.x1
        if body.load:
            state.bodies[body.load - 1].at = body.at
    if body.crept == takes:
        _come_down(state, p)


def ziplines(state):
    for p in state.persons:
        _set_off(state, p)
    for p in state.persons:
        if state.bodies[p].borne == c.ON_LINE:
            _ride(state, p)
