"""Every life, and who paid for it."""

import re

from report.doom import SHAMBLER, game, lines, mate

from warbell.engine import codes
from warbell.report.history import history
from warbell.report.ledger import rescues
from warbell.report.lives import lives, prices
from warbell.report.rescued import rescued

ANA, BEN, CEM = range(3)


def test_every_life_has_its_dangers_and_what_ended_them(past):
    ana, ben, cem = lives(past, rescues(past))
    assert (ana.dangers, ana.rescues, ana.last) == ((), (), 15)
    assert [(each.kind, each.began, each.ended) for each in ben.dangers] == [("down", 0, 1)]
    assert [rescue.danger for rescue in ben.rescues] == [*ben.dangers]
    assert [(each.kind, each.began, each.ended) for each in cem.dangers] == [("down", 0, 12)]
    assert (cem.rescues, cem.last) == ((), 11)


def test_a_danger_that_is_not_over_goes_to_the_end():
    sources = "\n" + mate("Ben", more="down = true")
    past = history(game("######\n#ab.x#\n######\n", [], [], others=sources, tuning="bleed_out = 90"))
    _, ben = lives(past, rescues(past))
    assert [(each.kind, each.began, each.ended) for each in ben.dangers] == [("down", 0, past.beats + 1)]
    assert "Nobody else ended: down from the" in rescued(past)
    assert "Nobody ended a danger of somebody else." in rescued(past)


def test_whoever_calls_for_help_to_the_end_is_in_danger_to_the_end():
    past = history(game("######\n#ab.x#\n######\n", lines("call HELP"), [], others="\n" + mate("Ben")))
    ana, _ = lives(past, rescues(past))
    assert [(each.kind, each.began, each.ended) for each in ana.dangers] == [("calling for help", 1, past.beats + 1)]


def test_who_helped_two_at_once_pays_each_beat_once():
    """Ana tends Ben and Cem, who both lie from the start, and calls once meanwhile; Dan calls for nobody."""
    past = history(
        game(
            "#######\n#.bac.#\n#....x#\n#######\n",
            lines("call COME", "tend west x4", "tend east x4"),
            [],
            [],
            others="pack = { medicine = 1 }\n\n" + mate("Ben", more="down = true") + mate("Cem", more="down = true"),
        )
    )
    found = rescues(past)
    (price,) = prices(past, found)
    ended = max(rescue.danger.ended for rescue in found)
    assert len(found) == 2
    assert (price.who, price.whom, price.beats, price.shouts, price.shots, price.lost) == (
        ANA,
        (BEN, CEM),
        ended,
        1,
        0,
        0,
    )
    assert {codes.OBJECTS[item]: n for item, n in enumerate(price.spent) if n} == {"medicine": 1}


def test_who_turns_while_they_help_paid_with_their_life():
    """Ana, at whom a shambler is, tends Ben for a beat and turns; Cem goes on."""
    past = history(
        game(
            "########\n#zabc.x#\n########\n",
            lines("tend east"),
            [],
            lines("wait x2", "tend west x3"),
            others="\n" + mate("Ben", more="down = true") + mate("Cem") + SHAMBLER % "false",
            tuning="shambler_bite = 1000, bite_damage = 0, bite_infects = 1000, infected_timer = 3",
        )
    )
    ana = next(price for price in prices(past, rescues(past)) if price.who == ANA)
    turned = next(each.beat for each in past.of(codes.TURNED) if each.who == ANA)
    assert ana.lost == turned
    assert f'their life, beat <a href="#beat-{turned}">' in rescued(past)


def test_the_page_draws_every_life_and_names_who_saved_whom(past):
    page = rescued(past)
    drawing = page[page.index("<svg") : page.index("</svg>")]
    names = re.findall(r'class="value" text-anchor="end">([^<]+)<', drawing)
    assert names == ["Ana", "Ben", "Cem"]
    assert drawing.count('class="saved"') == 1
    assert drawing.count('class="danger"') == 2
    assert "died, beat 12" in drawing
    assert '<th scope="row">Ana</th><td>Ben</td><td>1</td>' in page


def test_of_quiet_lives_there_is_nothing_to_draw():
    assert rescued(history(game("####\n#ax#\n####\n", [], others=""))) == "<p>Nobody was in danger.</p>"
