# /// script
# requires-python = ">=3.11"
# dependencies = ["jaxmarl==0.2.0", "jax==0.10.2"]
# ///
"""JaxMARL's SMAX, three marines against three that a rule plays."""

import jaxmarl
from jaxmarl.environments.smax import map_name_to_scenario
from jaxworlds import run

env = jaxmarl.make("HeuristicEnemySMAX", scenario=map_name_to_scenario("3m"))
run(env, others=3, observation=f"{env.observation_space(env.agents[0]).shape[0]} float32")
