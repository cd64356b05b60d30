"""All seats as agents: who leaves and when, what is refused, what infos tell, what is drawn."""

import gymnasium
import numpy as np
import pytest

from warbell.encode.words import ACTIONS
from warbell.engine import codes
from warbell.envs import parallel_env
from warbell.errors import BadInput

WAIT, RUN_WEST = ACTIONS.index("wait"), ACTIONS.index("run west")


def kinds(info):
    return info["events"][: info["event_count"], 0].tolist()


def test_an_agent_ends_with_its_seat_and_is_paid_until_then(alley):
    """Ana is bitten and falls; Ben waits, and goes when she is gone."""
    env = parallel_env(alley)
    env.reset(seed=3)
    total = dict.fromkeys(env.agents, 0.0)
    left = []
    while env.agents:
        ben = RUN_WEST if "ana" not in env.agents else WAIT
        lived = list(env.agents)
        _, paid, terminated, truncated, infos = env.step({"ana": WAIT, "ben": ben})  # some learners order the gone, too
        assert set(paid) == set(terminated) == set(truncated) == set(infos) == set(lived)
        left += [a for a in lived if terminated[a] or truncated[a]]
        for agent in lived:
            total[agent] += paid[agent]
            assert paid[agent] == infos[agent]["team_reward"]
    assert left == ["ana", "ben"]
    (score,) = env.state()[env.state_layout["clock.score"]]
    assert total["ben"] == score
    assert env.step({}) == ({}, {}, {}, {}, {})
    with pytest.raises(gymnasium.error.ResetNeeded):
        env.step({"ben": WAIT})


def test_agents_that_stay_are_paid_to_the_end_of_the_game(alley):
    env = parallel_env(alley, stay=True)
    seen, _ = env.reset(seed=3)
    total = dict.fromkeys(env.agents, 0.0)
    while env.agents:
        nature, state = (env.state()[env.state_layout[f"bodies.{name}"]][0] for name in ("nature", "state"))
        gone = codes.IS_INFECTED[nature] or state >= codes.DEAD
        if gone:
            assert np.flatnonzero(seen["ana"]["action_mask"]).tolist() == [WAIT]
        seen, paid, *_ = env.step({"ana": WAIT, "ben": RUN_WEST if gone else WAIT})
        assert set(paid) == {"ana", "ben"}
        total = {agent: total[agent] + paid[agent] for agent in total}
    (score,) = env.state()[env.state_layout["clock.score"]]
    assert gone
    assert total == {"ana": score, "ben": score}


def test_a_game_that_is_cut_short_is_truncated(curfew):
    env = parallel_env(curfew, max_cycles=2)
    env.reset(seed=1)
    env.step(dict.fromkeys(env.agents, WAIT))
    _, _, terminated, truncated, _ = env.step(dict.fromkeys(env.agents, WAIT))
    assert not any(terminated.values())
    assert all(truncated.values())
    assert env.agents == []


def test_one_seed_is_one_game_and_no_seed_another(curfew):
    env, other = parallel_env(curfew), parallel_env(curfew)

    def first(made, seed):
        return made.reset(seed=seed)[0]["onjo"]["observation"].tolist(), made.state().tolist()

    assert first(env, 4) == first(env, 4) == first(other, 4)
    follow = [first(env, None) for _ in range(3)]
    assert len({str(each) for each in [*follow, first(env, 4)]}) == 4
    assert follow == [first(other, None) for _ in range(3)]
    assert first(parallel_env(curfew), None) != first(parallel_env(curfew), None)


def test_an_order_that_cannot_be_becomes_waiting_and_is_told(alley):
    env = parallel_env(alley)
    seen, _ = env.reset(seed=1)
    for action in (ACTIONS.index("step north"), len(ACTIONS), -1, 10**30):
        assert not 0 <= action < len(ACTIONS) or seen["ben"]["action_mask"][action] == 0
        _, _, _, _, infos = env.step({"ana": WAIT, "ben": action})
        assert codes.REFUSED in kinds(infos["ben"])
        assert codes.REFUSED not in kinds(infos["ana"])
    strict = parallel_env(alley, strict=True)
    strict.reset(seed=1)
    for action in (ACTIONS.index("step north"), len(ACTIONS)):
        with pytest.raises(BadInput, match=r"ben.*action_mask"):
            strict.step({"ana": WAIT, "ben": action})
    strict.step({"ana": WAIT, "ben": RUN_WEST})


def test_wrong_calls_are_refused_with_a_line(alley):
    env = parallel_env(alley)
    with pytest.raises(gymnasium.error.ResetNeeded):
        env.step({"ana": WAIT, "ben": WAIT})
    env.reset(seed=1)
    with pytest.raises(BadInput, match="found none of ben"):
        env.step({"ana": WAIT})
    with pytest.raises(BadInput, match="zoe"):
        env.step({"ana": WAIT, "ben": WAIT, "zoe": WAIT})
    for action in (1.0, "wait", None, np.zeros(2, int)):
        with pytest.raises(BadInput, match="whole number"):
            env.step({"ana": WAIT, "ben": action})
    with pytest.raises(BadInput, match="found 'oil', expected one of human, ansi, rgb_array"):
        parallel_env(alley, render_mode="oil")
    with pytest.raises(BadInput, match="episode"):
        parallel_env(5)
    for cycles in (0, 1.5):
        with pytest.raises(BadInput, match=r"max_cycles: found .*, expected a whole number, 1 or more"):
            parallel_env(alley, max_cycles=cycles)


def test_events_come_in_words_when_asked_for(alley):
    env = parallel_env(alley, words=True)
    _, infos = env.reset(seed=1)
    assert infos["ben"]["words"][0].startswith("Beat 0. You are Ben")
    call = ACTIONS.index("call HELP")
    _, _, _, _, infos = env.step({"ana": call, "ben": WAIT})
    assert any("HELP" in line for line in infos["ben"]["words"])
    assert codes.CALLED in kinds(infos["ana"])
    assert "words" not in parallel_env(alley).reset(seed=1)[1]["ben"]


def test_what_was_observed_is_the_learners_to_keep(curfew):
    env = parallel_env(curfew, preset="full")
    seen, _ = env.reset(seed=1)
    kept = {name: array.copy() for name, array in seen["onjo"].items()}
    for _ in range(3):
        env.step(dict.fromkeys(env.agents, ACTIONS.index("step east")))
    for name, array in kept.items():
        assert np.array_equal(array, seen["onjo"][name]), name


def test_the_picture_shows_who_is_where(alley):
    env = parallel_env(alley, render_mode="ansi")
    env.reset(seed=1)
    text = env.render()
    assert text.startswith("Beat 0, 0 points.")
    for sign in "ABs":
        assert sign in text.partition("\n\n")[2]
    env.render_mode = "rgb_array"
    picture = env.render()
    assert picture.dtype == np.uint8
    assert picture.shape[2] == 3
    env.step({"ana": ACTIONS.index("step south"), "ben": WAIT})
    assert not np.array_equal(picture, env.render())


def test_a_referee_knows_where_everybody_is(alley):
    env = parallel_env(alley)
    env.reset(seed=1)
    before = env.state()
    env.step({"ana": ACTIONS.index("step south"), "ben": WAIT})
    ys = env.state_layout["bodies.y"]
    assert (env.state()[ys] - before[ys]).tolist()[:2] == [1, 0]
    assert before.dtype == np.int32
    assert env.state_layout["goals"].stop == len(before)
