"""Shamblers: the nearest in sight, else the noise, else the trail, else a wander."""

from naive.dice import below, chance
from naive.hunting import (
    awake,
    bite,
    climb,
    distance,
    face,
    give_up,
    hunt,
    in_step,
    lot,
    loudest_noise,
    make_way,
    press,
    prey,
    step_toward,
)  # fmt: skip
from naive.sight import sees
from naive.world import beside

from warbell.engine import codes as c


def in_sight(state, i):
    body, tuning = state.bodies[i], state.tuning
    seen = []
    for p in state.persons:
        target = state.bodies[p]
        reach = tuning.shambler_sight_lit if target.at in state.lit else tuning.shambler_sight
        reach = min(reach, tuning.shambler_sight_lit)
        if prey(target) and distance(body, target) <= reach and sees(state, body.at, target.at):
            seen.append((distance(body, target), lot(state, i, target.id), p))
    return min(seen)[2] if seen else None


def _run_errand(state, i):
    body = state.bodies[i]
    way = state.ground.errands[body.errand - 1][body.at]
    if way == c.STILL:
        body.errand = 0
    elif way == c.ALONG:
        body.intent = c.ALONG
    else:
        press(state, i, way)


def aim(state, i, p):
    """Body i has person p before its eyes."""
    body = state.bodies[i]
    hunt(state, i, c.BY_SIGHT, p, c.SILENCE)
    body.goal_y, body.goal_x = state.bodies[p].at
    body.trail = state.tuning.patience


def chase(state, i, p, bites, steps):
    body, target = state.bodies[i], state.bodies[p]
    aim(state, i, p)
    face(body, target.at)
    if distance(body, target) <= 1:
        bite(state, i, p, bites)
    elif steps:
        step_toward(state, i, target.at)


def hears(state, i):
    return state.noise.get(state.bodies[i].at, 0) >= state.tuning.shambler_hears


def take_note(state, i):
    """Of what is loudest."""
    body = state.bodies[i]
    row = loudest_noise(state, body.at)
    body.goal_y, body.goal_x = row.at
    hunt(state, i, c.BY_NOISE, row.by, row.kind)
    body.trail = state.tuning.patience


def go_on(state, i, steps):
    """The trail, else the errand, else a wander."""
    body, tuning, clock = state.bodies[i], state.tuning, state.clock
    if body.trail and body.at != (body.goal_y, body.goal_x):
        body.trail -= 1
        if steps:
            step_toward(state, i, (body.goal_y, body.goal_x))
    else:
        body.trail = 0
        if body.errand:
            if steps:
                _run_errand(state, i)
        elif chance(tuning.wander, clock.key, body.id, c.D_WANDER):
            way = below(4, clock.key, body.id, c.D_WANDER_WAY)
            step_toward(state, i, beside(body.at, way))


def _decide(state, i):
    if make_way(state, i):
        return
    body, tuning = state.bodies[i], state.tuning
    steps = in_step(state, body, tuning.shambler_pace)
    p = in_sight(state, i)
    if p is not None:
        chase(state, i, p, tuning.shambler_bite, steps)
    elif hears(state, i):
        take_note(state, i)
        if steps:
            climb(state, i, state.noise)
    else:
        go_on(state, i, steps)
    if not body.trail:
        give_up(body)


def shamblers(state):
    for i, body in enumerate(state.bodies):
        if awake(body, c.SHAMBLER):
            _decide(state, i)
