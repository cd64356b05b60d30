"""Desks that are pushed: who pushes which one where, and which of them goes."""

from naive.orders import link_at, ordered
from naive.things import lay, number
from naive.world import beside, log, noise, person, standing, thing

from warbell.engine import codes as c


def pushing(state):
    """{person: (way, the desk's cell)} of all who shove at a desk."""
    found = {}
    for p in state.persons:
        verb, way, _, _ = ordered(state, p)
        if verb == c.SHOVE:
            there = beside(state.bodies[p].at, way)
            if thing(state, there) == c.DESK:
                found[p] = way, there
    return found


def leaning(state, pushers):
    """{person: who pushes a desk and at whose back they push the same way}."""
    places, found = standing(state), {}
    for p in state.persons:
        verb, way, _, _ = ordered(state, p)
        q = places.get(beside(state.bodies[p].at, way)) if verb == c.SHOVE else None
        if q in pushers and pushers[q][0] == way and person(state.bodies[q]):
            found[p] = q
    return found


def push(state, pushers, leaners):
    """Move the desks that go; {person: way} of those who go after them."""
    places = standing(state)
    follow, moves = {}, {}
    for p, (way, desk) in pushers.items():
        state.hearts[p].effort += 1
        to = beside(desk, way)
        rivals = [q for q, (other, cell) in pushers.items() if q != p and (cell == desk or beside(cell, other) == to)]
        hard = state.hearts[p].effort >= 2 or p in leaners.values()
        free = to in state.clear and to not in places and thing(state, to) == c.NO_THING
        bare = to not in state.ground.fixture_at and link_at(state, to)[0] is None
        goes = hard and free and bare and not rivals
        log(state, c.PUSHED, p, -1, state.bodies[p].at, int(goes), {p})
        noise(state, c.SCRAPING, desk, state.tuning.loud_push, by=p)
        if goes:
            moves[p] = desk, to
    for p, (desk, to) in moves.items():
        left = number(state, c.LEFT, desk)
        lay(state, desk, c.NO_THING)
        lay(state, to, c.DESK, left)
        state.hearts[p].effort = 0
        follow |= dict.fromkeys([p, *[q for q, whom in leaners.items() if whom == p]], pushers[p][0])
    return follow
