"""Climbers: they hunt as shamblers do, and go up facades on one another's shoulders.

Reads sight, plane LIT, noises and their field, who stands on brinks. Writes intents, trails, the facades that climbers
mean to go up, bites. What wants somebody up there goes to the base and stands, as the foot of a ladder; or waits beside
the foot until the ladders phase takes it up.
"""

from warbell.engine.brinks import NO_FACADE, base_at, looks_over, top_at
from warbell.engine.codes import BY_SIGHT, CLIMBER, DX, DY, FACADE, NOISE_FIELD, SILENCE
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_infected
from warbell.engine.phases.hunting import (
    NO_PREY,
    awake,
    climb,
    give_up,
    hunt,
    in_step,
    is_prey,
    lot,
    make_way,
    step_toward,
)  # fmt: skip
from warbell.engine.phases.shamblers import chase, go_on, hark, seen_prey
from warbell.engine.phases.sound import level_at


@part
def _seen_above(ground, world, e, i):
    """A person on a brink whom climber i sees from the base or beside it, ties by draw; NO_PREY if none.

    Who stands on a base looks up that facade alone.
    """
    body, found = world.bodies[e, i], NO_PREY
    own = base_at(ground, body.y, body.x)
    for p in range(world.hearts.shape[1]):
        prey = world.bodies[e, p]
        k = top_at(ground, prey.y, prey.x)
        if k == NO_FACADE or not is_prey(prey) or own not in (NO_FACADE, k):
            continue
        closer = found == NO_PREY or lot(world, e, i, prey.id) < lot(world, e, i, world.bodies[e, found].id)
        if closer and looks_over(ground, body.y, body.x, prey.y, prey.x):
            found = p
    return found


@part
def _look_up(ground, world, e, i, prey):
    """Climber i goes for somebody it sees above."""
    body, target = world.bodies[e, i], world.bodies[e, prey]
    hunt(world, e, i, BY_SIGHT, prey, SILENCE)
    body.goal_y, body.goal_x = target.y, target.x
    body.trail = ground.tuning[0].patience
    body.facade = top_at(ground, target.y, target.x) + 1


@part
def _is_louder_above(ground, world, k):
    """True if noise comes down facade k: it is louder at the top than at the base, and heard there."""
    link, levels = ground.links[k], world.sound[NOISE_FIELD]
    base = level_at(levels, link.y0, link.x0)
    return 0 < base < level_at(levels, link.y1, link.x1)


@part
def _nearest_up(ground, world, e, i):
    """The nearest facade from the sheet of climber i up to the sheet of what it heard, and by which that comes down."""
    body, found, least = world.bodies[e, i], NO_FACADE, 0
    for k in range(ground.links.shape[0]):
        link = ground.links[k]
        up = ground.sheet[link.y1, link.x1] == ground.sheet[body.goal_y, body.goal_x]
        if link.kind != FACADE or not up or ground.sheet[link.y0, link.x0] != ground.sheet[body.y, body.x]:
            continue
        far = abs(link.y0 - body.y) + abs(link.x0 - body.x)
        closer = found == NO_FACADE or far < least
        closer = closer or (far == least and lot(world, e, i, 16 + k) < lot(world, e, i, 16 + found))
        if closer and _is_louder_above(ground, world, k):
            found, least = k, far
    return found


@part
def _heard_above(ground, world, e, i, here):
    """The facade by which what climber i hears comes down, NO_FACADE if by none.

    That of the base it is on; of one beside it, if it hears no more where it is; or the nearest up to what sounds.
    """
    body = world.bodies[e, i]
    k = base_at(ground, body.y, body.x)
    if k != NO_FACADE:
        return k if _is_louder_above(ground, world, k) else NO_FACADE
    first = int(lot(world, e, i, 8) >> 62)
    for turn in range(4):
        way = (first + turn) & 3
        y, x = body.y + DY[way], body.x + DX[way]
        k = base_at(ground, y, x)
        if k != NO_FACADE and level_at(world.sound[NOISE_FIELD], y, x) >= here and _is_louder_above(ground, world, k):
            return k
    if ground.sheet[body.y, body.x] == ground.sheet[body.goal_y, body.goal_x]:
        return NO_FACADE
    return _nearest_up(ground, world, e, i)


@part
def _is_near_base(ground, body):
    """True for who means to go up and is on the base, or beside it."""
    if body.facade == 0:
        return False
    link = ground.links[body.facade - 1]
    return abs(link.y0 - body.y) + abs(link.x0 - body.x) <= 1


@part
def _go_to_base(ground, world, e, i):
    """Let climber i go to the base of its facade; there it stands, and beside a base that is taken it waits."""
    body = world.bodies[e, i]
    link = ground.links[body.facade - 1]
    far = abs(link.y0 - body.y) + abs(link.x0 - body.x)
    there = world.occupant[e, link.y0, link.x0] - 1
    waits = far == 1 and there >= 0 and is_infected(world.bodies[e, there])
    if far > 0 and not waits and in_step(world, e, body, ground.tuning[0].climber_pace):
        step_toward(ground, world, e, i, link.y0, link.x0)


@part
def _stand(ground, world, e, i):
    """The foot of a ladder stands while something above keeps it there; it bites who comes beside it."""
    body, tuning = world.bodies[e, i], ground.tuning[0]
    prey, above = seen_prey(ground, world, e, i), _seen_above(ground, world, e, i)
    if prey != NO_PREY and abs(world.bodies[e, prey].y - body.y) + abs(world.bodies[e, prey].x - body.x) == 1:
        chase(ground, world, e, i, prey, tuning.climber_bite, tuning.climber_pace)
    elif above != NO_PREY:
        _look_up(ground, world, e, i, above)
    elif body.facade > 0 and _is_louder_above(ground, world, body.facade - 1):
        hark(ground, world, e, i)
    elif body.trail > 0:
        body.trail -= 1


@part
def _hunt_on(ground, world, e, i):
    """Climber i goes for whom it sees, on its own level or above, else for what it hears, else where it last did."""
    body, tuning = world.bodies[e, i], ground.tuning[0]
    prey, above = seen_prey(ground, world, e, i), _seen_above(ground, world, e, i)
    if prey != NO_PREY:
        body.facade = 0
        chase(ground, world, e, i, prey, tuning.climber_bite, tuning.climber_pace)
        return
    if above != NO_PREY:
        _look_up(ground, world, e, i, above)
    else:
        here = hark(ground, world, e, i)
        if here > 0:
            body.facade = _heard_above(ground, world, e, i, here) + 1
            if not _is_near_base(ground, body):
                if in_step(world, e, body, tuning.climber_pace):
                    climb(ground, world, e, i, NOISE_FIELD, here)
                return
        elif body.facade > 0:
            body.trail = max(0, body.trail - 1)
        else:
            go_on(ground, world, e, i, tuning.climber_pace)
    if body.facade > 0:
        _go_to_base(ground, world, e, i)


@phase
def climbers(ground, world, e):
    """Phase: every Climber senses, and bites, forms an intent or stands."""
    if ground.natures[CLIMBER] == 0:
        return
    for i in range(world.bodies.shape[1]):
        body = world.bodies[e, i]
        if not awake(body, CLIMBER):
            continue
        if body.load > 0:
            _stand(ground, world, e, i)
        elif not make_way(ground, world, e, i):
            _hunt_on(ground, world, e, i)
        if body.trail == 0:
            body.facade = 0
            give_up(body)
