"""A part that is asked for orders that are not given, and one that goes on from another."""

import pytest
from minds.test_ensemble import YARD, plan_of

from warbell.engine.batch import advance
from warbell.minds.part import Part
from warbell.minds.role import role_of
from warbell.plans import parse

LINES = (
    "e*3 s e'", "|A e*2", "|A! e", "take/2 s", "comfort-s*3/1 e", "@@yard:1,7", "~beat>=3 s E", "?dark->s*2;e w",
    "e~beat>=4 s", "call-HELP*2 s",
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_an_order_that_was_taken_back_is_given_the_next_time(stage, line):
    s = stage(YARD)
    mind = plan_of(s, f"ada: {line}\nben: .*4 {'|A' if '|A' in line else 's'}")
    part = mind.part(0)
    for _ in range(12):
        mark = part.mark()
        first = s.order(mind)[0, 0]
        part.rewind(mark)
        orders = s.order(mind)
        assert orders[0, 0] == first
        advance(s.ground, s.world, s.percept, orders)


def role(stage, line):
    plan = parse(f"plan 1\n\nada: {line}", "test.plan", stage.brief)
    return role_of(plan, "ada", stage.brief.seats, plan_of(stage, "").routes)


def test_a_line_that_begins_as_the_rest_of_the_last_one_goes_on_where_that_was(stage):
    s = stage(YARD)
    mind = plan_of(s, "ada: e |A e\nben: .*9 |A")
    s.play(mind, 4)
    waiting = mind.part(0)
    assert (waiting.at, waiting.called) == (1, 0)
    same, other = waiting.then(role(s, "|A s\nben: |A")), waiting.then(role(s, "s |A\nben: |A"))
    assert (same.at, same.called) == (0, 0)
    assert (other.at, other.called) == (0, -1)


def test_a_reflex_stays_in_force_until_the_next_line_has_another_at_its_head(stage):
    s = stage(YARD)
    first = Part(role(s, ".")).then(role(s, "reflex-shove e"))
    assert (first.at, str(first.reflex)) == (1, "reflex-shove")
    assert str(first.then(role(s, "e s")).reflex) == "reflex-shove"
    assert str(first.then(role(s, "reflex-none e")).reflex) == "reflex-none"
    assert str(first.then(role(s, "e reflex-none")).reflex) == "reflex-shove"
