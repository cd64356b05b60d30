"""Why somebody drowned: back to the head that went under, and to the hands that let the water in."""

from doom import game, lines, mate

from warbell.report.causes import chains
from warbell.report.history import history

TUNNELS = """\
##########
#..b.....#
#kzVaq..x#
#..c.....#
##########
"""
WATER = """
[[basins]]
name = "cistern"
at = ["k", "z"]
drain = "z"
units = 8
height = 9

[[basins]]
name = "tunnel"
title = "the tunnel"
at = ["a", "q"]
drain = "q"

[[pipes]]
valve = "V"
joins = ["cistern", "tunnel"]
"""


def test_a_drowning_goes_back_to_the_valve():
    """Ben and Cleo open the sluice on Ana, who stands there."""
    replay = game(
        TUNNELS,
        lines("wait"),
        lines("use south"),
        lines("use north"),
        tuning="breath_held = 3",
        others="\n" + mate("Ben") + mate("Cleo") + WATER,
    )
    (chain,) = chains(history(replay))
    assert [(link.beat, link.text) for link in chain.links] == [
        (1, "Ben opened the sluice (order: use south), and water came through."),
        (1, "The water in the tunnel stands over the head now."),
        (1, "Ana went under water (order: wait)."),
        (4, "Ana drowned."),
        (4, "Ana died: nobody had got them out of the water."),
    ]
    assert chain.title == "Ana: drowned in beat 4, died in beat 4"
    assert chain.ends == 4
