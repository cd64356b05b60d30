"""Objectives and endings."""

from naive.fixtures import as_wanted
from naive.world import log, person, stands

from warbell.engine import codes as c


def _depart(state, p, by):
    body = state.bodies[p]
    body.state = c.AWAY
    log(state, c.ESCAPED, p, by, body.at, 0, {p})


def _leave(state):
    for p in state.persons:
        body = state.bodies[p]
        if person(body) and stands(body) and body.at in state.ground.exits:
            _depart(state, p, -1)
            if body.load:
                _depart(state, body.load - 1, p)
                state.bodies[body.load - 1].carrier = state.bodies[body.load - 1].borne = 0
                body.load = 0


def _progress(state, j):
    goal, clock = state.ground.objectives[j], state.clock
    team = [state.bodies[p] for p in state.seats]
    if goal.kind == c.ESCAPE:
        return clock.saved
    if goal.kind == c.SURVIVE:
        return clock.beat + 1
    if goal.kind == c.LOSE:
        return clock.dead + clock.turned
    if goal.kind == c.GATHER:
        region = state.ground.regions[goal.target]
        return sum(person(body) and stands(body) and body.at in region for body in team)
    if goal.kind == c.STOCK:
        return state.stocks[goal.target][goal.thing]
    if goal.kind == c.WORK:
        return int(as_wanted(state.fixtures[goal.target], goal.thing))
    if goal.kind == c.KEEP:
        return int(person(state.bodies[goal.target]) and state.bodies[goal.target].state != c.DEAD)
    if goal.kind == c.RESCUE:
        others = [q for q in state.persons if q not in state.seats and goal.target in (-1, q)]
        return sum(person(state.bodies[q]) and state.bodies[q].state == c.AWAY for q in others)
    return state.goals[j] + sum(event.kind == c.CURED for event in state.events)


def _measure(state, j):
    goal, before = state.ground.objectives[j], state.goals[j]
    if goal.latch and before >= goal.need:
        return before
    return 0 if goal.after & ~state.clock.met else _progress(state, j)


def worth(state):
    """What the team's state is worth: the saved, the lost, and each objective's share of its points."""
    tuning, clock = state.tuning, state.clock
    points = clock.saved * tuning.score_saved - (clock.dead + clock.turned) * tuning.score_lost
    for goal, come in zip(state.ground.objectives, state.goals, strict=True):
        points += goal.points * min(max(come, 0), goal.need) // goal.need
    return points


def _end(state, n):
    """The points of the ending itself, and for a won one the sooner the more."""
    tuning, clock, ending = state.tuning, state.clock, state.ground.endings[n]
    clock.ending = n
    log(state, c.ENDED, n, -1, (0, 0), ending.outcome, set())
    won = tuning.score_won + max(0, tuning.score_quick - clock.beat // tuning.score_quick_beats)
    return ending.score + (won if ending.outcome == c.WON else 0)


def objectives(state):
    _leave(state)
    team = [state.bodies[p] for p in state.seats]
    state.clock.saved = sum(person(body) and body.state == c.AWAY for body in team)
    state.clock.dead = sum(person(body) and body.state == c.DEAD for body in team)
    state.clock.turned = sum(not person(body) for body in team)
    met = 0
    for j, goal in enumerate(state.ground.objectives):
        before, state.goals[j] = state.goals[j], _measure(state, j)
        if state.goals[j] >= goal.need:
            met |= 1 << j
            if before < goal.need:
                log(state, c.GOAL_MET, j, -1, (0, 0), goal.need, set())
    state.clock.met |= met
    score = worth(state) - state.clock.par
    for n, ending in enumerate(state.ground.endings):
        if met & ending.all_of == ending.all_of and not met & ending.none_of:
            score += _end(state, n)
            break
    state.clock.score, state.clock.reward = score, score - state.clock.score
