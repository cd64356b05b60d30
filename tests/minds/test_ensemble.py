"""Seats that play a plan: moves that last until they are made, cues, holds, guards, reflexes."""

import numpy as np
import pytest

from warbell import minds
from warbell.engine import codes as c
from warbell.errors import BadInput
from warbell.plans import parse

YARD = """
#############
#a..+.......#
#b..#.......#
#...#......X#
#############
"""


def plan_of(stage, lines, head=""):
    plan = parse(f"plan 1\n{head}\n{lines}", "test.plan", stage.brief)
    worlds, persons = stage.world.hearts.shape
    return minds.make("plan", stage.brief, list(range(persons)), worlds, plan)


def verbs(orders, p):
    return [c.VERBS[c.ACTION_VERB[code]] for code in orders[:, 0, p]]


def test_moves_are_made_one_after_the_other_and_then_the_seat_waits(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: e s*2 N e'"), 8)
    assert verbs(orders, 0) == ["step"] * 3 + ["run"] + ["sneak"] * 2 + ["wait"] * 2
    assert s.at(0) == (1, 3)


def test_a_run_stops_at_a_wall_and_the_plan_goes_on(stage):
    s = stage("######\n#a...#\n######")
    s.play(plan_of(s, "ada: E E w"), 8)
    assert s.at(0) == (1, 3)


def test_a_move_opens_the_door_in_its_way(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: e*3"), 6)
    assert verbs(orders, 0) == ["step", "step", "use", "step", "wait", "wait"]


def test_a_blocked_step_is_tried_again_until_it_is_made(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: s e\nben: .*3 s e"), 8)
    assert s.at(0) == (2, 2)
    assert verbs(orders, 0)[:4] == ["step"] * 4
    assert s.at(1) == (3, 2)


def test_patience_ends_and_the_seat_catches_up_with_its_plan_later(stage):
    s = stage("#####\n#ab.#\n#...#\n#####")
    s.play(plan_of(s, "ada: e/2 s\nben: .*9", "patience 3"), 12)
    assert s.at(0) == (2, 2)


def test_a_walk_opens_the_door_in_its_way_and_goes_round_who_stands_there(stage):
    s = stage(YARD)
    s.play(plan_of(s, "ada: @yard:1,7"), 12)
    assert s.at(0) == (1, 7)
    s = stage("########\n#ab....#\n#......#\n########")
    s.play(plan_of(s, "ada: @@yard:1,6"), 12)
    assert s.at(0) == (1, 6)


def test_a_walk_takes_the_stairs(stage):
    s = stage("########\n#a.<####\n########\n#..>...#\n########")
    s.play(plan_of(s, "ada: @yard:3,6"), 12)
    assert s.at(0) == (3, 6)


def test_a_link_is_a_move(stage):
    s = stage("########\n#a.<####\n########\n#..>...#\n########")
    s.play(plan_of(s, "ada: e*2 link e"), 8)
    assert s.at(0) == (3, 4)


def test_those_who_see_each_other_leave_a_cue_in_the_same_beat(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: |A e\nben: .*3 |A e"), 8)
    assert verbs(orders, 0) == ["sign"] * 4 + ["step"] + ["wait"] * 3
    assert verbs(orders, 1) == ["wait"] * 3 + ["sign", "step"] + ["wait"] * 3


def test_a_cue_is_signed_with_its_code_word(stage):
    s = stage(YARD)
    order = s.order(plan_of(s, "ada: |C\nben: . |C"))[0, 0]
    assert order == c.VERB_BASE[c.SIGN] + c.SIGNALS.index("CANDLE")


def test_a_silent_cue_does_not_pass_a_wall_and_times_out_but_a_loud_one_does(stage):
    apart = "#######\n#a.#.b#\n#..#..#\n#..:..#\n#######".replace(":", "#")
    s = stage(apart)
    orders = s.play(plan_of(s, "ada: |A/4 s\nben: |A s"), 10)
    assert verbs(orders, 0)[:5] == ["sign"] * 4 + ["step"]
    assert verbs(orders, 1) == ["sign"] * 10
    s = stage("########\n#a.+..b#\n#..#...#\n########")
    orders = s.play(plan_of(s, "ada: |A! s\nben: .*2 |A! s"), 6)
    assert verbs(orders, 0) == ["call", "wait", "wait", "step", "wait", "wait"]
    assert verbs(orders, 1) == ["wait", "wait", "call", "step", "wait", "wait"]


def test_nobody_waits_for_one_they_saw_fall(stage):
    s = stage(YARD)
    mind = plan_of(s, "ada: |A e\nben: .*50 |A e")
    s.play(mind, 2)
    s.world.bodies["state"][0, 1] = c.DOWN
    s.world.bodies["bleed"][0, 1] = 40
    assert "step" in verbs(s.play(mind, 3), 0)


def test_holds_and_guards_ask_the_percept_now(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: ~beat>=3 e\nben: ?beat>=3->n;e ?dark->s ~dark/2 e"), 7)
    assert verbs(orders, 0)[:4] == ["wait"] * 3 + ["step"]
    assert verbs(orders, 1)[:4] == ["step", "wait", "wait", "step"]
    assert s.at(1) == (2, 3)


def test_an_order_that_is_not_possible_is_waited_for_and_then_dropped(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: comfort-e/3 e\nben: comfort-n"), 6)
    assert verbs(orders, 0) == ["wait"] * 3 + ["step", "wait", "wait"]
    assert verbs(orders, 1)[0] == "comfort"


@pytest.mark.parametrize("reflex,verb", [("none", "step"), ("shove", "shove"), ("strike", "strike")])
def test_the_reflex_is_what_the_plan_says(stage, reflex, verb):
    s = stage("######\n#.az.#\n######")
    orders = s.play(plan_of(s, "ada: e", f"reflex all {reflex}"), 1)
    assert verbs(orders, 0) == [verb]


def test_a_reflex_around_works_while_waiting_and_the_other_only_in_the_way(stage):
    for around, verb in (("around", "shove"), ("", "wait")):
        s = stage("######\n#.az.#\n######")
        assert verbs(s.play(plan_of(s, "ada: .*3", f"reflex ada shove {around}"), 1), 0) == [verb]


def test_a_slipped_order_is_let_happen(stage):
    s = stage(YARD)
    mind = plan_of(s, "ada: use-e e\nben: .")
    s.percept.me["late"][0, 0] = c.VERB_BASE[c.CALL]
    assert s.order(mind)[0, 0] == c.WAIT


def test_every_order_of_a_long_plan_is_possible_when_given(stage):
    s = stage(YARD, extra_infected=3, worlds=4)
    s.play(plan_of(s, "ada: @@yard:1,10 |A @yard:3,1\nben: @'yard:2,10 |A @yard:1,1", "reflex all shove around"), 60)


def test_a_seat_decides_by_its_own_percept_alone(stage):
    s = stage(YARD)
    lines = "ada: ~clear/9 |A e*3 ?near<3->w;e\nben: |A s"
    for seats in ([0], [0, 1]):
        plan = parse(f"plan 1\n{lines}", "p", s.brief)
        mind, blinded = (minds.make("plan", s.brief, seats, 1, plan) for _ in range(2))
        for _ in range(8):
            spoilt = [table.copy() for table in s.percept]
            for table in spoilt:
                table[:, 1] = np.zeros((), table.dtype)
            out = np.zeros((1, 2), np.int32)
            blinded.decide(type(s.percept)(*spoilt), out)
            assert out[0, 0] == s.play(mind)[0, 0, 0]


def test_a_plan_is_checked_against_the_brief(stage):
    brief = stage(YARD).brief
    for lines, found in (("zoe: n", "zoe"), ("ada: @hall:1,1", "hall:1,1"), ("ada: @yard:9,1", "9,1"),
                         ("ada: @yard:0,0", "yard:0,0")):  # fmt: skip
        with pytest.raises(BadInput) as error:
            parse(f"plan 1\n{lines}", "test.plan", brief)
        assert found in error.value.found
    with pytest.raises(BadInput, match="a plan for curfew"):
        parse("plan 1\nepisode heartbeat\n", "test.plan", brief, "curfew")


def test_unknown_minds_and_missing_plans_are_refused(stage):
    brief = stage(YARD).brief
    with pytest.raises(BadInput, match="wait, sprint, selfish, caution, follow, plan, walkthrough"):
        minds.make("courage", brief, [0], 1)
    with pytest.raises(BadInput, match="--plan FILE"):
        minds.make("plan", brief, [0], 1)
