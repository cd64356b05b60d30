"""Small games by hand in which somebody of the team comes to harm for a known reason."""

import numpy as np

from warbell import __version__
from warbell.episodes import from_sources
from warbell.episodes.packed import pack_sources
from warbell.order_names import known
from warbell.replay import Header, Replay
from warbell.rollout import Recorded, rollout

MAIN = """\
name = "doom"
title = "Doom"
place = "A yard"
briefing = "Cross it."
beats = 40
sheets = [{ name = "yard", title = "The yard" }]
tuning = { %s }
objectives = [{ name = "out", kind = "escape", need = 1, text = "Out." }]

[[seats]]
id = "ana"
title = "Ana"
start = "a"
target = "x"
%s

[[endings]]
name = "saved"
outcome = "won"
text = "You are out."
all_of = ["out"]
"""
SHAMBLER = '[[infected]]\nkind = "shambler"\ncount = 1\nat = "z"\nasleep = %s\n'
DRONE = '[[drones]]\nname = "Kestrel"\nroute = ["k"]\n'
LEGEND = "---\na street lit\nx street lit exit\nk street lit\nz street lit\n"


def game(drawing, orders, *, tuning="", others=""):
    """The replay of Ana's orders in a yard, and waits after them."""
    legend = "".join(line for line in LEGEND.splitlines(keepends=True) if line[0] in f"{drawing}-")
    sources = {"episode.toml": (MAIN % (tuning, others)).encode(), "yard.txt": f"{drawing}{legend}".encode()}
    episode = from_sources(sources)
    row = np.zeros((40, 1, 1), np.int16)
    row[: len(orders), 0, 0] = orders
    played = rollout(episode, np.array([3], np.uint64), Recorded([row[:, 0]]), filmed=True)
    header = Header(
        episode=episode.name,
        episode_digest=episode.digest,
        title=episode.title,
        seats=episode.seats,
        minds=("person",),
        plan="",
        warbell=__version__,
        seed=3,
        start=int(played.start[0]),
        **played.ends[0]._asdict(),
    )
    return Replay(
        "doom.warbell", header, pack_sources(episode), known(played.orders[0]), played.seals[0], played.strips[0]
    )
