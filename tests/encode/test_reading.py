"""The text of a seat: every possible order and no other, and what is around it where it is."""

import numpy as np
import pytest
from laws.moments import moments

from warbell.encode.paper import paper_of
from warbell.encode.reading import reading
from warbell.encode.words import ACTIONS
from warbell.engine import codes
from warbell.episodes import brief, load


def ordered(text):
    """The orders that a reader finds in a text."""
    lines = text.split("\n\n")[-1].split("\n")[1:]
    names = [
        f"{head} {tail}".strip()
        for head, _, tails in (line.partition(":") for line in lines)
        for tail in tails.split(",")
    ]
    found = set()
    for name in (" ".join(name.split()) for name in names if not name.startswith("WORD")):
        words = codes.SIGNALS if "WORD" in name else [""]
        found |= {name.replace("WORD", word) for word in words}
    return found


@pytest.fixture(scope="module", params=["curfew", "garden"])
def met(request):
    return [(at, brief(at.episode)) for at in moments(load(request.param), 4, (1, 30, 70))]


def test_it_names_every_possible_order_and_no_other(met):
    for at, public in met:
        paper = paper_of(public)
        for e, p in np.ndindex(*at.now.me.shape):
            possible = {ACTIONS[action] for action in np.flatnonzero(at.now.mask[e, p])}
            assert ordered(reading(at.now, public, paper, p, e)) == possible


def test_who_is_seen_beside_one_is_drawn_there(met):
    beside = 0
    for at, public in met:
        paper = paper_of(public)
        for e, p in np.ndindex(*at.now.me.shape):
            rows = reading(at.now, public, paper, p, e).split("at @:\n")[1].split("\n")[:15]
            assert rows[7][7] == "@"
            me, bodies = at.now.me[e, p], at.now.bodies[e, p]
            for i in at.now.sighted[e, p, 1 : 1 + at.now.sighted[e, p, 0]]:
                dy, dx = int(bodies[i]["y"]) - int(me["y"]), int(bodies[i]["x"]) - int(me["x"])
                if i != p and max(abs(dy), abs(dx)) == 1:
                    beside += 1
                    assert rows[7 + dy].ljust(15)[7 + dx] in "1234pslkmx"
    assert beside
