"""A cooperative world of four agents that Gymnasium makes, an action for each agent in a list."""

import gymnasium
import numpy as np
from measure import report

AGENTS = 4


def run(name, observation):
    """Time the environment of this name, of one action space for all agents."""
    env = gymnasium.make(name, disable_env_checker=True)
    env.reset(seed=0)
    actions, dice = int(env.action_space[0].n), np.random.default_rng(0)

    def step(orders):
        *_, done, late, _ = env.step(orders)
        if done or late:
            env.reset()
        return AGENTS

    draw = lambda: dice.integers(actions, size=AGENTS).tolist()  # noqa: E731
    report(draw, step, agents=AGENTS, others=0, observation=observation)
