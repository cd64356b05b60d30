# /// script
# requires-python = ">=3.11"
# dependencies = ["lbforaging==2.0.0"]
# ///
"""Level-based foraging, 10 x 10 cells, four agents."""

import gymnasium
import lbforaging  # noqa: F401 - registers the environments
import numpy as np
from measure import report

env = gymnasium.make("Foraging-10x10-4p-4f-v3", disable_env_checker=True)
env.reset(seed=0)
dice = np.random.default_rng(0)


def step(actions):
    *_, done, late, _ = env.step(actions)
    if done or late:
        env.reset()
    return 4


report(lambda: dice.integers(6, size=4).tolist(), step, agents=4, others=0, observation="24 float32")
