"""Who a captured drone lifts out of a danger was rescued by whoever flies it; its battery is part of the price."""

import re

from report.doom import SHAMBLER, game, lines, mate
from report.slow_ledger import agree

from warbell.report.history import history
from warbell.report.ledger import rescues
from warbell.report.lives import prices
from warbell.report.rescued import rescued
from warbell.undone import undone

ANA, BEN, CLEO = 0, 1, 2
# Ben's yard is shut in; the drone stands below Ana, who sits at the console.
YARD = "##########\n#aK.#.b.##\n#k..######\n#......x.#\n##########\n"
POOL = "##########\n#aK.#.bz##\n#k..######\n#......x.#\n##########\n"
CONSOLE = '\n[[consoles]]\nname = "Heron"\nat = "K"\ndrone = "k"\n'
THERE = ["use east", "fly east 2 cells x2", "fly east 1 cell", "fly north 1 cell"]
HOME = ["fly west 1 cell x5", "fly south 1 cell", "lower"]


def flown(*orders, yard=YARD, more="", others="", tuning="", battery=60, mates=1):
    """A game in which Ana has a console and a battery."""
    seats = "pack = { battery = 1 }\n\n" + mate("Ben", more=more) + others + CONSOLE
    tuning = f"battery_beats = {battery}, {tuning}".rstrip(", ")
    return game(yard, lines(*orders), *([],) * mates, others=seats, tuning=tuning)


def told(replay):
    """Danger, whom, from when to when, by whom, of every rescue; the slow recount finds the same."""
    past = history(replay)
    agree(past)
    return [
        (each.danger.kind, each.danger.whom, each.danger.began, each.danger.ended, each.helpers)
        for each in rescues(past)
    ]


def test_who_is_lifted_out_and_set_down_elsewhere_is_shut_in_until_then():
    replay = flown(*THERE, "hoist x3", *HOME)
    assert told(replay) == [("shut in", BEN, 0, 15, (ANA,))]
    (rescue,) = rescues(history(replay))
    assert [(each.did, each.beat) for each in rescue.deeds] == [("lifted with a drone", 8)]


def test_who_is_let_down_on_an_exit_was_rescued_by_who_lifted_them():
    """The exit of the other yard lies beside where the drone brings him: he is out as he touches it."""
    way = ["fly south 1 cell x2", "lower"]
    replay = flown(*THERE, "hoist x3", *way, yard="##########\n#aK.#.b.##\n#k..######\n#.....x..#\n##########\n")
    past = history(replay)
    assert past.fate(BEN).startswith("got out")
    (rescue,) = [each for each in rescues(past) if each.danger.whom == BEN]
    agree(past)
    assert (rescue.danger.kind, [each.did for each in rescue.deeds]) == ("shut in", ["lifted with a drone"])


def test_who_is_set_down_where_they_were_is_shut_in_still():
    assert told(flown(*THERE, "hoist x3", "fly west 1 cell", "lower")) == []


def test_who_hangs_to_the_end_was_not_rescued():
    assert told(flown(*THERE, "hoist x3", *HOME[:-1])) == []


def test_a_drone_whose_battery_is_empty_sets_down_whom_its_pilot_lifted():
    assert told(flown(*THERE, "hoist x3", *HOME[:-1], battery=20)) == [("shut in", BEN, 0, 17, (ANA,))]


def test_who_lies_there_is_rescued_from_both_and_the_price_has_the_battery():
    replay = flown(*THERE, "hoist x3", *HOME, "tend south x4", more="down = true")
    assert told(replay) == [("shut in", BEN, 0, 15, (ANA,)), ("down", BEN, 0, 19, (ANA,))]
    past = history(replay)
    fuel = past.film.fixtures["fuel"][:, 0]
    assert [each.charge for each in rescues(past)] == [fuel[1] - fuel[15], fuel[1] - fuel[19]]
    (price,) = prices(past, rescues(past))
    assert price.charge == fuel[1] - fuel[19]
    words = re.sub("<[^>]+>", "", rescued(past))
    assert (
        "Ana lifted Ben with a drone in beat 8, and it was over in beat 15."
        " From the start to beat 15 it took 15 beats (8 from the first deed on), battery and 17 beats" in words
    )


def test_who_is_bitten_is_freed_by_being_lifted():
    tuning = "shambler_bite = 1000, bite_damage = 1, bite_infects = 0"
    found = told(flown(*THERE, "hoist x3", *HOME, yard=POOL, others=SHAMBLER % "false", tuning=tuning))
    assert [(kind, whom, by) for kind, whom, _, _, by in found] == [("held", BEN, (ANA,)), ("shut in", BEN, (ANA,))]


def test_without_the_lift_they_are_still_there():
    replay = flown(*THERE, "hoist x6", *HOME, "tend south x4", more="down = true")
    past = history(replay)
    assert undone(replay, past, rescues(past))[0] == ((BEN,), (), False)
    assert past.fate(BEN) == "left behind"


def test_whom_a_strike_kills_meanwhile_is_lost():
    yard = "###############\n#aK.#######.b.#\n#k..###########\n#......c.x....#\n###############\n"
    orders = [
        "use east",
        "fly east 2 cells x3",
        "blast",
        "wait x2",
        "fly east 2 cells x2",
        "fly east 1 cell",
        "fly north 1 cell",
    ]
    home = ["hoist x3", "fly south 1 cell x2", "lower"]
    replay = flown(*orders, *home, yard=yard, others=mate("Cleo"), tuning="blast_damage = 40", mates=2)
    past = history(replay)
    agree(past)
    (rescue,) = rescues(past)
    assert (rescue.danger.whom, rescue.lost) == (BEN, (CLEO,))
    assert "Cleo died or turned meanwhile." in re.sub("<[^>]+>", "", rescued(past))
