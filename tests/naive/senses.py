"""What the infected have in common: steps, climbing a field, hands on doors, the bite."""

from naive.dice import chance
from naive.orders import fixture_at, link_at
from naive.world import alive, beside, cast, infected, log, standing, wound

from warbell.engine import codes as c


def awake(body, nature):
    return body.nature == nature and body.state == c.UP and body.stun == 0 and body.carrier == 0


def prey(body):
    return not infected(body) and alive(body)


def in_step(state, body, pace):
    return (state.clock.beat + body.id) % 3 < pace


def lot(state, i, other):
    return cast(state, state.bodies[i].id * 4099 + other, c.D_TIE)


def distance(a, b):
    return abs(a.y - b.y) + abs(a.x - b.x)


def bang(state, cell):
    f = fixture_at(state, cell, c.DOOR, c.GATE)
    if f is None or cell not in state.blocked:
        return False
    state.fixtures[f].banged += 1
    return True


def _ways(state, i, goal):
    """The two directions to try, the better first."""
    body = state.bodies[i]
    dy, dx = goal[0] - body.y, goal[1] - body.x
    die = lot(state, i, 5) >> 60
    up_down = c.SOUTH if dy > 0 else c.NORTH
    left_right = c.EAST if dx > 0 else c.WEST
    vertical = abs(dy) > abs(dx) or (abs(dy) == abs(dx) and die & 1)
    first, second = (up_down, left_right) if vertical else (left_right, up_down)
    aligned = dx == 0 if vertical else dy == 0
    if aligned and die & 2:  # neither side is nearer: the die says which way around
        second = (second + 2) % 4
    return first, second


def step_toward(state, i, goal):
    body, places = state.bodies[i], standing(state)
    first, second = _ways(state, i, goal)

    def look(way):
        there = beside(body.at, way)
        if there not in state.clear:
            return "shut"
        return "queue" if there in places and infected(state.bodies[places[there]]) else "free"

    if look(first) == "free":
        body.intent = first
    elif look(first) == "shut" and bang(state, beside(body.at, first)):
        body.facing = first
    elif look(second) == "free":
        body.intent = second
    elif look(first) == "queue":
        body.intent = first


def climb(state, i, field):
    """Up a sound field, {cell: level}: by the best neighbour, of equals the first from a drawn direction."""
    body = state.bodies[i]
    here = field.get(body.at, 0)
    first = lot(state, i, 6) >> 62
    ways = [(first + turn) % 4 for turn in range(4)]
    ways = [way for way in ways if state.ground.terrain[beside(body.at, way)] not in (c.WALL, c.EDGE)]
    level, way = max(((field.get(beside(body.at, way), 0), way) for way in ways), default=(0, None), key=lambda x: x[0])
    link, other_end = link_at(state, body.at)
    if link is not None and link.kind == c.STAIRS and field.get(other_end, 0) > max(level, here):
        body.intent = c.ALONG
    elif level > here:
        there = beside(body.at, way)
        if there in state.clear:
            body.intent = way
        else:
            body.facing = way
            bang(state, there)


def bite(state, i, p, per_mille):
    clock, tuning, victim = state.clock, state.tuning, state.bodies[p]
    biter = state.bodies[i].id
    if not chance(per_mille, clock.key, biter, c.D_BITE):
        return
    victim.gripped = 3
    wound(state, p, tuning.bite_damage)
    infects = chance(tuning.bite_infects, clock.key, biter, c.D_INFECT)
    if infects and victim.timer < 0:
        victim.timer = tuning.infected_timer + 1
    log(state, c.BITTEN, i, p, victim.at, int(infects), {p})
