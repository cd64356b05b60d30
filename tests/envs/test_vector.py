"""Many games at once: as many single ones, begun again as Gymnasium's modes have it, in the engine's own arrays."""

from functools import partial

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import data_equivalence
from gymnasium.vector import AutoresetMode, SyncVectorEnv

from warbell.encode.words import ACTIONS
from warbell.engine.codes import WAIT
from warbell.envs import Batch, SeatEnv, vector_env
from warbell.errors import BadInput

WORLDS, BEATS = 3, 50  # more than two games of the alley


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
def test_many_games_are_as_many_single_ones(alley, mode):
    """Gymnasium's own vector of single environments is the oracle, through ends and beginnings."""
    options = {"seat": "ben", "partners": "sprint", "shaping": {"unhurt": 1.0, "nearer": 0.5}}
    single = SyncVectorEnv([partial(SeatEnv, alley, **options)] * WORLDS, autoreset_mode=mode)
    ours = vector_env(alley, WORLDS, autoreset_mode=mode, **options)
    assert ours.single_observation_space == single.single_observation_space
    assert ours.action_space == single.action_space
    assert data_equivalence(single.reset(seed=7)[0], dict(ours.reset(seed=7)[0]))
    dice, ends = np.random.default_rng(1), 0
    for _ in range(BEATS):
        actions = dice.integers(0, len(ACTIONS), WORLDS)
        theirs, own = single.step(actions), ours.step(actions)
        for name, array in theirs[0].items():
            assert np.array_equal(array, own[0][name]), name
        for a, b in zip(theirs[1:4], own[1:4], strict=True):
            assert np.array_equal(a, b)
        for name in ("team_reward", "event_count"):
            assert np.array_equal(theirs[4][name], own[4][name])
        done = own[2] | own[3]
        ends += done.sum()
        if mode is AutoresetMode.SAME_STEP and done.any():
            assert np.array_equal(theirs[4]["_final_obs"], own[4]["_final_obs"])
            for e in np.flatnonzero(done):
                assert data_equivalence(theirs[4]["final_obs"][e], own[4]["final_obs"][e])
                assert theirs[4]["final_info"]["team_reward"][e] == own[4]["final_info"]["team_reward"][e]
    assert ends >= 2 * WORLDS


def test_an_ended_game_waits_for_its_reset_and_only_its_mask_is_reset(alley):
    games = vector_env(alley, 2, autoreset_mode="Disabled", copy=True)
    games.reset(seed=[5, 6])
    still = np.zeros((2, 2), int)
    wait = ACTIONS.index("wait")
    run = ACTIONS.index("run west")
    while True:
        _, _, terminated, truncated, _ = games.step(np.array([[wait, run], [wait, wait]]))
        if (terminated | truncated).any():
            break
    assert terminated.tolist() == [True, False]
    before = games.state()
    with pytest.raises(gymnasium.error.ResetNeeded, match="world 0"):
        games.step(still)
    games.reset(options={"reset_mask": terminated})
    after = games.state()
    assert np.array_equal(before[1], after[1])
    beat = games.state_layout["clock.beat"]
    assert after[0, beat] == 0 < after[1, beat]
    games.step(still)
    for wrong in (np.array([True]), [True, False], np.array([False, False]), np.array([1, 0])):
        with pytest.raises(BadInput, match="reset_mask"):
            games.reset(options={"reset_mask": wrong})


def test_arrays_are_the_engines_own_unless_copies_are_asked_for(curfew):
    own, copies = vector_env(curfew, 2), vector_env(curfew, 2, copy=True)
    still = np.zeros((2, 4), int)
    for games, shared in ((own, True), (copies, False)):
        first, infos = games.reset(seed=1)
        second, *_ = games.step(still)
        assert np.shares_memory(first["observation"], second["observation"]) == shared
        assert np.shares_memory(first["action_mask"], second["action_mask"]) == shared
        assert np.shares_memory(infos["events"], games.step(still)[4]["events"]) == shared
    native = Batch(curfew, [1, 2])
    for _ in range(2):
        native.step(still)
    assert np.array_equal(own.step(still)[0]["observation"], copies.step(still)[0]["observation"])


def test_a_world_goes_on_with_its_own_next_seed(alley):
    """Whatever the others do: the second game of a world follows from the seed of its first."""
    alone = vector_env(alley, 1, autoreset_mode="Disabled", copy=True)
    alone.reset(seed=9)
    seen = alone.reset()[0]["observation"]
    among = vector_env(alley, 3, autoreset_mode="Disabled", copy=True)
    among.reset(seed=[1, 2, 9])
    mask = np.array([False, False, True])
    assert np.array_equal(among.reset(options={"reset_mask": mask})[0]["observation"][2], seen[0])


def test_wrong_actions_are_refused_with_a_line(alley):
    games = vector_env(alley, 2)
    with pytest.raises(gymnasium.error.ResetNeeded, match="before the first step"):
        games.step(np.zeros((2, 2), int))
    games.reset(seed=1)
    for actions in (np.zeros(2, int), np.zeros((2, 2)), np.zeros((3, 2), int), "wait"):
        with pytest.raises(BadInput, match=r"actions: found .*, expected integers of shape"):
            games.step(actions)
    for seed in ([1, 2, 3], [], "12", 1.0, [0.5, 1], [1, -1]):
        with pytest.raises(BadInput, match="seed"):
            games.reset(seed=seed)
    assert np.array_equal(
        games.reset(seed=np.array([4, 5]))[0]["observation"], vector_env(alley, 2).reset(seed=4)[0]["observation"]
    )


def test_one_seat_among_minds_is_stepped_between_reset_and_close(alley):
    games = SeatEnv(alley, partners="wait")
    with pytest.raises(gymnasium.error.ResetNeeded, match=r"expected reset\(\) before the next step"):
        games.step(WAIT)
    games.reset(seed=1)
    games.step(WAIT)
    games.close()
    with pytest.raises(gymnasium.error.ResetNeeded, match=r"expected reset\(\) before the next step"):
        games.step(WAIT)


def test_options_that_there_are_not_are_refused(alley):
    for options in (
        {"seat": "zoe"},
        {"seat": 5},
        {"autoreset_mode": "Sometimes"},
        {"preset": "tiny"},
        {"render_mode": "oil"},
        {"seat": 0, "partners": "hero"},
        {"partners": "wait"},
        {"threads": 0},
        {"shaping": ["nearer"]},
        {"shaping": {"nearer": "1"}},
        {"seat": 0, "partners": {"zoe": "wait"}},
    ):
        with pytest.raises(BadInput):
            vector_env(alley, 1, **options)
    for worlds in (0, -1, 1.5):
        with pytest.raises(BadInput, match="num_envs"):
            vector_env(alley, worlds)
    with pytest.raises(BadInput, match="no-such-night"):
        vector_env("no-such-night", 1)
