"""That a night can no longer be won is told to a seat in the beat in which it knows, and to no other seat."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.percept import blank, chart
from warbell.engine.tuning import TUNING
from warbell.episodes.outlook import Outlook
from warbell.server.glance import glance
from warbell.server.stream import Stream

BOTH_OUT = {"objectives": ((c.ESCAPE, -1, 0, 2),), "endings": ((c.WON, 0, 1, 0),)}
HARSH = replace(TUNING, shambler_bite=1000, bite_damage=10, bleed_out=2, bite_infects=0)
LOST = "It can no longer be won: both of you would have to get out, and Ben is lost."


def told(text, seat, beats=30):
    """What a seat is told beat by beat, and in which beat Ben died."""
    ground, world = arena(text, tuning=HARSH, **BOTH_OUT)
    percept = blank(world)
    batch.perceive(ground, world, percept)
    nothing = dict.fromkeys(("others", "fixture_names", "tidings", "basins", "sheets"), ())
    paper = SimpleNamespace(titles=("Ana", "Ben"), tuning=ground.tuning, chart=chart(ground), **nothing)
    stream, outlook, logs, died = Stream(0), Outlook(ground, paper.titles), [], None
    for beat in range(beats):
        logs.append(stream.follow(percept, glance(percept, seat), paper, outlook, ()).log)
        if died is None and world.bodies["state"][0, 1] == c.DEAD:
            died = beat
        batch.advance(ground, world, percept, np.zeros((1, 2), np.int32))
    return logs, died


def test_who_sees_a_friend_die_is_told_in_that_beat_and_once():
    logs, died = told("a.....\n######\n...b.z".replace("######", "......"), 0)
    assert [beat for beat, log in enumerate(logs) if LOST in log] == [died]


def test_who_sees_nothing_of_it_is_not_told():
    logs, died = told("a#..bz", 0)
    assert died is not None
    assert not any(LOST in log for log in logs)


def test_who_dies_knows_it_of_themselves():
    logs, died = told("a#..bz", 1)
    assert LOST in logs[died]
