"""Objectives and endings: who got out, how far each goal has come, and whether the episode is over.

Reads places, states, stocks, fixtures, exits, regions. Writes states of those who leave, goals, ending, score, reward.
The first ending, in the file's order, whose objectives are met (and whose excluded ones are not) ends the episode.
"""

from warbell.engine.bits import U0, bit, get
from warbell.engine.borne import unbear
from warbell.engine.codes import (
    AWAY,
    CURED,
    DEAD,
    ENDED,
    ESCAPE,
    ESCAPED,
    GATHER,
    GOAL_MET,
    KEEP,
    LOSE,
    RESCUE,
    STOCK,
    SURVIVE,
    TREAT,
    WON,
    WORK,
)  # fmt: skip
from warbell.engine.events import UNTOLD, audience_of, log
from warbell.engine.kernel import part, phase
from warbell.engine.noises import NOBODYS
from warbell.engine.people import is_person, stands
from warbell.engine.phases.fixtures import as_wanted


@part
def _depart(world, e, p, by):
    body = world.bodies[e, p]
    if world.occupant[e, body.y, body.x] == p + 1:
        world.occupant[e, body.y, body.x] = 0
    body.state = AWAY
    log(world, e, ESCAPED, p, by, body.y, body.x, 0, audience_of(p))


@part
def _leave(ground, world, e):
    """Whoever stands on an exit leaves by it, with all they bear."""
    for p in range(world.hearts.shape[1]):
        body = world.bodies[e, p]
        if is_person(body) and stands(body) and get(ground.exits, body.y, body.x):
            _depart(world, e, p, -1)
            bearer = p
            while world.bodies[e, bearer].load > 0:
                q = world.bodies[e, bearer].load - 1
                unbear(world, e, q)
                _depart(world, e, q, p)
                bearer = q


@part
def _count_team(world, e):
    clock = world.clock[e]
    clock.saved = 0
    clock.dead = 0
    clock.turned = 0
    for p in range(int(clock.seats)):
        body = world.bodies[e, p]
        if not is_person(body):
            clock.turned += 1
        elif body.state == DEAD:
            clock.dead += 1
        elif body.state == AWAY:
            clock.saved += 1


@part
def _rescued(world, e, target):
    """How many of the people without a seat left alive; of one of them alone with a target, an index."""
    count = 0
    for q in range(int(world.clock[e].seats), world.hearts.shape[1]):
        body = world.bodies[e, q]
        count += is_person(body) and body.state == AWAY and target in (NOBODYS, q)
    return count


@part
def _progress(ground, world, e, j):
    """How far objective j has come; it is met from its `need` on."""
    goal, clock = ground.objectives[j], world.clock[e]
    if goal.kind == ESCAPE:
        return int(clock.saved)
    if goal.kind == SURVIVE:
        return clock.beat + 1
    if goal.kind == LOSE:
        return clock.dead + clock.turned
    if goal.kind == STOCK:
        return int(world.stocks[e, goal.target, goal.thing])
    if goal.kind == WORK:
        return 1 if as_wanted(world, e, goal.target, goal.thing) else 0
    if goal.kind == KEEP:
        body = world.bodies[e, goal.target]
        return 1 if is_person(body) and body.state != DEAD else 0
    if goal.kind == RESCUE:
        return _rescued(world, e, goal.target)
    count = 0
    for p in range(int(clock.seats)):
        body = world.bodies[e, p]
        if goal.kind == GATHER and is_person(body) and stands(body):
            count += get(ground.regions[goal.target], body.y, body.x)
    for k in range(clock.events):
        count += goal.kind == TREAT and world.events[e, k].kind == CURED
    return world.goals[e, j] + count if goal.kind == TREAT else count


@part
def _measure(ground, world, e, j, before):
    """How far objective j has come by now, or stays for good; nothing before the objectives it comes after."""
    goal = ground.objectives[j]
    if goal.latch == 1 and before >= goal.need:
        return before
    if (world.clock[e].met & goal.after) != goal.after:
        return 0
    return _progress(ground, world, e, j)


@part
def _met_mask(ground, world, e):
    """The objectives met now, as bits of a uint64; progress is left in goals."""
    met = U0
    for j in range(ground.objectives.shape[0]):
        goal = ground.objectives[j]
        before = int(world.goals[e, j])
        world.goals[e, j] = _measure(ground, world, e, j, before)
        if world.goals[e, j] >= goal.need:
            met |= bit(j)
            if before < goal.need:
                log(world, e, GOAL_MET, j, -1, 0, 0, goal.need, UNTOLD)
    world.clock[e].met |= met
    return met


@part
def worth(ground, world, e):
    """What the team's state is worth in points: the saved, the lost, and how far the objectives have come."""
    tuning, clock = ground.tuning[0], world.clock[e]
    points = clock.saved * tuning.score_saved - (clock.dead + clock.turned) * tuning.score_lost
    for j in range(ground.objectives.shape[0]):
        goal = ground.objectives[j]
        points += goal.points * max(0, min(int(world.goals[e, j]), int(goal.need))) // goal.need
    return int(points)


@part
def _end(ground, world, e, n):
    """End the world by ending n; returns the points this adds."""
    tuning, clock, ending = ground.tuning[0], world.clock[e], ground.endings[n]
    clock.ending = n
    log(world, e, ENDED, n, -1, 0, 0, ending.outcome, UNTOLD)
    if ending.outcome != WON:
        return int(ending.score)
    return int(ending.score + tuning.score_won + max(0, tuning.score_quick - clock.beat // tuning.score_quick_beats))


@phase
def objectives(ground, world, e):
    """Phase: leave, count, judge; the beat's reward is what the score gains, so that all rewards sum to it."""
    _leave(ground, world, e)
    _count_team(world, e)
    met = _met_mask(ground, world, e)
    score = worth(ground, world, e) - world.clock[e].par
    for n in range(ground.endings.shape[0]):
        ending = ground.endings[n]
        if (met & ending.all_of) == ending.all_of and (met & ending.none_of) == U0:
            score += _end(ground, world, e, n)
            break
    world.clock[e].reward = score - world.clock[e].score
    world.clock[e].score = score


@part
def take_stock(ground, world, e):
    """Before the first beat: how far everything has come already, so that the score starts from nothing."""
    _count_team(world, e)
    for j in range(ground.objectives.shape[0]):
        before = _progress(ground, world, e, j) if ground.objectives[j].after == U0 else 0
        world.goals[e, j] = before if ground.objectives[j].points != 0 else 0
    world.clock[e].par = worth(ground, world, e)
