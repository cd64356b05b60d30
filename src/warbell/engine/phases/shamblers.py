"""Shamblers: short sight, drawn by sight or sound, biting what is beside them.

Reads sight, plane LIT, noises and their field. Writes intents, trails, banging, bites.
In sight it goes for the nearest; hearing something it climbs the noise and remembers where the loudest seemed to be;
losing both it follows the trail for as long as its patience lasts; then it goes on with its errand, or stands, or
wanders. One that has learned what a drone's light does makes way for it before anything else.
"""

from warbell.engine.bits import get, in_window
from warbell.engine.codes import (
    ALONG,
    BY_NOISE,
    BY_SIGHT,
    D_WANDER,
    D_WANDER_WAY,
    DX,
    DY,
    LIT,
    NOISE_FIELD,
    SHAMBLER,
    SILENCE,
    STILL,
)  # fmt: skip
from warbell.engine.dice import below, chance
from warbell.engine.kernel import part, phase
from warbell.engine.phases.hunting import (
    NO_PREY,
    awake,
    bite,
    climb,
    face,
    give_up,
    hunt,
    in_step,
    is_prey,
    lot,
    make_way,
    press,
    step_toward,
)  # fmt: skip
from warbell.engine.phases.sound import level_at


@part
def seen_prey(ground, world, e, i):
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
def loudest_noise(world, e, y, x):
    """The row of the noise that seems loudest at a cell, -1 if nothing sounds that infected heed.

    Of noises that seem alike the first cell in reading order counts, and in one cell the lower kind, then the body of
    the lower id, so that no row does.
    """
    found, best = -1, -(1 << 20)
    for k in range(world.clock[e].heeded):
        row = world.noises[e, k]
        seems = row.loud - abs(row.y - y) - abs(row.x - x)
        if seems < best:
            continue
        if seems > best or _comes_first(world, e, row, world.noises[e, found]):
            found, best = k, seems
    return found


@part
def _comes_first(world, e, one, other):
    if (one.y, one.x, one.kind) != (other.y, other.x, other.kind):
        return (one.y, one.x, one.kind) < (other.y, other.x, other.kind)
    one_id = world.bodies[e, one.by].id if one.by >= 0 else -1
    other_id = world.bodies[e, other.by].id if other.by >= 0 else -1
    return one_id < other_id


@part
def chase(ground, world, e, i, prey, bites, pace):
    """Infected i goes for somebody it sees: towards them, or at their throat."""
    body, target = world.bodies[e, i], world.bodies[e, prey]
    hunt(world, e, i, BY_SIGHT, prey, SILENCE)
    body.goal_y, body.goal_x = target.y, target.x
    body.trail = ground.tuning[0].patience
    face(body, target.y, target.x)
    if abs(target.y - body.y) + abs(target.x - body.x) <= 1:  # 0: they hang on a zipline over it
        bite(ground, world, e, i, prey, bites)
    elif in_step(world, e, body, pace):
        step_toward(ground, world, e, i, target.y, target.x)


@part
def hark(ground, world, e, i):
    """Infected i takes note of what is loudest at its ear, and how loud it is there; 0 if it hears nothing."""
    body = world.bodies[e, i]
    here = level_at(world.sound[NOISE_FIELD], body.y, body.x)
    if here < ground.tuning[0].shambler_hears:
        return 0
    row = world.noises[e, loudest_noise(world, e, body.y, body.x)]
    body.goal_y, body.goal_x = row.y, row.x
    hunt(world, e, i, BY_NOISE, row.by, row.kind)
    body.trail = ground.tuning[0].patience
    return here


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
def go_on(ground, world, e, i, pace):
    """Infected i, that sees and hears nobody, follows its trail, else goes on with its errand, stands or wanders."""
    body = world.bodies[e, i]
    if body.trail > 0 and (body.y != body.goal_y or body.x != body.goal_x):
        body.trail -= 1
        if in_step(world, e, body, pace):
            step_toward(ground, world, e, i, body.goal_y, body.goal_x)
    else:
        body.trail = 0
        if body.errand == 0:
            _wander(ground, world, e, i)
        elif in_step(world, e, body, pace):
            _run_errand(ground, world, e, i)


@part
def _decide(ground, world, e, i):
    body, tuning = world.bodies[e, i], ground.tuning[0]
    if make_way(ground, world, e, i):
        return
    prey = seen_prey(ground, world, e, i)
    here = 0 if prey != NO_PREY else hark(ground, world, e, i)
    if prey != NO_PREY:
        chase(ground, world, e, i, prey, tuning.shambler_bite, tuning.shambler_pace)
    elif here == 0:
        go_on(ground, world, e, i, tuning.shambler_pace)
    elif in_step(world, e, body, tuning.shambler_pace):
        climb(ground, world, e, i, NOISE_FIELD, here)
    if body.trail == 0:
        give_up(body)


@phase
def shamblers(ground, world, e):
    """Phase: every Shambler senses, and bites or forms an intent."""
    for i in range(world.bodies.shape[1]):
        if awake(world.bodies[e, i], SHAMBLER):
            _decide(ground, world, e, i)
