"""Why somebody came to harm: the chain from the deed to the death, and the order that would have changed it."""

import re

import numpy as np
import pytest
from report.doom import DRONE, SHAMBLER, game, lines

from warbell.encode import words
from warbell.engine import codes as c
from warbell.report import page
from warbell.report.causes import chains
from warbell.report.history import history
from warbell.rollout import Recorded, rollout
from warbell.whatif import BACK, MARGIN, beats_to_search, chances, deaths

RUN_EAST = int(c.VERB_BASE[c.RUN]) + c.EAST
STEP_WEST = int(c.VERB_BASE[c.STEP]) + c.WEST
HARSH = "shambler_bite = 1000, bite_damage = 10, bite_infects = 0, bleed_out = 3"


@pytest.fixture(scope="module")
def heard():
    """Ana runs, and somebody who cannot see that far hears it."""
    drawing = "################\n#a.........z..x#\n################\n"
    near = "shambler_sight = 2, shambler_sight_lit = 2"
    return game(drawing, [c.WAIT, RUN_EAST], tuning=f"{HARSH}, {near}", others=SHAMBLER % "false")


@pytest.fixture(scope="module")
def shot():
    """Ana waits at the rim of a drone's light: a step west would have been out of it."""
    drawing = "##########\n#..a.k..x#\n##########\n"
    return game(drawing, [], tuning="drone_light = 2, drone_damage = 25", others=DRONE)


@pytest.fixture(scope="module")
def trapped():
    """Ana stands in a hole with one who bites."""
    return game("######\n#az.x#\n######\n", [], tuning=f"{HARSH}, shove_stun = 0", others=SHAMBLER % "false")


def told(replay):
    (chain,) = chains(history(replay))
    return chain, [link.text for link in chain.links]


def test_from_a_run_to_a_death(heard):
    chain, texts = told(heard)
    assert texts[0] == "Ana was heard, running (order: run east)."
    assert re.fullmatch(r"Shambler 1 heard that, \d cells? away, and came\.", texts[1])
    assert texts[2].startswith("Shambler 1 bit Ana")
    assert texts[-2:] == ["Ana had no health left and went down.", texts[-1]]
    assert texts[-1].startswith("Ana died")
    beats = [link.beat for link in chain.links]
    assert beats == sorted(beats)
    assert beats[0] == 2, "the beat of the run"
    assert chain.ends == beats[-1]
    assert [link.harm for link in chain.links] == [False, False, *[True] * (len(texts) - 2)]
    assert chain.hunts, "the way of whoever came"


def test_a_door_that_let_them_in_is_in_the_chain():
    """Whoever opened it, by which order; of a door that was open all the time nothing is said."""
    drawing = "############\n#x.aD.....z.#\n############\n"
    opened = game(drawing, lines("use east"), tuning=HARSH, others=SHAMBLER % "false")
    chain, texts = told(opened)
    (let_in,) = [link for link in chain.links if "door" in link.text]
    assert re.fullmatch(
        r"Ana opened the door \(order: use east\), and shambler 1 came through in beat \d+\.", let_in.text
    )
    assert (let_in.beat, let_in.cell, let_in.harm) == (1, (2, 5), False)
    assert texts.index(let_in.text) < next(k for k, text in enumerate(texts) if "bit Ana" in text)


def test_a_door_that_broke_is_too():
    drawing = "############\n#xaD......z.#\n############\n"
    tuning = f"{HARSH}, door_strength = 2"
    _, texts = told(game(drawing, lines("call HELP x15"), tuning=tuning, others=SHAMBLER % "false"))
    assert [text for text in texts if "broke, and shambler 1 came through" in text], texts


def test_from_a_light_to_a_shot(shot):
    _, texts = told(shot)
    assert texts[:2] == [
        "The light of Kestrel came over Ana (order: wait). It shoots at whoever stays more than 3 beats.",
        "Ana was in the light still, and Kestrel shot.",
    ]


def test_of_a_game_without_harm_there_is_no_chain():
    still = game("######\n#a..x#\n######\n", [])
    assert chains(history(still)) == []
    assert "Nobody came to harm." in page(still)


def test_the_last_order_that_would_have_changed_a_death_is_found(shot):
    assert deaths(shot) == [(0, 5)]
    (chance,) = chances(shot).values()
    assert (chance.seat, chance.end, chance.beat, chance.given, chance.instead) == (0, 5, 4, c.WAIT, STEP_WEST)
    assert chance.ways >= 1
    assert chances(shot) == {0: chance}, "every time"


def lives(replay, chance, action):
    """Whether the seat lives on with one order changed, by a game played from its start."""
    orders = replay.orders.copy()
    orders[chance.beat - 1, chance.seat] = action
    more = np.zeros((chance.end + MARGIN, orders.shape[1]), np.int16)
    more[: len(orders)] = orders[: len(more)]
    played = rollout(replay.episode, np.array([replay.header.seed], np.uint64), Recorded([more]), beats=[len(more)])
    return played.ends[0].dead == 0


def test_what_is_named_does_change_it_and_what_was_ordered_does_not(shot, heard):
    for replay in (shot, heard):
        for chance in chances(replay).values():
            assert lives(replay, chance, chance.instead)
            assert not lives(replay, chance, chance.given)


def test_nothing_is_said_where_none_is_found(trapped):
    assert deaths(trapped)
    assert chances(trapped) == {}
    assert "would have changed" not in page(trapped, chances(trapped))


def test_progress_comes_to_the_number_that_was_announced(shot, trapped):
    for replay in (shot, trapped):
        done = []
        chances(replay, done.append)
        assert sum(done) == beats_to_search(replay) == min(deaths(replay)[0][1], BACK)


def test_the_page_has_the_chain_its_places_and_the_order(shot):
    text = page(shot, chances(shot))
    why = text.partition('<section id="why"')[2].partition("</section>")[0]
    assert "Ana: shot by a drone in beat 4" in why
    assert f"“{words.order(STEP_WEST)}” instead of “wait”" in why
    assert 'href="#beat-4"' in why
    labels = re.findall(r'class="when(?: red)?"[^>]*>([^<]*)</text>', why)
    assert labels == ["1\u20134"], "all of it happened in one place"
    assert "would have changed" not in page(shot), "unasked"
