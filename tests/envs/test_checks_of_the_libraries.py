"""What Gymnasium and PettingZoo test environments by, over every built-in episode."""

from functools import partial
from types import SimpleNamespace

import gymnasium
import pettingzoo
import pytest
from gymnasium.utils.env_checker import check_env
from pettingzoo.test import (
    api_test,
    max_cycles_test,
    parallel_api_test,
    parallel_seed_test,
    render_test,
    seed_test,
)
from pettingzoo.test.state_test import test_parallel_env as check_state
from pettingzoo.test.state_test import test_state_space as check_state_space

from warbell.envs import aec_env, parallel_env
from warbell.episodes import SEASON, UNLISTED, load

CYCLES = 6
every_episode = pytest.mark.parametrize("name", [*SEASON, *UNLISTED])


@every_episode
def test_pettingzoo_finds_nothing_wrong(name, capsys):
    episode = load(name)
    team, one_by_one = partial(parallel_env, episode), partial(aec_env, episode)
    parallel_api_test(team(), num_cycles=CYCLES)
    parallel_seed_test(team, num_cycles=CYCLES)
    max_cycles_test(SimpleNamespace(parallel_env=team, env=one_by_one))
    render_test(one_by_one)
    checked = team()
    check_state_space(checked)
    check_state(checked)
    assert "Passed Parallel API test" in capsys.readouterr().out


# Its advice is a box, and names with a number. A mask beside the box takes a dictionary, and seats have names.
@pytest.mark.filterwarnings("ignore:Observation space for each agent probably should be")
@pytest.mark.filterwarnings("ignore:Observation is not a NumPy array")
@pytest.mark.filterwarnings("ignore:We recommend agents to be named")
def test_pettingzoo_finds_nothing_wrong_with_agents_one_after_the_other():
    api_test(aec_env("curfew"), num_cycles=CYCLES)
    seed_test(partial(aec_env, "curfew"), num_cycles=CYCLES)


@every_episode
@pytest.mark.usefixtures("capsys")  # one of the modes prints
def test_gymnasium_finds_nothing_wrong(name):
    check_env(gymnasium.make(f"warbell/{name}-v0").unwrapped)


def test_both_make_every_episode():
    for name in (*SEASON, *UNLISTED):
        assert gymnasium.spec(f"warbell/{name}-v0").vector_entry_point is not None
        for kind in ("aec", "parallel"):
            assert pettingzoo.spec(kind, f"warbell/{name}-v0").kwargs == {"episode": name}
    assert pettingzoo.make("parallel", "warbell/curfew-v0", max_cycles=3).max_cycles == 3
    games = gymnasium.make_vec("warbell/curfew-v0", num_envs=2)
    assert games.single_action_space == gymnasium.make("warbell/curfew-v0").action_space


def test_both_make_a_skirmish(tmp_path):
    path = tmp_path / "yard.map"
    path.write_text("type octile\nheight 12\nwidth 20\nmap\n" + "\n".join(["." * 20] * 12))
    given = {"on": path, "seats": 2, "infected": 1}
    seat = gymnasium.make("warbell/skirmish-v0", **given)
    seat.reset(seed=1)
    assert gymnasium.make_vec("warbell/skirmish-v0", num_envs=2, **given).num_envs == 2
    assert len(pettingzoo.make("parallel", "warbell/skirmish-v0", **given).possible_agents) == 2
    assert len(pettingzoo.make("aec", "warbell/skirmish-v0", **given).possible_agents) == 2
