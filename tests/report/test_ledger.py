"""The ledger: who did what for whom, and what it cost."""

from dataclasses import replace

import numpy as np
import pytest

from warbell.engine import codes
from warbell.report.history import Happening
from warbell.report.ledger import deeds, rescues


def happening(beat, kind, who, whom=-1, value=0):
    return Happening(beat, kind, who, whom, 1, 1, value, "")


@pytest.fixture
def calm(past):
    """A history of twenty beats in which nothing happens yet, for three people and infected from index 3 on."""
    size = 21
    return replace(
        past,
        states=np.zeros((size, 3), np.uint8),
        natures=np.full((size, 3), codes.PERSON, np.uint8),
        health=np.full((size, 3), 10, np.int32),
        packs=np.zeros((size, 3, codes.N_OBJECTS), np.int32),
        noise=np.zeros(size, np.int32),
        happenings=(),
    )


def test_a_game_played_by_hand(past):
    (rescue,) = rescues(past)
    assert (rescue.deed, rescue.who, rescue.whom, rescue.first, rescue.last) == ("brought back up", 0, 1, 1, 1)
    assert (rescue.health, rescue.supplies, rescue.lives) == (0, "medicine", ())
    assert deeds(past) == {(0, 1): {"tended": 1, "comforted": 1, "gave food": 1, "brought back up": 1}}
    assert [past.fate(seat) for seat in range(3)] == ["got out, beat 16", "got out, beat 15", "died, beat 12"]


def test_nothing_happened(calm):
    assert rescues(calm) == []
    assert deeds(calm) == {}
    assert calm.fate(0) == "alive"


def test_a_blow_at_one_who_bit_somebody_frees_them(calm):
    past = replace(
        calm,
        happenings=(
            happening(3, codes.BITTEN, 5, 1),
            happening(4, codes.SHOVED, 0, 5),
            happening(5, codes.STRUCK, 0, 5, 2),
            happening(5, codes.STRUCK, 2, 4, 2),
            happening(5, codes.STRUCK, 1, 5, 2),
            happening(9, codes.STRUCK, 0, 5, 2),
        ),
    )
    (rescue,) = rescues(past)
    assert (rescue.deed, rescue.who, rescue.whom, rescue.first, rescue.last) == ("freed", 0, 1, 4, 5)


def test_the_price(calm):
    past = replace(calm, happenings=(happening(6, codes.LIFTED, 0, 2), happening(9, codes.PUT_DOWN, 0, 2)))
    past.health[7:, 0] = 7
    past.health[12:, 0] = 1
    past.packs[:9, 0, codes.MEDICINE] = 1
    past.noise[:] = range(21)
    (rescue,) = rescues(past)
    assert (rescue.deed, rescue.first, rescue.last) == ("carried", 6, 9)
    assert (rescue.health, rescue.supplies, rescue.noise, rescue.lives) == (3, "medicine", 9, ())


@pytest.mark.parametrize("beat,lives", [(5, ()), (9, ("Ana",)), (19, ("Ana",)), (20, ())])
def test_a_rescuer_who_soon_dies_is_part_of_the_price(calm, beat, lives):
    past = replace(
        calm,
        happenings=(
            happening(6, codes.LIFTED, 0, 2),
            happening(9, codes.PUT_DOWN, 0, 2),
            happening(beat, codes.TURNED, 0),
        ),
    )
    assert rescues(past)[0].lives == (lives if beat > 5 else ())


def test_tending_over_several_beats_is_one_rescue_from_its_first_beat(calm):
    past = replace(
        calm,
        happenings=(
            happening(2, codes.TENDED, 2, 1),
            happening(8, codes.TENDED, 0, 1),
            happening(10, codes.TENDED, 0, 1),
            happening(12, codes.TENDED, 0, 1),
            happening(12, codes.REVIVED, 1),
        ),
    )
    (rescue,) = rescues(past)
    assert (rescue.who, rescue.whom, rescue.first, rescue.last) == (0, 1, 8, 12)


def test_carried_out_by_an_exit(calm):
    past = replace(calm, happenings=(happening(6, codes.LIFTED, 0, 2), happening(11, codes.ESCAPED, 2, 0)))
    assert [(rescue.first, rescue.last) for rescue in rescues(past)] == [(6, 11)]
