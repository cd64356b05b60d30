"""sprint: the shortest way, at a run, through doors."""

import numpy as np

from warbell import minds
from warbell.engine import codes as c

YARD = """
###############
#a..+.....#...#
#b..#.....#...#
#...#.....+..X#
###############
"""


def sprint(s):
    worlds, persons = s.world.hearts.shape
    return minds.make("sprint", s.brief, list(range(persons)), worlds)


def walk(orders):
    return [c.VERBS[c.ACTION_VERB[code]] for code in orders]


def test_it_runs_and_opens_doors_and_ends_on_the_exit(stage):
    s = stage(YARD)
    orders = s.play(sprint(s), 30)
    seen = walk(orders[:, 0, 0])
    assert {"run", "use"} <= set(seen)
    assert "sneak" not in seen
    assert (s.at(0), s.at(1)).count((3, 13)) >= 1


def test_it_needs_no_more_beats_than_the_way_is_long(stage):
    s = stage("##############\n#a..........X#\n##############")
    s.play(sprint(s), 6)
    assert s.at(0) == (1, 12)


def test_it_looks_at_nobody(stage):
    s = stage("##############\n#a....z.....X#\n##############")
    assert walk(s.play(sprint(s), 1)[:, 0, 0]) == ["run"]


def test_a_locked_door_is_struck_without_a_key_and_used_with_one(stage):
    for key, verb in ((0, "strike"), (1, "use")):
        s = stage("########\n#.aL..X#\n########")
        s.percept.pack[:, :, c.KEY] = key
        assert walk(s.order(sprint(s))[0]) == [verb]


def test_a_gate_is_pulled_at(stage):
    s = stage("########\n#.aG..X#\n########")
    assert walk(s.order(sprint(s))[0]) == ["use"]


def test_who_is_jammed_steps_aside(stage):
    s = stage("######\n#.ab.#\n#...X#\n######")
    mind = minds.make("sprint", s.brief, [0], 1)
    s.play(mind, 12)
    assert s.at(0) == (2, 4)


def test_without_a_target_or_a_way_nobody_moves(stage):
    for yard in ("#####\n#a..#\n#####", "#####\n#a#X#\n#####"):
        s = stage(yard)
        assert (s.order(sprint(s)) == c.WAIT).all()


def test_worlds_of_a_batch_decide_alone(stage):
    whole, part = stage(YARD, worlds=5, extra_infected=4), stage(YARD, worlds=1, extra_infected=4)
    assert np.array_equal(whole.play(sprint(whole), 20)[:, :1], part.play(sprint(part), 20))
