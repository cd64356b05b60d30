"""Why somebody bled to death or turned: the wound, who was beside them, and what was given to whom meanwhile."""

from doom import SHAMBLER, game, lines, mate

from warbell.report import page
from warbell.report.causes import chains
from warbell.report.history import history

ROW = "##########\n#bac....x#\n##########\n"
BLEEDS = "strike_damage = 6, bleed_every = 2, bleed_out = 4"
BEN, CEM = mate("Ben"), mate("Cem", "medicine = 1")


def told(replay, seat=0):
    """The last chain of a seat, and its links as (beat, text)."""
    chain = [chain for chain in chains(history(replay)) if chain.seat == seat][-1]
    return chain, [(link.beat, link.text) for link in chain.links]


def test_a_death_by_bleeding_goes_back_to_its_wound_and_names_who_was_beside_with_what():
    replay = game(ROW, [], lines("strike east"), [], tuning=BLEEDS, others=BEN + CEM)
    chain, links = told(replay)
    assert links == [
        (1, "Ben struck Ana (order: strike east)."),
        (1, "Ana had half their health or less and bled from then on, a point every 2 beats."),
        (1, "Ben was beside Ana in beats 1 to 12."),
        (1, "Cem was beside Ana in beats 1 to 12, with medicine."),
        (9, "Ana lost the last point of health by bleeding and went down."),
        (13, "Ana died 4 beats after going down: nobody had got them up."),
    ]
    assert chain.ends == 13
    assert "Cem was beside Ana" in page(replay)


def test_medicine_given_to_another_meanwhile_is_told():
    orders = lines("wait x2", "strike east"), lines("strike east"), lines("wait x3", "tend here")
    _, links = told(game(ROW, *orders, tuning=BLEEDS, others=BEN + CEM))
    given = "Cem tended themselves with medicine, the last that anybody carried (order: tend here)"
    assert (4, f"{given}: Cem was at 4 of 10 points.") in links
    assert (1, "Cem was beside Ana in beats 1 to 12, with medicine in beats 1 to 3.") in links


def test_the_last_medicine_before_the_wound_is_told_and_what_was_not_the_last_is_not():
    orders = lines("strike east"), lines("wait x3", "strike east"), lines("wait", "tend here")
    _, links = told(game(ROW, *orders, tuning=BLEEDS, others=BEN + CEM))
    given = "Cem tended themselves with medicine, the last that anybody carried (order: tend here)"
    assert links[0] == (2, f"{given}: Cem was at 4 of 10 points.")
    _, links = told(game(ROW, *orders, tuning=BLEEDS, others=mate("Ben", "medicine = 1") + CEM))
    assert not any("tended themselves" in text for _, text in links)


def test_tending_that_came_too_late_is_told():
    orders = [], lines("strike east x2", "wait x2", "tend east x2"), []
    _, links = told(game(ROW, *orders, tuning=BLEEDS, others=BEN + mate("Cem")))
    assert (5, "Ben tended Ana in beats 5 and 6 (order: tend east).") in links
    assert links[-1] == (6, "Ana died 4 beats after going down: nobody had got them up.")


def test_who_is_brought_back_up_is_told_by_whom():
    orders = [], lines("strike east x2"), lines("wait x3", "tend west")
    chain, links = told(game(ROW, *orders, tuning=BLEEDS, others=BEN + CEM))
    assert chain.ends == -1
    assert links[-2:] == [(4, "Cem tended Ana with medicine (order: tend west)."), (4, "Ana came back up.")]


YARD = "##########\n#acb.z..x#\n##########\n"
BITES = "shambler_bite = 1000, bite_damage = 0, bite_infects = 1000, infected_timer = 12"
OTHERS = BEN + CEM + SHAMBLER % "false"


def test_who_is_cured_is_told_by_whom():
    replay = game(YARD, [], [], lines("wait x6", "tend east"), tuning=BITES, others=OTHERS)
    first = next(chain for chain in chains(history(replay)) if chain.seat == 1)
    assert first.title.endswith(", was cured in beat 7")
    assert first.links[-1].text == "Cem cured Ben with medicine (order: tend east)."
    assert (first.links[-1].harm, first.ends) == (False, -1)


def test_of_who_turns_it_is_told_who_had_medicine_beside_them():
    beside = "##########\n###a######\n##cb.z..x#\n##########\n"
    chain, links = told(game(beside, [], [], [], tuning=BITES, others=OTHERS), 1)
    assert chain.ends > 0
    assert "with medicine" in next(text for _, text in links if text.startswith("Cem was beside Ben"))
    assert not any(text.startswith("Ana was beside") for _, text in links), "who has none could not help"


def test_a_bed_is_told_on_which_nobody_bleeds_and_who_laid_somebody_there():
    ben = lines(
        "strike east x2", "carry east", "step east x2", "release", "wait x3", "carry east", "step west x2", "release"
    )
    bleeds = BLEEDS.replace("bleed_out = 4", "bleed_out = 14")
    _, links = told(game("##########\n#bah....x#\n##########\n", [], ben, tuning=bleeds, others=BEN))
    assert (6, "Ben put Ana onto a bed (order: release): Ana bled no more.") in links
    assert (10, "Ben lifted Ana off the bed (order: carry east): Ana bled again.") in links
    assert links[-1] == (20, "Ana died 18 beats after going down: nobody had got them up.")
