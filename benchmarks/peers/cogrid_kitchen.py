# /// script
# requires-python = ">=3.11"
# dependencies = ["cogrid==0.3.2"]
# ///
"""CoGrid's own Overcooked, two agents."""

import numpy as np
from cogrid.envs import registry
from measure import report

env = registry.make("Overcooked-CrampedRoom-V0")
env.reset(seed=0)
dice = np.random.default_rng(0)


def draw():
    return {agent: int(dice.integers(7)) for agent in env.agents}


def step(actions):
    env.step(actions)
    if not env.agents:
        env.reset()
    return len(actions)


report(draw, step, agents=2, others=0, observation="892 float32")
