# /// script
# requires-python = ">=3.11"
# dependencies = ["jaxmarl==0.2.0", "jax==0.10.2"]
# ///
"""JaxMARL's Overcooked, two agents."""

import jaxmarl
from jaxworlds import run

env = jaxmarl.make("overcooked")
run(env, others=0, observation=" x ".join(map(str, env.observation_space(env.agents[0]).shape)) + " uint8")
