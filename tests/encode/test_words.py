"""Sentences say what happened, and a seat's sentences name nobody it could not name."""

from dataclasses import replace

import numpy as np
import pytest

from warbell.encode import words
from warbell.engine import codes
from warbell.engine.percept import SEEN_EVENT, Percept
from warbell.engine.world import EVENT

ALL = words.Cast(
    bodies=("Ana", "Ben", "shambler 1"),
    natures=np.array([1, 1, 3, 4], np.uint8),
    fixtures=("back door", "the lamp", "door 2", "Gate North"),
    drones=("Kestrel",),
    objectives=("Two are out.", ""),
    endings=("They left.",),
    tidings=("The siren starts again.",),
)


def event(kind, who=-1, whom=-1, value=0):
    return np.array([(kind, who, whom, 0, 0, value)], SEEN_EVENT)[0]


def test_every_kind_of_event_has_a_sentence():
    assert set(words.SENTENCES) == set(range(len(codes.EVENTS)))


def test_only_a_referee_s_row_says_who_called_with_another_s_voice():
    row = np.zeros(1, EVENT)[0]
    row["kind"], row["who"], row["value"], row["foe"] = codes.CALLED, 1, codes.HELP, -1
    assert (
        words.sentence(row, ALL) == words.sentence(event(codes.CALLED, 1, value=codes.HELP), ALL) == "Ben called HELP."
    )
    row["foe"] = 2
    assert words.sentence(row, ALL) == "Shambler 1 called HELP, in the voice of Ben."


@pytest.mark.parametrize(
    "row,text",
    [
        (event(codes.REFUSED, 0, value=codes.IS_LOCKED), "Ana could not: locked."),
        (event(codes.STRUCK, 0, 2, 2), "Ana struck shambler 1 for 2."),
        (event(codes.STRUCK, 0, 2, codes.FELLED), "Ana struck shambler 1 down."),
        (event(codes.TIDINGS, 0), "The siren starts again."),
        (event(codes.BITTEN, 2, 1, 1), "Shambler 1 bit Ben, and the bite is infected."),
        (event(codes.BITTEN, 3, 1, 0), "A listener bit Ben."),
        (event(codes.CURED, 1, 0, codes.MEDICINE), "Ben was cured, by Ana."),
        (event(codes.CURED, 1, 1, codes.MEDICINE), "Ben was cured."),
        (event(codes.TENDED, 1, 1, 1), "Ben tended themselves."),
        (event(codes.TENDED, 0, 1, 1), "Ana tended Ben."),
        (event(codes.WARNED, 0, 0, 3), "Kestrel warned Ana."),
        (event(codes.DIED, 1), "Ben died."),
        (event(codes.DOOR_MOVED, 0, 0, codes.OPEN), "Ana opened the back door."),
        (event(codes.DOOR_MOVED, -1, 3, codes.SHUT), "Somebody shut Gate North."),
        (event(codes.DOOR_BROKE, -1, 2), "Door 2 broke."),
        (event(codes.WIELDED, 0, value=codes.FLARE), "Ana held out a burning flare."),
        (event(codes.WIELDED, 0, value=codes.EXTINGUISHER), "Ana let an extinguisher go."),
        (event(codes.WIELDED, 0, value=codes.TORCH), "Ana turned a torch."),
        (event(codes.SWITCHED, 1, 1, 1), "Ben switched the lamp on."),
        (event(codes.GAVE, 0, 1, codes.PLANKS), "Ana gave Ben planks."),
        (event(codes.WHISPERED, 0, 1, codes.COME), "Ana whispered COME to Ben."),
        (event(codes.WHISPERED, 0, -1, codes.COME), "Ana whispered COME."),
        (event(codes.DRONE_STRUCK, 0, 1, 6), "Kestrel struck Ben for 6."),
        (event(codes.GOAL_MET, 0), "Done: Two are out."),
        (event(codes.GOAL_MET, 1), ""),
        (event(codes.ENDED, 0), "It is over: They left."),
    ],
)
def test_a_sentence(row, text):
    assert words.sentence(row, ALL) == text


def test_nothing_to_say_is_left_out():
    assert words.sentences([event(codes.GOAL_MET, 1), event(codes.ATE, 0)], ALL) == ("Ana ate.",)


def test_a_seat_knows_infected_by_their_kind_alone(played, paper):
    cast = words.seat_cast(played[-1].percept, paper, 0)
    natures = cast.natures.copy()
    natures[3] = codes.SHAMBLER
    seen = replace(cast, natures=natures)
    assert cast.body(0) == "Ana"
    assert cast.body(3) == "somebody"
    assert seen.body(3) == "a shambler"


def test_what_a_seat_hears_names_the_voice_and_the_way(played, paper):
    called = played[4]
    assert words.heard(called.percept, paper, 1)[0].startswith("a call: NOW, voice of Ana, west, ")


@pytest.mark.parametrize(
    "dy,dx,text", [(0, 0, "here"), (-2, 3, "2 north, 3 east"), (1, 0, "1 south"), (0, -4, "4 west")]
)
def test_a_way_in_cells(dy, dx, text):
    assert words.offset(dy, dx) == text


def test_portions():
    pack = np.zeros(codes.N_OBJECTS, np.int32)
    assert words.portions(pack) == "nothing"
    pack[codes.FOOD], pack[codes.KEY] = 2, 1
    assert words.portions(pack) == "2 food, key"


def test_a_whole_percept_in_words(played, paper):
    lines = words.describe(played[1].percept, paper, 0)
    assert lines[0] == "Beat 1. You are Ana, in The hall at row 1, column 1, up."
    assert "You see Ben, 1 east, still." in lines
    assert "Ana tended Ben." in lines
    assert not any("Cem" in line for line in lines), "Cem lies behind a wall"
    assert not any("breath" in line or "balance" in line for line in lines)


def test_out_of_breath_off_balance_asleep(played, paper):
    percept = Percept(*(table.copy() for table in played[1].percept))
    percept.me["winded"][0, 0] = percept.me["spent"][0, 0] = percept.bodies["asleep"][0, 0, 1] = 1
    lines = words.describe(percept, paper, 0)
    assert "You are out of breath." in lines
    assert "You are off balance." in lines
    assert "You see Ben, 1 east, asleep." in lines
