"""Acts that go on until something holds, signals that are remembered, and reflexes set in the middle of a line."""

import pytest
from minds.test_ensemble import YARD, plan_of, verbs

from warbell.engine import codes as c

pytestmark = pytest.mark.interpreted

LANE = "##########\n#a.......#\n##########"
BESIDE = "######\n#.az.#\n######"


def test_an_order_is_given_until_the_condition_holds_and_takes_no_time_once_it_does(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: @yard:1,3 use-e~open@e n'~lit e*2"), 7)
    assert verbs(orders, 0) == ["step", "step", "use", "step", "step", "wait", "wait"]


def test_what_is_not_possible_is_waited_for_without_end(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: comfort-n~beat>=9 e", "patience 2"), 11)
    assert verbs(orders, 0) == ["wait"] * 9 + ["step", "wait"]


def test_after_its_limit_the_plan_goes_on(stage):
    s = stage(YARD)
    mind = plan_of(s, "ada: tend~dark/3 e")
    orders = s.play(mind, 3)
    assert mind.parts[0][0][1].gave_up < 0
    orders = s.play(mind, 1)
    assert mind.parts[0][0][1].gave_up >= 0
    assert verbs(orders, 0) == ["step"]


def test_what_holds_in_the_beat_after_the_last_is_no_giving_up(stage):
    s = stage(YARD)
    mind = plan_of(s, "ada: .~beat>=3/3 e")
    assert verbs(s.play(mind, 4), 0) == ["wait"] * 3 + ["step"]
    assert mind.parts[0][0][1].gave_up < 0


def test_a_repeated_move_is_a_new_step_each_time_and_waits_at_a_wall(stage):
    s = stage(LANE)
    orders = s.play(plan_of(s, "ada: e~beat>=3 w E~beat>=12 w"), 13)
    assert verbs(orders, 0) == ["step"] * 4 + ["run"] * 2 + ["step"] + ["wait"] * 5 + ["step"]
    assert s.at(0) == (1, 7)


def test_a_repeated_sneak_takes_its_two_beats_a_step(stage):
    s = stage(LANE)
    assert verbs(s.play(plan_of(s, "ada: e'~beat>=6"), 8), 0) == ["sneak"] * 6 + ["wait"] * 2
    assert s.at(0) == (1, 4)


def test_a_repeated_move_opens_doors_and_tries_again_where_somebody_stood(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: s~beat>=7\nben: .*3 s e"), 7)
    assert verbs(orders, 0) == ["step"] * 5 + ["wait"] * 2
    assert s.at(0) == (3, 1)
    s = stage("########\n#a.+...#\n########")
    assert verbs(s.play(plan_of(s, "ada: e~beat>=5"), 6), 0) == ["step", "use", "step", "step", "step", "wait"]


def test_behind_a_repeated_move_the_plan_goes_on_from_where_the_seat_stands(stage):
    s = stage("########\n#a.b...#\n########")
    s.play(plan_of(s, "ada: E~beat>=3 w\nben: .*9"), 5)  # the run ends halfway, at ben
    assert s.at(0) == (1, 1)


def test_a_walk_ends_where_it_leads_or_when_the_condition_holds(stage):
    s = stage(LANE)
    orders = s.play(plan_of(s, "ada: @yard:1,4~dark s' @@yard:1,8~beat>=5 w"), 8)
    assert verbs(orders, 0) == ["step"] * 3 + ["run", "run"] + ["step"] + ["wait"] * 2
    assert s.at(0) == (1, 7)


def test_a_walk_that_cannot_get_on_has_patience_until_the_condition_holds(stage):
    s = stage("#######\n#ab...#\n#######")
    orders = s.play(plan_of(s, "ada: @yard:1,5~beat>=9 \nben: .*20", "patience 2"), 11)
    assert verbs(orders, 0) == ["step"] * 9 + ["wait"] * 2


def test_the_branch_of_a_guard_is_repeated_too(stage):
    s = stage(LANE)
    orders = s.play(plan_of(s, "ada: ?clear->e~beat>=3;w s' ?dark->e;.~beat>=6/2 w"), 7)
    assert verbs(orders, 0) == ["step"] * 3 + ["wait"] * 2 + ["step", "wait"]


def test_a_signal_is_remembered_by_who_perceived_it_and_ones_own_is_none(stage):
    s = stage(YARD)
    lines = "ada: sign-GO .*3 ?told-GO->e;. ?told-STOP->.;s\nben: . sign-STOP .*2 ?told-GO->e;. ?told-STOP->.;s"
    orders = s.play(plan_of(s, lines), 6)
    assert verbs(orders, 0) == ["sign", "wait", "wait", "wait", "wait", "wait"]
    assert verbs(orders, 1) == ["wait", "sign", "wait", "wait", "step", "step"]


@pytest.mark.parametrize("signal", c.SIGNALS)
def test_every_signal_is_remembered_for_itself(stage, signal):
    s = stage(YARD)
    others = " ".join(f"?told-{other}->.*9" for other in c.SIGNALS if other != signal)
    orders = s.play(plan_of(s, f"ada: .*2 {others} ?told-{signal}->e\nben: sign-{signal}"), 3)
    assert verbs(orders, 0) == ["wait", "wait", "step"]


def test_help_goes_on_until_somebody_gives_the_word(stage):
    s = stage(YARD)
    orders = s.play(plan_of(s, "ada: comfort-s~told-ANCHOR e\nben: .*3 sign-ANCHOR"), 6)
    assert verbs(orders, 0) == ["comfort"] * 4 + ["step", "wait"]


@pytest.mark.parametrize(
    "line,verb",
    [
        ("e", "step"),
        ("reflex-shove e", "shove"),
        ("reflex-strike e", "strike"),
        ("reflex-shove .", "wait"),
        ("reflex-shove-around .", "shove"),
        ("reflex-strike-around", "strike"),
        ("reflex-strike-around reflex-none e", "step"),
    ],
)
def test_a_reflex_is_in_force_from_its_cell_on(stage, line, verb):
    s = stage(BESIDE)
    assert verbs(s.play(plan_of(s, f"ada: {line}")), 0) == [verb]


def test_a_reflex_of_the_head_holds_until_a_cell_changes_it(stage):
    s = stage(BESIDE)
    assert verbs(s.play(plan_of(s, "ada: e", "reflex all shove")), 0) == ["shove"]
    s = stage(BESIDE)
    assert verbs(s.play(plan_of(s, "ada: reflex-none e", "reflex all shove around")), 0) == ["step"]


def test_before_its_cell_a_reflex_is_not_in_force_and_behind_it_it_stays(stage):
    s = stage(BESIDE)
    orders = s.play(plan_of(s, "ada: .*2 reflex-shove-around"), 3)
    assert verbs(orders, 0) == ["wait", "wait", "shove"]


def test_a_repeated_move_strikes_what_is_in_its_way(stage):
    s = stage(BESIDE)
    orders = s.play(plan_of(s, "ada: reflex-strike e~beat>=9/9"), 2)
    assert verbs(orders, 0)[0] == "strike"
