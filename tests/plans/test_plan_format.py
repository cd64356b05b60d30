"""The plan file: what is printed is read back, and what is no plan is refused where it goes wrong."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from often import often

from warbell.engine import codes as c
from warbell.episodes import brief, load
from warbell.errors import BadInput
from warbell.plans import Answer, Condition, Cue, Goto, Guard, Hold, Order, Reflex, Roll, Spot, compose, parse, show
from warbell.plans.cells import ELSEWHERE, HERE_ONLY, MEASURED, NUMBERS, OF_A_SEAT, PLACED, SIGNALLED

EXAMPLE = """\
# By night, and by twos.
plan 1
episode curfew
patience 3
reflex all shove
reflex ben strike around  # he is the strong one
roll all SAFE 20
roll cyd none
answer all ANCHOR BEACON 3

ada: e*3 n' |A  @@street:12,5/40   |B
ben: .      |A! E*2 use-n  |B/30  # the gate
cyd:                        |B

ada: ?dark@street:12,6->N;.*2  ~near>=4/20 set-planks-n reflex-shove n'~dark
ben: call-COME whisper-GO-w give-e tend comfort-s*4 use-e~open@e/12 reflex-strike-around ~locked@street:1,2
cyd: ?heard-HELP-ada->n ~kept-ben roll-SAFE-20 answer-ANCHOR-BEACON-3 .~seen-ada answer-none roll-none
"""

letters = st.sampled_from("nesw")
ways = st.integers(0, 3)
limits = st.none() | st.integers(1, 9999)
spots = st.builds(Spot, st.sampled_from(["street", "pier-2", "b1", "n-wing"]), st.integers(0, 400), st.integers(0, 400))
places = st.none() | ways | spots
conditions = st.one_of(
    st.builds(Condition, st.sampled_from(["quiet", "clear", "gripped", "flying"])),
    st.builds(Condition, st.sampled_from(["lit", "dark"]), places),
    st.builds(Condition, st.sampled_from(["open", "shut", "locked", "free"]), ways | spots),
    st.builds(Condition, st.sampled_from(["near", "drone"]), places, st.booleans(), st.integers(0, 999)),
    st.builds(
        Condition, st.sampled_from(["rate", "fear", "hp", "battery"]), st.none(), st.booleans(), st.integers(0, 999)
    ),
    st.builds(
        Condition,
        st.sampled_from(["heard", "told"]),
        signal=st.integers(0, c.N_SIGNALS - 1),
        seat=st.sampled_from([None, "ada", "on_jo", "n"]),
    ),
    st.builds(Condition, st.sampled_from(OF_A_SEAT), seat=st.sampled_from(["ada", "on_jo", "n"])),
    st.builds(Condition, st.just("kept"), ways, seat=st.sampled_from(["ada", "on_jo", "n"])),
    st.builds(Condition, st.just("heard"), ways, signal=st.integers(0, 13), seat=st.sampled_from([None, "ada", "n"])),
)
signals = st.integers(0, c.N_SIGNALS - 1)
repeats = st.builds(dict, times=st.integers(1, 99)) | st.builds(dict, until=conditions)
once = st.one_of(
    st.builds(Order, st.sampled_from([c.WAIT, c.LINK, c.RELEASE, c.HOIST, c.LOWER, c.BLAST]), limit=limits),
    st.builds(
        Order,
        st.sampled_from([c.STEP, c.RUN, c.SNEAK, c.STRIKE, c.SHOVE, c.GIVE, c.CARRY, c.COMFORT]),
        ways,
        limit=limits,
    ),
    st.builds(Order, st.sampled_from([c.USE, c.TAKE, c.TEND]), ways | st.just(c.HERE), limit=limits),
    st.builds(Order, st.sampled_from([c.CALL, c.SIGN]), signal=signals, limit=limits),
    st.builds(Order, st.just(c.WHISPER), ways, signals, limit=limits),
    st.builds(Order, st.just(c.SET), ways | st.just(c.HERE), item=st.sampled_from(c.SETTABLE.tolist()), limit=limits),
    st.builds(Order, st.just(c.LOAD), item=st.integers(0, c.N_OBJECTS - 1), limit=limits),
    st.builds(Order, st.just(c.FLY), ways, cells=st.integers(1, c.LEG), limit=limits),
    st.builds(Order, st.just(c.WIELD), ways, item=st.sampled_from(c.WIELDABLE.tolist()), limit=limits),
    st.builds(Order, st.just(c.THROW), st.just(c.HERE), item=st.sampled_from(c.THROWABLE.tolist()), limit=limits),
    st.builds(
        Order,
        st.just(c.THROW),
        ways,
        item=st.sampled_from(c.THROWABLE.tolist()),
        cells=st.integers(1, c.FARTHEST),
        limit=limits,
    ),
)
orders = st.builds(lambda order, how: replace(order, **how), once, repeats)
gotos = st.builds(Goto, spots, st.sampled_from([c.STEP, c.RUN, c.SNEAK]), limits, st.none() | conditions)
acts = orders | gotos
reflexes = st.sampled_from([Reflex(), *(Reflex(v, a) for v in (c.SHOVE, c.STRIKE) for a in (False, True))])
rolls = st.just(Roll()) | st.builds(Roll, signals, st.integers(1, 9999), st.booleans())
answers = st.just(Answer()) | st.builds(
    lambda call, step, after: Answer(call, (call + step) % c.N_SIGNALS, after),
    signals,
    st.integers(1, c.N_SIGNALS - 1),
    st.integers(1, 9999),
)
plain = st.one_of(
    acts,
    reflexes,
    rolls,
    answers,
    st.builds(Hold, conditions, limits),
    st.builds(Guard, conditions, acts, st.none() | acts),
)


@st.composite
def scores(draw):
    """Lines of a few seats whose cues come in one order, each with company."""
    seats = draw(st.lists(st.sampled_from(["ada", "ben", "cyd", "on_jo"]), min_size=2, unique=True))
    lines = {seat: [] for seat in seats}
    for letter in [*draw(st.lists(st.sampled_from("ABCDEFGH"), max_size=4)), None]:
        for line in lines.values():
            line.extend(draw(st.lists(plain, max_size=5)))
        if letter:  # all meet, so that the k-th meeting is the same for all
            for line in lines.values():
                line.append(draw(st.builds(Cue, st.just(letter), st.booleans(), limits)))
    return lines


@given(scores(), st.integers(1, 30))
def test_a_printed_plan_reads_back_the_same(score, wide):
    plan = compose(score, ["episode curfew", "reflex all strike around", "roll all SAFE 20"], wide)
    assert parse(show(plan), "x.plan") == plan
    assert {seat: list(cells) for seat, cells in plan.lines.items()} == {s: line for s, line in score.items() if line}


def test_printing_settles_the_layout_and_keeps_every_word():
    plan = parse(EXAMPLE, "x.plan")
    text = show(plan)
    assert parse(text, "x.plan") == plan
    assert show(parse(text, "x.plan")) == text
    assert "# By night, and by twos." in text
    assert "# he is the strong one" in text


def test_equal_cues_stand_in_one_column():
    rows = show(parse(EXAMPLE, "x.plan")).split("\n")
    ada, ben, cyd = (next(row for row in rows if row.startswith(seat)) for seat in ("ada", "ben", "cyd"))
    assert ada.index("|A") == ben.index("|A")
    assert ada.index("|B") == ben.index("|B") == cyd.index("|B")


def test_a_second_meeting_is_kept_apart_from_the_first_across_blocks():
    text = "plan 1\n\na: |A\n\na: n |A\nb: |A\n\nb: . |A\n"
    assert parse(show(parse(text, "p")), "p") == parse(text, "p")


def test_settings_are_read():
    plan = parse(EXAMPLE, "x.plan")
    assert plan.episode == "curfew"
    assert plan.patience == 3
    assert (plan.reflex("ada").verb, plan.reflex("ada").around) == (c.SHOVE, False)
    assert (plan.reflex("ben").verb, plan.reflex("ben").around) == (c.STRIKE, True)
    assert (plan.roll("ada"), plan.roll("cyd")) == (Roll(c.SAFE, 20), Roll())
    assert plan.answer("cyd") == Answer(c.FIRST_CODE_WORD, c.FIRST_CODE_WORD + 1, 3)


@pytest.mark.parametrize(
    "text,line,column,found,expected",
    [
        ("", 1, 1, "nothing", "plan 1 as the first line"),
        ("ada: n", 1, 1, "ada: n", "plan 1"),
        ("plan 2", 1, 6, "2", "version 1"),
        ("plan 1\npace 3", 2, 1, "pace", "SEAT: CELLS"),
        ("plan 1\npatience many", 2, 10, "many", "a number of beats"),
        ("plan 1\npatience", 2, 9, "the end of the line", "a number of beats"),
        ("plan 1\nreflex all kick", 2, 12, "kick", "none or shove or strike"),
        ("plan 1\nroll all", 2, 9, "the end of the line", "none or a signal: HELP"),
        ("plan 1\nroll all SOFT 20", 2, 10, "SOFT", "none or a signal: HELP"),
        ("plan 1\nroll all SAFE", 2, 14, "the end of the line", "a number of beats"),
        ("plan 1\nroll all SAFE 0", 2, 15, "0", "a number of beats, 1 to 9999"),
        ("plan 1\nroll all SAFE 20 5", 2, 18, "5", "the end of the line"),
        ("plan 1\nroll all none 5", 2, 15, "5", "the end of the line"),
        ("plan 1\nanswer all ANCHOR 3", 2, 19, "3", "a signal: HELP"),
        ("plan 1\nanswer all ANCHOR ANCHOR 3", 2, 19, "ANCHOR", "another signal than ANCHOR"),
        ("plan 1\nanswer all ANCHOR BEACON 10000", 2, 26, "10000", "1 to 9999"),
        ("plan 1\nada: n\npatience 3", 3, 1, "patience 3", "settings stand at the top"),
        ("plan 1\nada: n\nada: s", 3, 1, "a second line for ada", "a blank line"),
        ("plan 1\nada: n  nn", 2, 9, "nn", "a cell such as"),
        ("plan 1\nada: n*0", 2, 8, "0", "1 to 9999"),
        ("plan 1\nada: use-up", 2, 9, "-up", "n e s w"),
        ("plan 1\nada: whisper-GO", 2, 16, "the end of the cell", "n e s w"),
        ("plan 1\nada: call-HELLO", 2, 10, "-HELLO", "HELP"),
        ("plan 1\nada: set-sofa-n", 2, 9, "-sofa-n", "planks"),
        ("plan 1\nada: |J", 2, 7, "J", "A to H"),
        ("plan 1\nada: |A\nben: n", 2, 6, "cue A for nobody else", "another line"),
        ("plan 1\nada: |A |B\nben: |B |A", None, None, "out of turn", "same order"),
        ("plan 1\nada: ~near", 2, 11, "the end of the cell", "< or >="),
        ("plan 1\nada: ~open", 2, 11, "the end of the cell", "a direction"),
        ("plan 1\nada: ~tired", 2, 7, "tired", "a condition"),
        ("plan 1\nada: ?dark:n", 2, 11, ":n", "->"),
        ("plan 1\nada: @street:4", 2, 15, "the end of the cell", ",COLUMN"),
        ("plan 1\nada: n;e", 2, 7, ";e", "a blank"),
        ("plan 1\nada: fly-n3", 2, 11, "3", "how many cells, 1 to 2"),
        ("plan 1\nada: fly", 2, 9, "the end of the cell", "n e s w"),
        ("plan 1\nada: use-e*3~open@e", 2, 13, "~open@e", "either *N or ~CONDITION, not both"),
        ("plan 1\nada: use-e~open@e*3", 2, 18, "*3", "either *N or ~CONDITION, not both"),
        ("plan 1\nada: @street:4,5~dark*3", 2, 22, "*3", "either *N or ~CONDITION, not both"),
        ("plan 1\nada: n~", 2, 8, "the end of the cell", "a condition"),
        ("plan 1\nada: n~dark~lit", 2, 12, "~lit", "a blank"),
        ("plan 1\nada: ?dark->e~tired;w", 2, 15, "tired;w", "told-SIGNAL"),
        ("plan 1\nada: .~told", 2, 12, "the end of the cell", "HELP"),
        ("plan 1\nada: ~locked", 2, 13, "the end of the cell", "a direction"),
        ("plan 1\nada: ~kept", 2, 11, "the end of the cell", "a seat"),
        ("plan 1\nada: ~kept-/3", 2, 11, "-/3", "a seat"),
        ("plan 1\nada: ~heard-ada", 2, 12, "-ada", "HELP"),
        ("plan 1\nada: roll", 2, 10, "the end of the cell", "none"),
        ("plan 1\nada: roll-SAFE", 2, 15, "the end of the cell", "a number of beats"),
        ("plan 1\nada: roll-SAFE-0", 2, 16, "0", "1 to 9999"),
        ("plan 1\nada: roll-SAFE-20/3", 2, 18, "/3", "a blank"),
        ("plan 1\nada: answer-ANCHOR-ANCHOR-3", 2, 20, "ANCHOR-3", "another signal than ANCHOR"),
        ("plan 1\nada: answer-ANCHOR-BEACON", 2, 26, "the end of the cell", "a number of beats"),
        ("plan 1\nada: answer-NOBODY-BEACON-3", 2, 12, "-NOBODY-BEACON-3", "none"),
        ("plan 1\nada: ?dark->roll-none", 2, 13, "roll-none", "a cell such as"),
        ("plan 1\nada: reflex", 2, 12, "the end of the cell", "none shove strike"),
        ("plan 1\nada: reflex-kick", 2, 12, "-kick", "none shove strike"),
        ("plan 1\nada: reflex-none-around", 2, 17, "-around", "a blank"),
        ("plan 1\nada: reflex-shove*2", 2, 18, "*2", "a blank"),
        ("plan 1\nada: ?dark->reflex-shove", 2, 13, "reflex-shove", "a cell such as"),
    ],
)
def test_what_is_no_plan_is_refused_where_it_goes_wrong(text, line, column, found, expected):
    with pytest.raises(BadInput) as error:
        parse(text, "x.plan")
    assert str(error.value).startswith("x.plan:")
    assert line is None or (error.value.line, error.value.column) == (line, column)
    assert found in error.value.found
    assert expected in error.value.expected


@pytest.mark.parametrize(
    "text,line,column,found,expected",
    [
        ("onjo: ~heard-HELP-ada", 3, 19, "ada", "a seat: onjo suhyeok namra garam"),
        ("onjo: e?kept-onjo", 3, 8, "?kept-onjo", "a blank"),
        ("onjo: ?missed-ada->n", 3, 15, "ada->n", "a seat: onjo"),
        ("onjo: ~told-HELP-", 3, 17, "-", "onjo suhyeok namra garam"),
        ("onjo: roll-SAFE-3", 3, 17, "3", "a number of beats, 4 to 9999"),
    ],
)
def test_seats_of_conditions_are_those_of_the_episode(text, line, column, found, expected):
    with pytest.raises(BadInput) as error:
        parse(f"plan 1\n\n{text}", "x.plan", brief(load("curfew")))
    assert (error.value.line, error.value.column) == (line, column)
    assert found in error.value.found
    assert expected in error.value.expected


def test_a_roll_call_has_a_beat_for_every_seat():
    with pytest.raises(BadInput, match="2:15: found 3, expected a number of beats, 4 to 9999"):
        parse("plan 1\nroll all SAFE 3", "x.plan", brief(load("curfew")))
    assert parse("plan 1\nroll all SAFE 4", "x.plan", brief(load("curfew"))).roll("onjo") == Roll(c.SAFE, 4)


def read_or_refused(text):
    """The plan in a text; None if it is refused with one line that says where."""
    try:
        return parse(text, "x.plan")
    except BadInput as error:
        refusal = error
    assert refusal.line is not None
    assert len(str(refusal).splitlines()) == 1
    return None


@given(st.integers(0, 2**32))
@settings(max_examples=often(400))
def test_a_spoilt_plan_is_read_or_refused_and_never_worse(seed):
    dice = random.Random(seed)
    text = list(EXAMPLE)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(text))
        text[at : at + dice.randint(0, 3)] = dice.choice(
            [
                "",
                "\n",
                " ",
                "|",
                "*",
                "@",
                "->",
                ";",
                ":",
                "#",
                "/",
                "9",
                "~",
                "~dark",
                "reflex-",
                "roll-",
                "kept-",
                "é",
            ]
        )
    plan = read_or_refused("".join(text))
    assert plan is None or parse(show(plan), "x.plan") == plan


@given(st.text(max_size=60))
@settings(max_examples=often(300))
def test_any_text_is_read_or_refused(text):
    plan = read_or_refused("plan 1\n" + text)
    assert plan is None or parse(show(plan), "x.plan") == plan


def test_the_example_of_the_manual_is_a_plan_in_its_canonical_layout():
    manual = (Path(__file__).parents[2] / "docs" / "plan-format.md").read_text(encoding="utf-8")
    example = manual.split("```\n")[1]
    assert show(parse(example, "plan-format.md")) == example


def test_the_page_knows_every_condition():
    """It tells cells from what is none by shapes of its own."""
    page = (Path(__file__).parents[2] / "client/src/cells.ts").read_text()
    told = page[page.index("const CONDITION") : page.index("const UNTIL")]
    words = set(re.findall(r"[a-z]+", told))
    assert {*HERE_ONLY, *PLACED, *ELSEWHERE, *MEASURED, *NUMBERS, *SIGNALLED, *OF_A_SEAT} <= words
