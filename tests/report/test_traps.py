"""Why somebody came to harm by what was set or lit: back to whoever set it, lit it or threw it."""

import pytest
from doom import OLD_MAN, SHAMBLER, game, lines, mate

from warbell.report.causes import chains
from warbell.report.history import history

SEEN = "shambler_bite = 1000, bite_damage = 10, bite_infects = 0, bleed_out = 3, shambler_sight = 12"
COMES = SHAMBLER % "false"
HOT = "fire_damage = 4, bleed_out = 9"


def told(replay, person=0):
    """The links of the first chain of a person, as (beat, text)."""
    chain = next(chain for chain in chains(history(replay)) if chain.seat == person)
    return [(link.beat, link.text) for link in chain.links]


def test_fire_goes_back_to_the_mate_who_threw_the_flare_and_to_whoever_had_set_the_oil():
    replay = game(
        "########\n#a..b.x#\n########\n",
        lines("set oil east x2", "step east", "wait"),
        lines("wait x3", "throw flare west 2 cells"),
        tuning=HOT,
        others="pack = { oil = 1 }\n" + mate("Ben", "flare = 1"),
    )
    assert told(replay)[:4] == [
        (2, "Ana set a slick (order: set oil east)."),
        (4, "Ben threw a burning flare, and the slick caught fire (order: throw flare west 2 cells)."),
        (4, "Ana stood in the fire and was burnt 5 times from beat 4 to 8, for 20 (order: wait)."),
        (6, "Ana had no health left and went down."),
    ]


def test_who_lit_it_themselves_is_named_as_anybody_is_and_so_is_the_step_into_it():
    replay = game(
        "########\n#a....x#\n########\n",
        lines("set oil east x2", "wield flare east", "step east", "step east"),
        tuning=HOT,
        others="pack = { oil = 1, flare = 1 }\n",
    )
    assert told(replay) == [
        (2, "Ana set a slick (order: set oil east)."),
        (3, "Ana held a burning flare to the slick, and it caught fire (order: wield flare east)."),
        (4, "Ana came into the fire and was burnt, for 4 (order: step east)."),
    ]


def test_fire_is_followed_over_the_cells_it_went():
    replay = game(
        "########\n#a..b.x#\n########\n",
        lines("set oil east x2", "wait", "step east"),
        lines("set oil west x2", "wait", "wield flare west"),
        tuning=HOT,
        others="pack = { oil = 1 }\n" + mate("Ben", "oil = 1, flare = 1"),
    )
    texts = [text for _, text in told(replay)]
    assert texts[:4] == [
        "Ben set a slick (order: set oil west).",
        "Ana set a slick (order: set oil east).",
        "Ben held a burning flare to the slick, and it caught fire (order: wield flare west).",
        "The fire went over to the slick.",
    ]


def test_a_slick_of_the_night_is_nobody_s():
    replay = game(
        "########\n#ba..x.#\n########\n",
        lines("wait"),
        lines("wield flare east"),
        tuning=HOT,
        others=mate("Ben", "flare = 1") + '[[things]]\nkind = "slick"\nat = "a"\n',
    )
    first, burn, *_ = told(replay)
    assert first[1] == "Ben held a burning flare to the slick, and it caught fire (order: wield flare east)."
    assert burn[1].startswith("Ana stood in the fire and was burnt")


def test_a_flare_let_fall_over_an_edge_is_told_as_that():
    facade = '[[links]]\nkind = "facade"\nfrom = "q"\nto = "k"\nheight = 1\n[[things]]\nkind = "slick"\nat = "q"\n'
    replay = game(
        "########\n#ab....#\n###k####\n#..q..x#\n########\n",
        [],
        lines("step east", "step south", "throw flare here"),
        tuning=HOT,
        others=mate("Ben", "flare = 1") + facade + OLD_MAN,
    )
    lit = "Ben let a burning flare fall, and the slick caught fire (order: throw flare here)."
    assert told(replay, person=2)[0] == (3, lit)


def test_a_blow_with_a_burning_flare_lights_what_its_victim_stands_on():
    replay = game(
        "########\n#ba..x.#\n########\n",
        [],
        lines("wield flare north", "strike east"),
        tuning=HOT,
        others=mate("Ben", "flare = 1") + '[[things]]\nkind = "slick"\nat = "a"\n',
    )
    links = told(replay)
    assert links[0] == (2, "Ben struck with a burning flare, and the slick caught fire (order: strike east).")
    assert (2, "Ben struck Ana with a burning flare (order: strike east).") in links


def test_somebody_shoved_into_a_fire_was_shoved_by_somebody():
    replay = game(
        "################\n#..b.a.c......x#\n################\n",
        [],
        lines("set oil east x2", "wait", "throw flare east 1 cell"),
        lines("step west", "wait x2", "shove west"),
        tuning=HOT,
        others=mate("Ben", "oil = 1, flare = 1") + mate("Cem"),
    )
    texts = [text for _, text in told(replay)]
    assert texts.index("Cem shoved Ana (order: shove west).") < texts.index(
        "Ben threw a burning flare, and the slick caught fire (order: throw flare east 1 cell)."
    )
    assert any(text.startswith("Ana came into the fire") for text in texts)


@pytest.mark.parametrize(
    "pack, order, thing, way",
    [("oil = 1", "set oil east x2", "slick", "run"), ("rope = 1", "set rope east x3", "tripwire", "step")],
)
def test_a_fall_on_the_way_from_a_hunter_goes_back_to_whoever_set_what_was_there(pack, order, thing, way):
    replay = game(
        "###############\n#.ba.......z.x#\n###############\n",
        lines("wait x6", f"{way} west"),
        lines("step west", order),
        tuning=SEEN,
        others=mate("Ben", pack) + COMES,
    )
    links = told(replay)
    beat = 3 if thing == "slick" else 4
    named = order.partition(" x")[0]
    assert (beat, f"Ben set a {thing} (order: {named}).") in links
    fell = f"Ana fell over the {thing} (order: {way} west): 3 beats in which nothing can be done."
    bitten = next(k for k, (_, text) in enumerate(links) if " bit Ana" in text)
    assert links.index((7, fell)) < bitten


def test_who_keeps_their_feet_on_a_slick_has_none_in_their_chain():
    replay = game(
        "###############\n#.ba.......z.x#\n###############\n",
        lines("wait x6", "step west"),
        lines("step west", "set oil east x2"),
        tuning=SEEN,
        others=mate("Ben", "oil = 1") + COMES,
    )
    assert not any("slick" in text for _, text in told(replay))


def test_what_stood_in_the_way_goes_back_to_whoever_put_it_there():
    replay = game(
        "################\n#.b.a......z..x#\n################\n",
        lines("wait x3", "step west x2"),
        lines("set planks east x3"),
        tuning=SEEN,
        others=mate("Ben", "planks = 1, oil = 1") + COMES,
    )
    links = told(replay)
    assert (3, "Ben set a barricade (order: set planks east).") in links
    blocked = [link for link in links if "could not get past" in link[1]]
    assert blocked == [(4, "Ana could not get past the barricade (order: step west).")], "once"


def test_a_barred_door_goes_back_to_whoever_barred_it():
    replay = game(
        "################\n#.bDa......z..x#\n################\n",
        lines("wait", "step west x2"),
        lines("set planks east"),
        tuning=SEEN,
        others=mate("Ben", "planks = 1") + COMES,
    )
    links = told(replay)
    assert (1, "Ben barred the door (order: set planks east).") in links
    assert (2, "Ana could not get past the door, barred (order: step west).") in links


def test_a_hunter_that_a_phone_drew_goes_back_to_whoever_set_it():
    replay = game(
        "##################\n#ba....z......x..#\n#................#\n##################\n",
        [],
        lines("set phone south"),
        tuning="shambler_bite = 1000, shambler_sight = 2, shambler_sight_lit = 2, phone_first = 2, bite_damage = 10",
        others=mate("Ben", "phone = 1") + COMES,
    )
    links = told(replay)
    phone, heard, *_ = links
    assert phone == (1, "Ben set a phone (order: set phone south).")
    assert heard[1] == "Shambler 1 heard a phone, and came."
    assert any(text.startswith("Shambler 1 saw Ana") for _, text in links[2:])


def test_a_stranger_has_a_chain_too():
    replay = game(
        "########\n#bq..a.#\n###x####\n",
        [],
        lines("set oil east x2", "wield flare east"),
        tuning=HOT,
        others=mate("Ben", "oil = 1, flare = 1") + OLD_MAN + '[[things]]\nkind = "slick"\nat = "q"\n',
    )
    links = told(replay, person=2)
    assert any("Ben held a burning flare to the slick" in text for _, text in links)
    assert any(text.startswith("The old man stood in the fire and was burnt") for _, text in links)
