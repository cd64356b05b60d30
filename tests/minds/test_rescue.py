"""Rescue: careful seats go to people without a seat, help them, lead them out, and let go when infected come."""

import numpy as np
import pytest

from warbell import minds
from warbell.engine import codes as c
from warbell.engine.batch import advance, perceive
from warbell.minds.rescue import COAXED, FETCHED, HEEL

HALL = """
##################
#a,,,,,,,,,,,,,,,#
#,,,p,,,,,,,,,,,,#
#,,,,,,,,,,,,,,,X#
##################
"""
PAIR = """
##################
#a,,,,,b,,,,,,,,,#
#,,,,,p,,,,,,,,,,#
#,,,,,,,,,,,,,,,X#
##################
"""
CAREFUL = ["caution", "follow"]


def put(s, q, *, manner=c.FOLLOWS, **body):
    """Set how stranger q is, and have everybody see it."""
    s.world.hearts["manner"][:, q] = manner
    s.world.bodies["goal_y"][:, q], s.world.bodies["goal_x"][:, q] = (
        s.world.bodies["y"][:, q],
        s.world.bodies["x"][:, q],
    )
    for column, value in body.items():
        s.world.bodies[column][:, q] = value
    perceive(s.ground, s.world, s.percept)


def held(s, name, seats=None):
    return minds.make(name, s.brief, list(range(len(s.brief.seats))) if seats is None else seats, len(s.world.clock))


def verbs(orders, p=0):
    return [c.VERBS[c.ACTION_VERB[code]] for code in orders[:, 0, p]]


def state(s, q):
    return int(s.world.bodies["state"][0, q])


@pytest.mark.parametrize("name", CAREFUL)
def test_it_brings_up_who_is_down_and_leads_them_out(stage, name):
    s = stage(HALL.replace("p,", "p,", 1))
    put(s, 1, state=c.DOWN, hp=0, bleed=90)
    s.ground.tuning["tend_to_rise"] = 10
    given = verbs(s.play(held(s, name), 60))
    assert given.count("tend") >= 4
    assert [state(s, 0), state(s, 1)] == [c.AWAY, c.AWAY]


@pytest.mark.parametrize("name", CAREFUL)
def test_it_comforts_who_hides_so_that_they_come_along(stage, name):
    s = stage(HALL)
    put(s, 1, manner=c.HIDES)
    s.world.hearts["fear"][:, 1] = 60
    given = verbs(s.play(held(s, name), 60))
    assert "comfort" in given
    assert state(s, 1) == c.AWAY


def test_a_wound_is_tended_with_what_one_has(stage):
    s = stage(HALL)
    s.world.packs[0, 0, c.HERBS] = 1
    put(s, 1, hp=4, bleed=20)
    s.ground.tuning["bleed_every"] = 26
    assert "tend" in verbs(s.play(held(s, "caution"), 12))
    assert s.world.packs[0, 0, c.HERBS] == 0
    assert s.world.bodies["bleed"][0, 1] == 0


def test_a_bite_is_cured_by_medicine_that_lies_in_reach(stage):
    s = stage(HALL.replace("#,,,,,,,,,,,,,,,X#", "#,,,,C,,,,,,,,,X,#"))
    s.world.stocks[0, 0, c.MEDICINE] = 1
    put(s, 1, timer=80)
    given = verbs(s.play(held(s, "caution"), 40))
    assert "take" in given
    assert s.world.bodies["timer"][0, 1] == -1


def test_who_stays_is_let_be(stage):
    s = stage(HALL)
    put(s, 1, manner=c.STAYS)
    given = verbs(s.play(held(s, "caution"), 50))
    assert 1 <= given.count("comfort") <= 3
    assert [state(s, 0), state(s, 1)] == [c.AWAY, c.UP]


def test_the_nearest_goes_and_the_other_leaves_after_them(stage):
    s = stage(PAIR)
    put(s, 2)
    mind, out = held(s, "caution"), []
    for _ in range(60):
        orders = s.order(mind)
        before = s.world.bodies["state"][0, :3].copy()
        advance(s.ground, s.world, s.percept, orders)
        out += [p for p in range(3) if before[p] == c.UP and state(s, p) == c.AWAY]
    assert int(s.world.hearts["trusts"][0, 2]) == 2, "b was nearer"
    assert sorted(out) == [0, 1, 2]
    assert out[-1] == 0, "who leads nobody goes last"


def test_who_leads_waits_for_who_falls_behind_and_goes_back_for_them(stage):
    s = stage(HALL)
    put(s, 1)
    mind = held(s, "caution")
    while s.world.hearts["trusts"][0, 1] == 0:
        s.play(mind)
    s.world.bodies["stun"][0, 1] = 30
    away = []
    for _ in range(FETCHED + 12):
        s.play(mind)
        (y0, x0), (y1, x1) = s.at(0), s.at(1)
        away.append(abs(y0 - y1) + abs(x0 - x1))
    assert max(away) <= HEEL + 1
    assert away[-1] < max(away) or 1 in away[away.index(HEEL + 1) :]


def test_nobody_is_waited_for_for_ever(stage):
    s = stage(HALL)
    put(s, 1)
    mind = held(s, "caution")
    while s.world.hearts["trusts"][0, 1] == 0:
        s.play(mind)
    s.world.hearts["halted"][0, 1], s.world.hearts["manner"][0, 1] = 1, c.STAYS
    s.play(mind, 2 * COAXED)
    assert state(s, 0) == c.AWAY


def test_it_lets_go_when_infected_come(stage):
    s = stage(HALL.replace("#,,,p,,,,,,,,,,,,#", "#,Z,p,,,,,,,,,,,,#").replace("#a,,,", "#,,,a"))
    put(s, 1, state=c.DOWN, hp=0, bleed=90)
    assert verbs(s.play(held(s, "caution"), 1)) != ["tend"]


def test_it_goes_to_a_cry_it_heard(stage):
    s = stage("###################\n#X,,,,,,a,#,,,p,,,#\n#,,,,,,,,,,,,,,,,,#\n###################")
    s.ground.tuning["cry_every"] = 2
    put(s, 1, hp=4, manner=c.HIDES)
    assert s.percept.bodies[0, 0, 1]["beat"] < 0
    s.play(held(s, "caution"), 60)
    assert state(s, 1) == c.AWAY


def test_two_with_company_open_a_gate_and_nobody_bars_its_sides(stage):
    s = stage("########\n#,,,,,,#\n#ab,p,,#\n#,,,,,,#\n###,G###\n####,,X#\n########")
    put(s, 2)
    s.play(held(s, "follow"), 60)
    assert [state(s, p) for p in range(3)] == [c.AWAY] * 3


@pytest.mark.parametrize("name", CAREFUL)
def test_each_decides_by_its_own_percept_alone(stage, name):
    s = stage(PAIR, extra_infected=2)
    put(s, 2, hp=4)
    for _ in range(20):
        before = s.order(held(s, name, [0]))[0, 0]
        spoilt = [table.copy() for table in s.percept]
        for table in spoilt:
            table[:, 1] = np.zeros((), table.dtype)
        out = np.zeros((1, 2), np.int32)
        held(s, name, [0]).decide(type(s.percept)(*spoilt), out)
        assert out[0, 0] == before
        s.play(held(s, name))


def test_asking_for_its_line_changes_nothing_it_does(stage):
    games = []
    for asks in (False, True):
        s = stage(HALL)
        put(s, 1, hp=4)
        mind, given = held(s, "caution"), []
        for _ in range(30):
            if asks:
                mind.line(s.percept, 0)
            given += s.play(mind).ravel().tolist()
        games.append(given)
    assert games[0] == games[1]
