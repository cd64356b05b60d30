"""Roll calls and answers: who calls when, and whose voice kept it, against a slow reading of all that was heard."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from minds.test_ensemble import plan_of

from warbell import minds
from warbell.engine import codes as c
from warbell.engine.actions import encode
from warbell.engine.batch import advance
from warbell.engine.percept import blank
from warbell.engine.tuning import TUNING
from warbell.minds.agreement import Agreement
from warbell.minds.questions import Moment, holds
from warbell.minds.role import role_of
from warbell.minds.senses import BEAT, N_SENSES
from warbell.minds.voices import FROM, N_VOICE, TWICE, hear_all
from warbell.plans import Answer, Condition, Roll, parse

SEATS = {"ada": 0, "ben": 1, "cyd": 2}
SAFE, ANCHOR, BEACON = c.SAFE, c.FIRST_CODE_WORD, c.FIRST_CODE_WORD + 1
WORDS = (SAFE, ANCHOR, BEACON)
ADA, BEN, CYD = range(3)


def moment(beat, said, agreed, p=ADA):
    """What seat p has of a beat in which each voice called these signals aloud."""
    senses = [0] * N_SENSES
    senses[BEAT] = beat
    voices = [[sum(1 << word for word in words)] * N_VOICE for words in said]
    for voice in voices:
        voice[TWICE] = 0
    return Moment(None, 0, p, senses, [], voices, agreed, None, None, {}, SEATS)


def asked(name, seat, now):
    return holds(Condition(name, seat=seat), now)


def hear(agreed, heard):
    """Let one listen to beats 0, 1, … of [words of ada, of ben, of cyd]; the last moment."""
    for beat, said in enumerate(heard):
        now = moment(beat, said, agreed)
        agreed.hear(now)
    return now


beats = st.lists(st.lists(st.frozensets(st.sampled_from(WORDS)), min_size=3, max_size=3), min_size=1, max_size=24)


@given(beats, st.integers(3, 7), st.integers(0, 5))
def test_a_seat_kept_the_roll_call_if_its_voice_was_heard_in_its_last_due_beat(heard, every, since):
    agreed = Agreement()
    for beat, said in enumerate(heard):
        now = moment(beat, said, agreed)
        agreed.hear(now)
        if beat == since:
            agreed.call_roll(Roll(SAFE, every), beat)
    due = {q: [b for b in range(since + 1, len(heard)) if b % every == q] for q in (BEN, CYD)}
    for name, q in (("ben", BEN), ("cyd", CYD)):
        in_beat = [SAFE in heard[b][q] for b in due[q][-1:]]
        assert (asked("kept", name, now), asked("missed", name, now)) == (in_beat == [True], in_beat == [False])


@given(beats, st.integers(1, 5))
def test_a_seat_answered_if_the_reply_came_in_its_beat_after_ones_own_last_call(heard, after):
    agreed = Agreement(answer=Answer(ANCHOR, BEACON, after))
    now = hear(agreed, heard)
    own = [beat for beat, said in enumerate(heard) if ANCHOR in said[ADA]]
    reply = own[-1] + after if own else len(heard)
    for name, q in (("ben", BEN), ("cyd", CYD)):
        assert asked("answered", name, now) == (reply < len(heard) and BEACON in heard[reply][q])


@given(beats, st.integers(3, 7), st.integers(1, 5), st.integers(0, 2))
def test_one_calls_in_ones_own_beat_and_answers_whom_one_heard(heard, every, after, p):
    agreed = Agreement(Roll(SAFE, every), Answer(ANCHOR, BEACON, after))
    for beat, said in enumerate(heard):
        now = moment(beat, said, agreed, p)
        agreed.hear(now)
        agreed.hear(now)  # a room may ask twice in a beat
    due = len(heard)
    if due % every == p:
        expected = SAFE
    elif due >= after and any(ANCHOR in heard[due - after][q] for q in range(3) if q != p):
        expected = BEACON
    else:
        expected = c.NO_SIGNAL
    assert agreed.due(now) == expected


def test_what_a_mimic_repeats_off_the_beat_neither_keeps_nor_undoes():
    nothing = [[], [], []]
    mimic = [[], [SAFE], []]
    kept = hear(Agreement(Roll(SAFE, 5)), [nothing, [[], [SAFE], []], mimic, mimic, nothing, mimic])
    assert (asked("kept", "ben", kept), asked("missed", "ben", kept)) == (True, False)
    missed = hear(Agreement(Roll(SAFE, 5)), [mimic, nothing, mimic, mimic, mimic])
    assert (asked("kept", "ben", missed), asked("missed", "ben", missed)) == (False, True)


def test_nobody_kept_or_missed_anything_before_it_was_due_and_oneself_one_trusts():
    now = hear(Agreement(Roll(SAFE, 20)), [[[], [SAFE], [SAFE]]] * 2)
    assert [asked(name, "cyd", now) for name in ("kept", "missed", "answered")] == [False, False, False]
    assert [asked(name, "ada", now) for name in ("kept", "missed", "answered")] == [True, False, True]


@given(st.data())
def test_what_was_said_in_whose_voice_is_all_that_was_heard_and_seen(stage, data):
    s = stage("#######\n#a.b.c#\n#######")
    percept = blank(s.world)
    voices = np.zeros((1, 3, 3, N_VOICE), np.int32)
    ever = [set(), set(), set()]
    kinds = (c.VOICE, c.WHISPERING, c.CRY, c.PANTING)
    for beat in range(data.draw(st.integers(1, 4))):
        signs = data.draw(st.lists(st.sampled_from((*WORDS, c.NO_SIGNAL)), min_size=3, max_size=3))
        seen = data.draw(st.lists(st.booleans(), min_size=3, max_size=3))
        sounds = data.draw(
            st.lists(
                st.tuples(
                    st.sampled_from(kinds),
                    st.sampled_from((0, 1, 2, 7, c.NO_VOICE)),
                    st.sampled_from((*WORDS, c.NO_SIGNAL)),
                    st.integers(0, len(c.BEARINGS) - 1),
                ),
                max_size=c.HEARD_SLOTS,
            )
        )
        own = data.draw(st.lists(st.sampled_from(WORDS), max_size=2))
        percept.me["beat"] = beat
        percept.bodies["beat"][0, 0, :3] = [beat if each else beat - 1 for each in seen]
        percept.bodies["sign"][0, 0, :3] = signs
        percept.me["heard"], percept.me["events"] = len(sounds), len(own)
        for k, (sound, voice, signal, bearing) in enumerate(sounds):
            row = percept.heard[0, 0, k]
            row["sound"], row["voice"], row["signal"], row["bearing"] = sound, voice, signal, bearing
        for k, signal in enumerate(own):
            row = percept.events[0, 0, k]
            row["kind"], row["who"], row["value"] = c.CALLED, 0, signal
        hear_all(percept, np.array([0], np.int32), voices)
        for q in range(3):
            spoken = {(sound, word) for sound, voice, word, _ in sounds if voice == q and word != c.NO_SIGNAL}
            said = {word for sound, word in spoken if sound in (c.VOICE, c.WHISPERING)}
            said |= {signs[q]} - {c.NO_SIGNAL} if seen[q] else set()
            aloud = {word for sound, word in spoken if sound == c.VOICE} if q else set(own)
            ever[q] |= said
            found = [{word for word in range(c.N_SIGNALS) if bits >> word & 1} for bits in voices[0, 0, q].tolist()]
            sides = [
                {
                    word
                    for sound, voice, word, bearing in sounds
                    if voice == q and (sound, word) in spoken and sound in (c.VOICE, c.WHISPERING)
                    if side in c.BEARINGS[bearing]
                }
                for side in c.DIRECTIONS[:4]
            ]
            twice = {
                word
                for word in said
                if len({b for s_, v, w, b in sounds if v == q and w == word and s_ in (c.VOICE, c.WHISPERING)}) > 1
            }
            assert found == [said, aloud, ever[q], twice, *sides]


def test_a_beat_in_which_she_is_heard_from_two_sides_does_not_count():
    agreed = Agreement(Roll(SAFE, 3))
    found = []
    for beat in range(3, 12):
        now = moment(beat, [[], [SAFE] if beat in (4, 7) else [], []], agreed)
        now.voices[BEN][TWICE] = (1 << SAFE) * (beat == 4)
        agreed.hear(now)
        found.append((asked("kept", "ben", now), asked("missed", "ben", now)))
    assert found == [(False, False)] * 4 + [(True, False)] * 3 + [(False, True)] * 2


def test_a_kept_roll_call_says_from_which_side_it_came():
    """From the side of her own beat: what is heard later in her voice, from elsewhere, changes nothing."""
    agreed = Agreement(Roll(SAFE, 3))
    for beat, bearing in ((3, None), (4, "east"), (5, "north"), (6, "north")):
        now = moment(beat, [[], [SAFE] if bearing else [], []], agreed)
        for d, side in enumerate(c.DIRECTIONS[:4]):
            now.voices[BEN][FROM + d] = (1 << SAFE) * (side == bearing)
        agreed.hear(now)
    sides = [holds(Condition("kept", side, seat="ben"), now) for side in range(4)]
    assert sides == [False, True, False, False]
    assert [holds(Condition("heard", side, signal=SAFE, seat="ben"), now) for side in range(4)] == [
        True, False, False, False,
    ]  # fmt: skip


ROOM = """
########
#a.b.c.#
#......#
########
"""


def called(orders, p):
    """The beats in which a seat's call is heard, and the signals."""
    codes = enumerate(orders[:, 0, p].tolist(), 1)
    return [(beat, c.SIGNALS[code - c.VERB_BASE[c.CALL]]) for beat, code in codes if c.ACTION_VERB[code] == c.CALL]


def test_a_roll_call_goes_round_one_voice_a_beat_and_the_line_waits_for_it(stage):
    s = stage(ROOM)
    orders = s.play(plan_of(s, "ada: s e*5\nben: .~kept-ada e", "roll all SAFE 6"), 9)
    assert [called(orders, p) for p in range(3)] == [
        [(6, "SAFE")],
        [(1, "SAFE"), (7, "SAFE")],
        [(2, "SAFE"), (8, "SAFE")],
    ]
    assert s.at(0) == (2, 6)  # all of its line, a beat later
    assert s.at(1) == (1, 4)  # went when ada was heard


def test_an_answer_comes_in_its_beat_and_tells_who_answered(stage):
    s = stage(ROOM)
    plan = "ada: . call-ANCHOR ~answered-ben/5 s\nben: .\ncyd: answer-none"
    orders = s.play(plan_of(s, plan, "answer all ANCHOR BEACON 3"), 8)
    assert [called(orders, p) for p in range(3)] == [[(2, "ANCHOR")], [(5, "BEACON")], []]
    verbs = [c.VERBS[c.ACTION_VERB[code]] for code in orders[:, 0, 0]]
    assert verbs[5] == "step"  # at beat 5 it was answered
    assert verbs[2:5] == ["wait"] * 3


def test_a_roll_that_begins_later_counts_from_there_and_an_equal_one_goes_on(stage):
    s = stage(ROOM)
    mind = plan_of(s, "ada: .*2 roll-SAFE-6 .*20\nben: .*2 roll-SAFE-6 .*5 roll-none .*20")
    s.play(mind, 9)
    part = mind.part(0)
    assert part.agreed.kept == {BEN: True, CYD: False}
    plan = parse("plan 1\n\nada: roll-SAFE-6 .", "x", s.brief)
    same = part.then(role_of(plan, "ada", s.brief.seats, mind.routes))
    assert same.agreed.kept == part.agreed.kept
    plan = parse("plan 1\n\nada: roll-SAFE-7 .", "x", s.brief)
    assert part.then(role_of(plan, "ada", s.brief.seats, mind.routes)).agreed.kept == {}


def test_a_mimic_has_her_voice_and_not_her_beat(stage):
    """Ben is silent, and a mimic behind the wall says what ada heard him say: it is heard, and it misses the beat."""
    s = stage(
        "#############\n#...b.#.....#\n#.....#.###.#\n#.....a...#m#\n#############",
        tuning=replace(TUNING, mimic_calls=1000, mimic_pace=9),
    )
    mind = plan_of(s, "ada: .*3 roll-SAFE-6 ~heard-SAFE-ben ~missed-ben n\nben: call-SAFE @yard:3,1", "")
    heard = False
    for _ in range(16):
        advance(s.ground, s.world, s.percept, s.order(mind))
        rows = s.percept.heard[0, 0, : s.percept.me["heard"][0, 0]]
        heard |= bool(s.world.clock["beat"][0] > 3 and any(rows["voice"] == BEN))
    assert heard
    assert mind.part(0).agreed.kept[BEN] is False
    assert mind.part(0).at >= 3


@pytest.mark.parametrize(
    "condition,holds_at_once",
    [("seen-ben", True), ("seen-cyd", False), ("heard-SAFE-ben", False), ("told-SAFE-ben", False)],
)
def test_who_is_in_sight_and_what_they_said(stage, condition, holds_at_once):
    s = stage("#########\n#a.b.#.c#\n#########")
    s.play(plan_of(s, f"ada: ~{condition} ?{condition}->e\nben: .*3 sign-SAFE w"), 3)
    assert (s.at(0) == (1, 2)) == holds_at_once


def test_a_sign_is_as_good_as_a_voice_and_is_remembered(stage):
    s = stage("#########\n#a.b...c#\n#.......#\n#########")
    plan = "ada: ~heard-SAFE-ben s ~told-SAFE-ben e ?heard-SAFE-ben->e ?told-SAFE-cyd->e\nben: .*2 sign-SAFE"
    s.play(plan_of(s, plan), 9)
    assert s.at(0) == (2, 2)


def test_who_is_asked_why_says_what_was_agreed(stage):
    s = stage(ROOM)
    mind = plan_of(s, "ben: .*9", "roll all SAFE 6")
    s.play(mind)
    assert [mind.reason(p) for p in (BEN, CYD)] == ["it was agreed that it calls SAFE now", "its line has ended"]
    s.play(mind)
    assert [mind.reason(p) for p in (BEN, CYD)] == ["its line says .*8", "it was agreed that it calls SAFE now"]


def test_a_call_in_a_friend_s_voice_hides_no_hand_from_a_cue(stage):
    """A mimic calls with the voice of somebody in sight, in the beat in which they hold up the sign of a cue."""
    s = stage("#######\n#a.b..#\n#######")
    plan = parse("plan 1\nada: |A e\nben: |A e", "x.plan")
    mind = minds.make("plan", s.brief, [0, 1], 1, plan)
    s.play(mind, 1)  # both hands are up
    heard = s.percept.heard[0, 0, 0]
    heard["sound"], heard["voice"], heard["signal"], heard["bearing"] = c.VOICE, BEN, SAFE, 0
    s.percept.me["heard"][0, 0] = 1
    assert s.order(mind)[0].tolist() == [int(encode(c.STEP, c.EAST, 0, 0))] * 2
