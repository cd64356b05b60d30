"""Climbers and their ladders: lists of bodies from the foot up, told of one after the other."""

from naive.brinks import base, facades, foot_at, ladder_on, top
from naive.dice import below
from naive.hunting import awake, climb, give_up, in_step, lot, make_way, step_toward
from naive.shamblers import aim, chase, go_on, hears, in_sight, take_note
from naive.world import alive, beside, cast, infected, log, looks_over, noise, person, sound_of, standing, thing, wound

from warbell.engine import codes as c


# --- ladders ----------------------------------------------------------------------------------------------------------
def _feet(state):
    return [
        i
        for i, body in enumerate(state.bodies)
        if body.load and not body.carrier and state.bodies[body.load - 1].borne == c.ON_SHOULDERS
    ]


def _stands_firm(state, foot):
    body = state.bodies[foot]
    if body.state != c.UP or body.stun or body.hp <= 0 or thing(state, body.at) == c.SLICK:
        return False
    return not body.facade or (body.facade in facades(state) and base(facades(state)[body.facade]) == body.at)


def _without_hold(state, foot):
    """Those on a ladder that fall, from the top down."""
    chain = ladder_on(state, foot)
    if not _stands_firm(state, foot):
        return chain[:0:-1]
    weak = [n for n, i in enumerate(chain) if n and (state.bodies[i].stun or state.bodies[i].hp <= 0)]
    return chain[: weak[0] - 1 : -1] if weak else []


def _free(state, cell):
    return cell in state.clear and cell not in standing(state)


def _around(state, cell, first, far):
    """The free cells around one, in the order in which they are tried."""
    ways = [(first + turn) % 4 for turn in range(4)]
    near = [beside(cell, way) for way in ways]
    beyond = [
        beside(beside(cell, way), way if straight else (way + 1) % 4)
        for way in ways
        if far and beside(cell, way) in state.clear
        for straight in (True, False)
    ]
    return [there for there in near + beyond if _free(state, there)]


def _come_off(state, i, foot, far):
    """The topmost comes onto a cell around the foot; False if there is no room."""
    body = state.bodies[i]
    room = _around(state, state.bodies[foot].at, below(4, state.clock.key, body.id, c.D_FALL), far)
    if not room:
        return False
    state.bodies[body.carrier - 1].load = 0
    body.carrier = body.borne = 0
    body.at = room[0]
    return True


def _fall(state, foot):
    falling, fallen = _without_hold(state, foot), []
    for i in falling:
        storeys = ladder_on(state, foot).index(i)
        if not _come_off(state, i, foot, True):
            break
        wound(state, i, state.tuning.ladder_hurt * storeys)
        state.bodies[i].stun = max(state.bodies[i].stun, state.tuning.ladder_stun * storeys)
        sound_of(state, i, c.THUD, state.tuning.loud_fall)
        fallen.append(i)
    if fallen:
        log(state, c.LADDER_FELL, fallen[-1], foot, state.bodies[foot].at, len(fallen), set())
    return bool(falling)


def _go_over(state, i, link):
    number = link.y1 * state.ground.width + link.x1
    room = [top(link)] if _free(state, top(link)) else []
    room += _around(state, top(link), below(4, state.clock.key, number, c.D_BRINK), False)
    if not room:
        return False
    body = state.bodies[i]
    body.at, body.facade, body.intent, body.gait = room[0], 0, c.STILL, c.STEP_GAIT
    log(state, c.CLIMBED, i, -1, body.at, link.height, set())
    return True


def _work_up(state, k, link):
    foot = foot_at(state, k)
    if foot is None or not _stands_firm(state, foot):
        return
    places = standing(state)
    around = [places.get(beside(base(link), way)) for way in range(4)]
    ready = [
        i
        for i in around
        if i is not None
        and awake(state.bodies[i], c.CLIMBER)
        and not state.bodies[i].load
        and state.bodies[i].facade == k
        and state.bodies[i].gait == c.REST
    ]
    if not ready:
        state.bodies[foot].crept = 0
        return
    i = min(ready, key=lambda i: cast(state, state.bodies[i].id, c.D_LADDER))
    chain, body = ladder_on(state, foot), state.bodies[i]
    if len(chain) < link.height:
        body.carrier, body.borne, body.intent = chain[-1] + 1, c.ON_SHOULDERS, c.STILL
        state.bodies[chain[-1]].load = i + 1
        body.at = base(link)
        sound_of(state, i, c.NAILS, state.tuning.loud_nails)
        return
    state.bodies[foot].crept += 1
    noise(state, c.NAILS, top(link), state.tuning.loud_nails, by=i)
    if state.bodies[foot].crept >= state.tuning.climb_beats and _go_over(state, i, link):
        state.bodies[foot].crept = 0


def ladders(state):
    if not facades(state):
        return
    for foot in sorted(_feet(state), key=lambda i: cast(state, state.bodies[i].id, c.D_LADDER)):
        if not _fall(state, foot) and not state.bodies[foot].facade:
            i = ladder_on(state, foot)[-1]
            if _come_off(state, i, foot, False):
                sound_of(state, i, c.NAILS, state.tuning.loud_nails)
    links = len(state.ground.links)
    first = below(links, state.clock.key, links, c.D_BRINK)
    turns = sorted(facades(state).items(), key=lambda each: (each[0] - 1 - first) % links)
    for k, link in turns:
        _work_up(state, k, link)


# --- climbers ---------------------------------------------------------------------------------------------------------
def _above(state, i):
    """Whom climber i sees on a brink, and the number of the facade; or None."""
    body = state.bodies[i]
    own = [k for k, link in facades(state).items() if base(link) == body.at]
    seen = []
    for k, link in facades(state).items():
        for p in state.persons:
            target = state.bodies[p]
            there = person(target) and alive(target) and target.borne != c.ON_DRONE and target.at == top(link)
            if there and own in ([], [k]) and looks_over(state, body.at, target.at):
                seen.append((lot(state, i, target.id), p, k))
    return min(seen)[1:] if seen else None


def _comes_down(state, link):
    """True if noise comes down a facade."""
    return 0 < state.noise.get(base(link), 0) < state.noise.get(top(link), 0)


def _heard_above(state, i):
    """The number of the facade that what climber i hears comes down by, 0 none."""
    at = state.bodies[i].at
    numbers = {base(link): k for k, link in facades(state).items()}
    if at in numbers:
        return numbers[at] if _comes_down(state, facades(state)[numbers[at]]) else 0
    first = lot(state, i, 8) >> 62
    for turn in range(4):
        there = beside(at, (first + turn) % 4)
        k = numbers.get(there)
        if k and state.noise.get(there, 0) >= state.noise.get(at, 0) and _comes_down(state, facades(state)[k]):
            return k
    body, sheet = state.bodies[i], state.ground.sheet
    goal = body.goal_y, body.goal_x
    ways = [
        (abs(link.y0 - body.y) + abs(link.x0 - body.x), lot(state, i, 15 + k), k)
        for k, link in facades(state).items()
        if sheet[base(link)] == sheet[at] != sheet[goal] == sheet[top(link)] and _comes_down(state, link)
    ]
    return min(ways)[2] if ways else 0


def distance_to_base(state, body):
    goal = base(facades(state)[body.facade])
    return abs(goal[0] - body.y) + abs(goal[1] - body.x)


def _go_to_base(state, i, steps):
    body = state.bodies[i]
    goal, far = base(facades(state)[body.facade]), distance_to_base(state, body)
    there = standing(state).get(goal)
    waits = far == 1 and there is not None and infected(state.bodies[there])
    if far and not waits and steps:
        step_toward(state, i, goal)


def _stand(state, i):
    body, p, above = state.bodies[i], in_sight(state, i), _above(state, i)
    beside_it = p is not None and abs(state.bodies[p].y - body.y) + abs(state.bodies[p].x - body.x) == 1
    if beside_it:
        chase(state, i, p, state.tuning.climber_bite, steps=False)
    elif above:
        aim(state, i, above[0])
        body.facade = above[1]
    elif body.facade and _comes_down(state, facades(state)[body.facade]) and hears(state, i):
        take_note(state, i)
    elif body.facade and _comes_down(state, facades(state)[body.facade]):
        pass
    else:
        body.trail = max(0, body.trail - 1)


def _hunt_on(state, i):
    body, above = state.bodies[i], _above(state, i)
    steps = in_step(state, body, state.tuning.climber_pace)
    p = in_sight(state, i)
    if p is not None:
        body.facade = 0
        chase(state, i, p, state.tuning.climber_bite, steps)
    elif above:
        aim(state, i, above[0])
        body.facade = above[1]
    elif hears(state, i):
        take_note(state, i)
        body.facade = _heard_above(state, i)
        if not body.facade or distance_to_base(state, body) > 1:
            if steps:
                climb(state, i, state.noise)
            return
    elif body.facade:
        body.trail = max(0, body.trail - 1)
    else:
        go_on(state, i, steps)
    if body.facade:
        _go_to_base(state, i, steps)


def climbers(state):
    for i, body in enumerate(state.bodies):
        if not awake(body, c.CLIMBER):
            continue
        if body.load:
            _stand(state, i)
        elif not make_way(state, i):
            _hunt_on(state, i)
        if not body.trail:
            body.facade = 0
            give_up(body)
