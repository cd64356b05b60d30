"""Shamblers: short sight, drawn by sight or sound, biting what is beside them.

Reads sight, plane LIT, the noise field, loudness. Writes intents, trails, banging, bites.
In sight it goes for the nearest; hearing something it climbs the noise and remembers where the loudest seemed to be;
losing both it follows the trail for as long as its patience lasts; then it goes on with its errand, or stands, or
wanders. One that has learned what a drone's light does makes way for it before anything else.
"""

from warbell.engine.bits import get, in_window
from warbell.engine.codes import (
    ALONG,
    D_WANDER,
    D_WANDER_WAY,
    DRONE_WARNING,
    DX,
    DY,
    GUNSHOT,
    LIT,
    NOISE_FIELD,
    SHAMBLER,
    STILL,
)  # fmt: skip
from warbell.engine.dice import below, chance
from warbell.engine.kernel import part, phase
from warbell.engine.people import is_person
from warbell.engine.phases.senses import (
    NO_PREY,
    awake,
    bite,
    climb,
    face,
    in_step,
    is_prey,
    lot,
    make_way,
    press,
    step_toward,
)  # fmt: skip
from warbell.engine.phases.sound import drone_loudness, level_at


@part
def _seen_prey(ground, world, e, i):
    """The nearest person infected i sees, ties by draw; NO_PREY if none."""
    body, tuning = world.bodies[e, i], ground.tuning[0]
    nearest, found = 1 << 20, NO_PREY
    for p in range(world.hearts.shape[1]):
        prey = world.bodies[e, p]
        dy, dx = body.y - prey.y, body.x - prey.x
        distance = abs(dy) + abs(dx)
        if distance > nearest or distance > tuning.shambler_sight_lit or not is_prey(prey) or p == i:
            continue
        if distance > tuning.shambler_sight and not get(world.planes[e, LIT], prey.y, prey.x):
            continue
        if not in_window(world.sight[e, p], dy, dx):
            continue
        if distance < nearest or lot(world, e, i, prey.id) < lot(world, e, i, world.bodies[e, found].id):
            nearest, found = distance, p
    return found


@part
def _draws(body, loudest, loud, y, x):
    """Make a sound's cell the goal of a body if it seems louder than `loudest`; returns what seems loudest now.

    Of sounds that seem alike the first cell in reading order counts, so that nobody's row does.
    """
    seems = loud - abs(y - body.y) - abs(x - body.x)
    if loud <= 0 or seems < loudest or (seems == loudest and (y, x) >= (body.goal_y, body.goal_x)):
        return loudest
    body.goal_y, body.goal_x = y, x
    return seems


@part
def _follow_noise(ground, world, e, i):
    """Head for what is loudest at the ear of infected i; False if it hears nothing."""
    body = world.bodies[e, i]
    levels = world.sound[NOISE_FIELD]
    here = level_at(levels, body.y, body.x)
    if here < ground.tuning[0].shambler_hears:
        return False
    loudest = -(1 << 20)
    for p in range(world.hearts.shape[1]):
        other = world.bodies[e, p]
        if is_person(other):
            loudest = _draws(body, loudest, other.loud, other.y, other.x)
    for f in range(world.fixtures.shape[1]):
        place = ground.fixtures[f]
        loudest = _draws(body, loudest, world.fixtures[e, f].loud, place.y, place.x)
    for d in range(world.drones.shape[1]):
        drone = world.drones[e, d]
        if drone.sound not in (DRONE_WARNING, GUNSHOT):
            continue
        loudest = _draws(body, loudest, drone_loudness(ground, drone), drone.y, drone.x)
    if in_step(world, e, body, ground.tuning[0].shambler_pace):
        climb(ground, world, e, i, NOISE_FIELD, here)
    return True


@part
def _wander(ground, world, e, i):
    clock, body = world.clock[e], world.bodies[e, i]
    if chance(ground.tuning[0].wander, clock.key, body.id, D_WANDER):
        way = below(4, clock.key, body.id, D_WANDER_WAY)
        step_toward(ground, world, e, i, body.y + DY[way], body.x + DX[way])


@part
def _run_errand(ground, world, e, i):
    """Go on the way an arrival has before it; at its end there is no errand any more."""
    body = world.bodies[e, i]
    way = ground.errands[body.errand - 1, body.y, body.x]
    if way == STILL:
        body.errand = 0
    elif way == ALONG:
        body.intent = ALONG
    else:
        press(ground, world, e, i, way)


@part
def _decide(ground, world, e, i):
    body, tuning = world.bodies[e, i], ground.tuning[0]
    if make_way(ground, world, e, i):
        return
    prey = _seen_prey(ground, world, e, i)
    if prey != NO_PREY:
        target = world.bodies[e, prey]
        body.goal_y, body.goal_x = target.y, target.x
        body.trail = tuning.patience
        face(body, target.y, target.x)
        if abs(target.y - body.y) + abs(target.x - body.x) == 1:
            bite(ground, world, e, i, prey, tuning.shambler_bite)
        elif in_step(world, e, body, tuning.shambler_pace):
            step_toward(ground, world, e, i, target.y, target.x)
    elif _follow_noise(ground, world, e, i):
        body.trail = tuning.patience
    elif body.trail > 0 and (body.y != body.goal_y or body.x != body.goal_x):
        body.trail -= 1
        if in_step(world, e, body, tuning.shambler_pace):
            step_toward(ground, world, e, i, body.goal_y, body.goal_x)
    else:
        body.trail = 0
        if body.errand == 0:
            _wander(ground, world, e, i)
        elif in_step(world, e, body, tuning.shambler_pace):
            _run_errand(ground, world, e, i)
    body.roused = 1 if body.trail > 0 else 0


@phase
def shamblers(ground, world, e):
    """Phase: every Shambler senses, and bites or forms an intent."""
    for i in range(world.bodies.shape[1]):
        if awake(world.bodies[e, i], SHAMBLER):
            _decide(ground, world, e, i)
