"""What the score is worth as a reward: rewards sum to it, no death raises it, waiting never scores below losing."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from laws.moments import Moments, legal_orders
from naive.worlds import worlds
from often import often

from warbell import episodes
from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.kernel import JIT
from warbell.engine.percept import blank
from warbell.engine.phases.objectives import objectives
from warbell.engine.world import ENDING, World, clone

SETTINGS = {"suppress_health_check": list(HealthCheck)}


def judge(ground, world, e):
    """The judgement that closes a beat, on world e as it stands."""
    objectives(ground, world, e)


if JIT:  # not kept on disk among the engine's own
    import numba

    judge = numba.njit(judge)


def score(ground, world, e, *, endings=False):
    """The score of a world that is judged as it stands, with its endings or without."""
    world = clone(world)
    world.clock["ending"][e] = c.RUNNING_STILL
    judge(ground if endings else ground._replace(endings=np.zeros(0, ENDING)), world, e)
    return int(world.clock["score"][e])


def alive(world, e):
    """The people of a world who live and are on the map."""
    rows = world.bodies[e, : int(world.clock["seats"][e])]
    return [p for p, body in enumerate(rows) if body["state"] <= c.DOWN and c.IS_PERSON[body["nature"]]]


def lose(world, e, p, how):
    """Person p dies, or turns; whoever holds or is held lets go, as they would."""
    body = world.bodies[e, p]
    body["carrier"] = max(body["carrier"], 0)  # a zipline or a drone has no row of whom it bears
    for one, other in (("load", "carrier"), ("carrier", "load")):
        if body[one]:
            world.bodies[other][e, body[one] - 1] = body[one] = 0
    if how == "dies":
        body["state"] = c.DEAD
    else:
        body["nature"], body["side"] = c.SHAMBLER, c.INFECTED


HOW = st.sampled_from(["dies", "turns"])


@given(worlds(), HOW, st.integers(0, 3))
@settings(max_examples=often(150), **SETTINGS)
def test_no_loss_raises_the_score_of_any_world(case, how, lot):
    living = alive(case.world, 0)
    assume(living)
    other = clone(case.world)
    lose(other, 0, living[lot % len(living)], how)
    assert score(case.ground, other, 0) <= score(case.ground, case.world, 0) - case.ground.tuning[0].score_lost


@given(data=st.data(), how=HOW)
@settings(max_examples=often(150), **SETTINGS)
def test_no_loss_raises_the_score_of_an_episode(met: list[Moments], data, how):
    at = met[data.draw(st.integers(0, len(met) - 1))]
    e = data.draw(st.integers(0, len(at.world.clock) - 1))
    living = alive(at.world, e)
    assume(living)
    other = clone(at.world)
    lose(other, e, data.draw(st.sampled_from(living)), how)
    ground = at.episode.ground
    assert score(ground, other, e) <= score(ground, at.world, e) - ground.tuning[0].score_lost


@given(data=st.data())
@settings(max_examples=often(100), **SETTINGS)
def test_of_two_ends_with_as_much_achieved_the_one_with_more_alive_scores_more(met: list[Moments], data):
    """Whichever endings they are: as many are out, in the same beat, and one more of the others is alive."""
    at = met[data.draw(st.integers(0, len(met) - 1))]
    e = data.draw(st.integers(0, len(at.world.clock) - 1))
    ground, world = at.episode.ground, clone(at.world)
    seats = data.draw(st.permutations(range(int(world.clock["seats"][0]))))
    saved = data.draw(st.integers(0, len(seats) - 1))
    world.bodies["state"][e, seats[:saved]] = c.AWAY
    world.bodies["nature"][e, : len(seats)] = c.PERSON
    for p in seats[saved:]:
        world.bodies["state"][e, p] = data.draw(st.sampled_from([c.UP, c.DOWN, c.DEAD]))
        world.bodies["load"][e, p] = world.bodies["carrier"][e, p] = 0
    world.clock["beat"][e] = data.draw(st.sampled_from([10, at.episode.beats // 2, at.episode.beats - 1]))
    living = alive(world, e)
    assume(living)
    other = clone(world)
    lose(other, e, data.draw(st.sampled_from(living)), "dies")
    ended = []
    for each in (world, other):
        each.clock["ending"][e] = c.RUNNING_STILL
        judge(ground, each, e)
        ended.append(each.clock["ending"][e] != c.RUNNING_STILL)
    assume(all(ended) and world.clock["saved"][e] == other.clock["saved"][e])
    assert world.clock["score"][e] > other.clock["score"][e]


@pytest.mark.parametrize("name", episodes.names())
def test_rewards_sum_to_the_score(name):
    episode = episodes.load(name)
    world = episode.start(np.arange(8, dtype=np.uint64))
    assert (world.clock["score"] == 0).all()
    percept, rng = blank(world), np.random.default_rng(3)
    batch.perceive(episode.ground, world, percept)
    gained = np.zeros(8, np.int64)
    for _ in range(episode.beats):
        running = world.clock["ending"] == c.RUNNING_STILL
        batch.advance(episode.ground, world, percept, legal_orders(percept, rng))
        gained[running] += world.clock["reward"][running]
    assert (world.clock["ending"] != c.RUNNING_STILL).all()
    assert gained.tolist() == world.clock["score"].tolist()
    assert gained.any()


@pytest.mark.parametrize("name", episodes.names())
def test_waiting_never_scores_below_losing(name):
    """Everybody waits to the end; beside them the same worlds in which one after the other dies until it is lost."""
    episode = episodes.load(name)
    worlds = 8
    world = episode.start(np.arange(worlds, dtype=np.uint64))
    waits = np.zeros((worlds, len(episode.seats)), np.int32)
    lost = {}
    for _ in range(episode.beats):
        for e in range(worlds):
            other = World(*(table[e : e + 1].copy() for table in world))
            for p in alive(other, 0):
                lose(other, 0, p, "dies")
                judged = clone(other)
                if judged.clock["ending"][0] == c.RUNNING_STILL:
                    judge(episode.ground, judged, 0)
                    ending = judged.clock["ending"][0]
                    if ending != c.RUNNING_STILL and episode.ground.endings["outcome"][ending] == c.LOST:
                        lost[e] = max(lost.get(e, -(10**9)), int(judged.clock["score"][0]))
                        break
        batch.play(episode.ground, world, waits)
    assert lost
    for e, most in lost.items():
        ending = world.clock["ending"][e]
        if episode.ground.endings["outcome"][ending] != c.LOST:
            assert world.clock["score"][e] >= most
