"""A small episode that ends soon, for tests of what is done with games: two people, three shamblers, two listeners."""

from warbell.episodes import Episode, from_sources

MAIN = """\
name = "yard"
title = "The yard"
place = "A yard"
briefing = "Cross the yard."
beats = 60

[[sheets]]
name = "yard"

[[seats]]
id = "ana"
title = "Ana"
start = "a"
target = "x"

[[seats]]
id = "ben"
title = "Ben"
start = "b"
target = "x"

[[infected]]
kind = "shambler"
count = 3
at = "m..n"

[[infected]]
kind = "listener"
count = 2
at = "m..n"

[[drones]]
name = "Kestrel"
route = ["m", "n"]

[[objectives]]
name = "out"
kind = "escape"
need = 2

[[objectives]]
name = "gone"
kind = "lose"
need = 1

[[endings]]
name = "saved"
outcome = "won"
text = "Both got out."
all_of = ["out"]

[[endings]]
name = "parted"
outcome = "lost"
text = "One of them is lost."
all_of = ["gone"]
"""
SHEET = """\
################
#a......#......#
#b......D..m...#
#.......#......#
#..####.#......#
#.......#......#
#.......D......#
#.......#......#
#.......#...n..#
#.......#......#
#..............x
################
---
a street lit
b street lit
x street lit exit
m street
n street
D street door
"""


def yard() -> Episode:
    """The episode; the people are easily lost, so that all endings occur."""
    return from_sources({"episode.toml": MAIN.encode(), "yard.txt": SHEET.encode()})
