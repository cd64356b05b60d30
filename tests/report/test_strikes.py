"""Why somebody was hit by a captured drone: back to whoever had it strike."""

from doom import game, lines, mate

from warbell.report.causes import chains
from warbell.report.deeds import deeds
from warbell.report.history import history

YARD = """\
##########
#.bK#.aq.#
##..#.x..#
##########
"""
CONSOLE = """
[[consoles]]
name = "Heron"
at = "K"
drone = "q"
battery = 30
"""


def test_a_strike_goes_back_to_the_order():
    """Ben has the drone strike where Ana stands and waits."""
    replay = game(
        YARD,
        lines("wait", "wait", "wait", "wait"),
        lines("use east", "blast", "wait", "wait"),
        tuning="",
        others="\n" + mate("Ben") + CONSOLE,
    )
    (chain,) = chains(history(replay))
    assert [(link.beat, link.text) for link in chain.links] == [
        (2, "Ben had Heron strike (order: blast). It warns, and then hits whoever is in its light."),
        (2, "Heron warned Ana."),
        (4, "Ana was in the light of Heron, and it struck."),
    ]


def test_who_is_lifted_was_lifted_by_somebody():
    replay = game(
        YARD,
        lines("wait", "wait", "wait", "wait", "wait"),
        lines("use east", "fly west 1 cell", "hoist", "hoist", "hoist"),
        tuning="",
        others="\n" + mate("Ben") + CONSOLE,
    )
    assert [each.text for each in deeds(history(replay))] == ["Ben lifted Ana with a drone."]
