"""What TorchRL and BenchMARL say of the PettingZoo environment: docs/environments.md has the commands to set them up.

They live in an environment of their own: nothing of warbell needs them. Prints a line for each check, and fails loudly.
"""

import sys
import tempfile
from importlib.metadata import version

import torch
from benchmarl.algorithms import algorithm_config_registry
from benchmarl.environments.pettingzoo.common import PettingZooClass
from benchmarl.experiment import Experiment, ExperimentConfig
from benchmarl.models import MlpConfig
from torchrl.envs import DTypeCastTransform, PettingZooWrapper
from torchrl.envs.utils import check_env_specs

from warbell.envs import parallel_env
from warbell.episodes import SEASON, UNLISTED

BEATS = 12  # of a game in these checks
LIBRARIES = ("torch", "torchrl", "tensordict", "benchmarl", "pettingzoo", "gymnasium")


def wrapped(name, beats=None):
    """An episode as TorchRL has it, which asks for the mask of every agent in every beat: so they stay."""
    env = parallel_env(name, max_cycles=beats, stay=True)
    return PettingZooWrapper(env, categorical_actions=True, return_state=True)


class Night(PettingZooClass):
    """A task of BenchMARL: an episode, with numbers as its networks take them."""

    def get_env_fun(self, num_envs, continuous_actions, seed, device):  # noqa: ARG002 - as BenchMARL calls it
        def make():
            env = wrapped(self.config["episode"], BEATS)
            env.set_seed(seed)
            return env

        return make

    def supports_continuous_actions(self):
        return False

    def supports_discrete_actions(self):
        return True

    def has_state(self):
        return True

    def max_steps(self, env):  # noqa: ARG002
        return BEATS

    def has_render(self, env):  # noqa: ARG002
        return False

    def get_env_transforms(self, env):
        vectors = [(group, "observation", "observation") for group in self.group_map(env)]
        return [
            DTypeCastTransform(torch.int16, torch.float32, in_keys=vectors),
            DTypeCastTransform(torch.int32, torch.float32, in_keys=["state"]),
        ]

    @staticmethod
    def env_name():
        return "warbell"


def experiment(algorithm, name, folder):
    """A few iterations of learning, as small as they come."""
    config = ExperimentConfig.get_from_yaml()
    config.save_folder, config.loggers, config.create_json = folder, [], False
    config.max_n_iters, config.max_n_frames = 2, None
    config.on_policy_collected_frames_per_batch = config.off_policy_collected_frames_per_batch = 4 * BEATS
    config.on_policy_n_envs_per_worker = config.off_policy_n_envs_per_worker = 2
    config.on_policy_minibatch_size, config.on_policy_n_minibatch_iters = BEATS, 1
    config.off_policy_n_optimizer_steps, config.off_policy_train_batch_size = 2, 3
    config.off_policy_memory_size = 200
    config.parallel_collection, config.render = False, False
    config.evaluation_episodes, config.evaluation_interval = 2, 4 * BEATS
    model = MlpConfig(num_cells=[8], activation_class=torch.nn.Tanh, layer_class=torch.nn.Linear)
    return Experiment(
        algorithm_config=algorithm.get_from_yaml(),
        model_config=model,
        seed=0,
        config=config,
        task=Night(name.upper(), {"episode": name}),
    )


def main():
    print(", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    for name in (*SEASON, *UNLISTED):
        check_env_specs(wrapped(name, BEATS))
        game = wrapped(name).rollout(1000)
        assert game["next", "done"][-1].all()
        print(f"TorchRL, check_env_specs and a game of {len(game)} beats to its end, {name}: passed", flush=True)
    failed = []
    for name, algorithm in algorithm_config_registry.items():
        if not algorithm.supports_discrete_actions():
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                experiment(algorithm, "curfew", folder).run()
                print(f"BenchMARL, {name} on curfew: passed")
            except Exception as error:  # noqa: BLE001 - whatever it is, the others are still to be tried
                failed.append(name)
                print(f"BenchMARL, {name} on curfew: {type(error).__name__}: {error}")
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
