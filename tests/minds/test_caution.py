"""caution: each seat keeps out of light, noise and reach, and looks after who is beside it."""

import numpy as np
import pytest

from warbell import minds
from warbell.engine import codes as c

DARK = """
####################
#a,,,,,,,,,,,,,,,,,#
#,,,,,,,,,,,,,,,,,,#
#,,,,,,,,,,,,,,,,,X#
####################
"""


def caution(s):
    worlds, persons = s.world.hearts.shape
    return minds.make("caution", s.brief, list(range(persons)), worlds)


def verb(code):
    return c.VERBS[c.ACTION_VERB[code]]


def test_it_gets_to_its_target_without_running(stage):
    s = stage(DARK)
    orders = s.play(caution(s), 22)
    assert {verb(code) for code in orders.ravel()} <= {"step", "wait"}
    assert s.at(0) == (3, 18)


def test_it_runs_from_what_is_close_and_walks_past_what_is_not(stage):
    s = stage("################\n#,Z,a,,,,,,,,,X#\n################")
    assert verb(s.order(caution(s))[0, 0]) == "run"
    s = stage("################\n#,,,a,,,,,,,,,X#\n#,,,,,,,,,,,,,,#\n#,,,,,,,,Z,,,,,#\n################")
    assert verb(s.order(caution(s))[0, 0]) == "step"


@pytest.mark.parametrize("hp,wanted", [(10, "strike"), (4, "shove")])
def test_it_strikes_one_that_is_alone_while_it_is_hale_and_else_shoves(stage, hp, wanted):
    s = stage("#####\n#aZX#\n#####")
    s.world.bodies["hp"][0, 0] = hp
    s.play(minds.make("wait", s.brief, [0], 1))
    assert verb(s.order(caution(s))[0, 0]) == wanted


def test_two_that_stand_beside_the_same_infected_strike_it_together(stage):
    s = stage("#####\n##X##\n#aZb#\n#####")
    s.world.bodies["hp"][0, :2] = 4
    s.play(minds.make("wait", s.brief, [0, 1], 1))
    assert [verb(code) for code in s.order(caution(s))[0]] == ["strike", "strike"]


def test_it_keeps_further_from_infected_than_the_shortest_way_would(stage):
    rows = "#" * 20 + "\n" + "\n".join("#" + "." * 18 + "#" for _ in range(9)) + "\n" + "#" * 20
    grid = [list(row) for row in rows.split("\n")]
    grid[5][1], grid[5][18], grid[5][9] = "a", "X", "z"
    s = stage("\n".join("".join(row) for row in grid))
    s.world.bodies["stun"][:, 1] = 1000
    nearest = 99
    mind = caution(s)
    for _ in range(60):
        s.play(mind)
        y, x = s.at(0)
        nearest = min(nearest, abs(y - 5) + abs(x - 9))
    assert s.at(0) == (5, 18)
    assert nearest >= 2


def test_it_waits_in_the_dark_for_a_drone_to_pass(stage):
    hover = ((2, 9),)
    s = stage(DARK, routes=(hover,))
    mind = caution(s)
    orders = s.play(mind, 12)
    assert not s.percept.me["lit"][0, 0]
    assert verb(orders[-1, 0, 0]) == "wait"
    free = stage(DARK)
    free.play(caution(free), 12)
    assert free.at(0)[1] > s.at(0)[1]


def test_it_does_not_wait_for_ever(stage):
    s = stage(DARK, routes=(((2, 9),),))
    s.play(caution(s), 80)
    assert s.at(0)[1] > 9 or s.world.bodies["state"][0, 0] != c.UP


def test_it_tends_a_friend_beside_it(stage):
    s = stage("#########\n#ab....X#\n#########")
    s.world.bodies["state"][0, 1], s.world.bodies["hp"][0, 1], s.world.bodies["bleed"][0, 1] = c.DOWN, 0, 30
    s.play(minds.make("wait", s.brief, [0, 1], 1))
    assert verb(s.order(caution(s))[0, 0]) == "tend"


FORK = """
#############
#,,,,,,,,,,,#
#,#########,#
#a,,,L,,,,,X#
#############
"""


def test_it_goes_round_once_it_sees_that_a_door_is_locked(stage):
    s = stage(FORK)
    orders = s.play(caution(s), 24)
    assert s.at(0) == (3, 11)
    assert {verb(code) for code in orders.ravel()} <= {"step", "wait"}, "it neither pulled nor broke anything"


def test_it_opens_doors_and_takes_stairs(stage):
    s = stage("##########\n#a,+,,<###\n##########\n#,,>,,,,X#\n##########")
    s.play(caution(s), 25)
    assert s.at(0) == (3, 8)


def test_worlds_of_a_batch_decide_alone_and_orders_are_possible(stage):
    yard = DARK.replace("#a,", "#ab")
    whole, part = stage(yard, worlds=7, extra_infected=5), stage(yard, worlds=1, extra_infected=5)
    assert np.array_equal(whole.play(caution(whole), 30)[:, :1], part.play(caution(part), 30))


def test_a_seat_decides_by_its_own_percept_alone(stage):
    s = stage(DARK.replace("#a,", "#ab"), extra_infected=4)
    for _ in range(10):
        s.play(caution(s))
        before = s.order(minds.make("caution", s.brief, [0], 1))[0, 0]
        spoilt = [table.copy() for table in s.percept]
        for table in spoilt:
            table[:, 1] = np.zeros((), table.dtype)
        out = np.zeros((1, 2), np.int32)
        minds.make("caution", s.brief, [0], 1).decide(type(s.percept)(*spoilt), out)
        assert out[0, 0] == before
