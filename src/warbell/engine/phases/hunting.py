"""What the infected of every kind have in common: following a field or a trail, hands on doors, the bite.

No phase of its own: `shamblers` and `listeners` decide with these and leave an intent, which the next beat's strokes
carry out together with everybody else's moves.
"""

from warbell.engine.bits import get
from warbell.engine.brinks import rope_hangs
from warbell.engine.codes import (
    ALONG,
    BITTEN,
    BLOCKED,
    CLEAR,
    D_BITE,
    D_INFECT,
    D_TIE,
    DOWN,
    DX,
    DY,
    EAST,
    IS_HINGED,
    LEVELS,
    NO_CLUE,
    NORTH,
    ON_DRONE,
    REST,
    SILENCE,
    SOUTH,
    STAIRS,
    STILL,
    UP,
    WEST,
)  # fmt: skip
from warbell.engine.dice import chance, draw
from warbell.engine.events import audience_of, because, log
from warbell.engine.kernel import part
from warbell.engine.people import is_infected, is_person
from warbell.engine.phases.sound import level_at
from warbell.engine.things import batter, is_firm_at
from warbell.engine.water import is_adrift
from warbell.engine.wounds import wound

NO_PREY = -1
BITTEN_NOW = 3  # body.gripped counts down from here: the cry comes a beat later, and a rescue may come in that beat


@part
def awake(body, nature):
    """True for an infected of this nature that can do something this beat."""
    able = body.stun == 0 and body.carrier == 0 and body.asleep == 0
    return body.nature == nature and body.state == UP and able


@part
def in_step(world, e, body, pace):
    """True in `pace` of every 3 beats, each body in a rhythm of its own."""
    return (world.clock[e].beat + body.id) % 3 < pace


@part
def is_prey(body):
    """True for living people, standing or down, but for who hangs out of reach under a drone."""
    return is_person(body) and body.state <= DOWN and body.borne != ON_DRONE


@part
def hunt(world, e, i, clue, quarry, lure):
    """Infected i goes for body `quarry`, -1 nobody it could name, by a clue; what it went for them by first stays."""
    body = world.bodies[e, i]
    if body.clue != NO_CLUE and body.quarry == quarry + 1 and (quarry >= 0 or body.lure == lure):
        return
    body.clue = clue
    body.quarry = quarry + 1
    body.lure = lure
    body.since = world.clock[e].beat + 1


@part
def give_up(body):
    """An infected hunts nobody any more."""
    body.clue = NO_CLUE
    body.quarry = 0
    body.lure = SILENCE
    body.since = 0


@part
def lot(world, e, i, other):
    """The draw by which body i chooses between equals; `other` is the id of one of them, or a purpose."""
    clock = world.clock[e]
    return draw(clock.key, world.bodies[e, i].id * 4099 + other, D_TIE)


@part
def bang(ground, world, e, y, x):
    """Lay hands on the shut door, or what else stands in the way, on a cell; False if there is nothing."""
    if is_firm_at(world, e, y, x):
        batter(world, e, y, x, ground.tuning[0].bang_damage)
        return True
    f = ground.fixture_at[y, x] - 1
    if f < 0 or not IS_HINGED[ground.fixtures[f].kind] or not get(world.planes[e, BLOCKED], y, x):
        return False
    world.fixtures[e, f].banged += 1
    return True


@part
def face(body, y, x):
    """Turn an infected towards a cell, along the longer axis: from there it is not struck unawares."""
    dy, dx = y - body.y, x - body.x
    if abs(dy) >= abs(dx):
        body.facing = SOUTH if dy > 0 else NORTH
    else:
        body.facing = EAST if dx > 0 else WEST


@part
def shunned(ground, world, e, y, x):
    """The drone whose light, or the rim around it that a wary infected keeps clear of, holds a cell; -1 if none."""
    if get(ground.roofed, y, x):
        return -1
    reach = ground.tuning[0].drone_light + ground.tuning[0].shuns
    for d in range(world.drones.shape[1]):
        drone = world.drones[e, d]
        if drone.sound == SILENCE:
            continue
        dy, dx = y - drone.y, x - drone.x
        if dy * dy + dx * dx <= reach * reach + reach and ground.sheet[y, x] == ground.sheet[drone.y, drone.x]:
            return d
    return -1


@part
def make_way(ground, world, e, i):
    """Let a wary infected near a drone's light step away from it, in step or not; False if it is near none."""
    body = world.bodies[e, i]
    if body.wary == 0:
        return False
    d = shunned(ground, world, e, body.y, body.x)
    if d < 0:
        return False
    drone = world.drones[e, d]
    best, far = STILL, -1
    first = int(lot(world, e, i, 7) >> 62)
    for turn in range(4):
        way = (first + turn) & 3
        y, x = body.y + DY[way], body.x + DX[way]
        off = (y - drone.y) * (y - drone.y) + (x - drone.x) * (x - drone.x)
        if off > far and _try_step(ground, world, e, i, way) == 2:
            best, far = way, off
    here = (body.y - drone.y) * (body.y - drone.y) + (body.x - drone.x) * (body.x - drone.x)
    if far > here:
        body.intent = best
    return True


@part
def _try_step(ground, world, e, i, direction):
    """2: a person or nobody stands on the next cell, 1: an infected does, 0: no way, or none it dares to go."""
    body = world.bodies[e, i]
    y, x = body.y + DY[direction], body.x + DX[direction]
    if not get(world.planes[e, CLEAR], y, x):
        return 0
    if body.wary == 1 and shunned(ground, world, e, y, x) >= 0 and shunned(ground, world, e, body.y, body.x) < 0:
        return 0
    other = world.occupant[e, y, x] - 1
    return 1 if other >= 0 and is_infected(world.bodies[e, other]) else 2


@part
def press(ground, world, e, i, way):
    """Set the intent of infected i one step on, whoever stands there, or lay its hands on the door that is shut."""
    body = world.bodies[e, i]
    if _try_step(ground, world, e, i, way) > 0:
        body.intent = way
    elif bang(ground, world, e, body.y + DY[way], body.x + DX[way]):
        body.facing = way


@part
def step_toward(ground, world, e, i, goal_y, goal_x):
    """Set the intent of infected i to a step nearer a cell: the longer axis first, else the other, else around."""
    body = world.bodies[e, i]
    dy, dx = goal_y - body.y, goal_x - body.x
    along_y = 2 if dy > 0 else 0
    along_x = 1 if dx > 0 else 3
    die = int(lot(world, e, i, 5) >> 60)
    vertical = abs(dy) > abs(dx) or (abs(dy) == abs(dx) and die & 1 == 1)
    first = along_y if vertical else along_x
    second = along_x if vertical else along_y
    if (dx == 0 and vertical) or (dy == 0 and not vertical):
        second = (second + 2) & 3 if die & 2 == 2 else second
    choice = _try_step(ground, world, e, i, first)
    if choice == 2:
        body.intent = first
    elif choice == 0 and bang(ground, world, e, body.y + DY[first], body.x + DX[first]):
        body.facing = first
    elif _try_step(ground, world, e, i, second) == 2:
        body.intent = second
    elif choice == 1:
        body.intent = first


@part
def climb(ground, world, e, i, field, here):
    """Set the intent of infected i up a sound field from a cell where it is `here`; False if it is loudest here."""
    body = world.bodies[e, i]
    levels = world.sound[field]
    first = int(lot(world, e, i, 6) >> 62)
    best, way = here, -1
    if here < LEVELS:
        louder = levels[here + 1]  # a step costs one, so no neighbour hears more than that
        for turn in range(4):
            direction = (first + turn) & 3
            y, x = body.y + DY[direction], body.x + DX[direction]
            if get(louder, y, x) and not get(ground.solid, y, x):
                best, way = here + 1, direction
                break
    k = ground.link_at[body.y, body.x] - 1
    if k >= 0 and (ground.links[k].kind == STAIRS or rope_hangs(world, e, body.y, body.x)):
        link = ground.links[k]
        at_start = link.y0 == body.y and link.x0 == body.x
        level = level_at(levels, link.y1, link.x1) if at_start else level_at(levels, link.y0, link.x0)
        if level > best:
            way = ALONG
    if way < 0:
        return False
    if way == ALONG:
        body.intent = way
        return True
    body.facing = way
    press(ground, world, e, i, way)
    return True


@part
def bite(ground, world, e, i, p, per_mille):
    """Infected i at the throat of person p, who is beside it: a bite that may miss, wound, and infect.

    Who has come up in this very beat has not laid hands on anybody yet, and who is adrift does not.
    """
    tuning, clock = ground.tuning[0], world.clock[e]
    biter, prey = world.bodies[e, i], world.bodies[e, p]
    face(biter, prey.y, prey.x)
    if biter.gait != REST or is_adrift(world, e, biter) or not chance(per_mille, clock.key, biter.id, D_BITE):
        return
    again = prey.gripped == BITTEN_NOW  # by somebody else in this beat
    prey.gripped = BITTEN_NOW
    wound(world, e, p, tuning.bite_damage)
    infects = chance(tuning.bite_infects, clock.key, biter.id, D_INFECT)
    if infects and prey.timer < 0:
        prey.timer = tuning.infected_timer + 1  # the bodies phase of this beat takes one off
    log(world, e, BITTEN, i, p, prey.y, prey.x, 1 if infects else 0, audience_of(p))
    because(world, e, i, biter)
    if not again or biter.id < world.bodies[e, prey.foe - 1].id:
        prey.foe, prey.quarry, prey.since = i + 1, biter.quarry, biter.since
        prey.clue, prey.lure = biter.clue, biter.lure
