"""Why an order to a drone came to nothing, in words that say what to do instead."""

import pytest
from report.test_rescue_by_drone import HOME, THERE, flown

import warbell
from warbell.episodes import brief
from warbell.plans.reader import parse_cells
from warbell.server.failure import failure

ANA = 0


@pytest.mark.parametrize(
    "played, beat, ordered, words",
    [
        (["wait"], -1, "fly-e1", "you fly no drone: use its console, and stay beside it"),
        ([THERE[0]], -1, "hoist", "nobody is below it"),
        ([THERE[0]], -1, "lower", "it bears nobody, and no object"),
        ([THERE[0]], -1, "load-food", "lacks the object"),
        ([*THERE, "hoist x3"], -1, "fly-w2", "a cell a beat is all it flies with somebody under it"),
        ([*THERE, "hoist x3"], -1, "hoist", "the drone bears a load"),
        ([THERE[0], "blast"], 2, "fly-e1", "it is about to strike, and stays where it is until then"),
        ([*THERE, "hoist x3", *HOME], -1, "fly-n2", "no way through"),
    ],
)
def test_what_a_drone_does_not_do_is_said_with_its_reason(played, beat, ordered, words):
    replay = flown(*played)
    step = list(warbell.steps(replay))[beat]
    (cell,) = parse_cells(ordered, "line")
    assert failure(step.percept, brief(replay.episode), ANA, cell).endswith(f"came to nothing: {words}.")
