"""Surgery: what is to go is gone, what is to stay stays, and what comes out is a plan that could be played."""

import pytest
import yard
from hypothesis import given, settings
from hypothesis import strategies as st
from scores import BRIEF, EPISODE, everything, plans

from warbell.engine import codes as c
from warbell.lab import variants as cut
from warbell.lab.naive import naive
from warbell.plans import (
    Answer,
    Condition,
    Cue,
    Goto,
    Guard,
    Hold,
    Order,
    Reflex,
    Roll,
    compose,
    parse,
    parse_cells,
    show,
)
from warbell.plans.cells import acts, conditions

SHEET = yard.SHEET.split("\n")
GAITS = st.sampled_from([c.STEP, c.RUN, c.SNEAK])
quick = settings(max_examples=60)


def cells_of(plan):
    return [cell for line in plan.lines.values() for cell in line]


def acts_of(plan):
    return [act for cell in cells_of(plan) for act in acts(cell)]


def asked_of(plan):
    return {condition.name for cell in cells_of(plan) for condition in conditions(cell)}


def line(text):
    return compose({"ana": parse_cells(text, "line", BRIEF)})


def text_of(plan):
    return " ".join(str(cell) for cell in plan.lines.get("ana", ()))


@given(plans(), GAITS, st.booleans(), st.integers(0, 50))
@quick
def test_every_variant_is_a_plan_of_the_same_episode(plan, gait, short, leave):
    for other in (
        cut.in_gait(plan, gait),
        cut.without_words(plan),
        cut.without(plan, cut.is_comfort),
        cut.without_cues(plan),
        cut.without_clocks(plan),
        cut.without_reflexes(plan),
        cut.with_reflexes(plan, ["all strike around"]),
        cut.late(plan, "ben", 5),
        naive(cut.decided(plan, {}), short=short, gait=gait, leave=leave, reflex="shove"),
    ):
        assert parse(show(other), "variant.plan", BRIEF, EPISODE.name) == other
        assert other.patience == plan.patience


@given(plans())
@quick
def test_what_is_to_go_is_gone(plan):
    assert not [act for act in acts_of(cut.without(plan, cut.is_word)) if isinstance(act, Order) and cut.is_word(act)]
    assert c.COMFORT not in [getattr(act, "verb", None) for act in acts_of(cut.without(plan, cut.is_comfort))]
    silent = cut.without_words(plan)
    assert not [act for act in acts_of(silent) if isinstance(act, Order) and cut.is_word(act)]
    assert not [cell for cell in cells_of(silent) if isinstance(cell, Roll | Answer)]
    assert {(silent.roll(seat), silent.answer(seat)) for seat in EPISODE.seats} == {(Roll(), Answer())}
    assert not [cell for cell in cells_of(cut.without_cues(plan)) if isinstance(cell, Cue)]
    timeless = cut.without_clocks(plan)
    assert "beat" not in asked_of(timeless)
    assert not [act for act in acts_of(timeless) if isinstance(act, Order) and act.verb == c.WAIT and act.times > 1]
    calm = cut.without_reflexes(plan)
    assert [(calm.roll(seat), calm.answer(seat)) for seat in EPISODE.seats] == [
        (plan.roll(seat), plan.answer(seat)) for seat in EPISODE.seats
    ]
    assert not [cell for cell in cells_of(calm) if isinstance(cell, Reflex)]
    assert {calm.reflex(seat) for seat in EPISODE.seats} == {Reflex()}


@given(plans())
@quick
def test_nothing_else_is_touched_when_words_or_comfort_go(plan):
    """Cell by cell, and in its time: a wait as long stands where an order stood."""
    for unwanted in (cut.is_word, cut.is_comfort):
        other = cut.without(plan, unwanted)
        for old, new in zip(cells_of(plan), cells_of(other), strict=True):
            assert type(old) is type(new)
            assert conditions(old) == conditions(new)
            for before, after in zip(acts(old), acts(new), strict=True):
                if isinstance(before, Order) and unwanted(before):
                    kept = (before.times, before.limit, before.until)
                    assert after == Order(c.WAIT, times=kept[0], limit=kept[1], until=kept[2])
                else:
                    assert before == after
        assert [other.reflex(seat) for seat in EPISODE.seats] == [plan.reflex(seat) for seat in EPISODE.seats]


def trodden(start, orders):
    """Every cell that moves and walks lead over, by the drawing alone."""
    cells, here = [start], start
    for order in orders:
        if isinstance(order, Goto):
            here = (order.spot.row, order.spot.column)
            cells.append(here)
        elif order.verb in (c.STEP, c.RUN, c.SNEAK) and order.until is None:
            for _ in range(order.times * (2 if order.verb == c.RUN else 1)):
                row, column = here[0] + c.DY[order.direction], here[1] + c.DX[order.direction]
                if SHEET[row][column] != "#":
                    here = (int(row), int(column))
                    cells.append(here)
    return cells


@given(plans(), GAITS)
@quick
def test_another_gait_treads_the_same_cells(plan, gait):
    other = cut.in_gait(plan, gait)
    for seat, start in (("ana", (1, 1)), ("ben", (2, 1))):
        before, after = ([act for cell in one.lines.get(seat, ()) for act in acts(cell)] for one in (plan, other))
        assert trodden(start, after) == trodden(start, before)
    changed = [act for cell in cells_of(other) if not isinstance(cell, Guard) for act in acts(cell)]
    moves = [(getattr(act, "gait", None) or act.verb, act) for act in changed if isinstance(act, Goto) or act.verb < 4]
    for verb, act in moves:
        rest = gait == c.RUN and isinstance(act, Order) and act.times == 1
        assert verb in (gait, c.WAIT) or (rest and verb == c.STEP)


def test_steps_are_run_two_by_two():
    assert text_of(cut.in_gait(line("e*5 n' @yard:3,3 ?lit->w*4;s"), c.RUN)) == "E*2 e n @@yard:3,3 ?lit->W*2;s"
    assert text_of(cut.in_gait(line("E*2 e~dark/9 use-e"), c.SNEAK)) == "e'*4 e'~dark/9 use-e"


@pytest.mark.parametrize(
    "text,left",
    [
        ("e ~beat>=9 .*4 . ~lit/30 n", "e . ~lit/30 n"),
        (".~beat>=9/20 use-e~beat>=9/20 @yard:3,3~beat>=9/20", "use-e @yard:3,3"),
        ("?beat>=9->e;n ?lit->.*4;n ?lit->e;.~beat>=9", "e ?lit->.;n ?lit->e;."),
        (".~told-GO/9", ".~told-GO/9"),
    ],
)
def test_a_clock_is_all_that_waits_for_a_time(text, left):
    assert text_of(cut.without_clocks(line(text))) == left


def test_one_seat_is_late_and_the_others_are_not():
    plan = everything()
    other = cut.late(plan, "ben", 7)
    assert other.lines["ben"] == (Order(c.WAIT, times=7), *plan.lines["ben"])
    assert other.lines["ana"] == plan.lines["ana"]


def test_guards_go_the_way_they_are_told_and_else_their_first():
    plan = line("?lit->e;n ?dark->w ?quiet->s")
    assert text_of(cut.decided(plan, {("ana", 0): False, ("ana", 1): False})) == "n s"


def test_a_naive_plan_keeps_its_errands_and_takes_no_thought():
    text = "~lit e*3 take-n comfort-n @'yard:3,3~dark/9 call-GO strike use-e~open@e @yard:6,4 .*3 @yard:5,2 n give-s w"
    same = naive(line(text), short=False, gait=c.STEP, leave=20, reflex="none")
    assert text_of(same) == "~beat>=20 e*3 take-n @yard:3,3 use-e~open@e/40 @yard:6,4 @yard:5,2 n give-s w"
    short = naive(line(text), short=True, gait=c.RUN, leave=0, reflex="strike around")
    assert text_of(short) == "E e take-n @@yard:3,3 use-e~open@e/40 @@yard:5,2 n give-s w"
    assert short.reflex("ana") == Reflex(c.STRIKE, around=True)


@given(plans(), st.booleans())
@quick
def test_a_naive_plan_waits_for_nothing_but_its_departure(plan, short):
    other = naive(cut.decided(plan, {}), short=short, gait=c.STEP, leave=9, reflex="none")
    holds = [cell for cell in cells_of(other) if not isinstance(cell, Goto | Order)]
    assert holds == [Hold(Condition("beat", bound=9))] * len(plan.lines)
    assert not [act for act in acts_of(other) if isinstance(act, Order) and act.verb in (c.WAIT, c.COMFORT, c.STRIKE)]
    uses = [[act.direction for act in acts_of(one) if getattr(act, "verb", None) == c.USE] for one in (plan, other)]
    assert len(uses[1]) <= len(uses[0])
