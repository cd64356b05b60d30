"""What the infected have in common: steps, climbing a field, hands on doors, the bite."""

from naive.dice import chance
from naive.orders import fixture_at, link_at
from naive.things import batter
from naive.world import FIRM, HINGED, adrift, alive, because, beside, cast, infected, log, standing, thing, wound

from warbell.engine import codes as c


def awake(body, nature):
    able = body.stun == 0 and body.carrier == 0 and not body.asleep
    return body.nature == nature and body.state == c.UP and able


def prey(body):
    return not infected(body) and alive(body) and body.borne != c.ON_DRONE


def in_step(state, body, pace):
    return (state.clock.beat + body.id) % 3 < pace


def hunt(state, i, clue, quarry, lure):
    """Body i goes for somebody by a clue, unless it goes for them already, or by the same sound of nobody's."""
    body = state.bodies[i]
    if body.clue == c.NO_CLUE or body.quarry != quarry + 1 or (quarry < 0 and body.lure != lure):
        body.clue, body.quarry, body.lure, body.since = clue, quarry + 1, lure, state.clock.beat + 1


def give_up(body):
    body.clue, body.quarry, body.lure, body.since = c.NO_CLUE, 0, c.SILENCE, 0


def loudest_noise(state, cell):
    """The noise that seems loudest at a cell, of equals the first in reading order, the lowest kind, the lowest id."""

    def rank(row):
        seems = row.loud - abs(row.y - cell[0]) - abs(row.x - cell[1])
        return -seems, row.at, row.kind, state.bodies[row.by].id if row.by >= 0 else -1

    return min((row for row in state.noises if row.kind not in (c.SHUFFLING, c.DRONE_HUM, c.NAILS)), key=rank)


def lot(state, i, other):
    return cast(state, state.bodies[i].id * 4099 + other, c.D_TIE)


def distance(a, b):
    return abs(a.y - b.y) + abs(a.x - b.x)


def bang(state, cell):
    if thing(state, cell) in FIRM:
        batter(state, cell, state.tuning.bang_damage)
        return True
    f = fixture_at(state, cell, *HINGED)
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


def face(body, cell):
    """Turn along the longer axis, north or south if both are equal."""
    dy, dx = cell[0] - body.y, cell[1] - body.x
    if abs(dy) >= abs(dx):
        body.facing = c.SOUTH if dy > 0 else c.NORTH
    else:
        body.facing = c.EAST if dx > 0 else c.WEST


def _off(drone, cell):
    return (cell[0] - drone.y) ** 2 + (cell[1] - drone.x) ** 2


def shunned(state, cell):
    """The first drone whose light or the rim around it holds a cell under the sky, or None."""
    reach = state.tuning.drone_light + state.tuning.shuns
    for drone in [each for each in state.drones if each.sound != c.SILENCE]:
        same = state.ground.sheet[cell] == state.ground.sheet[drone.at]
        if same and cell not in state.ground.roofed and _off(drone, cell) <= reach * (reach + 1):
            return drone
    return None


def _look(state, i, way):
    """What the next cell holds for body i: shut, a queue or free; what it dares not enter is shut to it."""
    body = state.bodies[i]
    there, places = beside(body.at, way), standing(state)
    if there not in state.clear:
        return "shut"
    if body.wary and shunned(state, there) and not shunned(state, body.at):
        return "shut"
    return "queue" if there in places and infected(state.bodies[places[there]]) else "free"


def make_way(state, i):
    """A wary infected near a drone's light goes where it is furthest from it; False if it is near none."""
    body = state.bodies[i]
    drone = shunned(state, body.at) if body.wary else None
    if drone is None:
        return False
    first = lot(state, i, 7) >> 62
    ways = [(first + turn) % 4 for turn in range(4)]
    ways = [way for way in ways if _look(state, i, way) == "free"]
    way = max(ways, key=lambda way: _off(drone, beside(body.at, way)), default=None)
    if way is not None and _off(drone, beside(body.at, way)) > _off(drone, body.at):
        body.intent = way
    return True


def press(state, i, way):
    body = state.bodies[i]
    if _look(state, i, way) != "shut":
        body.intent = way
    elif bang(state, beside(body.at, way)):
        body.facing = way


def step_toward(state, i, goal):
    body = state.bodies[i]
    first, second = _ways(state, i, goal)
    if _look(state, i, first) == "free":
        body.intent = first
    elif _look(state, i, first) == "shut" and bang(state, beside(body.at, first)):
        body.facing = first
    elif _look(state, i, second) == "free":
        body.intent = second
    elif _look(state, i, first) == "queue":
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
    goes = link is not None and (link.kind == c.STAIRS or thing(state, body.at) == c.ROPE_LADDER)
    if goes and field.get(other_end, 0) > max(level, here):
        body.intent = c.ALONG
    elif level > here:
        body.facing = way
        press(state, i, way)


def bite(state, i, p, per_mille):
    clock, tuning, victim = state.clock, state.tuning, state.bodies[p]
    biter = state.bodies[i].id
    face(state.bodies[i], victim.at)
    if (
        state.bodies[i].gait != c.REST
        or adrift(state, state.bodies[i])
        or not chance(per_mille, clock.key, biter, c.D_BITE)
    ):
        return
    first = victim.gripped < 3 or biter < state.bodies[victim.foe - 1].id
    victim.gripped = 3
    wound(state, p, tuning.bite_damage)
    infects = chance(tuning.bite_infects, clock.key, biter, c.D_INFECT)
    if infects and victim.timer < 0:
        victim.timer = tuning.infected_timer + 1
    log(state, c.BITTEN, i, p, victim.at, int(infects), {p})
    because(state, i, state.bodies[i])
    if first:  # of several in a beat the one with the lowest id is remembered
        hunter = state.bodies[i]
        victim.foe, victim.quarry, victim.since = i + 1, hunter.quarry, hunter.since
        victim.clue, victim.lure = hunter.clue, hunter.lure
