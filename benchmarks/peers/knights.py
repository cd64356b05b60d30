# /// script
# requires-python = ">=3.11"
# dependencies = ["pettingzoo[butterfly]==1.27.0"]
# ///
"""PettingZoo's knights, archers and zombies: four agents, ten zombies at most, vectors of 27 things."""

import numpy as np
from measure import report
from pettingzoo.butterfly import knights_archers_zombies_v11

env = knights_archers_zombies_v11.parallel_env()
env.reset(seed=0)
dice = np.random.default_rng(0)


def draw():
    return {agent: int(dice.integers(6)) for agent in env.agents}


def step(actions):
    env.step(actions)
    if not env.agents:
        env.reset()
    return len(actions)


report(draw, step, agents=4, others=10, observation="27 x 5 float64")
