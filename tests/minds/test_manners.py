"""Words, and what careful minds do together: gates, answers, help."""

import numpy as np
import pytest

from warbell import minds
from warbell.engine import codes as c
from warbell.engine.actions import encode
from warbell.engine.batch import advance
from warbell.minds.manners import HALT, PATIENCE

CORNER = """
########
##a#####
#bG,,,X#
########
"""
LANE = """
############
#,,,,a,,,,X#
#,,,,,,b,,,#
############
"""


def order(verb, signal=0):
    return int(encode(c.VERBS.index(verb), c.HERE, signal, 0))


def play(s, mind, script):
    """A mind holds the first seat, and the second gives these orders; those of the first, [beats]."""
    given = []
    for code in script:
        out = s.order(mind)
        out[0, 1] = code
        given.append(int(out[0, 0]))
        advance(s.ground, s.world, s.percept, out)
    return given


def verbs(codes):
    return [c.VERBS[c.ACTION_VERB[code]] for code in codes]


def held(s, name, seats=(0,)):
    return minds.make(name, s.brief, list(seats), 1)


def test_two_that_follow_say_when_and_open_a_gate_at_the_first_pull(stage):
    s = stage(CORNER)
    orders = s.play(held(s, "follow", (0, 1)), PATIENCE + 2)[:, 0]
    pulls = [beat for beat, row in enumerate(orders) if "use" in verbs(row)]
    assert len(pulls) == 1
    assert verbs(orders[pulls[0]]) == ["use", "use"]
    assert order("sign", c.NOW) in orders[pulls[0] - 1]
    assert s.world.fixtures["state"][0, 0] == c.OPEN


def test_two_cautious_ones_say_nothing_and_need_luck(stage):
    s = stage(CORNER, worlds=1)
    orders = s.play(held(s, "caution", (0, 1)), 80)[:, 0]
    assert order("sign", c.NOW) not in orders
    pulls = [verbs(row) for row in orders if "use" in verbs(row)]
    assert pulls[-1] == ["use", "use"]
    assert any(row.count("use") == 1 for row in pulls), "some pulls met nobody"


def test_alone_at_a_gate_nobody_pulls(stage):
    s = stage(CORNER.replace("b", ","))
    assert "use" not in verbs(s.play(held(s, "follow"), 30)[:, 0, 0])


@pytest.mark.parametrize("name", ["caution", "follow"])
def test_a_word_from_a_person_is_enough_to_pull_at_once(stage, name):
    s = stage(CORNER)
    given = play(s, held(s, name), [order("sign", c.NOW), int(encode(c.USE, 1, 0, 0))])
    assert verbs(given)[1] == "use"
    assert s.world.fixtures["state"][0, 0] == c.OPEN


@pytest.mark.parametrize("name", ["caution", "follow"])
def test_stop_halts_until_somebody_says_something_else(stage, name):
    s = stage(LANE)
    given = play(s, held(s, name), [order("sign", c.STOP), *[c.WAIT] * 5, order("sign", c.NOW), c.WAIT, c.WAIT])
    assert set(verbs(given[1:7])) == {"wait"}
    if name == "caution":
        assert verbs(given)[-1] == "step"


def test_a_stop_is_forgotten_in_time(stage):
    s = stage(LANE)
    given = play(s, held(s, "caution"), [order("sign", c.STOP), *[c.WAIT] * (HALT + 3)])
    assert verbs(given)[-1] == "step"


@pytest.mark.parametrize("name", ["caution", "follow"])
def test_a_code_word_is_given_back_to_who_is_seen(stage, name):
    s = stage(LANE)
    word = c.FIRST_CODE_WORD + 3
    given = play(s, held(s, name), [order("sign", word), c.WAIT, c.WAIT])
    assert given[1] == order("sign", word)
    assert given[2] != order("sign", word), "and only while it is shown"


@pytest.mark.parametrize("name", ["caution", "follow"])
def test_those_who_give_a_word_back_do_not_answer_each_other(stage, name):
    s = stage("############\n#,,,,ac,,,X#\n#,,,,,,b,,,#\n############")
    word = order("sign", c.FIRST_CODE_WORD)
    mind, given = held(s, name, (0, 2)), []
    for beat in range(40):
        out = s.order(mind)
        out[0, 1] = word if beat < 4 else c.WAIT
        given.append(out[0, [0, 2]].tolist())
        advance(s.ground, s.world, s.percept, out)
    assert given[1:5] == [[word, word]] * 4
    assert all(word not in row for row in given[6:])


def test_the_same_word_later_is_given_back_again(stage):
    s = stage(LANE)
    word = order("sign", c.FIRST_CODE_WORD)
    given = play(s, held(s, "follow"), [word, *[c.WAIT] * 8, word, c.WAIT])
    assert [beat for beat, code in enumerate(given) if code == word] == [1, 10]


def test_a_code_word_that_is_called_out_of_sight_is_called_back(stage):
    s = stage("############\n#a,,#,,,,bX#\n#,,,#,,,,,,#\n#,,,,,,,,,,#\n############")
    word = c.FIRST_CODE_WORD
    given = play(s, held(s, "caution"), [order("call", word), c.WAIT])
    assert given[1] == order("call", word)


def test_follow_goes_where_the_nearest_goes_and_not_to_its_target(stage):
    s = stage("##############\n#,,,,,,ba,,,X#\n##############")
    s.world.bodies["facing"][0, 0] = 3
    step = int(encode(c.STEP, 3, 0, 0))
    play(s, held(s, "follow"), [step] * 6)
    assert s.at(1) == (1, 1)
    assert 1 <= s.at(0)[1] - s.at(1)[1] <= 3


def test_follow_stands_at_the_heel_of_who_waits_and_beside_who_rests(stage):
    s = stage(LANE)
    mind = held(s, "follow")
    play(s, mind, [c.WAIT] * 2)
    assert s.at(0) == (1, 6)
    play(s, mind, [c.WAIT] * 6)
    assert s.at(0) == (1, 7)


def test_those_who_follow_do_not_follow_each_other(stage):
    s = stage(LANE)
    s.play(held(s, "follow", (0, 1)), 8)
    assert s.at(1) == (1, 10)


def test_follow_goes_back_for_who_is_down_and_tends_them(stage):
    s = stage("############\n#b,,,a,,,,X#\n############")
    s.world.bodies["state"][0, 1], s.world.bodies["hp"][0, 1], s.world.bodies["bleed"][0, 1] = c.DOWN, 0, 40
    s.world.bodies["facing"][0, 0] = 3
    play(s, held(s, "wait"), [c.WAIT])
    given = play(s, held(s, "follow"), [c.WAIT] * 12)
    assert "tend" in verbs(given)
    assert s.world.bodies["state"][0, 1] == c.UP


@pytest.mark.parametrize("name,wanted", [("caution", "step"), ("follow", "comfort")])
def test_only_who_follows_comforts(stage, name, wanted):
    s = stage("#########\n#ab....X#\n#########")
    s.world.hearts["fear"][0, 1] = 80
    play(s, held(s, "wait"), [c.WAIT])
    assert verbs(s.order(held(s, name, (0, 1)))[0])[0] == wanted


@pytest.mark.parametrize("name", ["selfish", "follow"])
def test_each_decides_by_its_own_percept_alone(stage, name):
    s = stage(
        "####################\n#ab,,,,,,,,,,,,,,,,X#\n#,,,,,,,,,,,,,,,,,,#\n####################", extra_infected=3
    )
    for _ in range(12):
        before = s.order(held(s, name))[0, 0]
        spoilt = [table.copy() for table in s.percept]
        for table in spoilt:
            table[:, 1] = np.zeros((), table.dtype)
        out = np.zeros((1, 2), np.int32)
        held(s, name).decide(type(s.percept)(*spoilt), out)
        assert out[0, 0] == before
        s.play(held(s, name, (0, 1)))


def test_selfish_walks_and_strikes_and_looks_at_nobody_else(stage):
    s = stage("##############\n#ab....Z....X#\n##############")
    s.world.bodies["state"][0, 0], s.world.bodies["bleed"][0, 0] = c.DOWN, 40
    seen = set(verbs(s.play(held(s, "selfish", (1,)), 20)[:, 0, 1]))
    assert seen <= {"step", "strike", "wait"}
    assert {"step", "strike"} <= seen
