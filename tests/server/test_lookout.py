"""What a seat is stopped for by the rules of the night: tidings, iron that strains, whoever wakes or comes."""

import pytest
from rescue import rescue

from warbell.engine import codes
from warbell.minds.agreement import Agreement
from warbell.replay import steps
from warbell.server.glance import glance
from warbell.server.lookout import CLOSE, LATELY, LONG, Lookout
from warbell.server.people import Progress

AWAKE = ["near", "saw"]  # an infected two cells away
CALM = Progress(order=0, failed=None, cue=False, done=False, at=0)


def percept(beat):
    """A percept of the rescue's start as of that beat, in which seat 0 makes out nobody else and hears nothing."""
    found = next(iter(steps(rescue()))).percept
    found.me["beat"], found.me["events"], found.me["heard"] = beat, 0, 0
    found.bodies["beat"] = found.drones["beat"] = -1
    return found


def why(*percepts):
    """The reasons after each of them."""
    lookout = Lookout(0, 60)
    return [lookout.why(glance(each, 0), CALM, codes.NO_SIGNAL, Agreement()) for each in percepts]


@pytest.mark.parametrize("asleep, stops", [([1, 1], [[], []]), ([1, 0], [[], AWAKE]), ([0, 0], [AWAKE, []])])
def test_who_sleeps_is_no_news_until_it_wakes(asleep, stops):
    seen = [percept(beat) for beat in (1, 2)]
    for each, sleeps in zip(seen, asleep, strict=True):
        row = each.bodies[0, 0, -1]
        row["beat"], row["nature"], row["side"], row["state"] = (
            each.me["beat"][0, 0],
            codes.SHAMBLER,
            codes.INFECTED,
            codes.UP,
        )
        row["asleep"], row["y"], row["x"] = sleeps, each.me["y"][0, 0] + 2, each.me["x"][0, 0]
    assert why(*seen) == stops


def test_tidings_ask_for_a_decision():
    told = percept(2)
    told.me["events"] = 1
    told.events["kind"][0, 0, 0] = codes.TIDINGS
    assert why(percept(1), told, percept(3)) == [[], ["heard"], []]


@pytest.mark.parametrize("sound, stops", [(codes.STRAINING, True), (codes.PANTING, False), (codes.DRONE_HUM, False)])
def test_a_gate_pulled_in_vain_does_and_a_friends_breath_does_not(sound, stops):
    heard = [percept(beat) for beat in (2, 3, 4 + LATELY)]
    for each in heard:
        each.me["heard"] = 1
        row = each.heard[0, 0, 0]
        row["sound"], row["voice"], row["signal"], row["loud"] = sound, codes.NO_VOICE, codes.NO_SIGNAL, 5
    assert why(percept(1), *heard) == [[], ["heard"] if stops else [], [], ["heard"] if stops else []]


def shambler(seen, away):
    """Let a shambler that is awake be in sight, so many cells away."""
    row = seen.bodies[0, 0, -1]
    row["beat"], row["nature"], row["side"], row["state"] = (
        seen.me["beat"][0, 0],
        codes.SHAMBLER,
        codes.INFECTED,
        codes.UP,
    )
    row["asleep"], row["y"], row["x"] = 0, seen.me["y"][0, 0] + away, seen.me["x"][0, 0]
    return seen


def test_an_infected_is_near_once_when_it_comes_close():
    coming = [shambler(percept(beat), CLOSE + 2 - beat) for beat in (1, 2, 3)]
    assert why(*coming) == [["saw"], ["near"], []]


def test_light_holds_and_being_up_again_ask_for_a_decision():
    lit, held, down, up = (percept(beat) for beat in (2, 3, 4, 5))
    lit.me["exposed"], held.me["gripped"], down.me["state"] = 1, 1, codes.DOWN
    assert why(percept(1), lit, held, down, up) == [[], ["lit"], ["held"], [], ["up"]]


def test_what_is_held_out_to_oneself_asks_for_a_decision():
    """Once, and again when it comes back; what others hold out to each other does not."""
    stranger, mate = 5, 1
    offers = [(2, 0, codes.FOOD), (3, 0, codes.FOOD), (4, 0, codes.FLARE), (5, mate, codes.FOOD), (13, 0, codes.FOOD)]
    held_out = [percept(beat) for beat, *_ in offers]
    for each, (_, whom, item) in zip(held_out, offers, strict=True):
        each.me["events"] = 1
        row = each.events[0, 0, 0]
        row["kind"], row["who"], row["whom"], row["value"] = codes.OFFERED, stranger, whom, item
    assert why(percept(1), *held_out) == [[], ["offer"], [], ["offer"], [], ["offer"]]


@pytest.mark.parametrize(
    "kind, who, stops", [(codes.WATER_MOVED, -1, True), (codes.WENT_UNDER, 0, True), (codes.WENT_UNDER, 1, False)]
)
def test_water_that_moves_asks_for_a_decision(kind, who, stops):
    """And one's own head under it, not a mate's."""
    wet = percept(2)
    wet.me["events"] = 1
    wet.events["kind"][0, 0, 0], wet.events["who"][0, 0, 0] = kind, who
    assert why(percept(1), wet, percept(3)) == [[], ["water"] if stops else [], []]


def test_sixty_beats_in_which_nothing_gets_on_ask_for_a_decision():
    lookout, seen = Lookout(0, 60), glance(percept(1), 0)
    found = [lookout.why(seen, CALM, codes.NO_SIGNAL, Agreement()) for _ in range(2 * LONG + 2)]
    assert [k for k, reasons in enumerate(found) if reasons] == [LONG, 2 * LONG + 1]
    assert found[LONG] == ["long"]
    lookout = Lookout(0, 60)
    assert all(lookout.why(seen, CALM._replace(at=k // 50), codes.NO_SIGNAL, Agreement()) == [] for k in range(200))
