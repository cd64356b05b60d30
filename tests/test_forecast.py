"""What is lit in a beat, and how far each seat can have walked by then."""

import numpy as np
import pytest
from episodes.nights import OUT, night

from warbell.engine import percept as percepts
from warbell.engine.batch import advance, perceive
from warbell.engine.bits import unpack
from warbell.engine.codes import LIT
from warbell.engine.world import waits
from warbell.episodes import from_sources, load
from warbell.forecast import forecast

pytestmark = pytest.mark.interpreted


def beats_at(sheet, seat=0, beats=60, **options):
    """The beats at which a seat can be on the cells of the second row of a sheet, from the left; None for never."""
    episode = from_sources(night(sheet, {"kind": "survive", "need": 1}, beats=beats, **options), "ep")
    (yard,) = episode.sheets
    walk = forecast(episode, 0, beats).walks[seat]
    return [walk.get((yard.top + 1, yard.left + x)) for x in range(1, yard.width - 1)]


def row(cells):
    wall = "#" * (len(cells) + 2)
    return f"{wall}\n#{cells}#\n{wall}"


def test_a_walk_opens_what_is_in_its_way():
    assert beats_at(row("o,d,")) == [0, 1, 3, 4], "a beat for the door"
    assert beats_at(row("o,%,")) == [0, 1, 3, 4]
    assert beats_at(row("o,d,"), fixtures={"d": "floor door open"}) == [0, 1, 2, 3]
    assert beats_at(row("o,L,")) == [0, 1, 9, 10], "seven blows at two points"
    assert beats_at(row("o,L,"), o="pack = { key = 1 }") == [0, 1, 3, 4]
    assert beats_at(row("o,,,"), beats=2) == [0, 1, 2, None]


@pytest.mark.parametrize("link, beats", [("stairs", 1), ("ladder", 2)])
def test_a_walk_takes_stairs_and_ladders(link, beats):
    more = f'[[links]]\nkind = "{link}"\nfrom = "u"\nto = "v"\n'
    assert beats_at(row("o,u#v,"), more=more) == [0, 1, 2, None, 2 + beats, 3 + beats]


def test_a_gate_opens_when_two_can_be_there():
    sheet = "###########\n#o,G,,,,,p#\n###########"
    assert beats_at(sheet) == [0, 1, 7, 8, 9, 10, 11, 12, 13], "the other is there after 5 beats, 6 opens it"
    assert beats_at(sheet, seat=1) == [9, 8, 7, 5, 4, 3, 2, 1, 0]
    for rows in ("#,,G,,#\n#o,,###", "#o,G,,#\n#p#####"):
        assert beats_at(f"#######\n{rows}\n#######")[2:] == [None] * 3, "a person too few, or a place"
    wheel = "###########\n#o,H,,,#,,#\n#,W#,###p,#\n###########"
    assert beats_at(wheel)[2:5] == [None] * 3, "one at the wheel is not enough"
    wheel = wheel.replace("#o,H", "#op,H").replace("#,W#", "#,W##").replace("###p", "####")
    assert beats_at(wheel)[3:6] == [3, 4, 5]


def test_who_lies_walks_nowhere():
    episode = from_sources(night(row("o,pE"), OUT, p="down = true"), "ep")
    assert [bool(walk) for walk in forecast(episode, 0, 5).walks] == [True, False]


@pytest.mark.parametrize("seed, beat", [(0, 0), (3, 1), (0, 40), (11, 75)])
def test_what_is_lit_is_what_a_waiting_team_finds(seed, beat):
    episode = load("curfew")
    world = episode.start(np.array([seed], np.uint64))
    percept = percepts.blank(world)
    perceive(episode.ground, world, percept)
    for _ in range(beat):
        advance(episode.ground, world, percept, waits(world))
    assert world.clock["beat"][0] == beat, "nobody has lost yet"
    then = forecast(episode, seed, beat)
    assert (then.lit == unpack(world.planes[0, LIT], then.lit.shape[1])).all()
    assert then.drones == [tuple(drone) for drone in world.drones[0][["y", "x"]].tolist()]


def test_drones_fly_on_when_the_waiting_are_lost():
    lost = {"kind": "survive", "need": 5, "secret": True}
    drone = '[[drones]]\nname = "K"\nroute = ["u", "v"]\n'
    ends = '[[endings]]\nname = "over"\noutcome = "lost"\ntext = "T"\nall_of = ["g1"]\n'
    files = night(row("oE,u,,,,,,,v"), OUT, lost, none_of=[1], endings=ends, more=drone)
    episode = from_sources(files, "ep")
    places = [forecast(episode, 0, beat).drones for beat in range(12)]
    assert [x - places[0][0][1] for ((_, x),) in places] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 7, 6, 5]
