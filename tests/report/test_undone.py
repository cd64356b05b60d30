"""What a rescue changed: the game again without it."""

from dataclasses import replace

from report.doom import SHAMBLER, game, lines, mate

from warbell.report.history import history
from warbell.report.ledger import rescues
from warbell.undone import undone

ANA, BEN = 0, 1
KEY, MEDICINE = "pack = { key = 1 }\n\n", "pack = { medicine = 1 }\nfear = 100\n\n"
BITES = "shambler_bite = 1000, bite_damage = 40, bite_infects = 0"
CELL = "##########\n#.a.L.b.z#\n#..x######\n##########\n"


def without(replay):
    """What each rescue of a game changed."""
    past = history(replay)
    return undone(replay, past, rescues(past))


def test_who_was_tended_would_have_bled_to_death(replay):
    (found,) = without(replay)
    assert found == ((BEN,), (), True)
    assert found.lives == 1


def test_who_opens_a_door_pays_for_it_with_their_life():
    """Ben is shut in with a shambler, and lost either way; with the door open it has Ana too."""
    letting_out = lines("step east", "use east")
    replay = game(CELL, letting_out, [], tuning=BITES, others=KEY + mate("Ben") + SHAMBLER % "false")
    (found,) = without(replay)
    assert found == ((), (ANA,), False)
    assert found.lives == -1


def test_an_order_that_came_late_is_the_one_taken_out():
    """Her hands shake: tending ordered for one beat comes in the next, and is undone all the same."""
    drawing = "########\n#.ab..x#\n#......#\n########\n"
    tuning = "bleed_out = 12, tremble_from = 0, tremble_per = 8"
    replay = game(drawing, lines("tend east"), [], tuning=tuning, others=MEDICINE + mate("Ben", more="down = true"))
    past = history(replay)
    assert past.film.hearts["late"][1, ANA] >= 0
    (found,) = without(replay)
    assert found.lost == (BEN,)


def test_what_somebody_without_a_seat_did_is_not_undone(past, replay):
    (rescue,) = rescues(past)
    alone = replace(rescue, meant=(replace(rescue.meant[0], who=(past.people,)),))
    assert undone(replay, past, [alone]) == [None]
