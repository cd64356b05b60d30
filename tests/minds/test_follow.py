"""follow, led: it keeps with who leads it, stays, comes and goes where it is told, lends a hand, and answers."""

import numpy as np
import pytest
from minds.test_manners import held, order, play, verbs

from warbell.engine import codes as c
from warbell.engine.actions import encode
from warbell.engine.batch import advance, perceive
from warbell.minds.bidding import BID, STAY

HALL = """
####################
#,,,,,,,,,,,,,,,,,,#
#,,,ab,,,,,,,,,,,,X#
#,,,,,,,,,,,,,,,,,,#
####################
"""
EAST, SOUTH, WEST = 1, 2, 3


def step(direction):
    return int(encode(c.STEP, direction, 0, 0))


def turn(s, direction, person=1):
    """The person looks a way, and everybody sees it."""
    s.world.bodies["facing"][0, person] = direction
    perceive(s.ground, s.world, s.percept)


def apart(s):
    (y0, x0), (y1, x1) = s.at(0), s.at(1)
    return abs(y1 - y0) + abs(x1 - x0)


def test_it_keeps_within_two_steps_of_who_walks(stage):
    s = stage(HALL)
    mind = held(s, "follow")
    for direction in [EAST] * 9 + [WEST] * 3:
        play(s, mind, [step(direction)])
        assert apart(s) <= 3
    assert s.at(1)[1] > 9, "and is in nobody's way for long"


def test_it_comes_beside_who_rests_and_calms_them_by_and_by(stage):
    s = stage(HALL.replace("ab,,,", "a,,b,"))
    given = play(s, held(s, "follow"), [c.WAIT] * 16)
    assert apart(s) == 1
    assert "comfort" in verbs(given[8:])
    assert verbs(given).count("comfort") < 8, "and not in every beat"


def test_told_to_stay_it_stays_until_it_is_told_to_come(stage):
    s = stage(HALL)
    mind = held(s, "follow")
    play(s, mind, [order("sign", c.STOP), *[step(EAST)] * 8, *[c.WAIT] * 30])
    assert s.at(0) == (2, 4)
    play(s, mind, [order("call", c.COME), *[c.WAIT] * 14])
    assert apart(s) <= 2


def test_a_hand_points_where_its_owner_looks_and_it_goes_there_and_stays(stage):
    s = stage(HALL)
    turn(s, WEST)
    mind = held(s, "follow")
    play(s, mind, [order("sign", c.GO), *[c.WAIT] * 8])
    assert s.at(0) == (2, 1)
    play(s, mind, [step(EAST)] * 6)
    assert s.at(0) == (2, 1), "whoever leaves"


def test_a_voice_points_nowhere_and_sends_it_on_to_its_target(stage):
    s = stage(HALL)
    turn(s, WEST)
    play(s, held(s, "follow"), [order("call", c.GO), *[c.WAIT] * 16])
    assert s.world.bodies["state"][0, 0] == c.AWAY


def test_without_that_it_does_not_leave_before_who_leads_it(stage):
    s = stage(HALL.replace("ab,,,", "a,,,,").replace(",X#", "bX#"))
    play(s, held(s, "follow"), [step(WEST)] + [c.WAIT] * 20)
    assert s.world.bodies["state"][0, 0] == c.UP


@pytest.mark.parametrize("signal", [c.COME, c.HELP])
def test_it_comes_to_a_voice_from_where_it_sees_nobody(stage, signal):
    s = stage("#################\n#a,,,#,,b,,,,,,X#\n#,,,,#,,,,,,,,,,#\n#,,,,,,,,,,,,,,,#\n#################")
    assert s.percept.bodies[0, 0, 1]["beat"] < 0
    play(s, held(s, "follow"), [order("call", signal), *[c.WAIT] * 9])
    assert apart(s) <= 2


def test_the_last_word_counts_and_the_nearest_of_two(stage):
    s = stage(HALL.replace("ab,,,", "ab,,c"))
    mind, stop, come = held(s, "follow"), order("sign", c.STOP), order("sign", c.COME)
    for by_b, by_c in ((stop, come), (c.WAIT, c.WAIT), (c.WAIT, c.WAIT)):
        out = s.order(mind)
        out[0, 1:] = by_b, by_c
        advance(s.ground, s.world, s.percept, out)
    assert mind.bidden[0, 0, BID] == STAY, "b is nearer"


def test_who_was_told_to_stay_makes_way(stage):
    s = stage("##########\n#,,ab,,,X#\n#,,,,,,,,#\n##########")
    turn(s, EAST)
    play(s, held(s, "follow"), [order("sign", c.STOP), *[step(WEST)] * 4])
    assert s.at(1)[1] < 4


def test_it_lends_a_hand_at_a_gate_and_pulls_at_the_word(stage):
    s = stage("########\n#a,,,,,#\n#,,,b,,#\n#,,,G,,#\n####,###\n#,,,,,X#\n########")
    mind = held(s, "follow")
    play(s, mind, [c.WAIT] * 6)
    assert s.at(0) in ((3, 3), (3, 5)), "beside the gate, where it can be pulled"
    play(s, mind, [order("sign", c.NOW), int(encode(c.USE, 2, 0, 0))])
    assert s.world.fixtures["state"][0, 0] == c.OPEN


def test_it_gives_a_code_word_back_while_it_stays(stage):
    s = stage(HALL)
    word = order("sign", c.FIRST_CODE_WORD)
    given = play(s, held(s, "follow"), [order("sign", c.STOP), word, word, c.WAIT])
    assert given[2] == word
    assert s.at(0) == (2, 4)


def test_asking_for_its_line_changes_nothing_it_does(stage):
    games = []
    for asks in (False, True):
        s = stage(HALL)
        mind, given = held(s, "follow"), []
        for code in [order("sign", c.STOP), c.WAIT, order("sign", c.COME), *[step(EAST)] * 8]:
            if asks:
                mind.line(s.percept, 0)
            given += play(s, mind, [code])
        games.append(given)
    assert games[0] == games[1]
    assert np.array(games[0]).any()


STATION = """
#########
####D####
##,,d,,##
##a,b,c##
####,####
##,,,,,X#
#########
"""


def test_who_stands_at_a_console_is_left_their_way_out(stage):
    s = stage(STATION, consoles=((5, 3),))
    turn(s, SOUTH, person=3)
    mind = held(s, "follow", (0, 1, 2))
    s.play(mind, 12)
    y, x = s.at(3)
    before = [s.at(p) for p in range(3)]
    assert all(abs(b - y) + abs(a - x) > 1 for b, a in before), "b stood in it, and nobody came beside"
    given = s.play(mind, 12)
    assert [s.at(p) for p in range(3)] == before
    assert "step" not in verbs(given.reshape(-1)), "nor do they walk about"
