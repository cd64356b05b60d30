"""Small games by hand in which somebody of the team comes to harm for a known reason."""

import numpy as np

from warbell import __version__
from warbell.episodes import from_sources
from warbell.episodes.packed import pack_sources
from warbell.order_names import known, numbers_of
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
LEGEND = (
    "---\n"
    + "".join(f"{letter} street lit\n" for letter in "abckpqz")
    + 'V street lit valve "sluice"\nK street lit console\nx street lit exit\nh street lit bed\n'
    + "D street lit door shut\nL street lit door locked\n"
)
MATE = '[[seats]]\nid = "{id}"\ntitle = "{title}"\nstart = "{start}"\ntarget = "x"\npack = {{ {pack} }}\n{more}\n'
# A pool that a valve lets out.
WATER = """
[[basins]]
name = "low"
at = ["k"]
drain = "k"
height = -6

[[basins]]
name = "pool"
at = ["p", "b"]
drain = "p"
units = {units}

[[pipes]]
valve = "V"
joins = ["low", "pool"]
"""
OLD_MAN = '[[people]]\nid = "q"\ntitle = "The old man"\nstart = "q"\nmanner = "stay"\n'


def mate(title, pack="", more=""):
    """A seat beside Ana's, which starts on the first letter of its title."""
    return MATE.format(id=title.lower(), title=title, start=title[0].lower(), pack=pack, more=more)


def lines(*orders):
    """Orders by their names, "set oil east"; of one with " x3" behind it so many."""
    named = [name for name, _, times in (each.partition(" x") for each in orders) for _ in range(int(times or 1))]
    return numbers_of(named)


def game(drawing, orders, *mates, tuning="", others=""):
    """The replay of Ana's orders in a yard, and of her mates' whom `others` seats, and waits after them."""
    legend = "".join(line for line in LEGEND.splitlines(keepends=True) if line[0] in f"{drawing}-")
    sources = {"episode.toml": (MAIN % (tuning, others)).encode(), "yard.txt": f"{drawing}{legend}".encode()}
    episode = from_sources(sources)
    rows = np.zeros((40, 1 + len(mates)), np.int16)
    for seat, line in enumerate((orders, *mates)):
        rows[: len(line), seat] = line
    return filmed(episode, rows)


def filmed(episode, rows):
    """The replay of these orders, [N, P]."""
    played = rollout(episode, np.array([3], np.uint64), Recorded([rows]), filmed=True, beats=[len(rows)])
    header = Header(
        episode=episode.name,
        episode_digest=episode.digest,
        title=episode.title,
        seats=episode.seats,
        minds=("person",) * len(episode.seats),
        plan="",
        warbell=__version__,
        seed=3,
        start=int(played.start[0]),
        **played.ends[0]._asdict(),
    )
    return Replay(
        "doom.warbell", header, pack_sources(episode), known(played.orders[0]), played.seals[0], played.strips[0]
    )
