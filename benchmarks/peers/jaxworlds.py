"""A JaxMARL environment as it is meant to be used: many worlds at once, compiled, on this processor."""

import jax
import numpy as np
from measure import report

BATCH = 1024


def run(env, others, observation):
    """Time an environment of one action space for all agents."""
    agents, actions = env.agents, env.action_space(env.agents[0]).n
    reset, beat = jax.jit(jax.vmap(env.reset)), jax.jit(jax.vmap(env.step))  # step begins anew where a game ended
    key = jax.random.PRNGKey(0)
    _, state = reset(jax.random.split(key, BATCH))
    dice = np.random.default_rng(0)

    def draw():
        nonlocal key
        key, some = jax.random.split(key)
        orders = {agent: jax.numpy.asarray(dice.integers(actions, size=BATCH)) for agent in agents}
        return jax.block_until_ready((jax.random.split(some, BATCH), orders))

    def step(drawn):
        nonlocal state
        keys, orders = drawn
        seen, state, *_ = beat(keys, state, orders)
        jax.block_until_ready((seen, state))
        return BATCH * len(agents)

    report(draw, step, agents=len(agents), others=others, observation=observation, batch=BATCH)
