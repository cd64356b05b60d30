"""The one error for bad input: always a single printable line."""

import pickle

import pytest

from warbell.errors import BadInput, printable

pytestmark = pytest.mark.interpreted


@pytest.mark.parametrize(
    "error, line",
    [
        (BadInput("plan.txt", "'x'", "a verb", 3, 7), "plan.txt:3:7: found 'x', expected a verb"),
        (BadInput("plan.txt", "'x'", "a verb", 3), "plan.txt:3: found 'x', expected a verb"),
        (BadInput("--seeds", "'9:1'", "A:B"), "--seeds: found '9:1', expected A:B"),
    ],
)
def test_an_error_is_one_line(error, line):
    assert str(error) == line


def test_what_was_found_is_escaped_and_cut():
    error = BadInput("a\nb", "\x1b[31m" + "x" * 500, "peace")
    assert str(error) == "a\\nb: found \\x1b[31m" + "x" * 69 + "..., expected peace"


def test_printable_keeps_what_is_short_and_cuts_what_escapes_make_long():
    assert printable("na\u00efve") == "na\u00efve"
    assert printable("\n" * 80) == ("\\n" * 40)[:77] + "..."
    assert len(printable("\udcff" * 500)) == 80


def test_an_error_survives_the_way_between_processes():
    error = BadInput("f", "x", "y", 1, 2)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line, again.column) == (str(error), 1, 2)
