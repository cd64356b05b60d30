"""Rewards: the score, beat by beat, and what shaping adds when it is asked for."""

import numpy as np
import pytest

from warbell.encode.words import ACTIONS
from warbell.engine.bits import unpack
from warbell.envs import SeatEnv, parallel_env, vector_env
from warbell.envs.shaping import TERMS
from warbell.errors import BadInput
from warbell.runs import run

WAIT = ACTIONS.index("wait")
ROOMY = ("curfew", "heartbeat")


@pytest.mark.parametrize("name", ROOMY)
def test_the_rewards_of_a_game_are_its_score_in_the_report(name):
    """A seat that waits among cautious minds plays the very game that `run` reports."""
    env = SeatEnv(name, seat=0)
    env.reset(seed=2)
    total, done = 0.0, False
    while not done:
        _, reward, terminated, truncated, info = env.step(WAIT)
        assert reward == info["team_reward"]
        total += reward
        done = terminated or truncated
    episode = env.unwrapped._vector._worlds.episode
    minds = {seat: "wait" if p == 0 else "caution" for p, seat in enumerate(episode.seats)}
    (result,) = run(episode, minds, [2])
    assert total == result.score
    assert terminated == (result.outcome != "timeout")


def test_shaping_adds_the_change_of_what_it_names(curfew):
    weights = dict.fromkeys(TERMS, 0.5)
    plain, shaped = parallel_env(curfew), parallel_env(curfew, shaping=weights)
    dice = np.random.default_rng(3)
    seen, _ = plain.reset(seed=1)
    shaped.reset(seed=1)
    start = potentials(shaped)
    total = dict.fromkeys(plain.possible_agents, 0.0)
    for _ in range(25):
        orders = {a: int(dice.choice(np.flatnonzero(seen[a]["action_mask"]))) for a in plain.agents}
        seen, paid, *_ = plain.step(orders)
        _, more, _, _, infos = shaped.step(orders)
        for agent, reward in more.items():
            total[agent] += reward - paid[agent]
            assert infos[agent]["team_reward"] == paid[agent]
    assert total == pytest.approx({agent: 0.5 * (potentials(shaped)[agent] - start[agent]) for agent in total})
    assert all(total.values())


def potentials(env):
    """All terms of every seat, from the percept in words of the rules."""
    game = env._worlds.batch.game
    percept, found = game.percept, {}
    width = game.brief.chart.terrain.shape[1]
    for p, seat in enumerate(env.possible_agents):
        me, mates = percept.me[0, p], percept.bodies[0, p, : len(env.possible_agents)]
        in_sight = sum(q != p and mate["beat"] == me["beat"] and mate["state"] == 0 for q, mate in enumerate(mates))
        value = int(me["hp"]) - int(me["fear"]) + in_sight + int(percept.pack[0, p].sum())
        value += int(unpack(percept.known[0, p], width).sum())
        found[seat] = value + float(TERMS["nearer"](game.brief)(percept)[0, p])
    return found


def test_nearer_pays_a_step_towards_the_exit(alley):
    env = SeatEnv(alley, seat="ben", partners="wait", shaping={"nearer": 2.0})
    env.reset(seed=1)
    _, reward, _, _, info = env.step(ACTIONS.index("step west"))
    assert reward - info["team_reward"] == 2.0
    _, reward, _, _, info = env.step(ACTIONS.index("step east"))
    assert reward - info["team_reward"] == -2.0


def test_jointly_the_shaping_of_all_seats_is_added(alley):
    games = vector_env(alley, 1, shaping={"nearer": 1.0})
    games.reset(seed=1)
    _, rewards, _, _, infos = games.step(np.array([[ACTIONS.index("step west")] * 2]))
    assert rewards[0] - infos["team_reward"][0] == 2.0


def test_terms_that_there_are_not_are_listed(alley):
    with pytest.raises(BadInput, match="found 'glory', expected one of nearer, unhurt"):
        parallel_env(alley, shaping={"glory": 1.0})
    for weight in ("much", float("nan"), None):
        with pytest.raises(BadInput, match="shaping nearer"):
            parallel_env(alley, shaping={"nearer": weight})
