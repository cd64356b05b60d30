# /// script
# requires-python = ">=3.11"
# dependencies = ["magent2==0.3.4"]
# ///
"""MAgent2's battle of 81 against 81 agents, by its own batched calls, observations fetched."""

import numpy as np
from magent2.environments import battle_v4
from measure import report

env = battle_v4.parallel_env(map_size=45)
env.reset(seed=0)
grid = env.unwrapped.env
armies = grid.get_handles()
dice = np.random.default_rng(0)


def draw():
    return [dice.integers(21, size=grid.get_num(army)).astype(np.int32) for army in armies]


def step(actions):
    for army, orders in zip(armies, actions, strict=True):
        grid.get_observation(army)
        grid.set_action(army, orders)
    done = grid.step()
    grid.clear_dead()
    if done or min(grid.get_num(army) for army in armies) < 8:
        env.reset()
    return sum(map(len, actions))


report(draw, step, agents=162, others=0, observation="13 x 13 x 5 + 32 float32")
