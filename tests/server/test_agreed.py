"""What the log says of a call by what was agreed: by one's own plan and by lines that can be read."""

import pytest
from server.keeper import calm

from warbell.engine import codes as c
from warbell.episodes.outlook import Outlook
from warbell.minds.agreement import Agreement
from warbell.plans import Answer, Roll, parse_cells
from warbell.server.agreed import NO_LINE, Agreed
from warbell.server.game import Game
from warbell.server.stream import Stream

SAFE, HELP, ANCHOR, BEACON = c.SAFE, c.HELP, c.FIRST_CODE_WORD, c.FIRST_CODE_WORD + 1
BEN = 1


def says(text, signal, beat, since=10):
    """What is said of a call by ben, whose line was taken in a beat."""
    lines = {BEN: NO_LINE.then(parse_cells(text, "ben"), since)}
    return "; ".join(Agreed(Agreement(), lines).says(BEN, signal, beat))


@pytest.mark.parametrize(
    "line,beat,expected",
    [
        ("call-HELP", 11, "their line calls HELP now"),
        ("call-HELP", 12, "their line does not call HELP now"),
        (".*4 call-HELP*2 .*9", 14, "their line does not call HELP now"),
        (".*4 call-HELP*2 .*9", 15, "their line calls HELP now"),
        (".*4 call-HELP*2 .*9", 16, "their line calls HELP now"),
        (".*4 call-HELP*2 .*9", 17, "their line does not call HELP now"),
        ("~beat>=20 call-HELP", 21, "their line calls HELP now"),
        ("~beat>=20 call-HELP", 15, "their line does not call HELP now"),
        ("e*3 call-HELP", 14, "their line calls HELP, at no beat that can be told"),
        (".*4 e call-HELP", 14, "their line does not call HELP now"),
        (".*4 e call-HELP", 15, "their line calls HELP, at no beat that can be told"),
        ("?dark->call-HELP", 12, "their line calls HELP, at no beat that can be told"),
        ("call-HELP~dark", 12, "their line calls HELP, at no beat that can be told"),
        ("e sign-HELP call-SAFE", 12, "their line does not call HELP now"),
        ("", 12, "their line does not call HELP now"),
        ("e roll-HELP-20", 12, ""),
        ("answer-SAFE-HELP-3", 12, ""),
    ],
)
def test_of_a_line_it_is_said_whether_it_calls_now_as_far_as_paper_tells(line, beat, expected):
    assert says(line, HELP, beat) == expected


def test_a_roll_call_of_an_earlier_line_may_still_be_in_force():
    line = NO_LINE.then(parse_cells("roll-SAFE-20", "ben"), 0).then(parse_cells("e", "ben"), 8)
    assert Agreed(Agreement(), {BEN: line}).says(BEN, SAFE, 12) == []


@pytest.mark.parametrize(
    "beat,expected",
    [
        (3, []),  # it has not begun
        (6, ["on the beat of the roll call"]),
        (7, ["off the beat of the roll call: their next is in 4 beats"]),
        (10, ["off the beat of the roll call: their next is in 1 beat"]),
    ],
)
def test_of_the_signal_of_a_roll_call_it_is_said_whether_it_is_on_the_beat(beat, expected):
    agreement = Agreement()
    agreement.call_roll(Roll(SAFE, 5), 3)
    assert Agreed(agreement, {}).says(BEN, SAFE, beat) == expected
    assert Agreed(agreement, {}).says(BEN, HELP, beat) == []


def test_of_a_reply_it_is_said_whether_one_asked_for_it():
    agreement = Agreement(answer=Answer(ANCHOR, BEACON, 3))
    assert Agreed(agreement, {}).says(BEN, BEACON, 8) == ["no answer of theirs is due now"]
    agreement.asked = 5
    assert Agreed(agreement, {}).says(BEN, BEACON, 8) == ["3 beats after you called ANCHOR, as agreed"]
    assert Agreed(agreement, {}).says(BEN, BEACON, 9) == ["no answer of theirs is due now"]


def log_of(lines, beats, *, shared):
    """What ana's log says of calls, by the beat, and the beats that give her a reason to be asked for her `call`."""
    laid = calm()
    game = Game(laid, 3, [None, None], shared=shared)
    stream, stops = Stream(0), []
    game.take({p: parse_cells(line, "line", laid.brief) for p, line in enumerate(lines)})
    progress = game.ask()
    for beat in range(1, beats + 1):
        game.play(game.decide({p: each.order for p, each in progress.items()}))
        progress = game.ask()
        stops += [beat] * ("call" in game.why(progress)[0])
        outlook = Outlook(laid.episode.ground, laid.episode.titles)
        stream.follow(game.percept, game.seen[0], laid.brief, outlook, (), game.agreed(0))
    return {each.beat: each.text for each in stream.said if each.text.startswith("A call")}, stops


ROLL = "roll-SAFE-6 answer-ANCHOR-BEACON-3"


def test_a_room_says_it_beside_each_call_and_does_not_stop_for_what_was_agreed():
    said, stops = log_of([f"{ROLL} .*2 call-ANCHOR .*20", f"{ROLL} .*8 call-SAFE .*9 call-HELP .*9"], 24, shared=False)
    assert said[1].endswith("on the beat of the roll call.")
    assert said[7].endswith("on the beat of the roll call.")
    assert said[6].endswith("3 beats after you called ANCHOR, as agreed.")
    off = next(text for text in said.values() if "off the beat" in text)
    assert "their next is in" in off
    assert any("HELP" in text for text in said.values())
    assert not any("line" in text for text in said.values())  # the paper is not shared
    assert [said[beat] for beat in stops if "on the beat" in said[beat] or "as agreed" in said[beat]] == []
    assert stops


def test_on_shared_paper_it_says_what_the_line_says_however_far_that_got():
    said, _ = log_of([".*20", ".*3 call-HELP .*9"], 8, shared=True)
    assert said[4].endswith("their line calls HELP now.")
    said, _ = log_of([".*20", "reflex-none e*2 call-HELP"], 8, shared=True)
    assert [text.rpartition("; ")[2] for text in said.values()] == [
        "their line calls HELP, at no beat that can be told."
    ]


def test_two_calls_in_one_voice_prove_nothing():
    """A mimic that hits the right beat is heard beside whom it mimics: the log names neither as kept."""
    agreement = Agreement()
    agreement.call_roll(Roll(SAFE, 5), 3)
    assert Agreed(agreement, {}).says(BEN, SAFE, 6, twice=True) == [
        "from two sides at once: one is a lie, and neither proves anything"
    ]


@pytest.mark.parametrize("episode,shared", [("blackout", False), ("heartbeat", True)])
def test_in_a_night_apart_nobody_sees_another_s_line(house, gather, episode, shared):
    """Who is shut in would else draw where: a mind's line begins at its own door."""
    party = gather("onjo", episode=episode, minds="follow", shared_paper=True)
    assert house.card(party.room)["settings"]["shared_paper"] is shared
    with house.player(party.room, token=party.tokens["onjo"]) as again:
        lines = {seat["name"]: seat["line"] for seat in again.welcome()["room"]["seats"]}
    assert all((line is not None) is shared for name, line in lines.items() if name != "onjo"), lines
