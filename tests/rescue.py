"""A game by hand: Ana brings Ben back up with medicine, comforts him, and both leave; Cem is left to bleed."""

import numpy as np

from warbell import __version__
from warbell.engine import codes as c
from warbell.episodes import from_sources
from warbell.episodes.packed import pack_sources
from warbell.replay import Header, Replay
from warbell.rollout import rollout

MAIN = """\
name = "rescue"
title = "Rescue <b>&</b>"
place = "A hall"
briefing = "Bring him out."
beats = 60
sheets = [{ name = "hall", title = "The hall" }, { name = "loft", storey = 1 }]
tuning = { bleed_out = 12 }
objectives = [{ name = "out", kind = "escape", need = 2, text = "Two are out." }]
story = [{ beat = 2, text = "He breathes." }, { objective = "out", text = "Cold air, and stars." }]
links = [{ kind = "ladder", from = "hall:u", to = "loft:u" }]

[[seats]]
id = "ana"
title = "Ana"
start = "a"
target = "x"
pack = { food = 1, medicine = 1 }

[[seats]]
id = "ben"
title = "Ben"
start = "b"
target = "x"
down = true

[[seats]]
id = "cem"
title = "Cem"
start = "c"
target = "x"
down = true

[[infected]]
kind = "shambler"
count = 1
at = "loft:z"

[[drones]]
name = "Kestrel"
route = ["k", "l"]

[[endings]]
name = "saved"
outcome = "won"
text = "Two of you are out, and <one> is not."
all_of = ["out"]
"""
HALL = """\
################
#ab...D...x....#
#..............#
##############.#
#k......l......#
#c............u#
################
---
a floor lit
b floor lit
c floor
D floor door
x street lit exit
k street
l street
u floor
"""
LOFT = """\
######
#u.#z#
######
---
u floor
z floor
"""


def order(verb, argument=0):
    return c.VERB_BASE[verb] + argument


ANA = [c.TEND, c.COMFORT, c.GIVE, c.CALL, "south", c.WAIT, *["east"] * 9, "north"]
BEN = [c.WAIT] * 5 + ["south", *["east"] * 8, "north"]


class Script:
    """The orders of each beat, then waiting."""

    def __init__(self):
        ways = {"south": order(c.STEP, c.SOUTH), "east": order(c.STEP, c.EAST), "north": order(c.STEP)}
        says = {
            c.TEND: order(c.TEND, c.EAST),
            c.COMFORT: order(c.COMFORT, c.EAST),
            c.GIVE: order(c.GIVE, c.EAST),
            c.CALL: order(c.CALL, c.NOW),
        }
        self.lines = [[ways.get(o, says.get(o, 0)) for o in line] for line in (ANA, BEN)]

    def decide(self, percept, out):
        beat = percept.me["beat"][0, 0]
        for seat, line in enumerate(self.lines):
            out[0, seat] = line[beat] if beat < len(line) else 0


def rescue():
    """The replay of that game."""
    episode = from_sources({"episode.toml": MAIN.encode(), "hall.txt": HALL.encode(), "loft.txt": LOFT.encode()})
    played = rollout(episode, np.array([7], np.uint64), Script(), filmed=True)
    header = Header(
        episode=episode.name,
        episode_digest=episode.digest,
        title=episode.title,
        seats=episode.seats,
        minds=("plan",) * 3,
        plan="",
        warbell=__version__,
        seed=7,
        start=int(played.start[0]),
        **played.ends[0]._asdict(),
    )
    return Replay(
        "rescue-7.warbell", header, pack_sources(episode), played.orders[0], played.seals[0], played.strips[0]
    )
