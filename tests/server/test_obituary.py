"""What somebody is told of their own end: as much as they saw, felt and were told before it, and no more."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from arena import arena

from warbell.engine import batch
from warbell.engine import codes as c
from warbell.engine.percept import blank
from warbell.engine.tuning import TUNING
from warbell.server.glance import glance
from warbell.server.obituary import Obituary

CERTAIN = {"shambler_bite": 1000, "bite_infects": 0, "bleed_out": 5}
EAST = int(c.VERB_BASE[c.STEP]) + c.EAST


def fate(text, orders=(), beats=120, routes=(), burns=0, basins=(), **numbers):
    """The fate of seat 0 by these orders, and waits after them; and the beat in which there came to be one.

    The cell at 1, 1 `burns` for so many beats.
    """
    tuning = replace(TUNING, **{**CERTAIN, **numbers})
    ground, world = arena(text, tuning=tuning, routes=routes, fields=c.WATER if burns else 0, basins=basins)
    if burns:
        world.fields[0, c.FIRE, 1, 1] = burns
        world.planes[0, c.STIRRING, 0, 1] |= np.uint64(1 << 1)
    percept, seats = blank(world), int(world.clock["seats"][0])
    batch.perceive(ground, world, percept)
    paper = SimpleNamespace(
        titles=("Ana", "Ben")[:seats], others=(), fixture_names=(), tidings=(), basins=(), tuning=ground.tuning
    )
    obituary = Obituary()
    for beat in range(beats + 1):
        obituary.note(percept, glance(percept, 0), paper)
        if obituary.fate:
            return obituary.fate, beat
        row = orders[beat] if beat < len(orders) else [c.WAIT] * seats
        batch.advance(ground, world, percept, np.array([row], np.int32))
    return None, None


def told(signs):
    return [(sign.beat, sign.text) for sign in signs]


def test_who_stands_in_a_drone_s_light_is_told_when_it_began_and_when_it_struck():
    end, beat = fate("a", routes=(((1, 1),),))
    assert (end.what, end.beat) == ("died", 13) == ("died", beat)
    assert end.cause == "You bled to death in beat 13: a drone shot you in beat 8, and nobody got you up again."
    light = "You stood in a drone\u2019s light: it shoots at whoever stays more than 3 beats."
    assert told(end.signs) == [
        (1, light),
        (4, "It shot you."),
        (5, light),
        (8, "It shot you."),
        (8, "You went down: 5 beats until you would bleed to death."),
        (9, light),
        (12, "It shot you."),
    ]


def test_who_bleeds_to_death_is_told_who_brought_them_down_and_since_when_it_was_to_be_seen():
    end, _ = fate("a...z", bite_damage=10, shambler_bite=1000, bleed_out=3, person_hp=11)
    assert end.what == "died"
    sight, first, *_, fall = told(end.signs)
    assert sight[1] == "From here on you could see the shambler that bit you."
    assert first[1] == "A shambler bit you."
    assert sight[0] < first[0]
    assert fall[1].startswith("You went down")


def test_who_is_wounded_beyond_help_is_killed():
    end, _ = fate("a", routes=(((1, 1),),), drone_damage=25)
    assert end.cause == "You were killed where you lay, in beat 5: a drone shot you in beat 4."


def test_who_burns_is_told_of_the_fire():
    end, _ = fate("a", burns=2, fire_damage=5)
    assert end.cause == "You bled to death in beat 7: fire burnt you in beat 2, and nobody got you up again."
    assert told(end.signs) == [
        (1, "You were burnt."),
        (2, "You were burnt."),
        (2, "You went down: 5 beats until you would bleed to death."),
    ]


def test_who_drowns_is_told_since_when_there_was_no_air():
    end, beat = fate("a.", basins=((1, 1, 1, 2, 0, 8),), breath_held=3)
    assert (end.what, end.cause, beat) == ("died", "You drowned in beat 4.", 4)
    assert told(end.signs) == [(1, "You went under water: air for 3 beats.")]


def test_who_turns_is_told_of_the_bite_that_turned_them_and_of_no_other():
    end, beat = fate("a..z", bite_infects=1000, bite_damage=0, infected_timer=20)
    assert (end.what, end.beat) == ("turned", beat)
    bites = [(at, text) for at, text in told(end.signs) if " bit you" in text and "From" not in text]
    assert len(bites) == 1
    assert bites[0][1] == "A shambler bit you: 20 beats until you would turn."
    assert (
        end.cause
        == f"You turned in beat {beat}: a shambler had bitten you in beat {bites[0][0]}, and no medicine came in time."
    )


def test_who_gets_out_has_an_end_too_and_who_lives_has_none():
    end, beat = fate("aX", orders=[[EAST]])
    assert (end.what, end.beat, end.cause, end.signs) == ("out", beat, "You got out in beat 1.", [])
    assert fate("a", beats=9) == (None, None)
