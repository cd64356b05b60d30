"""Voices where there are mimics: careful minds go by those of whom they see call, and by no other."""

import pytest

from warbell import minds
from warbell.engine import codes as c
from warbell.engine.actions import encode
from warbell.engine.batch import advance
from warbell.minds.manners import HALT

APART = """
################
#,a,,,,,,,,,,,X#
######,#########
#,,,,,b,,,,,,,,#
################
#M,,,,,,,,,,,,,#
################
"""  # b calls out of a's sight, and the mimic sleeps behind walls
TOGETHER = (
    APART.replace("#,a", "#ba")
    .replace("####,#", "######")
    .replace("b,,,,,,,,#\n################\n#M", ",,,,,,,,,#\n################\n#M")
)


def call(signal):
    return int(encode(c.CALL, c.HERE, signal, 0))


def steps(s, mind, signal, beats):
    """How far the first seat walks while the second calls in the first beat, and then waits."""
    start = s.at(0)[1]
    for beat in range(beats):
        out = s.order(mind)
        out[0, 1] = call(signal) if beat == 0 else c.WAIT
        advance(s.ground, s.world, s.percept, out)
    return s.at(0)[1] - start


@pytest.mark.parametrize("name", ["caution", "follow"])
def test_an_unseen_stop_halts_nobody_where_voices_are_borrowed(stage, name):
    beats = HALT // 3
    mimics, none = stage(APART), stage(APART.replace("M", ","))
    assert mimics.brief.borrowed
    assert not none.brief.borrowed
    walked = [steps(s, minds.make(name, s.brief, [0], 1), c.STOP, beats) for s in (mimics, none)]
    assert walked[0] >= 4
    assert walked[1] <= 2


def test_a_stop_that_is_seen_to_be_called_halts(stage):
    s = stage(TOGETHER)
    assert steps(s, minds.make("caution", s.brief, [0], 1), c.STOP, HALT // 3) <= 2


def test_an_unseen_code_word_is_not_answered_aloud(stage):
    """Whoever answers gives a mimic another voice."""
    for text, answered in ((APART, False), (APART.replace("M", ","), True)):
        s = stage(text)
        mind = minds.make("caution", s.brief, [0], 1)
        given = []
        for _ in range(3):
            out = s.order(mind)
            given.append(int(out[0, 0]))
            out[0, 1] = call(c.FIRST_CODE_WORD)
            advance(s.ground, s.world, s.percept, out)
        assert (call(c.FIRST_CODE_WORD) in given) is answered


def test_a_mind_that_is_asked_says_whom_it_does_not_believe(stage):
    s = stage(APART)
    mind = minds.make("caution", s.brief, [0], 1)
    s.order(mind)
    assert mind.reason(0) == "on the way out"
    out = s.order(mind)
    out[0, 1] = call(c.HELP)
    advance(s.ground, s.world, s.percept, out)
    s.order(mind)
    assert mind.reason(0) == "on the way out; ben's voice called, out of sight: believed when seen"


def test_every_mind_can_be_asked(stage):
    s = stage(APART)
    for name in minds.NAMES:
        if name in minds.OF_A_BRIEF or name == "wait":
            mind = minds.make(name, s.brief, [0, 1], 1)
            s.order(mind)
            assert mind.reason(0), name
