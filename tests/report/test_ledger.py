"""The ledger: who did what for whom, who was in danger and by another's deed was not, and what it took."""

import re

import numpy as np
import pytest
from report.doom import OLD_MAN, SHAMBLER, WATER, filmed, game, lines, mate
from report.slow_ledger import agree

import warbell
from warbell.engine import codes
from warbell.report.deeds import deeds
from warbell.report.ground import Grounds
from warbell.report.history import history
from warbell.report.ledger import rescues
from warbell.report.rescued import rescued

ROOM = "########\n#.abc..#\n#.....x#\n########\n"
LYING = "\n" + mate("Ben", more="down = true")
BITES = "shambler_bite = 1000, bite_damage = 1, bite_infects = 0"
POOL = "#########\n#.kVpb..#\n#...aq.x#\n#########\n"


def played(*args, **more):
    """The history of a game by hand, whose rescues the slow recount finds too."""
    past = history(game(*args, **more))
    agree(past)
    return past


def told(past):
    """What each rescue was: danger, whom, from when to when, the deeds."""
    return [
        (each.danger.kind, past.called(each.danger.whom), each.danger.began, each.danger.ended, did(each))
        for each in rescues(past)
    ]


def did(rescue):
    return " ".join(each.text for each in rescue.deeds)


def test_a_game_played_by_hand(past):
    (rescue,) = rescues(past)
    assert told(past) == [("down", "Ben", 0, 1, "Ana tended Ben.")]
    assert (rescue.health, rescue.shouts, rescue.bitten, rescue.fell, rescue.lost) == ((0,), 0, (), (), ())
    assert {codes.OBJECTS[item]: n for item, n in enumerate(rescue.spent) if n} == {"medicine": 1}
    assert [each.did for each in deeds(past)] == ["tended", "comforted", "gave food"]
    assert [past.fate(seat) for seat in range(3)] == ["got out, beat 16", "got out, beat 15", "died, beat 12"]


def test_who_lies_and_is_tended_by_two_is_raised_by_both_who_did_it_last():
    past = played(
        ROOM, lines("wait", "tend east x3"), [], lines("wait", "wait", "tend west x3"), others=LYING + mate("Cleo")
    )
    assert told(past) == [("down", "Ben", 0, 4, "Ana tended Ben. Cleo tended Ben.")]
    assert rescues(past)[0].helpers == (0, 2)


def test_a_helper_who_did_not_end_it_is_one_all_the_same():
    past = played(ROOM, lines("tend east x2"), [], lines("wait x3", "tend west x2"), others=LYING + mate("Cleo"))
    assert told(past) == [("down", "Ben", 0, 5, "Cleo tended Ben.")]
    assert rescues(past)[0].helpers == (0, 2)


def test_a_danger_that_ends_by_death_is_no_rescue():
    past = played(ROOM, lines("tend east x3"), [], others=LYING, tuning="bleed_out = 3")
    assert past.fate(1) == "died, beat 3"
    assert rescues(past) == []


def test_who_is_carried_out_lies_in_no_more_danger_but_is_bitten_still():
    others = "\n" + mate("Ben", more="down = true\nbitten = 20")
    past = played("#####\n#bax#\n#####\n", lines("carry west", "step east x4"), [], others=others)
    assert [each[:3] + each[4:] for each in told(past)] == [("down", "Ben", 0, "Ana carried Ben out.")]


def test_a_bite_is_cured_by_another():
    past = played(
        ROOM, lines("wait x2", "tend east"), [], others="pack = { medicine = 1 }\n\n" + mate("Ben", more="bitten = 20")
    )
    assert told(past) == [("bitten", "Ben", 0, 3, "Ana cured Ben.")]


@pytest.mark.parametrize("orders", [["tend here"], ["wait x25"]])
def test_who_cures_themselves_or_turns_is_no_rescue(orders):
    past = played(ROOM, [], lines(*orders), others="\n" + mate("Ben", pack="medicine = 1", more="bitten = 20"))
    assert rescues(past) == []


def held(*orders, more=""):
    """Ben stands beside one that bites him, at most so often as it is let; Ana on its other side."""
    return played(
        "#######\n#.bza.#\n#....x#\n#######\n",
        lines(*orders),
        [],
        others=more + "\n" + mate("Ben") + SHAMBLER % "false",
        tuning=BITES,
    )


def test_who_is_held_is_freed_by_a_blow():
    past = held("wait", "strike west x6", more="fear = 0")
    free = [each for each in told(past) if each[0] == "held" and each[1] == "Ben"]
    assert free
    assert all(each[4] == "Ana freed Ben." for each in free)


def test_of_whom_it_lets_go_by_itself_nobody_is_the_rescuer():
    """The one that holds Ben turns to Ana, who came near and did nothing."""
    past = held("wait")
    assert any(past.film.bodies["gripped"][:, 1])
    assert rescues(past) == []


def test_a_call_for_help_is_answered_by_a_deed():
    call = lines("wait x2", "call HELP", "wait x2", "call HELP")
    past = played(ROOM, lines("wait x7", "comfort east x2"), call, others="\n" + mate("Ben"))
    assert told(past) == [("calling for help", "Ben", 3, 8, "Ana comforted Ben.")]


@pytest.mark.parametrize("after", [["call SAFE"], ["wait"]])
def test_who_says_that_all_is_well_or_whom_nobody_helps_is_no_rescue(after):
    orders = lines("wait x9", "comfort east") if after == ["call SAFE"] else []
    past = played(ROOM, orders, lines("call HELP", *after), others="\n" + mate("Ben"))
    assert rescues(past) == []


def test_a_call_of_whoever_lies_is_part_of_their_lying():
    past = played(ROOM, lines("wait", "tend east x4"), lines("call HELP"), others=LYING)
    assert [each[0] for each in told(past)] == ["down"]


def test_who_lies_in_water_is_lifted_out_of_it():
    others = "\n" + mate("Ben", more="down = true") + WATER.format(units=4)
    past = played(POOL, lines("wait x2", "step east", "carry north"), [], others=others)
    assert told(past) == [("under water", "Ben", 1, 4, "Ana carried Ben.")]


def test_water_that_two_let_out_frees_who_is_under_it():
    """Ben stands under, and did nothing for it himself."""
    drawing = "#########\n#..kVap.#\n#...cb.x#\n#########\n"
    others = "\n" + mate("Ben") + mate("Cleo") + WATER.format(units=6)
    past = played(drawing, lines("wait", "use west"), [], lines("wait", "use north"), others=others)
    assert told(past) == [("under water", "Ben", 1, 2, "Ana and Cleo turned the sluice.")]


@pytest.mark.parametrize("orders", [[], ["wait x2", "use west x2"]])
def test_water_that_the_night_lets_out_is_nobody_s_deed(orders):
    """Not even of whoever pulls at the valve in vain at that moment."""
    night = '\n[[triggers]]\nbeat = 3\nset = [{ at = "V", state = "on" }]\n'
    others = "\n" + mate("Ben") + WATER.format(units=6) + night
    past = played("#########\n#..kVap.#\n#....b.x#\n#########\n", lines(*orders), [], others=others)
    assert past.fate(1) == "left behind"
    assert rescues(past) == []


def test_who_is_tended_in_water_until_they_rise_has_air():
    others = "\n" + mate("Ben", more="down = true") + WATER.format(units=4)
    past = played(POOL, lines("step east", "tend north x4"), [], others=others)
    assert told(past) == [("down", "Ben", 0, 5, "Ana tended Ben."), ("under water", "Ben", 1, 6, "Ana tended Ben.")]


def test_who_drowns_or_walks_out_is_no_rescue():
    for orders, fate in ((["wait"], "died, beat 9"), (["wait", "step east x4"], "left behind")):
        past = played(POOL, [], lines(*orders), others="\n" + mate("Ben") + WATER.format(units=6))
        assert past.fate(1) == fate
        assert past.film.rows("breath")["0"][1, 1] == 1
        assert rescues(past) == []


CELL = "##########\n#b.L.a..x#\n##########\n"


def test_who_is_shut_in_is_let_out_by_whoever_has_the_key():
    past = played(CELL, lines("step west", "use west"), [], others="pack = { key = 1 }\n\n" + mate("Ben"))
    assert told(past) == [("shut in", "Ben", 0, 2, "Ana let Ben out.")]


def test_who_has_the_key_within_is_let_out_by_nobody():
    past = played(CELL, [], lines("step east", "use east"), others="\n" + mate("Ben", pack="key = 1"))
    assert past.film.fixtures["state"][-1, 0] == codes.OPEN
    assert rescues(past) == []


def test_somebody_without_a_seat_is_rescued_too():
    past = played(
        "#######\n#.aq..#\n#....x#\n#######\n", lines("tend east x4"), others="\n" + OLD_MAN + "down = true\n"
    )
    assert told(past) == [("down", "The old man", 0, 4, "Ana tended The old man.")]


def test_what_the_night_opens_lets_nobody_out_whoever_beats_on_the_door():
    night = '\n[[triggers]]\nbeat = 3\nset = [{ at = "L", state = "open" }]\n'
    past = played(
        "##########\n#b..La..x#\n##########\n", lines("strike west x6"), [], others="\n" + mate("Ben") + night
    )
    assert past.film.fixtures["state"][-1, 0] == codes.OPEN
    assert rescues(past) == []


@pytest.mark.parametrize("orders, let_out", [(["use east"], "Ana let Ben out."), (["wait"], "")])
def test_who_opens_the_door_by_which_the_night_opens_another_lets_out_whoever_is_behind_that(orders, let_out):
    night = '\n[[triggers]]\nfixture = "D"\nstate = "open"\nset = [{ at = "L", state = "open" }]\n'
    night += "" if let_out else '\n[[triggers]]\nbeat = 1\nset = [{ at = "D", state = "open" }]\n'
    past = played(
        "##########\n#b..L..x.#\n#####aD..#\n##########\n", lines(*orders), [], others="\n" + mate("Ben") + night
    )
    assert past.film.fixtures["state"][-1, :2].tolist() == [codes.OPEN, codes.OPEN]
    assert [did for *_, did in told(past)] == ([let_out] if let_out else [])


def test_who_can_push_a_desk_away_is_not_shut_in():
    desk = '\n[[things]]\nkind = "desk"\nat = "k"\n'
    past = history(game("##########\n#b.k.a..x#\n##########\n", [], [], others="\n" + mate("Ben") + desk))
    assert not Grounds(past).shut_in.any()


def test_who_can_drop_out_is_not_shut_in_and_who_would_have_to_climb_is():
    drops = '\n[[links]]\nkind = "facade"\nfrom = "{}"\nto = "{}"\nheight = 1\n'
    for ends, shut in ((("k", "q"), False), (("q", "k"), True)):
        sources = "\n" + mate("Ben") + drops.format(*ends)
        past = history(game("##########\n#qbLk.a.x#\n##########\n", [], [], others=sources))
        assert Grounds(past).shut_in[0].tolist() == [False, shut]


@pytest.mark.parametrize("night, shut", [("blackout", ["Nam-ra", "Ga-ram"]), ("garden", []), ("heartbeat", [])])
def test_who_is_shut_in_at_the_start_of_a_night(night, shut):
    """Stairs, ladders and drops lead out; the iron doors of blackout do not."""
    episode = warbell.load(night)
    past = history(filmed(episode, np.zeros((1, len(episode.seats)), np.int16)))
    grounds = Grounds(past)
    assert [past.called(body) for body in np.flatnonzero(grounds.shut_in[0])] == shut
    for link in episode.ground.links:
        if link["kind"] in (codes.STAIRS, codes.LADDER):
            assert grounds.pieces[0][link["y0"], link["x0"]] == grounds.pieces[0][link["y1"], link["x1"]]


def test_what_helpers_give_each_other_is_no_loss():
    """Ana gives Cleo the medicine and tends with bare hands; Cleo comes and uses it up."""
    past = played(
        "######\n#b..x#\n#ac..#\n######\n",
        lines("give east", "tend north x3"),
        [],
        lines("wait", "step north", "tend west"),
        others="pack = { medicine = 1 }\n\n" + mate("Ben", more="down = true") + mate("Cleo"),
    )
    (rescue,) = rescues(past)
    assert rescue.helpers == (0, 2)
    assert (sum(rescue.spent), rescue.spent[codes.MEDICINE]) == (1, 1)


def test_what_it_took():
    """Ben is bitten meanwhile, which is no doing of Ana's; Cleo has the medicine, and is called."""
    past = played(
        "#######\n#.z...#\n#.bac.#\n#....x#\n#######\n",
        lines("call COME", "tend east x4"),
        lines("call GO x3"),
        [],
        others="\n" + mate("Ben") + mate("Cleo", more="down = true") + SHAMBLER % "false",
        tuning=BITES,
    )
    (rescue,) = [each for each in rescues(past) if each.danger.kind == "down"]
    span = slice(rescue.danger.began, rescue.danger.ended + 1)
    assert rescue.shouts == 1
    assert rescue.noise == past.noise[1 : rescue.danger.ended + 1].max() > 0
    assert rescue.health == (past.health[span, 0][0] - past.health[span, 0][-1],)
    assert 1 in rescue.bitten
    page = rescued(past)
    words = re.sub("<[^>]+>", "", page)
    assert "Cleo was down from the start. Ana tended Cleo in beat 5. The first deed for Cleo was in beat 2." in words
    assert "From the start to beat 5 it took 5 beats (4 from the first deed on)" in words
    assert "a shout; the loudest sound meanwhile carried" in page
    assert "bitten meanwhile.</em>" in page
