"""Cues as they were played: who met, when, and who waited for whom."""

import numpy as np
import pytest

from warbell.engine import codes
from warbell.report.cues import cues_met

ORDERS = {
    ".": codes.VERB_BASE[codes.WAIT],
    "e": codes.VERB_BASE[codes.STEP],
    "A": codes.VERB_BASE[codes.SIGN] + codes.SIGNALS.index("ANCHOR"),
    "a": codes.VERB_BASE[codes.CALL] + codes.SIGNALS.index("ANCHOR"),
    "B": codes.VERB_BASE[codes.SIGN] + codes.SIGNALS.index("BEACON"),
}


def played(*lines):
    """The cues of orders, a line a seat: A and B are hands for ANCHOR and BEACON, a is ANCHOR called, e a step."""
    return cues_met(np.array([[ORDERS[letter] for letter in line] for line in lines], np.int16).T)


def test_it_tells_who_waited_for_whom():
    assert played("eeAAAAee", "eeeeeAee") == [(0, 6, ((0, 3), (1, 0)))]


def test_a_call_that_is_given_again_counts_as_one():
    (met,) = played("a..........ae", "eeeeeeeeeeeee")
    assert (met.beat, met.alone, met.waits) == (12, True, ((0, 11),))


def test_meetings_are_kept_apart_and_in_order():
    found = played("BBeeAeeeeeeeeeeeeeeeeeeeA", "eBeeAeeeeeeeeeeeeeeeeeeeA")
    assert [("AB"[met.cue], met.beat) for met in found] == [("B", 2), ("A", 5), ("A", 25)]


@pytest.mark.parametrize(
    "lines,alone",
    [
        (("AAAAAAeeee", "eeAAAAAAee"), [True, True]),
        (("AAAAAAeeee", "eeAAAAAeee"), [False]),  # a hand that slipped
        (("A" * 20, "A" * 20), [True, True]),
        (("A" * 20, f"{'e' * 18}AA"), [False]),
    ],
)
def test_what_ended_apart_or_only_after_long_is_no_meeting(lines, alone):
    assert [met.alone for met in played(*lines)] == alone


def test_who_called_waits_without_a_sign():
    (met,) = played("a.....eeee", "eeeeeaeeee")
    assert (met.beat, met.alone, met.waits) == (6, False, ((0, 5), (1, 0)))
    assert [met.alone for met in played("a..eeeeeee", "eeeeeaeeee")] == [True, True]


def test_nothing_where_nobody_gave_a_code_word():
    assert cues_met(np.zeros((0, 3), np.int16)) == []
    assert played("eee.") == []
